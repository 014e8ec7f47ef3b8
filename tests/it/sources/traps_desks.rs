//! The traps of help desks, transcripts, status pages, surveys and mapped feeds, one test each.

use outcry::domain::event::{Action, Direction, Kind, Metric, SocialEvent};
use outcry::domain::fate::Ignored;
use outcry::domain::network::Network::{self, Chatwoot, Generic, Statuspage, Survey, Transcript, Zendesk};
use outcry::sources::Reading;

use super::{fixtures, read};

fn fixture(network: Network, name: &str) -> Reading {
    let all = fixtures(network);
    let (_, body) = all.iter().find(|(other, _)| other == name).unwrap();
    read(network, std::str::from_utf8(body).unwrap())
}

fn event(network: Network, name: &str) -> SocialEvent {
    let reading = fixture(network, name);
    assert!(
        reading.refused.is_empty() && !reading.events.is_empty(),
        "{reading:?}"
    );
    reading.events[0].event().clone()
}

fn words(event: &SocialEvent) -> &str {
    event.text.as_ref().map_or("", |text| text.plain.as_str())
}

#[test]
fn chatwoot_says_times_and_types_in_two_forms() {
    let (word, number) = (
        event(Chatwoot, "incoming"),
        event(Chatwoot, "incoming_older_time"),
    );
    assert_eq!(
        (word.direction, number.direction),
        (Direction::Inbound, Direction::Inbound)
    );
    assert_eq!(word.conversation, number.conversation);
    assert_eq!(word.author, number.author);
    assert_eq!(number.occurred_at.unwrap().0, 1_775_549_790_000);
}

#[test]
fn chatwoot_notes_and_templates_are_no_words_of_a_customer() {
    for name in ["private_note", "template", "outgoing"] {
        assert_eq!(event(Chatwoot, name).direction, Direction::Outbound, "{name}");
    }
    assert_eq!(fixture(Chatwoot, "activity").ignored, Some(Ignored::Control));
}

#[test]
fn a_message_that_chatwoot_tells_twice_is_one_piece_of_news() {
    assert_eq!(
        event(Chatwoot, "automation").event_id,
        event(Chatwoot, "incoming").event_id
    );
    for name in ["conversation_created", "typing"] {
        assert_eq!(fixture(Chatwoot, name).ignored, Some(Ignored::Control), "{name}");
    }
    let deleted = event(Chatwoot, "deleted");
    assert_eq!((deleted.action, deleted.text), (Action::Delete, None));
}

#[test]
fn zendesk_ids_are_text_here_and_numbers_there() {
    let (webhook, bridge) = (event(Zendesk, "comment"), event(Zendesk, "event_bridge_comment"));
    assert_eq!(webhook.event_id, bridge.event_id);
    assert_eq!(webhook.native_id, "910000000000000001");
    assert_eq!(
        (webhook.conversation, webhook.author),
        (bridge.conversation, bridge.author)
    );
    assert_eq!(
        event(Zendesk, "event_bridge_chat").event_id,
        event(Zendesk, "message_of_end_user").event_id
    );
}

#[test]
fn zendesk_times_have_nanoseconds() {
    assert_eq!(
        event(Zendesk, "comment").occurred_at.unwrap().0,
        1_775_549_730_250
    );
}

#[test]
fn a_ticket_of_zendesk_is_told_by_its_details_for_its_event_is_empty() {
    let ticket = event(Zendesk, "ticket_created");
    assert_eq!(
        words(&ticket),
        "Bag missing\n\nIt never arrived.\n\nBooking made in March."
    );
    assert!(ticket.is_root() && !ticket.needs_enrichment);
    assert_eq!(event(Zendesk, "comment").conversation, ticket.conversation);
    assert!(event(Zendesk, "event_bridge_ticket").needs_enrichment);
}

#[test]
fn internal_comments_staff_and_bots_of_zendesk_are_our_side() {
    for name in ["internal_note", "comment_of_staff", "message_of_bot"] {
        assert_eq!(event(Zendesk, name).direction, Direction::Outbound, "{name}");
    }
    assert_eq!(event(Zendesk, "message_of_bot").author.unwrap().bot, Some(true));
    assert_eq!(event(Zendesk, "comment").direction, Direction::Inbound);
}

#[test]
fn a_ticket_of_zendesk_is_deleted_and_comes_back() {
    let actions = [
        "soft_deleted",
        "permanently_deleted",
        "undeleted",
        "marked_as_spam",
    ];
    let actions = actions.map(|name| (event(Zendesk, name).action, event(Zendesk, name).post_key));
    let key = event(Zendesk, "ticket_created").post_key;
    let wanted = [Action::Delete, Action::Delete, Action::Restore, Action::Hide];
    assert_eq!(actions, wanted.map(|action| (action, key)));
}

