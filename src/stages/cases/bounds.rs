//! Keeps a row within its bounds. What goes first depends on the posts alone, never on their order of
//! arrival, as far as a bounded memory can have it.

use crate::domain::ids::PostKey;
use crate::domain::scored::Role;
use crate::domain::time::Time;
use crate::state::customer::{CustomerRow, PostRow};

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
/// Own posts that keep their words: the newest.
const WORDS: usize = 10;
/// Conversations: those that spread most.
const CONVERSATIONS: usize = 50;
/// Cases: the newest.
const EPISODES: usize = 5;

#[derive(Clone, Copy, PartialEq, Eq)]
enum Sort {
    Cared,
    Quiet,
    Other,
    Answer,
    Stub,
}

fn sort(post: &PostRow) -> Sort {
    match post.role {
        Role::Owner if post.episode.is_some() => Sort::Cared,
        Role::Owner => Sort::Quiet,
        Role::Joiner | Role::Helper | Role::Defender | Role::Bystander => Sort::Other,
        Role::Agent => Sort::Answer,
        Role::Unknown => Sort::Stub,
    }
}

/// Drops what is over the bounds, and says how many rows that were.
pub(super) fn keep(row: &mut CustomerRow) -> u64 {
    let mut dropped = 0;
    while row.episodes.len() > EPISODES {
        let old = row.episodes.remove(0).number;
        row.posts.retain(|p| p.episode != Some(old));
        dropped += 1;
    }
    if row.posts.len() > WORDS {
        dropped += newest(row, Sort::Cared, CARED) + newest(row, Sort::Quiet, QUIET);
        dropped += newest(row, Sort::Answer, ANSWERS) + newest(row, Sort::Stub, STUBS);
        dropped += others(row);
        words(row);
    }
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

fn listed(row: &CustomerRow, wanted: Sort) -> Vec<(Time, PostKey)> {
    let of_sort = row.posts.iter().filter(|p| sort(p) == wanted);
    let mut found: Vec<(Time, PostKey)> = of_sort
        .map(|p| {
            let at = if p.is_known() { p.occurred_at } else { p.heard_at };
            (at, p.post_key)
        })
        .collect();
    found.sort_unstable();
    found
}

fn newest(row: &mut CustomerRow, wanted: Sort, most: usize) -> u64 {
    let mut found = listed(row, wanted);
    found.truncate(found.len().saturating_sub(most));
    drop_all(row, &found)
}

fn others(row: &mut CustomerRow) -> u64 {
    let found = listed(row, Sort::Other);
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

fn words(row: &mut CustomerRow) {
    let mut with: Vec<(Time, PostKey)> = row
        .posts
        .iter()
        .filter(|p| p.text.is_some())
        .map(|p| (p.occurred_at, p.post_key))
        .collect();
    with.sort_unstable();
    with.truncate(with.len().saturating_sub(WORDS));
    for (_, key) in with {
        row.post_mut(key).text = None;
    }
}

fn count(rows: usize) -> u64 {
    u64::try_from(rows).unwrap_or(u64::MAX)
}
