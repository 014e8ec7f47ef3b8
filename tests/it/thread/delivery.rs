//! An invented thread as Facebook tells of it: a post, comments that name only what they answer, and what becomes of
//! them.

use outcry::app::world::Stored;
use outcry::domain::ids::PostKey;
use outcry::domain::network::Network;
use outcry::domain::time::{Span, Time};
use proptest::prelude::*;
use proptest::sample::Index;
use serde_json::{Value, json};

pub(crate) const EVENTS: usize = 50;
pub(crate) const REPLIES: usize = 29;
const NEWS: usize = 16;
pub(crate) const START: Time = Time(1_772_452_800_000);

const WORDS: [&str; 5] = [
    "my parcel is lost and nobody answers, this is terrible",
    "same here, still waiting for my refund",
    "have you tried to restart it? that helped me",
    "nice weather today",
    "my kettle caught fire, this is dangerous",
];

/// A post and what it answers, itself if nothing.
#[derive(Debug, Clone)]
pub(crate) struct Post {
    number: usize,
    parent: usize,
    author: usize,
    words: &'static str,
}

/// One delivery, at its minute.
#[derive(Debug, Clone)]
pub(crate) struct Event {
    post: Post,
    verb: &'static str,
    minute: i64,
}

impl Post {
    fn id(number: usize) -> String {
        format!("300_7{number:03}")
    }

    pub(crate) fn key(number: usize) -> PostKey {
        PostKey::derive("demo", Network::Facebook, &Self::id(number))
    }
}

impl Event {
    fn payload(&self) -> Value {
        let Post {
            number,
            parent,
            author,
            words,
        } = &self.post;
        let at = START.0 / 1000 + self.minute * 60;
        let edited = if self.verb == "edited" { ", still" } else { "" };
        let mut value = json!({
            "item": "comment", "verb": self.verb, "from": {"id": format!("41{author}"), "name": "A person"},
            "message": format!("{words}{edited}"),
        });
        if self.verb != "remove" {
            value["created_time"] = json!(START.0 / 1000);
        }
        if number == parent {
            value["item"] = json!("status");
            value["post_id"] = json!(Post::id(*number));
        } else {
            value["comment_id"] = json!(Post::id(*number));
            value["parent_id"] = json!(Post::id(*parent));
        }
        let changes = json!([{"field": "feed", "value": value}]);
        json!({"object": "page", "entry": [{"id": "300", "time": at, "changes": changes}]})
    }

    pub(crate) fn stored(&self) -> Stored {
        Stored {
            key: Post::id(self.post.number).into_bytes(),
            value: Some(self.payload().to_string().into_bytes()),
            record_type: None,
            ingested_at: START.plus(Span::minutes(self.minute)),
            cause: None,
        }
    }
}

/// A thread of `EVENTS` deliveries.
pub(crate) fn thread() -> impl Strategy<Value = Vec<Event>> {
    let words = 0..WORDS.len();
    let replies = prop::collection::vec((any::<Index>(), 0..8usize, words.clone()), REPLIES);
    let verb = prop_oneof![
        3 => Just("hide"),
        3 => Just("unhide"),
        2 => Just("remove"),
        1 => Just("edited"),
    ];
    let news = prop::collection::vec((any::<Index>(), verb), NEWS);
    let again = prop::collection::vec(any::<Index>(), EVENTS - 1 - REPLIES - NEWS);
    (words, replies, news, again).prop_map(|(words, replies, news, again)| {
        let mut posts = vec![Post {
            number: 0,
            parent: 0,
            author: 0,
            words: WORDS[words],
        }];
        for (parent, author, words) in replies {
            posts.push(Post {
                number: posts.len(),
                parent: parent.index(posts.len()),
                author,
                words: WORDS[words],
            });
        }
        let written = posts.iter().map(|post| (post.clone(), "add"));
        let told = news
            .iter()
            .map(|(post, verb)| (posts[post.index(posts.len())].clone(), *verb));
        let mut events: Vec<Event> = written
            .chain(told)
            .zip(1..)
            .map(|((post, verb), minute)| Event { post, verb, minute })
            .collect();
        // The network delivers some of it a second time.
        for index in again {
            events.push(events[index.index(events.len())].clone());
        }
        events
    })
}
