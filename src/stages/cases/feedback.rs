//! The contact centre's word, joined into the row.

use std::sync::Arc;

use crate::domain::feedback::{FeedbackAction, WorkItemFeedback};
use crate::domain::feedback_receipt::FeedbackRefusal;
use crate::domain::ids::{EventId, ItemId, digest};
use crate::domain::item_state::WorkState;
use crate::domain::measure::{Measure, MeasureKind};
use crate::domain::promise::Pause;
use crate::domain::time::{Span, Time};
use crate::routing::RuleSet;
use crate::state::customer::{AffinityRow, CustomerRow, DeskRow, EpisodeRow, HoldRow};

use super::case::Case;
use super::chart::chart;
use super::measures::measure;
use super::need;
use super::params::CaseParams;
use super::state::is_public;

/// Words of one case that are remembered, so that one that is sent again changes nothing: the latest.
pub(super) const HEARD: usize = 32;

/// What became of a word of the contact centre.
pub(super) enum Heard {
    /// It was taken, and led to this measure.
    Taken(Option<Measure>),
    /// A word of this id was taken before.
    Repeated,
    /// It would end what has changed since it was seen.
    Stale,
    /// It was refused, with what to do.
    Refused(FeedbackRefusal, String),
}

/// A word as it is joined: what it is about, and when it came in. `heard_at` is the record's `ingested_at`: it compares
/// with the posts', which the desk's own clock may not.
pub(super) struct Word<'w> {
    /// The word.
    pub said: &'w WorkItemFeedback,
    /// The item, one of the row's cases.
    pub item: ItemId,
    /// When it came in.
    pub heard_at: Time,
}

