//! From words as sent to plain text: marks taken off, entities resolved once, a heading put before, Unicode
//! NFC, cut at the limit, and spans carried along to Unicode scalars of the result.

mod dialect;
mod hidden;
mod html;
mod letter;
mod markdown;
mod page;
mod pictures;
mod seek;

use std::borrow::Cow;

use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

use super::draft::{DraftAnchor, DraftSpan, DraftText, Form, Unit};
use super::limits::Limits;
use crate::domain::event::{LanguageOrigin, Text, TextFormat, TextSpan};
pub(super) use pictures::pictures;

/// The finished text; `None` if there are no words.
pub(super) fn finish(mut draft: DraftText<'_>, limits: &Limits) -> Option<Text> {
    let heading = draft.heading.take().filter(|(raw, _)| !raw.trim().is_empty());
    if draft.raw.is_empty() && heading.is_none() {
        return None;
    }
    let most = limits.text_bytes;
    let mut spans = std::mem::take(&mut draft.spans);
    spans.sort_by_key(|span| (span.start, span.end));
    spans.truncate(limits.spans);
    to_scalars(&draft.raw, draft.unit, &mut spans);
    let mut body = Words::of(&draft.raw, draft.form, spans, &draft.anchors, most);
    let sent = || cut(Cow::Borrowed(&*draft.raw), most).0.into_owned();
    let original = match draft.original.take() {
        Some(original) => Some(cut(original, most).0.into_owned()),
        None => body.text.is_some().then(sent),
    };
    if let Some((raw, form)) = heading {
        let head = Words::of(&raw, form, Vec::new(), &[], most);
        body = head.followed_by(body, &raw, &draft.raw);
    }
    let (plain, cut) = cut(body.text.map_or(draft.raw, Cow::Owned), most);
    let mut spans = body.spans;
    if draft.seek {
        seek::seek(&plain, &mut spans, limits.spans);
    }
    let length = if spans.is_empty() {
        0
    } else {
        plain.chars().count()
    };
    spans.retain(|span| span.start < span.end && span.end <= length && !span.value.is_empty());
    spans.truncate(limits.spans);
    let language = draft.language.as_deref().and_then(language);
    let origin = language.as_ref().map(|_| draft.language_origin);
    (!plain.is_empty()).then(|| Text {
        original: original.filter(|original| *original != plain),
        plain: plain.into_owned(),
        language,
        language_origin: origin.unwrap_or(LanguageOrigin::Unknown),
        spans: spans.into_iter().filter_map(finish_span).collect(),
        truncated: draft.cut || cut || body.cut,
        format: match draft.form {
            Form::Plain | Form::Escaped => TextFormat::Plain,
            Form::Html | Form::Thread | Form::Letter => TextFormat::Html,
            Form::Markdown | Form::EscapedMarkdown => TextFormat::Markdown,
        },
        trimmed_chars: i32::try_from(draft.trimmed_chars.saturating_add(body.trimmed)).unwrap_or(i32::MAX),
    })
}

/// Words that have no form and no spans: NFC, cut at so many bytes.
pub(super) fn plain(words: Cow<'_, str>, most: usize) -> String {
    let words = match compose(&words, &mut []) {
        Some(composed) => Cow::Owned(composed),
        None => words,
    };
    cut(words, most).0.into_owned()
}

/// What a text may be read as: in each form, without limit.
pub(super) fn readings(raw: &str) -> Vec<String> {
    let forms = [
        Form::Plain,
        Form::Escaped,
        Form::Html,
        Form::Thread,
        Form::Markdown,
        Form::EscapedMarkdown,
    ];
    let read = |form| Words::of(raw, form, Vec::new(), &[], usize::MAX).text;
    forms
        .into_iter()
        .map(|form| read(form).unwrap_or_else(|| raw.to_owned()))
        .collect()
}

/// Words on their way to plain text.
#[derive(Default)]
struct Words<'a> {
    /// The text; `None` as long as it is the text as sent.
    text: Option<String>,
    /// Spans over it, in Unicode scalars.
    spans: Vec<DraftSpan<'a>>,
    /// Whether it was cut at the limit.
    cut: bool,
    /// Unicode scalars of quoted words that were left out.
    trimmed: usize,
}

