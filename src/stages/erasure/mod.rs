//! What all stages do with an erasure: tell every lane, answer, and keep what is erased from coming back.

pub(in crate::stages) mod unfinished;

use crate::domain::erasure::{Erasure, ErasureAnswer, Purged};
use crate::domain::event::{Embedded, PostRef, SocialEvent};
use crate::domain::ids::PostKey;
use crate::domain::outbox::Outbox;
use crate::domain::stage::StageName;
use crate::domain::thread::Thread;
use crate::domain::time::{Span, Time};
use crate::domain::topic::{RecordType, Topic};
use crate::state::blocked::Blocked;
use crate::wire::{Wire, WireError};

/// Most posts in one telling, of which every lane of every stage gets one.
pub const TOLD_POSTS: usize = 500;

/// Bounds of erasure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ErasureParams {
    /// Partitions of every stage's input.
    pub partitions: i32,
    /// How long what is erased is kept from coming back.
    pub window: Span,
    /// Most keys a lane that are kept from coming back; the oldest hours go first.
    pub most_keys: usize,
}

impl Default for ErasureParams {
    fn default() -> Self {
        Self {
            partitions: 1,
            window: Span::hours(30 * 24),
            most_keys: 100_000,
        }
    }
}

impl ErasureParams {
    /// Lanes that each request reaches.
    #[must_use]
    pub fn lanes(&self) -> i64 {
        let stages = i64::try_from(StageName::keyed().count()).unwrap_or(i64::MAX);
        stages * i64::from(self.partitions)
    }
}

/// The lane that has forgotten something.
pub(super) struct Forgetting<'a> {
    /// Its stage.
    pub(super) stage: StageName,
    /// Its partition.
    pub(super) partition: i32,
    /// Encodes.
    pub(super) wire: &'a Wire,
    /// Bounds.
    pub(super) params: &'a ErasureParams,
    /// Lane time, or the request's moment if that is later.
    pub(super) at: Time,
}

/// Writes this telling into every partition of every stage's input.
pub(super) fn tell_all(
    wire: &Wire,
    partitions: i32,
    erasure: &Erasure,
    out: &mut Outbox,
) -> Result<(), WireError> {
    let mut framed = Vec::new();
    wire.encode(erasure, &mut framed)?;
    let key = erasure.erasure.hex();
    for topic in StageName::keyed().filter_map(StageName::input) {
        for partition in 0..partitions {
            out.emit(topic, &key, RecordType::Erasure, None, |to| {
                to.extend_from_slice(&framed);
                Ok::<(), WireError>(())
            })?;
            out.to_partition(partition);
        }
    }
    Ok(())
}

impl Forgetting<'_> {
    /// Tells every lane of posts that the telling did not name; `from` of the tellings made of it were before. Says how
    /// many tellings it takes.
    pub(super) fn tell(
        &self,
        erasure: &Erasure,
        from: u32,
        found: &[PostKey],
        out: &mut Outbox,
    ) -> Result<u32, WireError> {
        let mut tellings = 0;
        for posts in found.chunks(TOLD_POSTS) {
            let told = erasure.of_posts(self.stage, self.partition, from + tellings, posts.to_vec());
            tell_all(self.wire, self.params.partitions, &told, out)?;
            tellings += 1;
        }
        Ok(tellings)
    }

    /// Answers, if somebody waits: this lane is done, and has made so many tellings, each to be answered by every lane.
    pub(super) fn conclude(
        &self,
        erasure: &Erasure,
        tellings: u32,
        purged: Purged,
        out: &mut Outbox,
    ) -> Result<(), WireError> {
        if !erasure.is_asked() {
            return Ok(());
        }
        let answer = ErasureAnswer {
            erasure: erasure.erasure,
            request_id: erasure.request_id.clone(),
            subject: erasure.subject,
            requested_at: erasure.requested_at,
            stage: self.stage.name().into(),
            purged,
            awaited: i64::from(tellings) * self.params.lanes(),
            at: self.at,
        };
        let key = answer.erasure.hex();
        out.emit(Topic::Scored, &key, RecordType::ErasureAnswer, None, |to| {
            self.wire.encode(&answer, to)
        })
    }
}

/// Whether this is news of an erased author or post.
pub(super) fn is_erased(blocked: &Blocked, event: &SocialEvent) -> bool {
    blocked.author(event.author.as_ref().map(|author| author.key)) || blocked.post(&event.post_key)
}

/// The event without what it names or shows of erased authors and posts; `None` if there is nothing of them.
pub(super) fn redacted(blocked: &Blocked, event: &SocialEvent) -> Option<SocialEvent> {
    if blocked.is_empty() {
        return None;
    }
    let named = |post: &Option<PostRef>| post.as_ref().is_some_and(|post| blocked.post(&post.post_key));
    let shown = |post: &Embedded| {
        blocked.post(&post.post_key) || blocked.author(post.author.as_ref().map(|author| author.key))
    };
    let conversation = blocked.conversation(event.conversation);
    let embedded = event.embedded.as_deref().is_some_and(shown);
    let (parent, quoted, shared) = (named(&event.parent), named(&event.quoted), named(&event.shared));
    let beside = event
        .embedded
        .as_ref()
        .map(|post| (post.conversation, blocked.conversation(post.conversation)));
    let renamed = beside.is_some_and(|(before, after)| before != after);
    if conversation == event.conversation && !(embedded || renamed || parent || quoted || shared) {
        return None;
    }
    let mut event = event.clone();
    if conversation != event.conversation {
        // The network's names of the thread are those of its first post.
        event.thread = Thread::default();
        if let Some(reply) = &mut event.reply {
            reply.thread_native_id = None;
        }
    }
    event.conversation = conversation;
    event.parent = event.parent.filter(|_| !parent);
    event.quoted = event.quoted.filter(|_| !quoted);
    event.shared = event.shared.filter(|_| !shared);
    event.embedded = event.embedded.filter(|_| !embedded);
    if let (Some(post), Some((_, after))) = (&mut event.embedded, beside) {
        post.conversation = after;
    }
    Some(event)
}
