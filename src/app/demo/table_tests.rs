//! Tests of the tables, and the samples that the tally's tests share.

use super::*;
use crate::domain::alert::Severity;
use crate::domain::clock::{ClockState, ItemClock};
use crate::domain::event::{Kind, Visibility};
use crate::domain::ids::{AuthorKey, ConversationKey, CustomerKey, EventId, PostKey, digest};
use crate::domain::item::{Compared, ItemChange, ItemCustomer, ItemMode, ItemRouting, ItemSpread, Priority};
use crate::domain::item_post::ItemPost;
use crate::domain::item_reply::ItemReply;
use crate::domain::item_state::{AnswerState, WorkState};
use crate::domain::network::Network;
use crate::domain::reply::ReplyTarget;
use crate::domain::score::{CaseState, Level, Stance, Urgency};
use crate::domain::surface::{ChannelClass, Surface};
use crate::domain::thread::Thread;
use crate::domain::time::Span;

/// 2026-03-17T11:41:00Z.
const AT: Time = Time(1_773_747_660_000);

/// An open item of customer `who`.
#[expect(clippy::too_many_lines, reason = "a line a field")]
pub(crate) fn item(who: &str, version: i64, priority_score: i32) -> WorkItem {
    let customer = CustomerKey::from_bytes(digest(&[who.as_bytes()]));
    WorkItem {
        item_id: ItemId { customer, episode: 1 },
        version,
        version_at: AT,
        mode: ItemMode::Live,
        content_version: 1,
        change: ItemChange::Opened,
        changed: Vec::new(),
        tenant: "demo".into(),
        network: Network::X,
        surface: Surface::PublicPost,
        channel_class: ChannelClass::PublicAsync,
        own_account: None,
        thread: Thread::default(),
        customer_key: customer,
        customer: ItemCustomer {
            handle: Some(format!("quiet_heron_{who}")),
            followers: Some(83),
            verified: None,
        },
        conversation_keys: Vec::new(),
        posts: vec![post(who, "where is my train?")],
        posts_total: 1,
        others: Vec::new(),
        joiners_total: 0,
        helpers_total: 0,
        defenders_total: 0,
        worst_sentiment: Some(-0.5),
        worst_sentiment_confidence: Some(0.75),
        no_sentiment_reason: None,
        highest_complaint: Some(0.9),
        highest_about_brand: None,
        strongest_stance: Stance::Against,
        highest_urgency: Urgency::Today,
        intents: Vec::new(),
        cues: Vec::new(),
        newest_language: None,
        newest_tone: None,
        newest_case_state: CaseState::Unknown,
        worst_rating: None,
        work_state: WorkState::New,
        state_reason: None,
        merged_into: None,
        reopened: 0,
        answer_state: AnswerState::WaitingForBrand,
        last_customer_at: Some(AT),
        last_answer_at: None,
        assignee: None,
        opened_at: AT,
        first_post_at: AT,
        closed_at: None,
        queue: "care".into(),
        priority: Priority::High,
        priority_score,
        skills: Vec::new(),
        preferred_agent: None,
        routing: ItemRouting {
            rule: "complaint".into(),
            rule_set: "r".into(),
            compared: vec![Compared {
                field: "sentiment".into(),
                wanted: "at most -0.3".into(),
                found: "-0.5".into(),
            }],
        },
        clocks: vec![ItemClock {
            clock: ClockKind::FirstResponse,
            state: ClockState::AtRisk,
            started_at: AT,
            promised_ms: Span::minutes(60),
            calendar: None,
            due_at: Some(AT.plus(Span::minutes(60))),
            at_risk_at: Some(AT.plus(Span::minutes(45))),
            paused_at: None,
            stopped_at: None,
            rule: "complaint".into(),
        }],
        reply: ItemReply {
            allowed: true,
            refused_reason: None,
            target: Some(ReplyTarget::Post),
            post_native_id: Some("7".into()),
            thread_native_id: None,
            address: None,
            address_key_id: None,
            options: Vec::new(),
            window_until: None,
        },
        spread: ItemSpread {
            level: Level::Quiet,
            score: 0.0,
            shares: 0,
            audience: 0,
        },
    }
}

