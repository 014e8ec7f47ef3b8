//! From the bytes of a document to text. What they are encoded in is said by a mark at the beginning or by the
//! declaration; where neither is right, bytes that are no UTF-8 are read as Windows-1252, of which Latin-1
//! is a part.

use std::borrow::Cow;

use encoding_rs::{Encoding, ISO_2022_JP, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

/// The text of a document.
pub(super) fn decode(body: &[u8]) -> Cow<'_, str> {
    let marked = Encoding::for_bom(body).map(|(encoding, _)| encoding);
    let encoding = marked.or_else(|| by_first_bytes(body)).unwrap_or_else(|| {
        match (declared(body), std::str::from_utf8(body).is_ok()) {
            // All bytes of this one could be those of UTF-8.
            (Some(declared), _) if declared == ISO_2022_JP => declared,
            (_, true) => UTF_8,
            (Some(declared), false) if declared != UTF_8 => declared,
            (_, false) => WINDOWS_1252,
        }
    });
    match encoding.decode(body).0 {
        // It was given room for the longest text that these bytes could have been.
        Cow::Owned(mut text) => {
            text.shrink_to_fit();
            Cow::Owned(text)
        }
        text @ Cow::Borrowed(_) => text,
    }
}

/// UTF-16 without a mark shows by the zero beside the first sign.
fn by_first_bytes(body: &[u8]) -> Option<&'static Encoding> {
    match body {
        [b'<', 0, ..] => Some(UTF_16LE),
        [0, b'<', ..] => Some(UTF_16BE),
        _ => None,
    }
}

/// What the declaration in the first line says. That of UTF-16 could not be read like this.
fn declared(body: &[u8]) -> Option<&'static Encoding> {
    let end = body.iter().position(|byte| *byte == b'>')?;
    let line = std::str::from_utf8(body.get(..end)?).ok()?;
    let (_, rest) = line.strip_prefix("<?xml")?.split_once("encoding")?;
    let label = rest.split(['"', '\'']).nth(1)?;
    Encoding::for_label(label.as_bytes())
        .filter(|encoding| encoding.is_ascii_compatible() || *encoding == ISO_2022_JP)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn said_or_not_the_encoding_is_found() {
        for (bytes, text) in [
            (&b"<a>\xC3\xA9</a>"[..], "<a>é</a>"),
            (b"<a>\xE9</a>", "<a>é</a>"),
            (
                b"<?xml encoding='utf-8'?><a>\xE9</a>",
                "<?xml encoding='utf-8'?><a>é</a>",
            ),
            (
                b"<?xml encoding='ISO-8859-1'?><a>\xC3\xA9</a>",
                "<?xml encoding='ISO-8859-1'?><a>é</a>",
            ),
            (
                b"<?xml encoding=\"windows-1251\"?><a>\xEF</a>",
                "<?xml encoding=\"windows-1251\"?><a>п</a>",
            ),
            (b"<\0a\0>\0\xE9\0", "<a>é"),
            (b"\xFF\xFE<\0a\0>\0\xE9\0", "<a>é"),
        ] {
            assert_eq!(decode(bytes), text);
        }
    }
}
