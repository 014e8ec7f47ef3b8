//! The words of an alert: what, how fast, how sure, since when, who, what changed. Read half asleep.

use std::fmt::Write as _;

use crate::domain::alert::{AlertAction, Severity};
use crate::domain::item_state::{AnswerState, WorkState};
use crate::domain::time::Time;
use crate::masking::personal;

use super::case::Case;
use super::names;
use super::tally::Tally;

/// Most bytes of a summary: a limit of those who pass it on.
const MOST: usize = 1000;
/// Most intents in a summary.
const INTENTS: usize = 3;

/// What a notice is about.
pub(super) struct Notice<'a> {
    /// The rule.
    pub rule: &'a str,
    /// Whether it stands.
    pub action: AlertAction,
    /// The level reached.
    pub level: u32,
    /// Levels of the rule.
    pub levels: usize,
    /// How loud.
    pub severity: Severity,
    /// What changed.
    pub changed: &'a [String],
}

/// The summary of a notice.
pub(super) fn summary(notice: &Notice<'_>, case: &Case<'_>, tally: &Tally, joiners: i64) -> String {
    let mut text = String::new();
    // Writing to a string cannot fail.
    let _ = write(&mut text, notice, case, tally, joiners);
    cut(text)
}

fn write(
    to: &mut String,
    notice: &Notice<'_>,
    case: &Case<'_>,
    tally: &Tally,
    joiners: i64,
) -> std::fmt::Result {
    let spread = case.spread();
    let state = match notice.action {
        AlertAction::Trigger => names::severity(notice.severity),
        AlertAction::Resolve | AlertAction::Unknown => "over",
    };
    write!(
        to,
        "{}, level {} of {} ({state}): ",
        notice.rule, notice.level, notice.levels
    )?;
    let network = case.place().0;
    match case.handle().map(|handle| (handle, personal(handle, network))) {
        Some((handle, None)) => write!(to, "@{}", handle.chars().take(60).collect::<String>())?,
        Some((_, Some(class))) => write!(to, "[{}]", class.name())?,
        None => write!(to, "a customer")?,
    }
    write!(to, " on {}", network.name())?;
    if let Some(followers) = tally.followers {
        write!(to, ", {followers} followers")?;
    }
    write!(
        to,
        ". Spread {} ({:.2}): {} shares, audience {}; {joiners} others with the same trouble, {} answers by others.",
        names::level(spread.level),
        spread.score,
        spread.shares,
        spread.audience,
        case.peer_answers()
    )?;
    if let Some(sentiment) = tally.sentiment {
        write!(to, " Sentiment {sentiment:+.2} (sure {:.2}),", tally.confidence)?;
    } else if let Some(reason) = tally.abstention() {
        write!(to, " Sentiment not known ({}),", names::abstention(reason))?;
    } else {
        write!(to, " Sentiment not known,")?;
    }
    write!(to, " act: {}", names::urgency(tally.urgency))?;
    if !tally.cues.is_empty() {
        let cues: Vec<&str> = tally.cues.iter().map(|cue| names::cue(*cue)).collect();
        write!(to, "; signs: {}", cues.join(", "))?;
    }
    if !tally.intents.is_empty() {
        let wanted = tally.surest(INTENTS).iter();
        let wanted: Vec<String> = wanted.map(|i| i.intent.name().replace('_', " ")).collect();
        write!(to, "; wants: {}", wanted.join(", "))?;
    }
    write!(
        to,
        ". Since {}, {}.",
        moment(case.episode.first_at),
        standing(case)
    )?;
    write!(to, " Changed: {}.", notice.changed.join("; "))?;
    write!(to, " Item {}", case.id())
}

fn standing(case: &Case<'_>) -> &'static str {
    if case.episode.ended {
        return "over";
    }
    match (case.work_state(), case.answer_state()) {
        (WorkState::Closed, _) => "closed",
        (WorkState::Merged, _) => "merged into another item",
        (WorkState::Resolved, _) => "resolved",
        (WorkState::Retracted, _) if case.row.is_shown() => "every post of it is gone",
        (WorkState::Retracted, _) => "not shown by the network",
        (
            WorkState::New | WorkState::Claimed | WorkState::WaitingForCustomer | WorkState::Unknown,
            AnswerState::AnsweredPublic | AnswerState::AnsweredPrivate,
        ) => "answered",
        (WorkState::Claimed, _) => "claimed, no answer yet",
        (WorkState::WaitingForCustomer, _) => "waits for the customer",
        (WorkState::New | WorkState::Unknown, _) => "no answer yet",
    }
}

/// A moment to the second, in UTC.
fn moment(at: Time) -> String {
    jiff::Timestamp::from_second(at.0.div_euclid(1000))
        .map_or_else(|_| format!("{} ms after 1970", at.0), |moment| moment.to_string())
}

fn cut(mut text: String) -> String {
    if text.len() > MOST {
        let end = (0..=MOST).rev().find(|at| text.is_char_boundary(*at));
        text.truncate(end.unwrap_or(0));
    }
    text
}
