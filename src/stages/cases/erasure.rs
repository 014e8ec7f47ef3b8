//! Forgetting in cases. An erased customer's items are retracted and alerts resolved, so that subscribers hear of
//! it; then every key that was ever published for the customer gets a tombstone, in the same transaction, and the
//! row goes. Other customers' items lose the names of what is erased, and go on.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::sync::Arc;

use crate::domain::erasure::Erasure;
use crate::domain::fate::Fate;
use crate::domain::ids::{AlertKey, CustomerKey, ItemId, PostKey};
use crate::domain::item::ItemChange;
use crate::domain::notice::{Reassigned, RiskChanged};
use crate::domain::outbox::Outbox;
use crate::domain::presence::Presence;
use crate::domain::record::Record;
use crate::domain::scored::{Role, ScoredEvent};
use crate::domain::stage::StageName;
use crate::domain::time::Time;
use crate::domain::topic::Topic;
use crate::stages::erasure::{Forgetting, TOLD_POSTS};
use crate::state::LaneState;
use crate::state::customer::{AlertRow, CustomerRow, PostRow};
use crate::wire::WireError;

use super::alerts;
use super::case::Case;
use super::erasing::Erasing;
use super::nameless::Nameless;
use super::publish::Step;
use super::{CaseState, Cases, Stepped, timers, unwritable};

/// What one step does of an erasure.
struct Turn<'a> {
    cases: &'a Cases,
    state: &'a mut CaseState,
    out: &'a mut Outbox,
    partition: i32,
    at: Time,
    /// Customers that the step may still look at.
    left: usize,
    erasing: Erasing,
}

impl Cases {
    /// Begins to forget: what is erased is kept from coming back at once, and the customer's own cases end. In a lane
    /// with more customers than a step may look at, the rest comes with the next ticks, and then the answer.
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
            partition: record.place.partition,
            at,
            left: self.most_customers,
            erasing: Erasing::new(erasure),
        };
        turn.forget_customer()
            .and_then(|()| turn.go_on())
            .map_err(|e| unwritable(&e))?;
        Ok(match out.written() {
            0 => Fate::Absorbed,
            outputs => Fate::Emitted(outputs),
        })
    }

    /// Goes on with the erasures that the lane is still at, the first of them first.
    pub(super) fn go_on_erasing(
        &self,
        state: &mut CaseState,
        partition: i32,
        out: &mut Outbox,
    ) -> Result<(), WireError> {
        let mut left = self.most_customers;
        for telling in state.erasing.following(None, self.most_customers) {
            let Some(erasing) = state.erasing.get(&telling).filter(|_| left > 0).cloned() else {
                break;
            };
            let at = state.time();
            let turn = Turn {
                cases: self,
                state,
                out,
                partition,
                at,
                left,
                erasing,
            };
            left = turn.go_on()?;
        }
        Ok(())
    }

    /// Whether this is news of an erased author or post, or for an erased customer.
    pub(super) fn is_erased(&self, state: &CaseState, event: &ScoredEvent) -> bool {
        let blocked = &state.blocked;
        blocked.customer(event.customer) || blocked.author(event.author) || blocked.post(&event.post_key)
    }

    /// The event under the names that this lane knows.
    pub(super) fn named<'e>(&self, state: &CaseState, event: &'e ScoredEvent) -> Cow<'e, ScoredEvent> {
        let blocked = &state.blocked;
        let conversation = blocked.conversation(event.conversation);
        let answered = event.answers.filter(|post| blocked.post(post));
        if conversation == event.conversation && answered.is_none() {
            return Cow::Borrowed(event);
        }
        let answered = answered.map(PostKey::erased);
        Cow::Owned(ScoredEvent {
            conversation,
            answers: answered.or(event.answers),
            ..event.clone()
        })
    }

    /// The notice under the names that this lane knows.
    pub(super) fn named_risk(&self, state: &CaseState, notice: &RiskChanged) -> RiskChanged {
        RiskChanged {
            conversation: state.blocked.conversation(notice.conversation),
            ..notice.clone()
        }
    }

    /// The notice under the names that this lane knows.
    pub(super) fn named_move(&self, state: &CaseState, notice: &Reassigned) -> Reassigned {
        Reassigned {
            old_conversation: state.blocked.conversation(notice.old_conversation),
            conversation: state.blocked.conversation(notice.conversation),
            ..notice.clone()
        }
    }
}

