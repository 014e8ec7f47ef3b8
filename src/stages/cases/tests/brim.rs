//! Each row and record that the stage writes, filled to the brim: all stay well below what a topic takes.

use super::*;
use crate::domain::alert::Severity;
use crate::domain::clock::ClockKind;
use crate::domain::event::{MediaKind, Metric, Rating};
use crate::domain::ids::AlertKey;
use crate::domain::item::Priority;
use crate::domain::item_post::ItemMedia;
use crate::domain::promise::{PAUSES, PROMISES, Pause, Pauses, Promise};
use crate::domain::reply::{ReplyRoute, ReplyTarget, SealedAddress, SealedBytes};
use crate::domain::score::{Abstention, Intent, ScoredIntent};
use crate::domain::surface::Surface;
use crate::domain::thread::{OwnAccount, Thread};
use crate::stages::cases::erasing::Erasing;
use crate::stages::cases::leaving::LEAVING;
use crate::stages::cases::{bounds, feedback};
use crate::state::customer::{
    AccountRow, ActingRow, AffinityRow, AlertRow, ClockRow, ConversationRow, CustomerRow, DeskRow,
    EpisodeRow, HoldRow, LeavingRow, PostRow, SaidRow,
};
use crate::state::row::Row;

/// The least that a deployment may set for `limits.message_bytes`.
const MESSAGE: usize = 524_288;
/// What the row of a customer may take.
const ROW: usize = 448 * 1024;
/// What an item may take.
const ITEM: usize = 64 * 1024;
/// What an alert may take.
const ALERT: usize = 8 * 1024;

/// A name of the greatest length that rules may have.
fn name(n: usize) -> String {
    format!("{n:0>100}")
}

/// Rules that show as much in items and alerts as rules may.
fn widest_rules() -> RuleSet {
    let names: Vec<String> = (0..31).map(name).collect();
    let one_of = format!("{{ tenant: {{ one_of: [acme, {}] }} }}", names.join(", "));
    let comparisons = vec![one_of; 32].join(", ");
    let skills = &names[..16].join(", ");
    let levels = "[{ severity: warning, when: always }]";
    let escalations: Vec<String> = (0..64)
        .map(|n| format!("  - {{ id: {}, levels: {levels} }}", name(n)))
        .collect();
    let text = format!(
        "version: 1\nqueues: [{queue}]\nskills: [{skills}]\nroutes:\n  - id: {id}\n    when: {{ all: [{comparisons}] }}\n    \
         send: {{ queue: {queue}, skills: [{skills}], first_response: 1h, priority: 400 }}\notherwise:\n  \
         send: {{ queue: {queue}, first_response: 1h, priority: 400 }}\nescalations:\n{list}\n",
        queue = name(1),
        id = name(2),
        list = escalations.join("\n"),
    );
    RuleSet::compile("widest.yaml", &text).unwrap_or_else(|problems| panic!("{problems:?}"))
}

fn said(revision: i32) -> SaidRow {
    let intent = |intent| ScoredIntent {
        intent,
        confidence: 0.5,
    };
    SaidRow {
        revision: 1_000_000 + revision,
        sentiment: Some(-0.5),
        confidence: 0.5,
        abstention: Some(Abstention::LowMargin),
        about_brand: Some(0.5),
        stance: Stance::Against,
        complaint: Some(0.5),
        intents: [Intent::Refund, Intent::Delay, Intent::Login].map(intent).into(),
        urgency: Urgency::Now,
        cues: Cue::ALL.into(),
        tone: Some(Tone::PLAIN),
        case_state: score::CaseState::Unresolved,
        language: Some("deu".into()),
        language_confidence: 0.5,
        followers: Some(i64::MAX),
        verified: Some(true),
        rating: Some(Rating {
            metric: Metric::Stars,
            value: 1.0,
            max: Some(5.0),
        }),
        needs_enrichment: true,
    }
}

