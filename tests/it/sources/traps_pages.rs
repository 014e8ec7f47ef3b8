//! The traps of posts of v1.1 and webhooks of X, of accounts, and of notifications of LinkedIn.

use outcry::domain::account::AccountState;
use outcry::domain::event::{Action, Direction, Kind, SocialEvent, Visibility};
use outcry::domain::fate::{Ignored, RejectReason};
use outcry::domain::gap::GapReason;
use outcry::domain::network::Network::{self, Bluesky, Linkedin, X};
use outcry::sources::{Read, Reading};

use super::{fixtures, hasher, read};

fn fixture(network: Network, name: &str) -> Reading {
    let all = fixtures(network);
    let (_, body) = all.iter().find(|(other, _)| other == name).unwrap();
    read(network, std::str::from_utf8(body).unwrap())
}

fn event(network: Network, name: &str) -> SocialEvent {
    let reading = fixture(network, name);
    let told: Vec<&Read> = reading.events.iter().chain(&reading.reactions).collect();
    assert!(reading.refused.is_empty() && told.len() == 1, "{reading:?}");
    told[0].event().clone()
}

fn plain(event: &SocialEvent) -> &str {
    event.text.as_ref().map_or("", |text| &text.plain)
}

#[test]
fn the_number_twin_of_an_id_may_be_rounded() {
    let rounded = r#"{"id":5100000000000000000,"id_str":"5100000000000000101","text":"a",
        "user":{"id":70010,"id_str":"70011"},"in_reply_to_status_id":5100000000000000000,
        "in_reply_to_status_id_str":"5100000000000000099"}"#;
    let reading = read(X, rounded);
    let reply = reading.events[0].event();
    assert_eq!(reply.native_id, "5100000000000000101");
    assert_eq!(reply.author.as_ref().unwrap().key, hasher().key(X, "70011"));
    assert_eq!(reply.parent.as_ref().unwrap().native_id, "5100000000000000099");
    let deletion = r#"{"delete":{"status":{"id":5100000000000000000,"id_str":"5100000000000000101"}}}"#;
    assert_eq!(
        read(X, deletion).events[0].event().native_id,
        "5100000000000000101"
    );
    // A notification's own id is a number beyond 2^53; nothing is named by it.
    assert!(
        event(Linkedin, "comment")
            .native_id
            .starts_with("urn:li:comment:")
    );
}

#[test]
fn a_long_text_of_v1_is_whole_only_in_its_extension() {
    let long = event(X, "v1_long_post");
    assert!(plain(&long).contains("& when") && plain(&long).ends_with("#lostbag"));
    let text = long.text.unwrap();
    assert_eq!((text.truncated, text.spans[0].value.as_str()), (false, "lostbag"));
    let cut = read(
        X,
        r#"{"id_str":"1","text":"a long story…","truncated":true,"user":{"id_str":"2"}}"#,
    );
    assert!(cut.events[0].event().text.as_ref().unwrap().truncated);
    let share = event(X, "v1_share");
    assert!(share.text.as_ref().unwrap().truncated);
    let inner = share.embedded.unwrap().text.unwrap();
    assert!(inner.plain.ends_with("#lostbag") && !inner.truncated);
}

#[test]
fn offsets_of_v1_count_the_text_as_sent() {
    let post = event(X, "v1_post");
    let text = post.text.unwrap();
    let scalars: Vec<char> = text.plain.chars().collect();
    let marked: Vec<String> = text
        .spans
        .iter()
        .map(|span| scalars[span.start as usize..span.end as usize].iter().collect())
        .collect();
    assert_eq!(marked, ["@HarbourAir", "#lostbag", "$HRB", "https://t.co/x1y2z3"]);
}

#[test]
fn kinds_of_v1() {
    let kinds = [
        ("v1_post", Kind::Post),
        ("v1_reply", Kind::Reply),
        ("v1_quote", Kind::Quote),
        ("v1_reply_that_quotes", Kind::Reply),
        ("v1_share", Kind::Share),
        ("webhook_post", Kind::Post),
    ];
    for (name, kind) in kinds {
        assert_eq!(event(X, name).kind, kind, "{name}");
    }
    // Named as the one addressed, answered nothing: that is no reply.
    let mention = r#"{"id_str":"1","text":"@a b","in_reply_to_user_id_str":"3","user":{"id_str":"2"}}"#;
    assert_eq!(read(X, mention).events[0].event().kind, Kind::Post);
    let (post, edit) = (event(X, "v1_post"), event(X, "v1_edit"));
    assert_eq!(
        (edit.action, edit.revision, edit.post_key),
        (Action::Edit, 1, post.post_key)
    );
}

