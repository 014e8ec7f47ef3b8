//! Raw bytes of dead letters, encrypted: AES-256-GCM-SIV under a key of the deployment. Nothing is drawn at
//! random: the nonce follows from the key and the record's origin, so that the same record read again gives
//! the same bytes, and the mode stays safe where a nonce comes twice.

use std::fmt;

use aes_gcm_siv::aead::{Aead, KeyInit, Payload};
use aes_gcm_siv::{Aes256GcmSiv, Nonce};
use hmac::{Hmac, Mac};
use sha2::Sha256;

/// What `dlq-encryption` says.
pub const SCHEME: &str = "aes-256-gcm-siv";

const NONCE: usize = 12;

/// What becomes of the bytes of a refused record.
#[derive(Debug, Clone, Default)]
pub enum RawBytes {
    /// They stand in the dead letter as they came.
    #[default]
    Keep,
    /// The dead letter holds none of them.
    Drop,
    /// They are encrypted.
    Encrypt(Box<Seal>),
}

/// Encrypts and opens raw bytes.
#[derive(Clone)]
pub struct Seal {
    cipher: Aes256GcmSiv,
    nonces: Hmac<Sha256>,
    id: String,
}

impl Seal {
    /// A seal with the key of these 64 hexadecimal digits; `None` if they are not that.
    #[must_use]
    pub fn new(key: &str) -> Option<Self> {
        let value = |digit: &u8| char::from(*digit).to_digit(16);
        let pairs = key.as_bytes().chunks_exact(2).map(|pair| {
            let [high, low] = pair else { return None };
            u8::try_from(value(high)? * 16 + value(low)?).ok()
        });
        let bytes: Vec<u8> = pairs.collect::<Option<_>>().filter(|_| key.len() == 64)?;
        let cipher = Aes256GcmSiv::new_from_slice(&bytes).ok()?;
        let derived = |purpose: &[u8]| {
            let mut mac = <Hmac<Sha256> as Mac>::new_from_slice(&bytes).ok()?;
            mac.update(purpose);
            Some(mac.finalize().into_bytes())
        };
        let nonces = <Hmac<Sha256> as Mac>::new_from_slice(&derived(b"outcry dead letter nonce 1")?).ok()?;
        let id = derived(b"outcry dead letter key id")?;
        let id = id.iter().take(4).map(|byte| format!("{byte:02x}")).collect();
        Some(Self { cipher, nonces, id })
    }

    /// Names the key without giving it away: the `dlq-key-id` header.
    #[must_use]
    pub fn id(&self) -> &str {
        &self.id
    }

    /// The bytes, encrypted for the dead letter of this origin: nonce, then what the cipher gives. `None` for
    /// more than the cipher takes (64 GiB).
    #[must_use]
    pub fn seal(&self, origin: &[u8], bytes: &[u8]) -> Option<Vec<u8>> {
        let mut mac = self.nonces.clone();
        mac.update(origin);
        let digest = mac.finalize().into_bytes();
        let nonce = digest.get(..NONCE)?;
        let payload = Payload {
            msg: bytes,
            aad: origin,
        };
        let sealed = self.cipher.encrypt(Nonce::from_slice(nonce), payload).ok()?;
        Some([nonce, sealed.as_slice()].concat())
    }

    /// What was sealed for this origin; `None` under another key, for another origin, or if it was changed.
    #[must_use]
    pub fn open(&self, origin: &[u8], sealed: &[u8]) -> Option<Vec<u8>> {
        let (nonce, rest) = sealed.split_at_checked(NONCE)?;
        let payload = Payload {
            msg: rest,
            aad: origin,
        };
        self.cipher.decrypt(Nonce::from_slice(nonce), payload).ok()
    }
}

impl fmt::Debug for Seal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Seal({})", self.id)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ORIGIN: &[u8] = b"intake/social.raw.x.v1/0/7/0/0";

    fn seal(digit: &str) -> Seal {
        Seal::new(&digit.repeat(64)).unwrap()
    }

    #[test]
    fn what_is_sealed_is_opened_with_the_key_and_the_origin_alone() {
        let sealed = seal("a").seal(ORIGIN, b"words").unwrap();
        assert!(!sealed.windows(5).any(|part| part == b"words"));
        assert_eq!(seal("a").open(ORIGIN, &sealed).as_deref(), Some(&b"words"[..]));
        assert_eq!(seal("b").open(ORIGIN, &sealed), None);
        assert_eq!(seal("a").open(b"intake/social.raw.x.v1/0/8/0/0", &sealed), None);
        let mut changed = sealed.clone();
        changed[14] ^= 1;
        assert_eq!(seal("a").open(ORIGIN, &changed), None);
        assert_eq!(seal("a").open(ORIGIN, b"short"), None);
    }

    #[test]
    fn the_same_record_gives_the_same_bytes_and_another_does_not() {
        let first = seal("a").seal(ORIGIN, b"words");
        assert_eq!(first, seal("a").seal(ORIGIN, b"words"));
        assert_ne!(first, seal("a").seal(b"intake/social.raw.x.v1/0/8/0/0", b"words"));
        assert_ne!(seal("a").id(), seal("b").id());
    }

    #[test]
    fn a_key_has_64_hexadecimal_digits() {
        for key in ["", "abc", &"g".repeat(64), &"a".repeat(63), &"a".repeat(66)] {
            assert!(Seal::new(key).is_none(), "{key}");
        }
    }
}
