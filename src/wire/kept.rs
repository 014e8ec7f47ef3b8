//! What is kept of a refused record in its dead letter: all of it where that fits, otherwise cut, with the size and the
//! hash of the whole. A dead letter that is too large to be written would hold up its partition for ever.

use sha2::{Digest, Sha256};

/// What a dead letter says of itself takes no more than this, in bytes.
const OWN: usize = 4_096;
/// What encryption adds to a value, in bytes.
const SEAL: usize = 28;
/// What a header takes beside its name and value, in bytes.
const HEADER: usize = 10;
/// The key, and the headers together, may take this part of a dead letter.
const SHARE: usize = 8;

/// The parts of a refused record that its dead letter holds.
#[derive(Debug, Clone)]
pub struct Kept<'a> {
    /// Its key.
    pub key: &'a [u8],
    /// Its value; `None` for a tombstone, or where it must not be kept.
    pub value: Option<&'a [u8]>,
    /// What was cut off.
    pub cut: Cut,
    limit: usize,
    headers: usize,
}

/// What was cut off a refused record.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Cut {
    /// Size of the whole value in bytes, and its SHA-256.
    pub value: Option<(usize, [u8; 32])>,
    /// Size of the whole key in bytes.
    pub key: Option<usize>,
    /// Headers left out.
    pub headers: u32,
}

/// The first bytes, and the size of the whole if there are more.
fn first(bytes: &[u8], most: usize) -> (&[u8], Option<usize>) {
    match bytes.get(..most) {
        Some(kept) if bytes.len() > most => (kept, Some(bytes.len())),
        Some(_) | None => (bytes, None),
    }
}

impl<'a> Kept<'a> {
    /// Nothing yet, for a dead letter of at most `limit` bytes (at least 10,000).
    #[must_use]
    pub fn within(limit: usize) -> Self {
        Self {
            key: &[],
            value: None,
            cut: Cut::default(),
            limit,
            headers: 0,
        }
    }

    /// Whether a header of the record is kept.
    pub fn header(&mut self, name: &str, value: &[u8]) -> bool {
        let bytes = name.len() + value.len() + HEADER;
        let fits = self.headers + bytes <= self.limit / SHARE;
        if fits {
            self.headers += bytes;
        } else {
            self.cut.headers = self.cut.headers.saturating_add(1);
        }
        fits
    }

    /// Keeps the key.
    pub fn key(&mut self, key: &'a [u8]) {
        (self.key, self.cut.key) = first(key, self.limit / SHARE);
    }

    /// Keeps the value, as far as there is room beside key and headers: it comes last.
    pub fn value(&mut self, value: &'a [u8]) {
        let room = self
            .limit
            .saturating_sub(OWN + SEAL + self.headers + self.key.len());
        let (kept, whole) = first(value, room);
        self.value = Some(kept);
        self.cut.value = whole.map(|whole| (whole, Sha256::digest(value).into()));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_fits_is_kept_as_it_came() {
        let mut kept = Kept::within(10_000);
        assert!(kept.header("trace", b"7"));
        kept.key(b"key");
        let value = vec![1; 10_000 - OWN - SEAL - 3 - 16];
        kept.value(&value);
        assert_eq!((kept.key, kept.value), (&b"key"[..], Some(&value[..])));
        assert_eq!(kept.cut, Cut::default());
    }

    #[test]
    fn what_does_not_fit_is_cut_and_told() {
        let mut kept = Kept::within(10_000);
        let long = vec![7; 2_000];
        assert!(!kept.header("long", &long) && kept.header("short", b"x"));
        kept.key(&long);
        let value = vec![1; 8_000];
        kept.value(&value);
        assert_eq!(kept.key.len(), 1_250);
        assert_eq!(
            kept.value.map(<[u8]>::len),
            Some(10_000 - OWN - SEAL - 16 - 1_250)
        );
        let hash: [u8; 32] = Sha256::digest(&value).into();
        let cut = Cut {
            value: Some((8_000, hash)),
            key: Some(2_000),
            headers: 1,
        };
        assert_eq!(kept.cut, cut);
    }
}
