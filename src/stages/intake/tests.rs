use super::*;
use crate::domain::account::AccountState;
use crate::domain::erasure::{Erasure, ErasureRequest, Subject};
use crate::domain::gap::{FeedGap, GapReason};
use crate::domain::ids::{AuthorHasher, CustomerKey};
use crate::domain::mask::MaskPolicy;
use crate::domain::notice::AccountChanged;
use crate::domain::record::Place;
use crate::domain::time::Time;
use crate::sources::{Limits, Setup};

const PARTITIONS: i32 = 4;

fn setup() -> Setup {
    Setup {
        tenant: "t".into(),
        secret: b"s".to_vec(),
        own_accounts: BTreeMap::new(),
        limits: Limits::default(),
        page_within: Network::X.page_within(),
        masking: MaskPolicy::default(),
        mapping: None,
    }
}

fn ask(request: &ErasureRequest) -> (Fate, Vec<(Topic, Option<i32>, Erasure)>) {
    let readers = BTreeMap::from([(Network::X, Reader::new(setup()))]);
    let mut value = Vec::new();
    Wire::locked().encode(request, &mut value).unwrap();
    let record = Record {
        place: Place {
            source: Source::ErasureRequests,
            partition: 0,
            offset: 0,
            index: 0,
        },
        ingested_at: Time(7),
        key: b"",
        value: Some(&value),
        headers: &[],
    };
    let mut out = Outbox::default();
    let mut stage = Intake::new(readers, Wire::locked(), PARTITIONS);
    let fate = stage.step(&mut TimeOnly::default(), &record, &mut out);
    let told = out.outputs().iter().map(|output| {
        let value = out.value(output).unwrap();
        (
            output.topic,
            output.partition,
            Wire::locked().decode(value).unwrap(),
        )
    });
    (fate, told.collect())
}

fn request() -> ErasureRequest {
    ErasureRequest {
        request_id: "r-1".into(),
        network: Some("x".into()),
        account: Some("4711".into()),
        author_key: None,
        post: None,
        post_key: None,
    }
}

#[test]
fn a_request_reaches_every_partition_of_every_stage_by_key_alone() {
    let (fate, told) = ask(&request());
    assert_eq!(fate, Fate::Emitted(12));
    let topics = [Topic::PostLookups, Topic::Events, Topic::Scored];
    let wanted: Vec<_> = topics
        .iter()
        .flat_map(|topic| (0..PARTITIONS).map(|p| (*topic, Some(p))))
        .collect();
    assert_eq!(told.iter().map(|(t, p, _)| (*t, *p)).collect::<Vec<_>>(), wanted);
    let first = &told[0].2;
    assert_eq!(
        first.author,
        Some(AuthorHasher::new(b"s").key(Network::X, "4711"))
    );
    assert_eq!((first.subject, first.requested_at), (Subject::Author, Time(7)));
    assert!(told.iter().all(|(_, _, erasure)| erasure == first));
    let of_post = ErasureRequest {
        account: None,
        post: Some("12".into()),
        ..request()
    };
    let (_, told) = ask(&of_post);
    assert_eq!(told[0].2.posts, [PostKey::derive("t", Network::X, "12")]);
    assert_ne!(
        told[0].2.telling, first.telling,
        "another subject is another request"
    );
}

#[test]
fn a_bad_request_is_refused_without_saying_whose_it_is() {
    let bad = [
        (
            ErasureRequest {
                request_id: "r 1".into(),
                ..request()
            },
            "request_id",
        ),
        (
            ErasureRequest {
                network: None,
                ..request()
            },
            "without network",
        ),
        (
            ErasureRequest {
                network: Some("bluesky".into()),
                ..request()
            },
            "these are: x",
        ),
        (
            ErasureRequest {
                account: None,
                ..request()
            },
            "exactly one",
        ),
        (
            ErasureRequest {
                post: Some("12".into()),
                ..request()
            },
            "exactly one",
        ),
        (
            ErasureRequest {
                account: Some(String::new()),
                ..request()
            },
            "0 bytes",
        ),
    ];
    for (request, part) in bad {
        let (fate, told) = ask(&request);
        let refused = fate.refused().unwrap();
        assert_eq!((refused.reason, told.len()), (RejectReason::BadField, 0));
        assert!(refused.detail.contains(part), "{refused}");
        assert!(!refused.detail.contains("4711"), "{refused}");
    }
}

fn read(payload: &str) -> (Fate, Outbox) {
    let readers = BTreeMap::from([(Network::X, Reader::new(setup()))]);
    let record = Record {
        place: Place {
            source: Source::Raw(Network::X),
            partition: 2,
            offset: 5,
            index: 0,
        },
        ingested_at: Time(1_800_000_000_000),
        key: b"",
        value: Some(payload.as_bytes()),
        headers: &[],
    };
    let mut out = Outbox::default();
    let fate =
        Intake::new(readers, Wire::locked(), PARTITIONS).step(&mut TimeOnly::default(), &record, &mut out);
    (fate, out)
}

#[test]
fn a_gap_in_the_feed_is_published_under_its_network() {
    let (fate, out) = read(r#"{"limit": {"track": 17, "timestamp_ms": "1799999999000"}}"#);
    assert_eq!(fate, Fate::Emitted(1));
    let output = &out.outputs()[0];
    assert_eq!(
        (output.topic, output.record_type, out.key(output)),
        (Topic::Measures, Some(RecordType::FeedGap), &b"x"[..])
    );
    let gap: FeedGap = Wire::locked().decode(out.value(output).unwrap()).unwrap();
    assert_eq!((gap.reason, gap.count), (GapReason::Limit, Some(17)));
    assert_eq!((gap.from, gap.to), (None, Some(Time(1_799_999_999_000))));
    assert_eq!((gap.raw_ref.partition, gap.raw_ref.offset), (2, 5));
    assert_eq!(output.labels, [("care-tenant", "t".into())]);
}

#[test]
fn a_line_that_keeps_the_feed_alive_is_no_gap() {
    let (fate, out) = read("\r\n");
    assert_eq!((fate, out.written()), (Fate::Ignored(Ignored::Control), 0));
}

#[test]
fn a_change_of_an_account_is_told_to_its_lane_by_key_alone() {
    let line = r#"{"user_suspend": {"user": {"id": "4711"}, "event_at": "2026-04-07T11:00:00.000Z"}}"#;
    let (fate, out) = read(line);
    assert_eq!(fate, Fate::Emitted(1));
    let output = &out.outputs()[0];
    let customer = CustomerKey::of_author(AuthorHasher::new(b"s").key(Network::X, "4711"));
    assert_eq!(
        (output.topic, output.record_type, out.key(output)),
        (
            Topic::Scored,
            Some(RecordType::AccountChanged),
            &customer.hex()[..]
        )
    );
    let told: AccountChanged = Wire::locked().decode(out.value(output).unwrap()).unwrap();
    let expected = AccountChanged {
        customer,
        state: AccountState::Suppressed,
        at: Time(1_775_559_600_000),
    };
    assert_eq!(told, expected);
}
