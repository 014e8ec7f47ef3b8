//! What is erased leaves the desk: the customer's own items and alerts, and the names in those of others.

use super::*;
use crate::domain::alert::AlertAction;
use crate::domain::erasure::Purged;
use crate::domain::erasure::Subject;
use crate::domain::fate::Ignored;
use crate::domain::ids::{AlertKey, ErasureId};

pub(super) fn erasure(request: &str, who: Option<&str>, posts: &[&str]) -> Erasure {
    let mut posts: Vec<PostKey> = posts.iter().map(|name| post_key(name)).collect();
    posts.sort_unstable();
    let telling = ErasureId::derive(request, &[7; 16]);
    Erasure {
        telling,
        erasure: telling,
        request_id: request.into(),
        subject: if who.is_some() {
            Subject::Author
        } else {
            Subject::Post
        },
        requested_at: minute(30),
        author: who.map(author),
        posts,
    }
}

/// What the lane keeps and what stands on its compacted topics, as bytes.
struct Kept {
    rows: BTreeMap<Vec<u8>, Vec<u8>>,
}

impl Kept {
    fn of(desk: &mut Desk, number: u64) -> Self {
        let mut rows = BTreeMap::new();
        desk.state.changes(number, &mut |key, value| {
            match value {
                Some(value) => rows.insert(key.to_vec(), value.to_vec()),
                None => rows.remove(key),
            };
        });
        Self { rows }
    }

    fn holds(&self, part: &[u8]) -> bool {
        let within = |all: &[u8]| all.windows(part.len()).any(|window| window == part);
        self.rows.iter().any(|(key, value)| within(key) || within(value))
    }
}

pub(super) fn answers(desk: &Desk) -> Vec<&ErasureAnswer> {
    let all = desk.published.iter();
    all.filter_map(|p| {
        if let Published::Answer(a) = p {
            Some(a)
        } else {
            None
        }
    })
    .collect()
}

pub(super) fn forgotten(desk: &Desk) -> Vec<(Topic, String)> {
    let all = desk.published.iter();
    all.filter_map(|p| {
        if let Published::Forgotten(topic, key) = p {
            Some((*topic, key.clone()))
        } else {
            None
        }
    })
    .collect()
}

/// Ana complains in danger of her life, Ben joins her and complains about something of his own.
fn two() -> Desk {
    let mut desk = Desk::new();
    let _ = desk.post(&complaint("ana", "p1", 0).says(Cue::Safety, -0.9));
    let joined = complaint("ben", "p2", 4).set(|e| e.conversation = conversation("p1"));
    let _ = desk.post(&joined);
    let _ = desk.post(&joined.told_to("ana", Role::Joiner, "p1"));
    let _ = desk.post(&complaint("cem", "p3", 5).says(Cue::Safety, -0.9));
    let _ = desk.post(&complaint("ana", "p4", 6).told_to("cem", Role::Joiner, "p3"));
    desk
}

#[test]
fn items_and_alerts_are_retracted_then_forgotten_and_the_row_is_gone() {
    let mut desk = two();
    desk.published.clear();
    assert!(matches!(
        desk.feed(&erasure("one", Some("ana"), &["p1"]), minute(30)),
        Fate::Emitted(_)
    ));
    let Some(Published::Item(last)) = desk.published.first() else {
        panic!("the first word is the item's: {:?}", desk.published)
    };
    assert_eq!(
        (last.item_id, last.work_state, last.version),
        (item_id("ana", 1), WorkState::Retracted, 3)
    );
    assert_eq!(
        (
            &last.customer.handle,
            last.posts.len(),
            last.conversation_keys.len()
        ),
        (&None, 0, 0)
    );
    let Published::Alert(over) = &desk.published[1] else {
        panic!("then the alert's: {:?}", desk.published)
    };
    assert_eq!((over.action, over.posts.len()), (AlertAction::Resolve, 0));
    let id = item_id("ana", 1).to_string();
    let key = AlertKey::derive("danger", &id).to_string();
    assert_eq!(
        forgotten(&desk),
        [(Topic::WorkItems, id.clone()), (Topic::Alerts, key)]
    );
    let answer = answers(&desk)[0];
    assert_eq!(
        answer.purged,
        Purged {
            rows: 1,
            renamed: 2,
            items: 1,
            alerts: 1,
            ..Purged::default()
        }
    );
    assert_eq!(answer.awaited, 3, "it has found p4, and tells every lane");
    let kept = Kept::of(&mut desk, 1);
    for bytes in [
        *author("ana").bytes(),
        *post_key("p1").bytes(),
        *post_key("p4").bytes(),
    ] {
        assert!(!kept.holds(&bytes) && !kept.holds(&crate::domain::ids::hex(&bytes)));
    }
    assert!(!kept.holds(b"words of p1") && kept.holds(b"words of p2"));
}

