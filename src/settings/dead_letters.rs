//! Settings of dead letters: what becomes of the bytes of a refused record.

use secrecy::{ExposeSecret, SecretString};

use super::secret::secret;
use super::section::Section;

/// What becomes of a refused record's bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RawBytes {
    /// They stand in the dead letter as they came.
    Keep,
    /// The dead letter says why and where, and holds none of them.
    Drop,
    /// They are encrypted with the key.
    Encrypt,
}

/// Settings of dead letters.
#[derive(Debug, Clone)]
pub struct DeadLetters {
    /// What becomes of the bytes that are written.
    pub raw: RawBytes,
    /// The key of 64 hexadecimal digits, if there is one. It also opens what was encrypted before.
    pub key: Option<SecretString>,
}

/// Reads `dead_letters`.
pub(super) fn read(mut section: Section<'_>) -> DeadLetters {
    let context = section.context;
    let raw = section.choice(
        "raw",
        &[
            ("keep", RawBytes::Keep),
            ("drop", RawBytes::Drop),
            ("encrypt", RawBytes::Encrypt),
        ],
    );
    let found = section.take("key");
    let path = section.path("key");
    section.finish();
    let given = found.is_some();
    let key = found.and_then(|found| {
        let place = found.place.clone();
        let value = secret(context, found)?;
        let text = value.expose_secret();
        if text.len() != 64 || !text.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            let hint = "make one with `openssl rand -hex 32`";
            context.problem(
                &place,
                &path,
                "the key is not of 64 hexadecimal digits",
                Some(hint.into()),
            );
        }
        Some(value)
    });
    let raw = raw.unwrap_or(RawBytes::Keep);
    if raw == RawBytes::Encrypt && !given {
        let hint = "name a variable as `{ env: NAME }` or a file as `{ file: PATH }`";
        context.problem("", &path, "no key to encrypt with", Some(hint.into()));
    }
    DeadLetters { raw, key }
}
