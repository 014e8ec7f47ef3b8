//! The flows as one customer's lane sees them.

use super::*;
use crate::domain::alert::{AlertAction, Severity};
use crate::domain::fate::{Ignored, RejectReason};
use crate::domain::item_post::OtherRole;
use crate::domain::measure::MeasureKind;
use crate::domain::reply_limit::CountedAs;
use crate::domain::surface::ChannelClass;

#[test]
fn a_complaint_opens_an_item_with_its_words_and_a_deadline() {
    let mut desk = Desk::new();
    assert_eq!(desk.post(&complaint("ana", "p1", 0)), Fate::Emitted(1));
    let item = desk.item("ana");
    assert_eq!(
        (item.work_state, item.change, item.version),
        (WorkState::New, ItemChange::Opened, 1)
    );
    assert_eq!(
        (item.queue.as_str(), item.routing.rule.as_str()),
        ("front", "trouble")
    );
    assert_eq!(item.customer.handle.as_deref(), Some("lin"));
    assert_eq!(due(item), Some(minute(60).plus(Span::seconds(2))));
    assert_eq!(item.posts.len(), 1);
    assert_eq!(item.posts[0].text.as_deref(), Some("words of p1"));
    assert!(item.posts[0].native_id.is_some());
    let link = format!("https://x.com/lin/status/{}", post_key("p1"));
    assert_eq!(item.posts[0].url.as_ref(), Some(&link));
    assert_eq!(item.channel_class, ChannelClass::PublicAsync);
    let reply = &item.reply;
    assert_eq!((reply.allowed, reply.target), (true, Some(ReplyTarget::Post)));
    assert_eq!(reply.post_native_id, item.posts[0].native_id);
    let limit = reply.options[0];
    assert_eq!((limit.max, limit.counted_as), (Some(280), CountedAs::XWeighted));
}

#[test]
fn the_same_event_again_is_a_duplicate_and_publishes_nothing() {
    let mut desk = Desk::new();
    let post = complaint("ana", "p1", 0);
    let _ = desk.post(&post);
    let again = post.clone().set(|e| e.ingested_at = minute(40));
    assert_eq!(desk.post(&again), Fate::Duplicate);
    assert_eq!(desk.items().len(), 1);
}

#[test]
fn chatter_opens_nothing_until_it_spreads() {
    let mut desk = Desk::new();
    assert_eq!(desk.post(&complaint("ana", "p1", 0).chatter()), Fate::Absorbed);
    let loud = risk_changed("ana", "p1", spread(Level::High, 0.7));
    assert_eq!(
        desk.feed(&loud, minute(9)),
        Fate::Emitted(2),
        "an item and an alert"
    );
    let item = desk.item("ana");
    assert_eq!(
        (item.routing.rule.as_str(), item.spread.level),
        ("spreading", Level::High)
    );
    assert_eq!(item.posts[0].text.as_deref(), Some("words of p1"));
    assert_eq!(desk.feed(&loud, minute(10)), Fate::Duplicate);
}

#[test]
fn a_cascade_raises_the_item_and_notices_each_level_once() {
    let mut desk = Desk::new();
    let _ = desk.post(&complaint("ana", "p1", 0));
    for (level, score) in [
        (Level::Medium, 0.4),
        (Level::High, 0.6),
        (Level::High, 0.65),
        (Level::Critical, 0.9),
    ] {
        let _ = desk.feed(&risk_changed("ana", "p1", spread(level, score)), minute(5));
    }
    let notices: Vec<(i32, Severity, i64)> = desk
        .alerts()
        .iter()
        .map(|a| (a.level, a.severity, a.version))
        .collect();
    assert_eq!(
        notices,
        [
            (1, Severity::Warning, 1),
            (2, Severity::Error, 2),
            (3, Severity::Critical, 3)
        ]
    );
    let keys: std::collections::BTreeSet<_> = desk.alerts().iter().map(|a| a.alert_key).collect();
    assert_eq!(keys.len(), 1, "one alert, three notices");
    let last = desk.alerts()[2];
    for part in [
        "@lin",
        "critical",
        "40 shares",
        "Since 2025",
        "level 2 to 3",
        "no answer yet",
    ] {
        assert!(
            last.summary.contains(part),
            "`{part}` is missing in: {}",
            last.summary
        );
    }
    assert_eq!(desk.item("ana").queue, "crisis");
    let due = due(desk.item("ana"));
    assert_eq!(
        due,
        Some(minute(15).plus(Span::seconds(2))),
        "a promise shrinks when it becomes more urgent"
    );
}

