//! Words that name people, by their name or by a group they belong to: the models see that somebody is named, never
//! who, so that a name or a group in place of another changes no score.

use super::Marks;
use crate::scoring::text::{Kind, Scan, hash_of};
use crate::scoring::valences::Source;

/// The word that stands for all names.
pub(super) const SOMEBODY: u64 = hash_of("\u{1}somebody");
/// The word that stands for all groups.
pub(super) const GROUP: u64 = hash_of("\u{1}group");

/// The words of a text as the models see them, in order.
pub(super) fn seen<'a>(scan: &'a Scan, marks: &'a Marks) -> impl Iterator<Item = u64> + 'a {
    scan.tokens().iter().zip(marks.all()).map(|(token, mark)| {
        if mark.is_group() {
            GROUP
        } else if token.name
            && token.kind == Kind::Word
            && Source::ALL.iter().all(|source| mark.by(*source).is_none())
        {
            SOMEBODY
        } else {
            token.hash
        }
    })
}

/// Whether a word stands for all of its kind.
pub(super) const fn is_hidden(seen: u64) -> bool {
    seen == SOMEBODY || seen == GROUP
}