/// Post `n` of a sort, the later the higher `n`, each part of it larger than the bounds allow.
fn post(sort: &str, n: i64, role: Role, episode: Option<u32>) -> PostRow {
    let places = |what: &str| -> Vec<ConversationKey> {
        let mut all: Vec<_> = (0..9)
            .map(|c| conversation(&format!("{what}{sort}{n}.{c}")))
            .collect();
        all.sort_unstable();
        all
    };
    let own = role == Role::Owner;
    PostRow {
        role,
        ever_joined: true,
        revision: 1_000_012,
        network: Network::X,
        visibility: Visibility::Public,
        joined: places("joined"),
        left: places("left"),
        occurred_at: minute(n),
        ingested_at: minute(n),
        heard_at: minute(n),
        late: false,
        stale: false,
        presence: Presence {
            removed_at: Some(minute(n)),
            restored_at: Some(minute(n + 1)),
        },
        said: if own {
            (0..12).map(said).collect()
        } else {
            Vec::new()
        },
        episode,
        author: Some(author(&format!("{sort}{n}"))),
        answers: (role == Role::Agent).then(|| post_key(&format!("cared{n}"))),
        native_id: own.then(|| "n".repeat(512)),
        text: own.then(|| "\u{1F600}".repeat(400)),
        text_chars: i32::MAX,
        acting: own.then(acting),
        ..PostRow::new(post_key(&format!("{sort}{n}")))
    }
}

/// An agent of the greatest length.
fn agent() -> String {
    "a".repeat(64)
}

fn affinity() -> AffinityRow {
    AffinityRow {
        agent: agent(),
        since: NOON,
        answered: true,
        until: Time(i64::MAX / 2),
    }
}

fn desk_row() -> DeskRow {
    let at = Some(Time(i64::MAX / 2));
    DeskRow {
        hold: Some(HoldRow {
            agent: agent(),
            since: NOON,
        }),
        queue: Some(name(1)),
        waiting_at: at,
        resolved_at: None,
        closed_at: None,
        reason: Some("r".repeat(64)),
        merged_into: None,
        reopened: i32::MAX / 2,
        answered_first: at,
        answered_latest: at,
        answered_publicly: true,
        done_first: at,
        pauses: Pauses {
            over: vec![
                Pause {
                    from: NOON,
                    until: minute(1),
                };
                PAUSES
            ],
            open_since: at,
        },
        heard: vec![EventId::from_bytes([9; 16]); feedback::HEARD],
        handled: Span(i64::MAX / 2),
        hand_overs: i32::MAX,
    }
}

fn clock_row(clock: ClockKind) -> ClockRow {
    let promise = |n| Promise {
        calendar: name(n),
        amount: Span(i64::MAX / 4),
        rule: name(n),
    };
    ClockRow {
        promises: (0..PROMISES).map(promise).collect(),
        due_at: Some(Time(i64::MAX / 2)),
        at_risk: true,
        ..ClockRow::new(clock, NOON)
    }
}

fn acting() -> ActingRow {
    let longest = || Some("u".repeat(512));
    ActingRow {
        kind: Kind::Message,
        surface: Surface::Direct,
        url: longest(),
        own_account: Some(OwnAccount {
            native_id: "o".repeat(512),
            handle: longest(),
        }),
        thread: Thread {
            native_id: longest(),
            url: longest(),
            root_url: longest(),
        },
        reply: Some(ReplyRoute {
            target: ReplyTarget::Address,
            post_native_id: longest(),
            thread_native_id: longest(),
            address: Some(SealedAddress {
                sealed: SealedBytes(vec![1; 541]),
                key_id: "0a1b2c3d".into(),
            }),
            window_until: Some(NOON),
        }),
        media: vec![
            ItemMedia {
                kind: MediaKind::Image,
                url: longest(),
            };
            4
        ],
    }
}

fn episode(number: u32) -> EpisodeRow {
    let at = Time(i64::MAX / 2);
    let alert = |n| AlertRow {
        rule: name(n),
        level: 64,
        highest: 64,
        notices: i64::MAX / 2,
        standing: true,
        started_at: at,
        shares: i64::MAX,
        joiners: i64::MAX,
    };
    EpisodeRow {
        version: i64::MAX / 2,
        version_at: at,
        content_version: i64::MAX / 2,
        content: i64::MAX,
        acted: vec![i64::MAX; 18],
        first_at: minute(0),
        latest_at: at,
        opened_at: at,
        preferred_agent: Some(affinity()),
        clocks: ClockKind::ALL.map(clock_row).into(),
        desk: desk_row(),
        measured_answer: true,
        measured_claim: true,
        alerts: (0..64).map(alert).collect(),
        ..EpisodeRow::new(number)
    }
}

