//! Where to click and how to answer, where the fixtures do not show it: desks, letters, reviews, forums, the fediverse.

use outcry::domain::event::SocialEvent;
use outcry::domain::network::Network::{
    self, Activitystreams, AppStore, Chatwoot, Discourse, Email, Statuspage, Transcript, Trustpilot, Zendesk,
};
use outcry::domain::reply::ReplyTarget;
use outcry::domain::surface::Surface;
use outcry::masking::seal::AddressSeal;
use serde_json::{Value, json};

use super::{SECRET, TENANT, read};

fn event(network: Network, body: &str) -> SocialEvent {
    let reading = read(network, body);
    assert_eq!(reading.events.len(), 1, "{reading:?}");
    reading.events[0].event().clone()
}

fn told(network: Network, body: &Value) -> SocialEvent {
    event(network, &body.to_string())
}

fn answered_at(event: &SocialEvent) -> Option<String> {
    let address = event.reply.as_ref()?.address.as_ref()?;
    AddressSeal::new(SECRET, TENANT).open(&address.sealed.0)
}

fn target(event: &SocialEvent) -> Option<ReplyTarget> {
    Some(event.reply.as_ref()?.target)
}

fn own(event: &SocialEvent) -> Option<&str> {
    Some(event.own_account.as_ref()?.native_id.as_str())
}

fn letter(headers: &str) -> SocialEvent {
    let date = "Date: Mon, 6 Apr 2026 09:15:00 +0200\nSubject: Ramp";
    event(Email, &format!("{headers}\n{date}\n\nIt is broken.\n"))
}

#[test]
fn a_letter_is_answered_where_its_author_asks_for_it() {
    let from = "From: Kai Moss <kai@moss.example>\nMessage-ID: <m-1@moss.example>";
    let plain = letter(from);
    assert_eq!(answered_at(&plain).as_deref(), Some("kai@moss.example"));
    let elsewhere = letter(&format!("{from}\nReply-To: Kai <kai@home.example>"));
    assert_eq!(answered_at(&elsewhere).as_deref(), Some("kai@home.example"));
    assert_eq!(
        elsewhere.author, plain.author,
        "where the answer goes changes nobody"
    );
    let printed = serde_json::to_string(&elsewhere).unwrap();
    assert!(!printed.contains("home.example"), "{printed}");
    let nobody = letter("To: care@harbour.example\nMessage-ID: <m-2@moss.example>");
    assert_eq!((nobody.reply, nobody.url), (None, None));
}

#[test]
fn of_those_addressed_only_the_brands_mailbox_is_told() {
    let from = "From: kai@moss.example\nMessage-ID: <m-1@moss.example>";
    for to in [
        "To: bo@lind.example, Care <CARE@harbour.example>",
        "To: bo@lind.example\nCc: care@harbour.example",
        "To: list@lind.example\nDelivered-To: care@harbour.example",
    ] {
        let event = letter(&format!("{from}\n{to}"));
        assert!(
            own(&event).unwrap().eq_ignore_ascii_case("care@harbour.example"),
            "{to}"
        );
        assert!(!serde_json::to_string(&event).unwrap().contains("lind"), "{to}");
    }
    assert_eq!(own(&letter(&format!("{from}\nTo: bo@lind.example"))), None);
}

#[test]
fn letters_of_the_brand_have_no_answer() {
    let event = letter("From: care@harbour.example\nMessage-ID: <m-1@harbour.example>\nTo: kai@moss.example");
    assert_eq!((event.reply, event.surface), (None, Surface::Email));
}

#[test]
fn a_thread_of_jmap_has_the_name_of_its_server() {
    let mail = json!({"id": "M1", "threadId": "T1", "messageId": ["m-1@moss.example"], "subject": "Ramp",
        "from": [{"email": "kai@moss.example"}], "replyTo": [{"email": "kai@home.example"}],
        "to": [{"email": "care@harbour.example"}], "textBody": [], "bodyValues": {}});
    let event = told(Email, &mail);
    assert_eq!(event.thread.native_id.as_deref(), Some("T1"));
    assert_eq!(
        event.reply.as_ref().unwrap().thread_native_id.as_deref(),
        Some("T1")
    );
    assert_eq!(answered_at(&event).as_deref(), Some("kai@home.example"));
    assert_eq!(own(&event), Some("care@harbour.example"));
}

#[test]
fn a_comment_outside_its_ticket_has_no_thread_and_no_answer() {
    let comment = json!({"id": 7, "type": "Comment", "author_id": 8, "body": "Any news?", "public": true});
    let event = told(Zendesk, &comment);
    assert_eq!((target(&event), event.thread.native_id), (None, None));
    let mut inside = comment;
    inside["ticket_id"] = json!(77);
    let event = told(Zendesk, &inside);
    assert_eq!(target(&event), Some(ReplyTarget::Thread));
    assert_eq!(event.thread.native_id.as_deref(), Some("77"));
}

