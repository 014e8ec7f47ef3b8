//! The elements of feeds that are read, and what they say.

use quick_xml::events::BytesStart;

use super::super::entry::Words;
use crate::domain::event::MediaKind;

/// A name: prefix, empty if it has none, and the rest.
#[derive(Clone, Copy)]
pub(super) struct Name<'n> {
    pub(super) prefix: &'n str,
    pub(super) local: &'n str,
}

impl<'n> Name<'n> {
    /// A name as written.
    pub(super) fn of(name: &'n str) -> Self {
        let (prefix, local) = name.split_once(':').unwrap_or(("", name));
        Self { prefix, local }
    }
}

/// An element whose end has not come.
pub(super) struct Open {
    prefix: String,
    local: String,
}

impl Open {
    pub(super) fn of(name: &Name<'_>) -> Self {
        Self {
            prefix: name.prefix.to_owned(),
            local: name.local.to_owned(),
        }
    }

    pub(super) fn is(&self, name: &Name<'_>) -> bool {
        self.prefix == name.prefix && self.local == name.local
    }

    /// Whether what stands right inside is said of the feed.
    pub(super) fn is_channel(&self) -> bool {
        matches!(&*self.local, "channel" | "feed")
    }

    /// Whether what stands right inside, so deep in an entry, is said of the entry.
    pub(super) fn holds_fields(&self, within: usize) -> bool {
        within == 2 && matches!(&*self.local, "author" | "group")
    }
}

/// What is said at a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    Title,
    Content,
    Summary,
    Caption,
    Id,
    Link,
    Author,
    AuthorAddress,
    AuthorMail,
    Published,
    Updated,
    Language,
}

impl Place {
    /// Whether elements inside belong to what is said.
    pub(super) const fn is_words(self) -> bool {
        matches!(self, Self::Title | Self::Content | Self::Summary | Self::Caption)
    }

    /// The words to be gathered: of Atom, those of type `text` are plain, and that is the type if none is
    /// said; RSS says no type.
    pub(super) fn words(self, tag: &BytesStart<'_>, atom: bool) -> Words {
        let plain = match attribute(tag, "type").as_deref() {
            Some(kind) => matches!(kind, "text" | "text/plain" | "plain"),
            None => atom,
        };
        Words {
            text: String::new(),
            plain: plain && self.is_words(),
            markup: false,
        }
    }
}

/// Place of an element in an entry; `around` is the element of the entry that it stands in, if it stands in one.
pub(super) fn place(name: &Name<'_>, around: Option<&Open>) -> Option<Place> {
    if around.is_some_and(|around| around.local == "author") {
        return match name.local {
            "name" => Some(Place::Author),
            "uri" => Some(Place::AuthorAddress),
            "email" => Some(Place::AuthorMail),
            _ => None,
        };
    }
    Some(match (name.prefix, name.local) {
        ("" | "rss" | "atom" | "a10" | "dc", "title") => Place::Title,
        ("content" | "xhtml", "encoded" | "body") | ("" | "atom", "content") => Place::Content,
        ("" | "rss" | "atom", "description" | "summary") => Place::Summary,
        ("itunes", "summary") | ("media" | "dc", "description") => Place::Caption,
        ("" | "atom", "guid" | "id") => Place::Id,
        ("" | "rss", "link") => Place::Link,
        ("dc", "creator") | ("" | "itunes", "author") if around.is_none() => Place::Author,
        ("" | "rss" | "atom", "pubDate" | "published" | "issued" | "created") => Place::Published,
        ("dc", "date") | ("dcterms", "created" | "issued") => Place::Published,
        ("" | "atom" | "a10", "updated" | "modified") | ("dcterms" | "dc", "modified") => Place::Updated,
        ("dc" | "", "language") => Place::Language,
        (_, _) => return None,
    })
}

/// Place of an element that stands right in the feed.
pub(super) fn place_of_feed(name: &Name<'_>) -> Option<Place> {
    match (name.prefix, name.local) {
        ("" | "rss", "link") => Some(Place::Link),
        ("" | "dc", "language") => Some(Place::Language),
        (_, _) => None,
    }
}

/// Value of an attribute, if it has one.
pub(super) fn attribute(tag: &BytesStart<'_>, name: &str) -> Option<String> {
    let mut all = tag.html_attributes();
    let found = all
        .with_checks(false)
        .flatten()
        .find(|found| found.key.0 == name)?;
    let value =
        quick_xml::escape::unescape(&found.value).map_or_else(|_| found.value.to_string(), Into::into);
    (!value.trim().is_empty()).then(|| value.trim().to_owned())
}

/// What is attached, by its medium or its media type.
pub(super) fn media(tag: &BytesStart<'_>) -> MediaKind {
    let said = attribute(tag, "medium")
        .or_else(|| attribute(tag, "type"))
        .unwrap_or_default();
    match said.split('/').next() {
        Some("image") => MediaKind::Image,
        Some("video") => MediaKind::Video,
        Some("audio") => MediaKind::Audio,
        Some("application" | "document") => MediaKind::File,
        Some(_) | None => MediaKind::Unknown,
    }
}
