//! Escalation of one case: one alert a rule, one notice a level, one resolve.

use crate::domain::alert::{AlertAction, EscalationAlert, Severity};
use crate::domain::ids::{AlertKey, EventId, digest};
use crate::domain::item_state::WorkState;
use crate::domain::time::Time;
use crate::routing::{Escalation, RuleSet};
use crate::state::customer::AlertRow;

use super::case::Case;
use super::summary::{Notice, summary};
use super::tally::Tally;

/// Most posts named by an alert.
const POSTS: usize = 5;

/// What a look at the escalations of a case led to.
#[derive(Default)]
pub(super) struct Review {
    /// Alerts that changed, as they stand now.
    pub changed: Vec<AlertRow>,
    /// Rules that are no more: nothing can be said of their alerts from here on, and they go.
    pub ended: Vec<String>,
    /// What is to be said.
    pub notices: Vec<EscalationAlert>,
}

/// What this case calls for now.
pub(super) fn review(case: &Case<'_>, rules: &RuleSet, at: Time) -> Review {
    let mut review = Review::default();
    let seen = Seen::of(case, rules, at, case.is_silent());
    let facts = case.facts(&seen.tally, seen.joiners);
    for rule in rules.escalations() {
        let known = case.episode.alerts.iter().find(|row| row.rule == rule.id);
        let present = known.map_or(0, |row| u32::try_from(row.level).unwrap_or(0));
        let reached = if seen.silent {
            0
        } else {
            rule.level(&facts, present)
        };
        if known.is_none() && reached == 0 {
            continue;
        }
        let mut row = known.cloned().unwrap_or_else(|| fresh(&rule.id, at));
        let reached = i32::try_from(reached).unwrap_or(i32::MAX);
        review.notices.extend(seen.step(rule, reached, &mut row));
        if known != Some(&row) {
            review.changed.push(row);
        }
    }
    let is_known = |row: &&AlertRow| rules.escalations().iter().any(|rule| rule.id == row.rule);
    for row in case.episode.alerts.iter().filter(|row| !is_known(row)) {
        if row.standing {
            let rule = Escalation {
                id: row.rule.clone(),
                levels: Vec::new(),
            };
            let changed = vec!["its rule is no more".into()];
            let notice = seen.notice(&rule, &mut row.clone(), AlertAction::Resolve, changed);
            review.notices.push(notice);
        }
        review.ended.push(row.rule.clone());
    }
    review
}

/// Says the notices given so far of these alerts once more, as they stand: what they named has another name now.
pub(super) fn again(
    case: &Case<'_>,
    rules: &RuleSet,
    at: Time,
    of: impl Fn(&AlertRow) -> bool,
) -> (Vec<AlertRow>, Vec<EscalationAlert>) {
    let seen = Seen::of(case, rules, at, true);
    let (mut rows, mut notices) = (Vec::new(), Vec::new());
    for known in case
        .episode
        .alerts
        .iter()
        .filter(|row| row.notices > 0 && of(row))
    {
        let Some(rule) = rules.escalations().iter().find(|rule| rule.id == known.rule) else {
            continue;
        };
        let mut row = known.clone();
        let action = if row.standing {
            AlertAction::Trigger
        } else {
            AlertAction::Resolve
        };
        let changed = vec!["nothing but a name that was erased".into()];
        notices.push(seen.notice(rule, &mut row, action, changed));
        rows.push(row);
    }
    (rows, notices)
}

fn fresh(rule: &str, at: Time) -> AlertRow {
    AlertRow {
        rule: rule.into(),
        level: 0,
        highest: 0,
        notices: 0,
        standing: false,
        started_at: at,
        shares: 0,
        joiners: 0,
    }
}

/// A case as escalation sees it.
struct Seen<'c, 'r> {
    case: &'c Case<'r>,
    rules: &'c RuleSet,
    at: Time,
    tally: Tally,
    joiners: i64,
    silent: bool,
}

impl<'c, 'r> Seen<'c, 'r> {
    fn of(case: &'c Case<'r>, rules: &'c RuleSet, at: Time, silent: bool) -> Self {
        Self {
            case,
            rules,
            at,
            tally: case.ever(),
            joiners: case.joiners_ever(),
            silent,
        }
    }

