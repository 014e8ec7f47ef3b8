//! The books of a transaction: how many input records ended as which fate.

use std::collections::BTreeMap;

use crate::domain::fate::{Fate, Ignored, RejectReason};
use crate::domain::position::Position;
use crate::domain::verdict::{About, Verdict};

/// Counts of fates. The sum of all counts is the number of input records.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Tally {
    emitted: u64,
    absorbed: u64,
    duplicate: u64,
    ticks: u64,
    ignored: [u64; Ignored::ALL.len()],
    rejected: [u64; RejectReason::ALL.len()],
    partial: [u64; RejectReason::ALL.len()],
    /// Refused records that lie in the dead letter of another.
    beside: u64,
    outputs: u64,
    verdicts: BTreeMap<Verdict, u64>,
    released: BTreeMap<(&'static str, &'static str), u64>,
    ambiguous: Option<Position>,
}

fn bump(counts: &mut [u64], at: usize) {
    if let Some(count) = counts.get_mut(at) {
        *count += 1;
    }
}

impl Tally {
    /// Counts one record, and the outputs it led to.
    pub fn add(&mut self, fate: &Fate, outputs: u32) {
        self.outputs += u64::from(outputs);
        match fate {
            Fate::Emitted(_) => self.emitted += 1,
            Fate::Absorbed => self.absorbed += 1,
            Fate::Duplicate => self.duplicate += 1,
            Fate::Tick(_) => self.ticks += 1,
            Fate::Ignored(reason) => bump(&mut self.ignored, *reason as usize),
            Fate::Rejected(reject) => bump(&mut self.rejected, reject.reason as usize),
            Fate::Partial { refused, .. } => bump(&mut self.partial, refused.reason as usize),
        }
    }

    /// Counts further records that share the fate of a refused one, and its dead letter.
    pub fn lose(&mut self, fate: &Fate, records: u32) {
        if let Fate::Rejected(reject) = fate
            && let Some(count) = self.rejected.get_mut(reject.reason as usize)
        {
            *count += u64::from(records);
            self.beside += u64::from(records);
        }
    }

    /// Counts what was said of the posts of the record at this position.
    pub fn note(&mut self, verdicts: &[Verdict], at: Position) {
        for verdict in verdicts {
            *self.verdicts.entry(*verdict).or_default() += 1;
            if verdict.about == About::Ambiguous {
                self.ambiguous = Some(at);
            }
        }
    }

    /// Counts what became of posts that had waited.
    pub fn release(&mut self, fates: &[Fate]) {
        for fate in fates {
            *self.released.entry((fate.name(), fate.reason())).or_default() += 1;
        }
    }

    /// What became of posts that had waited: fate, reason (empty where the fate has none), count.
    pub fn released(&self) -> impl Iterator<Item = (&'static str, &'static str, u64)> + '_ {
        self.released
            .iter()
            .map(|((fate, reason), count)| (*fate, *reason, *count))
    }

    /// The latest record with a post that may be about the brand or about something else of its name: one
    /// for people to look at.
    #[must_use]
    pub const fn ambiguous(&self) -> Option<Position> {
        self.ambiguous
    }

    /// How often each was said of a scored post.
    pub fn verdicts(&self) -> impl Iterator<Item = (Verdict, u64)> + '_ {
        self.verdicts.iter().map(|(verdict, count)| (*verdict, *count))
    }

    /// Every count that is not zero: fate, reason (empty where the fate has none), count.
    pub fn counts(&self) -> impl Iterator<Item = (&'static str, &'static str, u64)> + '_ {
        let plain = [
            ("emitted", "", self.emitted),
            ("absorbed", "", self.absorbed),
            ("duplicate", "", self.duplicate),
            ("tick", "", self.ticks),
        ];
        let ignored = Ignored::ALL.into_iter().zip(self.ignored);
        let rejected = RejectReason::ALL.into_iter().zip(self.rejected);
        let partial = RejectReason::ALL.into_iter().zip(self.partial);
        plain
            .into_iter()
            .chain(ignored.map(|(reason, n)| ("ignored", reason.name(), n)))
            .chain(rejected.map(|(reason, n)| ("rejected", reason.name(), n)))
            .chain(partial.map(|(reason, n)| ("partial", reason.name(), n)))
            .filter(|(_, _, n)| *n > 0)
    }

    /// Input records counted.
    #[must_use]
    pub fn records(&self) -> u64 {
        self.counts().map(|(_, _, n)| n).sum()
    }

    /// Dead letters owed: records refused whole or in part.
    #[must_use]
    pub fn dead_letters(&self) -> u64 {
        self.rejected.iter().chain(&self.partial).sum::<u64>() - self.beside
    }

    /// Input records that were ticks.
    #[must_use]
    pub const fn ticks(&self) -> u64 {
        self.ticks
    }

    /// Records written by steps, without changelog and dead letters.
    #[must_use]
    pub const fn outputs(&self) -> u64 {
        self.outputs
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::score::Stance;

    #[test]
    fn every_fate_is_counted_once_under_its_own_name() {
        let mut fates = vec![Fate::Emitted(2), Fate::Absorbed, Fate::Duplicate, Fate::Tick(0)];
        fates.extend(Ignored::ALL.map(Fate::Ignored));
        fates.extend(RejectReason::ALL.map(|reason| Fate::reject(reason, "")));
        for fate in fates {
            let mut tally = Tally::default();
            tally.add(&fate, 3);
            let counts: Vec<_> = tally.counts().collect();
            assert_eq!(counts, [(fate.name(), fate.reason(), 1)], "{fate:?}");
            assert_eq!(tally.records(), 1);
            assert_eq!(tally.dead_letters(), u64::from(fate.refused().is_some()));
            assert_eq!(tally.outputs(), 3);
        }
    }

    #[test]
    fn records_of_one_damaged_message_have_a_fate_each_and_one_dead_letter() {
        let mut tally = Tally::default();
        let fate = Fate::reject(RejectReason::Undecodable, "");
        tally.add(&fate, 0);
        tally.lose(&fate, 4);
        assert_eq!((tally.records(), tally.dead_letters()), (5, 1));
    }

    #[test]
    fn of_ambiguous_posts_the_latest_is_remembered() {
        let of = |about| Verdict {
            about,
            stance: Stance::None,
            abstention: None,
        };
        let mut tally = Tally::default();
        let at = Position::start_of;
        tally.note(&[of(About::Likely), of(About::Unknown)], at(6));
        assert_eq!(tally.ambiguous(), None);
        tally.note(&[of(About::Ambiguous)], at(7));
        tally.note(&[of(About::Ambiguous)], at(8));
        tally.note(&[of(About::Unlikely)], at(9));
        assert_eq!(tally.ambiguous(), Some(at(8)));
        assert_eq!(tally.verdicts().map(|(_, count)| count).sum::<u64>(), 5);
    }
}
