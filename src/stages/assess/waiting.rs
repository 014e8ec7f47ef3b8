//! Posts that wait: for the root of their conversation, or for the post they answer, until the tick of their own moment.

use super::Turn;
use super::post::{Owner, Scored};
use super::role;
use super::rows::Held;
use crate::domain::event::{Direction, SocialEvent};
use crate::domain::fate::{Fate, Ignored};
use crate::domain::ids::PostKey;
use crate::stages::erasure::{is_erased, redacted};
use crate::wire::WireError;

/// Most posts of a lane that wait: further ones do not.
pub(super) const HELD_ROWS: usize = 100_000;

impl Turn<'_> {
    /// The post that this one waits for, if what its part depends on may still be on its way.
    pub(super) fn must_wait_for(&mut self, event: &SocialEvent) -> Option<PostKey> {
        if event.is_root() || event.ingested_at <= self.state.time.get() {
            return None;
        }
        let awaited = self.missing(event)?;
        let held = &mut self.state.held;
        let full = held.awaiting(&awaited) >= self.stage.params.most_waiting || held.count() >= HELD_ROWS;
        (!full || held.get(&event.post_key).is_some()).then_some(awaited)
    }

    /// The post without which this one's part is not known, if it is not there. Who is answered in a thread that the
    /// brand began is not known before everybody who wrote in it is heard, though its root is there.
    pub(super) fn missing(&self, event: &SocialEvent) -> Option<PostKey> {
        match event.direction {
            Direction::Outbound => {
                let parent = event.parent.as_ref().map(|parent| parent.post_key);
                match parent.map(|parent| (parent, self.state.posts.get(&parent))) {
                    Some((parent, None)) => Some(parent),
                    Some((_, Some(known))) if known.direction != Direction::Outbound => None,
                    // Where it quotes the brand, as where it quotes nobody, the thread says who is answered.
                    Some(_) | None if self.is_by_correspondents(event) => Some(event.conversation.root()),
                    Some(_) | None => self.missing_root(event),
                }
            }
            Direction::Inbound | Direction::Unknown => self.missing_root(event),
        }
    }

    fn missing_root(&self, event: &SocialEvent) -> Option<PostKey> {
        let missing = self.owner(&event.conversation) == Owner::Missing;
        missing.then(|| event.conversation.root())
    }

    pub(super) fn hold(&mut self, post: &Scored<'_>, awaits: PostKey) -> Fate {
        if post.superseded {
            return Fate::Ignored(Ignored::Superseded);
        }
        let held = Held {
            awaits,
            event: post.framed.to_vec(),
            until: post.event.ingested_at,
            late: post.late,
            home: post.event.conversation.home(),
        };
        self.state.held.put(post.event.post_key, held);
        Fate::Absorbed
    }

    /// A post arrived that others may have waited for.
    pub(super) fn wake(&mut self, event: &SocialEvent) -> Result<(), WireError> {
        if event.is_root() && self.state.conversations.get(&event.conversation).is_some() {
            let row = self.conversation(event);
            if row.is_cascade() {
                row.touch(event.ingested_at);
            }
            self.adopt(event)?;
        }
        let most = self.stage.step_rows;
        for key in self.state.held.that_await(&event.post_key, most) {
            self.release(&key)?;
        }
        Ok(())
    }

    /// Places a post that waited: what it waited for is there, or waiting is over. What it waited for may be something to
    /// wait with.
    pub(super) fn release(&mut self, key: &PostKey) -> Result<(), WireError> {
        let Some(held) = self.state.held.get(key).cloned() else {
            return Ok(());
        };
        let mut framed = held.event.clone();
        self.state.held.remove(*key);
        let mut event: SocialEvent = self.stage.wire.decode(&framed)?;
        if is_erased(&self.state.blocked, &event) {
            self.out.release(Fate::Ignored(Ignored::Erased));
            return Ok(());
        }
        if let Some(less) = redacted(&self.state.blocked, &event) {
            framed.clear();
            self.stage.wire.encode(&less, &mut framed)?;
            event = less;
        }
        let awaits = self.missing(&event).filter(|_| held.until > self.now);
        if let Some(awaits) = awaits {
            let event = framed;
            self.state.held.put(
                *key,
                Held {
                    awaits,
                    event,
                    ..held
                },
            );
            return Ok(());
        }
        let scores = self.scores(&event);
        let known = self.state.posts.get(key);
        let hint = known.map_or_else(|| role::by_words(&scores), |known| self.state.hint(key, known));
        let post = Scored {
            event: &event,
            framed: &framed,
            scores,
            hint,
            late: held.late,
            superseded: false,
            first: true,
        };
        let fate = self.place(&post)?;
        self.out.release(fate);
        Ok(())
    }
}
