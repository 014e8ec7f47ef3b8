//! Positions within a partition.

use std::fmt;

/// A place within a partition: that of a record, or of the next record to take. A message holds one record or several:
/// its offset, and the record's number in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    /// Offset of the message.
    pub offset: i64,
    /// Number of the record in its message, from 0.
    pub index: u32,
}

impl Position {
    /// The first record of the message at this offset.
    #[must_use]
    pub const fn start_of(offset: i64) -> Self {
        Self { offset, index: 0 }
    }

    /// The position after this record: the next of its message, or of the next message if it was the `last`.
    #[must_use]
    pub const fn after(self, last: bool) -> Self {
        if last {
            Self::start_of(self.offset.saturating_add(1))
        } else {
            Self {
                offset: self.offset,
                index: self.index.saturating_add(1),
            }
        }
    }

    /// Whether records of the message at this offset come before it: that message must be gone on with, and no other.
    #[must_use]
    pub const fn is_inside(self) -> bool {
        self.index > 0
    }
}

impl fmt::Display for Position {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.offset)?;
        if self.is_inside() {
            write!(f, "/{}", self.index)?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn positions_go_on_within_a_message_and_then_to_the_next() {
        let first = Position::start_of(7);
        let second = first.after(false);
        let (third, next) = (second.after(false), second.after(true));
        assert!(first < second && second < third && third < next);
        assert_eq!(next, Position::start_of(8));
        assert_eq!([first, second].map(Position::is_inside), [false, true]);
        assert_eq!([first, second].map(|at| at.to_string()), ["7", "7/1"]);
    }
}
