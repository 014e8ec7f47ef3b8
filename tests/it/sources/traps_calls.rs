//! The traps of transcripts: names of turns, clocks, sides, and turns that nobody spoke.

use std::collections::{BTreeMap, BTreeSet};

use outcry::domain::event::{Direction, SocialEvent};
use outcry::domain::fate::{Ignored, RejectReason};
use outcry::domain::mask::MaskPolicy;
use outcry::domain::network::Network::Transcript;
use outcry::domain::time::Time;
use outcry::sources::{Limits, Reader, Setup};

use super::{SECRET, TENANT, read, read_at};

fn turns(body: &str) -> Vec<SocialEvent> {
    let reading = read(Transcript, body);
    assert!(reading.refused.is_empty(), "{reading:?}");
    reading.events.iter().map(|read| read.event().clone()).collect()
}

fn words(event: &SocialEvent) -> &str {
    event.text.as_ref().map_or("", |text| text.plain.as_str())
}

#[test]
fn a_turn_is_named_by_its_call_whatever_its_own_name_is() {
    for name in [
        r#""id":0"#,
        r#""turn_id":"3""#,
        r#""segmentId":"seg_0""#,
        r#""utterance_id":7"#,
        r#""message_id":"m1""#,
        r#""index":4"#,
        r#""role":"customer""#,
    ] {
        let call = |id: &str| {
            let body =
                format!(r#"{{"call_id":"{id}","turns":[{{{name},"text":"a","speaker":"customer"}}]}}"#);
            turns(&body).remove(0)
        };
        assert_eq!(call("one").event_id, call("one").event_id, "{name}");
        assert_ne!(call("one").post_key, call("two").post_key, "{name}");
    }
}

#[test]
fn turns_with_and_without_names_of_their_own_are_told_apart() {
    let all = turns(
        r#"{"call_id":"c","turns":[{"text":"a"},{"id":0,"text":"b"},{"id":1,"text":"c"},{"text":"d"}]}"#,
    );
    let keys: BTreeSet<_> = all.iter().map(|turn| turn.post_key).collect();
    assert_eq!(keys.len(), 4);
}

#[test]
fn turns_of_no_call_are_refused_unless_their_names_are_unique_in_the_world() {
    for body in [
        r#"{"segments":[{"id":0,"text":"a"}]}"#,
        r#"{"messages":[{"message_id":"m1","role":"user","content":"a"}]}"#,
        r#"{"id":4,"role":"user","content":"a"}"#,
    ] {
        let reading = read(Transcript, body);
        assert!(
            reading.events.is_empty() && reading.refused[0].reason == RejectReason::BadField,
            "{body}"
        );
    }
    let alone = r#"{"id":"7c0ffee0-0000-4000-8000-000000000002","role":"user","content":"a"}"#;
    assert_eq!(turns(alone).len(), 1);
}

#[test]
fn whole_numbers_are_seconds_unless_they_cannot_be() {
    let first = |turns_of: &str| {
        let body = format!(
            r#"{{"call_id":"c","started_at":"2026-04-07T08:15:30Z","turns":[{turns_of},{{"start":60,"end":61,"text":"yes"}}]}}"#
        );
        turns(&body)[0].occurred_at.unwrap().0 - 1_775_549_730_000
    };
    assert_eq!(first(r#"{"start":2,"end":4,"text":"my boat is late"}"#), 2000);
    assert_eq!(first(r#"{"start":250,"end":2000,"text":"my boat is late"}"#), 250);
    assert_eq!(
        first(r#"{"start":250,"duration":1750,"text":"船が遅れています"}"#),
        250
    );
    assert_eq!(first(r#"{"start":0.25,"end":2.0,"text":"my boat is late"}"#), 250);
}

#[test]
fn blanks_are_no_turn_and_none_are_kept_around_the_words() {
    let all = turns(
        r#"{"call_id":"c","segments":[{"text":"\u3000\n"},{"text":" late \n"},{"text":" [BLANK_AUDIO]"}]}"#,
    );
    assert_eq!(all.iter().map(words).collect::<Vec<_>>(), ["late"]);
    let live = r#"{"TranscriptionEvent":"transcription-content","CallSid":"CA1","TranscriptionSid":"GT1","TranscriptionData":"{\"transcript\":\" \"}"}"#;
    assert_eq!(read(Transcript, live).ignored, Some(Ignored::Control));
}

#[test]
fn what_machines_say_among_themselves_is_said_by_nobody() {
    for role in ["tool", "function", "tool_call_result", "developer", "tool_calls"] {
        let body = format!(r#"{{"call_id":"c","messages":[{{"role":"{role}","content":"charged twice"}}]}}"#);
        let reading = read(Transcript, &body);
        assert!(reading.events.is_empty() && reading.refused.is_empty(), "{role}");
    }
    let ai =
        turns(r#"{"call_id":"c","messages":[{"type":"ai","content":"a"},{"type":"human","content":"b"}]}"#);
    assert_eq!(
        ai.iter().map(|turn| turn.direction).collect::<Vec<_>>(),
        [Direction::Outbound, Direction::Inbound]
    );
}

const TWO: &str = r#"{"call_id":"c","turns":[{"speaker":"A","user_id":"desk-1","text":"a"},{"speaker":"B","user_id":"guest-2","text":"b"}]}"#;

#[test]
fn a_side_that_nothing_tells_is_not_claimed() {
    let sides = |body: &str| turns(body).iter().map(|turn| turn.direction).collect::<Vec<_>>();
    assert_eq!(sides(TWO), [Direction::Unknown; 2]);
    // Beside an agent there is one who can only be the customer; of two it is not known who.
    let agent = r#"{"call_id":"c","turns":[{"speaker":"Agent","text":"a"},{"speaker":"Mira","text":"b"}]}"#;
    assert_eq!(sides(agent), [Direction::Outbound, Direction::Inbound]);
    let three = r#"{"call_id":"c","turns":[{"speaker":"IVR","text":"a"},{"speaker":"A","text":"b"},{"speaker":"B","text":"c"}]}"#;
    assert_eq!(
        sides(three),
        [Direction::Outbound, Direction::Unknown, Direction::Unknown]
    );
}

#[test]
fn accounts_that_are_configured_tell_the_sides() {
    let reader = Reader::new(Setup {
        tenant: TENANT.to_owned(),
        secret: SECRET.to_vec(),
        own_accounts: BTreeMap::from([(Transcript, BTreeSet::from(["desk-1".to_owned()]))]),
        limits: Limits::default(),
        page_within: Transcript.page_within(),
        masking: MaskPolicy::default(),
        mapping: None,
    });
    let reading = read_at(&reader, Transcript, TWO.as_bytes(), Time(1_775_563_200_000));
    let sides: Vec<Direction> = reading.events.iter().map(|read| read.event().direction).collect();
    assert_eq!(sides, [Direction::Outbound, Direction::Inbound]);
}
