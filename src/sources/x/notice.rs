//! What streams say besides posts: deletions, changes of accounts, gaps, and lines of control. They stand
//! bare or under `data`.

use std::borrow::Cow;
use std::collections::BTreeMap;

use serde::Deserialize;
use serde::de::IgnoredAny;

use super::super::draft::{Draft, DraftAccount, DraftAuthor, DraftGap, Part, Shape};
use super::super::loose::{Int, Many, One, Str};
use super::super::moment::Moment;
use super::super::parts::Parts;
use super::super::peel::not_json;
use super::shape::Gone;
use super::{like, missing};
use crate::domain::account::AccountState;
use crate::domain::event::Action;
use crate::domain::fate::{Ignored, Reject};
use crate::domain::gap::GapReason;
use crate::domain::time::Time;

/// Keys of objects that say something about the stream, an account, or what may be shown where.
const CONTROL_KEYS: [&str; 24] = [
    "username",
    "screen_name",
    "errors",
    "warning",
    "connection_issue",
    "meta",
    "scrub_geo",
    "status_withheld",
    "user_withheld",
    "withheld",
    "tweet_edit",
    "user_profile_modification",
    "user_event",
    "follow_events",
    "block_events",
    "mute_events",
    "direct_message_indicate_typing_events",
    "direct_message_mark_read_events",
    "replay_job_status",
    "friends",
    "friends_str",
    "control",
    "crc_token",
    "search_metadata",
];

#[derive(Deserialize, Default)]
#[serde(default)]
struct Outer<'a> {
    #[serde(borrow)]
    data: One<Notice<'a>>,
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct Notice<'a> {
    #[serde(borrow)]
    delete: One<Deletion<'a>>,
    #[serde(borrow)]
    drop: One<Deletion<'a>>,
    #[serde(borrow)]
    undrop: One<Deletion<'a>>,
    #[serde(borrow)]
    user_delete: One<Changed<'a>>,
    #[serde(borrow)]
    user_undelete: One<Changed<'a>>,
    #[serde(borrow)]
    user_protect: One<Changed<'a>>,
    #[serde(borrow)]
    user_unprotect: One<Changed<'a>>,
    #[serde(borrow)]
    user_suspend: One<Changed<'a>>,
    #[serde(borrow)]
    user_unsuspend: One<Changed<'a>>,
    #[serde(borrow)]
    id: Str<'a>,
    #[serde(borrow)]
    action: Str<'a>,
    redacted_at: Moment,
    limit: One<Limit>,
    disconnect: One<Gone>,
    #[serde(borrow)]
    warning: One<Problem<'a>>,
    #[serde(borrow)]
    errors: Many<Problem<'a>>,
    #[serde(borrow)]
    disconnect_type: Str<'a>,
}

/// A deletion, of a post or of a like.
#[derive(Deserialize, Default)]
#[serde(default)]
pub(super) struct Deletion<'a> {
    #[serde(borrow)]
    tweet: One<Deleted<'a>>,
    #[serde(borrow)]
    status: One<Deleted<'a>>,
    #[serde(borrow)]
    favorite: One<Deleted<'a>>,
    event_at: Moment,
    timestamp_ms: Moment,
}

/// What is deleted. Number ids of older lines may be rounded: their text twins go first.
#[derive(Deserialize, Default)]
#[serde(default)]
struct Deleted<'a> {
    #[serde(borrow)]
    id: Str<'a>,
    #[serde(borrow)]
    id_str: Str<'a>,
    #[serde(borrow)]
    tweet_id: Str<'a>,
    #[serde(borrow)]
    tweet_id_str: Str<'a>,
    #[serde(borrow)]
    author_id: Str<'a>,
    #[serde(borrow)]
    user_id: Str<'a>,
    #[serde(borrow)]
    user_id_str: Str<'a>,
}

/// The account that changed: itself in older lines, one level deeper in newer ones.
#[derive(Deserialize, Default)]
#[serde(default)]
struct Changed<'a> {
    #[serde(borrow)]
    user: One<Deleted<'a>>,
    #[serde(borrow)]
    id: Str<'a>,
    #[serde(borrow)]
    id_str: Str<'a>,
    event_at: Moment,
    timestamp_ms: Moment,
}

/// More matched than the stream may send: `track` counts on from the start of the connection.
#[derive(Deserialize, Default)]
#[serde(default)]
struct Limit {
    track: Int,
    timestamp_ms: Moment,
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct Problem<'a> {
    #[serde(borrow)]
    code: Str<'a>,
    #[serde(borrow)]
    title: Str<'a>,
    #[serde(borrow)]
    disconnect_type: Str<'a>,
}

/// Reads an object that is no post.
pub(super) fn read<'a>(body: &'a [u8], parts: &mut Parts<'_>) -> Result<Shape, Reject> {
    let outer: Outer<'a> = serde_json::from_slice(body).map_err(|e| not_json(&e))?;
    let inner = outer.data.0.and_then(Notice::part);
    let part = match inner {
        Some(part) => Some(part),
        None => {
            let bare: Notice<'a> = serde_json::from_slice(body).map_err(|e| not_json(&e))?;
            bare.part()
        }
    };
    match part {
        Some(part) => parts.push(part),
        None if is_control(body)? => parts.push(Part::Ignored(Ignored::Control)),
        None => return Ok(Shape::Unknown),
    }
    Ok(Shape::Known)
}

