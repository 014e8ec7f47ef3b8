//! Halves of surrogate pairs: a text that was cut inside a sign beyond the sixteen bits of UTF-16 keeps half of it, as
//! `\ud83d` in JSON or as three bytes that are no UTF-8. A half costs one sign, not the record. Looked for only
//! where a text could not be read.

use std::borrow::Cow;

use serde_json::value::RawValue;

use super::loose::Str;

/// The sign that stands for what could not be read, in UTF-8.
const INSTEAD: &str = "\u{FFFD}";

/// The text that this value is.
pub(super) fn text(raw: &RawValue) -> Option<Str<'_>> {
    let whole = || {
        let mended = mend(raw.get().as_bytes())?;
        let text: Str<'_> = serde_json::from_slice(&mended).ok()?;
        Some(Str(text.0.map(|text| Cow::Owned(text.into_owned()))))
    };
    serde_json::from_str(raw.get()).ok().or_else(whole)
}

/// The document with a sign in place of each half; `None` if there is none.
pub(super) fn mend(body: &[u8]) -> Option<Vec<u8>> {
    let mut out = Vec::with_capacity(body.len());
    let mut rest = body;
    let mut mended = false;
    while let Some((first, after)) = rest.split_first() {
        let (piece, length) = match rest {
            // A backslash that is escaped begins no escape.
            [b'\\', b'\\', ..] => (None, 2),
            [b'\\', b'u', ..] => escape(rest),
            [0xED, 0xA0..=0xBF, ..] => encoded(rest),
            _ => (None, 1),
        };
        match piece {
            Some(piece) => {
                mended = true;
                out.extend_from_slice(piece.as_bytes());
            }
            None if length == 1 => out.push(*first),
            None => out.extend_from_slice(rest.get(..length).unwrap_or_default()),
        }
        rest = rest.get(length..).unwrap_or(after);
    }
    mended.then_some(out)
}

/// What is to stand in place of an escape, if it is no whole sign, and how many bytes it has.
fn escape(rest: &[u8]) -> (Option<String>, usize) {
    let unit = |at: usize| {
        let digits = rest.get(at..)?.strip_prefix(b"\\u")?.get(..4)?;
        u32::from_str_radix(std::str::from_utf8(digits).ok()?, 16).ok()
    };
    match (unit(0), unit(6)) {
        (Some(0xD800..=0xDBFF), Some(0xDC00..=0xDFFF)) => (None, 12),
        (Some(0xD800..=0xDFFF), _) => (Some(INSTEAD.to_owned()), 6),
        (Some(_), _) => (None, 6),
        (None, _) => (None, 2),
    }
}

/// The same for a half in three bytes. Two that belong together are the sign that they were cut from.
fn encoded(rest: &[u8]) -> (Option<String>, usize) {
    let unit = |at: usize| match rest.get(at..at + 3)? {
        [0xED, second @ 0xA0..=0xBF, third @ 0x80..=0xBF] => {
            Some(0xD000 | (u32::from(second & 0x3F) << 6) | u32::from(third & 0x3F))
        }
        _ => None,
    };
    match (unit(0), unit(3)) {
        (Some(high @ 0xD800..=0xDBFF), Some(low @ 0xDC00..=0xDFFF)) => {
            let sign = 0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00);
            (char::from_u32(sign).map(String::from), 6)
        }
        (Some(_), _) => (Some(INSTEAD.to_owned()), 3),
        (None, _) => (None, 1),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mended(body: &[u8]) -> Option<String> {
        mend(body).map(|body| String::from_utf8(body).unwrap())
    }

    #[test]
    fn a_half_becomes_one_sign() {
        for (body, text) in [
            (&br#""a \ud83d b""#[..], "\"a \u{FFFD} b\""),
            (br#""a \udE00""#, "\"a \u{FFFD}\""),
            (br#""\ud83d\ud83d\ude00""#, "\"\u{FFFD}\\ud83d\\ude00\""),
            (br#""\\\ud83d""#, "\"\\\\\u{FFFD}\""),
            (b"\"a \xED\xA0\xBD b\"", "\"a \u{FFFD} b\""),
            (b"\"\xED\xA0\xBD\xED\xB8\x80\"", "\"\u{1F600}\""),
        ] {
            assert_eq!(mended(body).as_deref(), Some(text), "{body:?}");
        }
    }

    #[test]
    fn whole_signs_are_left_as_they_are() {
        for body in [
            &br#""\ud83d\ude00""#[..],
            br#""\\ud83d""#,
            br#""\u00e9 \u12""#,
            "\"\u{D7FF} \u{1F600} \"".as_bytes(),
            b"\"\xED",
        ] {
            assert_eq!(mended(body), None, "{body:?}");
        }
    }

    #[test]
    fn a_text_with_a_half_is_read() {
        let raw: &RawValue = serde_json::from_str(r#""late \ud83d""#).unwrap();
        assert_eq!(text(raw).unwrap().get(), Some("late \u{FFFD}"));
    }
}