fn post(who: &str, text: &str) -> ItemPost {
    ItemPost {
        post_key: PostKey::from_bytes(digest(&[who.as_bytes(), text.as_bytes()])),
        native_id: Some("7".into()),
        url: None,
        kind: Kind::Post,
        media: Vec::new(),
        visibility: Visibility::Public,
        revision: 0,
        occurred_at: AT,
        received_at: AT,
        late: false,
        stale: false,
        text: Some(text.into()),
        text_truncated: false,
        text_chars: 18,
        language: None,
        rating: None,
    }
}

/// A notice of the alert `key`.
pub(crate) fn alert(key: &str, version: i64, severity: Severity) -> EscalationAlert {
    EscalationAlert {
        alert_key: AlertKey::derive("viral", key),
        notice_id: EventId::from_bytes(digest(&[key.as_bytes(), &version.to_be_bytes()])),
        version,
        tenant: "demo".into(),
        rule: "viral".into(),
        action: AlertAction::Trigger,
        severity,
        level: 1,
        item_id: None,
        conversation: Some(ConversationKey::from_bytes([7; 16])),
        summary: format!("notice {version} of {key}"),
        changed: vec!["it began".into()],
        posts: Vec::new(),
        started_at: AT,
        at: AT,
        rule_set: "r".into(),
    }
}

fn widest(text: &str) -> usize {
    text.lines().map(|line| line.chars().count()).max().unwrap_or(0)
}

#[test]
fn each_item_stands_once_in_its_newest_version_and_the_most_pressing_first() {
    let all = [item("anna", 2, 300), item("anna", 1, 900), item("bert", 1, 500)];
    let ranked: Vec<(i64, i32)> = newest(&all)
        .iter()
        .map(|i| (i.version, i.priority_score))
        .collect();
    assert_eq!(ranked, [(1, 500), (2, 300)]);
}

#[test]
fn an_item_says_queue_priority_state_customer_words_and_reason() {
    let text = items(&[item("anna", 1, 612)], 15, Paint::Plain);
    for part in [
        "Work items (1)",
        "care",
        "high 612",
        "new",
        "at_risk",
        "@quiet_heron_anna",
        "83 followers",
        "where is my train?",
        "complaint",
        "sentiment -0.5 (at most -0.3)",
    ] {
        assert!(text.contains(part), "`{part}` is not in\n{text}");
    }
}

#[test]
fn long_and_wide_values_stay_within_120_columns() {
    let mut long = item("x", 1, 1000);
    long.queue = "a-queue-with-a-name-that-nobody-should-give-it".into();
    long.customer.handle = Some("h".repeat(200));
    long.posts = vec![
        post("x", &"word ".repeat(200)),
        post("x", "another"),
        post("x", "third"),
    ];
    long.routing.rule = "r".repeat(100);
    long.routing.compared = vec![
        Compared {
            field: "f".repeat(90),
            wanted: "w".repeat(90),
            found: "v".repeat(90),
        };
        3
    ];
    let mut loud = alert("k", 1, Severity::Critical);
    loud.summary = "unbroken".repeat(120);
    let moment = Opportunity {
        opportunity_id: EventId::from_bytes([1; 16]),
        tenant: "demo".into(),
        customer: CustomerKey::from_bytes([2; 16]),
        post_key: PostKey::from_bytes([3; 16]),
        conversation: ConversationKey::from_bytes([4; 16]),
        author: Some(AuthorKey::from_bytes([5; 16])),
        reason: "kind ".repeat(100),
        score: 0.734,
        at: AT,
    };
    let text = items(&[long], 15, Paint::Plain);
    assert!(widest(&text) <= 120, "{text}");
    assert!(text.contains("(and 2 more posts)"), "{text}");
    let text = alerts(&[loud], 15, Paint::Plain);
    assert!(widest(&text) <= 120, "{text}");
    let text = opportunities(&[moment], 15, Paint::Plain);
    assert!(widest(&text) <= 120, "{text}");
}

