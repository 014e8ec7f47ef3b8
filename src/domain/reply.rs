//! How a post is answered: what the network is to be told to which an answer belongs, and until when it takes one.

use serde::de::Error;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::base64;
use super::time::Time;
use super::words::words;

words! {
    /// What an answer is sent to.
    ReplyTarget {
        /// The post itself, by its id.
        Post "post"
        /// The thread, by its id.
        Thread "thread"
        /// The customer's account, by its address.
        Address "address"
    }
}

/// How a post of a customer is answered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReplyRoute {
    /// What the answer is sent to.
    pub target: ReplyTarget,
    /// The post that it answers, by the network's id.
    pub post_native_id: Option<String>,
    /// The thread that it belongs to, by the network's id.
    pub thread_native_id: Option<String>,
    /// The customer's account, sealed; only where that is the address.
    pub address: Option<SealedAddress>,
    /// Until when the network lets a business answer freely; `None` where it sets no end.
    pub window_until: Option<Time>,
}

/// An address that nobody reads without the tenant's key.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SealedAddress {
    /// The sealed bytes.
    pub sealed: SealedBytes,
    /// Names the key without giving it away.
    pub key_id: String,
}

/// Sealed bytes: base64 for people, bytes for machines.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct SealedBytes(pub Vec<u8>);

impl Serialize for SealedBytes {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        if to.is_human_readable() {
            to.serialize_str(&base64::encode(&self.0))
        } else {
            to.serialize_bytes(&self.0)
        }
    }
}

impl<'de> Deserialize<'de> for SealedBytes {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        if !from.is_human_readable() {
            return serde_bytes::ByteBuf::deserialize(from).map(|bytes| Self(bytes.into_vec()));
        }
        let text = String::deserialize(from)?;
        let bytes = base64::decode(&text).ok_or_else(|| D::Error::custom("not base64 with padding"))?;
        Ok(Self(bytes))
    }
}