/// A row with more of everything than it may hold, all own posts that are part of a case in the newest one.
fn overfull() -> CustomerRow {
    let mut posts: Vec<PostRow> = (0..300)
        .map(|n| post("cared", n, Role::Owner, Some(u32::MAX)))
        .collect();
    posts.extend((0..60).map(|n| post("quiet", n, Role::Owner, None)));
    posts.extend((0..300).map(|n| post("joiner", n, Role::Joiner, None)));
    posts.extend((0..200).map(|n| post("agent", n, Role::Agent, None)));
    posts.extend((0..200).map(|n| post("stub", n, Role::Unknown, None)));
    posts.sort_by_key(|p| p.post_key);
    let mut conversations: Vec<ConversationRow> = (0..200)
        .map(|n| ConversationRow {
            owned: true,
            score: 0.9,
            level: Level::Critical,
            shares: i64::MAX,
            audience: i64::MAX,
            ..ConversationRow::new(conversation(&format!("c{n}")))
        })
        .collect();
    conversations.sort_by_key(|c| c.conversation);
    CustomerRow {
        tenant: "acme".into(),
        handle: Some("h".repeat(512)),
        handle_at: NOON,
        posts: posts.into_iter().map(Arc::new).collect(),
        conversations,
        episodes: (0..9).rev().map(|n| episode(u32::MAX - n)).collect(),
        newest_episode: u32::MAX,
        joiners_beyond: i32::MAX,
        affinity: Some(affinity()),
        active_at: NOON,
        wake_at: Some(NOON),
        account: Some(AccountRow {
            state: AccountState::Restored,
            at: NOON,
        }),
        leaving: (0..LEAVING)
            .map(|_| LeavingRow {
                number: u32::MAX,
                until: NOON,
                alerts: vec![AlertKey::from_bytes([1; 16]); 64],
            })
            .collect(),
    }
}

fn encoded(row: &impl Row) -> usize {
    let mut bytes = Vec::new();
    row.encode(&mut bytes);
    bytes.len()
}

#[test]
fn the_row_of_a_customer_is_a_fraction_of_a_message_whatever_happens() {
    let mut row = overfull();
    let (before, posts) = (encoded(&row), row.posts.len());
    assert!(before > 2 * MESSAGE, "{before} bytes are no test of a bound");
    let dropped = bounds::keep(&mut row);
    assert_eq!(row.posts.len(), 200 + 20 + 100 + 50 + 50);
    assert!(
        dropped > u64::try_from(posts - row.posts.len()).unwrap(),
        "parts are counted too"
    );
    let size = encoded(&row);
    assert!((ROW / 2..ROW).contains(&size), "{size} bytes, {before} before");
    assert_eq!(bounds::keep(&mut row), 0, "and there it stays");
    let revisions: usize = row.posts.iter().map(|p| p.said.len()).sum();
    assert_eq!(revisions, 400);
    assert!(
        row.posts
            .iter()
            .filter(|p| p.role == Role::Owner)
            .all(|p| !p.said.is_empty())
    );
    let newest = row.post(&post_key("cared299")).unwrap();
    assert_eq!(
        (newest.said.len(), newest.said.last().map(|s| s.revision)),
        (8, Some(1_000_011))
    );
    assert!(newest.text.is_some() && newest.native_id.is_some());
}

