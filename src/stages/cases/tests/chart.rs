//! The contact centre's word: the life cycle, receipts, measures, affinity.

use super::*;
use crate::domain::alert::AlertAction;
use crate::domain::event::Visibility;
use crate::domain::feedback_receipt::FeedbackRefusal;
use crate::domain::item::PreferredReason;
use crate::domain::measure::MeasureKind;
use crate::stages::cases::chart::chart;
use FeedbackAction::{Answer, Claim, Close, Merge, Mislabel, Note, Reassign, Release, Reopen, Resolve, Wait};
use FeedbackOutcome::{Refused, Repeated, Stale, Taken, UnknownItem};

/// An item of ana's that stands here, and another that is open.
fn standing(state: WorkState) -> Desk {
    let mut desk = Desk::new();
    let week = 7 * 24 * 60;
    let _ = desk.post(&complaint("ana", "p1", 0));
    let _ = desk.post(&complaint("ana", "p2", week + 1));
    let action = match state {
        WorkState::Unknown | WorkState::New => None,
        WorkState::Claimed => Some(Claim),
        WorkState::WaitingForCustomer => Some(Wait),
        WorkState::Resolved => Some(Resolve),
        WorkState::Closed => Some(Close),
        WorkState::Merged => Some(Merge),
        WorkState::Retracted => {
            let _ = desk.post(&complaint("ana", "p1", 0).deleted(week + 2));
            None
        }
    };
    if let Some(action) = action {
        assert_eq!(desk.say(&full(action, week + 3)).outcome, Taken, "{action:?}");
    }
    assert_eq!(desk.item("ana").work_state, state);
    desk
}

/// A word about ana's first item, with all that any action needs.
fn full(action: FeedbackAction, at: i64) -> WorkItemFeedback {
    WorkItemFeedback {
        into_item: (action == Merge).then(|| item_id("ana", 2).to_string()),
        to_agent: (action == Reassign).then(|| "agent-9".into()),
        ..word(item_id("ana", 1), action, at)
    }
}

/// Where each action leads from each state; `Err` where it is refused.
fn after(state: WorkState, action: FeedbackAction) -> Result<WorkState, FeedbackRefusal> {
    chart(state, action).map(|()| match (state, action) {
        (_, Claim | Reassign) => WorkState::Claimed,
        (WorkState::WaitingForCustomer, Release) => WorkState::WaitingForCustomer,
        (_, Release | Reopen) => WorkState::New,
        (_, Wait) => WorkState::WaitingForCustomer,
        (_, Resolve) => WorkState::Resolved,
        (_, Close) => WorkState::Closed,
        (_, Merge) => WorkState::Merged,
        (state, Answer | Mislabel | Note | FeedbackAction::Unknown) => state,
    })
}

#[test]
fn the_life_cycle_holds_for_every_state_and_action() {
    for state in WorkState::ALL {
        for action in FeedbackAction::ALL {
            let mut desk = standing(state);
            let receipt = desk.say(&full(action, 20_000));
            let mut wanted = after(state, action);
            if (state, action) == (WorkState::WaitingForCustomer, Release) {
                wanted = Err(FeedbackRefusal::NotClaimed);
            }
            let context = format!("{action:?} of {state:?}: {receipt:?}");
            match wanted {
                Ok(to) => assert_eq!(
                    (receipt.outcome, receipt.reason),
                    (Taken, None),
                    "{context}, to {to:?}"
                ),
                Err(why) => assert_eq!(
                    (receipt.outcome, receipt.reason),
                    (Refused, Some(why)),
                    "{context}"
                ),
            }
            let to = match (state, action, wanted) {
                // Who waits for the customer and gets it reassigned goes on waiting.
                (WorkState::WaitingForCustomer, Reassign, Ok(_)) => WorkState::WaitingForCustomer,
                (_, _, Ok(to)) => to,
                (state, _, Err(_)) => state,
            };
            assert_eq!(receipt.work_state_before, Some(state), "{context}");
            assert_eq!(receipt.work_state, Some(to), "{context}");
            assert_eq!(desk.item("ana").work_state, to, "{context}");
            assert_eq!(receipt.version, Some(desk.item("ana").version), "{context}");
            assert_eq!(
                receipt.content_version,
                Some(desk.item("ana").content_version),
                "{context}"
            );
        }
    }
}

