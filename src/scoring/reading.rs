//! What one text has shown so far, word by word.

use super::lexicon::{Entry, LONGEST_PHRASE, Lexicon, Role};
use super::phrases::Sign;
use super::tokens::Token;
use super::words::{BAD_SIGNS, GOOD_SIGNS, LANGUAGES};
use crate::domain::score::Cue;

/// Words before a feeling in which a negation turns it round.
const NEGATION_WINDOW: usize = 3;
/// What is left of a feeling that is turned round.
const NEGATED: f64 = -0.7;
/// A feeling in capitals, amid text that is not.
const LOUD: f64 = 1.3;

/// What one text has shown so far.
#[derive(Debug)]
pub(super) struct Reading<'l> {
    lexicon: &'l Lexicon,
    /// Numbers of the words before, the nearest first; 0 at the start of a sentence.
    before: [u16; LONGEST_PHRASE - 1],
    /// Sum of the feelings said quietly, and of those in capitals.
    quiet: f64,
    loud: f64,
    /// Sum of their sizes.
    size: f64,
    /// Feelings found.
    pub(super) evidence: u32,
    quiet_words: u32,
    exclamations: u32,
    /// Bit n: cue n was seen.
    cues: u32,
    /// Somebody must act at once.
    pub(super) now: bool,
    /// Somebody must act today.
    pub(super) today: bool,
    languages: [u32; LANGUAGES.len()],
}

impl<'l> Reading<'l> {
    pub(super) fn new(lexicon: &'l Lexicon) -> Self {
        Self {
            lexicon,
            before: [0; LONGEST_PHRASE - 1],
            quiet: 0.0,
            loud: 0.0,
            size: 0.0,
            evidence: 0,
            quiet_words: 0,
            exclamations: 0,
            cues: 0,
            now: false,
            today: false,
            languages: [0; LANGUAGES.len()],
        }
    }

    /// Takes the next piece of the text.
    pub(super) fn take(&mut self, token: Token<'_>) {
        match token {
            Token::Word { folded, loud } => self.word(folded, loud),
            Token::Stop => self.before = [0; LONGEST_PHRASE - 1],
            Token::Question => {
                self.see(Cue::Question);
                self.before = [0; LONGEST_PHRASE - 1];
            }
            Token::Exclamation => {
                self.exclamations += 1;
                self.before = [0; LONGEST_PHRASE - 1];
            }
            Token::Sign(sign) => {
                if GOOD_SIGNS.contains(sign) {
                    self.feel(2.0, false);
                } else if BAD_SIGNS.contains(sign) {
                    self.feel(-2.0, false);
                }
            }
        }
    }

    fn word(&mut self, folded: &str, loud: bool) {
        self.quiet_words += u32::from(!loud);
        let lexicon = self.lexicon;
        let mut number = lexicon.number(folded);
        if number == 0
            && let Some(shorter) = undoubled(folded)
        {
            number = lexicon.number(shorter);
        }
        if number != 0
            && let Some(entry) = lexicon.entry(number)
        {
            self.known(entry, loud);
        }
        self.before.rotate_right(1);
        if let Some(first) = self.before.first_mut() {
            *first = number;
        }
    }

    fn known(&mut self, entry: &Entry, loud: bool) {
        for (bit, count) in self.languages.iter_mut().enumerate() {
            *count += u32::from(entry.languages >> bit & 1);
        }
        for phrase in &entry.phrases {
            let matches = phrase
                .before
                .iter()
                .zip(&self.before)
                .all(|(wanted, found)| *wanted == 0 || wanted == found);
            if matches {
                match phrase.sign {
                    Sign::Cue(cue) => self.see(cue),
                    Sign::Now => self.now = true,
                    Sign::Today => self.today = true,
                }
            }
        }
        if entry.role == Role::Turns {
            self.quiet *= 0.5;
            self.loud *= 0.5;
            self.before = [0; LONGEST_PHRASE - 1];
        }
        if entry.feeling != 0.0 {
            self.feel(entry.feeling * self.neighbours(), loud);
        }
    }

    /// What the words before do to a feeling.
    fn neighbours(&self) -> f64 {
        let mut factor = 1.0;
        for (distance, number) in self.before.iter().take(NEGATION_WINDOW).enumerate() {
            match self
                .lexicon
                .entry(*number)
                .map_or(Role::Plain, |entry| entry.role)
            {
                Role::Negates => return factor * NEGATED,
                Role::Boosts if distance < 2 => factor *= 1.25,
                Role::Dampens if distance < 2 => factor *= 0.75,
                Role::Boosts | Role::Dampens | Role::Plain | Role::Turns => {}
            }
        }
        factor
    }

    fn feel(&mut self, feeling: f64, loud: bool) {
        self.evidence += 1;
        self.size += feeling.abs();
        if loud {
            self.loud += feeling;
        } else {
            self.quiet += feeling;
        }
    }

    fn see(&mut self, cue: Cue) {
        self.cues |= 1 << cue as u32;
    }

    /// Whether a cue was seen.
    pub(super) const fn saw(&self, cue: Cue) -> bool {
        self.cues >> cue as u32 & 1 == 1
    }

    /// The feeling, from -1 to 1, and how sure, from 0 to 1; `None` without evidence.
    pub(super) fn feeling(&self) -> Option<(f64, f64)> {
        if self.evidence == 0 {
            return None;
        }
        let loud = if self.quiet_words > 0 { LOUD } else { 1.0 };
        let sum = self.quiet + self.loud * loud;
        let emphasis = 1.0 + 0.1 * f64::from(self.exclamations.min(3));
        let emphatic = sum * emphasis;
        let sentiment = emphatic / (emphatic * emphatic + 8.0).sqrt();
        let agreement = (sum.abs() / self.size.max(1e-9)).min(1.0);
        let sure = agreement * (1.0 - libm::pow(0.5, f64::from(self.evidence)));
        Some((sentiment, sure))
    }

    /// The language that frequent words give away: two at least, and more than of any other.
    pub(super) fn language(&self) -> Option<&'static str> {
        let most = *self.languages.iter().max()?;
        let mut best = self
            .languages
            .iter()
            .zip(&LANGUAGES)
            .filter(|(count, _)| **count == most);
        let (_, (tag, _)) = best.next()?;
        (most >= 2 && best.next().is_none()).then_some(*tag)
    }
}

/// The word with its last doubled letter single: `soo` is `so`, `helloo` is `hello`.
fn undoubled(word: &str) -> Option<&str> {
    let bytes = word.as_bytes();
    let [.., before, last] = bytes else { return None };
    (before == last && last.is_ascii_alphabetic()).then(|| word.get(..word.len() - 1))?
}
