//! Where the fields of an event lie in the payloads of a feed that no adapter knows.

use std::collections::BTreeMap;

use super::event::{Action, Direction, Kind, Metric, Visibility};
use super::surface::Surface;

/// A JSON Pointer (RFC 6901): empty, or pieces that each begin with `/`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Pointer(String);

impl Pointer {
    /// The pointer written like this; `None` if it is none.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let mut escapes = text.split('~').skip(1);
        let begins = text.is_empty() || text.starts_with('/');
        (begins && escapes.all(|rest| rest.starts_with(['0', '1']))).then(|| Self(text.to_owned()))
    }

    /// It as written.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// How a moment is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TimeForm {
    /// As a date, or as a number whose size tells its unit.
    Auto,
    /// Seconds since 1970.
    Seconds,
    /// Milliseconds since 1970.
    Millis,
    /// Microseconds since 1970.
    Micros,
}

/// How words are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WordForm {
    /// As they are read.
    Plain,
    /// HTML.
    Html,
    /// Markdown.
    Markdown,
}

/// A value of few: the same for all payloads, or by what lies at a pointer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Choice<T> {
    /// The same for all.
    Always(T),
    /// By the value there, written as text.
    By {
        /// Where it lies.
        at: Pointer,
        /// What each value means; `None` for payloads that are to have no effect.
        map: BTreeMap<String, Option<T>>,
        /// What a payload without a value means.
        missing: Option<T>,
    },
}

/// A figure that the author gave.
#[derive(Debug, Clone, PartialEq)]
pub struct Figure {
    /// Where it lies.
    pub at: Pointer,
    /// What it measures.
    pub metric: Metric,
    /// The highest figure that can be given.
    pub max: Option<f64>,
}

/// Where the fields of an event lie in a payload. A field without a pointer is missing in every event.
#[derive(Debug, Clone, PartialEq)]
pub struct Mapping {
    /// A list of posts within a payload; without it a payload is one post.
    pub items: Option<Pointer>,
    /// Id of the post.
    pub id: Pointer,
    /// What sort of post it is.
    pub kind: Choice<Kind>,
    /// What happened to it.
    pub action: Choice<Action>,
    /// Who can see it.
    pub visibility: Choice<Visibility>,
    /// Whose side wrote it; without it the tenant's own accounts decide.
    pub direction: Option<Choice<Direction>>,
    /// When it happened.
    pub time: Option<(Pointer, TimeForm)>,
    /// Its words.
    pub text: Option<(Pointer, WordForm)>,
    /// Its title.
    pub title: Option<Pointer>,
    /// The language of its words.
    pub language: Option<Pointer>,
    /// Id of its author's account.
    pub author: Option<Pointer>,
    /// The name that an answer must address.
    pub handle: Option<Pointer>,
    /// Followers of its author.
    pub followers: Option<Pointer>,
    /// Id of the post answered.
    pub parent: Option<Pointer>,
    /// Id of the post that its conversation began with.
    pub root: Option<Pointer>,
    /// Likes.
    pub likes: Option<Pointer>,
    /// Shares.
    pub shares: Option<Pointer>,
    /// Replies.
    pub replies: Option<Pointer>,
    /// The figure that the author gave.
    pub rating: Option<Figure>,
    /// Where it stands.
    pub surface: Choice<Surface>,
    /// Link to it.
    pub url: Option<Pointer>,
    /// Id of the thread that it stands in.
    pub thread: Option<Pointer>,
    /// Link to that thread.
    pub thread_url: Option<Pointer>,
    /// Whether it is back-fill: true there, or `true`.
    pub backfill: Option<Pointer>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_a_pointer() {
        for text in ["", "/", "/a/0/b", "/a~1b/c~0d", "/ü"] {
            assert_eq!(Pointer::parse(text).unwrap().as_str(), text);
        }
        for text in ["a", "a/b", "/a~2", "/a~", "$.a"] {
            assert_eq!(Pointer::parse(text), None, "{text}");
        }
    }
}
