//! What time brings: the end of waiting, the state of cascades, and forgetting.

use super::Turn;
use super::notice::send;
use super::post::Owner;
use super::rows::TELL_EVERY;
use crate::domain::cascade::Cascade;
use crate::domain::fate::Fate;
use crate::domain::ids::{ConversationKey, CustomerKey};
use crate::domain::notice::RiskChanged;
use crate::domain::score::Risk;
use crate::domain::time::Time;
use crate::domain::topic::{RecordType, Topic};
use crate::stages::erasure::ErasureParams;
use crate::wire::WireError;

impl Turn<'_> {
    pub(super) fn tick(&mut self, now: Time) -> Result<Fate, WireError> {
        if !self.state.time.reach(now) {
            return Ok(Fate::Tick(0));
        }
        for key in self.state.held.due(now, usize::MAX).keys {
            self.release_if(&key, true)?;
        }
        for conversation in self.state.conversations.due(now, usize::MAX).keys {
            self.look_at(conversation, now)?;
        }
        for post in self.state.amendments.due(now, usize::MAX).keys {
            self.state.amendments.remove(post);
        }
        let before = now.minus(self.stage.params.retention).hour();
        self.state.posts.expire(before, self.stage.params.most_posts);
        let ErasureParams {
            window, most_keys, ..
        } = self.stage.params.erasure;
        self.state.blocked.expire(now, window, most_keys);
        Ok(Fate::Tick(self.out.written()))
    }

    fn look_at(&mut self, conversation: ConversationKey, now: Time) -> Result<(), WireError> {
        let Some(row) = self.state.conversations.get(&conversation) else {
            return Ok(());
        };
        if !row.changed && !row.owed {
            if row.until <= now {
                let published = row.version > 0;
                self.state.conversations.remove(conversation);
                if published {
                    self.out.forget(Topic::Cascades, &conversation.hex());
                }
            }
            return Ok(());
        }
        let risk = row.spread.risk(&self.stage.params.spread, row.replies);
        let (owner, own) = match self.owner(&conversation) {
            Owner::Author(author) => (Some(CustomerKey::of_author(author)), false),
            Owner::Brand => (None, true),
            Owner::Missing => (None, false),
        };
        if row.changed {
            self.cascade(conversation, owner, own, &risk)?;
        }
        self.tell_risk(conversation, owner, &risk, now)
    }

    fn cascade(
        &mut self,
        conversation: ConversationKey,
        owner: Option<CustomerKey>,
        own: bool,
        risk: &Risk,
    ) -> Result<(), WireError> {
        let row = self
            .state
            .conversations
            .entry(conversation, || super::rows::Conversation::new(""));
        row.changed = false;
        row.version += 1;
        let cascade = Cascade {
            conversation,
            tenant: row.tenant.clone(),
            owner,
            own,
            version: row.version,
            risk: risk.clone(),
            replies: row.replies,
            joiners: row.joiners,
            peer_answers: row.peer_answers,
            defenders: row.defenders,
            latest_at: row.latest_at,
        };
        let wire = &self.stage.wire;
        self.out.emit(
            Topic::Cascades,
            &conversation.hex(),
            RecordType::Cascade,
            None,
            |to| wire.encode(&cascade, to),
        )
    }

    fn tell_risk(
        &mut self,
        conversation: ConversationKey,
        owner: Option<CustomerKey>,
        risk: &Risk,
        now: Time,
    ) -> Result<(), WireError> {
        let row = self
            .state
            .conversations
            .entry(conversation, || super::rows::Conversation::new(""));
        let news = row.told != *risk;
        let pressing = risk.level != row.told.level || now >= row.told_at.plus(TELL_EVERY);
        row.owed = news && owner.is_some() && !pressing;
        let Some(customer) = owner.filter(|_| news && pressing) else {
            return Ok(());
        };
        row.told = risk.clone();
        row.told_at = now;
        let changed = RiskChanged {
            customer,
            conversation,
            risk: risk.clone(),
            at: now,
        };
        send(&self.stage.wire, self.out, customer, None, &changed)
    }
}
