//! Three words in a row, and two with one between them: what tells one request from another like it.

use super::people::seen;
use super::{Group, Marks, Sink, feature, pair};
use crate::scoring::text::Scan;

const THREE: u64 = 0x71;
const GAP: u64 = 0x72;
const START: u64 = 0x54;

pub(super) fn extract(scan: &Scan, marks: &Marks, sink: &mut impl Sink) {
    let mut first = START;
    let mut second = START;
    for (number, hash) in (0..).zip(seen(scan, marks)) {
        sink.take(Group::Phrases, number, feature(pair(first, hash), GAP));
        sink.take(
            Group::Phrases,
            number,
            feature(pair(pair(first, second), hash), THREE),
        );
        first = second;
        second = hash;
    }
}
