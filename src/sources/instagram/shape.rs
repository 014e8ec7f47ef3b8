//! What the fields of an Instagram account send, as far as it is read. Unknown fields are skipped.

use serde::Deserialize;

use super::super::loose::{One, Str};
use super::super::moment::Moment;

/// The value of the fields `comments`, `live_comments` and `mentions`. The last names ids alone.
#[derive(Deserialize, Default)]
#[serde(default)]
pub(super) struct Value<'a> {
    #[serde(borrow)]
    pub(super) id: Str<'a>,
    #[serde(borrow)]
    pub(super) comment_id: Str<'a>,
    #[serde(borrow)]
    pub(super) media_id: Str<'a>,
    #[serde(borrow)]
    pub(super) parent_id: Str<'a>,
    #[serde(borrow)]
    pub(super) text: Str<'a>,
    #[serde(borrow)]
    pub(super) from: One<Sender<'a>>,
    #[serde(borrow)]
    pub(super) media: One<Media<'a>>,
    pub(super) timestamp: Moment,
}

#[derive(Deserialize, Default)]
#[serde(default)]
pub(super) struct Sender<'a> {
    #[serde(borrow)]
    pub(super) id: Str<'a>,
    #[serde(borrow)]
    pub(super) username: Str<'a>,
    /// Only there where the account itself wrote.
    #[serde(borrow)]
    pub(super) self_ig_scoped_id: Str<'a>,
}

#[derive(Deserialize, Default)]
#[serde(default)]
pub(super) struct Media<'a> {
    #[serde(borrow)]
    pub(super) id: Str<'a>,
    #[serde(borrow)]
    pub(super) media_product_type: Str<'a>,
    #[serde(borrow)]
    pub(super) ad_id: Str<'a>,
}
