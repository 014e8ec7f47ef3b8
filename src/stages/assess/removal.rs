//! Deletes: words go, numbers stay, and whoever was told of the post is told that it is gone.

use super::Turn;
use super::post::recipients;
use crate::domain::event::{Direction, Kind, SocialEvent};
use crate::domain::fate::{Fate, Ignored};
use crate::domain::scored::Role;
use crate::wire::WireError;

impl Turn<'_> {
    pub(super) fn delete(&mut self, event: &SocialEvent) -> Result<Fate, WireError> {
        let key = event.post_key;
        if self.state.is_deleted(&key) {
            return Ok(Fate::Duplicate);
        }
        let until = self.keep_until(event.ingested_at);
        let amendment = self.state.amendments.entry(key, Default::default);
        amendment.deleted = true;
        amendment.until = until;
        let Some(known) = self.state.posts.get(&key).copied() else {
            return Ok(Fate::Absorbed);
        };
        let event = &SocialEvent {
            conversation: known.conversation,
            ..event.clone()
        };
        if known.kind == Kind::Share {
            let row = self.conversation(event);
            row.spread.take_back(known.at, known.followers);
            row.changed = true;
            return Ok(Fate::Absorbed);
        }
        if known.direction == Direction::Outbound {
            return Ok(Fate::Ignored(Ignored::Own));
        }
        if self.state.held.get(&key).is_some() {
            return Ok(Fate::Absorbed);
        }
        let Some(author) = known.author else {
            return Ok(Fate::Ignored(Ignored::NothingToDo));
        };
        let owner = self.owner(&known.conversation);
        if known.conversation.root() != key {
            let stranger = recipients(owner, author, Role::Joiner).len() > 1;
            let row = self.conversation(event);
            row.changed = true;
            row.replies -= 1;
            if stranger {
                row.count(known.hint, -1);
            }
        }
        for (customer, part) in recipients(owner, author, known.hint) {
            self.tell_gone(event, customer, part)?;
        }
        Ok(self.emitted())
    }
}
