//! The traps of mail and feeds.

use outcry::domain::event::{Action, Kind, SocialEvent, Visibility};
use outcry::domain::fate::{Ignored, RejectReason};
use outcry::domain::ids::{ConversationKey, PostKey};
use outcry::domain::network::Network::{self, Email, RssAtom};
use outcry::domain::time::Time;
use outcry::sources::Reading;

use super::{TENANT, fixtures, hasher, read, read_at, reader};

fn fixture(network: Network, name: &str) -> Reading {
    let all = fixtures(network);
    let (_, body) = all.iter().find(|(other, _)| other == name).unwrap();
    read_at(&reader(), network, body, Time(1_775_563_200_000))
}

fn events(reading: &Reading) -> Vec<SocialEvent> {
    assert!(reading.refused.is_empty(), "{reading:?}");
    reading.events.iter().map(|read| read.event().clone()).collect()
}

fn event(network: Network, name: &str) -> SocialEvent {
    events(&fixture(network, name)).remove(0)
}

fn plain(event: &SocialEvent) -> &str {
    event.text.as_ref().map_or("", |text| &text.plain)
}

fn mail(headers: &str, words: &str) -> Reading {
    read(
        Email,
        &format!("Message-ID: <1@quay.example>\n{headers}\n\n{words}\n"),
    )
}

fn moment(text: &str) -> Option<Time> {
    Some(Time(text.parse::<jiff::Timestamp>().unwrap().as_millisecond()))
}

#[test]
fn raw_latin_1_headers() {
    let event = event(Email, "latin1_headers_no_id");
    assert_eq!(plain(&event), "Café fermé\n\nLe café est fermé.");
    assert_eq!(
        event.author.unwrap().key,
        hasher().key(Email, "adele@quai.example")
    );
}

#[test]
fn hour_29_is_no_moment() {
    assert_eq!(event(Email, "latin1_headers_no_id").occurred_at, None);
    let good = mail(
        "From: a@quay.example\nDate: Mon, 6 Apr 2026 09:15:00 +0200 (CEST)",
        "a",
    );
    assert_eq!(events(&good)[0].occurred_at, moment("2026-04-06T07:15:00Z"));
}

#[test]
fn gb18030_declared_as_gb2312_and_two_authors_without_a_comma() {
    let event = event(Email, "two_authors_gb18030");
    assert_eq!(plain(&event), "gb\n\n旜你好");
    assert_eq!(event.author.unwrap().key, hasher().key(Email, "cy@lock.example"));
}

#[test]
fn no_from_at_all() {
    let reading = mail("To: care@quay.example\nSubject: a", "words");
    assert_eq!(events(&reading)[0].author, None);
    let sender = mail("Sender: b@quay.example", "words");
    assert!(events(&sender)[0].author.is_some());
}

#[test]
fn shift_jis_bytes_in_headers() {
    let mut body = b"From: a@quay.example\nContent-Type: text/plain; charset=ISO-2022-JP\nSubject: ".to_vec();
    body.extend([0x83, 0x65, 0x83, 0x58, 0x83, 0x67]);
    body.extend(b"\nMessage-ID: <1@quay.example>\n\nwords\n");
    let reading = read_at(&reader(), Email, &body, Time(1_775_563_200_000));
    assert_eq!(plain(&events(&reading)[0]), "テスト\n\nwords");
}

#[test]
fn utf_8_that_is_said_to_be_ascii() {
    for (encoding, words) in [
        ("8bit", "Fähre – nie"),
        ("quoted-printable", "F=C3=A4hre =E2=80=93 nie"),
        ("base64", "RsOkaHJlIOKAkyBuaWU="),
    ] {
        let head = format!(
            "From: a@quay.example\nSubject: a\nMIME-Version: 1.0\nContent-Type: text/plain; charset=us-ascii\nContent-Transfer-Encoding: {encoding}"
        );
        assert_eq!(
            plain(&events(&mail(&head, words))[0]),
            "a\n\nFähre – nie",
            "{encoding}"
        );
    }
    let head = "From: a@quay.example\nSubject: a\nMIME-Version: 1.0\nContent-Type: text/plain; charset=us-ascii\nContent-Transfer-Encoding: quoted-printable";
    assert_eq!(plain(&events(&mail(head, "F=E4hre"))[0]), "a\n\nFähre");
}

#[test]
fn quoted_history_and_signatures_are_left_out_and_counted() {
    let reply = event(Email, "reply");
    assert_eq!(plain(&reply), "Re: Koffer\n\nNein, er ist noch nicht da.");
    assert!(reply.text.unwrap().trimmed_chars > 60);
    let signed = event(Email, "plain");
    assert!(plain(&signed).ends_with("koffer."), "{}", plain(&signed));
    let html = event(Email, "html_with_picture");
    assert_eq!(plain(&html), "Broken seat\n\nThe seat is broken.");
    assert_eq!(html.text.unwrap().trimmed_chars, 15);
}

