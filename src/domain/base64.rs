//! Base64 with padding (RFC 4648, section 4): bytes as text.

const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/// The bytes in base64 with padding.
#[must_use]
pub fn encode(bytes: &[u8]) -> String {
    let mut out = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for chunk in bytes.chunks(3) {
        let at = |i: usize| u32::from(chunk.get(i).copied().unwrap_or(0));
        let word = at(0) << 16 | at(1) << 8 | at(2);
        for (place, shift) in [18, 12, 6, 0].into_iter().enumerate() {
            let digit = usize::try_from(word >> shift & 63).unwrap_or(0);
            let digit = DIGITS.get(digit).copied().map_or('=', char::from);
            out.push(if place > chunk.len() { '=' } else { digit });
        }
    }
    out
}

/// The bytes that this text stands for; `None` if it is no base64 with padding.
#[must_use]
pub fn decode(text: &str) -> Option<Vec<u8>> {
    let digits = text.trim_end_matches('=');
    let padding = text.len() - digits.len();
    if !text.len().is_multiple_of(4) || padding > 2 {
        return None;
    }
    let mut out = Vec::with_capacity(text.len() / 4 * 3);
    for chunk in digits.as_bytes().chunks(4) {
        let mut word = 0;
        for digit in chunk {
            let value = DIGITS.iter().position(|other| other == digit)?;
            word = word << 6 | u32::try_from(value).ok()?;
        }
        let bits = chunk.len() * 6;
        let unused = bits % 8;
        let bytes = (word >> unused << unused << (32 - bits)).to_be_bytes();
        // Bits that stand for nothing must be none: one text for one run of bytes.
        if word & ((1 << unused) - 1) != 0 {
            return None;
        }
        out.extend_from_slice(bytes.get(..bits / 8)?);
    }
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_answers_both_ways() {
        for (text, wanted) in [
            ("", ""),
            ("f", "Zg=="),
            ("fo", "Zm8="),
            ("foo", "Zm9v"),
            ("foob", "Zm9vYg=="),
            ("foobar", "Zm9vYmFy"),
        ] {
            assert_eq!(encode(text.as_bytes()), wanted);
            assert_eq!(decode(wanted).as_deref(), Some(text.as_bytes()));
        }
        assert_eq!(encode(&[0xff, 0xfe]), "//4=");
        assert_eq!(decode("//4=").as_deref(), Some(&[0xff, 0xfe][..]));
    }

    #[test]
    fn other_texts_are_none() {
        for text in ["Zg", "Zg=", "Zh==", "Z===", "====", "Zm9 ", "Zm-_", "Zg==Zg=="] {
            assert_eq!(decode(text), None, "{text}");
        }
    }
}
