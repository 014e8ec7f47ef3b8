//! Posts whose authors own their case because the root of their conversation was not there. They are numbered, so that
//! no row holds a list of them; when the root comes after all, each customer concerned is told, so many a step.

use super::Turn;
use super::conversation::{Adoption, Conversation};
use super::notice::send;
use super::post::Owner;
use super::rows::{Known, Numbered, Orphan};
use crate::domain::event::SocialEvent;
use crate::domain::ids::{ConversationKey, CustomerKey, EventId, OrphanKey, PostKey};
use crate::domain::notice::Reassigned;
use crate::domain::scored::{Role, ScoredEvent};
use crate::wire::WireError;

impl Turn<'_> {
    /// The author of this post owns a case because the root is not there.
    pub(super) fn orphan(&mut self, event: &SocialEvent) {
        let row = self.conversation(event);
        let number = row.orphans;
        row.orphans += 1;
        let (hour, post) = (event.ingested_at.hour(), event.post_key);
        let place = OrphanKey::derive(event.conversation, number);
        self.state.orphans.renew(hour, place, Orphan { post });
        let home = event.conversation.home();
        self.state.numbers.renew(hour, post, Numbered { number, home });
    }

    /// Whether this post is an orphan that was not told of a root yet. Then it is not counted for anybody but its
    /// author.
    pub(super) fn is_orphan(&self, conversation: &ConversationKey, post: &PostKey) -> bool {
        let numbered = self.state.numbers.get(post);
        // Lanes that became one may have known it under two conversations: the number is of one of them.
        let numbered = numbered.filter(|numbered| numbered.home == conversation.home());
        numbered.is_some_and(|numbered| {
            let row = self.state.conversations.get(conversation);
            row.is_some_and(|row| numbered.number >= row.adopted)
        })
    }

    /// No root will come that this post could be told of.
    pub(super) fn forget_orphan(&mut self, post: &PostKey, known: &Known) {
        if let Some(numbered) = self.state.numbers.get(post).copied() {
            if numbered.home == known.conversation.home() {
                let place = OrphanKey::derive(known.conversation, numbered.number);
                self.state.orphans.remove(&place);
            }
            self.state.numbers.remove(post);
        }
    }

    /// A root came after posts of its conversation.
    pub(super) fn adopt(&mut self, root: &SocialEvent) -> Result<(), WireError> {
        let row = self.state.conversations.get(&root.conversation);
        if row.is_none_or(|row| row.adopted == row.orphans) {
            return Ok(());
        }
        let owner = match self.owner(&root.conversation) {
            Owner::Author(owner) => CustomerKey::of_author(owner),
            Owner::Brand | Owner::Missing => {
                self.row_of(root.conversation).leave_orphans();
                return Ok(());
            }
        };
        let mut notice = Vec::new();
        let told = self.wordless(root, owner, Role::Unknown);
        self.stage.wire.encode(&told, &mut notice)?;
        let at = root.ingested_at;
        self.conversation(root).adoption = Some(Adoption { at, notice });
        self.tell_orphans(root.conversation, self.stage.step_rows)
            .map(|_| ())
    }

    /// Goes on with an adoption; says how many posts of it were looked at.
    pub(super) fn tell_orphans(
        &mut self,
        conversation: ConversationKey,
        most: usize,
    ) -> Result<usize, WireError> {
        let Some(row) = self.state.conversations.get(&conversation) else {
            return Ok(0);
        };
        let Some(adoption) = &row.adoption else {
            return Ok(0);
        };
        let notice: ScoredEvent = self.stage.wire.decode(&adoption.notice)?;
        let (first, all) = (row.adopted, row.orphans);
        let end = all.min(first.saturating_add(i64::try_from(most).unwrap_or(i64::MAX)));
        for number in first..end {
            let place = OrphanKey::derive(conversation, number);
            self.row_of(conversation).adopted = number + 1;
            if let Some(Orphan { post }) = self.state.orphans.get(&place).copied() {
                self.reassign(&notice, &post)?;
            }
        }
        if end == all {
            self.row_of(conversation).adoption = None;
        }
        Ok(usize::try_from(end - first).unwrap_or(0))
    }

    pub(super) fn row_of(&mut self, conversation: ConversationKey) -> &mut Conversation {
        self.state
            .conversations
            .entry(conversation, || Conversation::new(""))
    }

    /// A post that stood alone belongs to the conversation of the root that came after it.
    fn reassign(&mut self, notice: &ScoredEvent, orphan: &PostKey) -> Result<(), WireError> {
        let conversation = notice.conversation;
        let Some(known) = self.known(orphan) else {
            return Ok(());
        };
        let (Owner::Author(owner), Some(author)) = (self.owner(&conversation), known.author) else {
            return Ok(());
        };
        if owner == author {
            return Ok(());
        }
        let (from, to) = (CustomerKey::of_author(author), CustomerKey::of_author(owner));
        let hint = self.state.hint(orphan, &known);
        for customer in [from, to] {
            let moved = Reassigned {
                customer,
                post_key: *orphan,
                old_conversation: known.conversation,
                conversation,
                from,
                to,
                keeps_own: hint == Role::Joiner,
            };
            send(&self.stage.wire, self.out, customer, &moved)?;
        }
        if hint == Role::Bystander {
            return Ok(());
        }
        let presence = self.state.presence(orphan);
        if !presence.is_gone() {
            let row = self.row_of(conversation);
            row.count(hint, 1);
            row.touch(notice.ingested_at);
        }
        let told = ScoredEvent {
            event_id: EventId::derive(*orphan, "joined", known.revision.unsigned_abs()),
            role: hint,
            post_key: *orphan,
            revision: known.revision,
            kind: known.kind,
            author: Some(author),
            followers: known.followers,
            occurred_at: known.at,
            presence,
            risk: self.risk(&conversation),
            ..notice.clone()
        };
        send(&self.stage.wire, self.out, to, &told)
    }
}