fn is_control(body: &[u8]) -> Result<bool, Reject> {
    type Keys<'a> = BTreeMap<Cow<'a, str>, IgnoredAny>;
    #[derive(Deserialize, Default)]
    #[serde(default)]
    struct Nested<'a> {
        #[serde(borrow)]
        data: One<Keys<'a>>,
    }
    let has = |keys: &Keys<'_>| CONTROL_KEYS.iter().any(|key| keys.contains_key(*key));
    let keys: Keys<'_> = serde_json::from_slice(body).map_err(|e| not_json(&e))?;
    let nested: Nested<'_> = serde_json::from_slice(body).map_err(|e| not_json(&e))?;
    Ok(has(&keys) || nested.data.0.is_some_and(|keys| has(&keys)))
}

impl<'a> Notice<'a> {
    fn part(self) -> Option<Part<'a>> {
        if let Some(gap) = self.gap() {
            return Some(Part::Gap(gap));
        }
        let posts = [
            (self.delete, Action::Delete),
            (self.drop, Action::Delete),
            (self.undrop, Action::Restore),
        ];
        // An account that its owner deleted may still come back; its posts are deleted one by one.
        let accounts = [
            (self.user_delete, AccountState::Suppressed),
            (self.user_undelete, AccountState::Restored),
            (self.user_protect, AccountState::Suppressed),
            (self.user_unprotect, AccountState::Restored),
            (self.user_suspend, AccountState::Suppressed),
            (self.user_unsuspend, AccountState::Restored),
        ];
        let mut posts = posts.into_iter();
        let mut accounts = accounts.into_iter();
        posts
            .find_map(|(found, action)| found.0?.part(action))
            .or_else(|| accounts.find_map(|(found, state)| Some(found.0?.part(state))))
            .or_else(|| {
                // A line of a compliance answer. Its `created_at` is the post's, not the deletion's.
                let id = self.id.take().filter(|_| self.action.get() == Some("delete"))?;
                Some(changed(Action::Delete, id, None, self.redacted_at.0).news())
            })
    }

    fn gap(&self) -> Option<DraftGap> {
        let gap = |reason, count, to| {
            Some(DraftGap {
                reason,
                count,
                from: None,
                to,
            })
        };
        let ended = |problem: &Problem<'_>| {
            problem.disconnect_type.get().is_some() || problem.title.get() == Some("operational-disconnect")
        };
        if let Some(limit) = &self.limit.0 {
            return gap(GapReason::Limit, limit.track.0, limit.timestamp_ms.0);
        }
        if self.disconnect.0.is_some()
            || self.disconnect_type.get().is_some()
            || self.errors.0.iter().any(ended)
        {
            return gap(GapReason::Disconnect, None, None);
        }
        let warning = self.warning.0.as_ref()?;
        if warning.code.get() == Some("FALLING_BEHIND") {
            return gap(GapReason::BackPressure, None, None);
        }
        None
    }
}

impl<'a> Deletion<'a> {
    /// Who wrote what is deleted.
    pub(super) fn author(&self) -> Option<&str> {
        let deleted = self.tweet.0.as_ref().or(self.status.0.as_ref())?;
        let ids = [&deleted.author_id, &deleted.user_id_str, &deleted.user_id];
        ids.into_iter().find_map(Str::get)
    }

    /// It as news of the post; `None` if it names nothing that is known.
    pub(super) fn part(self, action: Action) -> Option<Part<'a>> {
        let at = self.event_at.0.or(self.timestamp_ms.0);
        if let Some(like) = self.favorite.0 {
            let post = first([like.tweet_id_str, like.tweet_id, like.id_str, like.id]);
            return Some(like::taken_back(
                post,
                first([like.user_id_str, like.user_id]),
                at,
            ));
        }
        let post = self.tweet.0.or(self.status.0)?;
        let author = first([post.author_id, post.user_id_str, post.user_id]);
        let Some(id) = first([post.id_str, post.id]) else {
            return Some(missing("a deletion of x", "id"));
        };
        Some(changed(action, id, author.map(DraftAuthor::named), at).news())
    }
}

impl<'a> Changed<'a> {
    fn part(self, state: AccountState) -> Part<'a> {
        let user = self.user.0.unwrap_or_default();
        match first([user.id_str, user.id, self.id_str, self.id]) {
            Some(id) => Part::Account(DraftAccount {
                id,
                state,
                at: self.event_at.0.or(self.timestamp_ms.0),
            }),
            None => missing("a change of an account of x", "id"),
        }
    }
}

/// The first of these that is there.
pub(super) fn first<'a, const N: usize>(all: [Str<'a>; N]) -> Option<Cow<'a, str>> {
    all.into_iter().find_map(Str::take)
}

/// Only an id is known: which post it was a revision of, and in what conversation, must be looked up.
pub(super) fn changed<'a>(
    action: Action,
    id: Cow<'a, str>,
    author: Option<DraftAuthor<'a>>,
    at: Option<Time>,
) -> Draft<'a> {
    Draft {
        author,
        occurred_at: at,
        observed_at: at.filter(|_| action.toggles()),
        ..Draft::bare(action, id)
    }
}
