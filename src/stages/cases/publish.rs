//! Publishes what changed of a customer: a version of each item in which there is something new to act on, the notices
//! of its alerts, its measures, and moments worth spreading.

use std::sync::Arc;

use crate::domain::alert::EscalationAlert;
use crate::domain::calendar::Calendars;
use crate::domain::ids::{AlertKey, CustomerKey, EventId, digest};
use crate::domain::item::{ItemChange, WorkItem};
use crate::domain::measure::Measure;
use crate::domain::outbox::Outbox;
use crate::domain::time::Time;
use crate::domain::topic::{RecordType, Topic};
use crate::routing::{Routed, RuleSet};
use crate::state::customer::{ClockRow, CustomerRow};
use crate::wire::{Contract, Wire, WireError};

use super::acted;
use super::alerts::Review;
use super::case::Case;
use super::item::{Standing, Version};
use super::{alerts, measures, names, praise, timers};

/// What publishing needs to know of the step.
pub(super) struct Step<'s> {
    /// Encodes.
    pub wire: &'s Wire,
    /// The rules.
    pub rules: &'s RuleSet,
    /// Sentiment from which thanks are worth spreading.
    pub praise_from: f64,
    /// Business calendars.
    pub calendars: &'s Calendars,
    /// The customer.
    pub customer: CustomerKey,
    /// What made the change.
    pub change: ItemChange,
    /// `ingested_at` of what made the change.
    pub at: Time,
    /// Lane time.
    pub now: Time,
}

/// What was published of a case, to be noted in its row.
struct Told {
    number: u32,
    version: Option<(Version, Vec<i64>, i64)>,
    clocks: Vec<ClockRow>,
    next: Option<timers::Due>,
    review: Review,
    measured: bool,
}

impl Step<'_> {
    /// Publishes what differs from what was published before, notes it in the row, and gives the next change of service
    /// level that the row waits for.
    pub(super) fn publish(
        &self,
        row: &mut CustomerRow,
        out: &mut Outbox,
    ) -> Result<Option<timers::Due>, WireError> {
        self.promise(row);
        let cases = Case::all(self.customer, row);
        let told: Result<Vec<Told>, WireError> = cases.iter().map(|case| self.tell(case, out)).collect();
        drop(cases);
        let told = told?;
        let next = told.iter().filter_map(|told| told.next).min();
        for told in told {
            note(row, told);
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
        Ok(next)
    }

    /// What is settled when a case opens: what its first route promises, and the agent who knows the customer.
    fn promise(&self, row: &mut CustomerRow) {
        if row.episodes.iter().all(|episode| episode.version > 0) {
            return;
        }
        let cases = Case::all(self.customer, row);
        let opened = cases.iter().filter(|case| case.episode.version == 0);
        let promised: Vec<(u32, Vec<ClockRow>)> = opened
            .map(|case| {
                let standing = Standing::of(case);
                let routed = standing.routed(self.rules);
                (case.episode.number, case.promised(&routed, self.calendars))
            })
            .collect();
        let known = row.affinity.as_ref().filter(|known| known.until > self.at);
        let agent = known.cloned();
        for (number, clocks) in promised {
            if let Some(episode) = row.episode_mut(number) {
                episode.clocks = clocks;
                episode.preferred_agent.clone_from(&agent);
            }
        }
    }

    /// Publishes what one case calls for.
    fn tell(&self, case: &Case<'_>, out: &mut Outbox) -> Result<Told, WireError> {
        let standing = Standing::of(case);
        let routed = standing.routed(self.rules);
        let clocks = case.promised(&routed, self.calendars);
        Ok(Told {
            number: case.episode.number,
            version: self.version(case, &standing, &routed, &clocks, out)?,
            review: self.review(case, out)?,
            measured: self.measure(case, out)?,
            next: timers::of_case(case, &clocks, self.calendars),
            clocks,
        })
    }

    /// Publishes a version of the item if there is something new to act on: the version, what is acted on in it, and
    /// the digest of the customer's posts.
    fn version(
        &self,
        case: &Case<'_>,
        standing: &Standing<'_, '_>,
        routed: &Routed<'_>,
        clocks: &[ClockRow],
        out: &mut Outbox,
    ) -> Result<Option<(Version, Vec<i64>, i64)>, WireError> {
        let episode = case.episode;
        let clocks = case.shown_clocks(clocks, self.calendars);
        let acted = standing.acted(routed, &clocks);
        let content = acted::content(case);
        if episode.version > 0 && acted == episode.acted && content == episode.content {
            return Ok(None);
        }
        let version = Version {
            number: episode.version + 1,
            at: episode.version_at.max(self.at),
            content: episode.content_version + i64::from(content != episode.content),
            change: match (episode.version, episode.ended) {
                (_, true) => ItemChange::Expired,
                (0, false) => ItemChange::Opened,
                (_, false) => self.change,
            },
            changed: acted::changed(&episode.acted, &acted),
        };
        let item = standing.item(self.rules, &version, clocks);
        self.emit_item(&item, out)?;
        Ok(Some((version, acted, content)))
    }

    fn emit_item(&self, item: &WorkItem, out: &mut Outbox) -> Result<(), WireError> {
        let key = item.item_id.to_string();
        let id = EventId::from_bytes(digest(&[b"item", key.as_bytes(), &item.version.to_be_bytes()]));
        self.emit(Topic::WorkItems, key.as_bytes(), id, item, out)?;
        out.label("care-tenant", item.tenant.clone());
        out.label("care-queue", item.queue.clone());
        out.label("care-priority", item.priority.name());
        out.label("care-work-state", item.work_state.name());
        out.label("care-mode", item.mode.name());
        Ok(())
    }

    /// Publishes what the case's escalations call for.
    fn review(&self, case: &Case<'_>, out: &mut Outbox) -> Result<Review, WireError> {
        let review = alerts::review(case, self.rules, self.now.max(self.at));
        for notice in &review.notices {
            self.emit_alert(notice, out)?;
        }
        for rule in &review.ended {
            let key = AlertKey::derive(rule, &case.id().to_string());
            out.forget(Topic::Alerts, &key.hex());
        }
        Ok(review)
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

/// Notes in the row what was published.
fn note(row: &mut CustomerRow, told: Told) {
    let Some(episode) = row.episode_mut(told.number) else {
        return;
    };
    episode.clocks = told.clocks;
    if let Some((version, acted, content)) = told.version {
        episode.version = version.number;
        episode.version_at = version.at;
        episode.content_version = version.content;
        (episode.acted, episode.content) = (acted, content);
    }
    episode.measured_answer |= told.measured;
    episode
        .alerts
        .retain(|alert| !told.review.ended.contains(&alert.rule));
    for alert in told.review.changed {
        match episode
            .alerts
            .binary_search_by(|known| known.rule.cmp(&alert.rule))
        {
            Ok(at) => {
                if let Some(known) = episode.alerts.get_mut(at) {
                    *known = alert;
                }
            }
            Err(at) => episode.alerts.insert(at, alert),
        }
    }
}
