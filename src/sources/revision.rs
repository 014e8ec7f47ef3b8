//! Revisions of posts whose network does not number them.

use sha2::{Digest, Sha256};

use crate::domain::time::Time;

/// The revision made at this moment: the second, counted from 2020. It grows with every later edit, is the
/// same whenever the same edit is read, and fits the field until 2088. Two edits of a post within one
/// second count as one. From 1: revision 0 is the post as it was first written.
pub(super) fn by_moment(at: Option<Time>) -> i64 {
    const FROM: Time = Time(1_577_836_800_000);
    at.map_or(1, |at| (at.since(FROM).0 / 1000).max(1))
}

/// A revision that is known by its content alone: the same content is the same revision, another one most
/// likely another. Which of two is newer it does not say. From 1 to the largest `i32`.
pub(super) fn by_content(parts: &[&str]) -> i64 {
    let mut hash = Sha256::new();
    for part in parts {
        hash.update((part.len() as u64).to_be_bytes());
        hash.update(part.as_bytes());
    }
    let first = hash.finalize().into_iter().take(4);
    let value = first.fold(0_i64, |value, byte| value * 256 + i64::from(byte));
    (value & i64::from(i32::MAX)).max(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_later_moment_is_a_higher_revision() {
        let at = |millis| by_moment(Some(Time(millis)));
        assert_eq!((at(0), at(1_577_836_800_999), by_moment(None)), (1, 1, 1));
        assert!(at(1_775_563_201_000) > at(1_775_563_200_000));
        assert!(i32::try_from(at(3_720_000_000_000)).is_ok());
    }

    #[test]
    fn content_is_told_apart_and_its_parts_are_not_run_together() {
        assert_eq!(by_content(&["a", "b"]), by_content(&["a", "b"]));
        assert_ne!(by_content(&["a", "b"]), by_content(&["ab", ""]));
        assert!(i32::try_from(by_content(&[""])).is_ok_and(|revision| revision > 0));
    }
}
