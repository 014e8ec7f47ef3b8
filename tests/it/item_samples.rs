//! Work items and what the contact centre says and is told of them, with everything set and with nothing.

use outcry::domain::clock::{ClockKind, ClockState, ItemClock};
use outcry::domain::event::{Kind, MediaKind, Metric, Rating, Visibility};
use outcry::domain::feedback::{FeedbackAction, FeedbackLabel, WorkItemFeedback};
use outcry::domain::feedback_receipt::{FeedbackOutcome, FeedbackReceipt, FeedbackRefusal};
use outcry::domain::ids::{EventId, ItemId};
use outcry::domain::item::{
    Assignee, ItemChange, ItemCustomer, ItemMode, ItemRouting, ItemSpread, PreferredAgent, PreferredReason,
    Priority, WorkItem,
};
use outcry::domain::item_post::{ItemMedia, ItemOther, ItemPost, OtherRole};
use outcry::domain::item_reply::{ItemReply, ReplyOption, ReplyRefusal};
use outcry::domain::item_state::{AnswerState, WorkState};
use outcry::domain::network::Network;
use outcry::domain::reply::ReplyTarget;
use outcry::domain::reply_limit::{CountedAs, ReplyVisibility};
use outcry::domain::score::{Abstention, CaseState, Cue, Level, Stance, Urgency};
use outcry::domain::surface::{ChannelClass, Surface};
use outcry::domain::thread::{OwnAccount, Thread};
use outcry::domain::time::{Span, Time};

use super::samples::{AT, compared, conversation, customer, item_id, post, tone, wanted};

fn item_post() -> ItemPost {
    ItemPost {
        post_key: post("900123"),
        native_id: Some("900123".into()),
        url: Some("https://example.com/p/900123".into()),
        kind: Kind::Message,
        media: vec![ItemMedia {
            kind: MediaKind::Image,
            url: Some("https://example.com/m/1".into()),
        }],
        visibility: Visibility::Public,
        revision: 1,
        occurred_at: Time(1_899_999_999_000),
        received_at: AT,
        late: true,
        stale: true,
        text: Some("the parcel is lost again".into()),
        text_truncated: true,
        text_chars: 31_000,
        language: Some("en".into()),
        rating: Some(Rating {
            metric: Metric::Stars,
            value: 1.0,
            max: Some(5.0),
        }),
    }
}

fn bare_post() -> ItemPost {
    ItemPost {
        native_id: None,
        url: None,
        media: Vec::new(),
        text: None,
        language: None,
        rating: None,
        ..item_post()
    }
}

#[expect(clippy::too_many_lines, reason = "a line a field")]
pub(crate) fn work_item_full() -> WorkItem {
    WorkItem {
        item_id: item_id(),
        version: 4,
        version_at: Time(1_900_002_700_000),
        mode: ItemMode::Live,
        content_version: 2,
        change: ItemChange::Clock,
        changed: vec!["clocks".into(), "priority".into()],
        tenant: "northwind".into(),
        network: Network::X,
        surface: Surface::Direct,
        channel_class: ChannelClass::PrivateAsync,
        own_account: Some(OwnAccount {
            native_id: "900001".into(),
            handle: Some("northwind".into()),
        }),
        thread: Thread {
            native_id: Some("900100".into()),
            url: Some("https://example.com/t/900100".into()),
            root_url: Some("https://example.com/p/900100".into()),
        },
        customer_key: customer(),
        customer: ItemCustomer {
            handle: Some("mara_pelz".into()),
            followers: Some(1_204),
            verified: Some(true),
        },
        conversation_keys: vec![conversation()],
        posts: vec![item_post(), bare_post()],
        posts_total: 2,
        others: vec![ItemOther {
            post_key: post("900124"),
            role: OtherRole::Joiner,
            revision: 0,
            occurred_at: Time(1_899_999_999_500),
        }],
        joiners_total: 5,
        helpers_total: 1,
        defenders_total: 2,
        worst_sentiment: Some(-0.8125),
        worst_sentiment_confidence: Some(0.75),
        no_sentiment_reason: Some(Abstention::LowMargin),
        highest_complaint: Some(0.875),
        highest_about_brand: Some(0.5),
        strongest_stance: Stance::Against,
        highest_urgency: Urgency::Today,
        intents: wanted(),
        cues: vec![Cue::Complaint, Cue::Deadline],
        newest_language: Some("en".into()),
        newest_tone: Some(tone()),
        newest_case_state: CaseState::Unresolved,
        worst_rating: item_post().rating,
        work_state: WorkState::Claimed,
        state_reason: Some("in-repair".into()),
        merged_into: Some(ItemId {
            episode: 4,
            ..item_id()
        }),
        reopened: 1,
        answer_state: AnswerState::WaitingForBrand,
        last_customer_at: Some(Time(1_899_999_999_000)),
        last_answer_at: Some(Time(1_899_999_998_000)),
        assignee: Some(Assignee {
            agent: "agent-4".into(),
            since_at: AT,
        }),
        opened_at: AT,
        first_post_at: Time(1_899_999_999_000),
        closed_at: Some(AT),
        queue: "parcels".into(),
        priority: Priority::High,
        priority_score: 640,
        skills: vec!["parcels".into(), "english".into()],
        preferred_agent: Some(PreferredAgent {
            agent: "agent-9".into(),
            since_at: AT,
            reason: PreferredReason::LastAnswer,
            until_at: Time(1_907_000_000_000),
        }),
        routing: ItemRouting {
            rule: "lost-parcels".into(),
            rule_set: "9f8e7d6c".into(),
            compared: vec![compared()],
        },
        clocks: vec![ItemClock {
            clock: ClockKind::FirstResponse,
            state: ClockState::AtRisk,
            started_at: AT,
            promised_ms: Span(3_600_000),
            calendar: Some("desk".into()),
            due_at: Some(Time(1_900_003_600_000)),
            at_risk_at: Some(Time(1_900_002_700_000)),
            paused_at: Some(Time(1_900_002_750_000)),
            stopped_at: Some(Time(1_900_002_800_000)),
            rule: "lost-parcels".into(),
        }],
        reply: ItemReply {
            allowed: false,
            refused_reason: Some(ReplyRefusal::Gone),
            target: Some(ReplyTarget::Address),
            post_native_id: Some("900123".into()),
            thread_native_id: Some("900100".into()),
            address: Some("AQIDBA==".into()),
            address_key_id: Some("0a1b2c3d".into()),
            options: vec![ReplyOption {
                visibility: ReplyVisibility::Direct,
                max: Some(10_000),
                counted_as: CountedAs::XWeighted,
            }],
            window_until: Some(Time(1_900_086_400_123)),
        },
        spread: ItemSpread {
            level: Level::High,
            score: 0.71,
            shares: 40,
            audience: 9_000,
        },
    }
}

