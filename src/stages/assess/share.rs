//! Shares: they open nothing, they are counted; a root that only a share shows is taken from it.

use super::Turn;
use super::conversation::Conversation;
use super::rows::Known;
use crate::domain::event::{Action, Direction, Embedded, Kind, SocialEvent};
use crate::domain::fate::{Fate, Ignored};
use crate::domain::ids::{ConversationKey, EventId, PostKey, digest};
use crate::domain::reply::{ReplyRoute, ReplyTarget};
use crate::domain::scored::Role;
use crate::domain::surface::Surface;
use crate::domain::thread::Thread;
use crate::wire::WireError;

/// The key under which a quote is remembered in the conversation that it spreads: in its own
/// conversation, which may lie in the same lane, it is a root.
pub(super) fn amplifier(event: &SocialEvent) -> PostKey {
    let parts: [&[u8]; 3] = [b"amplifier", event.post_key.bytes(), event.conversation.bytes()];
    PostKey::from_bytes(digest(&parts))
}

impl Turn<'_> {
    pub(super) fn conversation(&mut self, event: &SocialEvent) -> &mut Conversation {
        let until = self.keep_until(event.ingested_at);
        let row = self
            .state
            .conversations
            .entry(event.conversation, || Conversation::new(&event.tenant));
        row.until = row.until.max(until);
        row.latest_at = row.latest_at.max(event.when());
        row
    }

    pub(super) fn share(&mut self, event: &SocialEvent, key: PostKey) -> Result<Fate, WireError> {
        let gone = self.state.is_gone(&key);
        if let Some(known) = self.state.posts.get(&key).copied() {
            if self.freshen(&key, &known, event) {
                self.spreads_afresh(event);
            }
            return Ok(if gone {
                Fate::Ignored(Ignored::Deleted)
            } else {
                Fate::Duplicate
            });
        }
        let known = Known {
            conversation: event.conversation,
            kind: Kind::Share,
            direction: event.direction,
            author: event.author.as_ref().map(|author| author.key),
            followers: event.author.as_ref().and_then(|author| author.followers),
            revision: event.revision,
            hint: Role::Bystander,
            at: event.when(),
            stale: event.stale,
        };
        self.state.posts.insert(event.ingested_at.hour(), key, known);
        self.state.lies(key, known.conversation.home());
        let row = self.conversation(event);
        row.fresh |= !event.stale;
        if gone {
            self.join_share(event, &known, 0);
            return Ok(Fate::Ignored(Ignored::Deleted));
        }
        row.touch(event.ingested_at);
        self.join_share(event, &known, 1);
        if let Some(shown) = &event.embedded {
            self.shown_root(event, shown)?;
        }
        Ok(self.emitted())
    }

    fn shown_root(&mut self, share: &SocialEvent, shown: &Embedded) -> Result<(), WireError> {
        let root = shown.post_key;
        let is_root = ConversationKey::of_root(root) == share.conversation;
        let known = self.state.posts.get(&root);
        if !is_root || known.is_some_and(|known| !known.stale || shown.stale) {
            return Ok(());
        }
        let event = as_event(share, shown);
        let mut framed = Vec::with_capacity(512);
        self.stage.wire.encode(&event, &mut framed)?;
        self.post(&event, &framed).map(|_| ())
    }
}

fn as_event(share: &SocialEvent, shown: &Embedded) -> SocialEvent {
    let action = if shown.revision > 0 {
        Action::Edit
    } else {
        Action::Create
    };
    SocialEvent {
        event_id: EventId::derive(shown.post_key, "create", shown.revision.unsigned_abs()),
        action,
        kind: Kind::Post,
        native_id: shown.native_id.clone(),
        // What is told of where a post stands is that of the one that shows it.
        url: None,
        own_account: None,
        thread: Thread::default(),
        reply: (share.surface == Surface::PublicPost).then(|| ReplyRoute {
            target: ReplyTarget::Post,
            post_native_id: Some(shown.native_id.clone()),
            thread_native_id: None,
            address: None,
            window_until: None,
        }),
        media: Vec::new(),
        post_key: shown.post_key,
        revision: shown.revision,
        conversation: share.conversation,
        parent: None,
        quoted: None,
        shared: None,
        embedded: None,
        direction: match shown.direction {
            Direction::Outbound => Direction::Outbound,
            Direction::Unknown | Direction::Inbound => Direction::Inbound,
        },
        author: shown.author.clone(),
        text: shown.text.clone(),
        counts: None,
        occurred_at: shown.occurred_at,
        stale: shown.stale,
        observed_at: None,
        ..share.clone()
    }
}
