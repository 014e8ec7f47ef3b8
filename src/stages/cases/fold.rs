//! Joins one record into a customer's row. Each of these only adds, marks, or takes the least or greatest,
//! so that the order of records does not show in the row.

use std::cmp::Reverse;

use crate::domain::account::AccountState;
use crate::domain::event::{Action, Rating, SocialEvent, Visibility};
use crate::domain::ids::{AuthorKey, ConversationKey, PostKey};
use crate::domain::item_post::ItemMedia;
use crate::domain::network::Network;
use crate::domain::notice::{AccountChanged, Reassigned, RiskChanged};
use crate::domain::presence::Presence;
use crate::domain::score::{Abstention, Level};
use crate::domain::scored::{Role, ScoredEvent};
use crate::domain::time::Time;
use crate::state::customer::{AccountRow, ActingRow, CustomerRow, PostRow, SaidRow, add};

use super::bounds::REVISIONS;

/// Bytes of words kept of one post.
const TEXT_BYTES: usize = 16 * 1024;
/// Things attached to a post that are kept.
const MEDIA: usize = 4;
/// Bytes of a handle; a longer one is none, for a part of it would be somebody else's.
const HANDLE_BYTES: usize = 512;

/// Joins a scored event. Says whether the row changed.
pub(super) fn scored(row: &mut CustomerRow, event: &ScoredEvent) -> bool {
    let mut changed = false;
    if row.tenant.is_empty() {
        row.tenant.clone_from(&event.tenant);
        changed = true;
    }
    let post = row.post_mut(event.post_key);
    let before = Seen::of(post);
    join_post(post, event);
    if Seen::of(post) != before {
        post.heard_at = post.heard_at.max(event.ingested_at);
        changed = true;
    }
    if event.risk.score > 0.0 || event.risk.level > Level::Quiet {
        changed |= row.conversation_mut(event.conversation).raise(&event.risk);
    }
    changed
}

/// What joining an event can change of a post, without what lies beside the row: lists by how they can grow.
#[derive(PartialEq)]
struct Seen {
    presence: Presence,
    wordless: bool,
    words: (bool, bool),
    role: (Role, bool),
    revision: i32,
    place: (Network, Visibility, usize),
    moments: (Time, Time, bool, bool),
    said: (usize, Option<i32>),
    others: (Option<AuthorKey>, Option<PostKey>),
}

impl Seen {
    fn of(post: &PostRow) -> Self {
        Self {
            presence: post.presence,
            wordless: post.wordless,
            words: (post.text.is_some(), post.native_id.is_some()),
            role: (post.role, post.ever_joined),
            revision: post.revision,
            place: (post.network, post.visibility, post.joined.len()),
            moments: (post.occurred_at, post.ingested_at, post.late, post.stale),
            said: (post.said.len(), post.said.last().map(|said| said.revision)),
            others: (post.author, post.answers),
        }
    }
}

fn join_post(post: &mut PostRow, event: &ScoredEvent) {
    post.presence = post.presence.joined(event.presence);
    if event.action == Action::Delete {
        post.wordless = true;
        post.text = None;
        post.native_id = None;
        post.acting = None;
    }
    if event.action.removes() || event.action.restores() {
        return;
    }
    post.role = join_role(post, event);
    post.ever_joined |= event.role == Role::Joiner;
    if event.revision >= post.revision {
        post.network = event.network;
        post.visibility = event.visibility;
        post.revision = event.revision;
    }
    add(&mut post.joined, event.conversation);
    post.occurred_at = post.occurred_at.min(event.occurred_at);
    post.ingested_at = post.ingested_at.min(event.ingested_at);
    post.late &= event.late;
    post.stale &= event.stale;
    if event.role == Role::Owner {
        say(post, event.revision, event);
    } else {
        post.author = post.author.or(event.author);
    }
    post.answers = post.answers.or(event.answers);
}

/// The customer's own post stays that; of others the newest revision decides, and the first by name of two
/// that claim the same one.
fn join_role(post: &PostRow, event: &ScoredEvent) -> Role {
    if post.role == Role::Unknown || event.role == Role::Owner {
        return event.role;
    }
    if post.role == Role::Owner {
        return Role::Owner;
    }
    let known = (post.revision, Reverse(post.role));
    known.max((event.revision, Reverse(event.role))).1.0
}

fn say(post: &mut PostRow, revision: i32, event: &ScoredEvent) {
    let Err(index) = post.said.binary_search_by(|s| s.revision.cmp(&revision)) else {
        return;
    };
    // One that is older than all that are kept would be the first to go.
    if index > 0 || post.said.len() < REVISIONS {
        post.said.insert(index, said(revision, event));
    }
}

