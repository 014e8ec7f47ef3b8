//! Counters of style, each by the size that matters rather than by its number.

use super::{Group, Sink, WHOLE, feature};
use crate::scoring::text::{Kind, Scan};

/// What is counted.
#[derive(Debug, Clone, Copy)]
enum Counter {
    Loud,
    Drawn,
    Exclamations,
    Questions,
    Stops,
    Handles,
    Links,
    Hashtags,
    Numbers,
    Pictures,
    Quotes,
    Words,
}

const COUNTERS: [Counter; 12] = [
    Counter::Loud,
    Counter::Drawn,
    Counter::Exclamations,
    Counter::Questions,
    Counter::Stops,
    Counter::Handles,
    Counter::Links,
    Counter::Hashtags,
    Counter::Numbers,
    Counter::Pictures,
    Counter::Quotes,
    Counter::Words,
];

const STYLE: u64 = 0x57;
const ENDS: u64 = 0x58;

pub(super) fn extract(scan: &Scan, sink: &mut impl Sink) {
    let mut counts = [0_u32; COUNTERS.len()];
    let mut add = |counter: Counter, by: bool| {
        if let Some(count) = counts.get_mut(counter as usize) {
            *count += u32::from(by);
        }
    };
    for token in scan.tokens() {
        add(Counter::Loud, token.loud);
        add(Counter::Drawn, token.drawn);
        match token.kind {
            Kind::Word => add(Counter::Words, true),
            Kind::Hashtag => add(Counter::Hashtags, true),
            Kind::Handle => add(Counter::Handles, true),
            Kind::Link => add(Counter::Links, true),
            Kind::Number => add(Counter::Numbers, true),
            Kind::Emoji | Kind::Emoticon => add(Counter::Pictures, true),
            Kind::Stop => add(Counter::Stops, true),
            Kind::Question => add(Counter::Questions, true),
            Kind::Exclamation => add(Counter::Exclamations, true),
            Kind::Other => add(Counter::Quotes, true),
            Kind::Comma => {}
        }
    }
    for (counter, count) in COUNTERS.iter().zip(counts) {
        let name = (*counter as u64) << 8 | u64::from(size(count));
        sink.take(Group::Style, WHOLE, feature(name, STYLE));
    }
    if let Some(last) = scan.tokens().last() {
        sink.take(Group::Style, WHOLE, feature(last.kind as u64, ENDS));
    }
}

/// 0, 1, 2, 3 for 3 and 4, 4 for 5 to 8, and so on by powers of two.
const fn size(count: u32) -> u32 {
    match count {
        0..=2 => count,
        _ => 34 - (count - 1).leading_zeros() - 1,
    }
}
