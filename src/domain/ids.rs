//! Identifiers: sixteen bytes derived by hash from what identifies the thing, never drawn at random.

use std::fmt;
use std::str::FromStr;

use hmac::{Hmac, Mac};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use sha2::{Digest, Sha256};

use super::network::Network;
use super::partition::Home;
use super::time::Time;

/// A text that is not an identifier of the wanted form.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
#[error("not an identifier of 32 lower-case hexadecimal digits")]
pub struct BadId;

const fn digit(value: u8) -> u8 {
    if value < 10 {
        b'0' + value
    } else {
        b'a' + value - 10
    }
}

/// Lower-case hexadecimal form of sixteen bytes, without allocation.
#[must_use]
pub fn hex(bytes: &[u8; 16]) -> [u8; 32] {
    let mut out = [0u8; 32];
    for (pair, byte) in out.chunks_exact_mut(2).zip(bytes) {
        pair.copy_from_slice(&[digit(byte >> 4), digit(byte & 15)]);
    }
    out
}

/// The value of each byte as a hexadecimal digit; 16 and more for what is none.
const VALUES: [u8; 256] = {
    let mut values = [0xFF; 256];
    let mut value = 0;
    while value < 16 {
        #[expect(
            clippy::indexing_slicing,
            reason = "a byte is within 256, checked when compiled"
        )]
        {
            values[digit(value) as usize] = value;
        }
        value += 1;
    }
    values
};

pub(super) fn unhex(digits: &[u8]) -> Option<[u8; 16]> {
    let digits: &[u8; 32] = digits.try_into().ok()?;
    let value = |digit: u8| VALUES.get(usize::from(digit)).copied().unwrap_or(0xFF);
    let mut out = [0u8; 16];
    // One look at the end instead of two for each byte: ids are read a dozen times a record.
    let mut all = 0;
    for (byte, pair) in out.iter_mut().zip(digits.chunks_exact(2)) {
        let [high, low] = pair else { return None };
        let (high, low) = (value(*high), value(*low));
        all |= high | low;
        *byte = (high << 4) | (low & 15);
    }
    (all < 16).then_some(out)
}

macro_rules! id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name([u8; 16]);

        impl $name {
            /// The identifier made of these bytes.
            #[must_use]
            pub const fn from_bytes(bytes: [u8; 16]) -> Self {
                Self(bytes)
            }

            /// The sixteen bytes.
            #[must_use]
            pub const fn bytes(&self) -> &[u8; 16] {
                &self.0
            }

            /// The 32 hexadecimal digits, without allocation.
            #[must_use]
            pub fn hex(&self) -> [u8; 32] {
                hex(&self.0)
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(std::str::from_utf8(&self.hex()).unwrap_or_default())
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                fmt::Display::fmt(self, f)
            }
        }

        impl FromStr for $name {
            type Err = BadId;
            fn from_str(text: &str) -> Result<Self, BadId> {
                unhex(text.as_bytes()).map(Self).ok_or(BadId)
            }
        }

        impl Serialize for $name {
            /// Digits for people, bytes for machines.
            fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
                if to.is_human_readable() {
                    to.serialize_str(std::str::from_utf8(&self.hex()).unwrap_or_default())
                } else {
                    to.serialize_bytes(&self.0)
                }
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
                struct Either;
                impl serde::de::Visitor<'_> for Either {
                    type Value = $name;
                    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                        f.write_str("32 hexadecimal digits, or sixteen bytes")
                    }
                    fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<$name, E> {
                        text.parse().map_err(E::custom)
                    }
                    fn visit_bytes<E: serde::de::Error>(self, bytes: &[u8]) -> Result<$name, E> {
                        bytes.try_into().map($name).map_err(|_| E::custom(BadId))
                    }
                }
                if from.is_human_readable() {
                    from.deserialize_str(Either)
                } else {
                    // By what the schema has: a text of sixteen letters is no id.
                    from.deserialize_any(Either)
                }
            }
        }
    };
}

id!(
    /// One record of news about a post: the post, what happened to it, and its revision.
    EventId
);
id!(
    /// A post, whatever its revision: tenant, network and the id of its first revision.
    PostKey
);
id!(
    /// A raw payload, by the hash of its bytes.
    PayloadHash
);
id!(
    /// A conversation: the key of its root post.
    ConversationKey
);
id!(
    /// An author, as a keyed hash: the account id itself never leaves intake.
    AuthorKey
);
id!(
    /// A customer: whose case it is. One author until a customer fact links several.
    CustomerKey
);
id!(
    /// An alert: rule, subject and start of the incident. Stable over restart and replay.
    AlertKey
);
id!(
    /// A request for erasure, or one telling of it: the asker's id and the author or post it is about.
    ErasureId
);
id!(
    /// An account that passes a conversation on: both, so that it counts once however often it does.
    SharerKey
);
id!(
    /// The place of a post among those whose conversation's root is not there.
    OrphanKey
);
id!(
    /// An event that waits until it is known where a post belongs: both.
    QuestionKey
);
id!(
    /// What something erased is recognised by: a hash of its key, from which the key cannot be told.
    ErasedKey
);

