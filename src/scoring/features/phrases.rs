//! Three words in a row, and two with one between them: what tells one request from another like it.

use super::{Group, Sink, feature, pair};
use crate::scoring::text::Scan;

const THREE: u64 = 0x71;
const GAP: u64 = 0x72;
const START: u64 = 0x54;

pub(super) fn extract(scan: &Scan, sink: &mut impl Sink) {
    let mut first = START;
    let mut second = START;
    for (number, token) in (0..).zip(scan.tokens()) {
        sink.take(Group::Phrases, number, feature(pair(first, token.hash), GAP));
        sink.take(Group::Phrases, number, feature(pair(pair(first, second), token.hash), THREE));
        first = second;
        second = token.hash;
    }
}
