//! A committed row: as the changelog holds it until somebody looks at it. Reading every row would be most of the time
//! that restoring a lane takes, and a row that was read takes more memory than its bytes.

use std::cell::{Cell, OnceCell};
use std::fmt;

use super::due::Due;
use super::index::Marks;
use super::row::Row;

/// A committed row.
pub struct Committed<R> {
    marks: Marks,
    row: OnceCell<Box<R>>,
    /// Empty once the row was read.
    bytes: Cell<Box<[u8]>>,
}

impl<R: fmt::Debug> fmt::Debug for Committed<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Committed")
            .field("marks", &self.marks)
            .field("row", &self.row)
            .finish_non_exhaustive()
    }
}

impl<R: Row> Committed<R> {
    /// A row that is there.
    pub fn read(row: R) -> Self {
        Self {
            marks: Marks::of(Some(&row)),
            row: OnceCell::from(Box::new(row)),
            bytes: Cell::default(),
        }
    }

    /// The bytes of a row that awaits no post and is due then. They must have been checked: see [`Row::restore`].
    #[must_use]
    pub fn unread(bytes: &[u8], due: Option<Due>) -> Self {
        Self {
            marks: Marks { due, post: None },
            row: OnceCell::new(),
            bytes: Cell::new(bytes.into()),
        }
    }

    /// When the row wants to be looked at by a tick, if ever.
    pub const fn due(&self) -> Option<Due> {
        self.marks.due
    }

    /// What the row is found by besides its key.
    pub(super) const fn marks(&self) -> Marks {
        self.marks
    }

    /// The row.
    pub fn get(&self) -> &R {
        self.row.get_or_init(|| {
            let row = self.decoded();
            self.bytes.take();
            Box::new(row)
        })
    }

    /// The row, to be changed.
    pub fn copy(&self) -> R {
        self.row.get().map_or_else(|| self.decoded(), |row| R::clone(row))
    }

    #[expect(
        clippy::panic,
        reason = "the bytes were checked when the lane was restored; going on without the row would lose it"
    )]
    fn decoded(&self) -> R {
        let bytes = self.bytes.take();
        let row = R::decode(&bytes);
        self.bytes.set(bytes);
        match row {
            Ok(row) => row,
            Err(why) => panic!("a row of the changelog followed its schema and cannot be read: {why}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::panic::{AssertUnwindSafe, catch_unwind};

    use super::*;

    #[derive(Debug, Clone)]
    struct Odd;

    impl Row for Odd {
        fn encode(&self, _: &mut Vec<u8>) {}

        fn decode(bytes: &[u8]) -> Result<Self, String> {
            Err(format!("{} odd bytes", bytes.len()))
        }
    }

    #[test]
    fn a_row_that_cannot_be_read_keeps_its_bytes() {
        let row = Committed::<Odd>::unread(b"odd", None);
        let looks: [&dyn Fn() -> Odd; 4] = [&|| row.copy(), &|| row.get().clone(), &|| row.copy(), &|| {
            row.get().clone()
        }];
        for look in looks {
            let said = catch_unwind(AssertUnwindSafe(look)).expect_err("it cannot be read");
            let said = said.downcast_ref::<String>().expect("words");
            assert!(said.ends_with("3 odd bytes"), "{said}");
        }
    }
}
