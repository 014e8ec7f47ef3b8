//! The words of a thing, whether they are still there, and which revision of them they are.

use std::borrow::Cow;

use serde_json::value::RawValue;

use super::super::draft::{DraftText, Form};
use super::super::loose::{Scalar, Str};
use super::super::{moment, revision};
use super::shape::Data;

/// What stands in the place of a name or words that their author took away.
pub(super) const DELETED: &str = "[deleted]";

/// What stands in the place of words that are gone.
const GONE: [&str; 5] = [
    DELETED,
    "[removed]",
    "[deleted by user]",
    "[removed by moderator]",
    "[unavailable]",
];

/// How a notice begins that stands in the place of words that the network took away; a reason may follow.
const TAKEN: [&str; 2] = ["[removed by reddit", "[ removed by reddit"];

/// Whether these words stand in the place of others.
fn is_gone(words: &str) -> bool {
    let words = words.trim();
    let starts = |notice: &str| {
        let head = words.get(..notice.len());
        head.is_some_and(|head| head.eq_ignore_ascii_case(notice)) && words.ends_with(']')
    };
    GONE.into_iter().any(|gone| words.eq_ignore_ascii_case(gone)) || TAKEN.into_iter().any(starts)
}

/// Whether only the place of the thing is left. A title stands in for words that are not there.
pub(super) fn is_tombstone(data: &Data<'_>) -> bool {
    let gone = |words: Option<&str>| words.is_some_and(is_gone);
    let bare = data.body.get().is_none() && data.selftext.get().is_none();
    gone(data.body.get())
        || gone(data.selftext.get())
        || (bare && gone(data.title.get()))
        || matches!(data.removed_by_category.get(), Some("deleted" | "author"))
}

/// Whether somebody other than its author took the thing away, so that only moderators see it.
pub(super) fn is_taken_away(data: &Data<'_>) -> bool {
    let by = [&data.removed_by_category, &data.removed_by];
    let by = by.into_iter().any(|by| by.get().is_some()) || data.banned_at_utc.0.is_some();
    let flags = [data.removed.0, data.spam.0];
    // Who did it, or only that somebody did.
    let banned = match &data.banned_by {
        Scalar::Text(name) => !name.is_empty(),
        Scalar::Flag(banned) => *banned,
        Scalar::Nothing | Scalar::Whole(_) | Scalar::Large(_) | Scalar::Decimal(_) | Scalar::Parts { .. } => {
            false
        }
    };
    // What moderators are told outright outweighs a category.
    let stands = data.approved.0 == Some(true) || flags == [Some(false); 2];
    !is_tombstone(data) && !stands && (by || banned || flags.contains(&Some(true)))
}

/// Title or subject, and Markdown; `&`, `<` and `>` are escaped in both.
pub(super) fn text<'a>(data: &mut Data<'a>) -> Option<DraftText<'a>> {
    let take = |field: &mut Str<'a>| std::mem::take(field).take();
    let raw = take(&mut data.body).or_else(|| take(&mut data.selftext));
    // The subject of a notice about a comment is the network's own.
    let subject = take(&mut data.subject).filter(|_| data.was_comment.0 != Some(true));
    let heading = take(&mut data.title).filter(|title| !is_gone(title)).or(subject);
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