#[test]
fn both_interfaces_name_the_same_post() {
    let newer = r#"{"data":{"id":"5100000000000000101","text":"a","author_id":"70011"}}"#;
    let newer = read(X, newer);
    for name in ["v1_post", "webhook_post", "cloud_event_of_v1_post"] {
        assert_eq!(
            event(X, name).event_id,
            newer.events[0].event().event_id,
            "{name}"
        );
    }
}

#[test]
fn drop_and_undrop() {
    for (dropped, back) in [("v1_drop", "v1_undrop"), ("compliance_drop", "compliance_undrop")] {
        let (dropped, back) = (event(X, dropped), event(X, back));
        assert_eq!((dropped.action, back.action), (Action::Delete, Action::Restore));
        assert_eq!(dropped.post_key, back.post_key);
    }
}

#[test]
fn accounts_come_and_go() {
    use AccountState::{Erased, Restored, Suppressed};
    let changes = [
        (X, "v1_user_delete", Suppressed),
        (X, "v1_user_suspend", Suppressed),
        (X, "compliance_user_protect", Suppressed),
        (X, "compliance_user_undelete", Restored),
        (X, "compliance_user_unprotect", Restored),
        (X, "compliance_user_unsuspend", Restored),
        (Bluesky, "account_deleted", Erased),
        (Bluesky, "second_form_account_deleted", Erased),
        (Bluesky, "account_taken_down", Suppressed),
        (Bluesky, "account_suspended", Suppressed),
        (Bluesky, "account_deactivated", Suppressed),
        (Bluesky, "account_active", Restored),
        (Bluesky, "second_form_account", Restored),
    ];
    for (network, name, state) in changes {
        let reading = fixture(network, name);
        let id = if network == X {
            "70012"
        } else {
            "did:plc:aaaa2222bbbb3333cccc4444"
        };
        let change = &reading.accounts[0];
        assert_eq!(
            (change.state, change.author),
            (state, hasher().key(network, id)),
            "{name}"
        );
        assert!(change.occurred_at.is_some(), "{name}");
    }
    for (network, name) in [(X, "v1_user_withheld"), (Bluesky, "account_not_followed")] {
        let reading = fixture(network, name);
        assert!(
            reading.accounts.is_empty() && reading.ignored == Some(Ignored::Control),
            "{name}"
        );
    }
}

#[test]
fn gaps_are_told() {
    let gaps = [
        ("v1_limit", GapReason::Limit, Some(1234)),
        ("v1_disconnect", GapReason::Disconnect, None),
        ("disconnect", GapReason::Disconnect, None),
        ("v1_falling_behind", GapReason::BackPressure, None),
    ];
    for (name, reason, count) in gaps {
        let reading = fixture(X, name);
        assert_eq!(
            (reading.gaps[0].reason, reading.gaps[0].count),
            (reason, count),
            "{name}"
        );
    }
    for name in [
        "v1_follows_over_limit",
        "v1_scrub_geo",
        "v1_status_withheld",
        "v1_friends",
    ] {
        let reading = fixture(X, name);
        assert!(
            reading.gaps.is_empty() && reading.ignored == Some(Ignored::Control),
            "{name}"
        );
    }
}

#[test]
fn a_webhook_brings_our_own_side_too() {
    for name in [
        "webhook_own_reply",
        "webhook_own_message",
        "webhook_own_delete",
        "activity_chat_sent",
    ] {
        assert_eq!(event(X, name).direction, Direction::Outbound, "{name}");
    }
    for name in [
        "webhook_post",
        "webhook_message",
        "webhook_delete",
        "activity_chat_received",
    ] {
        assert_eq!(event(X, name).direction, Direction::Inbound, "{name}");
    }
    for name in ["own_comment", "comment"] {
        let ours = event(Linkedin, name).direction == Direction::Outbound;
        assert_eq!(ours, name == "own_comment");
    }
}

#[test]
fn messages_of_two_accounts_are_one_conversation() {
    let one = event(X, "webhook_message");
    assert_eq!((one.kind, one.visibility), (Kind::Message, Visibility::Direct));
    for name in [
        "webhook_own_message",
        "activity_message_sent",
        "activity_message_as_looked_up",
    ] {
        assert_eq!(event(X, name).conversation, one.conversation, "{name}");
    }
    let looked_up = fixture(X, "messages_looked_up");
    assert_eq!(looked_up.events[0].event().event_id, one.event_id);
    assert!(plain(&one).contains("4711 & the bag"));
}