#[test]
fn a_mail_stands_in_the_conversation_of_its_first_reference() {
    let reply = event(Email, "reply");
    let key = |id: &str| PostKey::derive(TENANT, Email, id);
    assert_eq!(
        reply.conversation,
        ConversationKey::of_root(key("case-1@reed.example"))
    );
    assert_eq!(reply.parent.unwrap().native_id, "answer-2@harbour.example");
    assert_eq!((reply.kind, reply.visibility), (Kind::Reply, Visibility::Direct));
    assert_eq!(
        event(Email, "html_with_picture").kind,
        Kind::Message,
        "In-Reply-To is empty"
    );
    let alone = mail("From: a@quay.example\nIn-Reply-To: <0@quay.example>", "words");
    assert_eq!(
        events(&alone)[0].conversation,
        ConversationKey::of_root(key("0@quay.example"))
    );
}

#[test]
fn auto_replies_and_bounces_open_nothing() {
    for name in ["auto_reply", "bounce", "jmap_auto_reply", "jmap_state_change"] {
        assert_eq!(fixture(Email, name).ignored, Some(Ignored::Control), "{name}");
    }
    for header in [
        "Auto-Submitted: auto-generated",
        "Precedence: bulk",
        "Return-Path: <>",
        "X-Autoreply: yes",
    ] {
        let reading = mail(&format!("From: a@quay.example\n{header}"), "words");
        assert_eq!(reading.ignored, Some(Ignored::Control), "{header}");
    }
    for header in [
        "Auto-Submitted: no",
        "Precedence: list",
        "Return-Path: <a@quay.example>",
    ] {
        let reading = mail(&format!("From: a@quay.example\n{header}"), "words");
        assert_eq!(reading.events.len(), 1, "{header}");
    }
}

#[test]
fn a_mail_without_an_id_has_the_same_one_each_time() {
    let body = "From: a@quay.example\nSubject: a\n\nwords";
    let relayed = format!("Received: by mx.quay.example; Mon, 6 Apr 2026 09:15:00 +0200\n{body}");
    let id = |body: &str| events(&read(Email, body))[0].native_id.clone();
    assert_eq!(id(body), id(&relayed));
    assert_ne!(id(body), id("From: a@quay.example\nSubject: b\n\nwords"));
}

#[test]
fn what_is_no_mail_is_refused_and_not_repeated() {
    let reading = read(Email, "a private word");
    assert_eq!(reading.refused[0].reason, RejectReason::Undecodable);
    assert!(!reading.refused[0].detail.contains("private"));
}

#[test]
fn undeclared_latin_1_undefined_entities_and_no_guid() {
    let event = event(RssAtom, "undeclared_latin1");
    assert_eq!(
        plain(&event),
        "Balsa parada há 2 dias\n\nNinguém explica a situação & nada anda."
    );
    assert_eq!(event.native_id, "http://porto.example/balsa.htm");
    assert_eq!(event.text.unwrap().language, None);
}

#[test]
fn weekdays_and_months_in_other_languages() {
    assert_eq!(
        event(RssAtom, "undeclared_latin1").occurred_at,
        moment("2026-04-06T22:42:40Z")
    );
}

#[test]
fn a_guid_that_is_no_address_counts_within_its_feed_alone() {
    let feed = |site: &str| {
        format!(
            "<rss><channel><link>https://{site}.example/</link><item><guid>42</guid><title>a</title></item></channel></rss>"
        )
    };
    let [one, other] = ["quay", "pier"].map(|site| events(&read(RssAtom, &feed(site))).remove(0));
    assert_eq!((one.native_id.as_str(), other.native_id.as_str()), ("42", "42"));
    assert_ne!(one.post_key, other.post_key);
}

#[test]
fn entries_of_atom() {
    let all = events(&fixture(RssAtom, "atom"));
    let [post, reply, deleted] = &all[..] else {
        panic!("{all:?}");
    };
    assert_eq!(
        plain(post),
        "Wind < 6\n\nDie Fähre steht.\n\nSeit gestern.\nWirklich."
    );
    assert_eq!(
        post.native_id, "tag:blog.example,2026:1",
        "not that of its source"
    );
    assert_eq!(post.occurred_at, moment("2026-04-06T06:00:00Z"));
    let author = post.author.as_ref().unwrap();
    assert_eq!(author.handle.as_deref(), Some("Bo Lind"));
    assert_eq!(author.key, hasher().key(RssAtom, "https://blog.example/bo"));
    assert_eq!((reply.kind, reply.conversation), (Kind::Reply, post.conversation));
    assert_eq!(reply.text.as_ref().unwrap().language.as_deref(), Some("en"));
    assert_eq!(deleted.action, Action::Delete);
}

#[test]
fn a_feed_that_breaks_off_keeps_what_was_whole() {
    let reading = fixture(RssAtom, "breaks_off");
    assert_eq!((reading.events.len(), reading.refused.len()), (1, 1));
    assert_eq!(reading.refused[0].reason, RejectReason::Undecodable);
}
