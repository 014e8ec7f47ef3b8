//! The recorded day again and again: other ids, other people, later days.

use crate::support::client::Stored;
use crate::support::post::BRAND;

const DAY: i64 = 86_400_000;
/// The brand's account in the recorded day.
const RECORDED_BRAND: &[u8] = b"1000000000000001";
/// Ids have at least this many digits; counts and times have fewer, or stand without quotes.
const ID_DIGITS: usize = 15;

/// A record of the day's `round`-th repetition: ids get two more digits, the date moves on by two days a round.
pub fn again(record: &Stored, round: usize) -> Stored {
    let value = record.value.as_deref().unwrap_or_default();
    let round_time = i64::try_from(round).unwrap_or(0) * 2 * DAY;
    let mut fresh = Vec::with_capacity(value.len() + 64);
    let mut rest = value;
    while let Some(at) = rest.iter().position(|byte| *byte == b'"') {
        fresh.extend_from_slice(&rest[..=at]);
        rest = &rest[at + 1..];
        let digits = rest.iter().take_while(|byte| byte.is_ascii_digit()).count();
        if digits >= ID_DIGITS && rest.get(digits) == Some(&b'"') {
            if &rest[..digits] == RECORDED_BRAND {
                fresh.extend_from_slice(BRAND.as_bytes());
            } else {
                fresh.extend_from_slice(&rest[..digits]);
                fresh.extend_from_slice(format!("{round:02}").as_bytes());
            }
            rest = &rest[digits..];
        } else if rest.starts_with(b"2026-03-") {
            let day: usize = std::str::from_utf8(&rest[8..10])
                .ok()
                .and_then(|d| d.parse().ok())
                .unwrap_or(1);
            let date = jiff::civil::date(2026, 3, 1);
            let date = date.saturating_add(jiff::Span::new().days((day - 1 + 2 * round) as i64));
            fresh.extend_from_slice(date.to_string().as_bytes());
            rest = &rest[10..];
        }
    }
    fresh.extend_from_slice(rest);
    Stored {
        key: record
            .key
            .as_ref()
            .map(|key| [key.as_slice(), format!("{round:02}").as_bytes()].concat()),
        value: Some(fresh),
        timestamp: record.timestamp + round_time,
        ..record.clone()
    }
}
