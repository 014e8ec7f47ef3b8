//! Erasure: somebody asks that an author or a post be forgotten.
//!
//! A request becomes one record in every partition of every stage's input; each lane forgets, answers with
//! counts, and the answers become one receipt. What must not come back is recognised by a hash of its key, so
//! that not even the key has to be kept; what other people's records need to go on naming gets another name.

use serde::{Deserialize, Serialize};

use super::ids::{
    AuthorKey, ConversationKey, CustomerKey, ErasedKey, ErasureId, EventId, PostKey, digest, lying_like,
};
use super::stage::StageName;
use super::time::Time;

/// What somebody asks: names one author or one post, by the network's id or by key. The network's ids go no
/// further than intake.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ErasureRequest {
    /// The asker's own id of this request, to find the receipt by: 1 to 64 letters, digits, `.`, `_`, `-`. It
    /// stays in the receipt, so it must not name the person.
    pub request_id: String,
    /// The network whose id is given, as in its topic's name; needed with `account` and `post`.
    pub network: Option<String>,
    /// The author, by the network's account id.
    pub account: Option<String>,
    /// The author, by key.
    pub author_key: Option<AuthorKey>,
    /// The post, by the network's id.
    pub post: Option<String>,
    /// The post, by key.
    pub post_key: Option<PostKey>,
}

/// What is to be forgotten.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Subject {
    /// Only ever read from a newer writer.
    Unknown,
    /// An author, with all posts.
    Author,
    /// One post.
    Post,
}

/// Tells a lane what to forget. Internal; written to explicit partitions.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Erasure {
    /// Names this telling: a lane that has heard it does nothing when it hears it again.
    pub telling: ErasureId,
    /// The request it belongs to.
    pub erasure: ErasureId,
    /// The asker's id of the request; empty where nobody asks.
    pub request_id: String,
    /// What was asked for.
    pub subject: Subject,
    /// When the request reached its topic.
    pub requested_at: Time,
    /// The author to forget, if it is one.
    pub author: Option<AuthorKey>,
    /// Posts to forget, in order.
    pub posts: Vec<PostKey>,
}

/// What one lane has forgotten.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Purged {
    /// Rows of state dropped: those of the author or post itself.
    pub rows: i64,
    /// Rows of state that name it no more: those of others.
    pub renamed: i64,
    /// Keys of `care.cascades.v1` that got a tombstone.
    pub cascades: i64,
    /// Keys of `care.work-items.v1` that got a tombstone.
    pub items: i64,
    /// Keys of `care.escalation-alerts.v1` that got a tombstone.
    pub alerts: i64,
}

/// A lane's answer to one telling: goes to the lane of `cases` that the request's key belongs to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ErasureAnswer {
    /// The request: the record's key.
    pub erasure: ErasureId,
    /// The asker's id of the request.
    pub request_id: String,
    /// What was asked for.
    pub subject: Subject,
    /// When the request reached its topic.
    pub requested_at: Time,
    /// The stage that answers.
    pub stage: String,
    /// What its lane has forgotten.
    pub purged: Purged,
    /// Further answers to wait for: this lane found posts of the author and has told every lane of them.
    pub awaited: i64,
    /// Lane time, or the request's moment if that is later.
    pub at: Time,
}

/// What one stage has forgotten, over all its lanes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StagePurged {
    /// The stage.
    pub stage: String,
    /// What it has forgotten.
    pub purged: Purged,
}

/// A topic whose records are deleted by age.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TopicGone {
    /// The topic, without the deployment's prefix.
    pub topic: String,
    /// When the last record from before the erasure is gone; `None` where records are kept for ever.
    pub gone_at: Option<Time>,
}

/// The receipt of one request: every lane of every stage has answered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ErasureReceipt {
    /// Id of this record.
    pub receipt_id: EventId,
    /// The asker's id of the request: the record's key.
    pub request_id: String,
    /// What was asked for.
    pub subject: Subject,
    /// When the request reached its topic.
    pub requested_at: Time,
    /// When the last lane had forgotten, by lane time.
    pub done_at: Time,
    /// What each stage has forgotten, in the order of the topology.
    pub stages: Vec<StagePurged>,
    /// When each topic with time retention has lost what it holds, in the order of their names.
    pub topics: Vec<TopicGone>,
}

