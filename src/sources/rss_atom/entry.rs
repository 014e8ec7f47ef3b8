//! A feed and its entries as they are gathered from the document.

use crate::domain::event::MediaKind;
use crate::domain::time::Time;

/// A feed.
#[derive(Debug, Default)]
pub(super) struct Feed {
    /// Whether the document is a feed at all.
    pub(super) known: bool,
    pub(super) link: String,
    pub(super) language: String,
    pub(super) entries: Vec<Entry>,
}

/// Words, and whether they are to be read as they stand. Words of RSS are HTML by custom.
#[derive(Debug, Default)]
pub(super) struct Words {
    pub(super) text: String,
    pub(super) plain: bool,
    /// Whether they hold elements: then a sign of the document that stands for itself must not become a mark of theirs.
    pub(super) markup: bool,
}

/// What opens and closes text without marks in XML.
const DATA: [(&str, &str); 2] = [("<![CDATA[", "]]>"), ("&lt;![CDATA[", "]]&gt;")];

impl Words {
    /// Adds text in which every sign stands for itself.
    pub(super) fn say(&mut self, text: &str) {
        if self.markup && text.contains(['&', '<']) {
            self.text
                .push_str(&text.replace('&', "&amp;").replace('<', "&lt;"));
        } else {
            self.text.push_str(text);
        }
    }

    /// Takes away marks of XML that were escaped like words: all of them where HTML would be silent about what they
    /// hold, else those around the whole.
    pub(super) fn unwrap(&mut self) {
        if !self.text.contains("![CDATA[") {
            return;
        }
        let whole = self.text.trim();
        let inner = DATA.iter().find_map(|(open, close)| {
            let inner = whole.strip_prefix(open)?.strip_suffix(close)?;
            (!inner.contains(open)).then(|| inner.to_owned())
        });
        if let Some(inner) = inner {
            self.text = inner;
        } else if !self.plain {
            self.text = without_marks(&self.text);
        }
    }

    fn is_empty(&self) -> bool {
        self.text.trim().is_empty()
    }
}

fn without_marks(text: &str) -> String {
    let [(open, close), _] = DATA;
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once(open) {
        let (inner, after) = after.split_once(close).unwrap_or(("", after));
        out.extend([before, inner]);
        rest = after;
    }
    out + rest
}

/// An entry; what it does not say is empty.
#[derive(Debug, Default)]
pub(super) struct Entry {
    pub(super) deleted: bool,
    pub(super) id: String,
    pub(super) link: String,
    /// What an item of RDF is about.
    pub(super) about: String,
    pub(super) title: Words,
    pub(super) content: Words,
    pub(super) summary: Words,
    /// A description for players of sound and films.
    pub(super) caption: Words,
    pub(super) author: String,
    pub(super) author_address: String,
    pub(super) author_mail: String,
    pub(super) published: Option<Time>,
    pub(super) updated: Option<Time>,
    /// Dates that cannot be read by themselves, and whether each is that of publication.
    pub(super) unsettled: Vec<(bool, String)>,
    pub(super) parent: String,
    pub(super) language: String,
    pub(super) media: Vec<MediaKind>,
}

impl Entry {
    /// The most of its words.
    pub(super) fn body(&self) -> &Words {
        let all = [&self.content, &self.summary, &self.caption];
        all.into_iter()
            .find(|words| !words.is_empty())
            .unwrap_or(&self.content)
    }

    /// The same, to keep.
    pub(super) fn into_body(self) -> Words {
        let all = [self.content, self.summary, self.caption];
        all.into_iter()
            .find(|words| !words.is_empty())
            .unwrap_or_default()
    }
}
