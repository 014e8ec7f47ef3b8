//! A quarter past five in the evening: a signal box fails, and hundreds write within ten minutes.

use super::narrator::Narrator;
use super::phrases::{OUTAGE, fill};
use super::story::{BLUESKY_HANDLE, DAY, OWN_HANDLE};
use crate::domain::time::{Span, Time};

/// When it begins.
const BEGINS: Time = DAY.plus(Span::minutes(17 * 60 + 12));

/// People under the brand's own notice.
const UNDER_THE_NOTICE: [&str; 6] = [
    "an hour? My daughter is alone on that train",
    "same here, nobody at the station knows anything",
    "where are the replacement buses?",
    "do I get a refund for this?",
    "thanks for the update at least",
    "this is the second time this month. Unacceptable.",
];

/// The outage: `people` within ten minutes, a few later, the brand's notice and what is said under it.
pub(super) fn tell(narrator: &mut Narrator, people: usize) {
    for place in 0..people {
        let at = narrator.after(BEGINS, 0, 10);
        cry(narrator, at, place % 10 == 9);
    }
    for _ in 0..people / 6 {
        let at = narrator.after(BEGINS, 11, 60);
        cry(narrator, at, false);
    }
    notice(narrator);
}

fn cry(narrator: &mut Narrator, at: Time, on_bluesky: bool) {
    let phrase = narrator.dice.pick(&OUTAGE);
    if on_bluesky {
        let text = fill(&mut narrator.dice, phrase, BLUESKY_HANDLE);
        let did = narrator.somebody_on_bluesky();
        narrator.post_on_bluesky(at, &did, &text, None);
        return;
    }
    let text = fill(&mut narrator.dice, phrase, &format!("@{OWN_HANDLE}"));
    let author = narrator.somebody();
    let post = narrator.post(at, &author, &text);
    if narrator.dice.chance(35) {
        let at = narrator.after(at, 8, 70);
        let text = "We are sorry. A signal box has failed near Dunholt; please see our pinned post.";
        narrator.reply(at, &Narrator::brand(), text, &post);
    }
}

fn notice(narrator: &mut Narrator) {
    let brand = Narrator::brand();
    let at = BEGINS.plus(Span::minutes(19));
    let text = "A signal box near Dunholt has failed. No trains run between Alderby and Oxcombe. \
                We expect about an hour, and we keep this post up to date.";
    let post = narrator.post(at, &brand, text);
    for _ in 0..45 {
        let at = narrator.after(at, 1, 55);
        let (author, text) = (narrator.somebody(), narrator.dice.pick(&UNDER_THE_NOTICE));
        narrator.reply(at, &author, text, &post);
    }
    let at = at.plus(Span::minutes(28));
    let text = "Update: the signal box works again. First trains leave Alderby at 18:10.";
    narrator.edit(at, &post, text);
}
