//! Numbers and texts as bytes, little end first; reading never runs past the end.

use super::ModelError;

/// Longest text in a model file, in bytes.
const LONGEST: usize = 1 << 20;

/// Reads one part of a file.
pub(super) struct Bytes<'a> {
    part: &'static str,
    rest: &'a [u8],
}

impl<'a> Bytes<'a> {
    pub(super) const fn new(part: &'static str, rest: &'a [u8]) -> Self {
        Self { part, rest }
    }

    pub(super) fn wrong(&self, what: impl Into<String>) -> ModelError {
        ModelError::Part {
            part: self.part,
            what: what.into(),
        }
    }

    pub(super) fn take(&mut self, count: usize) -> Result<&'a [u8], ModelError> {
        let (taken, rest) = self
            .rest
            .split_at_checked(count)
            .ok_or_else(|| self.wrong("it ends too early"))?;
        self.rest = rest;
        Ok(taken)
    }

    fn array<const N: usize>(&mut self) -> Result<[u8; N], ModelError> {
        let taken = self.take(N)?;
        taken.try_into().map_err(|_| self.wrong("it ends too early"))
    }

    pub(super) fn u32(&mut self) -> Result<u32, ModelError> {
        self.array().map(u32::from_le_bytes)
    }

    pub(super) fn u64(&mut self) -> Result<u64, ModelError> {
        self.array().map(u64::from_le_bytes)
    }

    pub(super) fn i64(&mut self) -> Result<i64, ModelError> {
        self.array().map(i64::from_le_bytes)
    }

    /// A finite number.
    pub(super) fn f64(&mut self) -> Result<f64, ModelError> {
        let number = f64::from_bits(self.u64()?);
        if number.is_finite() {
            Ok(number)
        } else {
            Err(self.wrong("a number is not finite"))
        }
    }

    pub(super) fn text(&mut self) -> Result<String, ModelError> {
        let length = self.u32()? as usize;
        if length > LONGEST {
            return Err(self.wrong("a text is too long"));
        }
        let taken = self.take(length)?;
        String::from_utf8(taken.to_vec()).map_err(|_| self.wrong("a text is not UTF-8"))
    }

    /// What has not been read.
    pub(super) const fn rest(self) -> &'a [u8] {
        self.rest
    }

    pub(super) fn end(&self) -> Result<(), ModelError> {
        if self.rest.is_empty() {
            Ok(())
        } else {
            Err(self.wrong("it goes on after its end"))
        }
    }
}

/// Writes a text with its length before it.
pub(super) fn put_text(out: &mut Vec<u8>, text: &str) {
    out.extend_from_slice(&(text.len() as u32).to_le_bytes());
    out.extend_from_slice(text.as_bytes());
}
