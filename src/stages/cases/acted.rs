//! What a subscriber acts on in a work item. A version is published when this differs from what the one before said;
//! scores, counts and what a rule compared are in a version as they were at its writing, and drift without one.

use std::hash::{Hash, Hasher};

use crate::domain::clock::{ClockKind, ClockState, ItemClock};
use crate::domain::ids::PostKey;
use crate::domain::item_reply::ItemReply;
use crate::domain::scored::Role;
use crate::domain::time::Time;
use crate::routing::Routed;
use crate::state::customer::PostRow;

use super::case::{Case, MOST_POSTS};

/// The fields of an item that a subscriber acts on, in order. The words' scores need no place here: they follow from
/// the posts and their revisions. Of `routing` it is the rule, of `spread` the level.
const FIELDS: [&str; 18] = [
    "customer",
    "conversation_keys",
    "posts",
    "others",
    "work_state",
    "state_reason",
    "merged_into",
    "reopened",
    "answer_state",
    "assignee",
    "queue",
    "priority",
    "skills",
    "preferred_agent",
    "routing",
    "clocks",
    "reply",
    "spread",
];

/// A post of the customer's, gone ones too: an edit of what is gone changes what the item says.
#[derive(Hash)]
struct Own {
    post_key: PostKey,
    revision: i32,
    occurred_at: Time,
    is_present: bool,
    has_text: bool,
    has_id: bool,
    url: Option<String>,
}
/// Digests of what a subscriber acts on in this case, routed so to this queue, one a field of `FIELDS`. The same on
/// every machine; two that differ are equal once in 2^64.
pub(super) fn acted(
    case: &Case<'_>,
    routed: &Routed<'_>,
    queue: &str,
    clocks: &[ItemClock],
    reply: &ItemReply,
) -> Vec<i64> {
    let desk = &case.episode.desk;
    let others = case.sided().take(MOST_POSTS);
    let others: Vec<(PostKey, i32, Time, Role)> = others
        .map(|p| (p.post_key, p.revision, p.occurred_at, p.role))
        .collect();
    let clocks: Vec<(ClockKind, ClockState, Option<Time>)> = clocks
        .iter()
        .map(|clock| (clock.clock, clock.state, clock.due_at))
        .collect();
    let preferred = case.episode.preferred_agent.as_ref();
    let digests: [i64; FIELDS.len()] = [
        of(&case.handle()),
        of(&case.conversations()),
        of(&posts(case)),
        of(&others),
        of(&case.work_state()),
        of(&case.state_reason()),
        of(&desk.merged_into),
        of(&desk.reopened),
        of(&case.answer_state()),
        of(&case.hold().map(|hold| &hold.agent)),
        of(&queue),
        of(&routed.priority),
        of(&routed.send.skills),
        of(&preferred.map(|known| (&known.agent, known.answered))),
        of(&routed.rule),
        of(&clocks),
        of(reply),
        of(&case.spread().level),
    ];
    digests.to_vec()
}

/// The fields in which two versions differ; none where there is no version before.
pub(super) fn changed(before: &[i64], now: &[i64]) -> Vec<String> {
    let pairs = FIELDS.iter().zip(before.iter().zip(now));
    let differ = pairs.filter(|(_, (before, now))| before != now);
    differ.map(|(field, _)| (*field).into()).collect()
}

/// A digest of the customer's posts, and of how often the case was opened again.
pub(super) fn content(case: &Case<'_>) -> i64 {
    let shown = case.row.is_shown();
    let own = case.own.iter();
    let own: Vec<(PostKey, i32, bool)> = own
        .map(|p| (p.post_key, p.revision, shown && p.is_present()))
        .collect();
    of(&(own, case.episode.desk.reopened))
}

fn posts(case: &Case<'_>) -> Vec<Own> {
    let shown = case.row.is_shown();
    let own = |p: &&PostRow| Own {
        post_key: p.post_key,
        revision: p.revision,
        occurred_at: p.occurred_at,
        is_present: shown && p.is_present(),
        has_text: p.text.is_some(),
        has_id: p.native_id.is_some(),
        url: p.acting.as_ref().and_then(|acting| acting.url.clone()),
    };
    case.own.iter().map(own).collect()
}

fn of(value: &impl Hash) -> i64 {
    let mut digest = Folded::default();
    value.hash(&mut digest);
    digest.finish().cast_signed()
}

/// Folds words of 64 bits into one by wide multiplication. It guards against no malice: keys are digests.
struct Folded(u64);

/// Two to the 64th by the golden ratio: odd, with bits all over.
const FACTOR: u64 = 0x9E37_79B9_7F4A_7C15;

impl Default for Folded {
    fn default() -> Self {
        Self(FACTOR)
    }
}

impl Folded {
    fn fold(&mut self, word: u64) {
        let wide = u128::from(self.0 ^ word) * u128::from(FACTOR);
        let (high, low) = (wide >> 64, wide & u128::from(u64::MAX));
        // Both halves are below 2^64.
        self.0 = u64::try_from(high ^ low).unwrap_or_default().wrapping_add(FACTOR);
    }
}

impl Hasher for Folded {
    fn write(&mut self, bytes: &[u8]) {
        let (words, rest) = bytes.as_chunks::<8>();
        for word in words {
            self.fold(u64::from_le_bytes(*word));
        }
        let mut last = [0; 8];
        for (to, from) in last.iter_mut().zip(rest) {
            *to = *from;
        }
        if !rest.is_empty() {
            self.fold(u64::from_le_bytes(last));
        }
    }

    fn write_u8(&mut self, value: u8) {
        self.fold(value.into());
    }

    fn write_u32(&mut self, value: u32) {
        self.fold(value.into());
    }

    fn write_u64(&mut self, value: u64) {
        self.fold(value);
    }

    fn write_i32(&mut self, value: i32) {
        self.fold(i64::from(value).cast_unsigned());
    }

    fn write_i64(&mut self, value: i64) {
        self.fold(value.cast_unsigned());
    }

    fn write_usize(&mut self, value: usize) {
        self.fold(value as u64);
    }

    fn write_isize(&mut self, value: isize) {
        self.fold((value as i64).cast_unsigned());
    }

    fn finish(&self) -> u64 {
        self.0
    }
}
