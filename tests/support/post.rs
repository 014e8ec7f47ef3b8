//! Invented posts in the documented shapes of two networks, as the feeds deliver them.

use serde_json::{Value, json};

use super::client::Stored;

/// The brand's own account on X.
pub const BRAND: &str = "9000000000000000001";

/// A moment to count from: 2026-03-02T12:00:00Z.
pub const NOON: i64 = 1_772_452_800_000;

/// A post on X (v2 filtered stream), to be completed.
#[derive(Debug, Clone)]
pub struct Post {
    id: String,
    author: String,
    text: String,
    at: i64,
    conversation: String,
    refers: Vec<(&'static str, String)>,
    followers: i64,
    embedded: Option<Box<Post>>,
    edits: Vec<String>,
}

impl Post {
    /// A first post: it is its own conversation.
    pub fn new(id: u64, author: &str, text: &str, seconds: i64) -> Self {
        let id = id.to_string();
        Self {
            conversation: id.clone(),
            edits: vec![id.clone()],
            id,
            author: author.into(),
            text: text.into(),
            at: NOON + seconds * 1000,
            refers: Vec::new(),
            followers: 120,
            embedded: None,
        }
    }

    /// An answer to `parent` in the conversation of `root`.
    pub fn reply(mut self, parent: u64, root: u64) -> Self {
        self.refers.push(("replied_to", parent.to_string()));
        self.conversation = root.to_string();
        self
    }

    /// A native share of another post, which the feed delivers along with it.
    pub fn shares(mut self, other: &Self) -> Self {
        self.refers.push(("retweeted", other.id.clone()));
        self.text = format!("RT @{}: {}", handle(&other.author), other.text);
        self.embedded = Some(Box::new(other.clone()));
        self
    }

    /// A post with words of its own about another one.
    pub fn quotes(mut self, other: &Self) -> Self {
        self.refers.push(("quoted", other.id.clone()));
        self.embedded = Some(Box::new(other.clone()));
        self
    }

    /// A later revision of the post whose first id is `first`.
    pub fn edits(mut self, first: u64) -> Self {
        self.edits.insert(0, first.to_string());
        self.conversation = first.to_string();
        self
    }

    /// The author's followers.
    pub fn followers(mut self, followers: i64) -> Self {
        self.followers = followers;
        self
    }

    fn data(&self) -> Value {
        let mut data = json!({
            "id": self.id, "text": self.text, "author_id": self.author, "created_at": moment(self.at),
            "conversation_id": self.conversation, "lang": "en", "edit_history_tweet_ids": self.edits,
            "public_metrics": {"retweet_count": 0, "reply_count": 0, "like_count": 0, "quote_count": 0},
        });
        if !self.refers.is_empty() {
            let refers = self
                .refers
                .iter()
                .map(|(kind, id)| json!({"type": kind, "id": id}));
            data["referenced_tweets"] = refers.collect();
        }
        data
    }

    fn user(&self) -> Value {
        json!({
            "id": self.author, "username": handle(&self.author), "name": "A person", "verified": false,
            "public_metrics": {"followers_count": self.followers, "following_count": 80, "tweet_count": 900},
        })
    }

    /// The line of the stream.
    pub fn json(&self) -> Value {
        let mut users = vec![self.user()];
        let mut line = json!({"data": self.data(), "matching_rules": [{"id": "1", "tag": "brand"}]});
        if let Some(other) = &self.embedded {
            users.push(other.user());
            line["includes"]["tweets"] = json!([other.data()]);
        }
        line["includes"]["users"] = users.into();
        line
    }

    /// The raw record, keyed by the post.
    pub fn record(&self) -> Stored {
        raw(&self.id, self.at, &self.json())
    }
}

/// The notice that a post is gone: its id and nothing else.
pub fn deletion(id: u64, author: &str, seconds: i64) -> Stored {
    let line = json!({"data": {
        "event_uuid": format!("{id}-gone"), "filter": {"user_id": author}, "event_type": "post.delete",
        "payload": {"id": id.to_string(), "author_id": author},
    }});
    raw(&id.to_string(), NOON + seconds * 1000, &line)
}

/// The notice that a post which was taken away may be shown again.
pub fn restoration(id: u64, author: &str, seconds: i64) -> Stored {
    let at = NOON + seconds * 1000;
    let tweet = json!({"id": id.to_string(), "author_id": author});
    let line = json!({"data": {"undrop": {"tweet": tweet, "event_at": moment(at)}}});
    raw(&id.to_string(), at, &line)
}

/// The marker that closes a partition of historical data at a moment.
pub fn until(partition: i32, seconds: i64) -> Stored {
    let at = NOON + seconds * 1000;
    Stored {
        partition,
        ..raw("", at, &json!({"outcry": {"until": at}}))
    }
}

/// A raw record that goes where its key says.
pub fn raw(key: &str, timestamp: i64, line: &Value) -> Stored {
    Stored {
        partition: -1,
        offset: -1,
        timestamp,
        key: (!key.is_empty()).then(|| key.as_bytes().to_vec()),
        value: Some(line.to_string().into_bytes()),
        headers: Vec::new(),
        ..Stored::default()
    }
}

/// A post on Bluesky (Jetstream), with the reply's root and parent if it is one.
pub fn skeet(author: &str, rkey: &str, text: &str, seconds: i64, reply: Option<(&str, &str)>) -> Stored {
    let at = NOON + seconds * 1000;
    let mut post =
        json!({"$type": "app.bsky.feed.post", "text": text, "createdAt": moment(at), "langs": ["en"]});
    if let Some((root, parent)) = reply {
        let to = |uri: &str| json!({"uri": uri, "cid": "bafyreiaexample"});
        post["reply"] = json!({"root": to(root), "parent": to(parent)});
    }
    let frame = json!({
        "did": author, "time_us": at * 1000, "kind": "commit",
        "commit": {"rev": "3l3qo2vutsw2b", "operation": "create", "collection": "app.bsky.feed.post", "rkey": rkey,
                   "cid": "bafyreibexample", "record": post},
    });
    raw(author, at, &frame)
}

/// What somebody wrote on a page of Facebook, or what became of it: added, hidden, shown again.
pub fn on_page(verb: &str, id: u64, author: u64, text: &str, seconds: i64) -> Stored {
    let value = json!({
        "item": "status", "verb": verb, "from": {"id": author.to_string(), "name": "A person"},
        "post_id": format!("300_{id}"), "message": text, "created_time": NOON / 1000,
    });
    let changes = json!([{"field": "feed", "value": value}]);
    let at = NOON / 1000 + seconds;
    let line = json!({"object": "page", "entry": [{"id": "300", "time": at, "changes": changes}]});
    raw(&id.to_string(), at * 1000, &line)
}

/// The address of a Bluesky post.
pub fn skeet_uri(author: &str, rkey: &str) -> String {
    format!("at://{author}/app.bsky.feed.post/{rkey}")
}

fn handle(author: &str) -> String {
    format!("person_{author}")
}

fn moment(ms: i64) -> String {
    let moment = jiff::Timestamp::from_millisecond(ms).expect("a moment");
    moment.strftime("%Y-%m-%dT%H:%M:%S.000Z").to_string()
}
