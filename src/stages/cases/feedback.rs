//! The contact centre's word, joined into the row.

use crate::domain::feedback::{FeedbackKind, WorkItemFeedback};
use crate::domain::measure::{Measure, MeasureKind};
use crate::domain::time::Time;
use crate::state::customer::{AffinityRow, CustomerRow, EpisodeRow, HoldRow};

use super::case::Case;
use super::chart::{Move, chart};
use super::measures::measure;
use super::need;
use super::params::CaseParams;

/// Bytes of an agent's pseudonym. A longer one is refused: a part of it would be somebody else's.
pub(super) const AGENT_BYTES: usize = 256;

/// What became of a word of the contact centre.
pub(super) enum Heard {
    /// It changed the row, and led to this measure.
    Changed(Option<Measure>),
    /// It was heard before, or a later word is known.
    Before,
    /// It says nothing new, or is about a case that is not there.
    Nothing,
    /// It contradicts where the item stands.
    Illegal(String),
    /// It says something that no record may hold.
    Bad(String),
}

/// Joins the word into the row. `heard_at` is the record's `ingested_at`: it compares with the posts', which
/// the contact centre's own clock may not.
pub(super) fn join(
    row: &mut CustomerRow,
    word: &WorkItemFeedback,
    heard_at: Time,
    params: &CaseParams,
) -> Heard {
    let agent = word.agent.as_ref().map_or(0, String::len);
    if agent > AGENT_BYTES {
        return Heard::Bad(format!("agent has {agent} bytes, more than {AGENT_BYTES}"));
    }
    let Some(case) = Case::of(word.item_id.customer, row, word.item_id.episode) else {
        return Heard::Nothing;
    };
    let status = case.status();
    match chart(status, word.kind) {
        Move::Allowed => {}
        Move::Nothing => return Heard::Nothing,
        Move::Illegal => {
            let from = super::names::status(status);
            return Heard::Illegal(format!(
                "{:?} of item {}, which is {from}",
                word.kind, word.item_id
            ));
        }
    }
    let tenant = row.tenant.clone();
    let opened_at = case.episode.opened_at;
    let length = word.at.since(opened_at);
    let done = |kind| Some(measure(&tenant, word.item_id, kind, length, word.at));
    let Some(episode) = row.episode_mut(word.item_id.episode) else {
        return Heard::Nothing;
    };
    let heard = match word.kind {
        FeedbackKind::Claim => {
            let first = !episode.measured_claim;
            match hold(episode, word.at, word.agent.clone()) {
                true => {
                    episode.measured_claim = true;
                    Heard::Changed(done(MeasureKind::Claimed).filter(|_| first))
                }
                false => Heard::Before,
            }
        }
        FeedbackKind::Release => match hold(episode, word.at, None) {
            true => Heard::Changed(None),
            false => Heard::Before,
        },
        FeedbackKind::Answer => answer(episode, heard_at),
        FeedbackKind::Close => {
            episode.closed_at = Some(heard_at);
            Heard::Changed(done(MeasureKind::Closed))
        }
        FeedbackKind::Unknown => Heard::Nothing,
    };
    if let Heard::Changed(_) = heard {
        episode.latest_at = episode.latest_at.max(heard_at);
        befriend(row, word, params);
        if word.kind == FeedbackKind::Close {
            need::after_close(row, word.item_id.episode, heard_at);
        }
    }
    heard
}

/// The later of two words on who has it counts.
fn hold(episode: &mut EpisodeRow, at: Time, agent: Option<String>) -> bool {
    if episode.hold.as_ref().is_some_and(|known| known.at >= at) {
        return false;
    }
    episode.hold = Some(HoldRow { at, agent });
    true
}

fn answer(episode: &mut EpisodeRow, at: Time) -> Heard {
    let before = (episode.answered_first, episode.answered_latest);
    episode.answered_first = Some(episode.answered_first.map_or(at, |first| first.min(at)));
    episode.answered_latest = episode.answered_latest.max(Some(at));
    if before == (episode.answered_first, episode.answered_latest) {
        Heard::Before
    } else {
        Heard::Changed(None)
    }
}

/// Who claims, answers or closes a case knows this customer.
fn befriend(row: &mut CustomerRow, word: &WorkItemFeedback, params: &CaseParams) {
    let knows = match word.kind {
        FeedbackKind::Claim | FeedbackKind::Answer | FeedbackKind::Close => true,
        FeedbackKind::Release | FeedbackKind::Unknown => false,
    };
    let until = word.at.plus(params.affinity);
    let newer = row.affinity.as_ref().is_none_or(|known| known.until <= until);
    if let (true, true, Some(agent)) = (knows, newer, &word.agent) {
        row.affinity = Some(AffinityRow {
            agent: agent.clone(),
            until,
        });
    }
}
