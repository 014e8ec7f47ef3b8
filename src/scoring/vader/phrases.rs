//! Phrases of two or three words, by the numbers of their words.

/// Longest phrase, in words.
pub(super) const LONGEST: usize = 3;

/// The numbers of a phrase's words; 0 after the last.
type Parts = [u16; LONGEST];

/// What phrases say, in the order of their parts.
#[derive(Debug, Clone, Default)]
pub(super) struct Phrases {
    /// Valence that takes the place of a word's own.
    special: Vec<(Parts, f64)>,
    /// What is added to the word after it.
    boosts: Vec<(Parts, f64)>,
}

impl Phrases {
    pub(super) fn new(mut special: Vec<(Parts, f64)>, mut boosts: Vec<(Parts, f64)>) -> Self {
        special.sort_unstable_by_key(|(parts, _)| *parts);
        boosts.sort_unstable_by_key(|(parts, _)| *parts);
        Self { special, boosts }
    }

    /// The valence of a phrase that has one of its own.
    pub(super) fn special(&self, parts: &[u16]) -> Option<f64> {
        find(&self.special, parts)
    }

    /// What a phrase adds to the word after it.
    pub(super) fn boost(&self, parts: &[u16]) -> Option<f64> {
        find(&self.boosts, parts)
    }
}

fn find(all: &[(Parts, f64)], parts: &[u16]) -> Option<f64> {
    let key: Parts = match *parts {
        [one, two] => [one, two, 0],
        [one, two, three] => [one, two, three],
        _ => return None,
    };
    if parts.contains(&0) {
        return None;
    }
    let at = all.binary_search_by_key(&key, |(parts, _)| *parts).ok()?;
    all.get(at).map(|(_, amount)| *amount)
}
