//! The traps of Facebook, Instagram and WhatsApp, one test each.

use outcry::domain::event::{Action, Direction, Kind, SocialEvent, Visibility};
use outcry::domain::fate::Ignored;
use outcry::domain::ids::{ConversationKey, PostKey};
use outcry::domain::network::Network::{self, Facebook, Instagram, Whatsapp};
use outcry::sources::Read;

use super::{TENANT, hasher, read};

const SECONDS: i64 = 1_775_549_730;

fn one(network: Network, body: &str) -> SocialEvent {
    let mut reading = read(network, body);
    assert!(reading.refused.is_empty(), "{reading:?}");
    let mut all: Vec<Read> = reading.events.drain(..).chain(reading.reactions).collect();
    assert_eq!(all.len(), 1, "{all:?}");
    match all.remove(0) {
        Read::Placed(event) | Read::Unplaced { event, .. } => event,
    }
}

fn conversation(network: Network, id: &str) -> ConversationKey {
    ConversationKey::of_root(PostKey::derive(TENANT, network, id))
}

fn parent(event: &SocialEvent) -> Option<&str> {
    event.parent.as_ref().map(|parent| parent.native_id.as_str())
}

fn words(event: &SocialEvent) -> Option<&str> {
    event.text.as_ref().map(|text| text.plain.as_str())
}

/// A change of the page 30, sent at `SECONDS`.
fn page(field: &str, value: &str) -> String {
    format!(
        r#"{{"object":"page","entry":[{{"id":"30","time":{SECONDS},"changes":[{{"field":"{field}","value":{value}}}]}}]}}"#
    )
}

fn feed(value: &str) -> SocialEvent {
    one(Facebook, &page("feed", value))
}

/// An event of the inbox of the account 30.
fn inbox(network: Network, rest: &str) -> SocialEvent {
    let body = format!(
        r#"{{"object":"x","entry":[{{"id":30,"time":{SECONDS}999,"messaging":[{{"sender":{{"id":51}},"recipient":{{"id":"30"}},"timestamp":{SECONDS}250,{rest}}}]}}]}}"#
    );
    one(network, &body)
}

fn whatsapp(message: &str) -> SocialEvent {
    let body = format!(
        r#"{{"object":"whatsapp_business_account","entry":[{{"id":"1","changes":[{{"field":"messages","value":{{
        "metadata":{{"display_phone_number":"4930"}},"messages":[{{"from":"4951","timestamp":"{SECONDS}",{message}}}]}}}}]}}]}}"#
    );
    one(Whatsapp, &body)
}