impl Turn<'_> {
    /// Does as much as the step may, and gives what it may still do after.
    fn go_on(mut self) -> Result<usize, WireError> {
        self.forget_older_cases();
        let customers = self.state.customers.following(self.erasing.passed, self.left);
        let is_last = customers.len() < self.left;
        self.left -= customers.len();
        self.look_at(&customers)?;
        let lane = Forgetting {
            stage: StageName::Cases,
            partition: self.partition,
            wire: &self.cases.wire,
            params: &self.cases.params.erasure,
            at: self.at,
        };
        let (erasing, out) = (&mut self.erasing, self.out);
        if is_last || erasing.told.posts.len() + erasing.found.len() >= TOLD_POSTS {
            erasing.found.sort_unstable();
            let found = std::mem::take(&mut erasing.found);
            erasing.tellings += lane.tell(&erasing.told, erasing.tellings, &found, out)?;
        }
        let telling = erasing.told.telling;
        if is_last && erasing.cases == 0 {
            lane.conclude(&erasing.told, erasing.tellings, erasing.purged, out)?;
            self.state.erasing.remove(telling);
        } else {
            self.state.erasing.put(telling, self.erasing);
        }
        Ok(self.left)
    }

    /// Finds posts of the author in these customers' rows, and takes out of them whatever names something erased.
    fn look_at(&mut self, customers: &[CustomerKey]) -> Result<(), WireError> {
        if let Some(author) = self.erasing.told.author {
            for customer in customers {
                let row = self.state.customers.get(customer);
                let found = row.map_or_else(Vec::new, |row| posts_of(row, |p| p.author == Some(author)));
                self.find(found);
            }
        }
        let told = self.erasing.told.posts.iter();
        let posts: BTreeSet<PostKey> = told.chain(&self.erasing.found).copied().collect();
        let nameless = Nameless {
            author: self.erasing.told.author,
            posts: &posts,
        };
        for customer in customers {
            let row = self.state.customers.get(customer);
            if let Some(row) = row.filter(|row| nameless.is_in(row)).cloned() {
                self.take_names(*customer, &row, &nameless)?;
            }
        }
        self.erasing.passed = customers.last().copied().or(self.erasing.passed);
        Ok(())
    }

    /// Blocks these posts, and notes those that nobody was told of.
    fn find(&mut self, posts: Vec<PostKey>) {
        for post in posts {
            if !self.state.blocked.post(&post) {
                self.state.blocked.block_posts([&post], self.at);
                self.erasing.found.push(post);
            }
        }
    }

    /// A last version of each item that is known, which holds nothing, a last notice of each alert, and then nothing
    /// at all. Of the items before those only the numbers are known.
    fn forget_customer(&mut self) -> Result<(), WireError> {
        let Some(customer) = self.erasing.told.author.map(CustomerKey::of_author) else {
            return Ok(());
        };
        let Some(mut last) = self.state.customers.get(&customer).cloned() else {
            return Ok(());
        };
        self.find(posts_of(&last, |p| p.role == Role::Owner));
        last.handle = None;
        for post in &mut last.posts {
            let post = Arc::make_mut(post);
            post.presence = Presence::GONE_FOR_GOOD;
            post.text = None;
            post.native_id = None;
            post.acting = None;
        }
        let cases = self.cases;
        let step = cases.step_at(customer, ItemChange::Erased, self.at, self.state.time());
        step.publish(&mut last, self.out)?;
        for episode in &last.episodes {
            let given = episode.alerts.iter().filter(|alert| alert.notices > 0);
            self.forget_case(customer, episode.number, given.map(|alert| alert.rule.as_str()));
        }
        // Their cases get tombstones as older ones do; alerts of rules that are no more are known here alone.
        for leaving in &last.leaving {
            let item = item_of(customer, leaving.number);
            let rules = cases.rules.escalations().iter();
            let of_today: BTreeSet<AlertKey> = rules.map(|rule| AlertKey::derive(&rule.id, &item)).collect();
            let known = leaving.alerts.iter().copied();
            self.forget_alerts(known.filter(|key| !of_today.contains(key)));
        }
        let first = last.episodes.first();
        self.erasing.cases = first.map_or(last.newest_episode, |episode| episode.number.saturating_sub(1));
        self.state.customers.remove(customer);
        self.erasing.purged.rows += 1;
        Ok(())
    }

    /// Of cases that the row has forgotten, any rule may have raised an alert.
    fn forget_older_cases(&mut self) {
        let Some(customer) = self.erasing.told.author.map(CustomerKey::of_author) else {
            return;
        };
        let rules = self.cases.rules.escalations();
        while self.erasing.cases > 0 && self.left > 0 {
            self.forget_case(
                customer,
                self.erasing.cases,
                rules.iter().map(|rule| rule.id.as_str()),
            );
            self.erasing.cases -= 1;
            self.left = self.left.saturating_sub(1 + rules.len());
        }
    }

    fn forget_case<'r>(&mut self, customer: CustomerKey, episode: u32, rules: impl Iterator<Item = &'r str>) {
        let item = item_of(customer, episode);
        self.out.forget(Topic::WorkItems, item.as_bytes());
        self.erasing.purged.items += 1;
        self.forget_alerts(rules.map(|rule| AlertKey::derive(rule, &item)));
    }

    fn forget_alerts(&mut self, keys: impl Iterator<Item = AlertKey>) {
        for key in keys {
            self.out.forget(Topic::Alerts, &key.hex());
            self.erasing.purged.alerts += 1;
        }
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
        let step = cases.step_at(customer, ItemChange::Erased, self.at, self.state.time());
        let next = step.publish(&mut row, self.out)?;
        for number in touched {
            self.say_alerts_again(&step, before, &mut row, number)?;
        }
        timers::arm(&mut row, next, &cases.params);
        self.state.customers.put(customer, row);
        self.erasing.purged.renamed += 1;
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
        let (said, notices) = alerts::again(&case, step.rules, self.at, stale);
        for notice in &notices {
            step.emit_alert(notice, self.out)?;
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

fn item_of(customer: CustomerKey, episode: u32) -> String {
    ItemId { customer, episode }.to_string()
}

fn posts_of(row: &CustomerRow, holds: impl Fn(&PostRow) -> bool) -> Vec<PostKey> {
    let posts = row.posts.iter().filter(|p| holds(p));
    posts.map(|p| p.post_key).collect()
}