/// First sixteen bytes of SHA-256 over the parts, each preceded by its length.
#[must_use]
pub fn digest(parts: &[&[u8]]) -> [u8; 16] {
    let mut hash = Sha256::new();
    for part in parts {
        hash.update((part.len() as u64).to_be_bytes());
        hash.update(part);
    }
    first16(&hash.finalize())
}

fn first16(bytes: &[u8]) -> [u8; 16] {
    let mut out = [0u8; 16];
    for (to, from) in out.iter_mut().zip(bytes) {
        *to = *from;
    }
    out
}

/// An id that begins as `id` does and lies where `like` does.
pub(super) fn lying_like(id: [u8; 16], like: &[u8; 16]) -> [u8; 16] {
    let mut lying = id;
    for (to, from) in lying.iter_mut().zip(like).skip(12) {
        *to = *from;
    }
    lying
}

/// Ids that are keys of topics between stages, or lie where such a key does.
macro_rules! keyed {
    ($($name:ident),*) => {$(
        impl $name {
            /// Where it lies.
            #[must_use]
            pub const fn home(&self) -> Home {
                Home::of_id(&self.0)
            }
        }
    )*};
}
keyed!(
    ConversationKey,
    CustomerKey,
    ErasureId,
    OrphanKey,
    PostKey,
    SharerKey
);

impl PostKey {
    /// Key of the post that `network` calls `native_id` (its first revision's id where edits get new ids).
    #[must_use]
    pub fn derive(tenant: &str, network: Network, native_id: &str) -> Self {
        Self(digest(&[
            b"post",
            tenant.as_bytes(),
            network.name().as_bytes(),
            native_id.as_bytes(),
        ]))
    }
}

impl ConversationKey {
    /// The conversation whose root is this post.
    #[must_use]
    pub const fn of_root(root: PostKey) -> Self {
        Self(*root.bytes())
    }

    /// The root post of this conversation.
    #[must_use]
    pub const fn root(&self) -> PostKey {
        PostKey(self.0)
    }
}

impl SharerKey {
    /// Key of this account in this conversation; it lies where the conversation does.
    #[must_use]
    pub fn derive(conversation: ConversationKey, author: AuthorKey) -> Self {
        let id = digest(&[b"sharer", conversation.bytes(), author.bytes()]);
        Self(lying_like(id, conversation.bytes()))
    }
}

impl OrphanKey {
    /// Key of the place of this number, from 0; it lies where the conversation does.
    #[must_use]
    pub fn derive(conversation: ConversationKey, number: i64) -> Self {
        let id = digest(&[b"orphan", conversation.bytes(), &number.to_be_bytes()]);
        Self(lying_like(id, conversation.bytes()))
    }
}

impl QuestionKey {
    /// Key of this framed event, which asks about the post named.
    #[must_use]
    pub fn derive(named: PostKey, event: &[u8]) -> Self {
        Self(digest(&[b"question", named.bytes(), event]))
    }
}

impl EventId {
    /// Id of what happened to a post: `what` names the action, `revision` the state it led to.
    #[must_use]
    pub fn derive(post: PostKey, what: &str, revision: u32) -> Self {
        Self(digest(&[
            b"event",
            post.bytes(),
            what.as_bytes(),
            &revision.to_be_bytes(),
        ]))
    }

    /// Id of the news that an account came into `state` at `at`.
    #[must_use]
    pub fn of_account(tenant: &str, author: AuthorKey, state: &str, at: Option<Time>) -> Self {
        let at = at.map_or([0; 8], |time| time.0.to_be_bytes());
        Self(digest(&[
            b"account",
            tenant.as_bytes(),
            author.bytes(),
            state.as_bytes(),
            &at,
        ]))
    }

    /// Id of the news of a gap: the `number`th of the payload with this hash.
    #[must_use]
    pub fn of_gap(tenant: &str, network: Network, payload: PayloadHash, number: usize) -> Self {
        Self(digest(&[
            b"gap",
            tenant.as_bytes(),
            network.name().as_bytes(),
            &payload.hex(),
            &(number as u64).to_be_bytes(),
        ]))
    }
}

impl CustomerKey {
    /// The customer that an author is as long as no customer fact says otherwise.
    #[must_use]
    pub const fn of_author(author: AuthorKey) -> Self {
        Self(*author.bytes())
    }
}

impl AuthorKey {
    /// Who wrote this post, where the network names nobody: the post stands for its author.
    #[must_use]
    pub fn unnamed(post: PostKey) -> Self {
        Self(digest(&[b"unnamed", post.bytes()]))
    }
}

impl AlertKey {
    /// Key of the alert that `rule` raises about `subject`.
    #[must_use]
    pub fn derive(rule: &str, subject: &str) -> Self {
        Self(digest(&[b"alert", rule.as_bytes(), subject.as_bytes()]))
    }
}