#[test]
fn an_encrypted_message_has_no_words() {
    let chat = event(X, "activity_chat_received");
    assert!(chat.text.is_none() && chat.needs_enrichment && chat.visibility == Visibility::Direct);
    assert_eq!(chat.native_id, "0b5e3c1e-0000-4000-8000-000000000001");
    for name in [
        "activity_typing",
        "activity_chat_join",
        "webhook_typing",
        "webhook_read",
    ] {
        assert_eq!(fixture(X, name).ignored, Some(Ignored::Control), "{name}");
    }
}

#[test]
fn a_like_is_told_and_is_no_news_of_the_post() {
    let (given, back) = (event(X, "webhook_like"), event(X, "stream_unlike"));
    assert_eq!((given.kind, given.action), (Kind::Reaction, Action::Create));
    assert_eq!((back.kind, back.action), (Kind::Reaction, Action::Delete));
    assert_ne!(Some(back.post_key), back.parent.map(|parent| parent.post_key));
    let like = event(Linkedin, "like");
    let liker = hasher().key(Linkedin, "urn:li:person:m1raK");
    assert_eq!(like.author.unwrap().key, liker);
}

#[test]
fn a_comment_of_linkedin_has_two_names() {
    let comment = event(Linkedin, "comment");
    let delete = event(Linkedin, "comment_delete");
    assert_ne!(comment.native_id, delete.native_id);
    for name in ["comment_edit", "comment_delete"] {
        let later = event(Linkedin, name);
        assert_eq!(
            (later.post_key, later.conversation),
            (comment.post_key, comment.conversation),
            "{name}"
        );
    }
    assert_eq!(
        event(Linkedin, "reply").parent.unwrap().post_key,
        comment.post_key
    );
    // Looked up later, it is the same edit.
    let looked_up = fixture(Linkedin, "comments_looked_up");
    assert_eq!(
        looked_up.events[0].event().event_id,
        event(Linkedin, "comment_edit").event_id
    );
}

#[test]
fn a_notification_that_does_not_show_the_comment() {
    let bare = event(Linkedin, "comment_not_shown");
    assert!(bare.needs_enrichment && bare.text.is_none());
    assert!(event(Linkedin, "mentions_pulled").needs_enrichment);
    assert!(!event(Linkedin, "share_of_post").needs_enrichment);
    assert_eq!(
        fixture(Linkedin, "comment_without_id").refused[0].reason,
        RejectReason::BadField
    );
}

#[test]
fn a_batch_of_notifications() {
    let batch = fixture(Linkedin, "batch");
    assert_eq!(
        (batch.events.len(), batch.reactions.len(), batch.refused.len()),
        (1, 1, 0)
    );
    assert_eq!(plain(batch.events[0].event()), "Thanks");
    for name in ["nothing", "unknown_action", "lead", "challenge"] {
        assert_eq!(fixture(Linkedin, name).ignored, Some(Ignored::Control), "{name}");
    }
}

#[test]
fn whims_cost_no_payload() {
    for body in [
        r#"{"id_str":"1","text":"a","user":null,"entities":[],"place":"","retweeted_status":null,"edit_history":7}"#,
        r#"{"id":"1","full_text":"a","user":{"id":2,"followers_count":"7"},"entities":{"urls":[{"indices":"x"}]}}"#,
        r#"{"for_user_id":"1","tweet_create_events":{"id_str":"1","text":"a"},"users":[]}"#,
        r#"{"for_user_id":1,"direct_message_events":[{"id":1,"message_create":{"sender_id":2,"target":[]}}],"users":{"2":null}}"#,
    ] {
        let reading = read(X, body);
        assert_eq!(
            (reading.events.len(), reading.refused.len()),
            (1, 0),
            "{body}\n{reading:?}"
        );
    }
    let odd = r#"{"notifications":[{"action":"COMMENT","organizationalEntity":7,"sourcePost":null,
        "generatedActivity":"urn:li:comment:(activity:1,2)","decoratedGeneratedActivity":[],"lastModifiedAt":"1775556480123"}]}"#;
    let reading = read(Linkedin, odd);
    assert_eq!(
        (reading.events.len(), reading.refused.len()),
        (1, 0),
        "{reading:?}"
    );
}
