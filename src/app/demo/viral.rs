//! Somebody whom nobody knows is treated badly, and by the evening everybody knows.

use super::narrator::Narrator;
use super::person::Person;
use super::story::{DAY, OWN_HANDLE};
use super::x_feed::XPost;
use crate::domain::time::{Span, Time};

/// When she writes.
const BEGINS: Time = DAY.plus(Span::minutes(11 * 60 + 41));

/// What those say who pass it on with words of their own.
const QUOTES: [&str; 6] = [
    "Read this. Then read it again.",
    "How does this happen in broad daylight? Shameful.",
    "My brother uses a wheelchair. This is every trip of his.",
    "Three people in uniform watched. Three.",
    "I used to work on trains. This is against every rule there is.",
    "Somebody should call the newspaper.",
];

/// What others say to her.
const REPLIES: [&str; 10] = [
    "so sorry this happened to you",
    "same here last month, they left my son's ramp on the platform",
    "me too, same station, same excuse",
    "you can try the assistance desk, the number is on the ticket, they can hold the next train",
    "have you tried the station manager at the north entrance? She helped us once",
    "to be fair the crew cannot see the last door from the cab",
    "they are doing their best on most days, let them answer first",
    "unbelievable",
    "did anybody answer you yet?",
    "the same happened to my father, he waited four hours for his chair",
];

/// The post, those who pass it on, what is said about it, and the brand's late answer.
pub(super) fn tell(narrator: &mut Narrator, shares: usize) {
    let author = Person {
        followers: 83,
        verified: false,
        ..narrator.somebody()
    };
    let text = format!(
        "@{OWN_HANDLE} your train left Merrowgate with my daughter's wheelchair inside while we were still \
         lifting her out. Three of your staff watched. Shameful. We have been sitting on the platform for two hours \
         and NOBODY answers. She is nine."
    );
    let post = narrator.post(BEGINS, &author, &text);
    spread(narrator, &post, shares);
    talk(narrator, &post);
    aftermath(narrator, &post);
}

/// Hardly anything for twenty minutes; then somebody whom many follow; then everybody, and slower again.
fn spread(narrator: &mut Narrator, post: &XPost, shares: usize) {
    for _ in 0..5 {
        let at = narrator.after(BEGINS, 1, 20);
        let friend = narrator.somebody();
        narrator.share(at, &friend, post);
    }
    let turn = BEGINS.plus(Span::minutes(23));
    let known = narrator.known_to(48_700);
    narrator.quote(
        turn,
        &known,
        "I have no words. Please share until somebody wakes up.",
        post,
    );
    for _ in 0..shares {
        let wide = narrator.dice.between(1, 330);
        let at = narrator.after(turn, 0, wide);
        let stranger = narrator.somebody();
        let share = narrator.share(at, &stranger, post);
        if narrator.dice.chance(2) {
            let at = narrator.after(at, 5, 30);
            narrator.delete(at, &share);
        }
    }
}

fn talk(narrator: &mut Narrator, post: &XPost) {
    for words in QUOTES {
        let at = narrator.after(BEGINS, 30, 240);
        let stranger = narrator.somebody();
        narrator.quote(at, &stranger, words, post);
    }
    for _ in 0..4 {
        for words in REPLIES {
            let at = narrator.after(BEGINS, 4, 260);
            let stranger = narrator.somebody();
            narrator.reply(at, &stranger, words, post);
        }
    }
    let at = BEGINS.plus(Span::minutes(72));
    let text = "still here. Still nobody. A stranger brought us soup.";
    narrator.reply(at, &post.author, text, post);
}

fn aftermath(narrator: &mut Narrator, post: &XPost) {
    let at = BEGINS.plus(Span::minutes(238));
    let text = "We are deeply sorry. The chair is on its way to you by car, and our head of stations is on \
                the phone to you now.";
    let answer = narrator.reply(at, &Narrator::brand(), text, post);
    let at = at.plus(Span::minutes(41));
    let text = "The chair is here. It took four hours and half the country. The driver was the first of \
                you to say sorry.";
    narrator.reply(at, &post.author, text, &answer);
}
