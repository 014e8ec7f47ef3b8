//! Three words in a row, and two with one between them: what tells one request from another like it. Names are shown
//! here, for what is wanted may hang on them; no model of sentiment looks at this group.

use super::people::is_hidden;
use super::{Group, Marks, Sink, feature, pair};
use crate::scoring::text::Scan;

const THREE: u64 = 0x71;
const GAP: u64 = 0x72;
const NAME: u64 = 0x73;
const START: u64 = 0x54;

pub(super) fn extract(scan: &Scan, marks: &Marks, sink: &mut impl Sink) {
    let mut first = START;
    let mut second = START;
    for (number, (token, seen)) in (0..).zip(scan.tokens().iter().zip(marks.seen())) {
        let hash = token.hash;
        if is_hidden(*seen) {
            sink.take(Group::Phrases, number, feature(hash, NAME));
            sink.take(Group::Phrases, number, feature(pair(second, hash), NAME));
        }
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
