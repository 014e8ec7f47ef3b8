//! What X sends: lines of the filtered stream, and envelopes of the Activity API.

use serde_json::{Value, json};

use super::person::Person;
use crate::domain::time::Time;

/// How a post refers to another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Refers {
    /// It answers it.
    RepliedTo,
    /// It shows it and adds words.
    Quoted,
    /// It passes it on.
    Retweeted,
}

impl Refers {
    const fn name(self) -> &'static str {
        match self {
            Self::RepliedTo => "replied_to",
            Self::Quoted => "quoted",
            Self::Retweeted => "retweeted",
        }
    }
}

/// A post on X.
#[derive(Debug, Clone)]
pub(super) struct XPost {
    /// Its id.
    pub(super) id: String,
    /// The id of the conversation's root.
    pub(super) conversation: String,
    /// Its ids so far, oldest first; its own is the last.
    pub(super) history: Vec<String>,
    /// When it was written.
    pub(super) at: Time,
    /// Who wrote it.
    pub(super) author: Person,
    /// Its words, unescaped.
    pub(super) text: String,
    /// The post it refers to.
    pub(super) refers: Option<(Refers, String)>,
}

/// RFC 3339 with milliseconds.
pub(super) fn moment(at: Time) -> String {
    let stamp = jiff::Timestamp::from_millisecond(at.0).unwrap_or(jiff::Timestamp::UNIX_EPOCH);
    format!("{stamp:.3}")
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
}

fn user(person: &Person) -> Value {
    json!({
        "id": person.id,
        "username": person.handle,
        "name": person.name,
        "verified": person.verified,
        "created_at": moment(person.joined),
        "public_metrics": {
            "followers_count": person.followers,
            "following_count": person.followers % 700 + 20,
            "tweet_count": person.followers % 9_000 + 40,
            "listed_count": person.followers % 30,
        },
    })
}

fn post(post: &XPost) -> Value {
    let mut out = json!({
        "id": post.id,
        "text": escaped(&post.text),
        "author_id": post.author.id,
        "created_at": moment(post.at),
        "conversation_id": post.conversation,
        "lang": "en",
        "edit_history_tweet_ids": post.history,
        "public_metrics": {
            "retweet_count": 0,
            "reply_count": 0,
            "like_count": 0,
            "quote_count": 0,
            "bookmark_count": 0,
            "impression_count": 0,
        },
    });
    if let (Some(fields), Some((how, id))) = (out.as_object_mut(), &post.refers) {
        let named = json!([{ "type": how.name(), "id": id }]);
        fields.insert("referenced_tweets".into(), named);
    }
    out
}

/// A line of the filtered stream: a post, with the post it refers to shown whole.
pub(super) fn line(told: &XPost, shown: Option<&XPost>) -> String {
    let mut users = vec![user(&told.author)];
    let mut posts = Vec::new();
    if let Some(shown) = shown {
        if shown.author.id != told.author.id {
            users.push(user(&shown.author));
        }
        posts.push(post(shown));
    }
    let mut includes = json!({ "users": users });
    if let (Some(fields), false) = (includes.as_object_mut(), posts.is_empty()) {
        fields.insert("tweets".into(), Value::Array(posts));
    }
    let rules = json!([{ "id": "1", "tag": "brand" }]);
    json!({ "data": post(told), "includes": includes, "matching_rules": rules }).to_string()
}

/// The envelope that says of a post only that it is gone. Users are wrapped once more here.
pub(super) fn deletion(id: &str, author: &Person, number: i64) -> String {
    json!({ "data": {
        "event_uuid": (-4_000_000_000_000_000_000_i64 + number).to_string(),
        "filter": { "user_id": author.id },
        "event_type": "post.delete",
        "tag": "deletes",
        "payload": { "id": id, "author_id": author.id },
        "includes": { "users": [{ "data": user(author) }] },
    }})
    .to_string()
}

/// The notice before the network ends a connection.
pub(super) fn disconnect() -> String {
    json!({ "errors": [{
        "title": "operational-disconnect",
        "disconnect_type": "UpstreamOperationalDisconnect",
        "detail": "the stream closes for maintenance; connect again",
        "type": "https://api.twitter.com/2/problems/operational-disconnect",
    }]})
    .to_string()
}