#[test]
fn an_alert_shows_no_address_and_no_number_of_a_customer() {
    for (handle, network, shown) in [
        ("lin@example.org", Network::Email, "[email] on email"),
        ("+49 30 1234567", Network::Whatsapp, "[phone] on whatsapp"),
        (
            "lin@example.org",
            Network::Mastodon,
            "@lin@example.org on mastodon",
        ),
    ] {
        let mut desk = Desk::new();
        let post = complaint("ana", "p1", 0)
            .says(Cue::Safety, -0.9)
            .set(|e| e.network = network);
        let mut record = post.record();
        let mut social = social(&record, &post.words);
        social.author.as_mut().unwrap().handle = Some(handle.into());
        let mut bytes = Vec::new();
        Wire::locked().encode(&social, &mut bytes).unwrap();
        record.event = Some(bytes);
        let _ = desk.feed(&record, NOON);
        assert_eq!(
            desk.item("ana").customer.handle.as_deref(),
            Some(handle),
            "where to answer"
        );
        let alert = desk.alerts().pop().unwrap();
        assert!(alert.summary.contains(shown), "{}", alert.summary);
        let hidden = !shown.contains(handle);
        assert_eq!(hidden, !alert.summary.contains(handle), "{}", alert.summary);
    }
}

#[test]
fn the_brands_answer_stops_the_clock_of_that_customer_only() {
    let mut desk = Desk::new();
    let _ = desk.post(&complaint("ana", "p1", 0));
    let _ = desk.post(&complaint("ben", "p2", 0));
    assert_eq!(desk.post(&answer("ana", "a1", "p1", 12)), Fate::Emitted(2));
    let context = answer("ben", "a1", "p1", 12).set(|e| e.answers = None);
    assert_eq!(desk.post(&context), Fate::Ignored(Ignored::Own));
    let measure = desk.measures()[0];
    assert_eq!(
        (measure.kind, measure.value_ms),
        (MeasureKind::FirstPublicAnswer, Span::minutes(12))
    );
    let _ = desk.tick(minute(600));
    assert_eq!(desk.item("ana").answer_state, AnswerState::AnsweredPublic);
    assert_eq!(desk.item("ben").answer_state, AnswerState::WaitingForBrand);
    let breached: Vec<CustomerKey> = desk
        .items()
        .iter()
        .filter(|i| i.change == ItemChange::Clock)
        .map(|i| i.customer_key)
        .collect();
    assert_eq!(breached, [customer("ben"), customer("ben")]);
}

#[test]
fn a_later_post_waits_again_and_the_first_answer_is_measured_once() {
    let mut desk = Desk::new();
    let _ = desk.post(&answer("ana", "a1", "p1", 12));
    let _ = desk.post(&complaint("ana", "p1", 0));
    assert_eq!(
        desk.item("ana").answer_state,
        AnswerState::AnsweredPublic,
        "the answer was read first"
    );
    let _ = desk.post(&complaint("ana", "p2", 30));
    assert_eq!(desk.item("ana").answer_state, AnswerState::WaitingForBrand);
    let _ = desk.post(&answer("ana", "a2", "p2", 40));
    assert_eq!(desk.item("ana").answer_state, AnswerState::AnsweredPublic);
    let _ = desk.post(&answer("ana", "a2", "p2", 40).deleted(50));
    assert_eq!(
        desk.item("ana").answer_state,
        AnswerState::WaitingForBrand,
        "the brand took its answer back"
    );
    assert_eq!(desk.measures().len(), 1);
    assert_eq!(desk.last().len(), 1);
}

#[test]
fn a_helper_is_credited_and_named_by_key_alone() {
    let mut desk = Desk::new();
    let help = complaint("ben", "h1", 3)
        .says(Cue::OffersHelp, 0.2)
        .told_to("ana", Role::Helper, "p1");
    assert_eq!(desk.post(&help), Fate::Absorbed, "before the item is there");
    let _ = desk.post(&complaint("ana", "p1", 0));
    let item = desk.item("ana");
    assert_eq!((item.helpers_total, item.joiners_total), (1, 0));
    assert_eq!(desk.opportunities()[0].author, Some(author("ben")));
    assert_eq!(desk.opportunities().len(), 1);
    assert_eq!(desk.alerts().len(), 0);
}

