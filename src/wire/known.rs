//! A constant that was found to say the same as a name of the schema. Names in code are constants, so that the next look
//! compares addresses, not letters: a record is checked field by field each time one is written or read.

use std::sync::OnceLock;

/// The constant found first; empty until one is.
#[derive(Debug)]
pub(super) struct Known<T: ?Sized + 'static>(OnceLock<&'static T>);

impl<T: ?Sized> Known<T> {
    pub(super) const fn new() -> Self {
        Self(OnceLock::new())
    }

    /// Whether this constant says the same: known from before, or as `compare` finds.
    pub(super) fn is(&self, constant: &'static T, compare: impl FnOnce() -> bool) -> bool {
        if self.0.get().is_some_and(|known| std::ptr::eq(*known, constant)) {
            return true;
        }
        let same = compare();
        if same {
            self.0.get_or_init(|| constant);
        }
        same
    }
}

/// What was found on the way makes no difference.
impl<T: ?Sized> PartialEq for Known<T> {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl<T: ?Sized> Eq for Known<T> {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_constant_is_compared_until_it_is_known_and_another_always() {
        let known = Known::new();
        assert!(!known.is("text", || false));
        assert!(known.is("text", || true));
        assert!(known.is("text", || unreachable!("it is known")));
        assert!(!known.is("handle", || false));
        assert!(known.is("handle", || true), "another constant may say the same");
    }
}
