//! An ordinary day: people complain, ask, chat and praise, and the brand answers some of them.

use super::bluesky_feed::BlueskyPost;
use super::narrator::Narrator;
use super::phrases::{ANSWERS, BOWS, CHATTER, CLOSINGS, COMPLAINTS, PRAISE, QUESTIONS, fill};
use super::story::{BLUESKY_HANDLE, DAY, OWN_HANDLE};
use super::x_feed::XPost;
use crate::domain::time::{Span, Time};

/// What somebody has in mind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Mood {
    Complaint,
    Question,
    Chatter,
    Praise,
}

/// How much is said in each hour from six in the morning.
const HOURS: [i64; 17] = [3, 6, 8, 6, 4, 4, 5, 5, 4, 4, 6, 8, 8, 6, 4, 3, 2];

impl Mood {
    fn drawn(narrator: &mut Narrator) -> Self {
        match narrator.dice.between(1, 100) {
            ..=30 => Self::Complaint,
            31..=52 => Self::Question,
            53..=80 => Self::Chatter,
            _ => Self::Praise,
        }
    }

    const fn phrases(self) -> &'static [&'static str] {
        match self {
            Self::Complaint => &COMPLAINTS,
            Self::Question => &QUESTIONS,
            Self::Chatter => &CHATTER,
            Self::Praise => &PRAISE,
        }
    }

    /// How often in a hundred the brand answers.
    const fn answered(self) -> i64 {
        match self {
            Self::Complaint => 70,
            Self::Question => 80,
            Self::Chatter => 0,
            Self::Praise => 25,
        }
    }

    const fn answers(self) -> &'static [&'static str] {
        match self {
            Self::Complaint | Self::Question | Self::Chatter => &ANSWERS,
            Self::Praise => &BOWS,
        }
    }
}

/// A moment of the day, more often when people travel.
fn some_time(narrator: &mut Narrator) -> Time {
    let mut place = narrator.dice.between(1, HOURS.iter().sum());
    let mut hour = 6;
    for weight in HOURS {
        if place <= weight {
            break;
        }
        place -= weight;
        hour += 1;
    }
    let start = DAY.plus(Span::hours(hour));
    narrator.after(start, 0, 59)
}

/// An ordinary day on both networks.
pub(super) fn tell(narrator: &mut Narrator, posts: usize, posts_on_bluesky: usize) {
    for _ in 0..posts {
        on_x(narrator);
    }
    for _ in 0..posts_on_bluesky {
        on_bluesky(narrator);
    }
}

fn words(narrator: &mut Narrator, mood: Mood, brand: &str) -> String {
    let phrase = narrator.dice.pick(mood.phrases());
    fill(&mut narrator.dice, phrase, brand)
}

fn on_x(narrator: &mut Narrator) {
    let (mood, at) = (Mood::drawn(narrator), some_time(narrator));
    let text = words(narrator, mood, &format!("@{OWN_HANDLE}"));
    let author = narrator.somebody();
    let post = narrator.post(at, &author, &text);
    if narrator.dice.chance(mood.answered()) {
        answer(narrator, mood, &post);
    } else if mood == Mood::Complaint && narrator.dice.chance(15) {
        let again = narrator.after(at, 30, 90);
        let text = format!("@{OWN_HANDLE} hello? I am still waiting for an answer about this.");
        narrator.post(again, &author, &text);
    }
}

fn answer(narrator: &mut Narrator, mood: Mood, post: &XPost) {
    let at = narrator.after(post.at, 3, 70);
    let text = narrator.dice.pick(mood.answers());
    let reply = narrator.reply(at, &Narrator::brand(), text, post);
    if mood != Mood::Praise && narrator.dice.chance(20) {
        let at = narrator.after(at, 1, 25);
        let text = narrator.dice.pick(&CLOSINGS);
        narrator.reply(at, &post.author, text, &reply);
    }
}

fn on_bluesky(narrator: &mut Narrator) {
    let (mood, at) = (Mood::drawn(narrator), some_time(narrator));
    let text = words(narrator, mood, BLUESKY_HANDLE);
    let did = narrator.somebody_on_bluesky();
    let post = narrator.post_on_bluesky(at, &did, &text, None);
    if narrator.dice.chance(mood.answered()) {
        let at = narrator.after(at, 3, 70);
        let text = narrator.dice.pick(mood.answers());
        narrator.answer_on_bluesky(at, text, &post);
    }
    if mood == Mood::Praise {
        applause(narrator, at, &post);
    }
}

/// Likes and reposts.
fn applause(narrator: &mut Narrator, from: Time, post: &BlueskyPost) {
    for collection in ["app.bsky.feed.like", "app.bsky.feed.repost"] {
        let at = narrator.after(from, 2, 50);
        let did = narrator.somebody_on_bluesky();
        narrator.nod(at, &did, collection, post);
    }
}
