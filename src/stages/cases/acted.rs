//! What a subscriber acts on in a work item. A version is published when this differs from what the one before said;
//! scores, counts and what a rule compared are in a version as they were at its writing, and drift without one.

use std::hash::{Hash, Hasher};

use crate::domain::event::Visibility;
use crate::domain::ids::{ConversationKey, PostKey};
use crate::domain::item::{Priority, ServiceLevel, Status};
use crate::domain::score::Level;
use crate::domain::scored::Role;
use crate::domain::time::Time;
use crate::routing::Routed;
use crate::state::customer::PostRow;

use super::case::{Case, MOST_POSTS};

/// What a subscriber acts on: who must do what until when, about which posts, and how to reply. The words' scores need
/// no place here: they follow from the posts and their revisions.
#[derive(Hash)]
struct Acted<'c> {
    status: Status,
    queue: &'c str,
    skills: &'c [String],
    rule: &'c str,
    priority: Priority,
    level: Level,
    due_at: Option<Time>,
    service_level: ServiceLevel,
    agent: Option<&'c String>,
    preferred_agent: Option<&'c String>,
    handle: Option<&'c String>,
    reply: (Visibility, i32),
    conversations: Vec<ConversationKey>,
    own: Vec<Own>,
    others: Vec<(PostKey, i32, Role)>,
}

/// A post of the customer's, gone ones too: an edit of what is gone changes what the item says.
#[derive(Hash)]
struct Own {
    post_key: PostKey,
    revision: i32,
    occurred_at: Time,
    is_present: bool,
    has_text: bool,
    has_id: bool,
}

/// A digest of what a subscriber acts on in this case, routed so, on a network whose replies hold so many characters.
/// The same on every machine; two that differ are equal once in 2^64.
pub(super) fn acted(case: &Case<'_>, routed: &Routed<'_>, reply_chars: i32) -> i64 {
    let shown = case.row.is_shown();
    let own = |p: &&PostRow| Own {
        post_key: p.post_key,
        revision: p.revision,
        occurred_at: p.occurred_at,
        is_present: shown && p.is_present(),
        has_text: p.text.is_some(),
        has_id: p.native_id.is_some(),
    };
    let listed = MOST_POSTS.saturating_sub(case.present().count());
    let acted = Acted {
        status: case.status(),
        queue: &routed.send.queue,
        skills: &routed.send.skills,
        rule: routed.rule,
        priority: routed.priority,
        level: case.spread().level,
        due_at: case.first_response_due(),
        service_level: case.service_level(),
        agent: case.agent(),
        preferred_agent: case.episode.preferred_agent.as_ref(),
        handle: case.handle(),
        reply: (case.place().1, reply_chars),
        conversations: case.conversations(),
        own: case.own.iter().map(own).collect(),
        others: case
            .sided()
            .take(listed)
            .map(|p| (p.post_key, p.revision, p.role))
            .collect(),
    };
    let mut digest = Folded::default();
    acted.hash(&mut digest);
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
