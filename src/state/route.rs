//! Where the rows of a lane go when their stage gets another number of lanes. A table whose rows do not say it does not
//! compile.

use crate::domain::partition::Home;

/// The lanes that a row belongs to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Route {
    /// That of the key which brings its news.
    Home(Home),
    /// Those of several such keys; each lane gets a copy.
    Homes(Vec<Home>),
    /// All of them: what it says was told to every lane.
    Everywhere,
    /// None but the one that keeps it: work that the lane has begun.
    Begun,
}

/// A row that says where it belongs.
pub trait Routed<K>: Sized {
    /// The lanes that it belongs to.
    fn route(&self, key: &K) -> Route;

    /// Two lanes that become one both held a row of this key: what stays. `other` is of the later lane.
    #[must_use]
    fn joined(self, other: Self) -> Self {
        drop(other);
        self
    }
}

/// Why a lane's rows cannot be dealt out.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Stuck {
    /// Rows that only this lane can make an end of.
    #[error("{rows} rows of table `{table}` are work that it has begun; run the stage until it is idle")]
    Begun {
        /// The table's tag.
        table: char,
        /// How many.
        rows: usize,
    },
    /// Rows that are not this lane's own.
    #[error(
        "{rows} rows of table `{table}` belong to other lanes; they were written under another number of partitions"
    )]
    Astray {
        /// The table's tag.
        table: char,
        /// How many.
        rows: usize,
    },
}

/// Receives what is dealt out: the lane, key and value as `gather` takes them.
pub type DealSink<'a> = dyn FnMut(i32, &[u8], &[u8]) + 'a;

/// A lane whose rows are dealt out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Deal {
    /// The lane's partition.
    pub partition: i32,
    /// Lanes of the stage until now, at least 1.
    pub before: i32,
    /// Lanes of the stage from now on, at least 1.
    pub after: i32,
}

/// Counts the rows that cannot be dealt out.
#[derive(Debug, Default, Clone, Copy)]
pub(super) struct Tally {
    begun: usize,
    astray: usize,
}

impl Tally {
    /// Nothing, or what is wrong with the table of this tag.
    pub(super) fn verdict(self, tag: u8) -> Result<(), Stuck> {
        let table = char::from(tag);
        match (self.astray, self.begun) {
            (0, 0) => Ok(()),
            (0, rows) => Err(Stuck::Begun { table, rows }),
            (rows, _) => Err(Stuck::Astray { table, rows }),
        }
    }
}

impl Deal {
    /// The lanes that a row goes to, in order, each once.
    pub(super) fn lanes(self, route: &Route, tally: &mut Tally) -> Vec<i32> {
        let homes = match route {
            Route::Everywhere => return (0..self.after).collect(),
            Route::Begun => {
                tally.begun += 1;
                return Vec::new();
            }
            Route::Home(home) => std::slice::from_ref(home),
            Route::Homes(homes) => homes.as_slice(),
        };
        // News of a row comes to the lane by one of its homes; by the others it may come to any.
        if !homes.iter().any(|home| home.among(self.before) == self.partition) {
            tally.astray += 1;
        }
        let mut lanes: Vec<i32> = homes.iter().map(|home| home.among(self.after)).collect();
        lanes.sort_unstable();
        lanes.dedup();
        lanes
    }
}
