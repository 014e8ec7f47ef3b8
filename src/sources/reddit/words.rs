//! The words of a thing, whether they are still there, and which revision of them they are.

use std::borrow::Cow;

use serde_json::value::RawValue;

use super::super::draft::{DraftText, Form};
use super::super::loose::Str;
use super::super::{moment, revision};
use super::shape::Data;

/// What stands in the place of a name or words that their author took away.
pub(super) const DELETED: &str = "[deleted]";

/// What stands in the place of words that are gone.
const GONE: [&str; 4] = [
    DELETED,
    "[removed]",
    "[removed by reddit]",
    "[ removed by reddit ]",
];

/// Whether only the place of the thing is left.
pub(super) fn is_tombstone(data: &Data<'_>) -> bool {
    let gone = |words: Option<&str>| {
        words.is_some_and(|words| GONE.iter().any(|gone| words.trim().eq_ignore_ascii_case(gone)))
    };
    gone(data.body.get()) || gone(data.selftext.get()) || data.removed_by_category.get() == Some("deleted")
}

/// Title or subject, and Markdown; `&`, `<` and `>` are escaped in both.
pub(super) fn text<'a>(data: &mut Data<'a>) -> Option<DraftText<'a>> {
    let take = |field: &mut Str<'a>| std::mem::take(field).take();
    let raw = take(&mut data.body).or_else(|| take(&mut data.selftext));
    // The subject of a notice about a comment is the network's own.
    let subject = take(&mut data.subject).filter(|_| data.was_comment.0 != Some(true));
    let heading = take(&mut data.title).or(subject);
    if raw.is_none() && heading.is_none() {
        return None;
    }
    Some(DraftText {
        heading: heading.map(|title| (title, Form::Escaped)),
        seek: true,
        ..DraftText::new(raw.unwrap_or(Cow::Borrowed("")), Form::EscapedMarkdown)
    })
}

/// The revision by `edited`: `false`, the moment, or `true` on the oldest.
pub(super) fn revision_of(edited: Option<&RawValue>) -> i64 {
    match edited.map(|value| value.get().trim_matches('"')) {
        None | Some("false" | "null" | "" | "0") => 0,
        Some("true") => revision::by_moment(None),
        Some(at) => moment::parse(at).map_or(0, |at| revision::by_moment(Some(at))),
    }
}
