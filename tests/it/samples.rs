//! Invented values of every record type: `full` with everything set, `bare` with nothing that may be absent.

use outcry::domain::alert::{AlertAction, EscalationAlert, Severity};
use outcry::domain::cascade::Cascade;
use outcry::domain::event::{
    Action, Author, Counts, Direction, Embedded, Extra, Kind, LanguageOrigin, Media, MediaKind, Metric,
    PostPlace, PostRef, Rating, RawRef, SocialEvent, SpanKind, Text, TextFormat, TextSpan, Visibility,
};
use outcry::domain::ids::{
    AlertKey, AuthorHasher, AuthorKey, ConversationKey, CustomerKey, EventId, ItemId, PayloadHash, PostKey,
};
use outcry::domain::item::Compared;
use outcry::domain::measure::{Measure, MeasureKind, Opportunity};
use outcry::domain::network::Network;
use outcry::domain::notice::{Reassigned, RiskChanged};
use outcry::domain::presence::Presence;
use outcry::domain::reply::{ReplyRoute, ReplyTarget, SealedAddress, SealedBytes};
use outcry::domain::score::{
    Abstention, CaseState, Cue, Emotion, Intent, Level, Risk, ScoredIntent, Scores, Stance, Tone, Urgency,
};
use outcry::domain::scored::{Role, ScoredEvent};
use outcry::domain::surface::Surface;
use outcry::domain::thread::{OwnAccount, Thread};
use outcry::domain::tick::Tick;
use outcry::domain::time::{Span, Time};
use outcry::wire::{Contract, Wire};

/// The value as it travels.
pub(crate) fn framed<T: Contract>(value: &T) -> Vec<u8> {
    let mut bytes = Vec::new();
    Wire::locked().encode(value, &mut bytes).unwrap();
    bytes
}

pub(crate) fn post(n: &str) -> PostKey {
    PostKey::derive("northwind", Network::X, n)
}

pub(crate) fn author(n: &str) -> AuthorKey {
    AuthorHasher::new(b"invented").key(Network::X, n)
}

pub(crate) fn conversation() -> ConversationKey {
    ConversationKey::of_root(post("900100"))
}

pub(crate) fn customer() -> CustomerKey {
    CustomerKey::of_author(author("77"))
}

pub(crate) fn item_id() -> ItemId {
    ItemId {
        customer: customer(),
        episode: 3,
    }
}

pub(crate) const AT: Time = Time(1_900_000_000_123);

fn named(n: &str) -> Option<PostRef> {
    Some(PostRef {
        native_id: n.into(),
        post_key: post(n),
    })
}

fn writer() -> Author {
    Author {
        key: author("77"),
        handle: Some("mara_pelz".into()),
        followers: Some(1_204),
        verified: Some(false),
        joined_at: Some(Time(1_500_000_000_000)),
        bot: Some(false),
    }
}

fn words() -> Text {
    let span = |kind, start, end, value: &str| TextSpan {
        kind,
        start,
        end,
        value: value.into(),
    };
    Text {
        plain: "@northwind the parcel is lost again, three weeks now 😡 #slow https://t.example/x1".into(),
        language: Some("en".into()),
        spans: vec![
            span(SpanKind::Mention, 0, 10, "northwind"),
            span(SpanKind::Hashtag, 56, 61, "slow"),
            span(SpanKind::Link, 62, 82, "https://parcel.example/track/1"),
        ],
        truncated: false,
        language_origin: LanguageOrigin::Declared,
        format: TextFormat::Html,
        original: Some("<p>the parcel is lost again</p>".into()),
        trimmed_chars: 17,
    }
}

fn raw_ref() -> RawRef {
    RawRef {
        topic: "social.raw.x.v1".into(),
        partition: 3,
        offset: 88_123_456_789,
        sha256: PayloadHash::from_bytes(*b"\x00\x11\x22\x33\x44\x55\x66\x77\x88\x99\xaa\xbb\xcc\xdd\xee\xff"),
    }
}

fn shown() -> Embedded {
    Embedded {
        native_id: "900101".into(),
        post_key: post("900101"),
        revision: 1,
        conversation: conversation(),
        direction: Direction::Outbound,
        author: Some(writer()),
        text: Some(words()),
        occurred_at: Some(Time(1_899_999_000_000)),
        stale: false,
    }
}