#[test]
fn what_is_published_of_a_full_row_is_a_fraction_of_a_message() {
    let mut desk = Desk::new();
    desk.stage = Cases::new(Wire::locked(), Arc::new(widest_rules()), CaseParams::default());
    let mut row = overfull();
    let _ = bounds::keep(&mut row);
    row.episodes.drain(..row.episodes.len() - bounds::EPISODES);
    for episode in &mut row.episodes {
        episode.alerts.clear();
    }
    desk.state.customers.put(customer("ana"), row);
    let mut newest = complaint("ana", "newest", 500);
    newest.words = "\u{1F600}".repeat(2_000);
    assert_eq!(desk.post(&newest).refused(), None);
    let size = |p: &Published| {
        let mut bytes = Vec::new();
        if let Published::Item(item) = p {
            Wire::locked().encode(&**item, &mut bytes).unwrap();
        } else if let Published::Alert(alert) = p {
            Wire::locked().encode(&**alert, &mut bytes).unwrap();
        } else {
            panic!("{p:?}");
        }
        bytes.len()
    };
    let largest =
        |of: &dyn Fn(&&Published) -> bool| desk.published.iter().filter(of).map(size).max().unwrap();
    let (item, alert) = (
        largest(&|p| matches!(p, Published::Item(_))),
        largest(&|p| matches!(p, Published::Alert(_))),
    );
    assert!((ITEM / 2..ITEM).contains(&item), "an item of {item} bytes");
    assert!((1_000..ALERT).contains(&alert), "an alert of {alert} bytes");
    let shown = desk
        .items()
        .into_iter()
        .max_by_key(|item| item.posts.len())
        .unwrap();
    // The oldest case still takes posts: the newest one went there, and the oldest of all made room.
    assert_eq!(
        (shown.posts.len(), shown.posts_total, shown.others.len()),
        (20, 199, 20)
    );
    assert_eq!((shown.routing.compared.len(), shown.skills.len()), (20, 16));
    let all: usize = desk.published.iter().map(size).sum();
    assert!(all < 5 * (ITEM + 64 * ALERT), "{all} bytes in one step");
    assert!(
        desk.alerts()
            .iter()
            .all(|alert| alert.severity == Severity::Warning)
    );
    assert!(desk.items().iter().all(|item| item.priority != Priority::Unknown));
}

#[test]
fn an_erasure_that_a_lane_is_at_is_a_fraction_of_a_message() {
    let mut told = super::erasure::erasure(&"r".repeat(64), Some("ana"), &[]);
    told.posts = (0..10_000)
        .map(|n: i32| PostKey::from_bytes(digest(&[&n.to_be_bytes()])))
        .collect();
    let size = encoded(&Erasing::new(&told));
    assert!((MESSAGE / 4..MESSAGE / 2).contains(&size), "{size} bytes");
}

#[test]
fn a_long_handle_is_none() {
    let mut desk = Desk::new();
    let post = complaint("ana", "p1", 0);
    let mut record = post.record();
    let mut social = social(&record, &post.words);
    social.author.as_mut().unwrap().handle = Some("h".repeat(513));
    let mut bytes = Vec::new();
    Wire::locked().encode(&social, &mut bytes).unwrap();
    record.event = Some(bytes);
    let _ = desk.feed(&record, NOON);
    assert_eq!(desk.item("ana").customer.handle, None);
}

#[test]
fn an_alert_whose_rule_is_no_more_ends_and_leaves_the_row_and_the_topic() {
    let mut desk = Desk::new();
    let _ = desk.post(&complaint("ana", "p1", 0).says(Cue::Safety, -0.9));
    assert_eq!(desk.alerts().len(), 1);
    let rules = include_str!("rules.yaml").replace("  - id: danger\n    levels", "  - id: peril\n    levels");
    let rules = RuleSet::compile("rules.yaml", &rules).unwrap();
    desk.stage = Cases::new(Wire::locked(), Arc::new(rules), CaseParams::default());
    let _ = desk.post(&complaint("ana", "p2", 5));
    let alerts: Vec<_> = desk
        .alerts()
        .iter()
        .map(|a| (a.rule.as_str(), a.version, a.action))
        .collect();
    use crate::domain::alert::AlertAction::{Resolve, Trigger};
    assert_eq!(
        alerts,
        [
            ("danger", 1, Trigger),
            ("peril", 1, Trigger),
            ("danger", 2, Resolve)
        ]
    );
    let key = desk.alerts()[0].alert_key.to_string();
    assert_eq!(super::erasure::forgotten(&desk), [(Topic::Alerts, key)]);
    let row = desk.state.customers.get(&customer("ana")).unwrap();
    let kept: Vec<&str> = row.episodes[0].alerts.iter().map(|a| a.rule.as_str()).collect();
    assert_eq!(kept, ["peril"]);
    let before = desk.published.len();
    let _ = desk.post(&complaint("ana", "p3", 6));
    assert_eq!(desk.published.len(), before + 1, "and it is said once");
}