#[test]
fn a_ticket_has_its_page_on_servers_of_zendesk_alone() {
    let ticket = |url: &str| {
        let ticket = json!({"ticket": {"id": 77, "url": url, "requester_id": 8, "subject": "Bag", "brand_id": 3,
            "via": {"channel": "twitter", "source": {"rel": "direct_message"}}}});
        told(Zendesk, &ticket)
    };
    let event = ticket("https://pier.zendesk.com/api/v2/tickets/77.json");
    assert_eq!(
        event.url.as_deref(),
        Some("https://pier.zendesk.com/agent/tickets/77")
    );
    assert_eq!(event.thread.url, event.url);
    assert_eq!((event.surface, own(&event)), (Surface::Direct, Some("3")));
    for url in [
        "https://pier.example/api/v2/tickets/77.json",
        "https://zendesk.com.pier.example/api/v2/tickets/77.json",
        "http://pier.zendesk.com/api/v2/tickets/77.json",
    ] {
        assert_eq!(ticket(url).url, None, "{url}");
    }
}

#[test]
fn the_place_of_a_chatwoot_message_is_that_of_its_inbox() {
    for (channel, surface) in [
        ("Channel::WebWidget", Surface::Chat),
        ("Channel::Email", Surface::Email),
        ("Channel::Whatsapp", Surface::Direct),
        ("Channel::TwitterProfile", Surface::Unknown),
    ] {
        let message = json!({"event": "message_created", "id": 1, "message_type": "incoming", "content": "hello",
            "sender": {"id": 7}, "conversation": {"id": 4, "inbox_id": 2, "channel": channel}});
        let event = told(Chatwoot, &message);
        assert_eq!((event.surface, own(&event)), (surface, Some("2")), "{channel}");
        assert_eq!(event.reply.unwrap().thread_native_id.as_deref(), Some("4"));
    }
}

#[test]
fn reviews_of_products_have_no_page_and_no_answer() {
    let review = |name: &str| {
        let review = json!({"eventName": format!("{name}-review-created"), "eventData": {"id": "64aa", "stars": 1,
            "text": "Wet", "content": "Wet", "consumer": {"id": "9", "name": "Bo"}}});
        told(Trustpilot, &review)
    };
    let service = review("service");
    assert_eq!(
        service.url.as_deref(),
        Some("https://www.trustpilot.com/reviews/64aa")
    );
    assert_eq!(target(&service), Some(ReplyTarget::Post));
    let product = review("product");
    assert_eq!((product.url.as_deref(), target(&product)), (None, None));
    assert_eq!(product.part.as_deref(), Some("product"));
}

#[test]
fn only_reviews_of_the_interface_are_answered_in_the_app_store() {
    let connect = json!({"data": {"type": "customerReviews", "id": "r-1",
        "attributes": {"rating": 1, "title": "Bad", "body": "It crashes", "reviewerNickname": "bo"}}});
    assert_eq!(target(&told(AppStore, &connect)), Some(ReplyTarget::Post));
    let feed =
        json!({"id": {"label": "901"}, "im:rating": {"label": "1"}, "content": {"label": "It crashes"}});
    let event = told(AppStore, &feed);
    assert_eq!((event.surface, target(&event)), (Surface::Review, None));
}

#[test]
fn a_forum_that_does_not_say_its_address_has_topics_without_links() {
    let post = json!({"post": {"id": 5, "topic_id": 90, "post_number": 3, "topic_archetype": "private_message",
        "user_id": 7, "username": "bo", "raw": "No bag"}});
    let event = told(Discourse, &post);
    assert_eq!((event.url, event.thread.url), (None, None));
    assert_eq!(event.thread.native_id.as_deref(), Some("90"));
    assert_eq!(event.surface, Surface::Direct);
    assert_eq!(event.reply.unwrap().target, ReplyTarget::Thread);
}

#[test]
fn the_page_of_an_object_is_named_in_every_form_or_there_is_none() {
    let page = |url: Value| {
        let note = json!({"type": "Note", "id": "https://quay.example/n/1", "content": "No bag", "url": url,
            "to": ["https://www.w3.org/ns/activitystreams#Public"], "attributedTo": "https://quay.example/u/bo"});
        told(Activitystreams, &note).url
    };
    let shown = Some("https://quay.example/@bo/1".to_owned());
    for url in [
        json!("https://quay.example/@bo/1"),
        json!({"type": "Link", "href": "https://quay.example/@bo/1"}),
        json!(["https://quay.example/@bo/1", "https://quay.example/n/1.json"]),
    ] {
        assert_eq!(page(url.clone()), shown, "{url}");
    }
    assert_eq!(page(Value::Null), None);
}

#[test]
fn speech_and_chat_are_told_apart_by_what_only_one_of_them_has() {
    let turn = |more: Value| {
        let mut turn =
            json!({"ContactId": "c-1", "Id": "t-1", "Content": "No bag", "ParticipantRole": "CUSTOMER"});
        let all = turn.as_object_mut().unwrap();
        all.extend(more.as_object().unwrap().clone());
        told(Transcript, &turn).surface
    };
    assert_eq!(turn(json!({"ContentType": "text/plain"})), Surface::Chat);
    assert_eq!(turn(json!({"CallSid": "CA1"})), Surface::Call);
    assert_eq!(turn(json!({})), Surface::Unknown);
}

#[test]
fn a_notice_has_its_page_and_no_answer() {
    let notice = json!({"page": {"id": "p"}, "incident": {"id": "i", "name": "Slow", "shortlink": "https://stspg.io/a",
        "incident_updates": [{"id": "u", "body": "We look into it", "created_at": "2026-04-07T08:15:30Z"}]}});
    let event = told(Statuspage, &notice);
    assert_eq!(event.url.as_deref(), Some("https://stspg.io/a"));
    assert_eq!((event.reply, event.surface), (None, Surface::PublicPost));
}