impl Word<'_> {
    /// What remembers it.
    fn id(&self) -> EventId {
        let item = self.item.to_string();
        EventId::from_bytes(digest(&[
            b"heard",
            item.as_bytes(),
            self.said.feedback_id.as_bytes(),
        ]))
    }

    /// Joins it into the row.
    pub(super) fn join(&self, row: &mut CustomerRow, rules: &RuleSet, params: &CaseParams) -> Heard {
        let Some(case) = Case::of(self.item.customer, row, self.item.episode) else {
            return Heard::Refused(FeedbackRefusal::IsClosed, "the item has ended".into());
        };
        if case.episode.desk.heard.contains(&self.id()) {
            return Heard::Repeated;
        }
        if let Some((why, detail)) = self.refusal(&case, row, rules) {
            return Heard::Refused(why, detail);
        }
        let seen = self.said.seen_content_version;
        let is_stale = seen.is_some_and(|seen| seen < case.episode.content_version);
        if is_stale && ends(self.said.action) {
            return Heard::Stale;
        }
        let answered = case.last_customer_at().filter(|_| is_stale);
        let done = self.measure(&row.tenant, case.episode);
        self.apply(row, answered, params);
        Heard::Taken(done)
    }

    /// Why it is refused, and what to do.
    fn refusal(
        &self,
        case: &Case<'_>,
        row: &CustomerRow,
        rules: &RuleSet,
    ) -> Option<(FeedbackRefusal, String)> {
        let said = self.said;
        let state = case.work_state();
        if let Err(why) = chart(state, said.action) {
            let detail = format!("{} of an item that is {}", said.action.name(), state.name());
            return Some((why, detail));
        }
        let holder = case.hold().map(|hold| hold.agent.as_str());
        match said.action {
            FeedbackAction::Claim => match holder {
                Some(other) if said.agent.as_deref() != Some(other) => Some((
                    FeedbackRefusal::ClaimedByOther,
                    format!("{other} has it: release it, or reassign it to take it over"),
                )),
                Some(_) | None => None,
            },
            FeedbackAction::Release if holder.is_none() => {
                Some((FeedbackRefusal::NotClaimed, "nobody has it".into()))
            }
            FeedbackAction::Reassign => {
                let queue = said.to_queue.as_deref()?;
                (!rules.has_queue(queue)).then(|| {
                    let detail = format!("to_queue {queue} is no queue of the rules");
                    (FeedbackRefusal::UnknownQueue, detail)
                })
            }
            FeedbackAction::Merge if self.target(row).is_none() => Some((
                FeedbackRefusal::UnknownTarget,
                "into_item is no open or resolved item of the same customer".into(),
            )),
            FeedbackAction::Merge
            | FeedbackAction::Release
            | FeedbackAction::Answer
            | FeedbackAction::Wait
            | FeedbackAction::Resolve
            | FeedbackAction::Reopen
            | FeedbackAction::Close
            | FeedbackAction::Mislabel
            | FeedbackAction::Note
            | FeedbackAction::Unknown => None,
        }
    }

    /// The case that a merge goes into.
    fn target(&self, row: &CustomerRow) -> Option<u32> {
        let into: ItemId = self.said.into_item.as_ref()?.parse().ok()?;
        if into.customer != self.item.customer || into.episode == self.item.episode {
            return None;
        }
        let state = Case::of(into.customer, row, into.episode)?.work_state();
        (state.is_open() || state == WorkState::Resolved).then_some(into.episode)
    }

    /// The measure that the word completes.
    fn measure(&self, tenant: &str, episode: &EpisodeRow) -> Option<Measure> {
        let kind = match self.said.action {
            FeedbackAction::Claim if !episode.measured_claim => MeasureKind::Claimed,
            FeedbackAction::Close => MeasureKind::Closed,
            FeedbackAction::Unknown
            | FeedbackAction::Claim
            | FeedbackAction::Release
            | FeedbackAction::Reassign
            | FeedbackAction::Answer
            | FeedbackAction::Wait
            | FeedbackAction::Resolve
            | FeedbackAction::Reopen
            | FeedbackAction::Merge
            | FeedbackAction::Mislabel
            | FeedbackAction::Note => return None,
        };
        let length = self.heard_at.since(episode.opened_at);
        Some(measure(tenant, self.item, kind, length, self.heard_at))
    }

    /// `unseen` is when the customer wrote last, if whoever answered had not seen it.
    fn apply(&self, row: &mut CustomerRow, unseen: Option<Time>, params: &CaseParams) {
        let into = self.target(row);
        let Some(episode) = row.episode_mut(self.item.episode) else {
            return;
        };
        episode.latest_at = episode.latest_at.max(self.heard_at);
        episode.measured_claim |= self.said.action == FeedbackAction::Claim;
        self.note(&mut episode.desk, unseen);
        if self.said.action == FeedbackAction::Merge {
            episode.desk.merged_into = into;
        }
        self.befriend(row, params);
        match self.said.action {
            FeedbackAction::Close => need::after_close(row, self.item.episode, self.heard_at),
            FeedbackAction::Merge => {
                let own = row.posts.iter_mut();
                for post in own.filter(|post| post.episode == Some(self.item.episode)) {
                    Arc::make_mut(post).episode = into;
                }
            }
            FeedbackAction::Unknown
            | FeedbackAction::Claim
            | FeedbackAction::Release
            | FeedbackAction::Reassign
            | FeedbackAction::Answer
            | FeedbackAction::Wait
            | FeedbackAction::Resolve
            | FeedbackAction::Reopen
            | FeedbackAction::Mislabel
            | FeedbackAction::Note => {}
        }
    }

    fn note(&self, desk: &mut DeskRow, unseen: Option<Time>) {
        let (said, at) = (self.said, self.heard_at);
        desk.heard.push(self.id());
        desk.heard.drain(..desk.heard.len().saturating_sub(HEARD));
        desk.handled = desk.handled.plus(said.handled_ms.unwrap_or(Span(0)).max(Span(0)));
        match said.action {
            FeedbackAction::Claim => {
                if desk.waiting_at.take().is_some() {
                    desk.pauses.end(at);
                }
                hold(desk, said.agent.as_ref(), said.done_at);
            }
            FeedbackAction::Release => desk.hold = None,
            FeedbackAction::Reassign => {
                hold(desk, said.to_agent.as_ref(), said.done_at);
                if said.to_queue.is_some() {
                    desk.queue.clone_from(&said.to_queue);
                }
            }
            FeedbackAction::Answer => {
                // What nobody had seen is not answered.
                let counts = unseen.map_or(at, |latest| at.min(latest.minus(Span(1))));
                desk.answered_first = Some(desk.answered_first.map_or(at, |first| first.min(at)));
                if desk.answered_latest <= Some(counts) {
                    desk.answered_latest = Some(counts);
                    desk.answered_publicly = said.visibility.is_some_and(is_public);
                }
            }
            FeedbackAction::Wait => {
                desk.waiting_at = Some(at);
                desk.pauses.begin(at);
            }
            FeedbackAction::Resolve => {
                desk.resolved_at = Some(at);
                done(desk, at);
            }
            FeedbackAction::Reopen => {
                let done = [desk.resolved_at.take(), desk.closed_at.take()];
                if let Some(from) = done.into_iter().flatten().min() {
                    desk.pauses.add(Pause { from, until: at });
                }
                desk.reopened = desk.reopened.saturating_add(1);
            }
            FeedbackAction::Close | FeedbackAction::Merge => {
                desk.closed_at = Some(at);
                done(desk, at);
            }
            FeedbackAction::Mislabel | FeedbackAction::Note | FeedbackAction::Unknown => return,
        }
        desk.reason.clone_from(&said.reason);
    }

    /// Who answers knows the customer, and who claims does where nobody has answered.
    fn befriend(&self, row: &mut CustomerRow, params: &CaseParams) {
        let answered = match self.said.action {
            FeedbackAction::Answer => true,
            FeedbackAction::Claim | FeedbackAction::Resolve | FeedbackAction::Close => false,
            FeedbackAction::Unknown
            | FeedbackAction::Release
            | FeedbackAction::Reassign
            | FeedbackAction::Wait
            | FeedbackAction::Reopen
            | FeedbackAction::Merge
            | FeedbackAction::Mislabel
            | FeedbackAction::Note => return,
        };
        let Some(agent) = &self.said.agent else { return };
        let known = row.affinity.as_ref();
        let known = known.filter(|known| known.answered && known.until > self.heard_at);
        if !answered && known.is_some() {
            return;
        }
        row.affinity = Some(AffinityRow {
            agent: agent.clone(),
            since: self.said.done_at,
            answered,
            until: self.heard_at.plus(params.affinity),
        });
    }
}

/// Whether this ends an item, or lets it rest: then what was seen must be what there is.
const fn ends(action: FeedbackAction) -> bool {
    match action {
        FeedbackAction::Wait | FeedbackAction::Resolve | FeedbackAction::Close | FeedbackAction::Merge => {
            true
        }
        FeedbackAction::Unknown
        | FeedbackAction::Claim
        | FeedbackAction::Release
        | FeedbackAction::Reassign
        | FeedbackAction::Answer
        | FeedbackAction::Reopen
        | FeedbackAction::Mislabel
        | FeedbackAction::Note => false,
    }
}

fn hold(desk: &mut DeskRow, agent: Option<&String>, since: Time) {
    let Some(agent) = agent else { return };
    let holder = desk.hold.as_ref().map(|hold| &hold.agent);
    if holder == Some(agent) {
        return;
    }
    if holder.is_some() {
        desk.hand_overs = desk.hand_overs.saturating_add(1);
    }
    desk.hold = Some(HoldRow {
        agent: agent.clone(),
        since,
    });
}

fn done(desk: &mut DeskRow, at: Time) {
    if desk.waiting_at.take().is_some() {
        desk.pauses.end(at);
    }
    desk.done_first = Some(desk.done_first.map_or(at, |first| first.min(at)));
}
