//! The form of a mask: `[email:7f3a9c21:M]`, class, token and length class of what stood there.

use hmac::{Hmac, Mac};
use sha2::Sha256;

use crate::domain::mask::MaskClass;

/// Hexadecimal digits of a token.
const TOKEN: usize = 8;

/// Length classes with the most Unicode scalars of each; the length is that of the value in its one form.
const LENGTHS: [(&str, usize); 4] = [("S", 8), ("M", 16), ("L", 32), ("XL", usize::MAX)];

/// Appends the mask of a value that is in its one form.
pub(super) fn write(key: &Hmac<Sha256>, class: MaskClass, value: &str, to: &mut String) {
    let mut mac = key.clone();
    mac.update(class.name().as_bytes());
    mac.update(b"\0");
    mac.update(value.as_bytes());
    let digest = mac.finalize().into_bytes();
    to.push('[');
    to.push_str(class.name());
    to.push(':');
    for byte in digest.iter().take(TOKEN / 2) {
        for half in [byte >> 4, byte & 15] {
            to.extend(char::from_digit(half.into(), 16));
        }
    }
    to.push(':');
    let length = value.chars().count();
    let name = LENGTHS.iter().find(|(_, most)| length <= *most);
    to.push_str(name.map_or("XL", |(name, _)| name));
    to.push(']');
}

/// Where the mask ends that begins with the bracket at `at`, if there is one.
pub(super) fn end(text: &str, at: usize) -> Option<usize> {
    let inside = text.get(at..)?.strip_prefix('[')?;
    let (name, rest) = inside.split_once(':')?;
    MaskClass::named(name)?;
    let (token, rest) = rest.split_at_checked(TOKEN)?;
    let hex = |byte: u8| byte.is_ascii_digit() || matches!(byte, b'a'..=b'f');
    let rest = rest.strip_prefix(':').filter(|_| token.bytes().all(hex))?;
    let rest = LENGTHS
        .iter()
        .find_map(|(length, _)| rest.strip_prefix(length)?.strip_prefix(']'))?;
    Some(text.len() - rest.len())
}

/// Every mask in a text, in order.
pub(super) fn all(text: &str) -> impl Iterator<Item = &str> {
    let starts = text.match_indices('[').map(|(start, _)| start);
    starts.filter_map(|start| text.get(start..end(text, start)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_known() {
        let key = Hmac::<Sha256>::new_from_slice(b"k").unwrap();
        for value in ["a", "abcdefghi", "abcdefghijklmnopq", &"x".repeat(40)] {
            let mut mask = "x ".to_owned();
            write(&key, MaskClass::Secret, value, &mut mask);
            assert_eq!(end(&mask, 2), Some(mask.len()), "{mask}");
            mask.push('y');
            assert_eq!(end(&mask, 2), Some(mask.len() - 1), "{mask}");
        }
    }

    #[test]
    fn other_brackets_are_no_masks() {
        for text in [
            "[email:7f3a9c2:M]",
            "[mail:7f3a9c21:M]",
            "[email:7F3A9C21:M]",
            "[email:7f3a9c21:M",
            "[x]",
            "[",
        ] {
            assert_eq!(end(text, 0), None, "{text}");
        }
    }
}