#[expect(clippy::too_many_lines, reason = "a line a field")]
pub(crate) fn social_event_full() -> SocialEvent {
    SocialEvent {
        event_id: EventId::derive(post("900123"), "create", 0),
        tenant: "northwind".into(),
        network: Network::X,
        part: Some("dm".into()),
        surface: Surface::Direct,
        own_account: Some(OwnAccount {
            native_id: "4400".into(),
            handle: Some("northwind".into()),
        }),
        url: Some("https://x.com/mara_pelz/status/900123".into()),
        thread: Thread {
            native_id: Some("900100".into()),
            url: Some("https://x.com/i/web/status/900100".into()),
            root_url: Some("https://x.com/i/web/status/900100".into()),
        },
        reply: Some(ReplyRoute {
            target: ReplyTarget::Address,
            post_native_id: Some("900123".into()),
            thread_native_id: Some("900100".into()),
            address: Some(SealedAddress {
                sealed: SealedBytes(vec![1, 0, 255, 7]),
                key_id: "0badcafe".into(),
            }),
            window_until: Some(Time(1_900_086_399_000)),
        }),
        action: Action::Edit,
        kind: Kind::Quote,
        native_id: "900123".into(),
        post_key: post("900123"),
        revision: 2,
        conversation: conversation(),
        parent: named("900100"),
        quoted: named("900101"),
        shared: named("900102"),
        embedded: Some(Box::new(shown())),
        direction: Direction::Inbound,
        visibility: Visibility::Public,
        author: Some(writer()),
        text: Some(words()),
        counts: Some(Counts {
            shares: Some(12),
            replies: Some(0),
            likes: Some(40),
            quotes: Some(1),
            views: Some(9_001),
        }),
        ratings: vec![Rating {
            metric: Metric::Stars,
            value: 2.5,
            max: Some(5.0),
        }],
        media: vec![Media {
            kind: MediaKind::Image,
            alt: Some("a torn parcel".into()),
            url: Some("https://pictures.example/parcel.jpg".into()),
        }],
        place: Some(PostPlace {
            name: Some("Harbour".into()),
            country: Some("NO".into()),
        }),
        needs_enrichment: true,
        occurred_at: Some(Time(1_899_999_999_000)),
        observed_at: Some(Time(1_900_000_000_001)),
        ingested_at: AT,
        backfill: true,
        stale: true,
        clamped: true,
        hops: 1,
        raw_ref: raw_ref(),
        adapter: 1,
        extras: vec![Extra {
            name: "app_version".into(),
            value: "4.2".into(),
        }],
    }
}

pub(crate) fn social_event_bare() -> SocialEvent {
    SocialEvent {
        action: Action::Delete,
        kind: Kind::Unknown,
        own_account: None,
        url: None,
        thread: Thread::default(),
        reply: None,
        parent: None,
        quoted: None,
        shared: None,
        embedded: None,
        author: None,
        text: None,
        counts: None,
        occurred_at: None,
        observed_at: None,
        backfill: false,
        ..social_event_typical()
    }
}

/// What most events look like: a post with words, and nothing embedded.
pub(crate) fn social_event_typical() -> SocialEvent {
    SocialEvent {
        action: Action::Create,
        kind: Kind::Reply,
        revision: 0,
        quoted: None,
        shared: None,
        embedded: None,
        backfill: false,
        part: None,
        surface: Surface::PublicPost,
        own_account: None,
        reply: Some(ReplyRoute {
            target: ReplyTarget::Post,
            post_native_id: Some("900123".into()),
            thread_native_id: Some("900100".into()),
            address: None,
            window_until: None,
        }),
        ratings: Vec::new(),
        media: Vec::new(),
        place: None,
        needs_enrichment: false,
        extras: Vec::new(),
        ..social_event_full()
    }
}

fn risk() -> Risk {
    Risk {
        score: 0.4321,
        level: Level::Medium,
        shares: 14,
        audience: 120_400,
        fresh: true,
    }
}

pub(crate) fn wanted() -> Vec<ScoredIntent> {
    let wanted = |intent, confidence| ScoredIntent { intent, confidence };
    vec![wanted(Intent::LostItem, 0.8125), wanted(Intent::Refund, 0.25)]
}

pub(crate) const fn tone() -> Tone {
    Tone {
        formality: -0.5,
        humour: 0.125,
        emotion: Emotion::Anger,
        all_caps: 0.25,
        emoji_density: 0.0625,
    }
}

