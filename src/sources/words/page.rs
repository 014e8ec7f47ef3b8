//! Plain text in the making: lines and blank lines, white space run together, links with their positions.

use std::borrow::Cow;

use super::super::draft::{DraftAnchor, DraftSpan};
use super::Words;
use crate::domain::event::SpanKind;

/// A link whose end has not come.
struct Open {
    /// Scalar at which its words begin, once there are any.
    start: Option<usize>,
    /// Byte at which they begin.
    from: usize,
    address: String,
    kind: SpanKind,
}

/// Plain text in the making.
pub(super) struct Page<'a, 'd> {
    anchors: &'d [DraftAnchor<'a>],
    out: String,
    scalars: usize,
    /// Line breaks to write before the next words.
    breaks: usize,
    /// Whether a space stands between what was written and what comes.
    space: bool,
    open: Option<Open>,
    spans: Vec<DraftSpan<'a>>,
    most: usize,
}

impl<'a, 'd> Page<'a, 'd> {
    /// An empty page that holds this many bytes, and perhaps one piece of text more.
    pub(super) const fn new(anchors: &'d [DraftAnchor<'a>], most: usize) -> Self {
        Self {
            anchors,
            out: String::new(),
            scalars: 0,
            breaks: 0,
            space: false,
            open: None,
            spans: Vec::new(),
            most,
        }
    }

    /// Whether what comes would be cut off anyway.
    pub(super) const fn is_full(&self) -> bool {
        self.out.len() > self.most
    }

    /// Words in which runs of white space are one space.
    pub(super) fn flow(&mut self, text: &str) {
        for (number, word) in text.split(is_space).enumerate() {
            self.space |= number > 0;
            if !word.is_empty() {
                self.put(word);
            }
        }
    }

    /// Words of one line, in which every space counts but for what a line cannot begin with: signs that show nothing
    /// stand alone in a line to make it look empty.
    pub(super) fn line_of_words(&mut self, text: &str) {
        let begins = self.out.is_empty() || self.breaks > 0;
        let text = if begins {
            text.trim_start_matches(is_blank)
        } else {
            text
        };
        if text.contains('\u{A0}') {
            self.verbatim(&text.replace('\u{A0}', " "));
        } else {
            self.verbatim(text);
        }
    }

    /// Words in which every space and line counts.
    pub(super) fn verbatim(&mut self, text: &str) {
        for (number, line) in text.split('\n').enumerate() {
            if number > 0 {
                self.breaks += 1;
            }
            if !line.is_empty() {
                self.put(line);
            }
        }
    }

    /// Words that are a line of their own, and no news.
    pub(super) fn whole_line(&mut self, words: &str) {
        self.block(1);
        self.put(words);
        self.block(1);
    }

    /// What was written so far.
    pub(super) fn text(&self) -> &str {
        &self.out
    }

    /// The line ends here.
    pub(super) const fn line(&mut self) {
        self.breaks += 1;
    }

    /// What comes stands on a line of its own, after so many line breaks at least.
    pub(super) fn block(&mut self, breaks: usize) {
        self.breaks = self.breaks.max(breaks);
    }

    /// What comes does not touch what was written.
    pub(super) const fn apart(&mut self) {
        self.space = true;
    }

    /// A link begins; `kind` is what it is if the payload does not list it.
    pub(super) fn link(&mut self, address: String, kind: SpanKind) {
        self.end_link();
        self.open = Some(Open {
            start: None,
            from: 0,
            address,
            kind,
        });
    }

    /// The link ends.
    pub(super) fn end_link(&mut self) {
        let Some(open) = self.open.take() else {
            return;
        };
        let Some(start) = open.start else {
            return;
        };
        let listed = self.anchors.iter().find(|anchor| anchor.address == open.address);
        let shown = self.out.get(open.from..).unwrap_or_default();
        let (kind, value) = match (listed, open.kind) {
            (Some(anchor), _) => (anchor.kind, anchor.value.clone()),
            (None, SpanKind::Mention) => (open.kind, Cow::Owned(shown.trim_start_matches('@').to_owned())),
            (None, SpanKind::Hashtag) => (open.kind, Cow::Owned(shown.trim_start_matches('#').to_owned())),
            (None, SpanKind::Link | SpanKind::Unknown) => (SpanKind::Link, Cow::Owned(open.address)),
        };
        self.spans.push(DraftSpan {
            kind,
            start,
            end: self.scalars,
            value,
        });
    }

    /// The finished words.
    pub(super) fn finish(mut self, trimmed: usize) -> Words<'a> {
        self.end_link();
        let cut = self.is_full();
        let kept = self.out.trim_end_matches(' ').len();
        let length = self.scalars.saturating_sub(self.out.len() - kept);
        self.out.truncate(kept);
        for span in &mut self.spans {
            span.end = span.end.min(length);
        }
        Words {
            cut,
            text: Some(self.out),
            spans: self.spans,
            trimmed,
        }
    }

    fn put(&mut self, words: &str) {
        if !self.out.is_empty() {
            // More than one blank line says no more than one does.
            let breaks = self.breaks.min(2);
            self.out.extend(std::iter::repeat_n('\n', breaks));
            self.scalars += breaks;
            if breaks == 0 && self.space {
                self.out.push(' ');
                self.scalars += 1;
            }
        }
        (self.breaks, self.space) = (0, false);
        if let Some(open) = self.open.as_mut().filter(|open| open.start.is_none()) {
            (open.start, open.from) = (Some(self.scalars), self.out.len());
        }
        self.out.push_str(words);
        self.scalars += words.chars().count();
    }
}

/// What is one space in a text that flows. A space that forbids a line break is a space to a reader.
const fn is_space(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\n' | '\r' | '\x0C' | '\u{A0}')
}

/// A space, or a sign that takes no room.
fn is_blank(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{200B}' | '\u{FEFF}')
}
