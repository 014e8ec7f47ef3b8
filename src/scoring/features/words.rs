//! Words, pairs of words, and words after a negation.

use super::{Group, Marks, Sink, feature, pair};
use crate::scoring::text::{Kind, Scan, Token};

/// Words after a negator that it reaches.
const REACH: u32 = 4;
const HASHTAG: u64 = 0x51;
const NEGATED: u64 = 0x52;
const PAIR: u64 = 0x53;
const START: u64 = 0x54;

pub(super) fn extract(scan: &Scan, marks: &Marks, sink: &mut impl Sink) {
    let mut before = START;
    let mut negated = 0;
    let tokens = scan
        .tokens()
        .iter()
        .zip(marks.all())
        .zip(marks.seen().iter().copied());
    for (number, ((token, mark), hash)) in (0..).zip(tokens) {
        sink.take(Group::Words, number, feature(hash, 0));
        sink.take(Group::Words, number, feature(pair(before, hash), PAIR));
        before = hash;
        if token.kind == Kind::Hashtag {
            sink.take(Group::Words, number, feature(hash, HASHTAG));
        }
        if ends_a_clause(token) {
            negated = 0;
        } else if negated > 0 {
            negated -= 1;
            sink.take(Group::Words, number, feature(hash, NEGATED));
        }
        if mark.negates() {
            negated = REACH;
        }
    }
}

/// Whether a negation does not reach beyond this token.
pub(super) const fn ends_a_clause(token: &Token) -> bool {
    matches!(
        token.kind,
        Kind::Stop | Kind::Comma | Kind::Question | Kind::Exclamation
    )
}