/// The table of `docs/life-cycle.md`.
fn table() -> String {
    let states = WorkState::ALL.map(|state| format!("`{}`", state.name()));
    let mut table = format!(
        "| action | {} |\n|---|{}\n",
        states.join(" | "),
        "---|".repeat(states.len())
    );
    for action in FeedbackAction::ALL {
        let cell = |state| match after(state, action) {
            Ok(_) if (state, action) == (WorkState::WaitingForCustomer, Release) => {
                "stays, or not_claimed".into()
            }
            Ok(_) if (state, action) == (WorkState::WaitingForCustomer, Reassign) => "stays".into(),
            Ok(to) if to == state => "stays".into(),
            Ok(WorkState::New) if action == Reopen => "`new` or `claimed`".into(),
            Ok(to) => format!("`{}`", to.name()),
            Err(why) => why.name().to_string(),
        };
        let cells = WorkState::ALL.map(cell);
        table += &format!("| `{}` | {} |\n", action.name(), cells.join(" | "));
    }
    table
}

#[test]
fn the_page_shows_the_life_cycle_that_holds() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/life-cycle.md");
    let page = std::fs::read_to_string(path).unwrap();
    let (begin, end) = ("<!-- made by the tests: UPDATE_GOLDEN=1 -->\n", "<!-- end -->");
    let (head, rest) = page.split_once(begin).unwrap();
    let (_, tail) = rest.split_once(end).unwrap();
    let wanted = format!("{head}{begin}{}{end}{tail}", table());
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        std::fs::write(path, &wanted).unwrap();
    } else {
        assert_eq!(page, wanted, "run with UPDATE_GOLDEN=1");
    }
}

#[test]
fn a_word_that_is_sent_again_changes_nothing() {
    let mut desk = standing(WorkState::New);
    for action in [Claim, Release, Answer, Wait, Note, Resolve, Reopen, Close] {
        let said = full(action, 20_000);
        assert_eq!(desk.say(&said).outcome, Taken, "{action:?}");
        let before = desk.published.len();
        let again = desk.say(&said);
        assert_eq!(
            (again.outcome, again.work_state),
            (Repeated, Some(desk.item("ana").work_state))
        );
        assert_eq!(desk.published.len(), before, "{action:?}");
    }
}

#[test]
fn two_agents_cannot_claim_one_item_and_one_may_take_it_over_aloud() {
    let mut desk = standing(WorkState::Claimed);
    let other = |action, at| WorkItemFeedback {
        agent: Some("agent-9".into()),
        ..full(action, at)
    };
    let refused = desk.say(&other(Claim, 20_000));
    assert_eq!(
        (refused.outcome, refused.reason),
        (Refused, Some(FeedbackRefusal::ClaimedByOther))
    );
    assert!(refused.detail.unwrap().contains("agent-7 has it"));
    let again = desk.say(&WorkItemFeedback {
        feedback_id: "again".into(),
        ..full(Claim, 20_000)
    });
    assert_eq!(again.outcome, Taken, "who has it may say so again");
    assert_eq!(desk.say(&other(Reassign, 20_001)).outcome, Taken);
    let holder = desk.item("ana").assignee.clone().unwrap();
    assert_eq!(
        (holder.agent.as_str(), holder.since_at),
        ("agent-9", minute(20_001))
    );
}

#[test]
fn what_would_end_an_item_that_has_changed_since_is_stale_and_a_hot_one_can_still_be_closed() {
    let mut desk = standing(WorkState::New);
    let seen = desk.item("ana").content_version;
    let _ = desk.post(&complaint("ana", "p1", 0).edited(1, "worse"));
    let close = |id: &str, seen| WorkItemFeedback {
        feedback_id: id.into(),
        seen_content_version: Some(seen),
        ..full(Close, 20_000)
    };
    let stale = desk.say(&close("one", seen));
    assert_eq!((stale.outcome, stale.work_state), (Stale, Some(WorkState::New)));
    let now = stale.content_version.unwrap();
    assert_eq!(now, seen + 1);
    let rising = [(Level::Low, 0.2), (Level::Medium, 0.4), (Level::High, 0.7)];
    for (level, score) in rising {
        let risk = spread(level, score);
        let _ = desk.feed(&risk_changed("ana", "p1", risk), minute(19_000));
    }
    let joiner = complaint("ben", "j1", 3).told_to("ana", Role::Joiner, "p1");
    let _ = desk.post(&joiner);
    assert!(desk.item("ana").version > stale.version.unwrap());
    assert_eq!(desk.say(&close("two", now)).outcome, Taken);
    assert_eq!(desk.item("ana").work_state, WorkState::Closed);
}

