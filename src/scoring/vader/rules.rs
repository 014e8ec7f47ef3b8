//! How the words around a rated word change its valence.

use super::hit::Rule;
use super::phrases::Phrases;
use super::sense::Role;
use super::words::Word;

/// What capitals add to a word.
const CAPITALS: f64 = 0.733;
/// What a negation makes of a valence.
const NEGATED: f64 = -0.74;
/// What `never so` and `never this` make of it.
const NEVER_SO: f64 = 1.25;
/// Share of a booster that counts, by its distance: next to the word, one between, two between.
const FADED: [f64; 3] = [1.0, 0.95, 0.9];

/// The words of a text among which the rules look.
pub(super) struct Sentence<'a> {
    words: &'a [Word],
    phrases: &'a Phrases,
    /// Some words are in capitals and some are not, so that capitals say something.
    mixed: bool,
}

impl<'a> Sentence<'a> {
    pub(super) fn new(words: &'a [Word], phrases: &'a Phrases) -> Self {
        let loud = words.iter().filter(|word| word.loud).count();
        Self {
            words,
            phrases,
            mixed: 0 < loud && loud < words.len(),
        }
    }

    fn before(&self, at: usize, distance: usize) -> Option<&'a Word> {
        self.words.get(at.checked_sub(distance)?)
    }

    fn role(&self, at: usize, distance: usize) -> Option<Role> {
        self.before(at, distance)?.sense.role
    }

    /// The valence of the word at this place; 0 where it is not rated or only changes others.
    pub(super) fn valence(&self, at: usize, note: &mut impl FnMut(usize, Rule)) -> f64 {
        let Some(word) = self.words.get(at) else {
            return 0.0;
        };
        let Some(rated) = word.sense.valence else {
            return 0.0;
        };
        let next = self.words.get(at + 1);
        let kind_of =
            word.sense.role == Some(Role::Kind) && next.is_some_and(|next| next.sense.role == Some(Role::Of));
        if word.sense.boost.is_some() || kind_of {
            return 0.0;
        }
        let mut tell = |rule| note(at, rule);
        let mut valence = rated;
        if word.sense.role == Some(Role::No) && next.is_some_and(|next| next.sense.valence.is_some()) {
            valence = 0.0;
            tell(Rule::No);
        }
        if self.follows_no(at) {
            valence = rated * NEGATED;
            tell(Rule::No);
        }
        if word.loud && self.mixed {
            valence += CAPITALS * if valence > 0.0 { 1.0 } else { -1.0 };
            tell(Rule::Capitals);
        }
        for (distance, faded) in (1..).zip(FADED) {
            let Some(before) = self.before(at, distance) else {
                break;
            };
            if before.sense.valence.is_some() {
                continue;
            }
            valence = self.boosted(valence, before, faded, &mut tell);
            valence = self.negated(valence, at, distance, &mut tell);
            if distance == FADED.len() {
                valence = self.phrased(valence, at, &mut tell);
            }
        }
        self.least(valence, at, &mut tell)
    }

    fn follows_no(&self, at: usize) -> bool {
        let no = |distance| self.role(at, distance) == Some(Role::No);
        no(1) || no(2) || no(3) && matches!(self.role(at, 1), Some(Role::Or | Role::Nor))
    }

    fn boosted(&self, valence: f64, before: &Word, faded: f64, tell: &mut impl FnMut(Rule)) -> f64 {
        let Some(boost) = before.sense.boost else {
            return valence;
        };
        tell(Rule::Booster);
        let mut amount = if valence < 0.0 { -boost } else { boost };
        if before.loud && self.mixed {
            amount += CAPITALS * if valence > 0.0 { 1.0 } else { -1.0 };
        }
        valence + amount * faded
    }

    fn negated(&self, valence: f64, at: usize, distance: usize, tell: &mut impl FnMut(Rule)) -> f64 {
        let role = |distance| self.role(at, distance);
        let so = |distance| matches!(role(distance), Some(Role::So | Role::This));
        let doubt = |distance| role(distance) == Some(Role::Doubt);
        let (never, without) = (
            role(distance) == Some(Role::Never),
            role(distance) == Some(Role::Without),
        );
        // Three words back a `so` or `this` next to the word is enough, with or without `never`.
        let (stronger, beyond_doubt) = match distance {
            2 => (never && so(1), without && doubt(1)),
            3 => (never && so(2) || so(1), without && (doubt(2) || doubt(1))),
            _ => (false, false),
        };
        if stronger {
            tell(Rule::NeverSo);
            return valence * NEVER_SO;
        }
        let negates = self.before(at, distance).is_some_and(|word| word.sense.negates);
        if !negates || beyond_doubt {
            return valence;
        }
        tell(Rule::Negation);
        valence * NEGATED
    }

    /// Phrases around the word, three words back to two words on.
    fn phrased(&self, valence: f64, at: usize, tell: &mut impl FnMut(Rule)) -> f64 {
        let Some(back) = at.checked_sub(3).and_then(|from| self.words.get(from..=at)) else {
            return valence;
        };
        let mut parts = [0; 6];
        let on = self.words.get(at + 1..).unwrap_or_default().iter().take(2);
        for (part, word) in parts.iter_mut().zip(back.iter().chain(on)) {
            *part = word.sense.part;
        }
        let [three, two, one, zero, next, after] = parts;
        let earlier: [&[u16]; 5] = [
            &[one, zero],
            &[two, one, zero],
            &[two, one],
            &[three, two, one],
            &[three, two],
        ];
        let special = |parts: &[u16]| self.phrases.special(parts);
        let found = special(&[zero, next, after])
            .or_else(|| special(&[zero, next]))
            .or_else(|| earlier.iter().find_map(|parts| special(parts)));
        let mut changed = found.unwrap_or(valence);
        if found.is_some() {
            tell(Rule::Phrase);
        }
        for parts in [&[three, two, one][..], &[three, two], &[two, one]] {
            if let Some(boost) = self.phrases.boost(parts) {
                changed += boost;
                tell(Rule::Booster);
            }
        }
        changed
    }

    fn least(&self, valence: f64, at: usize, tell: &mut impl FnMut(Rule)) -> f64 {
        let plain = |word: &Word| word.sense.role == Some(Role::Least) && word.sense.valence.is_none();
        let exempt = matches!(self.role(at, 2), Some(Role::At | Role::Very));
        if exempt || !self.before(at, 1).is_some_and(plain) {
            return valence;
        }
        tell(Rule::Least);
        valence * NEGATED
    }

    /// The place of the first `but`.
    pub(super) fn but(&self) -> Option<usize> {
        self.words
            .iter()
            .position(|word| word.sense.role == Some(Role::But))
    }
}