#[test]
fn other_customers_items_go_on_without_the_names() {
    let mut desk = two();
    let before = desk.item("cem").clone();
    assert_eq!(before.joiners_total, 1);
    let _ = desk.feed(&erasure("one", Some("ana"), &["p1", "p4"]), minute(30));
    let after = desk.item("cem").clone();
    assert_eq!(
        (after.version, after.joiners_total, after.work_state),
        (before.version + 1, 0, WorkState::New)
    );
    assert!(after.others.iter().all(|p| p.post_key != post_key("p4")));
    let ben = desk.item("ben");
    assert_eq!(ben.conversation_keys, [conversation("p1").erased()]);
    assert_eq!(ben.posts[0].text.as_deref(), Some("words of p2"));
    assert!(desk.alerts().iter().all(|a| a.alert_key
        != AlertKey::derive("danger", &item_id("cem", 1).to_string())
        || a.action == AlertAction::Trigger));
}

#[test]
fn what_comes_later_is_counted_and_leaves_nothing() {
    let mut desk = two();
    let _ = desk.feed(&erasure("one", Some("ana"), &["p1", "p4"]), minute(30));
    desk.published.clear();
    let erased = Fate::Ignored(Ignored::Erased);
    assert_eq!(desk.post(&complaint("ana", "p9", 31)), erased);
    assert_eq!(
        desk.post(&complaint("ana", "p8", 31).told_to("cem", Role::Joiner, "p3")),
        erased
    );
    assert_eq!(
        desk.post(&complaint("ana", "p1", 0).told_to("ben", Role::Helper, "p1")),
        erased
    );
    assert_eq!(
        desk.feed(&risk_changed("ana", "p1", spread(Level::High, 0.8)), minute(32)),
        erased
    );
    let claim = desk.say(&word(item_id("ana", 1), FeedbackAction::Claim, 33));
    assert_eq!(claim.outcome, FeedbackOutcome::UnknownItem);
    assert_eq!(desk.published, []);
    let _ = desk.post(&complaint("ben", "p5", 34).set(|e| e.conversation = conversation("p1")));
    assert_eq!(desk.items().len(), 1);
    assert_eq!(desk.items()[0].conversation_keys, [conversation("p1").erased()]);
    let _ = desk.tick(minute(31 * 24 * 60));
    assert!(matches!(
        desk.post(&complaint("ana", "p10", 31 * 24 * 60 + 1)),
        Fate::Emitted(_)
    ));
}

#[test]
fn one_post_is_forgotten_and_its_author_goes_on() {
    let mut desk = two();
    let _ = desk.post(&complaint("ana", "p6", 7));
    let _ = desk.feed(&erasure("one", None, &["p1"]), minute(30));
    let item = desk.item("ana").clone();
    assert_eq!((item.work_state, item.posts.len()), (WorkState::New, 1));
    let kept = Kept::of(&mut desk, 1);
    assert!(!kept.holds(post_key("p1").bytes()) && !kept.holds(&post_key("p1").hex()));
    assert!(!kept.holds(b"words of p1") && kept.holds(b"words of p6"));
    let last = desk
        .alerts()
        .into_iter()
        .rfind(|a| a.rule == "danger" && a.item_id == Some(item_id("ana", 1)))
        .unwrap();
    assert_eq!(
        (
            last.posts.as_slice(),
            last.conversation.map(|c| c.root() == post_key("p1"))
        ),
        (&[post_key("p6")][..], Some(false))
    );
    assert_eq!(forgotten(&desk), []);
}