#[test]
fn a_joiner_gets_an_item_and_leaves_a_key_without_words() {
    let mut desk = Desk::new();
    let _ = desk.post(&complaint("ana", "p1", 0));
    let own = complaint("cem", "j1", 4).set(|e| e.conversation = conversation("p1"));
    let mut told = own.clone().told_to("ana", Role::Joiner, "p1");
    told.words = "a stranger's words".into();
    // A careless upstream: the stranger's words travel along.
    let mut record = told.record();
    let mut bytes = Vec::new();
    Wire::locked()
        .encode(&social(&record, &told.words), &mut bytes)
        .unwrap();
    record.event = Some(bytes);
    assert_eq!(desk.feed(&record, minute(4)), Fate::Emitted(1));
    let _ = desk.post(&own);
    let ana = desk.item("ana");
    assert_eq!(
        (ana.joiners_total, ana.posts.len(), ana.change),
        (1, 1, ItemChange::OthersSpoke)
    );
    let [stranger] = &ana.others[..] else {
        panic!("one other: {:?}", ana.others)
    };
    assert_eq!(
        (stranger.post_key, stranger.role),
        (post_key("j1"), OtherRole::Joiner)
    );
    assert!(!format!("{:?}", desk.items()).contains("stranger"));
    assert_eq!(desk.item("cem").conversation_keys, [conversation("p1")]);
}

#[test]
fn being_heard_in_somebody_elses_outcry_is_no_outcry_of_ones_own() {
    let mut desk = Desk::new();
    let loud = complaint("cem", "j1", 4).set(|e| {
        e.conversation = conversation("p1");
        e.risk = spread(Level::Critical, 0.95);
    });
    let _ = desk.post(&loud);
    assert_eq!(desk.item("cem").spread.level, Level::Quiet);
    assert!(desk.alerts().is_empty());
}

#[test]
fn a_bystander_changes_nothing() {
    let mut desk = Desk::new();
    let _ = desk.post(&complaint("ana", "p1", 0));
    let remark = complaint("dan", "b1", 2).told_to("ana", Role::Bystander, "p1");
    assert_eq!(desk.post(&remark), Fate::Ignored(Ignored::Bystander));
    assert_eq!(desk.items().len(), 1);
}

#[test]
fn an_edit_replaces_the_words_and_a_deletion_takes_them_away() {
    let mut desk = Desk::new();
    let post = complaint("ana", "p1", 0);
    let _ = desk.post(&post);
    let _ = desk.post(&post.clone().edited(1, "other words"));
    let item = desk.item("ana");
    assert_eq!(
        (item.change, item.posts[0].revision),
        (ItemChange::PostRevised, 1)
    );
    assert_eq!(item.posts[0].text.as_deref(), Some("other words"));
    let _ = desk.post(&post.deleted(9));
    let item = desk.item("ana");
    assert_eq!(
        (item.work_state, item.change),
        (WorkState::Retracted, ItemChange::PostRemoved)
    );
    assert!(item.posts.is_empty() && !item.reply.allowed);
    let json = serde_json::to_string(item).unwrap();
    assert!(!json.contains("words"), "{json}");
}

#[test]
fn an_old_revision_brings_no_old_words_back() {
    let mut desk = Desk::new();
    let post = complaint("ana", "p1", 0);
    let _ = desk.post(&post.clone().edited(1, "new words"));
    let _ = desk.post(&post.set(|e| e.superseded = true));
    assert_eq!(desk.item("ana").posts[0].text.as_deref(), Some("new words"));
}

#[test]
fn a_deletion_that_comes_first_is_remembered() {
    let mut desk = Desk::new();
    let post = complaint("ana", "p1", 0);
    assert_eq!(desk.post(&post.clone().deleted(5)), Fate::Absorbed);
    let _ = desk.post(&post);
    let item = desk.item("ana");
    assert_eq!((item.work_state, item.version), (WorkState::Retracted, 1));
    assert!(!serde_json::to_string(item).unwrap().contains("words"));
}