#[test]
fn moments_are_gathered_by_reason_and_the_best_is_named() {
    let moment = |reason: &str, score: f64, minutes: i64| Opportunity {
        opportunity_id: EventId::from_bytes([1; 16]),
        tenant: "demo".into(),
        customer: CustomerKey::from_bytes([2; 16]),
        post_key: PostKey::from_bytes([3; 16]),
        conversation: ConversationKey::from_bytes([4; 16]),
        author: Some(AuthorKey::from_bytes([5; 16])),
        reason: reason.into(),
        score,
        at: AT.plus(Span::minutes(minutes)),
    };
    let all = [
        moment("thanks", 0.6, 0),
        moment("help", 0.5, 1),
        moment("thanks", 0.73, 2),
    ];
    let text = opportunities(&all, 15, Paint::Plain);
    let rows: Vec<Vec<&str>> = text
        .lines()
        .filter(|line| line.starts_with(' '))
        .map(|line| line.split_whitespace().collect())
        .filter(|cells: &Vec<&str>| cells.len() == 4)
        .collect();
    let rows = rows.iter().map(|cells| cells.join(" "));
    let wanted = [
        "reason moments best at",
        "thanks 2 0.73 11:43",
        "help 1 0.50 11:42",
    ];
    assert!(rows.eq(wanted), "{text}");
}

#[test]
fn accounts_named_first_are_not_what_was_said() {
    assert_eq!(unaddressed("@brand @other hello @you"), "hello @you");
    assert_eq!(unaddressed("@brand"), "@brand");
    assert_eq!(unaddressed(" plain"), "plain");
}

#[test]
fn what_is_left_out_is_said() {
    let all: Vec<WorkItem> = (0..20).map(|n| item(&n.to_string(), 1, n)).collect();
    let text = items(&all, 15, Paint::Plain);
    assert!(text.contains("(15 of 20)"), "{text}");
    assert!(text.contains("high 19") && !text.contains("high 4\n"), "{text}");
    assert_eq!(items(&[], 15, Paint::Plain), "Work items: none\n");
}

#[test]
fn an_alert_stands_once_with_its_loudest_notice_and_its_end() {
    let mut over = alert("a", 3, Severity::Info);
    over.action = AlertAction::Resolve;
    let all = [
        alert("a", 1, Severity::Warning),
        alert("a", 2, Severity::Critical),
        over,
        alert("b", 1, Severity::Error),
    ];
    let text = alerts(&all, 15, Paint::Plain);
    assert!(
        text.contains("(2)") && text.contains("resolved") && text.contains("3 notices"),
        "{text}"
    );
    assert!(
        text.contains("notice 2 of a") && !text.contains("notice 1 of a"),
        "{text}"
    );
    assert!(text.find("critical") < text.find("error"), "{text}");
}

#[test]
fn other_peoples_words_cannot_steer_the_terminal() {
    let mut sly = item("s", 1, 1);
    sly.posts = vec![post("s", "red \u{1b}[31malert\u{7}\nnow")];
    sly.customer.handle = Some("a\u{1b}]0;title\u{7}b".into());
    let text = items(&[sly], 15, Paint::Plain);
    assert!(!text.contains(['\u{1b}', '\u{7}']), "{text:?}");
}

#[test]
fn an_item_without_words_says_so() {
    let mut gone = item("g", 3, 10);
    gone.posts.clear();
    gone.work_state = WorkState::Retracted;
    let text = items(&[gone], 15, Paint::Plain);
    assert!(
        text.contains("(withdrawn)") && text.contains("retracted"),
        "{text}"
    );
}
