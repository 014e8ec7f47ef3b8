//! Tells what happens, in the networks' own formats, and remembers it to be sorted in the end.

use super::bluesky_feed::{self, BlueskyPost};
use super::dice::Dice;
use super::person::{self, Person};
use super::story::{DAY, OWN_BLUESKY_ACCOUNT, OWN_HANDLE, OWN_X_ACCOUNT, Told};
use super::x_feed::{self, Refers, XPost};
use crate::domain::network::Network;
use crate::domain::time::{Span, Time};

/// First X post id of the story: years beyond those handed out.
const FIRST_POST_ID: i64 = 7_700_000_000_000_000_000;

/// Tells the story.
pub(super) struct Narrator {
    /// Chance.
    pub(super) dice: Dice,
    /// What was told, in the order it was thought of.
    pub(super) told: Vec<Told>,
    numbers: i64,
}

impl Narrator {
    pub(super) const fn new(seed: u64) -> Self {
        Self {
            dice: Dice::new(seed),
            told: Vec::new(),
            numbers: 0,
        }
    }

    /// A number that nothing else in the story has.
    pub(super) const fn number(&mut self) -> i64 {
        self.numbers += 1;
        self.numbers
    }

    /// A moment between these minutes after `from`.
    pub(super) fn after(&mut self, from: Time, least: i64, most: i64) -> Time {
        from.plus(Span(self.dice.between(least * 60_000, most * 60_000)))
    }

    /// Somebody on X.
    pub(super) fn somebody(&mut self) -> Person {
        let number = self.number();
        person::on_x(&mut self.dice, number)
    }

    /// Somebody on X with this many followers.
    pub(super) fn known_to(&mut self, followers: i64) -> Person {
        Person {
            followers,
            ..self.somebody()
        }
    }

    /// The brand's own account on X.
    pub(super) fn brand() -> Person {
        Person {
            id: OWN_X_ACCOUNT.into(),
            handle: OWN_HANDLE.into(),
            name: "Veldamere Railways".into(),
            followers: 61_400,
            verified: true,
            joined: Time(1_280_000_000_000),
        }
    }

    /// Records what a connector saw of something that happened at `at`: a few seconds later.
    pub(super) fn tell(&mut self, network: Network, at: Time, key: &str, payload: String) {
        let at = at.plus(Span(self.dice.between(900, 6_800)));
        self.told.push(Told {
            at,
            network,
            key: key.into(),
            payload,
        });
    }

    fn x_post(&mut self, at: Time, author: &Person, text: &str) -> XPost {
        let number = self.number();
        let id = (FIRST_POST_ID + at.since(DAY).0 * 10_000 + number).to_string();
        XPost {
            conversation: id.clone(),
            history: vec![id.clone()],
            id,
            at,
            author: author.clone(),
            text: text.into(),
            refers: None,
        }
    }

    /// A post on X that stands by itself.
    pub(super) fn post(&mut self, at: Time, author: &Person, text: &str) -> XPost {
        let post = self.x_post(at, author, text);
        self.tell(Network::X, at, &post.id, x_feed::line(&post, None));
        post
    }

    /// An answer on X.
    pub(super) fn reply(&mut self, at: Time, author: &Person, text: &str, to: &XPost) -> XPost {
        let mut post = self.x_post(at, author, &format!("@{} {text}", to.author.handle));
        post.conversation.clone_from(&to.conversation);
        post.refers = Some((Refers::RepliedTo, to.id.clone()));
        let payload = x_feed::line(&post, Some(to));
        self.tell(Network::X, at, &post.conversation, payload);
        post
    }

    /// A post on X that shows another and adds words.
    pub(super) fn quote(&mut self, at: Time, author: &Person, text: &str, of: &XPost) -> XPost {
        let mut post = self.x_post(at, author, text);
        post.refers = Some((Refers::Quoted, of.id.clone()));
        let payload = x_feed::line(&post, Some(of));
        self.tell(Network::X, at, &post.id, payload);
        post
    }

    /// Somebody passes a post on. The outer text is cut as the network cuts it; the inner one is whole.
    pub(super) fn share(&mut self, at: Time, author: &Person, of: &XPost) -> XPost {
        let mut text: String = format!("RT @{}: {}", of.author.handle, of.text);
        if text.chars().count() > 140 {
            text = text.chars().take(139).chain(['…']).collect();
        }
        let mut post = self.x_post(at, author, &text);
        post.refers = Some((Refers::Retweeted, of.id.clone()));
        let payload = x_feed::line(&post, Some(of));
        self.tell(Network::X, at, &post.id, payload);
        post
    }

    /// An edit on X: the same post under a new id.
    pub(super) fn edit(&mut self, at: Time, of: &XPost, text: &str) -> XPost {
        let mut post = self.x_post(at, &of.author, text);
        post.conversation.clone_from(&of.conversation);
        post.history = of.history.iter().cloned().chain([post.id.clone()]).collect();
        let payload = x_feed::line(&post, None);
        self.tell(Network::X, at, &post.conversation, payload);
        post
    }

    /// A post on X is taken away.
    pub(super) fn delete(&mut self, at: Time, gone: &XPost) {
        let number = self.number();
        let payload = x_feed::deletion(&gone.id, &gone.author, number);
        self.tell(Network::X, at, &gone.id, payload);
    }

    /// Somebody on Bluesky.
    pub(super) fn somebody_on_bluesky(&mut self) -> String {
        person::on_bluesky(&mut self.dice).id
    }

    pub(super) fn bluesky_record(&mut self, at: Time, did: &str) -> BlueskyPost {
        let number = self.number();
        BlueskyPost {
            did: did.into(),
            rkey: bluesky_feed::record_key(at, number),
            cid: person::content_id(&mut self.dice),
            root: None,
        }
    }

    /// A post on Bluesky, or an answer to `parent`.
    pub(super) fn post_on_bluesky(
        &mut self,
        at: Time,
        did: &str,
        text: &str,
        parent: Option<&BlueskyPost>,
    ) -> BlueskyPost {
        let mut post = self.bluesky_record(at, did);
        post.root = parent.map(|p| p.root.clone().unwrap_or_else(|| (p.uri(), p.cid.clone())));
        let payload = bluesky_feed::post(&post, text, parent, at);
        self.tell(Network::Bluesky, at, did, payload);
        post
    }

    /// The brand answers on Bluesky.
    pub(super) fn answer_on_bluesky(&mut self, at: Time, text: &str, parent: &BlueskyPost) {
        self.post_on_bluesky(at, OWN_BLUESKY_ACCOUNT, text, Some(parent));
    }

    /// Somebody passes a post on, or likes it, on Bluesky.
    pub(super) fn nod(&mut self, at: Time, did: &str, collection: &str, subject: &BlueskyPost) {
        let record = self.bluesky_record(at, did);
        let payload = bluesky_feed::nod(&record, collection, subject, at);
        self.tell(Network::Bluesky, at, did, payload);
    }
}