/// Makes author keys: HMAC-SHA-256 under the tenant's secret, cut to sixteen bytes. While the secret changes it
/// knows the former one too, so that what was keyed before is still found.
#[derive(Clone)]
pub struct AuthorHasher {
    mac: Hmac<Sha256>,
    former: Option<Hmac<Sha256>>,
}

impl AuthorHasher {
    /// A hasher under this secret (any length).
    #[must_use]
    pub fn new(secret: &[u8]) -> Self {
        Self {
            mac: keyed(secret),
            former: None,
        }
    }

    /// The same, which also knows the secret of before.
    #[must_use]
    pub fn with_former(self, secret: &[u8]) -> Self {
        Self {
            former: Some(keyed(secret)),
            ..self
        }
    }

    /// Names the secret without giving it away, to tell which one is in use.
    #[must_use]
    pub fn key_id(&self) -> String {
        let digest = self.mac.clone().chain_update(b"key id").finalize().into_bytes();
        let digits = hex(&first16(&digest));
        digits.iter().take(8).map(|digit| char::from(*digit)).collect()
    }

    /// Key of the account that `network` calls `account`.
    #[must_use]
    pub fn key(&self, network: Network, account: &str) -> AuthorKey {
        under(&self.mac, network, account)
    }

    /// Every key that the account may be known by: under the secret, then under the former one.
    pub fn keys(&self, network: Network, account: &str) -> impl Iterator<Item = AuthorKey> {
        let macs = std::iter::once(&self.mac).chain(&self.former);
        macs.map(move |mac| under(mac, network, account))
    }
}

fn keyed(secret: &[u8]) -> Hmac<Sha256> {
    #[expect(clippy::expect_used, reason = "HMAC takes a key of any length")]
    Hmac::new_from_slice(secret).expect("hmac takes any key length")
}

fn under(mac: &Hmac<Sha256>, network: Network, account: &str) -> AuthorKey {
    let mut mac = mac.clone();
    mac.update(network.name().as_bytes());
    mac.update(b"\0");
    mac.update(account.as_bytes());
    AuthorKey(first16(&mac.finalize().into_bytes()))
}

impl fmt::Debug for AuthorHasher {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("AuthorHasher(secret)")
    }
}

/// A work item: the customer and the number of the case among that customer's cases.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct ItemId {
    /// Whose case.
    pub customer: CustomerKey,
    /// Number of the case, from 1.
    pub episode: u32,
}

impl fmt::Display for ItemId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.customer, self.episode)
    }
}

impl FromStr for ItemId {
    type Err = BadId;
    fn from_str(text: &str) -> Result<Self, BadId> {
        let (customer, episode) = text.split_once('.').ok_or(BadId)?;
        Ok(Self {
            customer: customer.parse()?,
            episode: episode.parse().map_err(|_| BadId)?,
        })
    }
}

impl Serialize for ItemId {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for ItemId {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        String::deserialize(from)?
            .parse()
            .map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_item_id_reads_back() {
        let id = ItemId {
            customer: CustomerKey::from_bytes(digest(&[b"a"])),
            episode: 7,
        };
        assert_eq!(id.to_string().parse(), Ok(id));
        assert!("x.1".parse::<ItemId>().is_err());
    }

    #[test]
    fn what_is_in_a_conversation_lies_where_it_does() {
        let conversation = ConversationKey::from_bytes(digest(&[b"c"]));
        let author = |name: &[u8]| AuthorKey::from_bytes(digest(&[name]));
        let sharers = [b"a", b"b"].map(|name| SharerKey::derive(conversation, author(name)));
        assert_ne!(sharers[0], sharers[1]);
        let orphans = [0, 1].map(|number| OrphanKey::derive(conversation, number));
        assert_ne!(orphans[0], orphans[1]);
        let homes = [
            sharers[0].home(),
            sharers[1].home(),
            orphans[0].home(),
            orphans[1].home(),
        ];
        assert_eq!(homes, [conversation.home(); 4]);
    }

    #[test]
    fn parts_do_not_run_together() {
        assert_ne!(digest(&[b"ab", b"c"]), digest(&[b"a", b"bc"]));
    }

    #[test]
    fn while_the_secret_changes_both_keys_are_known() {
        let (old, new) = (AuthorHasher::new(b"one"), AuthorHasher::new(b"two"));
        let both = AuthorHasher::new(b"two").with_former(b"one");
        let keys: Vec<AuthorKey> = both.keys(Network::X, "1").collect();
        assert_eq!(keys, [new.key(Network::X, "1"), old.key(Network::X, "1")]);
        assert_eq!(both.key(Network::X, "1"), keys[0]);
        assert_eq!(old.keys(Network::X, "1").count(), 1);
        assert!(both.key_id() == new.key_id() && new.key_id() != old.key_id());
    }

    #[test]
    fn another_secret_gives_another_author() {
        let (a, b) = (AuthorHasher::new(b"one"), AuthorHasher::new(b"two"));
        assert_ne!(a.key(Network::X, "1"), b.key(Network::X, "1"));
        assert_eq!(a.key(Network::X, "1"), a.key(Network::X, "1"));
    }
}
