//! Words with a feeling, by the lists that the training command was given.

use super::groups::GROUPS;
use super::particles::{NEGATORS, TURNS};
use super::sieve::Sieve;

/// The list that a valence comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Source {
    /// English words rated by people (VADER).
    Rated,
    /// Words translated by machine (AFINN), and emoji.
    Translated,
}

impl Source {
    /// All of them, in order.
    pub const ALL: [Self; 2] = [Self::Rated, Self::Translated];
}

/// What the lists say of one word: tenths, from -40 to 40; 0 where a list does not know it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Entry {
    tenths: [i8; 2],
    role: Role,
}

/// What a word does to the feelings around it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Role {
    #[default]
    None,
    Negates,
    Turns,
    Group,
}

impl Entry {
    /// An entry of tenths by list, in the order of [`Source::ALL`].
    #[must_use]
    pub const fn new(tenths: [i8; 2]) -> Self {
        Self {
            tenths,
            role: Role::None,
        }
    }

    /// Tenths by list, in the order of [`Source::ALL`].
    #[must_use]
    pub const fn tenths(self) -> [i8; 2] {
        self.tenths
    }

    /// Whether it turns round what follows it.
    #[inline]
    #[must_use]
    pub fn negates(self) -> bool {
        self.role == Role::Negates
    }

    /// Whether what was said before it counts less.
    #[inline]
    #[must_use]
    pub fn turns(self) -> bool {
        self.role == Role::Turns
    }

    /// Whether it names a group of people.
    #[inline]
    #[must_use]
    pub fn is_group(self) -> bool {
        self.role == Role::Group
    }

    /// Whether a list knows a feeling of it.
    #[inline]
    #[must_use]
    pub fn feels(self) -> bool {
        self.tenths != [0; 2]
    }

    /// The valence by one list, from -4 to 4.
    #[inline]
    #[must_use]
    pub fn by(self, source: Source) -> Option<f32> {
        let tenths = match source {
            Source::Rated => self.tenths[0],
            Source::Translated => self.tenths[1],
        };
        (tenths != 0).then(|| f32::from(tenths) * 0.1)
    }
}

/// A slot: the upper half of a word's hash, and its entry. An entry of nothing marks a free slot.
#[derive(Debug, Clone, Copy, Default)]
struct Slot {
    upper: u32,
    entry: Entry,
}

/// Words by the hash of their folded form.
#[derive(Debug, Clone)]
pub struct Valences {
    words: Vec<(u64, Entry)>,
    slots: Vec<Slot>,
    mask: usize,
    /// Every word of the slots.
    known: Sieve,
}

impl Default for Valences {
    fn default() -> Self {
        Self::new(Vec::new())
    }
}

impl Valences {
    /// A table of these words. Of two entries for one hash the first counts.
    #[must_use]
    pub fn new(words: Vec<(u64, Entry)>) -> Self {
        let all = words.len() + NEGATORS.len() + TURNS.len() + GROUPS.len();
        let size = (all * 2).next_power_of_two();
        let mut table = Self {
            slots: vec![Slot::default(); size],
            mask: size - 1,
            known: Sieve::default(),
            words: Vec::new(),
        };
        let mut known: Vec<u64> = words.iter().map(|(hash, _)| *hash).collect();
        for (hash, entry) in &words {
            table.put(*hash, *entry);
        }
        for (hashes, role) in [
            (&NEGATORS[..], Role::Negates),
            (&TURNS[..], Role::Turns),
            (&GROUPS[..], Role::Group),
        ] {
            known.extend(hashes);
            for hash in hashes {
                table.put(
                    *hash,
                    Entry {
                        role,
                        ..Entry::default()
                    },
                );
            }
        }
        Self {
            words,
            known: Sieve::of(&known),
            ..table
        }
    }

    /// The words that it was made of, in their order.
    #[must_use]
    pub fn words(&self) -> &[(u64, Entry)] {
        &self.words
    }

    fn put(&mut self, hash: u64, entry: Entry) {
        let mut at = hash as usize & self.mask;
        while let Some(slot) = self.slots.get_mut(at) {
            if slot.entry == Entry::default() {
                *slot = Slot {
                    upper: (hash >> 32) as u32,
                    entry,
                };
                return;
            }
            if slot.upper == (hash >> 32) as u32 {
                if entry.role != Role::None {
                    slot.entry.role = entry.role;
                }
                return;
            }
            at = (at + 1) & self.mask;
        }
    }

    /// What the lists say of a word; nothing where they do not know it.
    #[inline]
    #[must_use]
    pub fn of(&self, hash: u64) -> Entry {
        if !self.known.may_hold(hash) {
            return Entry::default();
        }
        let mut at = hash as usize & self.mask;
        while let Some(slot) = self.slots.get(at) {
            if slot.entry == Entry::default() || slot.upper == (hash >> 32) as u32 {
                return slot.entry;
            }
            at = (at + 1) & self.mask;
        }
        Entry::default()
    }
}