#[test]
fn a_withdrawn_danger_wakes_nobody_and_leaves_the_level_it_would_have_had() {
    let mut desk = Desk::new();
    let gone = complaint("ana", "p1", 0)
        .says(Cue::Safety, -0.9)
        .set(|e| e.presence = Presence::of(Action::Hide, e.occurred_at));
    let _ = desk.post(&gone);
    assert_eq!(desk.item("ana").work_state, WorkState::Retracted);
    let notices: Vec<_> = desk.alerts().iter().map(|a| (a.action, a.level)).collect();
    assert_eq!(notices, [(AlertAction::Resolve, 1)]);
    let _ = desk.post(&complaint("ana", "p2", 4).says(Cue::Safety, -0.9));
    assert_eq!(
        desk.item("ana").work_state,
        WorkState::New,
        "another post opens the same item again"
    );
    assert_eq!(desk.alerts()[1].action, AlertAction::Trigger);
    assert_eq!(desk.last().len(), 1);
}

#[test]
fn a_post_that_belongs_to_somebody_elses_conversation_leaves_the_item() {
    let mut desk = Desk::new();
    let _ = desk.post(&complaint("cem", "j1", 4));
    let mut notice = Reassigned {
        customer: customer("cem"),
        post_key: post_key("j1"),
        old_conversation: conversation("j1"),
        conversation: conversation("p1"),
        from: customer("cem"),
        to: customer("ana"),
        keeps_own: true,
    };
    let _ = desk.moved(&notice, 5);
    assert_eq!(desk.item("cem").conversation_keys, [conversation("p1")]);
    assert_eq!(desk.moved(&notice, 5), Fate::Duplicate);
    notice.old_conversation = conversation("p1");
    notice.conversation = conversation("p0");
    notice.keeps_own = false;
    let _ = desk.moved(&notice, 6);
    let item = desk.item("cem");
    assert_eq!(
        (item.work_state, item.change),
        (WorkState::Retracted, ItemChange::Moved)
    );
    notice.customer = customer("ana");
    assert_eq!(desk.moved(&notice, 6), Fate::Ignored(Ignored::NothingToDo));
}

#[test]
fn thanks_are_an_opportunity_once_and_open_nothing() {
    let mut desk = Desk::new();
    let thanks = complaint("ana", "p1", 0).says(Cue::Thanks, 0.9);
    assert_eq!(desk.post(&thanks), Fate::Emitted(1));
    assert_eq!(desk.post(&thanks.edited(1, "thanks again")), Fate::Absorbed);
    assert_eq!(desk.opportunities().len(), 1);
    assert!(desk.items().is_empty() && desk.alerts().is_empty());
}

#[test]
fn what_comes_late_opens_an_item_and_never_pages() {
    let mut desk = Desk::new();
    let late = complaint("ana", "p1", 0)
        .says(Cue::Safety, -0.9)
        .set(|e| e.late = true);
    let _ = desk.post(&late);
    let item = desk.item("ana");
    assert_eq!((item.work_state, due(item)), (WorkState::New, None));
    assert!(desk.alerts().is_empty());
}

#[test]
fn a_week_of_silence_ends_a_case() {
    let mut desk = Desk::new();
    let week = 7 * 24 * 60;
    let _ = desk.post(&complaint("ana", "p1", 0));
    let _ = desk.post(&complaint("ana", "p2", week));
    let _ = desk.post(&complaint("ana", "p3", 2 * week + 1));
    let ids: Vec<ItemId> = desk.last().into_keys().collect();
    assert_eq!(ids, [item_id("ana", 1), item_id("ana", 2)]);
}

#[test]
fn what_is_no_record_of_this_topic_is_refused() {
    let mut desk = Desk::new();
    let reason = |fate: Fate| fate.refused().map(|r| r.reason);
    assert_eq!(
        reason(desk.feed_bytes(Some(b"{}"), NOON)),
        Some(RejectReason::Undecodable)
    );
    assert_eq!(
        reason(desk.feed_bytes(Some(&[0, 1, 2, 3, 4, 5]), NOON)),
        Some(RejectReason::UnknownSchema)
    );
    assert_eq!(desk.feed_bytes(None, NOON), Fate::Ignored(Ignored::Tombstone));
    let _ = desk.post(&complaint("ana", "p1", 0));
    let item = desk.item("ana").clone();
    assert_eq!(reason(desk.feed(&item, NOON)), Some(RejectReason::WrongType));
    let mut broken = complaint("ben", "p2", 0).record();
    broken.event = Some(vec![1, 2, 3]);
    assert_eq!(reason(desk.feed(&broken, NOON)), Some(RejectReason::Undecodable));
    assert_eq!(
        desk.post(&complaint("ben", "p2", 0)),
        Fate::Emitted(1),
        "a refused record leaves no trace"
    );
}