impl<'a> Words<'a> {
    /// The plain, composed text of this form. `spans` are for the forms without spans of their own.
    fn of(
        raw: &str,
        form: Form,
        spans: Vec<DraftSpan<'a>>,
        anchors: &[DraftAnchor<'a>],
        most: usize,
    ) -> Self {
        let mut words = match form {
            Form::Plain => Self {
                spans,
                ..Self::default()
            },
            Form::Escaped => {
                let mut spans = spans;
                Self {
                    text: unescape(raw, &mut spans),
                    spans,
                    ..Self::default()
                }
            }
            Form::Html => html::render(raw, anchors, most),
            Form::Thread => html::render_thread(raw, anchors, most),
            Form::Letter => letter::render(raw, anchors, most),
            Form::Markdown => markdown::render(raw, anchors, most),
            Form::EscapedMarkdown => markdown::render_escaped(raw, anchors, most),
        };
        let text = words.text.as_deref().unwrap_or(raw);
        if let Some(composed) = compose(text, &mut words.spans) {
            words.text = Some(composed);
        }
        words
    }

    /// Both, with a blank line between them.
    fn followed_by(mut self, body: Self, own_raw: &str, raw: &str) -> Self {
        let mut text = self.text.unwrap_or_else(|| own_raw.to_owned());
        text.truncate(text.trim_end().len());
        let words = body.text.as_deref().unwrap_or(raw);
        if !words.is_empty() {
            text.push_str("\n\n");
            let by = text.chars().count();
            text.push_str(words);
            self.spans.extend(body.spans.into_iter().map(|span| DraftSpan {
                start: span.start.saturating_add(by),
                end: span.end.saturating_add(by),
                ..span
            }));
        }
        Self {
            text: Some(text),
            spans: self.spans,
            cut: self.cut || body.cut,
            trimmed: self.trimmed + body.trimmed,
        }
    }
}

fn finish_span(span: DraftSpan<'_>) -> Option<TextSpan> {
    Some(TextSpan {
        kind: span.kind,
        start: i32::try_from(span.start).ok()?,
        end: i32::try_from(span.end).ok()?,
        value: span.value.into_owned(),
    })
}

/// How positions move when a text is rewritten: points where the difference between the two changes.
#[derive(Default)]
struct Moves(Vec<(usize, usize)>);

impl Moves {
    /// From scalar `before` of the old text on, the new text goes on at scalar `after`.
    fn push(&mut self, before: usize, after: usize) {
        self.0.push((before, after));
    }

    /// Where a position lies in the new text. One inside a rewritten piece goes to the piece's start.
    fn to(&self, position: usize) -> usize {
        let next = self.0.partition_point(|(before, _)| *before <= position);
        let last = next.checked_sub(1).and_then(|at| self.0.get(at));
        let moved = last.map_or(position, |(before, after)| position - before + after);
        self.0.get(next).map_or(moved, |(_, after)| moved.min(*after))
    }