    fn step(&self, rule: &Escalation, reached: i32, row: &mut AlertRow) -> Option<EscalationAlert> {
        let before = std::mem::replace(&mut row.level, reached);
        if self.case.episode.ended {
            let why = "nothing more will be said of the item";
            return row
                .standing
                .then(|| self.notice(rule, row, AlertAction::Resolve, vec![why.into()]));
        }
        let done = match self.case.work_state() {
            // The row of a post that was deleted before it was read names the level it would have reached,
            // as it does when the deletion comes last; but it wakes nobody.
            WorkState::Retracted if row.standing || reached > row.highest => {
                row.highest = row.highest.max(reached);
                let why = if self.case.row.is_shown() {
                    "every post is gone"
                } else {
                    "the network does not show the account"
                };
                return Some(self.notice(rule, row, AlertAction::Resolve, vec![why.into()]));
            }
            WorkState::Retracted => return None,
            WorkState::Closed => "the item was closed",
            WorkState::Merged => "the item went on in another",
            WorkState::Resolved => "the item was resolved",
            WorkState::Unknown | WorkState::New | WorkState::Claimed | WorkState::WaitingForCustomer => {
                return self.active(rule, row, before, reached);
            }
        };
        row.standing
            .then(|| self.notice(rule, row, AlertAction::Resolve, vec![done.into()]))
    }

    fn active(
        &self,
        rule: &Escalation,
        row: &mut AlertRow,
        before: i32,
        reached: i32,
    ) -> Option<EscalationAlert> {
        if reached > row.highest || (reached > 0 && !row.standing) {
            let changed = self.changed(row, reached);
            row.highest = row.highest.max(reached);
            return Some(self.notice(rule, row, AlertAction::Trigger, changed));
        }
        if reached == 0 && row.standing {
            let changed = vec![format!("level {before} to 0: below its threshold")];
            return Some(self.notice(rule, row, AlertAction::Resolve, changed));
        }
        None
    }

    fn changed(&self, row: &AlertRow, reached: i32) -> Vec<String> {
        if row.notices == 0 {
            return vec![format!("raised at level {reached}")];
        }
        let mut changed = if row.standing {
            vec![format!("level {} to {reached}", row.highest)]
        } else {
            vec![format!("raised again at level {reached}")]
        };
        let shares = self.case.spread().shares;
        if shares != row.shares {
            changed.push(format!("shares {} to {shares}", row.shares));
        }
        if self.joiners != row.joiners {
            changed.push(format!(
                "others with the same trouble {} to {}",
                row.joiners, self.joiners
            ));
        }
        changed
    }

    fn notice(
        &self,
        rule: &Escalation,
        row: &mut AlertRow,
        action: AlertAction,
        changed: Vec<String>,
    ) -> EscalationAlert {
        let level = match action {
            AlertAction::Trigger => row.level,
            AlertAction::Resolve | AlertAction::Unknown => row.highest,
        };
        row.notices += 1;
        row.standing = action == AlertAction::Trigger;
        if row.notices == 1 {
            row.started_at = self.at;
        }
        row.shares = self.case.spread().shares;
        row.joiners = self.joiners;
        let index = u32::try_from(level).unwrap_or(0);
        let severity = rule.severity(index).unwrap_or(Severity::Info);
        let about = Notice {
            rule: &rule.id,
            action,
            level: index,
            levels: rule.levels.len(),
            severity,
            changed: &changed,
        };
        let id = self.case.id().to_string();
        let alert_key = AlertKey::derive(&rule.id, &id);
        EscalationAlert {
            alert_key,
            notice_id: EventId::from_bytes(digest(&[
                b"notice",
                alert_key.bytes(),
                &row.notices.to_be_bytes(),
            ])),
            version: row.notices,
            tenant: self.case.row.tenant.clone(),
            rule: rule.id.clone(),
            action,
            severity,
            level,
            item_id: Some(self.case.id()),
            conversation: self.case.loudest().filter(|_| !self.case.episode.ended),
            summary: summary(&about, self.case, &self.tally, self.joiners),
            changed,
            posts: self
                .case
                .present()
                .rev()
                .take(if self.case.episode.ended { 0 } else { POSTS })
                .map(|p| p.post_key)
                .collect(),
            started_at: row.started_at,
            at: self.at,
            rule_set: self.rules.hash().into(),
        }
    }
}
