//! Stories of the help desk.

use outcry::domain::feedback::{FeedbackAction, WorkItemFeedback};
use outcry::domain::feedback_receipt::{FeedbackOutcome, FeedbackReceipt, FeedbackRefusal};
use outcry::domain::item_state::{AnswerState, WorkState};
use outcry::domain::time::Time;
use outcry::domain::topic::Topic;
use outcry::wire::Wire;

use crate::flows::played;
use crate::support::client::{Isolation, Stored};
use crate::support::desk;
use crate::support::judge;
use crate::support::oracle::Verdict;
use crate::support::outcome::Outcome;
use crate::support::post::{self, Post};
use crate::support::world::World;

const COMPLAINT: &str = "my parcel is lost and nobody answers me, this is terrible service";

/// A word so many seconds after noon.
fn word(item: &str, action: FeedbackAction, seconds: i64) -> WorkItemFeedback {
    desk::word(item, action, Time(post::NOON + seconds * 1000))
}

/// Says these words at the desk and lets them be heard.
fn say(world: &World, words: &[WorkItemFeedback]) {
    let records: Vec<Stored> = words.iter().map(record).collect();
    world
        .client
        .write(&world.topic(&Topic::Feedback.name()), &records);
    world.run_dry();
}

fn record(said: &WorkItemFeedback) -> Stored {
    let mut value = Vec::new();
    Wire::locked()
        .encode(said, &mut value)
        .expect("feedback is encoded");
    Stored {
        partition: -1,
        offset: -1,
        timestamp: said.done_at.0,
        key: Some(said.item_id.clone().into_bytes()),
        value: Some(value),
        headers: Vec::new(),
        ..Stored::default()
    }
}

/// The receipts of the words with this id, in order.
fn receipts(world: &World, id: &str) -> Vec<FeedbackReceipt> {
    let topic = world.topic(&Topic::FeedbackReceipts.name());
    let all = world.client.topic(&topic, Isolation::Committed);
    let values = all.into_iter().flatten().filter_map(|record| record.value);
    let wire = Wire::locked();
    let read = values.map(|value| wire.decode::<FeedbackReceipt>(&value).expect("a receipt"));
    read.filter(|receipt| receipt.feedback_id == id).collect()
}

/// How many records were refused, by any stage.
fn rejected(verdict: &Verdict) -> usize {
    let refused = verdict
        .fates
        .iter()
        .filter(|((_, fate, _), _)| *fate == "rejected");
    refused.map(|(_, count)| *count).sum()
}

/// What became of the words with this id.
fn told(world: &World, id: &str) -> Vec<(FeedbackOutcome, Option<FeedbackRefusal>)> {
    receipts(world, id)
        .iter()
        .map(|r| (r.outcome, r.reason))
        .collect()
}

#[test]
fn flow_9_claim_answer_and_close_move_the_item() {
    let Some((world, opened)) = played("flow-9", &[Post::new(901, "8091", COMPLAINT, 0).record()]) else {
        return;
    };
    let id = opened.item_of("person_8091").item_id;
    let steps = [
        (
            FeedbackAction::Claim,
            WorkState::Claimed,
            AnswerState::WaitingForBrand,
        ),
        (
            FeedbackAction::Answer,
            WorkState::Claimed,
            AnswerState::AnsweredPrivate,
        ),
        (
            FeedbackAction::Close,
            WorkState::Closed,
            AnswerState::AnsweredPrivate,
        ),
    ];
    for (number, (action, work, answer)) in steps.into_iter().enumerate() {
        let at = 300 + i64::try_from(number).expect("small") * 60;
        let said = word(&id.to_string(), action, at);
        say(&world, std::slice::from_ref(&said));
        let outcome = Outcome::read(&world.client, &world.prefix);
        let item = outcome.item_of("person_8091");
        assert_eq!(
            (item.work_state, item.answer_state, item.item_id),
            (work, answer, id),
            "{action:?}"
        );
        let [receipt] = &receipts(&world, &said.feedback_id)[..] else {
            panic!("one receipt of {action:?}")
        };
        assert_eq!(
            (receipt.outcome, receipt.work_state),
            (FeedbackOutcome::Taken, Some(work))
        );
        assert_eq!(receipt.version, Some(item.version));
    }
    judge::exact(&world);
    let outcome = Outcome::read(&world.client, &world.prefix);
    let holder = outcome.item_of("person_8091").assignee.clone();
    assert_eq!(holder.map(|holder| holder.agent).as_deref(), Some("agent-7"));
}

/// What each of the words below is told.
fn each_is_told(world: &World) {
    let told = |id: &str| told(world, id);
    let refused = |why| [(FeedbackOutcome::Refused, Some(why))];
    assert_eq!(
        told("claim"),
        [(FeedbackOutcome::Taken, None), (FeedbackOutcome::Repeated, None)]
    );
    assert_eq!(told("other"), refused(FeedbackRefusal::ClaimedByOther));
    assert_eq!(told("stale"), [(FeedbackOutcome::Stale, None)]);
    assert_eq!(told("unknown"), [(FeedbackOutcome::UnknownItem, None)]);
    assert_eq!(told("nameless"), [(FeedbackOutcome::UnknownItem, None)]);
    assert_eq!(told("bad"), refused(FeedbackRefusal::BadField));
}

#[test]
fn flow_9_every_word_that_can_be_read_has_its_receipt() {
    let records = [Post::new(911, "8092", COMPLAINT, 0).record()];
    let Some((world, opened)) = played("flow-9-receipts", &records) else {
        return;
    };
    let item = opened.item_of("person_8092");
    let (id, seen) = (item.item_id.to_string(), item.content_version);
    let mut elsewhere = item.item_id;
    elsewhere.episode += 40;
    let named = |feedback_id: &str, said: WorkItemFeedback| WorkItemFeedback {
        feedback_id: feedback_id.into(),
        ..said
    };
    world.feed(&[Post::new(912, "8092", "and still nobody answers me, shame on you", 100).record()]);
    world.run_dry();
    let claim = named("claim", word(&id, FeedbackAction::Claim, 300));
    let other = WorkItemFeedback {
        agent: Some("agent-9".into()),
        ..named("other", word(&id, FeedbackAction::Claim, 301))
    };
    let stale = WorkItemFeedback {
        seen_content_version: Some(seen),
        ..named("stale", word(&id, FeedbackAction::Close, 302))
    };
    let unknown = named(
        "unknown",
        word(&elsewhere.to_string(), FeedbackAction::Close, 303),
    );
    let nameless = named("nameless", word("no-item-of-ours", FeedbackAction::Close, 304));
    let bad = WorkItemFeedback {
        agent: Some("agent of no form".into()),
        ..named("bad", word(&id, FeedbackAction::Claim, 305))
    };
    let garbage = Stored {
        value: Some(b"not a record".to_vec()),
        ..record(&claim)
    };
    say(
        &world,
        &[claim.clone(), other, stale, unknown, nameless, bad, claim],
    );
    world
        .client
        .write(&world.topic(&Topic::Feedback.name()), &[garbage]);
    world.run_dry();
    let verdict = judge::exact(&world);
    each_is_told(&world);
    assert_eq!(
        rejected(&verdict),
        1,
        "garbage alone is a dead letter: {:?}",
        verdict.fates
    );
    let outcome = Outcome::read(&world.client, &world.prefix);
    let item = outcome.item_of("person_8092");
    assert_eq!(item.work_state, WorkState::Claimed, "nothing else was taken");
}