    fn apply(&self, spans: &mut [DraftSpan<'_>]) {
        for span in spans {
            span.start = self.to(span.start);
            span.end = self.to(span.end);
        }
    }
}

/// Turns positions in units to scalar positions. A span that splits a scalar comes out empty and is dropped.
fn to_scalars(raw: &str, unit: Unit, spans: &mut [DraftSpan<'_>]) {
    if raw.is_ascii() || spans.is_empty() || unit == Unit::Scalars {
        return;
    }
    let mut starts = Vec::with_capacity(raw.len());
    let mut at = 0;
    for c in raw.chars() {
        starts.push(at);
        at += if unit == Unit::Bytes {
            c.len_utf8()
        } else {
            c.len_utf16()
        };
    }
    starts.push(at);
    for span in spans {
        match (starts.binary_search(&span.start), starts.binary_search(&span.end)) {
            (Ok(start), Ok(end)) => (span.start, span.end) = (start, end),
            _ => (span.start, span.end) = (0, 0),
        }
    }
}

const ESCAPES: [(&str, char); 6] = [
    ("&amp;", '&'),
    ("&lt;", '<'),
    ("&gt;", '>'),
    ("&quot;", '"'),
    ("&#39;", '\''),
    ("&apos;", '\''),
];

/// Resolves each escape once: `&amp;lt;` is the text `&lt;`. `None` if there is nothing to resolve.
fn unescape(raw: &str, spans: &mut [DraftSpan<'_>]) -> Option<String> {
    if !raw.contains('&') {
        return None;
    }
    let mut out = String::with_capacity(raw.len());
    let mut moves = Moves::default();
    let (mut before, mut after) = (0, 0);
    let mut pieces = raw.split('&');
    let count = |piece: &str| {
        if spans.is_empty() {
            0
        } else {
            piece.chars().count()
        }
    };
    let first = pieces.next().unwrap_or_default();
    out.push_str(first);
    before += count(first);
    after += count(first);
    for piece in pieces {
        let found = ESCAPES
            .iter()
            .find_map(|(escape, plain)| Some((escape.len(), *plain, piece.strip_prefix(escape.get(1..)?)?)));
        let (length, plain, rest) = found.unwrap_or((1, '&', piece));
        out.push(plain);
        out.push_str(rest);
        before += length;
        after += 1;
        if length > 1 {
            moves.push(before, after);
        }
        before += count(rest);
        after += count(rest);
    }
    moves.apply(spans);
    Some(out)
}

/// Brings the text to Unicode NFC; `None` if it is.
fn compose(text: &str, spans: &mut [DraftSpan<'_>]) -> Option<String> {
    if text.is_ascii() || is_nfc_quick(text.chars()) == IsNormalized::Yes {
        return None;
    }
    let mut out = String::with_capacity(text.len());
    let mut moves = Moves::default();
    let (mut before, mut after) = (0, 0);
    let mut from = 0;
    // A scalar that composes with nothing before it begins a piece that is composed by itself.
    let mut starts = text
        .char_indices()
        .skip(1)
        .filter(|(_, c)| begins(*c))
        .map(|(at, _)| at);
    loop {
        let to = starts.next();
        let piece = text.get(from..to.unwrap_or(text.len())).unwrap_or_default();
        let length = out.len();
        out.extend(piece.nfc());
        before += piece.chars().count();
        after += out.get(length..).unwrap_or_default().chars().count();
        moves.push(before, after);
        match to {
            Some(to) => from = to,
            None => break,
        }
    }
    moves.apply(spans);
    Some(out)
}

fn begins(c: char) -> bool {
    unicode_normalization::char::canonical_combining_class(c) == 0
        && is_nfc_quick(std::iter::once(c)) == IsNormalized::Yes
}

/// Cuts at the last whole scalar within the limit.
fn cut(text: Cow<'_, str>, limit: usize) -> (Cow<'_, str>, bool) {
    if text.len() <= limit {
        return (text, false);
    }
    let at = text.floor_char_boundary(limit);
    let kept = match text {
        Cow::Borrowed(text) => Cow::Borrowed(text.get(..at).unwrap_or_default()),
        Cow::Owned(mut text) => {
            text.truncate(at);
            Cow::Owned(text)
        }
    };
    (kept, true)
}

/// Tags that name no language.
const UNSAID: [&str; 5] = ["und", "zxx", "mis", "mul", "art"];

/// Tags that were replaced, and what took their place.
const RENAMED: [(&str, &str); 3] = [("in", "id"), ("iw", "he"), ("ji", "yi")];

/// The tag, if it names a language: networks also say "undetermined", "no words", "only hashtags", and
/// use tags that were replaced long ago.
fn language(tag: &str) -> Option<String> {
    let form = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_');
    if !(2..=35).contains(&tag.len()) || !tag.bytes().all(form) {
        return None;
    }
    let primary = tag.split(['-', '_']).next().unwrap_or_default();
    let is = |other: &str| primary.eq_ignore_ascii_case(other);
    if (primary.len() == 3 && primary.starts_with(['q', 'Q'])) || UNSAID.into_iter().any(is) {
        return None;
    }
    let renamed = RENAMED.into_iter().find(|(old, _)| is(old));
    // Locales are written with `_`.
    Some(renamed.map_or_else(|| tag.replace('_', "-"), |(_, new)| new.to_owned()))
}

#[cfg(test)]
#[path = "words_tests.rs"]
mod tests;

#[cfg(test)]
#[path = "words/rendered_tests.rs"]
mod rendered_tests;
