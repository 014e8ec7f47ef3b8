//! Small scenes, one for each thing that happens to posts: help, company, an edit, a delete, an answer
//! that arrives before what it answers, words that need a person at once, and a kindness.

use super::bluesky_feed;
use super::narrator::Narrator;
use super::story::{BLUESKY_HANDLE, DAY, OWN_HANDLE};
use crate::domain::network::Network;
use crate::domain::time::{Span, Time};

const fn clock(hour: i64, minute: i64) -> Time {
    DAY.plus(Span::minutes(hour * 60 + minute))
}

/// All the small scenes.
pub(super) fn tell(narrator: &mut Narrator) {
    helped_by_another(narrator);
    not_alone(narrator);
    edited(narrator);
    deleted(narrator);
    answer_before_question(narrator);
    at_once(narrator);
    kindness(narrator);
}

/// A customer is answered by another customer.
fn helped_by_another(narrator: &mut Narrator) {
    let (customer, helper) = (narrator.somebody(), narrator.somebody());
    let text =
        format!("@{OWN_HANDLE} how do I move two seats of a group booking? Your page gives me an error.");
    let question = narrator.post(clock(9, 5), &customer, &text);
    let text = "you can do it under My trips, then Seats. Try the old page, that worked for me";
    let help = narrator.reply(clock(9, 14), &helper, text, &question);
    narrator.reply(clock(9, 22), &customer, "thank you so much, that worked!", &help);
}

/// A customer finds out that somebody else has the same trouble.
fn not_alone(narrator: &mut Narrator) {
    let (customer, joiner) = (narrator.somebody(), narrator.somebody());
    let text = format!("@{OWN_HANDLE} my suitcase is gone from the rack on the 09:40 to Cressmouth. Stolen?");
    let post = narrator.post(clock(10, 31), &customer, &text);
    let text = format!("same here @{OWN_HANDLE}, and my rucksack is gone too. Same train, same coach.");
    narrator.reply(clock(10, 44), &joiner, &text, &post);
    let text = "Please both send us your phone numbers in a message, the crew is searching now.";
    narrator.reply(clock(11, 20), &Narrator::brand(), text, &post);
}

/// A complaint is corrected: the same post under a new id.
fn edited(narrator: &mut Narrator) {
    let customer = narrator.somebody();
    let text = format!("@{OWN_HANDLE} the 14:05 to Fennick never came. Furious.");
    let post = narrator.post(clock(14, 52), &customer, &text);
    let text =
        format!("@{OWN_HANDLE} the 15:05 to Fennick never came, and it was the last with a buffet. Furious.");
    narrator.edit(clock(14, 58), &post, &text);
}

/// Complaints are taken back: the feeds send nothing but an id.
fn deleted(narrator: &mut Narrator) {
    let customer = narrator.somebody();
    let text = format!("@{OWN_HANDLE} your driver swore at me at Lowmarsh. Disgusting behaviour!");
    let post = narrator.post(clock(13, 10), &customer, &text);
    narrator.delete(clock(13, 36), &post);

    let did = narrator.somebody_on_bluesky();
    let text = format!("{BLUESKY_HANDLE} terrible ride to Wickstow, a cold coach and a rude guard");
    let post = narrator.post_on_bluesky(clock(15, 2), &did, &text, None);
    let gone = narrator.bluesky_record(clock(15, 40), &did);
    let payload = bluesky_feed::deletion(&post, &gone.rkey, clock(15, 40));
    narrator.tell(Network::Bluesky, clock(15, 40), &did, payload);
}

/// The feed delivers the answer forty seconds before the post that it answers.
fn answer_before_question(narrator: &mut Narrator) {
    let (customer, joiner) = (narrator.somebody(), narrator.somebody());
    let text = format!("@{OWN_HANDLE} locked out of the waiting room at Thornlea in this rain. Awful.");
    let post = narrator.post(clock(8, 17), &customer, &text);
    if let Some(late) = narrator.told.last_mut() {
        late.at = late.at.plus(Span::seconds(100));
    }
    narrator.reply(clock(8, 18), &joiner, "same here, we are soaked", &post);
}

/// Words that a person must see at once, whoever wrote them.
fn at_once(narrator: &mut Narrator) {
    let words = [
        (
            clock(7, 48),
            "smoke in coach 4 of the 07:20 to Oxcombe and the doors do not open. Please help!",
        ),
        (
            clock(12, 15),
            "my father fell because of the broken step at Ivenham. He is injured and in hospital.",
        ),
        (
            clock(16, 3),
            "my lawyer will write to you about the penalty fare at Alderby. See you in court.",
        ),
        (
            clock(18, 40),
            "I have reported this to the ombudsman. Five weeks without an answer.",
        ),
        (
            clock(19, 12),
            "that was the last time. I am switching to the coach company for good.",
        ),
        (
            clock(20, 26),
            "I am a reporter with the Cressmouth Courier. Who can comment on the delays?",
        ),
    ];
    for (at, text) in words {
        let customer = narrator.somebody();
        narrator.post(at, &customer, &format!("@{OWN_HANDLE} {text}"));
    }
}

/// Something good, passed on by many. The feed misses the post itself at first: those who pass it on show it.
fn kindness(narrator: &mut Narrator) {
    let customer = narrator.known_to(412);
    let text = format!(
        "The guard of the 18:55 to Kestrel Bay walked the whole platform in the rain to bring back my son's \
         toy rabbit. He had tied a little ticket to its ear. Thank you so much @{OWN_HANDLE}, you wonderful, \
         kind, amazing people!"
    );
    let post = narrator.post(clock(19, 31), &customer, &text);
    if let Some(missed) = narrator.told.last_mut() {
        missed.at = missed.at.plus(Span::minutes(25));
    }
    for _ in 0..70 {
        let at = narrator.after(clock(19, 33), 0, 150);
        let stranger = narrator.somebody();
        narrator.share(at, &stranger, &post);
    }
    let text = "He says the rabbit had a valid ticket all along. Thank you for writing!";
    narrator.reply(clock(20, 5), &Narrator::brand(), text, &post);
}
