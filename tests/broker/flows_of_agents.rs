//! Stories of the help desk.

use outcry::domain::feedback::{FeedbackKind, WorkItemFeedback};
use outcry::domain::ids::ItemId;
use outcry::domain::item::Status;
use outcry::domain::time::Time;
use outcry::domain::topic::Topic;
use outcry::wire::Wire;

use crate::flows::played;
use crate::support::client::Stored;
use crate::support::judge;
use crate::support::outcome::Outcome;
use crate::support::post::{self, Post};

const COMPLAINT: &str = "my parcel is lost and nobody answers me, this is terrible service";

fn feedback(item: ItemId, kind: FeedbackKind, seconds: i64) -> Stored {
    let at = post::NOON + seconds * 1000;
    let said = WorkItemFeedback {
        item_id: item,
        kind,
        agent: Some("agent-7".into()),
        at: Time(at),
        version: None,
    };
    let mut value = Vec::new();
    Wire::locked()
        .encode(&said, &mut value)
        .expect("feedback is encoded");
    Stored {
        partition: -1,
        offset: -1,
        timestamp: at,
        key: Some(item.to_string().into_bytes()),
        value: Some(value),
        headers: Vec::new(),
        ..Stored::default()
    }
}

#[test]
fn flow_9_claim_answer_and_close_move_the_item() {
    let Some((world, opened)) = played("flow-9", &[Post::new(901, "8091", COMPLAINT, 0).record()]) else {
        return;
    };
    let id = opened.item_of("person_8091").item_id;
    let topic = world.topic(&Topic::Feedback.name());
    let steps = [
        (FeedbackKind::Claim, Status::Claimed),
        (FeedbackKind::Answer, Status::Answered),
        (FeedbackKind::Close, Status::Closed),
    ];
    for (number, (kind, status)) in steps.into_iter().enumerate() {
        let at = 300 + i64::try_from(number).expect("small") * 60;
        world.client.write(&topic, &[feedback(id, kind, at)]);
        world.run_dry();
        let outcome = Outcome::read(&world.client, &world.prefix);
        let item = outcome.item_of("person_8091");
        assert_eq!((item.status, item.item_id), (status, id), "after {kind:?}");
    }
    judge::exact(&world);
    let outcome = Outcome::read(&world.client, &world.prefix);
    let item = outcome.item_of("person_8091");
    assert_eq!(
        item.preferred_agent.as_deref().or(item.agent.as_deref()),
        Some("agent-7")
    );
}

#[test]
fn flow_9_word_of_an_item_that_is_not_there_changes_nothing() {
    let Some((world, opened)) = played("flow-9-unknown", &[Post::new(911, "8092", COMPLAINT, 0).record()])
    else {
        return;
    };
    let mut id = opened.item_of("person_8092").item_id;
    id.episode += 40;
    world.client.write(
        &world.topic(&Topic::Feedback.name()),
        &[feedback(id, FeedbackKind::Close, 300)],
    );
    world.run_dry();
    let verdict = judge::exact(&world);
    let nothing = verdict.fates.get(&("cases", "ignored", "nothing_to_do"));
    assert_eq!(nothing, Some(&1), "{:?}", verdict.fates);
    assert_eq!(
        Outcome::read(&world.client, &world.prefix)
            .item_of("person_8092")
            .status,
        Status::Open
    );
}
