//! Ids for what a network gives none: made of its content, so that the same thing read again has the same
//! id. And ids without the white space that long lines put into them.

use std::borrow::Cow;

use sha2::{Digest, Sha256};

use crate::domain::ids::hex;

/// An id of 32 hexadecimal digits, the same for the same parts alone.
pub(super) fn fingerprint(parts: &[&str]) -> String {
    let mut hash = Sha256::new();
    for part in parts {
        hash.update((part.len() as u64).to_be_bytes());
        hash.update(part.as_bytes());
    }
    let mut first = [0; 16];
    for (to, from) in first.iter_mut().zip(hash.finalize()) {
        *to = from;
    }
    hex(&first).iter().map(|digit| char::from(*digit)).collect()
}

/// The id without white space and control characters: where an id is folded over lines, they are none of it.
pub(super) fn unfolded(id: Cow<'_, str>) -> Cow<'_, str> {
    let is_fold = |c: char| c.is_whitespace() || c.is_control();
    if id.contains(is_fold) {
        Cow::Owned(id.replace(is_fold, ""))
    } else {
        id
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_are_told_apart_and_not_run_together() {
        assert_eq!(fingerprint(&["a", "b"]), fingerprint(&["a", "b"]));
        assert_ne!(fingerprint(&["a", "b"]), fingerprint(&["ab", ""]));
        assert_eq!(fingerprint(&[]).len(), 32);
    }

    #[test]
    fn a_folded_id_is_one_again() {
        assert_eq!(unfolded("a\r\n b\u{A0}c".into()), "abc");
        assert!(matches!(unfolded("abc".into()), Cow::Borrowed("abc")));
    }
}
