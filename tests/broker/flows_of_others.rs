//! Stories with more than one author: answers of the brand, helpers, joiners, a crowd.

use outcry::domain::item_post::OtherRole;
use outcry::domain::item_state::{AnswerState, WorkState};

use crate::flows::played;
use crate::support::outcome::Outcome;
use crate::support::post::{self, BRAND, Post};

const COMPLAINT: &str = "my parcel is lost and nobody answers me, this is terrible service";

#[test]
fn flow_3_the_brands_answer_stops_one_deadline_only() {
    let first = Post::new(301, "8031", COMPLAINT, 0);
    let second = Post::new(
        302,
        "8032",
        "my refund is missing too, I am so angry, where is it?",
        60,
    )
    .reply(301, 301);
    let answer = Post::new(303, BRAND, "we are sorry, please send us your number", 120).reply(302, 301);
    let records = [first.record(), second.record(), answer.record()];
    let Some((_, outcome)) = played("flow-3", &records) else {
        return;
    };
    assert_eq!(
        outcome.item_of("person_8032").answer_state,
        AnswerState::AnsweredPublic
    );
    assert_eq!(
        outcome.item_of("person_8031").answer_state,
        AnswerState::WaitingForBrand
    );
    assert_eq!(outcome.latest().count(), 2, "the brand has no case of its own");
}

#[test]
fn flow_4_a_helpful_stranger_is_credited_and_opens_nothing() {
    let question = Post::new(401, "8041", "my router is broken again, how do I reset it?", 0);
    let help = Post::new(
        402,
        "8042",
        "have you tried to hold the button for ten seconds? that helped me",
        90,
    );
    let records = [question.record(), help.reply(401, 401).record()];
    let Some((_, outcome)) = played("flow-4", &records) else {
        return;
    };
    let item = outcome.item_of("person_8041");
    assert_eq!(
        (item.helpers_total, item.answer_state),
        (1, AnswerState::WaitingForBrand),
        "a peer's answer is not the brand's"
    );
    assert!(!outcome.has_item("person_8042"));
    let first = &outcome.versions(item)[0];
    assert!(
        item.priority_score <= first.priority_score,
        "help does not raise the priority"
    );
}

#[test]
fn flow_5_a_joiner_gets_an_item_of_their_own_and_lends_no_text() {
    let first = Post::new(501, "8051", COMPLAINT, 0);
    let joined = Post::new(
        502,
        "8052",
        "same here, and my bag is gone too, this is awful",
        90,
    )
    .reply(501, 501);
    let Some((_, outcome)) = played("flow-5", &[first.record(), joined.record()]) else {
        return;
    };
    let (owner, joiner) = (outcome.item_of("person_8051"), outcome.item_of("person_8052"));
    assert_eq!((owner.joiners_total, joiner.work_state), (1, WorkState::New));
    assert_eq!(
        owner.conversation_keys, joiner.conversation_keys,
        "linked by the conversation"
    );
    let roles: Vec<OtherRole> = owner.others.iter().map(|other| other.role).collect();
    assert_eq!((roles, owner.posts.len()), (vec![OtherRole::Joiner], 1));
    assert!(
        !format!("{owner:?}").contains("bag is gone"),
        "no words of somebody else"
    );
}

#[test]
fn flow_5_on_another_network_a_reply_that_comes_first_joins_as_well() {
    let (owner, joiner) = (
        "did:plc:aaaaaaaaaaaaaaaaaaaaaaaa",
        "did:plc:bbbbbbbbbbbbbbbbbbbbbbbb",
    );
    let root = post::skeet_uri(owner, "3l3qo2vut0001");
    let words = "same here, my bag is gone too, this is awful";
    let late = post::skeet(joiner, "3l3qo2vut0002", words, 60, Some((&root, &root)));
    let first = post::skeet(owner, "3l3qo2vut0001", COMPLAINT, 0, None);
    let Some(broker) = crate::support::broker::shared("flow-5-bluesky") else {
        return;
    };
    let plan = crate::support::world::Plan::default();
    let world = crate::support::world::World::new(broker, "flow-5-bluesky", &plan);
    world
        .client
        .write(&world.topic("social.raw.bluesky.v1"), &[late, first]);
    world.run_dry();
    crate::support::judge::exact(&world);
    let outcome = Outcome::read(&world.client, &world.prefix);
    let items: Vec<_> = outcome.latest().collect();
    assert_eq!(items.len(), 2, "one each: {items:?}");
    assert_eq!(items[0].conversation_keys, items[1].conversation_keys);
    assert_eq!(items.iter().map(|item| item.joiners_total).sum::<i32>(), 1);
}

#[test]
fn flow_6_each_commenter_under_the_brands_post_has_a_case_of_their_own() {
    let news = Post::new(601, BRAND, "our new app is here, have a look", 0);
    let mut records = vec![news.record()];
    for n in 0..200_u64 {
        let author = format!("86{n:04}");
        let words = if n.is_multiple_of(2) {
            "your app is broken, I lost my booking, terrible"
        } else {
            "nice picture"
        };
        let at = 30 + i64::try_from(n).expect("small");
        records.push(Post::new(610 + n, &author, words, at).reply(601, 601).record());
    }
    let Some((_, outcome)) = played("flow-6", &records) else {
        return;
    };
    assert_eq!(
        outcome.latest().count(),
        100,
        "an item for each that needs one, none for the others"
    );
    let all_open = outcome
        .latest()
        .all(|item| item.work_state == WorkState::New && item.conversation_keys.len() == 1);
    assert!(all_open, "each open, in one conversation");
    let conversations: std::collections::BTreeSet<_> =
        outcome.latest().map(|item| item.conversation_keys[0]).collect();
    assert_eq!(conversations.len(), 1);
}
