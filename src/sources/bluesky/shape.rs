//! What Jetstream sends, as far as it is read. Unknown fields are skipped.

use serde::Deserialize;

use super::super::listed::Listed;
use super::super::loose::{Flag, Int, Many, One, Str, Strs};
use super::super::moment::Moment;

/// A frame of either form.
#[derive(Deserialize, Default)]
#[serde(default)]
pub(super) struct Frame<'a> {
    #[serde(borrow)]
    pub(super) did: Str<'a>,
    pub(super) time_us: Moment,
    #[serde(borrow)]
    pub(super) kind: Str<'a>,
    #[serde(borrow)]
    pub(super) commit: One<Commit<'a>>,
    #[serde(borrow, rename = "$type")]
    pub(super) form: Str<'a>,
    #[serde(borrow)]
    pub(super) payload: One<Commit<'a>>,
    #[serde(borrow, rename = "type")]
    pub(super) sort: Str<'a>,
    #[serde(borrow)]
    pub(super) record: One<Commit<'a>>,
}

/// A change of one record. The second form names the account, the time and its own type in here.
#[derive(Deserialize, Default)]
#[serde(default)]
pub(super) struct Commit<'a> {
    #[serde(borrow, rename = "$type")]
    pub(super) form: Str<'a>,
    #[serde(borrow)]
    pub(super) did: Str<'a>,
    pub(super) time: Moment,
    #[serde(borrow)]
    pub(super) rev: Str<'a>,
    #[serde(borrow, alias = "action")]
    pub(super) operation: Str<'a>,
    /// Whether it happened just now: Tap says of what it fetches from before that it did not.
    pub(super) live: Flag,
    #[serde(borrow)]
    pub(super) collection: Str<'a>,
    #[serde(borrow)]
    pub(super) rkey: Str<'a>,
    #[serde(borrow)]
    pub(super) record: One<Record<'a>>,
}

/// A post or a repost.
#[derive(Deserialize, Default)]
#[serde(default)]
pub(super) struct Record<'a> {
    #[serde(borrow)]
    pub(super) text: Str<'a>,
    #[serde(rename = "createdAt")]
    pub(super) created_at: Moment,
    #[serde(borrow)]
    pub(super) langs: Strs<'a>,
    #[serde(borrow)]
    pub(super) reply: One<Reply<'a>>,
    #[serde(borrow)]
    pub(super) embed: One<Embed<'a>>,
    #[serde(borrow)]
    pub(super) facets: Listed<'a, Facet<'a>>,
    #[serde(borrow)]
    pub(super) subject: One<Link<'a>>,
}

#[derive(Deserialize, Default)]
#[serde(default)]
pub(super) struct Reply<'a> {
    #[serde(borrow)]
    pub(super) root: One<Link<'a>>,
    #[serde(borrow)]
    pub(super) parent: One<Link<'a>>,
}

#[derive(Deserialize, Default)]
#[serde(default)]
pub(super) struct Link<'a> {
    #[serde(borrow)]
    pub(super) uri: Str<'a>,
}

/// What a post shows besides its words. Beside another record media lie one level deeper.
#[derive(Deserialize, Default)]
#[serde(default)]
pub(super) struct Embed<'a> {
    #[serde(borrow)]
    pub(super) record: One<EmbeddedRecord<'a>>,
    #[serde(borrow)]
    pub(super) images: Many<Picture<'a>>,
    pub(super) video: One<Film>,
    /// What the film shows.
    #[serde(borrow)]
    pub(super) alt: Str<'a>,
    /// A film that runs again and again without sound is a `gif`.
    #[serde(borrow)]
    pub(super) presentation: Str<'a>,
    #[serde(borrow)]
    pub(super) external: One<Link<'a>>,
    #[serde(borrow)]
    pub(super) media: One<Box<Embed<'a>>>,
}

/// A picture, and what it shows.
#[derive(Deserialize, Default)]
#[serde(default)]
pub(super) struct Picture<'a> {
    #[serde(borrow)]
    pub(super) alt: Str<'a>,
}

/// A film, of which only the presence matters.
#[derive(Deserialize, Default)]
#[serde(default)]
pub(super) struct Film {}

/// A record shown within another; beside media it lies one level deeper.
#[derive(Deserialize, Default)]
#[serde(default)]
pub(super) struct EmbeddedRecord<'a> {
    #[serde(borrow)]
    pub(super) uri: Str<'a>,
    #[serde(borrow)]
    pub(super) record: One<Link<'a>>,
}

#[derive(Deserialize, Default)]
#[serde(default)]
pub(super) struct Facet<'a> {
    pub(super) index: One<Index>,
    #[serde(borrow)]
    pub(super) features: Many<Feature<'a>>,
}

#[derive(Deserialize, Default)]
#[serde(default, rename_all = "camelCase")]
pub(super) struct Index {
    pub(super) byte_start: Int,
    pub(super) byte_end: Int,
}

#[derive(Deserialize, Default)]
#[serde(default)]
pub(super) struct Feature<'a> {
    #[serde(borrow, rename = "$type")]
    pub(super) form: Str<'a>,
    #[serde(borrow)]
    pub(super) uri: Str<'a>,
    #[serde(borrow)]
    pub(super) tag: Str<'a>,
}
