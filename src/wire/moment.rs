//! Moments as text: RFC 3339 in UTC with milliseconds.

use crate::domain::time::Time;

const DAY: i64 = 86_400_000;

/// Appends the moment as `2026-03-01T09:30:00.125Z`. Years beyond 0 to 9999 are cut to the nearest of them.
pub(super) fn write(time: Time, to: &mut Vec<u8>) {
    let millis = time.0.clamp(FIRST, LAST);
    let (year, month, day) = date(millis.div_euclid(DAY));
    let of_day = millis.rem_euclid(DAY);
    digits(year, 4, b'-', to);
    digits(month, 2, b'-', to);
    digits(day, 2, b'T', to);
    digits(of_day / 3_600_000, 2, b':', to);
    digits(of_day / 60_000 % 60, 2, b':', to);
    digits(of_day / 1000 % 60, 2, b'.', to);
    digits(of_day % 1000, 3, b'Z', to);
}

/// 0000-01-01T00:00:00.000Z.
const FIRST: i64 = -62_167_219_200_000;
/// 9999-12-31T23:59:59.999Z.
const LAST: i64 = 253_402_300_799_999;

fn digits(value: i64, width: u32, then: u8, to: &mut Vec<u8>) {
    for place in (0..width).rev() {
        let digit = value / 10_i64.pow(place) % 10;
        to.push(b'0' + u8::try_from(digit).unwrap_or_default());
    }
    to.push(then);
}

/// Year, month and day of a day counted from 1970-01-01. Counts in years that start on 1 March, so that the
/// leap day is the last of its year, and in eras of 400 years, which all have the same length.
fn date(day: i64) -> (i64, i64, i64) {
    let from_march_0000 = day + 719_468;
    let era = from_march_0000.div_euclid(146_097);
    let of_era = from_march_0000.rem_euclid(146_097);
    let year_of_era = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let from_march = (5 * of_year + 2) / 153;
    let day_of_month = of_year - (153 * from_march + 2) / 5 + 1;
    let month = if from_march < 10 {
        from_march + 3
    } else {
        from_march - 9
    };
    let year = era * 400 + year_of_era + i64::from(month <= 2);
    (year, month, day_of_month)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(millis: i64) -> String {
        let mut bytes = Vec::new();
        write(Time(millis), &mut bytes);
        String::from_utf8(bytes).unwrap()
    }

    #[test]
    fn the_ends_of_the_range_hold() {
        assert_eq!(text(FIRST), "0000-01-01T00:00:00.000Z");
        assert_eq!(text(LAST), "9999-12-31T23:59:59.999Z");
        assert_eq!(text(i64::MIN), text(FIRST));
        assert_eq!(text(i64::MAX), text(LAST));
    }

    #[test]
    fn every_day_of_eight_hundred_years_is_what_the_calendar_says() {
        let mut day = jiff::civil::date(1600, 1, 1);
        for number in -135_140..157_054 {
            let found = text(number * DAY + 45_296_789);
            assert_eq!(found, format!("{day}T12:34:56.789Z"));
            day = day.tomorrow().unwrap();
        }
        assert_eq!(day, jiff::civil::date(2400, 1, 1));
    }
}
