//! Where a word of a phrase leads to, and tables of that.

use std::collections::BTreeMap;

use super::phrasebook::Mark;

/// Where a word leads to: nowhere, to a node, or to the end of all phrases that end so, which needs no node of its
/// own. A node by its number; an end by a bit, how many marks it has, and the first of them.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Goal(u32);

impl Goal {
    pub(super) const NOWHERE: Self = Self(0);
    const END: u32 = 1 << 31;
    /// Bits of the number of the first mark.
    const FIRST: u32 = 24;

    pub(super) const fn node(number: usize) -> Self {
        Self(number as u32)
    }

    pub(super) const fn end(first: usize, count: usize) -> Self {
        Self(Self::END | (count as u32) << Self::FIRST | first as u32)
    }

    #[inline]
    pub(super) const fn is_end(self) -> bool {
        self.0 & Self::END != 0
    }

    /// The number of a node.
    #[inline]
    pub(super) const fn number(self) -> u32 {
        self.0
    }

    /// The marks of an end.
    #[inline]
    pub(super) fn marks(self, all: &[Mark]) -> &[Mark] {
        let first = (self.0 & ((1 << Self::FIRST) - 1)) as usize;
        let count = ((self.0 & !Self::END) >> Self::FIRST) as usize;
        all.get(first..first + count).unwrap_or_default()
    }
}

/// Goals by keys, with open addressing; nowhere is a free place. A place holds the upper half of a key: the lower half
/// says where it lies.
#[derive(Debug, Clone)]
pub(super) struct Table {
    places: Vec<(u32, Goal)>,
}

impl Table {
    #[inline]
    pub(super) fn get(&self, key: u64) -> Option<Goal> {
        let mask = self.places.len() - 1;
        let mut at = key as usize & mask;
        let half = (key >> 32) as u32;
        loop {
            match *self.places.get(at)? {
                (_, Goal::NOWHERE) => return None,
                (found, goal) if found == half => return Some(goal),
                _ => at = (at + 1) & mask,
            }
        }
    }

    fn put(&mut self, key: u64, goal: Goal) {
        let mask = self.places.len() - 1;
        let mut at = key as usize & mask;
        let taken = |place: &(u32, Goal)| place.1 != Goal::NOWHERE;
        while self.places.get(at).is_some_and(taken) {
            at = (at + 1) & mask;
        }
        if let Some(place) = self.places.get_mut(at) {
            *place = ((key >> 32) as u32, goal);
        }
    }

    /// A table of these, three quarters full at most.
    pub(super) fn of(goals: &BTreeMap<u64, Goal>) -> Self {
        let room = (goals.len() * 4 / 3).next_power_of_two().max(64);
        let mut table = Self {
            places: vec![(0, Goal::NOWHERE); room],
        };
        for (key, goal) in goals {
            table.put(*key, *goal);
        }
        table
    }
}
