//! What Trustpilot sends, as far as it is read. Unknown fields are skipped.

use serde::Deserialize;

use super::super::loose::{Flag, Many, One, Str, present};
use super::super::moment::Moment;
use super::super::stars::Stars;

/// What a webhook tells.
#[derive(Deserialize, Default)]
#[serde(default, rename_all = "camelCase")]
pub(super) struct Event<'a> {
    #[serde(borrow)]
    pub(super) event_name: Str<'a>,
    #[serde(borrow)]
    pub(super) event_data: One<Review<'a>>,
}

/// What the interface lists.
#[derive(Deserialize, Default)]
#[serde(default, rename_all = "camelCase")]
pub(super) struct Listing<'a> {
    #[serde(borrow, deserialize_with = "present")]
    pub(super) reviews: Option<Many<Review<'a>>>,
    #[serde(borrow, deserialize_with = "present")]
    pub(super) product_reviews: Option<Many<Review<'a>>>,
}

#[derive(Deserialize, Default)]
#[serde(default, rename_all = "camelCase")]
pub(super) struct Review<'a> {
    #[serde(borrow)]
    pub(super) id: Str<'a>,
    pub(super) stars: Stars,
    #[serde(borrow)]
    pub(super) title: Str<'a>,
    #[serde(borrow)]
    pub(super) text: Str<'a>,
    /// The text of a review of a product.
    #[serde(borrow)]
    pub(super) content: Str<'a>,
    #[serde(borrow)]
    pub(super) language: Str<'a>,
    #[serde(borrow)]
    pub(super) reference_id: Str<'a>,
    #[serde(borrow)]
    pub(super) location_id: Str<'a>,
    pub(super) created_at: Moment,
    pub(super) updated_at: Moment,
    pub(super) deleted_at: Moment,
    pub(super) is_verified: Flag,
    #[serde(borrow)]
    pub(super) consumer: One<Consumer<'a>>,
    #[serde(borrow)]
    pub(super) tags: Many<Tag<'a>>,
    #[serde(borrow)]
    pub(super) company_reply: One<Reply<'a>>,
}

#[derive(Deserialize, Default)]
#[serde(default, rename_all = "camelCase")]
pub(super) struct Consumer<'a> {
    #[serde(borrow)]
    pub(super) id: Str<'a>,
    #[serde(borrow)]
    pub(super) name: Str<'a>,
    #[serde(borrow)]
    pub(super) display_name: Str<'a>,
}

#[derive(Deserialize, Default)]
#[serde(default)]
pub(super) struct Tag<'a> {
    #[serde(borrow)]
    pub(super) group: Str<'a>,
    #[serde(borrow)]
    pub(super) value: Str<'a>,
}

#[derive(Deserialize, Default)]
#[serde(default, rename_all = "camelCase")]
pub(super) struct Reply<'a> {
    #[serde(borrow)]
    pub(super) text: Str<'a>,
    pub(super) created_at: Moment,
    pub(super) updated_at: Moment,
}
