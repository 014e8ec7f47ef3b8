//! What the scorer is asked, and what is counted of its answers.

use super::super::asked::asked;
use super::*;
use crate::domain::event::{Direction, Kind, SpanKind, TextSpan, Visibility};
use crate::domain::score::Stance;
use crate::domain::verdict::{About, Verdict};

fn own() -> BTreeMap<String, OwnHandles> {
    let handles = OwnHandles {
        accounts: BTreeMap::from([(Network::X, BTreeSet::from(["Northwind".to_owned()]))]),
        anywhere: BTreeSet::from(["nw_help".to_owned()]),
    };
    BTreeMap::from([("t".to_owned(), handles)])
}

fn naming(kind: SpanKind, handle: &str) -> SocialEvent {
    let mut event = event("1", "1", "ana", 1, "hello");
    let span = TextSpan {
        kind,
        start: 0,
        end: 1,
        value: handle.into(),
    };
    event.text.as_mut().unwrap().spans = vec![span];
    event
}

fn addressed(event: &SocialEvent) -> bool {
    asked(&own(), event, event.text.as_ref().unwrap()).addressed
}

#[test]
fn a_mention_of_an_own_account_is_one_whatever_its_case() {
    assert!(addressed(&naming(SpanKind::Mention, "northWIND")));
    assert!(addressed(&naming(SpanKind::Mention, "NW_help")));
    assert!(!addressed(&naming(SpanKind::Mention, "northwinds")));
    assert!(!addressed(&naming(SpanKind::Hashtag, "northwind")));
}

#[test]
fn accounts_count_on_their_network_and_for_their_tenant_alone() {
    let mention = naming(SpanKind::Mention, "northwind");
    let elsewhere = SocialEvent {
        network: Network::Bluesky,
        ..mention.clone()
    };
    let of_another = SocialEvent {
        tenant: "another".into(),
        ..mention
    };
    assert!(!addressed(&elsewhere) && !addressed(&of_another));
    let everywhere = SocialEvent {
        network: Network::Bluesky,
        ..naming(SpanKind::Mention, "nw_help")
    };
    assert!(addressed(&everywhere));
}

#[test]
fn what_nobody_else_may_read_and_what_judges_is_for_the_brand() {
    let public = event("1", "1", "ana", 1, "hello");
    let with = |visibility, kind, direction| SocialEvent {
        visibility,
        kind,
        direction,
        ..public.clone()
    };
    let (out, inward) = (Direction::Outbound, Direction::Inbound);
    assert!(addressed(&with(Visibility::Direct, Kind::Message, inward)));
    assert!(addressed(&with(Visibility::Public, Kind::Review, inward)));
    assert!(addressed(&with(Visibility::Unknown, Kind::Survey, inward)));
    assert!(!addressed(&with(Visibility::Direct, Kind::Message, out)));
    assert!(!addressed(&with(Visibility::Restricted, Kind::Message, inward)));
    assert!(!addressed(&with(Visibility::Public, Kind::Reply, inward)));
}

#[test]
fn the_tag_and_the_tenant_are_handed_on() {
    let mut event = naming(SpanKind::Link, "a.example");
    event.text.as_mut().unwrap().language = Some("pt-BR".into());
    let (own, text) = (own(), event.text.clone().unwrap());
    let asked = asked(&own, &event, &text);
    assert_eq!((asked.tenant, asked.language_tag), ("t", Some("pt-BR")));
}

/// What is noted of one event.
fn noted(event: &SocialEvent) -> Vec<Verdict> {
    let wire = Wire::locked();
    let mut bytes = Vec::new();
    wire.encode(event, &mut bytes).unwrap();
    let place = Place {
        source: Source::Events,
        partition: 0,
        offset: 0,
        index: 0,
    };
    let record = Record {
        place,
        ingested_at: event.ingested_at,
        headers: &[],
        key: b"",
        value: Some(&bytes),
    };
    let mut out = Outbox::default();
    let _ = stage().step(&mut AssessState::default(), &record, &mut out);
    out.verdicts().to_vec()
}

#[test]
fn each_post_of_others_is_noted_once() {
    let wordless = Verdict {
        about: About::Unknown,
        stance: Stance::Unknown,
        abstention: Some(Abstention::NoWords),
    };
    assert_eq!(noted(&event("1", "1", "ana", 1, "hello")), [wordless]);
    assert_eq!(noted(&event("1", "1", "brand", 1, "hello")), []);
    assert_eq!(noted(&share("1", "0", "ana", 1)), []);
}
