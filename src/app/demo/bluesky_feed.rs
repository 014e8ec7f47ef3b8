//! What Bluesky's Jetstream sends: frames of version 1.

use serde_json::{Value, json};

use super::x_feed::moment;
use crate::domain::time::Time;

/// Letters of a record key, in order of their value.
const SORTABLE: &[u8; 32] = b"234567abcdefghijklmnopqrstuvwxyz";

/// A post, named so that others can refer to it.
#[derive(Debug, Clone)]
pub(super) struct BlueskyPost {
    /// Who wrote it.
    pub(super) did: String,
    /// Its record key.
    pub(super) rkey: String,
    /// Hash of its content.
    pub(super) cid: String,
    /// The conversation's root, address and hash; `None` for a root.
    pub(super) root: Option<(String, String)>,
}

impl BlueskyPost {
    /// Its address.
    pub(super) fn uri(&self) -> String {
        format!("at://{}/app.bsky.feed.post/{}", self.did, self.rkey)
    }

    fn named(&self) -> Value {
        json!({ "uri": self.uri(), "cid": self.cid })
    }
}

/// A record key made of a moment, in microseconds, and of a number that keeps equal moments apart.
pub(super) fn record_key(at: Time, number: i64) -> String {
    let mut rest = ((at.0.unsigned_abs() * 1000) << 10) | (number.unsigned_abs() & 1023);
    let mut letters = [b'2'; 13];
    for letter in letters.iter_mut().rev() {
        let place = usize::try_from(rest & 31).unwrap_or(0);
        *letter = SORTABLE.get(place).copied().unwrap_or(b'2');
        rest >>= 5;
    }
    letters.iter().map(|letter| char::from(*letter)).collect()
}

fn frame(did: &str, at: Time, commit: &Value) -> String {
    json!({ "did": did, "time_us": at.0 * 1000, "kind": "commit", "commit": commit }).to_string()
}

fn created(post: &BlueskyPost, collection: &str, record: &Value) -> Value {
    json!({
        "rev": post.rkey,
        "operation": "create",
        "collection": collection,
        "rkey": post.rkey,
        "record": record,
        "cid": post.cid,
    })
}

/// A post, or an answer to one.
pub(super) fn post(told: &BlueskyPost, text: &str, parent: Option<&BlueskyPost>, at: Time) -> String {
    let mut record = json!({
        "$type": "app.bsky.feed.post",
        "createdAt": moment(at),
        "langs": ["en"],
        "text": text,
    });
    if let (Some(fields), Some(parent), Some((uri, cid))) = (record.as_object_mut(), parent, &told.root) {
        let reply = json!({ "root": { "uri": uri, "cid": cid }, "parent": parent.named() });
        fields.insert("reply".into(), reply);
    }
    frame(&told.did, at, &created(told, "app.bsky.feed.post", &record))
}

/// A record that only names a post: a like or a repost.
pub(super) fn nod(told: &BlueskyPost, collection: &str, subject: &BlueskyPost, at: Time) -> String {
    let record = json!({ "$type": collection, "createdAt": moment(at), "subject": subject.named() });
    frame(&told.did, at, &created(told, collection, &record))
}

/// A post is gone: nothing but its address.
pub(super) fn deletion(gone: &BlueskyPost, rev: &str, at: Time) -> String {
    let commit = json!({
        "rev": rev,
        "operation": "delete",
        "collection": "app.bsky.feed.post",
        "rkey": gone.rkey,
    });
    frame(&gone.did, at, &commit)
}

/// Word that an account exists.
pub(super) fn identity(did: &str, number: i64, at: Time) -> String {
    json!({
        "did": did,
        "time_us": at.0 * 1000,
        "kind": "identity",
        "identity": { "did": did, "seq": 31_000_000_000_i64 + number, "time": moment(at) },
    })
    .to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn record_keys_sort_as_their_moments_do() {
        let (early, late) = (Time(1_773_705_600_000), Time(1_773_705_600_001));
        assert!(record_key(early, 1023) < record_key(late, 0));
        assert!(record_key(early, 1) < record_key(early, 2));
        assert_eq!(record_key(early, 7).len(), 13);
    }
}
