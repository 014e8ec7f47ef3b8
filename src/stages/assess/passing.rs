//! What time brings: the end of waiting, the state of cascades, and forgetting.
//!
//! A tick looks at so many rows of each table. Those that waited longest come first: posts by their moment, conversations
//! by the moment of the first change that nobody was told of. Lane time goes on to just before the earliest row that is
//! left, so it stands at most as long as there is more to do for one moment than fits a tick, and moves on by what was
//! done as soon as there is not. What comes of later changes does not hold back earlier ones.

use super::Turn;
use super::notice::send;
use super::post::Owner;
use crate::domain::cascade::Cascade;
use crate::domain::fate::Fate;
use crate::domain::ids::{ConversationKey, CustomerKey};
use crate::domain::notice::RiskChanged;
use crate::domain::score::Risk;
use crate::domain::time::Time;
use crate::domain::topic::{RecordType, Topic};
use crate::stages::erasure::ErasureParams;
use crate::stages::step::go_on;
use crate::wire::WireError;

impl Turn<'_> {
    pub(super) fn tick(&mut self, moment: Time) -> Result<Fate, WireError> {
        let forgetting = self.go_on_forgetting()?;
        if moment > self.state.time.get() {
            self.now = moment;
            let reached = self.pass()?;
            self.state.time.reach(reached);
            self.expire(self.state.time.get());
        }
        if forgetting || moment > self.state.time.get() {
            go_on(&self.stage.wire, self.place, moment, self.out)?;
        }
        Ok(Fate::Tick(self.out.written()))
    }

    /// Looks at what is due, as much as fits a step; says how far time has come.
    fn pass(&mut self) -> Result<Time, WireError> {
        let (now, most) = (self.now, self.stage.step_rows);
        for key in self.state.held.due(now, most) {
            self.release(&key)?;
        }
        let mut left = most;
        for conversation in self.state.conversations.due(now, most) {
            if left == 0 {
                break;
            }
            let told = self.tell_orphans(conversation, left)?;
            left = left.saturating_sub(told.max(1));
            self.look_at(conversation, now)?;
        }
        for post in self.state.amendments.due(now, most) {
            self.state.amendments.remove(post);
        }
        for sharer in self.state.repeats.due(now, most) {
            self.state.repeats.remove(sharer);
        }
        let held = self.state.held.reached(now);
        let conversations = self.state.conversations.reached(now);
        let amendments = self.state.amendments.reached(now);
        let repeats = self.state.repeats.reached(now);
        Ok(held.min(conversations).min(amendments).min(repeats))
    }

    /// Forgets what is older than anything is kept, and the oldest of what is more than a lane keeps.
    fn expire(&mut self, now: Time) {
        let most = self.stage.params.most_posts;
        let before = now.minus(self.stage.params.retention).hour();
        self.state.posts.expire(before, most);
        self.state.sharers.expire(before, most);
        self.state.orphans.expire(before, most);
        self.state.numbers.expire(before, most);
        let ErasureParams {
            window, most_keys, ..
        } = self.stage.params.erasure;
        self.state.blocked.expire(now, window, most_keys);
        let rows = self.stage.step_rows;
        for post in self.state.amendments.surplus(most, rows) {
            self.state.amendments.remove(post);
            self.state.amendments.count_evicted(1);
        }
        for sharer in self.state.repeats.surplus(most, rows) {
            self.state.repeats.remove(sharer);
            self.state.repeats.count_evicted(1);
        }
        for conversation in self.state.conversations.surplus(most, rows) {
            if self
                .state
                .conversations
                .get(&conversation)
                .is_some_and(super::conversation::Conversation::is_quiet)
            {
                self.forget_conversation(conversation);
                self.state.conversations.count_evicted(1);
            }
        }
    }

    fn forget_conversation(&mut self, conversation: ConversationKey) {
        let row = self.state.conversations.get(&conversation);
        let published = row.is_some_and(|row| row.version > 0);
        self.state.conversations.remove(conversation);
        if published {
            self.out.forget(Topic::Cascades, &conversation.hex());
        }
    }

    fn look_at(&mut self, conversation: ConversationKey, now: Time) -> Result<(), WireError> {
        let Some(row) = self.state.conversations.get(&conversation) else {
            return Ok(());
        };
        if row.is_quiet() {
            if row.until <= now {
                self.forget_conversation(conversation);
            }
            return Ok(());
        }
        let risk = row.risk(&self.stage.params.spread);
        let (owner, own) = match self.owner(&conversation) {
            Owner::Author(author) => (Some(CustomerKey::of_author(author)), false),
            Owner::Brand => (None, true),
            Owner::Missing => (None, false),
        };
        if row.changed_since.is_some() {
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
        let row = self.row_of(conversation);
        row.changed_since = None;
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
        let row = self.row_of(conversation);
        let news = row.told != *risk;
        let pressing = risk.level != row.told.level || now >= row.tell_at();
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
        send(&self.stage.wire, self.out, customer, &changed)
    }
}