fn said(revision: i32, event: &ScoredEvent) -> SaidRow {
    let scores = &event.scores;
    let wordless = scores.abstention == Some(Abstention::NoWords);
    SaidRow {
        revision,
        sentiment: scores.sentiment,
        confidence: scores.confidence,
        abstention: scores.abstention,
        about_brand: scores.about_brand,
        stance: scores.stance,
        complaint: scores.complaint,
        intents: scores.intents.clone(),
        urgency: scores.urgency,
        cues: scores.cues.clone(),
        tone: (!wordless).then_some(scores.tone),
        case_state: scores.case_state,
        language: scores.language.clone(),
        language_confidence: scores.language_confidence,
        followers: event.followers,
        verified: event.verified,
        rating: event.ratings.iter().copied().reduce(Rating::worse),
        needs_enrichment: event.needs_enrichment,
    }
}

/// Whether the words of this event are worth reading: those of the customer's own posts that are part of a
/// case or may become one when they spread, and only of the newest revision; of a post that is back, those that it
/// lost.
pub(super) fn wants_words(row: &CustomerRow, event: &ScoredEvent) -> bool {
    event.role == Role::Owner
        && event.event.is_some()
        && !event.superseded
        && row.post(&event.post_key).is_some_and(|post| {
            let may_spread = ConversationKey::of_root(event.post_key) == event.conversation;
            let deleted = post.wordless && post.presence.is_gone();
            let newest = if event.action.restores() {
                post.wordless
            } else {
                event.revision == post.revision
            };
            !deleted && newest && (post.episode.is_some() || may_spread)
        })
}

/// Whether this event brings words that the customer's post has lost: nothing else of it need be new.
pub(super) fn brings_words_back(row: &CustomerRow, event: &ScoredEvent) -> bool {
    wants_words(row, event) && row.post(&event.post_key).is_some_and(|post| post.wordless)
}

/// Joins the words of the customer's own post.
pub(super) fn words(row: &mut CustomerRow, event: &ScoredEvent, social: SocialEvent) {
    let post = row.post_mut(event.post_key);
    // What only says that a post is back may hold none.
    post.wordless &= event.action.restores() && social.text.is_none();
    let chars = social.text.as_ref().map_or(0, |text| text.plain.chars().count());
    post.text_chars = i32::try_from(chars).unwrap_or(i32::MAX);
    post.text = social.text.map(|t| cut(t.plain));
    let media = social.media.into_iter().take(MEDIA);
    post.acting = Some(ActingRow {
        kind: social.kind,
        surface: social.surface,
        url: social.url,
        own_account: social.own_account,
        thread: social.thread,
        reply: social.reply,
        media: media
            .map(|media| ItemMedia {
                kind: media.kind,
                url: media.url,
            })
            .collect(),
    });
    post.native_id = Some(social.native_id);
    let handle = social.author.and_then(|author| author.handle);
    let handle = handle.filter(|handle| handle.len() <= HANDLE_BYTES);
    if handle.is_some() && event.occurred_at >= row.handle_at {
        row.handle = handle;
        row.handle_at = event.occurred_at;
    }
}

/// The first of these words.
fn cut(mut text: String) -> String {
    if text.len() > TEXT_BYTES {
        text.truncate(text.floor_char_boundary(TEXT_BYTES));
    }
    text
}

/// Joins a new level of a conversation. Says whether the row changed.
pub(super) fn risk(row: &mut CustomerRow, notice: &RiskChanged) -> bool {
    let conversation = row.conversation_mut(notice.conversation);
    let is_new = !std::mem::replace(&mut conversation.owned, true);
    conversation.raise(&notice.risk) || is_new
}

/// Joins a move of a post. `None` if it does not concern this customer's row.
pub(super) fn moved(row: &mut CustomerRow, notice: &Reassigned) -> Option<bool> {
    let leaves = notice.from == notice.customer;
    let comes = notice.to == notice.customer;
    let concerned = leaves || (comes && row.post(&notice.post_key).is_some());
    if !concerned {
        return None;
    }
    let post = row.post_mut(notice.post_key);
    let before = (post.joined.len(), post.left.len());
    if notice.old_conversation != notice.conversation {
        add(&mut post.left, notice.old_conversation);
    }
    if comes || notice.keeps_own {
        add(&mut post.joined, notice.conversation);
    }
    Some(before != (post.joined.len(), post.left.len()))
}

/// Joins news of the account: the latest counts. Says whether the row changed.
pub(super) fn account(row: &mut CustomerRow, notice: &AccountChanged) -> bool {
    let told = AccountRow {
        state: notice.state,
        at: notice.at,
    };
    let newer = row.account.is_none_or(|known| rank(known) < rank(told));
    if newer {
        row.account = Some(told);
    }
    newer
}

/// Of several states of one moment the one that shows least counts.
const fn rank(account: AccountRow) -> (Time, u8) {
    let hides = match account.state {
        AccountState::Unknown => 0,
        AccountState::Restored => 1,
        AccountState::Suppressed => 2,
        AccountState::Erased => 3,
    };
    (account.at, hides)
}
