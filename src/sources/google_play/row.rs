//! Rows of the scrapers that read the shop's own pages: flat, by names of their own.

use std::borrow::Cow;

use super::super::draft::Part;
use super::shape::{DeveloperComment, Review, UserComment};
use super::{answered, written};

/// The review and the developer's answer that a row tells, under the ids that the developer interface gives them;
/// nothing if it is none.
pub(super) fn read<'a>(row: Review<'a>, id: &Cow<'a, str>) -> Vec<Part<'a>> {
    if row.content.get().is_none() && row.score.0.is_none() {
        return Vec::new();
    }
    let comment = UserComment {
        text: row.content,
        last_modified: row.at,
        star_rating: row.score,
        thumbs_up_count: row.thumbs_up_count,
        app_version_name: row.review_created_version,
        ..UserComment::default()
    };
    let answer = DeveloperComment {
        text: row.reply_content,
        last_modified: row.replied_at,
    };
    let said = answer.text.get().is_some();
    let answer = said.then(|| answered(id, answer).news());
    let review = written(id.clone(), row.user_name.take(), comment).news();
    std::iter::once(review).chain(answer).collect()
}
