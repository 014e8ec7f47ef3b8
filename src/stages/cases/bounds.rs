//! Keeps a row within its bounds: whatever a customer, an author or a crowd does, it is one record of the changelog.
//! What goes first depends on the posts alone, never on their order of arrival, as far as a bounded memory can have it.

use std::sync::Arc;

use crate::domain::ids::PostKey;
use crate::domain::scored::Role;
use crate::domain::time::Time;
use crate::state::customer::{ActingRow, CustomerRow, PostRow};

use super::leaving;

/// Posts of any sort that no bound on their number or on what they hold can be short of.
const FEW: usize = 10;
/// Own posts that are part of a case: the newest.
const CARED: usize = 200;
/// Own posts that are part of none: the newest.
const QUIET: usize = 20;
/// Posts of others: the oldest, so that a long cascade does not rewrite the item for ever.
const OTHERS: usize = 100;
/// The brand's answers: the newest.
const ANSWERS: usize = 50;
/// Removals, returns and moves of posts that were never seen: the newest.
const STUBS: usize = 50;
/// Bytes of the words of all own posts: those of the newest posts.
const WORDS: usize = 32 * 1024;
/// Bytes of links, accounts and addresses of all own posts: those of the newest posts.
const ACTING: usize = 10 * 1024;
/// Bytes of the network's ids of all own posts: those of the newest posts.
const NATIVE_IDS: usize = 32 * 1024;
/// Revisions of one post: the newest.
pub(super) const REVISIONS: usize = 8;
/// Revisions of all posts: beyond, the older ones of the oldest posts go; the newest of each post stays.
const REVISIONS_OF_ALL: usize = 400;
/// Conversations that one post was said to stand in, and as many that it has left.
const PLACES: usize = 4;
/// Conversations: those that spread most.
const CONVERSATIONS: usize = 50;
/// Cases: the newest.
pub(super) const EPISODES: usize = 5;

/// The sorts of posts, each with a bound of its own.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Sort {
    Cared,
    Quiet,
    Other,
    Answer,
    Stub,
}

impl Sort {
    const NEWEST: [(Self, usize); 4] = [
        (Self::Cared, CARED),
        (Self::Quiet, QUIET),
        (Self::Answer, ANSWERS),
        (Self::Stub, STUBS),
    ];

    const fn of(post: &PostRow) -> Self {
        match post.role {
            Role::Owner if post.episode.is_some() => Self::Cared,
            Role::Owner => Self::Quiet,
            Role::Joiner | Role::Helper | Role::Defender | Role::Bystander => Self::Other,
            Role::Agent => Self::Answer,
            Role::Unknown => Self::Stub,
        }
    }
}

/// Ends the oldest cases that are over the bound.
pub(super) fn retire(row: &mut CustomerRow) {
    let beyond = row.episodes.len().saturating_sub(EPISODES);
    if let Some(first) = row
        .episodes
        .get(beyond)
        .filter(|_| beyond > 0)
        .map(|kept| kept.number)
    {
        leaving::end(row, |episode| episode.number < first);
    }
}

/// Drops what is over the bounds, and says how many rows and parts of rows that were.
pub(super) fn keep(row: &mut CustomerRow) -> u64 {
    let mut dropped = 0;
    for post in &mut row.posts {
        if post.said.len() > REVISIONS || post.joined.len() > PLACES || post.left.len() > PLACES {
            dropped += thin(Arc::make_mut(post));
        }
    }
    if row.posts.len() > FEW {
        for (sort, most) in Sort::NEWEST {
            dropped += newest(row, sort, most);
        }
        dropped += others(row) + revisions(row) + native_ids(row);
    }
    words(row);
    acting(row);
    if row.conversations.len() > CONVERSATIONS {
        row.conversations.sort_by(|a, b| {
            b.score
                .total_cmp(&a.score)
                .then(a.conversation.cmp(&b.conversation))
        });
        dropped += count(row.conversations.len() - CONVERSATIONS);
        row.conversations.truncate(CONVERSATIONS);
        row.conversations.sort_by_key(|c| c.conversation);
    }
    dropped
}

/// Drops the oldest revisions of a post and the conversations that say least of where it stands.
fn thin(post: &mut PostRow) -> u64 {
    let before = post.said.len() + post.joined.len() + post.left.len();
    post.said.drain(..post.said.len().saturating_sub(REVISIONS));
    while post.joined.len() > PLACES {
        let left = post
            .joined
            .iter()
            .position(|c| post.left.binary_search(c).is_ok());
        post.joined.remove(left.unwrap_or(0));
    }
    while post.left.len() > PLACES {
        let idle = post
            .left
            .iter()
            .position(|c| post.joined.binary_search(c).is_err());
        post.left.remove(idle.unwrap_or(0));
    }
    count(before - post.said.len() - post.joined.len() - post.left.len())
}