impl Purged {
    /// Adds what another lane has forgotten.
    pub const fn add(&mut self, other: &Self) {
        self.rows += other.rows;
        self.renamed += other.renamed;
        self.cascades += other.cascades;
        self.items += other.items;
        self.alerts += other.alerts;
    }
}

impl Erasure {
    /// Says the same of further posts, found by this lane: `part` numbers what it has to say.
    #[must_use]
    pub fn of_posts(&self, stage: StageName, partition: i32, part: u32, posts: Vec<PostKey>) -> Self {
        let telling = ErasureId::from_bytes(digest(&[
            b"telling",
            self.telling.bytes(),
            stage.name().as_bytes(),
            &partition.to_be_bytes(),
            &part.to_be_bytes(),
        ]));
        Self {
            telling,
            author: None,
            posts,
            ..self.clone()
        }
    }

    /// Says that this post came after its author was erased. Nobody waits for an answer.
    #[must_use]
    pub fn of_late(post: PostKey, ingested_at: Time) -> Self {
        let telling = ErasureId::from_bytes(digest(&[b"late telling", post.bytes()]));
        Self {
            telling,
            erasure: telling,
            request_id: String::new(),
            subject: Subject::Post,
            requested_at: ingested_at,
            author: None,
            posts: vec![post],
        }
    }

    /// Whether somebody has asked and waits for the receipt.
    #[must_use]
    pub const fn is_asked(&self) -> bool {
        !self.request_id.is_empty()
    }

    /// Whether this author is the one to forget.
    #[must_use]
    pub fn is_author(&self, author: Option<AuthorKey>) -> bool {
        author.is_some() && author == self.author
    }

    /// Whether this post is among those to forget.
    #[must_use]
    pub fn names(&self, post: &PostKey) -> bool {
        self.posts.binary_search(post).is_ok()
    }
}

impl ErasureId {
    /// Of the request that the asker calls `request_id`, about this author or post: the same id used again for
    /// somebody else is another request.
    #[must_use]
    pub fn derive(request_id: &str, subject: &[u8; 16]) -> Self {
        Self::from_bytes(digest(&[b"erasure", request_id.as_bytes(), subject]))
    }
}

impl ErasedKey {
    /// What an erased author is recognised by.
    #[must_use]
    pub fn of_author(author: AuthorKey) -> Self {
        Self::from_bytes(digest(&[b"erased author", author.bytes()]))
    }

    /// What the cases of an erased author are recognised by.
    #[must_use]
    pub fn of_customer(customer: CustomerKey) -> Self {
        Self::of_author(AuthorKey::from_bytes(*customer.bytes()))
    }

    /// What an erased post is recognised by.
    #[must_use]
    pub fn of_post(post: PostKey) -> Self {
        Self::from_bytes(digest(&[b"erased post", post.bytes()]))
    }

    /// What a telling that was heard is recognised by.
    #[must_use]
    pub fn of_telling(telling: ErasureId) -> Self {
        Self::from_bytes(digest(&[b"erasure told", telling.bytes()]))
    }
}

impl AuthorKey {
    /// The name that an erased author has in other people's rows: it leads nowhere.
    #[must_use]
    pub fn erased(self) -> Self {
        Self::from_bytes(digest(&[b"nameless author", self.bytes()]))
    }
}

impl PostKey {
    /// The name that an erased post has in other people's rows: it leads nowhere, but to the same partition, whatever
    /// their number, so that those who still speak in its conversation find each other.
    #[must_use]
    pub fn erased(self) -> Self {
        let name = digest(&[b"nameless post", self.bytes()]);
        Self::from_bytes(lying_like(name, self.bytes()))
    }
}

impl ConversationKey {
    /// The name of a conversation whose root is erased.
    #[must_use]
    pub fn erased(self) -> Self {
        Self::of_root(self.root().erased())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::network::Network;

    #[test]
    fn a_name_that_leads_nowhere_stays_in_its_partition() {
        for n in 0..50 {
            let post = PostKey::derive("t", Network::X, &n.to_string());
            let name = post.erased();
            assert_ne!(name, post);
            assert_eq!(name.home(), post.home(), "whatever the number of partitions");
        }
    }

    #[test]
    fn a_request_id_used_again_for_somebody_else_is_another_request() {
        let (a, b) = (ErasureId::derive("r", &[1; 16]), ErasureId::derive("r", &[2; 16]));
        assert_ne!(a, b);
        assert_eq!(a, ErasureId::derive("r", &[1; 16]));
    }
}
