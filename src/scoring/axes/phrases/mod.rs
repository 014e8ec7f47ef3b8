//! The phrases, one file a matter, in the notation of [`super::pattern`]; each with what it is a sign of and
//! how strongly (1 to 3; below zero it speaks against the sign).

mod account;
mod case;
mod danger;
mod delay;
mod displeasure;
mod escalation;
mod feeling;
mod goods;
mod languages;
mod leaving;
mod manner;
mod moment;
mod money;
mod negation;
mod others;
mod outage;
mod praise;
mod question;
mod repeat;
mod staff;
mod vulnerable;

use super::sign::Sign;

pub(super) use languages::LANGUAGES;

/// Phrases of one sign.
pub(super) type Phrases = (Sign, i8, &'static str);

/// Every list.
pub(super) const LISTS: &[&[Phrases]] = &[
    account::PHRASES,
    case::PHRASES,
    danger::PHRASES,
    delay::PHRASES,
    displeasure::PHRASES,
    escalation::PHRASES,
    feeling::PHRASES,
    goods::PHRASES,
    leaving::PHRASES,
    manner::PHRASES,
    moment::PHRASES,
    money::PHRASES,
    negation::PHRASES,
    others::PHRASES,
    outage::PHRASES,
    praise::PHRASES,
    question::PHRASES,
    repeat::PHRASES,
    staff::PHRASES,
    vulnerable::PHRASES,
];
