//! An endless invented feed from a seed: complaints, thanks, replies, shares, edits, deletes, posts that come
//! back, redeliveries, the brand's answers, and now and then something that nobody can read.

use super::client::Stored;
use super::dice::Dice;
use super::post::{self, BRAND, Post};

const WORDS: [&str; 10] = [
    "my parcel is lost and nobody answers, this is terrible",
    "thank you, that was quick and friendly",
    "why is the app down again? I am so angry",
    "how do I change my booking?",
    "same here, still waiting for my refund",
    "I will sue you, this kettle caught fire",
    "have you tried to restart it? that helped me",
    "nice weather today",
    "worst service ever, I am leaving",
    "love the new design!",
];

/// Where the story stands.
#[derive(Debug)]
pub struct Story {
    dice: Dice,
    next_id: u64,
    seconds: i64,
    posts: Vec<(u64, u64, String, Post)>,
    sent: Vec<Stored>,
    hot: Option<Post>,
}

impl Story {
    /// The beginning.
    pub fn new(seed: u64) -> Self {
        Self {
            dice: Dice::new(seed),
            next_id: 5_000_000_000_000,
            seconds: 0,
            posts: Vec::new(),
            sent: Vec::new(),
            hot: None,
        }
    }

    /// The same, but a tenth of everything are shares of one post, each by another account.
    pub fn with_outcry(seed: u64) -> Self {
        let hot = Post::new(4_999_999_999_999, "60000000000000", WORDS[5], 0).followers(90_000);
        Self {
            hot: Some(hot),
            ..Self::new(seed)
        }
    }

    /// The next records.
    pub fn take(&mut self, count: usize) -> Vec<Stored> {
        (0..count).map(|_| self.next()).collect()
    }

    fn next(&mut self) -> Stored {
        self.seconds += self.dice.below(4) as i64;
        if let Some(hot) = self.hot.take() {
            let record = self.outcry(&hot);
            self.hot = Some(hot);
            if let Some(record) = record {
                return record;
            }
        }
        let record = match self.dice.below(100) {
            0..35 => self.first_post(),
            35..60 => self.reply(),
            60..80 => self.share(),
            80..85 => self.edit(),
            85..88 => self.delete(),
            88..90 => self.restore(),
            90..94 => self.answer(),
            94..98 => self.again(),
            _ => self.noise(),
        };
        self.sent.push(record.clone());
        record
    }

    /// The post that everybody shares, first of all; then in one of ten cases a share of it.
    fn outcry(&mut self, hot: &Post) -> Option<Stored> {
        if self.sent.is_empty() {
            let record = hot.record();
            self.sent.push(record.clone());
            return Some(record);
        }
        let shared = self.dice.below(10) == 0;
        shared.then(|| {
            let id = self.id();
            let account = format!("61{id}");
            Post::new(id, &account, "", self.seconds).shares(hot).record()
        })
    }

    fn id(&mut self) -> u64 {
        self.next_id += 1 + self.dice.below(50);
        self.next_id
    }

    fn author(&mut self) -> String {
        format!("7000000000{:04}", self.dice.below(400))
    }

    fn first_post(&mut self) -> Stored {
        let (id, author, text) = (self.id(), self.author(), *self.dice.one_of(&WORDS));
        let post = Post::new(id, &author, text, self.seconds).followers(self.dice.below(90_000) as i64);
        self.keep(id, id, author, post)
    }

    fn keep(&mut self, id: u64, root: u64, author: String, post: Post) -> Stored {
        let record = post.record();
        self.posts.push((id, root, author, post));
        record
    }

    fn earlier(&mut self) -> Option<(u64, u64, String, Post)> {
        let recent = self.posts.len().min(80) as u64;
        (recent > 0).then(|| self.posts[self.posts.len() - 1 - self.dice.below(recent) as usize].clone())
    }

    fn reply(&mut self) -> Stored {
        let Some((parent, root, ..)) = self.earlier() else {
            return self.first_post();
        };
        let (id, author, text) = (self.id(), self.author(), *self.dice.one_of(&WORDS));
        let post = Post::new(id, &author, text, self.seconds).reply(parent, root);
        self.keep(id, root, author, post)
    }

    fn share(&mut self) -> Stored {
        let Some((.., other)) = self.earlier() else {
            return self.first_post();
        };
        let (id, author) = (self.id(), self.author());
        Post::new(id, &author, "", self.seconds).shares(&other).record()
    }

    fn edit(&mut self) -> Stored {
        let Some((first, root, author, _)) = self.earlier() else {
            return self.first_post();
        };
        if first != root {
            return self.first_post();
        }
        let (id, text) = (self.id(), *self.dice.one_of(&WORDS));
        Post::new(id, &author, text, self.seconds).edits(first).record()
    }

    fn delete(&mut self) -> Stored {
        let Some((id, _, author, _)) = self.earlier() else {
            return self.first_post();
        };
        post::deletion(id, &author, self.seconds)
    }

    fn restore(&mut self) -> Stored {
        let Some((id, _, author, _)) = self.earlier() else {
            return self.first_post();
        };
        post::restoration(id, &author, self.seconds)
    }

    fn answer(&mut self) -> Stored {
        let Some((parent, root, ..)) = self.earlier() else {
            return self.first_post();
        };
        let id = self.id();
        Post::new(
            id,
            BRAND,
            "we are sorry, please send us your number",
            self.seconds,
        )
        .reply(parent, root)
        .record()
    }

    fn again(&mut self) -> Stored {
        if self.sent.is_empty() {
            return self.first_post();
        }
        let at = self.dice.below(self.sent.len() as u64) as usize;
        let timestamp = post::NOON + self.seconds * 1000;
        Stored {
            timestamp,
            ..self.sent[at].clone()
        }
    }

    fn noise(&mut self) -> Stored {
        let value = *self.dice.one_of(&[
            &b"{\"data\":"[..],
            b"\xff\xfe\x00",
            b"{\"nobody\":\"knows\"}",
            b"[]",
        ]);
        let timestamp = post::NOON + self.seconds * 1000;
        Stored {
            partition: -1,
            offset: -1,
            timestamp,
            key: Some(self.dice.next().to_be_bytes().to_vec()),
            value: Some(value.to_vec()),
            headers: vec![("feed".into(), b"invented".to_vec())],
            ..Stored::default()
        }
    }
}
