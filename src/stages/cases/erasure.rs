//! Forgetting in cases. An erased customer's items are retracted and alerts resolved, so that subscribers hear of
//! it; then every key that was ever published for the customer gets a tombstone, in the same transaction, and the
//! row goes. Other customers' items lose the names of what is erased, and go on.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::sync::Arc;

use crate::domain::erasure::{Erasure, Purged};
use crate::domain::fate::Fate;
use crate::domain::ids::{AlertKey, CustomerKey, ItemId, PostKey};
use crate::domain::item::Cause;
use crate::domain::notice::{Reassigned, RiskChanged};
use crate::domain::outbox::Outbox;
use crate::domain::presence::Presence;
use crate::domain::record::Record;
use crate::domain::scored::{Role, ScoredEvent};
use crate::domain::stage::StageName;
use crate::domain::time::Time;
use crate::domain::topic::Topic;
use crate::routing::RuleSet;
use crate::stages::erasure::Forgetting;
use crate::state::LaneState;
use crate::state::customer::{AlertRow, CustomerRow};
use crate::wire::WireError;

use super::alerts;
use super::case::Case;
use super::nameless::Nameless;
use super::publish::Step;
use super::{CaseState, Cases, Stepped, timers, unwritable};

/// One lane's forgetting.
struct Turn<'a> {
    cases: &'a Cases,
    state: &'a mut CaseState,
    out: &'a mut Outbox,
    at: Time,
    purged: Purged,
}

impl Cases {
    pub(super) fn erase(
        &self,
        state: &mut CaseState,
        record: &Record<'_>,
        erasure: &Erasure,
        out: &mut Outbox,
    ) -> Stepped {
        let at = state.time().max(record.ingested_at);
        if !state.blocked.add(erasure, at) {
            return Ok(Fate::Duplicate);
        }
        let mut turn = Turn {
            cases: self,
            state,
            out,
            at,
            purged: Purged::default(),
        };
        turn.forget(erasure, record.place.partition)
            .map_err(|e| unwritable(&e))?;
        Ok(match out.written() {
            0 => Fate::Absorbed,
            outputs => Fate::Emitted(outputs),
        })
    }

    /// Whether this is news of an erased author or post, or for an erased customer.
    pub(super) fn is_erased(&self, state: &CaseState, event: &ScoredEvent) -> bool {
        let blocked = &state.blocked;
        blocked.customer(event.customer) || blocked.author(event.author) || blocked.post(&event.post_key)
    }

    /// The event under the names that this lane knows.
    pub(super) fn named<'e>(&self, state: &CaseState, event: &'e ScoredEvent) -> Cow<'e, ScoredEvent> {
        let (blocked, partitions) = (&state.blocked, self.params.erasure.partitions);
        let conversation = blocked.conversation(event.conversation, partitions);
        let answered = event.answers.filter(|post| blocked.post(post));
        if conversation == event.conversation && answered.is_none() {
            return Cow::Borrowed(event);
        }
        let answered = answered.map(|post| post.erased(partitions));
        Cow::Owned(ScoredEvent {
            conversation,
            answers: answered.or(event.answers),
            ..event.clone()
        })
    }

    /// The notice under the names that this lane knows.
    pub(super) fn named_risk(&self, state: &CaseState, notice: &RiskChanged) -> RiskChanged {
        let partitions = self.params.erasure.partitions;
        RiskChanged {
            conversation: state.blocked.conversation(notice.conversation, partitions),
            ..notice.clone()
        }
    }

    /// The notice under the names that this lane knows.
    pub(super) fn named_move(&self, state: &CaseState, notice: &Reassigned) -> Reassigned {
        let partitions = self.params.erasure.partitions;
        Reassigned {
            old_conversation: state.blocked.conversation(notice.old_conversation, partitions),
            conversation: state.blocked.conversation(notice.conversation, partitions),
            ..notice.clone()
        }
    }
}

