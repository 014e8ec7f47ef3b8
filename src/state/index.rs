//! What the rows of a table are found by besides their keys: when they are due, and a post that several share.

use std::collections::{BTreeMap, BTreeSet};

use super::due::Due;
use super::row::{Row, RowKey};
use crate::domain::ids::PostKey;
use crate::domain::time::Time;

/// What one row is found by.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Marks {
    pub(super) due: Option<Due>,
    pub(super) post: Option<PostKey>,
}

impl Marks {
    /// Those of a row, or of none.
    pub(super) fn of<R: Row>(row: Option<&R>) -> Self {
        Self {
            due: row.and_then(R::due),
            post: row.and_then(R::awaits),
        }
    }
}

/// The keys of a table's rows by what they are found by.
#[derive(Debug)]
pub(super) struct Index<K> {
    due: BTreeSet<(Due, K)>,
    posts: BTreeMap<PostKey, BTreeSet<K>>,
}

impl<K> Default for Index<K> {
    fn default() -> Self {
        Self {
            due: BTreeSet::new(),
            posts: BTreeMap::new(),
        }
    }
}

impl<K: RowKey> Index<K> {
    /// A row that was found by the one is found by the other from now on.
    pub(super) fn shift(&mut self, key: K, from: Marks, to: Marks) {
        if from.due != to.due {
            if let Some(due) = from.due {
                self.due.remove(&(due, key));
            }
            if let Some(due) = to.due {
                self.due.insert((due, key));
            }
        }
        if from.post != to.post {
            if let Some(post) = from.post
                && let Some(keys) = self.posts.get_mut(&post)
            {
                keys.remove(&key);
                if keys.is_empty() {
                    self.posts.remove(&post);
                }
            }
            if let Some(post) = to.post {
                self.posts.entry(post).or_default().insert(key);
            }
        }
    }

    /// The first rows that are due at `now`, at most `most`.
    pub(super) fn due(&self, now: Time, most: usize) -> Vec<K> {
        let come = self.due.iter().take_while(|(due, _)| due.has_come(now));
        come.take(most).map(|(_, key)| *key).collect()
    }

    /// The earliest moment of all that are due at `now`.
    pub(super) fn earliest(&self, now: Time) -> Option<Time> {
        let next = self.due.first().map(|(due, _)| *due);
        // Those that wait for a moment come after all that wait for the next tick, and may be older.
        let from = (Due::At(Time::START), K::of([0; 16]));
        let at = self.due.range(from..).next().map(|(due, _)| *due);
        let both = next.into_iter().chain(at);
        both.filter(|due| due.has_come(now)).map(Due::moment).min()
    }

    /// The rows that share this post, in the order of their keys.
    pub(super) fn of_post(&self, post: &PostKey) -> Option<&BTreeSet<K>> {
        self.posts.get(post)
    }

    /// Rows that are ever due.
    pub(super) fn len(&self) -> usize {
        self.due.len()
    }
}
