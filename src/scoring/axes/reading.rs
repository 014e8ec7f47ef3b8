//! What one text shows: every sign with its strength, gathered in one pass over the tokens.

use super::matcher::{Found, Matcher};
use super::sign::{SIGNS, Sign};
use crate::scoring::text::{Kind, Token};

const NEGATION: u8 = Sign::Negation.index() as u8;
const TURN: u8 = Sign::Turn.index() as u8;

/// What one text shows.
#[derive(Debug, Clone)]
pub(super) struct Reading {
    strengths: [i16; SIGNS],
    /// Words and hashtags.
    pub(super) words: u32,
    /// Words of two letters and more.
    pub(super) long_words: u32,
    /// Those of them in capitals.
    pub(super) loud: u32,
    /// Words with a drawn letter.
    pub(super) drawn: u32,
    pub(super) emoji: u32,
    pub(super) questions: u32,
    pub(super) exclamations: u32,
    pub(super) stops: u32,
    pub(super) handles: u32,
}

impl Reading {
    /// One pass. `each` is told of every phrase and whether it counts: one that is negated does not.
    pub(super) fn of(tokens: &[Token], matcher: &Matcher, mut each: impl FnMut(Found, bool)) -> Self {
        let mut reading = Self::empty();
        let mut negation: Option<usize> = None;
        for (at, token) in tokens.iter().enumerate() {
            reading.count(token);
            match token.kind {
                Kind::Word | Kind::Hashtag | Kind::Number | Kind::Handle | Kind::Emoji | Kind::Emoticon => {}
                Kind::Other => continue,
                Kind::Link | Kind::Stop | Kind::Comma | Kind::Question | Kind::Exclamation => {
                    negation = None;
                    continue;
                }
            }
            let mut negates = false;
            let mut turns = false;
            matcher.ending_at(tokens, at, &mut |found| {
                negates |= found.mark.index == NEGATION;
                turns |= found.mark.index == TURN;
                let counts = !negated(negation, &found);
                if counts {
                    reading.add(found);
                }
                each(found, counts);
            });
            if negates {
                negation = Some(at);
            } else if turns {
                negation = None;
            }
        }
        reading
    }

    const fn empty() -> Self {
        Self {
            strengths: [0; SIGNS],
            words: 0,
            long_words: 0,
            loud: 0,
            drawn: 0,
            emoji: 0,
            questions: 0,
            exclamations: 0,
            stops: 0,
            handles: 0,
        }
    }

    fn count(&mut self, token: &Token) {
        match token.kind {
            Kind::Word | Kind::Hashtag => {
                self.words += 1;
                self.long_words += u32::from(token.end - token.start > 1);
                self.loud += u32::from(token.loud);
                self.drawn += u32::from(token.drawn);
            }
            Kind::Emoji | Kind::Emoticon => self.emoji += 1,
            Kind::Question => self.questions += 1,
            Kind::Exclamation => self.exclamations += 1,
            Kind::Stop => self.stops += 1,
            Kind::Handle => self.handles += 1,
            Kind::Link | Kind::Number | Kind::Comma | Kind::Other => {}
        }
    }

    fn add(&mut self, found: Found) {
        if let Some(strength) = self.strengths.get_mut(usize::from(found.mark.index)) {
            *strength = strength.saturating_add(i16::from(found.mark.strength));
        }
    }

    /// How strongly a sign shows; 0 or less is not at all.
    #[inline]
    pub(super) fn strength(&self, sign: Sign) -> i16 {
        self.strengths.get(sign.index()).copied().unwrap_or(0)
    }

    /// Whether a sign shows.
    #[inline]
    pub(super) fn shows(&self, sign: Sign) -> bool {
        self.strength(sign) > 0
    }
}

/// Whether a negation before the phrase undoes it.
fn negated(negation: Option<usize>, found: &Found) -> bool {
    negation.is_some_and(|at| at < found.first && found.first - at <= usize::from(found.mark.reach))
}
