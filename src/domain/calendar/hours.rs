//! The opening hours of one day.

use std::fmt;

/// Minutes of a day.
const DAY_MINUTES: u16 = 1440;
/// Milliseconds of a minute.
const MINUTE: i64 = 60_000;

/// One stretch of a day's opening hours, by the local wall clock: from its first minute to before its last.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Opening {
    /// Minute of the day, from 0.
    from: u16,
    /// Minute of the day, to 1440, above `from`.
    until: u16,
}

/// The opening hours of one day, in order, none of which overlap.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DayHours(Vec<Opening>);

impl Opening {
    /// Hours written as `08:00-12:00`; the end may be `24:00`. `None` if they are not, or do not ascend.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let (from, until) = text.split_once('-')?;
        let (from, until) = (minute(from.trim())?, minute(until.trim())?);
        (from < until).then_some(Self { from, until })
    }

    /// How much of it has passed at this moment of the day, in milliseconds.
    fn passed(self, of_day: i64) -> i64 {
        let (from, until) = (i64::from(self.from) * MINUTE, i64::from(self.until) * MINUTE);
        of_day.clamp(from, until) - from
    }
}

impl fmt::Display for Opening {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let of = |minute: u16| (minute / 60, minute % 60);
        let ((h, m), (to_h, to_m)) = (of(self.from), of(self.until));
        write!(f, "{h:02}:{m:02}-{to_h:02}:{to_m:02}")
    }
}

impl DayHours {
    /// These hours, in whatever order.
    ///
    /// # Errors
    /// Two that overlap.
    pub fn new(mut openings: Vec<Opening>) -> Result<Self, (Opening, Opening)> {
        openings.sort_unstable();
        let mut pairs = openings.iter().zip(openings.iter().skip(1));
        match pairs.find(|(earlier, later)| later.from < earlier.until) {
            Some((earlier, later)) => Err((*earlier, *later)),
            None => Ok(Self(openings)),
        }
    }

    /// Whether it is closed all day.
    #[must_use]
    pub const fn is_closed(&self) -> bool {
        self.0.is_empty()
    }

    /// How much of them has passed at this moment of the day, in milliseconds.
    pub(super) fn passed(&self, of_day: i64) -> i64 {
        self.0.iter().map(|opening| opening.passed(of_day)).sum()
    }
}

/// The minute of the day, written as `08:00`.
fn minute(text: &str) -> Option<u16> {
    let (hours, minutes) = text.split_once(':')?;
    let two = |digits: &str| {
        let plain = digits.len() == 2 && digits.bytes().all(|byte| byte.is_ascii_digit());
        digits.parse::<u16>().ok().filter(|_| plain)
    };
    let (hours, minutes) = (two(hours)?, two(minutes).filter(|minutes| *minutes < 60)?);
    Some(hours * 60 + minutes).filter(|minute| *minute <= DAY_MINUTES)
}
