//! Words with a feeling as bytes.

use super::ModelError;
use super::bytes::Bytes;
use crate::scoring::valences::{Entry, Valences};

/// Most words of a list.
const MOST_WORDS: u32 = 1 << 20;

pub(super) fn write(out: &mut Vec<u8>, valences: &Valences) {
    let words = valences.words();
    out.extend_from_slice(&(words.len() as u32).to_le_bytes());
    for (hash, entry) in words {
        out.extend_from_slice(&hash.to_le_bytes());
        out.extend(entry.tenths().map(|tenths| tenths.to_le_bytes()[0]));
    }
}

pub(super) fn read(part: &'static str, bytes: &[u8]) -> Result<Valences, ModelError> {
    let mut bytes = Bytes::new(part, bytes);
    let count = bytes.u32()?;
    if count > MOST_WORDS {
        return Err(bytes.wrong("it is too large"));
    }
    let mut words = Vec::new();
    for _ in 0..count {
        let hash = bytes.u64()?;
        let &[rated, translated] = bytes.take(2)? else {
            return Err(bytes.wrong("it ends too early"));
        };
        let tenths = [i8::from_le_bytes([rated]), i8::from_le_bytes([translated])];
        words.push((hash, Entry::new(tenths)));
    }
    bytes.end()?;
    Ok(Valences::new(words))
}
