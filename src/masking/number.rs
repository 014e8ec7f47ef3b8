//! Digits in groups, as numbers are written: `0151 234-5678`, `(030) 12 34`, also in Arabic, Indian, Thai and wide
//! digits.

use super::joint::{self, Joint};
use super::scan::Scan;

const DIGITS: usize = 20;
const GROUPS: usize = 8;
/// Digits without a sign between them.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Group {
    /// Its first byte in the text.
    pub(super) start: usize,
    /// One past its last byte.
    pub(super) end: usize,
    /// How many digits.
    pub(super) digits: usize,
    /// What joins it to the group before.
    pub(super) joint: Joint,
    /// Whether it stands in round brackets.
    pub(super) bracketed: bool,
}

/// A number in groups.
#[derive(Debug, Clone, Default)]
pub(super) struct Number {
    digits: [u8; DIGITS],
    length: usize,
    groups: [Group; GROUPS],
    count: usize,
}

/// The digit at `at` with its length in bytes.
pub(super) fn digit(scan: &Scan<'_>, at: usize) -> Option<(u8, usize)> {
    let byte = scan.byte(at);
    if byte.is_ascii_digit() {
        return Some((byte - b'0', 1));
    }
    match (byte, scan.byte(at + 1), scan.byte(at + 2)) {
        (0xd9, low @ 0xa0..=0xa9, _) => Some((low - 0xa0, 2)),
        (0xdb, low @ 0xb0..=0xb9, _) => Some((low - 0xb0, 2)),
        // From Devanagari to Malayalam each script has its own, at the same place of its block.
        (0xe0, 0xa5..=0xb5, low @ 0xa6..=0xaf) if scan.byte(at + 1) % 2 == 1 => Some((low - 0xa6, 3)),
        (0xe0, 0xb9, low @ 0x90..=0x99) => Some((low - 0x90, 3)),
        (0xef, 0xbc, low @ 0x90..=0x99) => Some((low - 0x90, 3)),
        _ => None,
    }
}

/// Whether a digit ends right before `at`.
pub(super) fn digit_before(scan: &Scan<'_>, at: usize) -> bool {
    [1, 2, 3]
        .into_iter()
        .filter_map(|back| {
            at.checked_sub(back)
                .and_then(|start| digit(scan, start))
                .filter(|(_, length)| *length == back)
        })
        .next()
        .is_some()
}

impl Number {
    /// The number whose first digit stands at `at`, as far as it fits.
    pub(super) fn read(scan: &Scan<'_>, at: usize) -> Self {
        let mut number = Self::default();
        let (mut position, mut joint, mut opened) = (at, Joint::default(), scan.before(at) == b'(');
        while number.count < GROUPS {
            let mut group = Group {
                start: position,
                joint,
                ..Group::default()
            };
            while let Some((value, length)) = digit(scan, position) {
                if let Some(slot) = number.digits.get_mut(number.length + group.digits) {
                    *slot = value;
                }
                group.digits += 1;
                position += length;
            }
            // A group that does not fit whole is no part of the number, and nothing after it is.
            if group.digits == 0 || number.length + group.digits > DIGITS {
                break;
            }
            group.end = position;
            group.bracketed = opened && scan.byte(position) == b')';
            number.length += group.digits;
            if let Some(slot) = number.groups.get_mut(number.count) {
                *slot = group;
            }
            number.count += 1;
            let Some(read) = joint::read(scan, position) else {
                break;
            };
            (joint, opened) = (read.joint, read.opens);
            position += read.length;
        }
        number
    }

    /// The number up to the first group that is joined otherwise.
    pub(super) fn joined(&self, mut by: impl FnMut(Joint) -> bool) -> Self {
        let mut number = self.clone();
        let rest = self.groups().iter().skip(1);
        number.count = 1 + rest.take_while(|group| by(group.joint)).count();
        number.length = self.digits(number.count).len();
        number
    }

    /// Its groups.
    pub(super) fn groups(&self) -> &[Group] {
        self.groups.get(..self.count).unwrap_or_default()
    }

    /// How many digits it has.
    pub(super) const fn length(&self) -> usize {
        self.length
    }

    /// Digits of the first `groups` groups.
    pub(super) fn digits(&self, groups: usize) -> &[u8] {
        let length = self.groups().iter().take(groups).map(|group| group.digits).sum();
        self.digits.get(..length).unwrap_or_default()
    }

    /// Digits in each of the first `groups` groups, for patterns.
    pub(super) fn is(&self, lengths: &[usize]) -> bool {
        let groups = self.groups().iter().map(|group| group.digits);
        self.count >= lengths.len() && groups.zip(lengths).all(|(digits, wanted)| digits == *wanted)
    }

    /// Whether the first three groups are a date: day, month, year in any order.
    pub(super) fn is_date(&self) -> bool {
        let [first, second, third, ..] = self.groups() else {
            return false;
        };
        let same = second.joint == third.joint && matches!(second.joint.sign, b'.' | b'/' | b'-');
        let lengths = (first.digits, second.digits, third.digits);
        same && matches!(lengths, (1 | 2, 1 | 2, 4) | (4, 1 | 2, 1 | 2) | (2, 2, 2)) && self.count == 3
            || same
                && matches!(lengths, (1 | 2, 1 | 2, 4) | (4, 2, 2))
                && self
                    .groups()
                    .get(3)
                    .is_some_and(|next| next.joint != second.joint)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> (Vec<usize>, String) {
        let number = Number::read(&Scan::new(text), text.find(|c: char| c.is_numeric()).unwrap());
        let digits = number.digits(8).iter().map(|d| char::from(b'0' + d)).collect();
        (number.groups().iter().map(|group| group.digits).collect(), digits)
    }

    #[test]
    fn a_number_ends_where_it_is_joined_otherwise() {
        let number = Number::read(&Scan::new("030 12 34, 56"), 0);
        let first = number.joined(Joint::is_blank);
        assert_eq!((number.length(), first.length(), first.groups().len()), (9, 7, 3));
    }

    #[test]
    fn groups_are_read() {
        assert_eq!(read("(030) 12 34-5"), (vec![3, 2, 2, 1], "03012345".to_owned()));
        assert_eq!(read("+49 (0)151 7"), (vec![2, 1, 3, 1], "4901517".to_owned()));
        assert_eq!(read("٠٥٠ ١٢٣"), (vec![3, 3], "050123".to_owned()));
        assert_eq!(read("０９０−１"), (vec![3, 1], "0901".to_owned()));
        assert_eq!(read("12 and 34"), (vec![2], "12".to_owned()));
        assert_eq!(read("12  34"), (vec![2, 2], "1234".to_owned()));
        assert_eq!(read("12\r\n34"), (vec![2, 2], "1234".to_owned()));
        assert_eq!(read(&"1".repeat(30)).0, Vec::<usize>::new());
    }
}
