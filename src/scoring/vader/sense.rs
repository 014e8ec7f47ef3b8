//! What the lists say of a word.

/// Words that a rule looks for by themselves, beside those of the lists.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    At,
    But,
    Doubt,
    Kind,
    Least,
    Never,
    No,
    Nor,
    Of,
    Or,
    So,
    This,
    Very,
    Without,
}

impl Role {
    /// All of them with their words.
    pub(super) const WORDS: [(&'static str, Self); 14] = [
        ("at", Self::At),
        ("but", Self::But),
        ("doubt", Self::Doubt),
        ("kind", Self::Kind),
        ("least", Self::Least),
        ("never", Self::Never),
        ("no", Self::No),
        ("nor", Self::Nor),
        ("of", Self::Of),
        ("or", Self::Or),
        ("so", Self::So),
        ("this", Self::This),
        ("very", Self::Very),
        ("without", Self::Without),
    ];
}

/// What the lists say of a word; nothing of most.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(super) struct Sense {
    /// How it feels, where it is rated.
    pub(super) valence: Option<f64>,
    /// What it adds to a word after it: more for a booster, less for a dampener.
    pub(super) boost: Option<f64>,
    /// Whether it turns words after it round.
    pub(super) negates: bool,
    /// What a rule makes of it.
    pub(super) role: Option<Role>,
    /// Its number among the words of phrases, from 1.
    pub(super) part: u16,
}

/// A word of the table: where its text lies, and its sense.
#[derive(Debug, Clone, Copy)]
struct Known {
    from: u32,
    to: u32,
    sense: Sense,
}

/// The upper half of a word's hash, and its number from 1; 0 marks a free slot.
#[derive(Debug, Clone, Copy, Default)]
struct Slot {
    upper: u32,
    number: u32,
}

/// Senses by word.
#[derive(Debug, Clone, Default)]
pub(super) struct Senses {
    texts: String,
    known: Vec<Known>,
    slots: Vec<Slot>,
    longest: usize,
}

impl Senses {
    /// A table of these words, each once.
    pub(super) fn new<'a>(words: impl ExactSizeIterator<Item = (&'a str, Sense)>) -> Self {
        let size = (words.len() * 4).next_power_of_two().max(8);
        let mut table = Self {
            slots: vec![Slot::default(); size],
            ..Self::default()
        };
        for (word, sense) in words {
            table.put(word, sense);
        }
        table
    }

    fn put(&mut self, word: &str, sense: Sense) {
        let from = self.texts.len() as u32;
        self.texts.push_str(word);
        self.longest = self.longest.max(word.len());
        let to = self.texts.len() as u32;
        self.known.push(Known { from, to, sense });
        let (hash, number) = (hash_of(word), self.known.len() as u32);
        let mut at = self.home(hash);
        while let Some(slot) = self.slots.get_mut(at) {
            if slot.number == 0 {
                slot.upper = upper(hash);
                slot.number = number;
                return;
            }
            at = self.after(at);
        }
    }

    fn home(&self, hash: u64) -> usize {
        hash as usize & (self.slots.len() - 1)
    }

    fn after(&self, at: usize) -> usize {
        (at + 1) & (self.slots.len() - 1)
    }

    /// What the lists say of a word in lower case.
    pub(super) fn of(&self, word: &str) -> Option<Sense> {
        if word.len() > self.longest || self.slots.is_empty() {
            return None;
        }
        let hash = hash_of(word);
        let mut at = self.home(hash);
        loop {
            let slot = self.slots.get(at).filter(|slot| slot.number != 0)?;
            if slot.upper == upper(hash) {
                let known = self.known.get(slot.number as usize - 1)?;
                if self.texts.get(known.from as usize..known.to as usize) == Some(word) {
                    return Some(known.sense);
                }
            }
            at = self.after(at);
        }
    }
}

/// Eight bytes at a time: the table compares texts, so a hash need only be quick and spread well.
fn hash_of(word: &str) -> u64 {
    const SPREAD: u64 = 0x9e37_79b9_7f4a_7c15;
    let (eights, rest) = word.as_bytes().as_chunks::<8>();
    let mut last = [0; 8];
    for (to, from) in last.iter_mut().zip(rest) {
        *to = *from;
    }
    let chunks = eights.iter().chain([&last]);
    let hash = chunks.fold(word.len() as u64, |hash, chunk| {
        (hash ^ u64::from_le_bytes(*chunk))
            .wrapping_mul(SPREAD)
            .rotate_left(29)
    });
    hash.wrapping_mul(SPREAD).swap_bytes()
}

const fn upper(hash: u64) -> u32 {
    (hash >> 32) as u32
}