#[test]
fn items_that_the_row_has_forgotten_get_their_tombstones_too() {
    let mut desk = Desk::new();
    for n in 0..7 {
        let _ = desk.post(&complaint("ana", &format!("p{n}"), n * 8 * 24 * 60));
    }
    let _ = desk.feed(&erasure("one", Some("ana"), &[]), minute(49 * 24 * 60));
    let mut keys: Vec<String> = forgotten(&desk)
        .into_iter()
        .filter(|(t, _)| *t == Topic::WorkItems)
        .map(|(_, k)| k)
        .collect();
    keys.sort();
    let wanted: Vec<String> = (1..=7).map(|n| item_id("ana", n).to_string()).collect();
    assert_eq!(keys, wanted);
}

#[test]
fn the_receipt_comes_once_when_all_have_answered() {
    let mut desk = Desk::new();
    let answer = |stage: &str, rows: i64, awaited: i64, at: i64| ErasureAnswer {
        erasure: ErasureId::derive("one", &[7; 16]),
        request_id: "one".into(),
        subject: Subject::Author,
        requested_at: minute(30),
        stage: stage.into(),
        purged: Purged {
            rows,
            ..Purged::default()
        },
        awaited,
        at: minute(at),
    };
    let told = [
        ("cases", 1, 0, 31),
        ("resolve", 2, 3, 33),
        ("assess", 0, 0, 32),
        ("assess", 5, 0, 30),
        ("resolve", 0, 0, 30),
    ];
    for (stage, rows, awaited, at) in told {
        assert_eq!(
            desk.feed(&answer(stage, rows, awaited, at), minute(30)),
            Fate::Absorbed
        );
    }
    assert_eq!(
        desk.feed(&answer("cases", 0, 0, 30), minute(30)),
        Fate::Emitted(1)
    );
    assert_eq!(desk.feed(&answer("cases", 0, 0, 30), minute(30)), Fate::Duplicate);
    let [Published::Receipt(receipt)] = &desk.published[..] else {
        panic!("one receipt: {:?}", desk.published)
    };
    let rows: Vec<(&str, i64)> = receipt
        .stages
        .iter()
        .map(|s| (s.stage.as_str(), s.purged.rows))
        .collect();
    assert_eq!(rows, [("resolve", 2), ("assess", 5), ("cases", 1)]);
    assert_eq!(
        (receipt.request_id.as_str(), receipt.done_at),
        ("one", minute(33))
    );
}

#[test]
fn an_alert_that_named_the_conversation_is_said_once_more_without_it() {
    let mut desk = two();
    let danger = complaint("ben", "p7", 8).says(Cue::Safety, -0.9);
    let _ = desk.post(&danger.set(|e| e.conversation = conversation("p1")));
    let of_ben = |desk: &Desk| -> Vec<EscalationAlert> {
        let alerts = desk.alerts().into_iter();
        alerts
            .filter(|alert| alert.item_id == Some(item_id("ben", 1)))
            .cloned()
            .collect()
    };
    assert_eq!(of_ben(&desk)[0].conversation, Some(conversation("p1")));
    let _ = desk.feed(&erasure("one", Some("ana"), &["p1", "p4"]), minute(30));
    let [first, again] = &of_ben(&desk)[..] else {
        panic!("said once more: {:?}", of_ben(&desk))
    };
    assert_eq!(again.conversation, Some(conversation("p1").erased()));
    assert_eq!(
        (again.version, again.action, again.level),
        (2, first.action, first.level)
    );
    let _ = desk.post(&complaint("ben", "p8", 40));
    assert_eq!(of_ben(&desk).len(), 2, "and not again");
}

#[test]
fn two_conversations_that_become_one_are_passed_on_afresh_if_either_was() {
    let mut desk = Desk::new();
    for (root, fresh) in [("p1", true), ("p2", false)] {
        let risk = Risk {
            fresh,
            ..spread(Level::High, 0.8)
        };
        let root = if fresh {
            conversation(root)
        } else {
            conversation("p1").erased()
        };
        let changed = RiskChanged {
            conversation: root,
            ..risk_changed("ana", "p1", risk)
        };
        let _ = desk.feed(&changed, minute(3));
    }
    let _ = desk.feed(&erasure("one", None, &["p1"]), minute(30));
    let row = desk.state.customers.get(&customer("ana")).unwrap();
    let [known] = &row.conversations[..] else {
        panic!("one conversation: {:?}", row.conversations)
    };
    assert!(known.fresh);
}
