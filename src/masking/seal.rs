//! Seals the addresses of customers: a desk that holds the tenant's secret opens them, nobody else reads them.
//!
//! AES-256-GCM-SIV (RFC 8452). Three values are made of the tenant's secret by HMAC-SHA-256 over a purpose, a zero byte
//! and the tenant's name: the key (32 bytes), the key of the nonces (32 bytes), and the key's id (4 bytes, in
//! hexadecimal). A sealed address is a byte 1, a nonce of 12 bytes, and what the cipher gives of the address in UTF-8: as
//! many bytes, then a tag of 16. The tenant's name is its associated data.
//!
//! The nonce is the beginning of HMAC-SHA-256 over the address under the key of the nonces. The same address gives the
//! same bytes, so that whoever holds two sealed ones can tell whether they are equal, and nothing else: that is wanted,
//! as records must not depend on how often they are made. A nonce comes a second time for another address only by
//! chance, and the mode stays safe even then.

use aes_gcm_siv::aead::{Aead, KeyInit, Payload};
use aes_gcm_siv::{Aes256GcmSiv, Nonce};
use hmac::{Hmac, Mac};
use sha2::Sha256;

use super::keyed;
use crate::domain::reply::{SealedAddress, SealedBytes};

const VERSION: u8 = 1;
const NONCE: usize = 12;
const KEY_ID: usize = 4;

/// Longest address that is sealed, in bytes.
pub const ADDRESS_BYTES: usize = 512;

/// Seals and opens the addresses of one tenant.
#[derive(Clone)]
pub struct AddressSeal {
    cipher: Aes256GcmSiv,
    nonces: Hmac<Sha256>,
    tenant: String,
    key_id: String,
}

impl AddressSeal {
    /// The seal of this tenant, with its secret (any length).
    #[must_use]
    pub fn new(secret: &[u8], tenant: &str) -> Self {
        let derived = |purpose: &[u8]| {
            let mut mac = keyed(secret);
            mac.update(purpose);
            mac.update(&[0]);
            mac.update(tenant.as_bytes());
            mac.finalize().into_bytes()
        };
        let id = derived(b"outcry address key id 1");
        Self {
            cipher: Aes256GcmSiv::new(&derived(b"outcry address key 1")),
            nonces: keyed(&derived(b"outcry address nonce 1")),
            tenant: tenant.to_owned(),
            key_id: id.iter().take(KEY_ID).map(|byte| format!("{byte:02x}")).collect(),
        }
    }

    /// Names the key without giving it away.
    #[must_use]
    pub fn key_id(&self) -> &str {
        &self.key_id
    }

    /// The address, sealed; `None` for an empty one and one of more than [`ADDRESS_BYTES`].
    #[must_use]
    pub fn seal(&self, address: &str) -> Option<SealedAddress> {
        if address.is_empty() || address.len() > ADDRESS_BYTES {
            return None;
        }
        let mut mac = self.nonces.clone();
        mac.update(address.as_bytes());
        let digest = mac.finalize().into_bytes();
        let nonce = digest.get(..NONCE)?;
        let payload = Payload {
            msg: address.as_bytes(),
            aad: self.tenant.as_bytes(),
        };
        let sealed = self.cipher.encrypt(Nonce::from_slice(nonce), payload).ok()?;
        Some(SealedAddress {
            sealed: SealedBytes([&[VERSION], nonce, sealed.as_slice()].concat()),
            key_id: self.key_id.clone(),
        })
    }

    /// The address that was sealed; `None` under another key, for another tenant, or if the bytes were changed.
    #[must_use]
    pub fn open(&self, sealed: &[u8]) -> Option<String> {
        let sealed = sealed.strip_prefix(&[VERSION])?;
        let (nonce, rest) = sealed.split_at_checked(NONCE)?;
        let payload = Payload {
            msg: rest,
            aad: self.tenant.as_bytes(),
        };
        let address = self.cipher.decrypt(Nonce::from_slice(nonce), payload).ok()?;
        String::from_utf8(address).ok()
    }
}

impl std::fmt::Debug for AddressSeal {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "AddressSeal({})", self.key_id)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ADDRESS: &str = "4915550100";

    fn seal() -> AddressSeal {
        AddressSeal::new(b"a secret of the tests", "harbour")
    }

    fn sealed() -> Vec<u8> {
        seal().seal(ADDRESS).unwrap().sealed.0
    }

    #[test]
    fn what_is_sealed_is_opened() {
        assert_eq!(seal().open(&sealed()).as_deref(), Some(ADDRESS));
        assert_eq!(sealed().len(), 1 + NONCE + ADDRESS.len() + 16);
        assert!(
            !sealed()
                .windows(4)
                .any(|part| ADDRESS.as_bytes().windows(4).any(|own| own == part))
        );
    }

    #[test]
    fn the_same_address_gives_the_same_bytes_and_another_gives_others() {
        assert_eq!(sealed(), sealed());
        assert_ne!(sealed(), seal().seal("4915550101").unwrap().sealed.0);
    }

    #[test]
    fn another_secret_and_another_tenant_are_refused() {
        let others = [
            AddressSeal::new(b"another secret of the tests", "harbour"),
            AddressSeal::new(b"a secret of the tests", "meadow"),
        ];
        for other in others {
            assert_eq!(other.open(&sealed()), None);
            assert_ne!(other.key_id(), seal().key_id());
            assert_ne!(other.seal(ADDRESS).unwrap().sealed.0, sealed());
        }
    }

    #[test]
    fn what_was_changed_or_cut_is_refused() {
        for at in 0..sealed().len() {
            let mut changed = sealed();
            changed[at] ^= 1;
            assert_eq!(seal().open(&changed), None, "byte {at}");
            assert_eq!(seal().open(&sealed()[..at]), None, "the first {at}");
        }
    }

    #[test]
    fn what_is_no_address_is_not_sealed() {
        assert_eq!(seal().seal(""), None);
        assert_eq!(seal().seal(&"1".repeat(ADDRESS_BYTES + 1)), None);
        assert!(seal().seal(&"1".repeat(ADDRESS_BYTES)).is_some());
    }

    /// Made anew by another program from the description above: others must come to the same bytes.
    #[test]
    fn a_known_answer() {
        assert_eq!(seal().key_id(), "30280587");
        assert_eq!(
            crate::domain::base64::encode(&sealed()),
            "ASroJa+V+SkM55Dm9CFMIa3sMzJ3kRbelKgL8x/84BXoVzLSCOJo"
        );
    }
}