pub(crate) fn scored_event_full() -> ScoredEvent {
    ScoredEvent {
        event_id: EventId::derive(post("900123"), "create", 0),
        tenant: "northwind".into(),
        customer: customer(),
        role: Role::Owner,
        action: Action::Create,
        kind: Kind::Post,
        network: Network::Bluesky,
        direction: Direction::Inbound,
        visibility: Visibility::Restricted,
        post_key: post("900123"),
        revision: 0,
        conversation: conversation(),
        author: Some(author("77")),
        followers: Some(1_204),
        verified: Some(true),
        answers: Some(post("900100")),
        occurred_at: Time(1_899_999_999_000),
        ingested_at: AT,
        late: true,
        stale: true,
        ratings: vec![Rating {
            metric: Metric::Nps,
            value: 2.0,
            max: Some(10.0),
        }],
        needs_enrichment: true,
        superseded: true,
        presence: Presence {
            removed_at: Some(Time(1_899_999_999_500)),
            restored_at: Some(Time(1_899_999_999_250)),
        },
        scores: Scores {
            sentiment: Some(-0.8125),
            confidence: 0.75,
            abstention: Some(Abstention::LowMargin),
            about_brand: Some(0.9375),
            stance: Stance::Against,
            complaint: Some(0.875),
            intents: wanted(),
            urgency: Urgency::Now,
            cues: vec![Cue::Complaint, Cue::RepeatContact, Cue::Deadline],
            tone: tone(),
            case_state: CaseState::Unresolved,
            language: Some("en".into()),
            language_confidence: 0.625,
            model: "words-1".into(),
        },
        risk: risk(),
        event: Some(framed(&social_event_typical())),
    }
}

pub(crate) fn scored_event_bare() -> ScoredEvent {
    let full = scored_event_full();
    ScoredEvent {
        author: None,
        followers: None,
        verified: None,
        answers: None,
        late: false,
        superseded: false,
        presence: Presence::UNTOLD,
        scores: Scores {
            sentiment: None,
            abstention: None,
            about_brand: None,
            complaint: None,
            intents: Vec::new(),
            cues: Vec::new(),
            language: None,
            ..full.scores.clone()
        },
        event: None,
        ..full
    }
}

pub(crate) fn compared() -> Compared {
    Compared {
        field: "urgency".into(),
        wanted: ">= today".into(),
        found: "today".into(),
    }
}

pub(crate) fn alert_full() -> EscalationAlert {
    EscalationAlert {
        alert_key: AlertKey::derive("outcry", "900100"),
        notice_id: EventId::derive(post("900100"), "alert", 2),
        version: 2,
        tenant: "northwind".into(),
        rule: "outcry".into(),
        action: AlertAction::Trigger,
        severity: Severity::Critical,
        level: 2,
        item_id: Some(item_id()),
        conversation: Some(conversation()),
        summary: "lost parcel: 140 shares in 9 minutes".into(),
        changed: vec!["level 1 to 2".into()],
        posts: vec![post("900123")],
        started_at: Time(1_899_999_999_000),
        at: AT,
        rule_set: "9f8e7d6c".into(),
    }
}

pub(crate) fn alert_bare() -> EscalationAlert {
    EscalationAlert {
        item_id: None,
        conversation: None,
        changed: Vec::new(),
        posts: Vec::new(),
        action: AlertAction::Resolve,
        ..alert_full()
    }
}

pub(crate) fn cascade(owner: Option<CustomerKey>) -> Cascade {
    Cascade {
        conversation: conversation(),
        tenant: "northwind".into(),
        owner,
        own: owner.is_none(),
        version: 9,
        risk: risk(),
        replies: 31,
        joiners: 5,
        peer_answers: 2,
        defenders: 1,
        latest_at: AT,
    }
}

pub(crate) fn cascades() -> [Cascade; 2] {
    [cascade(Some(customer())), cascade(None)]
}

pub(crate) fn opportunities() -> [Opportunity; 2] {
    let full = Opportunity {
        opportunity_id: EventId::derive(post("900125"), "thanks", 0),
        tenant: "northwind".into(),
        customer: customer(),
        post_key: post("900125"),
        conversation: conversation(),
        author: Some(author("78")),
        reason: "thanks in public".into(),
        score: 0.9,
        at: AT,
    };
    [full.clone(), Opportunity { author: None, ..full }]
}

pub(crate) fn measure() -> Measure {
    Measure {
        measure_id: EventId::derive(post("900123"), "first_public_answer", 0),
        tenant: "northwind".into(),
        kind: MeasureKind::FirstPublicAnswer,
        item_id: item_id(),
        value_ms: Span(61_000),
        at: AT,
    }
}

pub(crate) fn risk_changed() -> RiskChanged {
    RiskChanged {
        customer: customer(),
        conversation: conversation(),
        risk: risk(),
        at: AT,
    }
}

pub(crate) fn reassigned() -> Reassigned {
    Reassigned {
        customer: customer(),
        post_key: post("900123"),
        old_conversation: ConversationKey::of_root(post("900123")),
        conversation: conversation(),
        from: customer(),
        to: CustomerKey::of_author(author("78")),
        keeps_own: true,
    }
}

pub(crate) fn ticks() -> [Tick; 2] {
    [Tick { time: AT }, Tick { time: Time::START }]
}