#[test]
fn a_caller_who_is_only_called_the_customer_is_nobody_elses_customer() {
    let call = event(Transcript, "connect_live").author.unwrap().key;
    assert_eq!(
        fixture(Transcript, "connect_call").events[1]
            .event()
            .author
            .as_ref()
            .unwrap()
            .key,
        call
    );
    let other = r#"{"ContactId":"other","Segments":[{"Transcript":{"Id":"1","ParticipantId":"CUSTOMER","Content":"a"}}]}"#;
    let other = read(Transcript, other).events[0].event().clone();
    assert_eq!(other.direction, Direction::Inbound);
    assert_ne!(other.author.unwrap().key, call);
}

#[test]
fn words_still_being_recognised_and_events_of_a_chat_are_no_turns() {
    assert_eq!(
        fixture(Transcript, "twilio_live_passing").ignored,
        Some(Ignored::Control)
    );
    assert_eq!(fixture(Transcript, "genesys_live").events.len(), 1);
    assert_eq!(fixture(Transcript, "connect_chat").events.len(), 2);
}

#[test]
fn a_turn_without_a_clock_has_none_and_one_with_an_offset_is_counted_from_the_start() {
    assert_eq!(event(Transcript, "connect_call").occurred_at, None);
    for (name, at) in [
        ("twilio_sentences", 250),
        ("plain_turns", 500),
        ("meeting_timeline", 1250),
        ("genesys_file", 1250),
        ("genesys_live", 3250),
    ] {
        let start = event(Transcript, name).occurred_at.unwrap().0;
        let whole = 1_775_549_730_000;
        assert_eq!(start - whole, at, "{name}");
    }
}

#[test]
fn json_inside_a_json_string_of_twilio() {
    assert_eq!(words(&event(Transcript, "twilio_live")), "Nobody answers me");
}

#[test]
fn updates_of_an_incident_are_revisions_of_one_notice() {
    let (first, next) = (
        event(Statuspage, "investigating"),
        event(Statuspage, "identified"),
    );
    assert_eq!(
        (first.kind, first.action, next.action),
        (Kind::Notice, Action::Create, Action::Edit)
    );
    assert_eq!(first.post_key, next.post_key);
    let last = event(Statuspage, "postmortem");
    assert!(next.revision > first.revision && last.revision > next.revision);
    let polled = fixture(Statuspage, "incidents_list");
    assert_eq!(polled.events[1].event().event_id, next.event_id);
}

#[test]
fn figures_of_surveys_are_those_reported_and_never_made_of_words() {
    let figures = |name: &str| -> Vec<(Metric, f64, Option<f64>)> {
        let ratings = event(Survey, name).ratings.into_iter();
        ratings
            .map(|rating| (rating.metric, rating.value, rating.max))
            .collect()
    };
    assert_eq!(figures("words_alone"), []);
    assert_eq!(
        figures("plain_by_metric"),
        [(Metric::Nps, 7.0, Some(10.0)), (Metric::Csat, 3.0, Some(5.0))]
    );
    assert_eq!(figures("plain_ces"), [(Metric::Ces, 6.0, Some(7.0))]);
    assert_eq!(figures("surveymonkey_response"), [(Metric::Nps, 9.0, Some(10.0))]);
    // The number of a choice, and a count that somebody was asked for, measure nothing.
    assert_eq!(
        figures("qualtrics_response"),
        [(Metric::Nps, 9.0, Some(10.0)), (Metric::Csat, 4.0, None)]
    );
    let typeform = figures("typeform");
    let wanted = [
        (Metric::Nps, 2.0, Some(10.0)),
        (Metric::Csat, 6.0, Some(7.0)),
        (Metric::Stars, 4.0, Some(5.0)),
    ];
    assert_eq!(typeform, wanted);
}

#[test]
fn a_notification_of_a_survey_without_answers_needs_enrichment() {
    for name in ["surveymonkey_webhook", "qualtrics_notice"] {
        let answer = event(Survey, name);
        assert!(
            answer.needs_enrichment && answer.text.is_none() && answer.ratings.is_empty(),
            "{name}"
        );
    }
}

#[test]
fn a_mapped_feed_keeps_ids_beyond_two_to_the_53rd() {
    let complaint = event(Generic, "complaint");
    assert_eq!(complaint.native_id, "9007199254740993");
    assert_eq!(words(&complaint), "Pier 4\n\nNo lift & no stairs");
    assert_eq!(
        event(Generic, "answer_of_desk").conversation,
        complaint.conversation
    );
    assert_eq!(fixture(Generic, "ping").ignored, Some(Ignored::Control));
}
