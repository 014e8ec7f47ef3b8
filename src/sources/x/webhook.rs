//! Webhooks of account activity, and lists of posts of v1.1.

use serde::Deserialize;

use super::super::draft::Part;
use super::super::fields::Fields;
use super::super::loose::{Many, One, Str};
use super::super::moment::Moment;
use super::super::parts::Parts;
use super::super::peel::not_json;
use super::message::{self, Accounts, DirectMessage, Streamed};
use super::notice::Deletion;
use super::shape::Gone;
use super::status::shape::{Account, Status};
use super::{like, status};
use crate::domain::event::{Action, Direction};
use crate::domain::fate::{Ignored, Reject, RejectReason};

#[derive(Deserialize, Default)]
#[serde(default)]
struct Webhook<'a> {
    /// The account that the webhook is for.
    #[serde(borrow)]
    for_user_id: Str<'a>,
    #[serde(borrow)]
    tweet_create_events: Many<Status<'a>>,
    #[serde(borrow)]
    tweet_delete_events: Many<Deletion<'a>>,
    #[serde(borrow)]
    favorite_events: Many<Favorite<'a>>,
    #[serde(borrow)]
    direct_message_events: Many<DirectMessage<'a>>,
    #[serde(borrow)]
    users: Accounts<'a>,
    /// The answer of a search.
    #[serde(borrow)]
    statuses: Many<Status<'a>>,
    /// A line of the stream of one user.
    #[serde(borrow)]
    direct_message: One<Streamed<'a>>,
    /// A direct message by itself, as lists of them hold it.
    message_create: One<Gone>,
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct Favorite<'a> {
    #[serde(borrow)]
    id: Str<'a>,
    created_at: Moment,
    timestamp_ms: Moment,
    #[serde(borrow)]
    favorited_status: One<Status<'a>>,
    #[serde(borrow)]
    user: One<Account<'a>>,
}

/// Reads one body; `false` if it is none. Follows, blocks, typing and the like are no news of a post.
pub(super) fn read<'a>(body: &'a [u8], parts: &mut Parts<'_>) -> Result<bool, Reject> {
    let webhook: Webhook<'a> = serde_json::from_slice(body).map_err(|e| not_json(&e))?;
    let own = webhook.for_user_id.get();
    let before = parts.len();
    let statuses = webhook
        .tweet_create_events
        .0
        .into_iter()
        .chain(webhook.statuses.0);
    parts.extend(statuses.map(|status| status::part(status, own)));
    let deletions = webhook.tweet_delete_events.0.into_iter();
    parts.extend(deletions.filter_map(|deletion| deleted(deletion, own)));
    parts.extend(webhook.favorite_events.0.into_iter().map(favorite));
    let messages = webhook.direct_message_events.0.into_iter();
    parts.extend(messages.map(|message| message::direct(message, &webhook.users, None, own)));
    parts.extend(
        webhook
            .direct_message
            .0
            .map(|message| message::streamed(message, own)),
    );
    if webhook.message_create.0.is_some() {
        let message = serde_json::from_slice(body).map_err(|e| not_json(&e))?;
        parts.push(message::direct(message, &webhook.users, None, own));
    }
    if parts.len() == before && own.is_some() {
        parts.push(besides(body)?);
    }
    Ok(parts.len() > before)
}

/// What happens to an account without a post: follows, blocks, mutes, typing, reading, and permissions taken back.
const SILENT: [&str; 12] = [
    "tweetcreateevents",
    "tweetdeleteevents",
    "favoriteevents",
    "directmessageevents",
    "followevents",
    "unfollowevents",
    "blockevents",
    "unblockevents",
    "muteevents",
    "unmuteevents",
    "directmessageindicatetypingevents",
    "directmessagemarkreadevents",
];

/// A webhook that tells no news of a post; one with a list of events that is not known may.
fn besides<'a>(body: &'a [u8]) -> Result<Part<'a>, Reject> {
    let fields: Fields<'a> = serde_json::from_slice(body).map_err(|e| not_json(&e))?;
    let unknown = |name: String| name.ends_with("events") && !SILENT.contains(&name.as_str());
    if fields.names().any(unknown) {
        let detail = "a webhook of x with events of no kind that is known";
        return Ok(Part::Refused(Reject::new(RejectReason::UnknownKind, detail)));
    }
    Ok(Part::Ignored(Ignored::Control))
}

fn deleted<'a>(deletion: Deletion<'a>, own: Option<&str>) -> Option<Part<'a>> {
    let ours = own.is_some() && own == deletion.author();
    let mut part = deletion.part(Action::Delete)?;
    if let Part::News(draft) = &mut part {
        draft.direction = ours.then_some(Direction::Outbound);
    }
    Some(part)
}

fn favorite(favorite: Favorite<'_>) -> Part<'_> {
    let post = favorite.favorited_status.0.and_then(Status::take_id);
    let author = favorite.user.0.as_ref().and_then(status::author);
    let at = favorite.timestamp_ms.0.or(favorite.created_at.0);
    like::given(favorite.id.take(), post, author, at)
}
