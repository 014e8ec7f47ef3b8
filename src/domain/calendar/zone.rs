//! Time zones, of the edition of the IANA data base that is built into the program: the same on every machine.

use jiff::Timestamp;
use jiff::tz::{TimeZone, TimeZoneDatabase};

/// A time zone.
#[derive(Debug, Clone, PartialEq)]
pub struct Zone(TimeZone);

/// A stretch of time with one offset from UTC.
pub(super) struct Stretch {
    /// Its first moment, in milliseconds since 1970.
    pub(super) from: i64,
    /// The first moment after it, above `from`.
    pub(super) until: i64,
    /// What the wall clock is ahead of UTC, in milliseconds.
    pub(super) ahead: i64,
}

impl Zone {
    /// The zone of this IANA name, such as `Europe/Berlin`.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        let zone = TimeZoneDatabase::bundled().get(name).ok()?;
        (!zone.is_unknown()).then_some(Self(zone))
    }

    /// Every name that is known, in order.
    #[must_use]
    pub fn names() -> Vec<String> {
        let known = TimeZoneDatabase::bundled();
        let mut names: Vec<String> = known.available().map(|name| name.as_str().to_owned()).collect();
        names.sort();
        names
    }

    /// The stretches from `from` to before `until`, both in milliseconds since 1970 and within the years -9998 to 9998.
    pub(super) fn stretches(&self, from: i64, until: i64) -> impl Iterator<Item = Stretch> {
        let mut at = from;
        std::iter::from_fn(move || {
            if at >= until {
                return None;
            }
            // Offsets change at whole seconds.
            let second = Timestamp::from_second(at.div_euclid(1000)).ok()?;
            let ahead = i64::from(self.0.to_offset(second).seconds()) * 1000;
            let change = self.0.following(second).next();
            let end = change.map_or(until, |change| change.timestamp().as_millisecond());
            let stretch = Stretch {
                from: at,
                until: end.clamp(at + 1, until),
                ahead,
            };
            at = stretch.until;
            Some(stretch)
        })
    }
}
