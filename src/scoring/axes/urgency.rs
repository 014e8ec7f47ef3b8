//! How soon somebody must act: the first rule of the table that applies.

use super::cues::{Balance, Cues, asks};
use super::reading::Reading;
use super::sign::Sign;
use crate::domain::score::{CaseState, Cue, Intent, Urgency};

/// What the rules look at.
#[derive(Debug, Clone, Copy)]
pub(super) struct Facts {
    complains: bool,
    praises: bool,
    delighted: bool,
    asks: bool,
    requests: bool,
    harm: bool,
    stranded: bool,
    soon: bool,
    pressing: bool,
    ongoing: bool,
    this_day: bool,
    past: bool,
    long_past: bool,
    habit: bool,
    blocked: bool,
    down: bool,
    late: bool,
    lost: bool,
    money: bool,
    changes: bool,
    fraud: bool,
    serious: bool,
    vulnerable: bool,
    resolved: bool,
    banter: bool,
}

impl Facts {
    pub(super) fn of(reading: &Reading, cues: Cues, balance: Balance) -> Self {
        let shows = |sign| reading.shows(sign);
        let strong = |intent| reading.strength(Sign::Intent(intent)) >= 3;
        Self {
            complains: balance.complains(),
            praises: balance.praises(),
            delighted: balance.praise >= 5,
            asks: asks(reading),
            requests: shows(Sign::Request),
            harm: cues.has(Cue::Safety),
            stranded: shows(Sign::Stranded),
            soon: shows(Sign::Soon),
            pressing: shows(Sign::Pressing),
            ongoing: shows(Sign::Ongoing),
            this_day: shows(Sign::ThisDay),
            past: shows(Sign::Past),
            long_past: reading.strength(Sign::Past) >= 2,
            habit: shows(Sign::Habit),
            blocked: shows(Sign::Blocked),
            down: strong(Intent::Outage),
            late: strong(Intent::Delay)
                || strong(Intent::CancelledService)
                || (balance.complains() && shows(Sign::Intent(Intent::CancelledService))),
            lost: reading.strength(Sign::Intent(Intent::LostItem)) >= 4,
            money: strong(Intent::WrongCharge),
            changes: strong(Intent::BookingChange),
            fraud: strong(Intent::Fraud),
            serious: [Cue::Legal, Cue::Media, Cue::Regulator]
                .into_iter()
                .any(|cue| cues.has(cue)),
            vulnerable: cues.has(Cue::VulnerablePerson),
            resolved: shows(Sign::Case(CaseState::Resolved)) && !shows(Sign::Case(CaseState::Unresolved)),
            banter: shows(Sign::Banter),
        }
    }

    /// Somebody wants something or has met something bad.
    const fn open(self) -> bool {
        self.complains || self.asks || (self.requests && !self.praises)
    }

    /// Over, or a habit.
    const fn over(self) -> bool {
        (self.past && !self.ongoing && !self.this_day) || self.resolved
    }

    /// Somebody can still do something about it.
    const fn acts(self) -> bool {
        self.changes || self.ongoing || ((self.asks || self.requests) && !self.past)
    }

    /// Over for certain, or a habit of which nothing goes on.
    const fn long_over(self) -> bool {
        ((self.long_past || self.habit) && !self.ongoing && !self.this_day) || self.resolved
    }
}

/// A rule: a name for the explanation, when it applies, and what follows.
pub(super) type Rule = (&'static str, fn(Facts) -> bool, Urgency);

/// The rules, in order.
pub(super) const RULES: &[Rule] = &[
    (
        "praise without trouble",
        |f| f.praises && !f.complains && (!f.asks || f.delighted),
        Urgency::NoAction,
    ),
    (
        "danger to a person",
        |f| f.harm && !f.praises && !f.over(),
        Urgency::Now,
    ),
    (
        "stranded",
        |f| f.stranded && f.complains && !f.long_over(),
        Urgency::Now,
    ),
    (
        "lost within two hours",
        |f| f.soon && f.open() && !f.over() && !f.praises,
        Urgency::Now,
    ),
    (
        "pressing, and a person in need",
        |f| f.pressing && f.vulnerable && f.open(),
        Urgency::Now,
    ),
    (
        "says itself that it cannot wait",
        |f| f.pressing && f.open(),
        Urgency::Today,
    ),
    (
        "late or called off, still",
        |f| f.late && f.open() && !f.long_over(),
        Urgency::Today,
    ),
    (
        "service down",
        |f| f.down && f.open() && !f.long_over(),
        Urgency::Today,
    ),
    (
        "kept out",
        |f| f.blocked && f.open() && !f.long_over(),
        Urgency::Today,
    ),
    (
        "lost or stolen, still",
        |f| (f.lost || f.fraud) && f.open() && !f.resolved && !f.praises,
        Urgency::Today,
    ),
    (
        "money taken",
        |f| f.money && f.complains && !f.over(),
        Urgency::Today,
    ),
    (
        "lawyers, press or a regulator",
        |f| f.serious && f.open(),
        Urgency::Today,
    ),
    (
        "a journey today",
        |f| f.this_day && f.open() && f.acts() && !f.praises,
        Urgency::Today,
    ),
    (
        "trouble that goes on",
        |f| f.complains && f.ongoing && !f.long_over() && !f.habit,
        Urgency::Today,
    ),
    ("complaint", |f| f.complains, Urgency::CanWait),
    ("question", |f| f.asks, Urgency::CanWait),
    (
        "request",
        |f| f.requests && !f.praises && !f.banter,
        Urgency::CanWait,
    ),
    ("nothing asked for", |_| true, Urgency::NoAction),
];

/// How soon, and which rule says so.
pub(super) fn urgency(facts: Facts) -> (Urgency, &'static str) {
    RULES
        .iter()
        .find(|(_, applies, _)| applies(facts))
        .map_or((Urgency::NoAction, ""), |(name, _, urgency)| (*urgency, *name))
}