#[test]
fn a_message_of_an_unknown_form_is_not_passed_over_as_empty() {
    let event = whatsapp(r#""id":"wamid.1","type":"hologram","hologram":{"words":"late"}"#);
    assert_eq!((words(&event), event.needs_enrichment), (None, true));
    for known in [
        r#""type":"text","text":{"body":"late"}"#,
        r#""type":"location","location":{"latitude":1,"longitude":2}"#,
        r#""type":"contacts","contacts":[]"#,
        r#""type":"sticker","sticker":{"id":"1"}"#,
    ] {
        let event = whatsapp(&format!(r#""id":"wamid.1",{known}"#));
        assert!(!event.needs_enrichment, "{known}");
    }
}

#[test]
fn a_comment_below_the_post_names_the_post_as_parent_and_an_answer_names_the_comment() {
    let value = |parent: &str| {
        feed(&format!(
            r#"{{"item":"comment","verb":"add","comment_id":"7_9","post_id":"30_7","parent_id":"{parent}","message":"a"}}"#
        ))
    };
    for (named, kind) in [
        ("30_7", Kind::Comment),
        ("7", Kind::Comment),
        ("7_8", Kind::Reply),
    ] {
        let event = value(named);
        assert_eq!((event.kind, parent(&event)), (kind, Some(named)));
        assert_eq!(event.conversation, conversation(Facebook, "30_7"));
    }
}

#[test]
fn a_comment_without_words_may_have_a_picture_alone() {
    let event = feed(
        r#"{"item":"comment","verb":"add","comment_id":"7_9","post_id":"30_7","parent_id":"30_7","photo":"https://photo.example/1"}"#,
    );
    assert_eq!((words(&event), event.media.len()), (None, 1));
}

#[test]
fn remove_carries_no_words_and_no_time_of_its_own() {
    let event = feed(
        r#"{"item":"comment","verb":"remove","comment_id":"7_9","post_id":"30_7","parent_id":"30_7","from":{"id":"41"}}"#,
    );
    assert_eq!((event.action, words(&event)), (Action::Delete, None));
    assert_eq!(event.occurred_at.unwrap().0, SECONDS * 1000);
}

#[test]
fn what_the_page_writes_is_ours_by_its_id() {
    let value = |from: &str| {
        let value =
            format!(r#"{{"item":"status","verb":"add","post_id":"30_7","from":{from},"message":"a"}}"#);
        feed(&value).direction
    };
    assert_eq!(value(r#"{"id":"30"}"#), Direction::Outbound);
    assert_eq!(value(r#"{"id":30}"#), Direction::Outbound);
    assert_eq!(value(r#"{"id":"41"}"#), Direction::Inbound);
}

#[test]
fn the_author_may_be_missing_without_permission() {
    for from in ["null", "{}", "[]", r#""""#] {
        let event = feed(&format!(
            r#"{{"item":"status","verb":"add","post_id":"30_7","from":{from},"message":"a"}}"#
        ));
        assert_eq!((event.author.is_none(), words(&event)), (true, Some("a")));
    }
}

#[test]
fn times_of_pages_come_in_seconds_milliseconds_and_as_text() {
    for form in [
        "1775549730",
        "1775549730000",
        r#""2026-04-07T08:15:30+0000""#,
        r#""1775549730""#,
    ] {
        let created = format!(r#"{{"item":"status","verb":"add","post_id":"30_7","created_time":{form}}}"#);
        assert_eq!(feed(&created).occurred_at.unwrap().0, SECONDS * 1000, "{form}");
        let sent = format!(
            r#"{{"object":"page","entry":[{{"id":"30","time":{form},"changes":[{{"field":"feed","value":{{"item":"status","post_id":"30_7"}}}}]}}]}}"#
        );
        assert_eq!(
            one(Facebook, &sent).occurred_at.unwrap().0,
            SECONDS * 1000,
            "{form}"
        );
    }
}

#[test]
fn entries_times_changes_are_all_read_and_a_change_may_have_no_value() {
    let change = |id: &str| format!(r#"{{"field":"feed","value":{{"item":"status","post_id":"{id}"}}}}"#);
    let body = format!(
        r#"{{"object":"page","entry":[{{"id":"30","changes":[{},{{"field":"feed"}},{}]}},{{"id":"31","changes":[{}]}}]}}"#,
        change("30_1"),
        change("30_2"),
        change("31_3")
    );
    let reading = read(Facebook, &body);
    let ids: Vec<&str> = reading
        .events
        .iter()
        .map(|read| read.event().native_id.as_str())
        .collect();
    assert_eq!((ids, reading.refused.len()), (vec!["30_1", "30_2", "31_3"], 0));
}

#[test]
fn tags_of_pages_count_code_points() {
    let event = feed(
        r#"{"item":"status","verb":"add","post_id":"30_7","message":"🎒🎒 Bea Other: hi",
        "message_tags":[{"id":"42","name":"Bea Other","offset":3,"length":9}]}"#,
    );
    let span = &event.text.as_ref().unwrap().spans[0];
    assert_eq!((span.start, span.end, span.value.as_str()), (3, 12, "Bea Other"));
}

#[test]
fn the_older_shape_names_a_numeric_sender_beside_and_numeric_ids() {
    let event = feed(
        r#"{"item":"album","verb":"add","album_id":900767076685784,"photo_ids":[1,2,3],"sender_id":41,"sender_name":"A"}"#,
    );
    assert_eq!(
        (event.native_id.as_str(), event.media.len()),
        ("900767076685784", 3)
    );
    assert_eq!(event.author.unwrap().key, hasher().key(Facebook, "41"));
}

#[test]
fn a_like_of_the_page_has_a_user_alone_and_one_of_a_comment_has_no_post() {
    let event = feed(r#"{"item":"like","verb":"add","user_id":10201978818232600}"#);
    assert_eq!((event.kind, parent(&event)), (Kind::Reaction, None));
    assert_eq!(
        event.author.unwrap().key,
        hasher().key(Facebook, "10201978818232600")
    );
    let event = feed(r#"{"item":"like","verb":"add","comment_id":"7_9","parent_id":"30_7","sender_id":41}"#);
    assert_eq!(parent(&event), Some("7_9"));
}

#[test]
fn edit_and_edited_are_one_and_each_edit_is_a_revision() {
    let edit = |verb: &str, time: i64| {
        let value =
            format!(r#"{{"item":"status","verb":"{verb}","post_id":"30_7","message":"a","created_time":1}}"#);
        one(
            Facebook,
            &page("feed", &value).replace(&SECONDS.to_string(), &time.to_string()),
        )
    };
    let (first, again, later) = (
        edit("edit", SECONDS),
        edit("edited", SECONDS),
        edit("edit", SECONDS + 9),
    );
    assert_eq!((first.action, first.event_id), (Action::Edit, again.event_id));
    assert!(later.revision > first.revision && first.revision > 0);
    assert_eq!(later.post_key, first.post_key);
}

#[test]
fn hide_and_unhide_repeat_the_message_and_may_be_repeated() {
    let change = |verb: &str, time: i64| {
        let value = format!(r#"{{"item":"photo","verb":"{verb}","post_id":"30_7","message":"a"}}"#);
        one(
            Facebook,
            &page("feed", &value).replace(&SECONDS.to_string(), &time.to_string()),
        )
    };
    let hidden = change("hide", SECONDS);
    assert_eq!((hidden.action, words(&hidden)), (Action::Hide, Some("a")));
    assert_eq!(change("unhide", SECONDS + 1).action, Action::Unhide);
    assert_ne!(change("hide", SECONDS + 2).event_id, hidden.event_id);
}

#[test]
fn mute_and_block_are_no_news_of_a_post() {
    for verb in ["mute", "block"] {
        let body = page(
            "feed",
            &format!(r#"{{"item":"post","verb":"{verb}","post_id":"30_7"}}"#),
        );
        assert_eq!(read(Facebook, &body).ignored, Some(Ignored::Control));
    }
}

#[test]
fn a_review_goes_by_its_story_and_what_is_below_it_stands_there() {
    let review = one(
        Facebook,
        &page(
            "ratings",
            r#"{"item":"rating","verb":"edit","open_graph_story_id":904,"reviewer_id":41,"rating":"3","review_text":"so so","comment_id":null}"#,
        ),
    );
    assert_eq!(
        (review.kind, review.native_id.as_str(), words(&review)),
        (Kind::Review, "904", Some("so so"))
    );
    assert_eq!((review.ratings[0].value, review.ratings[0].max), (3.0, Some(5.0)));
    let comment = page(
        "ratings",
        r#"{"item":"comment","verb":"add","comment_id":"904_9","post_id":"41_904","parent_id":"41_904","open_graph_story_id":"904"}"#,
    );
    assert_eq!(one(Facebook, &comment).conversation, review.conversation);
}

#[test]
fn a_mention_on_a_page_has_neither_author_nor_words() {
    let event = one(
        Facebook,
        &page("mention", r#"{"item":"post","verb":"add","post_id":"41_7"}"#),
    );
    assert_eq!(
        (event.kind, event.needs_enrichment, event.author),
        (Kind::Post, true, None)
    );
}

#[test]
fn ids_of_an_inbox_may_be_numbers_and_edits_count_in_text() {
    let edit = inbox(
        Facebook,
        r#""message_edit":{"mid":"m1","text":"b","num_edit":"37"}"#,
    );
    assert_eq!((edit.action, edit.revision), (Action::Edit, 37));
    assert_eq!(
        (edit.conversation, edit.visibility),
        (conversation(Facebook, "51"), Visibility::Direct)
    );
    assert_eq!(edit.occurred_at.unwrap().0, SECONDS * 1000 + 250);
}

#[test]
fn a_deleted_message_is_told_as_a_message() {
    let event = inbox(
        Facebook,
        r#""message":{"mid":"m1","is_deleted":true,"text":"gone"}"#,
    );
    assert_eq!((event.action, words(&event)), (Action::Delete, None));
}

#[test]
fn an_echo_is_ours_and_stands_in_the_conversation_of_the_person() {
    let body = r#"{"object":"page","entry":[{"id":"30","messaging":[{"sender":{"id":"30"},"recipient":{"id":"51"},"timestamp":1,"message":{"mid":"m2","text":"a","is_echo":true}}]}]}"#;
    for network in [Facebook, Instagram] {
        let echo = one(network, body);
        assert_eq!(echo.direction, Direction::Outbound);
        assert_eq!(
            echo.conversation,
            inbox(network, r#""message":{"mid":"m1","text":"a"}"#).conversation
        );
    }
}

#[test]
fn standby_is_the_inbox_while_another_application_has_it() {
    let body = r#"{"object":"page","entry":[{"id":"30","standby":[{"sender":{"id":"51"},"timestamp":1,"message":{"mid":"m2","text":"a"}}]}]}"#;
    assert_eq!(words(&one(Facebook, body)), Some("a"));
}

#[test]
fn instagram_is_documented_in_a_list_and_may_lack_the_change() {
    let value = r#""field":"comments","value":{"id":"9","text":"a","from":{"id":"41","username":"b"},"media":{"id":"7"}}"#;
    let forms = [
        format!(
            r#"[{{"object":"instagram","entry":[{{"id":"30","time":{SECONDS},"changes":[{{{value}}}]}}]}}]"#
        ),
        format!(r#"{{"object":"instagram","entry":[{{"id":"30","time":{SECONDS},{value}}}]}}"#),
    ];
    for form in forms {
        let event = one(Instagram, &form);
        assert_eq!((event.kind, parent(&event)), (Kind::Comment, Some("7")));
        // The value has no time of its own.
        assert_eq!(event.occurred_at.unwrap().0, SECONDS * 1000);
    }
}

#[test]
fn a_mention_on_instagram_must_be_fetched() {
    let body = |value: &str| page("mentions", value);
    let comment = one(Instagram, &body(r#"{"media_id":"7","comment_id":"9"}"#));
    assert_eq!((comment.kind, comment.needs_enrichment), (Kind::Comment, true));
    let caption = one(Instagram, &body(r#"{"media_id":"7"}"#));
    assert_eq!((caption.kind, caption.needs_enrichment), (Kind::Post, true));
}

#[test]
fn an_edit_that_counts_zero_stands_for_the_message() {
    let event = inbox(Instagram, r#""message_edit":{"mid":"m1","num_edit":0}"#);
    assert_eq!((event.action, event.needs_enrichment), (Action::Create, true));
}

#[test]
fn a_shared_post_has_no_id() {
    let event = inbox(
        Instagram,
        r#""message":{"mid":"m1","attachments":[{"type":"share","payload":{"url":"u"}}]}"#,
    );
    assert_eq!(
        (event.kind, event.media.len(), event.shared),
        (Kind::Message, 1, None)
    );
}

#[test]
fn edits_and_revocations_on_whatsapp_name_the_message_inside() {
    let first = whatsapp(r#""id":"w1","type":"text","text":{"body":"a"}"#);
    let edit = whatsapp(
        r#""id":"w2","type":"edit","edit":{"original_message_id":"w1","message":{"type":"text","text":{"body":"b"}}}"#,
    );
    assert_eq!(
        (edit.action, edit.post_key, words(&edit)),
        (Action::Edit, first.post_key, Some("b"))
    );
    let revoke = whatsapp(r#""id":"w3","type":"revoke","revoke":{"original_message_id":"w1"}"#);
    assert_eq!((revoke.action, revoke.post_key), (Action::Delete, first.post_key));
    assert_eq!(revoke.conversation, first.conversation);
}

#[test]
fn echoes_on_whatsapp_are_ours() {
    let body = r#"{"object":"x","entry":[{"changes":[{"field":"smb_message_echoes","value":{"message_echoes":[{"from":"4930","to":"4951","id":"w9","type":"text","text":{"body":"a"}}]}}]}]}"#;
    let echo = one(Whatsapp, body);
    assert_eq!(echo.direction, Direction::Outbound);
    assert_eq!(echo.conversation, conversation(Whatsapp, "4951"));
}

#[test]
fn a_forwarded_message_has_a_context_and_answers_nothing() {
    let event = whatsapp(r#""id":"w1","type":"text","text":{"body":"a"},"context":{"forwarded":true}"#);
    assert_eq!((event.kind, parent(&event)), (Kind::Message, None));
}
