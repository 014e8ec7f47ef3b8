//! What Google Play sends, as far as it is read. Unknown fields are skipped.

use serde::Deserialize;
use serde::de::IgnoredAny;

use super::super::listed::Listed;
use super::super::loose::{Int, One, Str, present};
use super::super::moment::Moment;
use super::super::stars::Stars;

/// A list of reviews.
#[derive(Deserialize, Default)]
#[serde(default, rename_all = "camelCase")]
pub(super) struct Answer<'a> {
    #[serde(borrow, deserialize_with = "present")]
    pub(super) reviews: Option<Listed<'a, Review<'a>>>,
    #[serde(deserialize_with = "present")]
    pub(super) token_pagination: Option<IgnoredAny>,
    #[serde(deserialize_with = "present")]
    pub(super) page_info: Option<IgnoredAny>,
    /// What became of an answer that was sent.
    #[serde(deserialize_with = "present")]
    pub(super) result: Option<IgnoredAny>,
}

/// A review; scrapers list it as one row, with the words and the answer in it.
#[derive(Deserialize, Default)]
#[serde(default, rename_all = "camelCase")]
pub(super) struct Review<'a> {
    #[serde(borrow)]
    pub(super) review_id: Str<'a>,
    #[serde(borrow)]
    pub(super) author_name: Str<'a>,
    #[serde(borrow)]
    pub(super) comments: Listed<'a, Comment<'a>>,
    #[serde(borrow)]
    pub(super) user_name: Str<'a>,
    #[serde(borrow)]
    pub(super) content: Str<'a>,
    pub(super) score: Stars,
    pub(super) thumbs_up_count: Int,
    #[serde(borrow)]
    pub(super) review_created_version: Str<'a>,
    pub(super) at: Moment,
    #[serde(borrow)]
    pub(super) reply_content: Str<'a>,
    pub(super) replied_at: Moment,
}

#[derive(Deserialize, Default)]
#[serde(default, rename_all = "camelCase")]
pub(super) struct Comment<'a> {
    #[serde(borrow)]
    pub(super) user_comment: One<UserComment<'a>>,
    #[serde(borrow)]
    pub(super) developer_comment: One<DeveloperComment<'a>>,
}

#[derive(Deserialize, Default)]
#[serde(default, rename_all = "camelCase")]
pub(super) struct UserComment<'a> {
    #[serde(borrow)]
    pub(super) text: Str<'a>,
    #[serde(borrow)]
    pub(super) original_text: Str<'a>,
    pub(super) last_modified: Moment,
    pub(super) star_rating: Stars,
    #[serde(borrow)]
    pub(super) reviewer_language: Str<'a>,
    #[serde(borrow)]
    pub(super) device: Str<'a>,
    #[serde(borrow)]
    pub(super) android_os_version: Str<'a>,
    #[serde(borrow)]
    pub(super) app_version_code: Str<'a>,
    #[serde(borrow)]
    pub(super) app_version_name: Str<'a>,
    pub(super) thumbs_up_count: Int,
    pub(super) thumbs_down_count: Int,
    #[serde(borrow)]
    pub(super) device_metadata: One<Device<'a>>,
}

#[derive(Deserialize, Default)]
#[serde(default, rename_all = "camelCase")]
pub(super) struct Device<'a> {
    #[serde(borrow)]
    pub(super) product_name: Str<'a>,
}

#[derive(Deserialize, Default)]
#[serde(default, rename_all = "camelCase")]
pub(super) struct DeveloperComment<'a> {
    #[serde(borrow)]
    pub(super) text: Str<'a>,
    pub(super) last_modified: Moment,
}
