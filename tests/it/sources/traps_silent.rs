//! Words that no adapter reads are refused; they are never passed over as if nothing had been said.

use outcry::domain::fate::{Ignored, RejectReason};
use outcry::domain::network::Network::{
    self, Facebook, Instagram, Linkedin, Statuspage, Telegram, Transcript, X,
};

use super::read;

/// A delivery of Meta with this event of an inbox.
fn inbox(event: &str) -> String {
    format!(
        r#"{{"object":"page","entry":[{{"id":"1","time":1775549730000,"messaging":[{{"sender":{{"id":"36"}},"recipient":{{"id":"1"}},"timestamp":1775549730000,{event}}}]}}]}}"#
    )
}

/// A delivery of Meta with this change.
fn change(field: &str, value: &str) -> String {
    format!(
        r#"{{"object":"page","entry":[{{"id":"1","time":1775549730,"changes":[{{"field":"{field}","value":{value}}}]}}]}}"#
    )
}

#[test]
fn words_in_a_payload_of_no_known_kind_are_refused() {
    let cases: [(Network, String); 14] = [
        (Facebook, inbox(r#""in_thread_form":{"answer":"late"}"#)),
        (Instagram, inbox(r#""poll_answer":{"words":"late"}"#)),
        (Facebook, change("echo_wall", r#"{"message":"late"}"#)),
        (Facebook, change("feed", r#"{"verb":"whisper","message":"late"}"#)),
        (Instagram, change("notes", r#"{"text":"late"}"#)),
        (Transcript, r#"{"jobName":"j","results":{"transcripts":[{"transcript":"late"}]}}"#.into()),
        (Transcript, r#"{"call_id":"c","turns":[{"sayings":{"en":{"text":"late"}}}]}"#.into()),
        (Telegram, r#"{"update_id":1,"voice_note":{"text":"late"}}"#.into()),
        (X, r#"{"for_user_id":"1","parade_events":[{"text":"late"}]}"#.into()),
        (X, r#"{"data":{"event_type":"note.create","payload":{"id":"7","text":"late"}}}"#.into()),
        (Linkedin, r#"{"elements":[{"commentary":"late"}]}"#.into()),
        (Linkedin, r#"{"notifications":[{"action":"REVIEW","organizationalEntity":"urn:li:organization:1","decoratedGeneratedActivity":{"comment":{"text":"late"}}}]}"#.into()),
        (Statuspage, r#"{"page":{"id":"p"},"reports":[{"title":"late"}]}"#.into()),
        (Statuspage, r#"{"status":2,"id":1,"name":"App","message":"late"}"#.into()),
    ];
    for (network, body) in cases {
        let reading = read(network, &body);
        let reasons: Vec<RejectReason> = reading.refused.iter().map(|reject| reject.reason).collect();
        assert_eq!(reasons, [RejectReason::UnknownKind], "{body}");
        assert!(reading.refused[0].detail.find("late").is_none(), "{body}");
    }
}

#[test]
fn what_says_nothing_is_no_refusal() {
    let cases: [(Network, String); 14] = [
        (Facebook, inbox(r#""read":{"watermark":1775549730000}"#)),
        (Facebook, inbox(r#""pass_thread_control":{"new_owner_app_id":"2"}"#)),
        (Facebook, inbox(r#""optin":{"type":"notification_messages","payload":"x"}"#)),
        (Facebook, change("leadgen", r#"{"leadgen_id":"2"}"#)),
        (Facebook, change("feed", r#"{"verb":"block","item":"user"}"#)),
        (Instagram, change("story_insights", r#"{"media_id":"2","reach":4}"#)),
        (Telegram, r#"{"update_id":1,"callback_query":{"id":"1","data":"x","message":{"message_id":1,"chat":{"id":2}}}}"#.into()),
        (Telegram, r#"{"update_id":1,"poll":{"id":"1","question":"when"}}"#.into()),
        (X, r#"{"for_user_id":"1","follow_events":[{"type":"follow"}]}"#.into()),
        (X, r#"{"data":{"event_type":"follow.follow","payload":{"source":{"id":"7"}}}}"#.into()),
        (Linkedin, r#"{"elements":[{"totalShareStatistics":{"likeCount":3}}]}"#.into()),
        (Statuspage, r#"{"page":{"id":"p"},"incidents":[],"scheduled_maintenances":[],"components":[{"id":"c","description":"lift"}]}"#.into()),
        (Statuspage, r#"{"ongoing_incidents":[],"in_progress_maintenances":[],"scheduled_maintenances":[]}"#.into()),
        (Statuspage, r#"{"page":{"name":"p","url":"https://p.example","status":"UP"}}"#.into()),
    ];
    for (network, body) in cases {
        let reading = read(network, &body);
        assert_eq!(
            (reading.ignored, reading.refused.len()),
            (Some(Ignored::Control), 0),
            "{body}"
        );
    }
}
