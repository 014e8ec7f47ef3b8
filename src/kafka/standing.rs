//! A lane's standing as metadata of its committed offset: what the owner of time reads.

use crate::domain::time::Time;

/// The metadata: milliseconds, or nothing before the first.
pub(super) fn write(time: Time) -> String {
    if time == Time::START {
        String::new()
    } else {
        time.0.to_string()
    }
}

/// The lane time of this metadata, if it is one.
pub(super) fn read(metadata: &str) -> Option<Time> {
    metadata.parse().ok().map(Time)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_standing_is_read_back() {
        for time in [Time(0), Time(-5), Time(1_790_000_000_000)] {
            assert_eq!(read(&write(time)), Some(time));
        }
        assert_eq!(read(&write(Time::START)), None);
        assert_eq!(read("something else"), None);
    }
}