pub(crate) fn work_item_bare() -> WorkItem {
    WorkItem {
        changed: Vec::new(),
        customer: ItemCustomer {
            handle: None,
            followers: None,
            verified: None,
        },
        conversation_keys: Vec::new(),
        posts: Vec::new(),
        others: Vec::new(),
        worst_sentiment: None,
        worst_sentiment_confidence: None,
        no_sentiment_reason: None,
        highest_complaint: None,
        highest_about_brand: None,
        intents: Vec::new(),
        cues: Vec::new(),
        newest_language: None,
        newest_tone: None,
        worst_rating: None,
        state_reason: None,
        merged_into: None,
        last_customer_at: None,
        last_answer_at: None,
        assignee: None,
        closed_at: None,
        skills: Vec::new(),
        preferred_agent: None,
        routing: ItemRouting {
            compared: Vec::new(),
            ..work_item_full().routing
        },
        clocks: Vec::new(),
        own_account: None,
        thread: Thread::default(),
        reply: ItemReply {
            refused_reason: None,
            target: None,
            post_native_id: None,
            thread_native_id: None,
            address: None,
            address_key_id: None,
            options: Vec::new(),
            window_until: None,
            ..work_item_full().reply
        },
        ..work_item_full()
    }
}

pub(crate) fn feedbacks() -> [WorkItemFeedback; 2] {
    let full = WorkItemFeedback {
        feedback_id: "desk-17".into(),
        item_id: item_id().to_string(),
        action: FeedbackAction::Answer,
        agent: Some("agent-4".into()),
        to_agent: Some("agent-5".into()),
        to_queue: Some("parcels".into()),
        into_item: Some(item_id().to_string()),
        seen_content_version: Some(2),
        reason: Some("in-repair".into()),
        visibility: Some(Visibility::Public),
        labels: vec![FeedbackLabel {
            name: "intent".into(),
            value: "refund".into(),
        }],
        note: Some("asked the depot".into()),
        handled_ms: Some(Span(90_000)),
        done_at: AT,
    };
    [
        full.clone(),
        WorkItemFeedback {
            action: FeedbackAction::Close,
            agent: None,
            to_agent: None,
            to_queue: None,
            into_item: None,
            seen_content_version: None,
            reason: None,
            visibility: None,
            labels: Vec::new(),
            note: None,
            handled_ms: None,
            ..full
        },
    ]
}

pub(crate) fn receipts() -> [FeedbackReceipt; 2] {
    let full = FeedbackReceipt {
        receipt_id: EventId::derive(post("900123"), "receipt", 2),
        feedback_id: "desk-17".into(),
        item_id: item_id().to_string(),
        action: FeedbackAction::Claim,
        outcome: FeedbackOutcome::Refused,
        reason: Some(FeedbackRefusal::ClaimedByOther),
        detail: Some("agent-9 has it: release it, or reassign it to take it over".into()),
        work_state_before: Some(WorkState::Claimed),
        work_state: Some(WorkState::Claimed),
        version: Some(4),
        content_version: Some(2),
        at: AT,
    };
    [
        full.clone(),
        FeedbackReceipt {
            outcome: FeedbackOutcome::UnknownItem,
            reason: None,
            detail: None,
            work_state_before: None,
            work_state: None,
            version: None,
            content_version: None,
            ..full
        },
    ]
}
