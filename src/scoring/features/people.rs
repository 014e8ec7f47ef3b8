//! Words that name people, by their name or by a group they belong to: the models see that somebody is named, never
//! who, so that a name or a group in place of another changes no score.

use crate::scoring::text::{Kind, Token, hash_of};
use crate::scoring::valences::Entry;

/// The word that stands for all names.
pub(super) const SOMEBODY: u64 = hash_of("\u{1}somebody");
/// The word that stands for all groups.
pub(super) const GROUP: u64 = hash_of("\u{1}group");

/// A word as the models see it, by what the lists say of it.
#[inline]
pub(super) fn seen(token: &Token, mark: Entry) -> u64 {
    if mark.is_group() {
        GROUP
    } else if token.name && token.kind == Kind::Word && !mark.feels() {
        SOMEBODY
    } else {
        token.hash
    }
}

/// Whether a word stands for all of its kind.
pub(super) const fn is_hidden(seen: u64) -> bool {
    seen == SOMEBODY || seen == GROUP
}