/// The posts of which this holds, from the oldest.
fn listed(row: &CustomerRow, holds: impl Fn(&PostRow) -> bool) -> Vec<(Time, PostKey)> {
    let posts = row.posts.iter().filter(|p| holds(p));
    let mut found: Vec<(Time, PostKey)> = posts
        .map(|p| {
            let at = if p.is_known() { p.occurred_at } else { p.heard_at };
            (at, p.post_key)
        })
        .collect();
    found.sort_unstable();
    found
}

/// Those of a sort that are over its bound, from the oldest; most often none, and then nothing is listed.
fn of_sort(row: &CustomerRow, wanted: Sort, most: usize) -> Vec<(Time, PostKey)> {
    if row.posts.iter().filter(|p| Sort::of(p) == wanted).count() <= most {
        return Vec::new();
    }
    listed(row, |p| Sort::of(p) == wanted)
}

fn newest(row: &mut CustomerRow, wanted: Sort, most: usize) -> u64 {
    let mut found = of_sort(row, wanted, most);
    found.truncate(found.len().saturating_sub(most));
    drop_all(row, &found)
}

fn others(row: &mut CustomerRow) -> u64 {
    let found = of_sort(row, Sort::Other, OTHERS);
    let Some(surplus) = found.get(OTHERS..).filter(|s| !s.is_empty()) else {
        return 0;
    };
    let joiners = surplus.iter().filter(|(_, key)| {
        row.post(key)
            .is_some_and(|p| p.role == Role::Joiner && !p.presence.is_gone())
    });
    let joiners = i32::try_from(joiners.count()).unwrap_or(i32::MAX);
    row.joiners_beyond = row.joiners_beyond.saturating_add(joiners);
    drop_all(row, surplus)
}

fn drop_all(row: &mut CustomerRow, gone: &[(Time, PostKey)]) -> u64 {
    if !gone.is_empty() {
        row.posts
            .retain(|p| !gone.iter().any(|(_, key)| *key == p.post_key));
    }
    count(gone.len())
}

fn revisions(row: &mut CustomerRow) -> u64 {
    let held: usize = row.posts.iter().map(|p| p.said.len()).sum();
    let Some(surplus) = held.checked_sub(REVISIONS_OF_ALL).filter(|s| *s > 0) else {
        return 0;
    };
    let mut left = surplus;
    for (_, key) in listed(row, |p| p.said.len() > 1) {
        let post = row.post_mut(key);
        let older = post.said.len().saturating_sub(1).min(left);
        post.said.drain(..older);
        left -= older;
        if left == 0 {
            break;
        }
    }
    count(surplus - left)
}

fn native_ids(row: &mut CustomerRow) -> u64 {
    let bytes = |p: &PostRow| p.native_id.as_ref().map_or(0, String::len);
    let mut held: usize = row.posts.iter().map(|p| bytes(p)).sum();
    if held <= NATIVE_IDS {
        return 0;
    }
    let mut dropped = 0;
    for (_, key) in listed(row, |p| p.native_id.is_some()) {
        if held <= NATIVE_IDS {
            break;
        }
        let post = row.post_mut(key);
        held -= bytes(post);
        post.native_id = None;
        dropped += 1;
    }
    dropped
}

/// Words go whole, those of the oldest posts first.
fn words(row: &mut CustomerRow) {
    let bytes = |p: &PostRow| p.text.as_ref().map_or(0, String::len);
    let mut held: usize = row.posts.iter().map(|p| bytes(p)).sum();
    if held <= WORDS {
        return;
    }
    for (_, key) in listed(row, |p| p.text.is_some()) {
        if held <= WORDS {
            break;
        }
        let post = row.post_mut(key);
        held -= bytes(post);
        post.text = None;
    }
}

/// What a desk acts on goes whole, that of the oldest posts first.
fn acting(row: &mut CustomerRow) {
    let bytes = |p: &PostRow| p.acting.as_ref().map_or(0, ActingRow::bytes);
    let mut held: usize = row.posts.iter().map(|p| bytes(p)).sum();
    if held <= ACTING {
        return;
    }
    for (_, key) in listed(row, |p| p.acting.is_some()) {
        if held <= ACTING {
            break;
        }
        let post = row.post_mut(key);
        held -= bytes(post);
        post.acting = None;
    }
}

fn count(rows: usize) -> u64 {
    u64::try_from(rows).unwrap_or(u64::MAX)
}
