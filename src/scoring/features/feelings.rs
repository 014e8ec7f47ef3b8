//! Features by the word lists: how much good and bad feeling the words carry, with negation, capitals and `but`
//! (the rules of Hutto and Gilbert 2014, section 3.3, in a form that costs one lookup a word).

use super::words::ends_a_clause;
use super::{Group, Groups, Marks, Sink, WHOLE, feature};
use crate::scoring::text::{Scan, Token};
use crate::scoring::valences::Source;

/// Words after a negator that it turns round.
const REACH: u32 = 3;
/// What is left of a feeling that is turned round.
const NEGATED: f32 = -0.74;
/// What capitals add to a feeling.
const LOUD: f32 = 0.733;
/// How a sum of feelings is brought between -1 and 1.
const ALPHA: f32 = 15.0;

const SUM: u64 = 0x61;
const GOOD: u64 = 0x62;
const BAD: u64 = 0x63;
const FIRST: u64 = 0x64;
const LAST: u64 = 0x65;
const STRONGEST: u64 = 0x66;
const WORD: u64 = 0x67;

/// A feeling that one word of the lists carries.
#[derive(Debug, Clone, Copy)]
struct Feeling {
    /// Number of its token.
    token: u32,
    /// From about -4 to 4, after negation and capitals.
    valence: f32,
}

/// What the words of one list add up to.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
struct Feelings {
    good: f32,
    bad: f32,
    good_after_but: f32,
    bad_after_but: f32,
    but: bool,
    first: f32,
    last: f32,
    strongest: f32,
}

impl Feelings {
    fn take(&mut self, valence: f32) {
        if self.first == 0.0 {
            self.first = valence;
        }
        self.last = valence;
        if valence.abs() > self.strongest.abs() {
            self.strongest = valence;
        }
        if valence > 0.0 {
            self.good += valence;
            self.good_after_but += valence;
        } else {
            self.bad += valence;
            self.bad_after_but += valence;
        }
    }

    fn turn(&mut self) {
        self.but = true;
        self.good_after_but = 0.0;
        self.bad_after_but = 0.0;
    }

    /// What follows the last `but` counts three times what stands before it.
    fn sums(&self) -> (f32, f32) {
        if self.but {
            let good = 0.5 * (self.good - self.good_after_but) + 1.5 * self.good_after_but;
            let bad = 0.5 * (self.bad - self.bad_after_but) + 1.5 * self.bad_after_but;
            (good, bad)
        } else {
            (self.good, self.bad)
        }
    }

    fn tell(&self, source: Source, sink: &mut impl Sink) {
        let (good, bad) = self.sums();
        let name = (source as u64 + 1) << 16;
        let sum = good + bad;
        let mut put = |what: u64, value: i32| {
            sink.take(Group::Style, WHOLE, feature(name | (value + 128) as u64, what));
        };
        put(SUM, nearest(sum / (sum * sum + ALPHA).sqrt() * 8.0));
        put(GOOD, steps(good));
        put(BAD, steps(bad));
        put(FIRST, steps(self.first) / 2);
        put(LAST, steps(self.last) / 2);
        put(STRONGEST, steps(self.strongest));
    }
}

/// Half steps near nothing, wider ones further off, at most ten.
fn steps(value: f32) -> i32 {
    let size = value.abs();
    let step = if size < 4.0 {
        size * 1.5
    } else {
        6.0 + (size - 4.0) * 0.5
    };
    nearest(step.min(10.0).copysign(value))
}

/// The nearest whole number, halves away from nothing. What the library has for it is a call where the processor is
/// not known to have an instruction.
fn nearest(value: f32) -> i32 {
    let whole = value as i32;
    let rest = value - whole as f32;
    whole + i32::from(rest >= 0.5) - i32::from(rest <= -0.5)
}

/// The feeling of each word as a feature of its own, and what the feelings add up to: each where its group is wanted.
pub(super) fn extract(scan: &Scan, marks: &Marks, groups: Groups, sink: &mut impl Sink) {
    let (words, style) = (groups.has(Group::Words), groups.has(Group::Style));
    let mut sums = [Feelings::default(); Source::ALL.len()];
    walk(scan, marks, |found| match found {
        Found::But => sums.iter_mut().for_each(Feelings::turn),
        Found::Feeling(source, feeling) => {
            if words {
                let value = (steps(feeling.valence) + 128) as u64;
                let hash = feature((source as u64) << 16 | value, WORD);
                sink.take(Group::Words, feeling.token, hash);
            }
            if let Some(sum) = sums.get_mut(source as usize) {
                sum.take(feeling.valence);
            }
        }
    });
    if style {
        for (source, sum) in Source::ALL.into_iter().zip(&sums) {
            sum.tell(source, sink);
        }
    }
}

enum Found {
    But,
    Feeling(Source, Feeling),
}

fn walk(scan: &Scan, marks: &Marks, mut found: impl FnMut(Found)) {
    let mut negated = 0;
    for ((number, token), mark) in (0..).zip(scan.tokens()).zip(marks.all()) {
        if ends_a_clause(token) {
            negated = 0;
            continue;
        }
        if mark.turns() {
            found(Found::But);
        }
        if mark.feels() {
            for source in Source::ALL {
                if let Some(valence) = mark.by(source) {
                    let feeling = Feeling {
                        token: number,
                        valence: felt(valence, token, negated > 0),
                    };
                    found(Found::Feeling(source, feeling));
                }
            }
        }
        negated = if mark.negates() {
            REACH
        } else {
            u32::saturating_sub(negated, 1)
        };
    }
}

fn felt(valence: f32, token: &Token, negated: bool) -> f32 {
    let loud = if token.loud { LOUD.copysign(valence) } else { 0.0 };
    (valence + loud) * if negated { NEGATED } else { 1.0 }
}