impl Turn<'_> {
    fn forget(&mut self, erasure: &Erasure, partition: i32) -> Result<(), WireError> {
        let mut posts: BTreeSet<PostKey> = erasure.posts.iter().copied().collect();
        let erased = erasure.author.map(CustomerKey::of_author);
        self.add_posts_of_author(erasure, &mut posts);
        self.state.blocked.block_posts(&posts, self.at);
        if let Some(customer) = erased {
            self.forget_customer(customer)?;
        }
        let cases = self.cases;
        let nameless = Nameless {
            author: erasure.author,
            posts: &posts,
            partitions: cases.params.erasure.partitions,
        };
        for customer in self.state.customers.keys() {
            let row = self.state.customers.get(&customer);
            if let Some(row) = row.filter(|row| nameless.is_in(row)).cloned() {
                self.take_names(customer, &row, &nameless)?;
            }
        }
        let found: Vec<PostKey> = posts
            .iter()
            .filter(|post| !erasure.names(post))
            .copied()
            .collect();
        let lane = Forgetting {
            stage: StageName::Cases,
            partition,
            wire: &cases.wire,
            params: &cases.params.erasure,
            at: self.at,
        };
        lane.answer(erasure, &found, self.purged, self.out)
    }

    fn add_posts_of_author(&self, erasure: &Erasure, posts: &mut BTreeSet<PostKey>) {
        let Some(author) = erasure.author else { return };
        for customer in self.state.customers.keys() {
            let own = customer == CustomerKey::of_author(author);
            let rows = self
                .state
                .customers
                .get(&customer)
                .into_iter()
                .flat_map(|r| &r.posts);
            let of_author = rows.filter(|p| (own && p.role == Role::Owner) || p.author == Some(author));
            posts.extend(of_author.map(|p| p.post_key));
        }
    }

    /// A last version of each item, which holds nothing, a last notice of each alert, and then nothing at all.
    fn forget_customer(&mut self, customer: CustomerKey) -> Result<(), WireError> {
        let Some(mut last) = self.state.customers.get(&customer).cloned() else {
            return Ok(());
        };
        last.handle = None;
        for post in &mut last.posts {
            let post = Arc::make_mut(post);
            post.presence = Presence::GONE_FOR_GOOD;
            post.text = None;
            post.native_id = None;
        }
        let cases = self.cases;
        let step = cases.step_at(customer, Cause::PostDeleted, self.at, self.state.time());
        step.publish(&mut last, self.out)?;
        for episode in 1..=last.newest_episode {
            let item = ItemId { customer, episode }.to_string();
            self.out.forget(Topic::WorkItems, item.as_bytes());
            self.purged.items += 1;
            for rule in rules_of(&cases.rules, &last, episode) {
                self.out
                    .forget(Topic::Alerts, &AlertKey::derive(rule, &item).hex());
                self.purged.alerts += 1;
            }
        }
        self.state.customers.remove(customer);
        self.purged.rows += 1;
        Ok(())
    }

    fn take_names(
        &mut self,
        customer: CustomerKey,
        before: &CustomerRow,
        nameless: &Nameless<'_>,
    ) -> Result<(), WireError> {
        let mut row = before.clone();
        let touched = nameless.take_from(&mut row);
        let cases = self.cases;
        cases.settle(&mut row);
        let step = cases.step_at(customer, Cause::PostDeleted, self.at, self.state.time());
        let next = step.publish(&mut row, self.out)?;
        for number in touched {
            self.say_alerts_again(&step, before, &mut row, number)?;
        }
        timers::arm(&mut row, next, &cases.params);
        self.state.customers.put(customer, row);
        self.purged.renamed += 1;
        Ok(())
    }

    /// Alerts name posts and a conversation too; those that have just been given anew name none that is erased.
    fn say_alerts_again(
        &mut self,
        step: &Step<'_>,
        before: &CustomerRow,
        row: &mut CustomerRow,
        number: u32,
    ) -> Result<(), WireError> {
        let alerts = before.episode(number).map(|episode| episode.alerts.as_slice());
        let stale = |alert: &AlertRow| {
            let known = alerts.unwrap_or_default().iter().find(|a| a.rule == alert.rule);
            known.is_some_and(|known| known.notices == alert.notices)
        };
        let Some(case) = Case::of(step.customer, row, number) else {
            return Ok(());
        };
        let (said, notices, unsaid) = alerts::again(&case, step.rules, self.at, stale);
        for notice in &notices {
            step.emit_alert(notice, self.out)?;
        }
        for key in unsaid {
            self.out.forget(Topic::Alerts, &key.hex());
            self.purged.alerts += 1;
        }
        if let Some(episode) = row.episode_mut(number) {
            for said in said {
                let known = episode.alerts.iter_mut().find(|alert| alert.rule == said.rule);
                if let Some(known) = known {
                    *known = said;
                }
            }
        }
        Ok(())
    }
}

/// The rules that have raised an alert about this case: of a case that the row has forgotten, any of them may have.
fn rules_of<'r>(rules: &'r RuleSet, row: &'r CustomerRow, episode: u32) -> Vec<&'r str> {
    match row.episode(episode) {
        Some(known) => {
            let given = known.alerts.iter().filter(|alert| alert.notices > 0);
            given.map(|alert| alert.rule.as_str()).collect()
        }
        None => rules.escalations().iter().map(|rule| rule.id.as_str()).collect(),
    }
}