#[test]
fn an_answer_to_what_was_seen_leaves_what_was_not_seen_waiting() {
    let mut desk = Desk::new();
    let _ = desk.post(&complaint("ana", "p1", 0));
    let seen = desk.item("ana").content_version;
    let _ = desk.post(&complaint("ana", "p2", 10));
    let answered = |id: &str, seen, at| WorkItemFeedback {
        feedback_id: id.into(),
        seen_content_version: Some(seen),
        visibility: Some(Visibility::Public),
        ..word(item_id("ana", 1), Answer, at)
    };
    assert_eq!(desk.say(&answered("one", seen, 20)).outcome, Taken);
    assert_eq!(desk.item("ana").answer_state, AnswerState::WaitingForBrand);
    assert_eq!(
        clock(desk.item("ana")),
        Some(ClockState::Met),
        "the first response was given"
    );
    assert_eq!(desk.say(&answered("two", seen + 1, 21)).outcome, Taken);
    assert_eq!(desk.item("ana").answer_state, AnswerState::AnsweredPublic);
}

#[test]
fn the_customers_next_post_takes_up_what_was_resolved_or_waited_for() {
    for (action, reopened) in [(Resolve, 1), (Wait, 0)] {
        let mut desk = Desk::new();
        let _ = desk.post(&complaint("ana", "p1", 0));
        let _ = desk.say(&word(item_id("ana", 1), Claim, 1));
        let _ = desk.say(&word(item_id("ana", 1), action, 5));
        let _ = desk.post(&complaint("ana", "p2", 10));
        let item = desk.item("ana");
        assert_eq!(
            (item.work_state, item.reopened),
            (WorkState::Claimed, reopened),
            "{action:?}"
        );
        assert_eq!(item.posts.len(), 2);
        assert_eq!(item.change, ItemChange::PostAdded);
        assert!(
            item.changed.contains(&"work_state".to_string()),
            "{:?}",
            item.changed
        );
    }
}

#[test]
fn a_merge_moves_the_posts_and_the_next_ones_follow() {
    let mut desk = standing(WorkState::Merged);
    let first = desk.item("ana").clone();
    assert_eq!(
        (first.merged_into, first.posts.len()),
        (Some(item_id("ana", 2)), 0)
    );
    assert_eq!(first.answer_state, AnswerState::NoneNeeded);
    let second = desk.last()[&item_id("ana", 2)].clone();
    assert_eq!(second.posts.len(), 2);
    assert_eq!(second.first_post_at, minute(0));
    let _ = desk.post(&complaint("ana", "p1", 0).edited(1, "in other words"));
    assert_eq!(
        desk.last()[&item_id("ana", 2)].posts[0].text.as_deref(),
        Some("in other words")
    );
    for into in [item_id("ana", 1), item_id("ana", 9), item_id("ben", 1)] {
        let merge = WorkItemFeedback {
            feedback_id: format!("into-{into}").chars().take(64).collect(),
            into_item: Some(into.to_string()),
            ..word(item_id("ana", 2), Merge, 20_000)
        };
        assert_eq!(
            desk.say(&merge).reason,
            Some(FeedbackRefusal::UnknownTarget),
            "{into}"
        );
    }
}

#[test]
fn a_queue_of_the_desks_choice_stays_and_one_that_the_rules_do_not_know_is_refused() {
    let mut desk = standing(WorkState::New);
    let to = |queue: &str| WorkItemFeedback {
        feedback_id: queue.into(),
        to_agent: None,
        to_queue: Some(queue.into()),
        ..full(Reassign, 20_000)
    };
    assert_eq!(
        desk.say(&to("nowhere")).reason,
        Some(FeedbackRefusal::UnknownQueue)
    );
    assert_eq!(desk.say(&to("crisis")).outcome, Taken);
    let _ = desk.post(&complaint("ana", "p1", 0).edited(1, "worse"));
    assert_eq!(desk.item("ana").queue, "crisis");
    assert_eq!(desk.item("ana").work_state, WorkState::New, "a queue is nobody");
}

