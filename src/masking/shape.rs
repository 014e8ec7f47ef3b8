//! Codes of a shape that the deployment names: `ORD-999999`, `AA99*9`.

use std::ops::Range;

use super::scan::Scan;
use crate::domain::mask::is_code_shape;

/// The shape of a code.
#[derive(Debug, Clone)]
pub(super) struct Shape(Vec<u8>);

impl Shape {
    /// A shape of `9` for a digit, `A` for a capital letter, `*` for either, anything else for itself. `None`
    /// if it is not of 4 to 40 visible ASCII signs with a `9` among them.
    pub(super) fn new(written: &str) -> Option<Self> {
        is_code_shape(written).then(|| Self(written.as_bytes().to_vec()))
    }

    /// The code of this shape that has the digit at `at`.
    pub(super) fn around(&self, scan: &Scan<'_>, at: usize) -> Option<Range<usize>> {
        let first = at.saturating_sub(self.0.len() - 1).max(scan.floor);
        (first..=at).find_map(|start| {
            let end = start + self.0.len();
            let apart =
                !scan.before(start).is_ascii_alphanumeric() && !scan.byte(end).is_ascii_alphanumeric();
            let fits = || {
                self.0
                    .iter()
                    .enumerate()
                    .all(|(place, sign)| matches(*sign, scan.byte(start + place)))
            };
            (apart && fits()).then_some(start..end)
        })
    }
}

const fn matches(sign: u8, byte: u8) -> bool {
    match sign {
        b'9' => byte.is_ascii_digit(),
        b'A' => byte.is_ascii_uppercase(),
        b'*' => byte.is_ascii_digit() || byte.is_ascii_uppercase(),
        other => other == byte,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_shape_is_found_apart_from_other_signs() {
        let shape = Shape::new("BC-99*").unwrap();
        let found = |text: &str| shape.around(&Scan::new(text), text.find('1').unwrap());
        assert_eq!(found("see XC-12B."), None);
        assert_eq!(
            Shape::new("A-99*").unwrap().around(&Scan::new("see X-12B."), 6),
            Some(4..9)
        );
        assert_eq!(
            Shape::new("A-99*").unwrap().around(&Scan::new("see XX-12B."), 7),
            None
        );
        assert!(Shape::new("ABC").is_none() && Shape::new("AAAA").is_none() && Shape::new("A 999").is_none());
    }
}
