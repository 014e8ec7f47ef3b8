//! Publishes what changed of a customer: a version of each item that a reader would see differ, the notices
//! of its alerts, its measures, and moments worth spreading.

use std::sync::Arc;

use crate::domain::alert::EscalationAlert;
use crate::domain::ids::{CustomerKey, EventId, digest};
use crate::domain::item::{Cause, WorkItem};
use crate::domain::measure::Measure;
use crate::domain::outbox::Outbox;
use crate::domain::time::Time;
use crate::domain::topic::{RecordType, Topic};
use crate::routing::RuleSet;
use crate::state::customer::{AlertRow, CustomerRow};
use crate::wire::{Contract, Wire, WireError};

use super::case::Case;
use super::{alerts, item, measures, names, praise};

/// What publishing needs to know of the step.
pub(super) struct Step<'s> {
    /// Encodes.
    pub wire: &'s Wire,
    /// The rules.
    pub rules: &'s RuleSet,
    /// Sentiment from which thanks are worth spreading.
    pub praise_from: f64,
    /// The customer.
    pub customer: CustomerKey,
    /// What made the change.
    pub cause: Cause,
    /// `ingested_at` of what made the change.
    pub at: Time,
    /// Lane time.
    pub now: Time,
}

impl Step<'_> {
    /// Publishes the difference between the row before and now, and notes in the row what was published.
    pub(super) fn publish(
        &self,
        before: Option<&CustomerRow>,
        row: &mut CustomerRow,
        out: &mut Outbox,
    ) -> Result<(), WireError> {
        let numbers: Vec<u32> = row.episodes.iter().map(|e| e.number).collect();
        for number in numbers {
            self.promise(row, number);
            self.tell(before, row, number, out)?;
        }
        for (index, opportunity) in praise::found(self.customer, row, self.praise_from) {
            self.emit(
                Topic::Opportunities,
                &self.customer.hex(),
                opportunity.opportunity_id,
                &opportunity,
                out,
            )?;
            out.label("care-tenant", opportunity.tenant.clone());
            if let Some(post) = row.posts.get_mut(index) {
                Arc::make_mut(post).praised = true;
            }
        }
        Ok(())
    }

    /// What is settled when a case opens, whatever comes later: the first response that its first route
    /// promises, and the agent who knows the customer.
    fn promise(&self, row: &mut CustomerRow, number: u32) {
        let opens = row.episode(number).filter(|episode| episode.version == 0);
        let Some(case) = opens.map(|episode| Case::of(self.customer, row, episode)) else {
            return;
        };
        let tally = case.tally();
        let promised = self
            .rules
            .send_open(&case.facts(&tally, case.joiners_present()))
            .first_response;
        let known = row.affinity.as_ref().filter(|known| known.until > self.at);
        let agent = known.map(|known| known.agent.clone());
        if let Some(episode) = row.episode_mut(number) {
            episode.first_response = promised;
            episode.preferred_agent = agent;
        }
    }

    fn case<'r>(&self, row: &'r CustomerRow, number: u32) -> Option<Case<'r>> {
        Some(Case::of(self.customer, row, row.episode(number)?))
    }

    /// Publishes what one case calls for, and notes in the row what was published.
    fn tell(
        &self,
        before: Option<&CustomerRow>,
        row: &mut CustomerRow,
        number: u32,
        out: &mut Outbox,
    ) -> Result<(), WireError> {
        let Some(case) = self.case(row, number) else {
            return Ok(());
        };
        let version = self.version(before, &case, out)?;
        let alerts = self.notices(&case, out)?;
        let measured = self.measure(&case, out)?;
        if let Some(episode) = row.episode_mut(number) {
            episode.version = version;
            episode.alerts = alerts;
            episode.measured_answer |= measured;
        }
        Ok(())
    }

    /// Publishes a version of the item if a reader would see it differ; the version that is published now.
    fn version(
        &self,
        before: Option<&CustomerRow>,
        case: &Case<'_>,
        out: &mut Outbox,
    ) -> Result<i64, WireError> {
        let published = before.and_then(|row| {
            let episode = row.episode(case.episode.number)?;
            (episode.version > 0).then(|| Case::of(self.customer, row, episode))
        });
        let mut item = item::draft(case, self.rules);
        // Drafts say nothing of version, cause and moment: what differs is what a reader would see.
        let same = |other: Case<'_>| !case.plainly_differs(&other) && item::draft(&other, self.rules) == item;
        if published.is_some_and(same) {
            return Ok(case.episode.version);
        }
        item.version = case.episode.version + 1;
        item.cause = if item.version == 1 {
            Cause::Opened
        } else {
            self.cause
        };
        item.updated_at = self.at;
        self.emit_item(&item, out)?;
        Ok(item.version)
    }

    fn emit_item(&self, item: &WorkItem, out: &mut Outbox) -> Result<(), WireError> {
        let key = item.item_id.to_string();
        let id = EventId::from_bytes(digest(&[b"item", key.as_bytes(), &item.version.to_be_bytes()]));
        self.emit(Topic::WorkItems, key.as_bytes(), id, item, out)?;
        out.label("care-tenant", item.tenant.clone());
        out.label("care-queue", item.queue.clone());
        out.label("care-priority", names::priority(item.priority));
        out.label("care-status", names::status(item.status));
        Ok(())
    }

    /// Publishes the notices of the case; its alerts as they stand after them.
    fn notices(&self, case: &Case<'_>, out: &mut Outbox) -> Result<Vec<AlertRow>, WireError> {
        let (rows, notices) = alerts::review(case, self.rules, self.now.max(self.at));
        for notice in &notices {
            self.emit_alert(notice, out)?;
        }
        Ok(rows)
    }

    /// Publishes one notice.
    pub(super) fn emit_alert(&self, notice: &EscalationAlert, out: &mut Outbox) -> Result<(), WireError> {
        self.emit(
            Topic::Alerts,
            &notice.alert_key.hex(),
            notice.notice_id,
            notice,
            out,
        )?;
        out.label("care-tenant", notice.tenant.clone());
        out.label("care-severity", names::severity(notice.severity));
        Ok(())
    }

    /// Publishes the measure of the first public answer, once it is there; whether it was.
    fn measure(&self, case: &Case<'_>, out: &mut Outbox) -> Result<bool, WireError> {
        let found = measures::first_public_answer(case);
        if let Some(measure) = &found {
            self.emit_measure(measure, out)?;
        }
        Ok(found.is_some())
    }

    /// Publishes one measure.
    pub(super) fn emit_measure(&self, measure: &Measure, out: &mut Outbox) -> Result<(), WireError> {
        let key = measure.item_id.to_string();
        self.emit(Topic::Measures, key.as_bytes(), measure.measure_id, measure, out)?;
        out.label("care-tenant", measure.tenant.clone());
        Ok(())
    }

    fn emit<T: Contract>(
        &self,
        topic: Topic,
        key: &[u8],
        id: EventId,
        value: &T,
        out: &mut Outbox,
    ) -> Result<(), WireError> {
        let kind: RecordType = T::TYPE;
        out.emit(topic, key, kind, Some(id), |to| self.wire.encode(value, to))
    }
}