#[test]
fn claims_and_closing_are_measured_once() {
    let mut desk = Desk::new();
    let _ = desk.post(&complaint("ana", "p1", 0));
    let id = item_id("ana", 1);
    let _ = desk.say(&word(id, Claim, 5));
    let _ = desk.say(&word(id, Release, 6));
    assert_eq!(desk.item("ana").assignee, None);
    let _ = desk.say(&word(id, Claim, 7));
    let _ = desk.say(&word(id, Close, 9));
    let kinds: Vec<(MeasureKind, i64)> = desk.measures().iter().map(|m| (m.kind, m.value_ms.0)).collect();
    assert_eq!(
        kinds,
        [(MeasureKind::Claimed, 298_000), (MeasureKind::Closed, 538_000)]
    );
}

#[test]
fn a_word_on_an_item_that_is_not_there_is_told_so() {
    let mut desk = standing(WorkState::New);
    for id in [item_id("ana", 3), item_id("ben", 1)] {
        let receipt = desk.say(&word(id, Claim, 5));
        assert_eq!((receipt.outcome, receipt.version), (UnknownItem, None));
    }
}

#[test]
fn after_closing_the_next_post_opens_another_item_for_the_agent_who_knows_the_customer() {
    let mut desk = Desk::new();
    let _ = desk.post(&complaint("ana", "p1", 0).says(Cue::Safety, -0.9));
    let _ = desk.say(&word(item_id("ana", 1), Close, 10));
    assert_eq!(desk.alerts().last().unwrap().action, AlertAction::Resolve);
    let _ = desk.post(&complaint("ana", "p2", 20));
    let last = desk.last();
    assert_eq!(last[&item_id("ana", 1)].work_state, WorkState::Closed);
    let second = last[&item_id("ana", 2)];
    let preferred = second.preferred_agent.clone().unwrap();
    assert_eq!(second.work_state, WorkState::New);
    assert_eq!(
        (preferred.agent.as_str(), preferred.since_at, preferred.reason),
        ("agent-7", minute(10), PreferredReason::LastClaim)
    );
}

#[test]
fn who_answered_last_is_preferred_to_who_claimed_since() {
    let mut desk = Desk::new();
    let _ = desk.post(&complaint("ana", "p1", 0));
    let _ = desk.say(&word(item_id("ana", 1), Answer, 1));
    let claim = WorkItemFeedback {
        agent: Some("agent-9".into()),
        ..word(item_id("ana", 1), Claim, 2)
    };
    let _ = desk.say(&claim);
    let _ = desk.say(&word(item_id("ana", 1), Close, 3));
    let _ = desk.post(&complaint("ana", "p2", 20));
    let preferred = desk.last()[&item_id("ana", 2)].preferred_agent.clone().unwrap();
    assert_eq!(
        (preferred.agent.as_str(), preferred.reason),
        ("agent-7", PreferredReason::LastAnswer)
    );
}

#[test]
fn a_post_that_nobody_saw_when_closing_opens_another_item() {
    let mut desk = Desk::new();
    let _ = desk.post(&complaint("ana", "p1", 0));
    let _ = desk.post(&complaint("ana", "p2", 20));
    let _ = desk.say(&word(item_id("ana", 1), Close, 10));
    let last = desk.last();
    assert_eq!(last[&item_id("ana", 1)].posts.len(), 1);
    assert_eq!(last[&item_id("ana", 2)].posts[0].post_key, post_key("p2"));
}

#[test]
fn the_preferred_agent_is_forgotten_after_ninety_days() {
    let mut desk = Desk::new();
    let _ = desk.post(&complaint("ana", "p1", 0));
    let _ = desk.say(&word(item_id("ana", 1), Close, 10));
    let day = 24 * 60;
    let _ = desk.tick(minute(100 * day));
    let _ = desk.post(&complaint("ana", "p2", 100 * day));
    let last = desk.last();
    assert_eq!(last[&item_id("ana", 2)].preferred_agent, None);
}
