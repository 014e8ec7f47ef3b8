//! How items and words end. A case that nothing more will be said of gets a last version, and after a grace time its
//! item and alerts get tombstones; words go when their post leaves the window in which it can still be deleted.

use std::sync::Arc;

use crate::domain::ids::{AlertKey, CustomerKey, ItemId};
use crate::domain::outbox::Outbox;
use crate::domain::time::{Span, Time};
use crate::domain::topic::Topic;
use crate::state::customer::{CustomerRow, EpisodeRow, LeavingRow, PostRow};

/// Most items of a customer that wait for their tombstones: beyond, the oldest get theirs at once.
pub(super) const LEAVING: usize = 16;

/// Marks that nothing more will be said of the cases of which this holds; their words go.
pub(super) fn end(row: &mut CustomerRow, which: impl Fn(&EpisodeRow) -> bool) {
    let mut ended = Vec::new();
    for episode in row.episodes.iter_mut().filter(|episode| which(episode)) {
        episode.ended = true;
        ended.push(episode.number);
    }
    for post in &mut row.posts {
        if post.episode.is_some_and(|number| ended.contains(&number)) {
            blank(post);
        }
    }
}

fn blank(post: &mut Arc<PostRow>) {
    if holds_words(post) {
        let post = Arc::make_mut(post);
        post.text = None;
        post.native_id = None;
        post.acting = None;
    }
}

const fn holds_words(post: &PostRow) -> bool {
    post.text.is_some() || post.native_id.is_some() || post.acting.is_some()
}

/// Takes the cases that have ended out of the row, with their posts, once their last versions are written. Says how
/// many that were.
pub(super) fn leave(row: &mut CustomerRow, customer: CustomerKey, until: Time, out: &mut Outbox) -> u64 {
    let (ended, stay) = std::mem::take(&mut row.episodes)
        .into_iter()
        .partition::<Vec<_>, _>(|episode| episode.ended);
    row.episodes = stay;
    for episode in &ended {
        row.posts.retain(|post| post.episode != Some(episode.number));
        let item = item_id(customer, episode.number);
        let key = |rule: &str| AlertKey::derive(rule, &item.to_string());
        row.leaving.push(LeavingRow {
            number: episode.number,
            until,
            alerts: episode.alerts.iter().map(|alert| key(&alert.rule)).collect(),
        });
    }
    let beyond = row.leaving.len().saturating_sub(LEAVING);
    for leaving in row.leaving.drain(..beyond) {
        forget(customer, &leaving, out);
    }
    u64::try_from(ended.len()).unwrap_or(u64::MAX)
}

/// Writes the tombstones that have become due.
pub(super) fn end_items(row: &mut CustomerRow, customer: CustomerKey, now: Time, out: &mut Outbox) {
    let (due, wait) = std::mem::take(&mut row.leaving)
        .into_iter()
        .partition::<Vec<_>, _>(|leaving| leaving.until <= now);
    row.leaving = wait;
    for leaving in &due {
        forget(customer, leaving, out);
    }
}

fn forget(customer: CustomerKey, leaving: &LeavingRow, out: &mut Outbox) {
    let item = item_id(customer, leaving.number).to_string();
    out.forget(Topic::WorkItems, item.as_bytes());
    for alert in &leaving.alerts {
        out.forget(Topic::Alerts, &alert.hex());
    }
}

const fn item_id(customer: CustomerKey, episode: u32) -> ItemId {
    ItemId { customer, episode }
}

/// When the next tombstone is due.
pub(super) fn tombstone_at(row: &CustomerRow) -> Option<Time> {
    row.leaving.iter().map(|leaving| leaving.until).min()
}

/// When the words of a post go that came in this long before; of one that only came back, that was heard of.
pub(super) const fn words_end(post: &PostRow, window: Span) -> Time {
    let came = if post.is_known() {
        post.ingested_at
    } else {
        post.heard_at
    };
    came.plus(window)
}

/// When the next words go.
pub(super) fn words_end_at(row: &CustomerRow, window: Span) -> Option<Time> {
    let posts = row.posts.iter().filter(|post| holds_words(post));
    posts.map(|post| words_end(post, window)).min()
}

/// Takes the words of the posts whose window is over; the moment at which the last of them was, if there were any.
pub(super) fn end_words(row: &mut CustomerRow, window: Span, now: Time) -> Option<Time> {
    let mut latest = None;
    for post in &mut row.posts {
        let end = words_end(post, window);
        if holds_words(post) && end <= now {
            blank(post);
            latest = latest.max(Some(end));
        }
    }
    latest
}
