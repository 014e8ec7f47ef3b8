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
}

impl Words {
    fn is_empty(&self) -> bool {
        self.text.trim().is_empty()
    }
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
