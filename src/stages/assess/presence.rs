//! Removals and returns: whoever was told of a post is told that it is gone or back, and the counts follow.
//! Only a change from one to the other counts, so news that comes twice or late does not count twice.

use super::Turn;
use super::notice::send;
use super::post::recipients;
use super::rows::{Amendment, Known};
use crate::domain::event::{Action, Direction, Kind, SocialEvent};
use crate::domain::fate::{Fate, Ignored};
use crate::domain::ids::{AuthorKey, CustomerKey};
use crate::domain::presence::Presence;
use crate::domain::scored::{Role, ScoredEvent};
use crate::wire::WireError;

impl Amendment {
    pub(super) fn is_gone(&self) -> bool {
        self.presence.is_gone()
    }

    /// Joins news of a removal or a return. A deletion takes the words along, also those of a post that is hidden;
    /// that of a post which was brought back later, heard twice, does not.
    fn join(&mut self, event: &SocialEvent) {
        let gone = self.is_gone();
        let joined = self
            .presence
            .joined(Presence::of(event.action, event.toggled_at()));
        self.wordless |= event.action == Action::Delete && (gone || joined != self.presence);
        self.presence = joined;
    }
}

impl Turn<'_> {
    pub(super) fn toggle(&mut self, event: &SocialEvent, framed: &[u8]) -> Result<Fate, WireError> {
        let key = event.post_key;
        let known = self.state.amendments.get(&key).cloned();
        let before = known.unwrap_or_else(Amendment::untold);
        let mut after = before.clone();
        after.join(event);
        let home = event.conversation.home();
        if after == before {
            self.state.lies(key, home);
            return Ok(Fate::Duplicate);
        }
        after.lies(home);
        let by = i64::from(before.is_gone()) - i64::from(after.is_gone());
        let words_go = after.wordless && !before.wordless;
        after.until = after.until.max(self.keep_until(event.ingested_at));
        self.state.amendments.put(key, after);
        let Some(known) = self.known(&key) else {
            return Ok(Fate::Absorbed);
        };
        let event = &SocialEvent {
            conversation: known.conversation,
            ..event.clone()
        };
        if known.kind == Kind::Share {
            self.recount_share(event, &known, by);
            return Ok(Fate::Absorbed);
        }
        if by != 0 || words_go {
            self.show_toggle(event, &known)?;
        }
        if known.direction == Direction::Outbound {
            return Ok(Fate::Ignored(Ignored::Own));
        }
        if self.state.held.get(&key).is_some() || (by == 0 && !words_go) {
            return Ok(Fate::Absorbed);
        }
        let Some(author) = known.author else {
            return Ok(Fate::Ignored(Ignored::NothingToDo));
        };
        let hint = self.state.hint(&key, &known);
        self.recount_reply(event, author, hint, by);
        let owner = self.owner(&known.conversation);
        for (customer, part) in recipients(known.direction, owner, author, hint) {
            self.tell_toggle(event, framed, customer, part)?;
        }
        Ok(self.emitted())
    }

    /// A note that only the brand's people see. A post that was seen by others and becomes one is out of sight; so it is
    /// when it is read after, for an edit may have made it one.
    pub(super) fn internal(&mut self, event: &SocialEvent, framed: &[u8]) -> Result<Fate, WireError> {
        let was_seen = self.state.posts.get(&event.post_key).is_some();
        let becomes = event.action == Action::Edit || (event.action == Action::Create && was_seen);
        if becomes {
            let hidden = SocialEvent {
                action: Action::Hide,
                ..event.clone()
            };
            let fate = self.toggle(&hidden, framed)?;
            if was_seen {
                return Ok(fate);
            }
        }
        Ok(Fate::Ignored(Ignored::Internal))
    }

    /// A share that goes is taken back, and added again as it was when it returns.
    fn recount_share(&mut self, event: &SocialEvent, known: &Known, by: i64) {
        if by != 0 {
            self.conversation(event).touch(event.ingested_at);
            self.join_share(event, known, by);
        }
    }

    fn recount_reply(&mut self, event: &SocialEvent, author: AuthorKey, hint: Role, by: i64) {
        if by == 0 || event.conversation.root() == event.post_key {
            return;
        }
        let for_another = self.counts_for_another(event, author);
        let row = self.conversation(event);
        row.touch(event.ingested_at);
        row.replies += by;
        if for_another {
            row.count(hint, by);
        }
    }

    /// Tells one customer that a post is gone or back. The author's own lane gets what a network shows of a post that
    /// it brings back: its id, and perhaps its words.
    fn tell_toggle(
        &mut self,
        event: &SocialEvent,
        framed: &[u8],
        customer: CustomerKey,
        part: Role,
    ) -> Result<(), WireError> {
        let shown = event.action.restores() && part == Role::Owner;
        let told = ScoredEvent {
            action: event.action,
            event: shown.then(|| framed.to_vec()),
            ..self.wordless(event, customer, part)
        };
        send(&self.stage.wire, self.out, customer, &told)
    }
}
