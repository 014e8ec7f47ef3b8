//! Threads without a root, notes of the brand's people, and posts of nobody named.

use super::run::Run;
use super::*;
use crate::domain::event::{SpanKind, TextSpan};
use crate::domain::ids::AuthorKey;

/// A message of a chat whose id is the root of its conversation.
fn message(id: &str, author: &str, at: i64, text: &str) -> SocialEvent {
    SocialEvent {
        kind: Kind::Message,
        visibility: Visibility::Direct,
        parent: None,
        ..event(id, "chat", author, at, text)
    }
}

/// Whom the brand's message answered.
fn answered(run: &Run) -> Vec<CustomerKey> {
    let told: Vec<ScoredEvent> = run.of();
    let answers = told.iter().filter(|told| told.role == Role::Agent);
    answers.map(|told| told.customer).collect()
}

fn run(events: &[SocialEvent]) -> Run {
    let mut run = Run::new(stage());
    for event in events {
        run.event(event);
    }
    run.tick(100);
    run.finish(1);
    run.leaves_no_trace_of_cuts(stage);
    run
}

#[test]
fn in_any_order_a_message_of_the_brand_answers_the_one_who_wrote_before_it() {
    let one = message("m1", "anna", 1, "my bag is gone");
    let ours = message("m2", "brand", 5, "we look for it");
    let later = message("m3", "carl", 9, "mine too");
    in_any_order(&[one, ours, later], &[customer("anna")]);
}

#[test]
fn of_several_who_wrote_the_one_named_is_answered() {
    let ours = naming("Carl", message("m3", "brand", 5, "@Carl your bag is here"));
    let both = [
        message("m1", "anna", 1, "my bag is gone"),
        message("m2", "carl", 2, "mine too"),
    ];
    let [one, two] = both.clone();
    assert_eq!(answered(&run(&[one, two, ours])), [customer("carl")]);
    let [one, two] = both;
    let nobody = message("m3", "brand", 5, "we look for it");
    assert_eq!(answered(&run(&[one, two, nobody])), []);
}

/// The brand's message, with a handle marked in it.
fn naming(handle: &str, ours: SocialEvent) -> SocialEvent {
    let mut ours = ours;
    ours.text.as_mut().unwrap().spans = vec![TextSpan {
        kind: SpanKind::Mention,
        start: 0,
        end: 5,
        value: handle.into(),
    }];
    ours
}

/// As it stands when it is asked in each order what the brand answered.
fn in_any_order(all: &[SocialEvent; 3], wanted: &[CustomerKey]) {
    for order in [[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]] {
        let run = run(&order.map(|n| all[n].clone()));
        assert_eq!(answered(&run), wanted, "{order:?}");
    }
}

#[test]
fn a_message_that_quotes_the_brand_itself_answers_the_customer_in_any_order() {
    let ours = SocialEvent {
        parent: Some(PostRef {
            native_id: "m2".into(),
            post_key: key("m2"),
        }),
        ..message("m3", "brand", 6, "as said: we look for it")
    };
    let greeting = message("m2", "brand", 2, "hello");
    let one = message("m1", "anna", 4, "my bag is gone");
    in_any_order(&[one, ours, greeting], &[customer("anna")]);
}

#[test]
fn in_a_thread_that_the_brand_began_its_message_answers_the_one_who_wrote_in_any_order() {
    let in_thread = |event: SocialEvent| SocialEvent {
        conversation: ConversationKey::of_root(key("m1")),
        ..event
    };
    let quoting = SocialEvent {
        parent: Some(PostRef {
            native_id: "m1".into(),
            post_key: key("m1"),
        }),
        ..message("m3", "brand", 6, "we look for it")
    };
    for ours in [quoting, message("m3", "brand", 6, "we look for it")] {
        let first = in_thread(message("m1", "brand", 1, "your booking"));
        let one = in_thread(message("m2", "anna", 2, "my bag is gone"));
        in_any_order(&[first, one, in_thread(ours)], &[customer("anna")]);
    }
}

#[test]
fn who_writes_only_after_the_brand_named_them_is_not_answered_in_any_order() {
    let one = message("m1", "anna", 1, "my bag is gone");
    let two = message("m2", "bert", 2, "mine too");
    let third = message("m4", "carl", 9, "thanks for telling");
    let ours = naming("Carl", message("m3", "brand", 5, "@Carl your bag is here"));
    for late in [false, true] {
        let mut run = Run::new(stage());
        run.event(&one);
        run.event(&two);
        run.event(&ours);
        if late {
            run.tick(6);
        }
        run.event(&third);
        run.tick(100);
        run.finish(1);
        assert_eq!(answered(&run), [], "{late}");
    }
}

#[test]
fn a_machine_that_greets_answers_nobody_whether_the_thread_has_a_root_or_not() {
    for root in ["chat", "m1"] {
        let mut greeting = SocialEvent {
            conversation: ConversationKey::of_root(key(root)),
            ..message("m2", "brand", 2, "thank you for your message")
        };
        greeting.author.as_mut().unwrap().bot = Some(true);
        let one = SocialEvent {
            conversation: greeting.conversation,
            ..message("m1", "anna", 1, "my bag is gone")
        };
        assert_eq!(answered(&run(&[one, greeting])), [], "{root}");
    }
}

#[test]
fn of_those_whose_side_nothing_tells_only_who_complains_is_heard() {
    let untold = |event: SocialEvent| SocialEvent {
        direction: Direction::Unknown,
        ..event
    };
    let one = message("m1", "anna", 1, "my bag is gone");
    let line = untold(message("m2", "line", 2, "somebody takes your call"));
    let ours = message("m3", "brand", 5, "we look for it");
    in_any_order(&[one.clone(), line, ours.clone()], &[customer("anna")]);
    let same = untold(message("m2", "carl", 2, "same here"));
    in_any_order(&[one, same, ours], &[]);
}

#[test]
fn what_waited_is_counted_when_it_is_released() {
    let mut lane = Lane::new();
    let _ = lane.event(&message("m2", "brand", 5, "we look for it"));
    let wire = Wire::locked();
    let mut bytes = Vec::new();
    wire.encode(&Tick { time: Time(9_000) }, &mut bytes).unwrap();
    let place = Place {
        source: Source::Events,
        partition: 0,
        offset: 9,
        index: 0,
    };
    let record = Record {
        place,
        ingested_at: Time(9_000),
        headers: &[],
        key: b"",
        value: Some(&bytes),
    };
    let mut out = Outbox::default();
    let _ = lane.stage.step(&mut lane.state, &record, &mut out);
    assert_eq!(out.released(), [Fate::Ignored(Ignored::NothingToDo)]);
}

#[test]
fn a_note_is_nobodys_word_and_a_post_that_becomes_one_is_out_of_sight() {
    let mut lane = Lane::new();
    let internal = |event: SocialEvent| SocialEvent {
        visibility: Visibility::Internal,
        direction: Direction::Outbound,
        ..event
    };
    let _ = lane.event(&event("a", "a", "anna", 1, "my bag is gone"));
    let note = internal(event("n", "a", "brand", 2, "she will sue"));
    assert_eq!(lane.event(&note), Fate::Ignored(Ignored::Internal));
    assert_eq!(lane.told.len(), 1);
    let _ = lane.event(&event("c", "a", "carl", 3, "same here"));
    let before = lane.told.len();
    let hidden = internal(SocialEvent {
        action: Action::Edit,
        revision: 1,
        ..event("c", "a", "carl", 4, "same here")
    });
    let _ = lane.event(&hidden);
    assert!(lane.told.len() > before);
    assert!(lane.told[before..].iter().all(|told| told.presence.is_gone()));
}

#[test]
fn a_post_that_becomes_a_note_is_out_of_sight_when_it_is_read_last() {
    let mut lane = Lane::new();
    let seen = event("a", "a", "anna", 1, "my bag is gone");
    let note = SocialEvent {
        action: Action::Edit,
        revision: 1,
        visibility: Visibility::Internal,
        direction: Direction::Outbound,
        ..event("a", "a", "anna", 2, "my bag is gone")
    };
    assert_eq!(lane.event(&note), Fate::Ignored(Ignored::Internal));
    let _ = lane.event(&seen);
    assert!(lane.told.iter().all(|told| told.presence.is_gone()));
}

#[test]
fn a_post_of_nobody_named_stands_for_its_author() {
    let mut lane = Lane::new();
    let unnamed = |id: &str, at, text: &str| SocialEvent {
        author: None,
        ..event(id, "a", "x", at, text)
    };
    let _ = lane.event(&event("a", "a", "anna", 1, "my bag is gone"));
    let _ = lane.event(&unnamed("c", 2, "same here, my bag is gone too"));
    let own = CustomerKey::of_author(AuthorKey::unnamed(key("c")));
    let told: Vec<_> = lane.told.iter().map(|told| (told.customer, told.role)).collect();
    assert_eq!(
        told,
        [
            (customer("anna"), Role::Owner),
            (customer("anna"), Role::Joiner),
            (own, Role::Owner)
        ]
    );
    // A later revision brings the name: it stays one customer's post.
    lane.told.clear();
    let named = SocialEvent {
        action: Action::Edit,
        revision: 1,
        ..event("c", "a", "carl", 3, "same here, my bag is gone too")
    };
    let _ = lane.event(&named);
    assert!(lane.told.iter().all(|told| told.customer != customer("carl")));
    let edit_alone = SocialEvent {
        action: Action::Edit,
        ..unnamed("e", 4, "same here")
    };
    assert_eq!(lane.event(&edit_alone), Fate::Ignored(Ignored::NothingToDo));
}

#[test]
fn a_post_is_one_customers_whichever_revision_brings_the_name() {
    let created = SocialEvent {
        author: None,
        ..event("c", "c", "carl", 2, "my bag is gone")
    };
    let edited = SocialEvent {
        action: Action::Edit,
        revision: 1,
        ..event("c", "c", "carl", 3, "my bag is gone")
    };
    for order in [[&created, &edited], [&edited, &created]] {
        let mut lane = Lane::new();
        for event in order {
            let _ = lane.event(event);
        }
        let told: BTreeSet<CustomerKey> = lane.told.iter().map(|told| told.customer).collect();
        assert_eq!(told.len(), 1);
    }
}

#[test]
fn a_reply_or_share_told_again_and_fresh_is_passed_on_afresh_in_either_order() {
    let root = SocialEvent {
        stale: true,
        ..event("a", "a", "anna", 1, "my bag is gone")
    };
    let again = [event("b", "a", "bert", 2, "same here"), share("s", "a", "x", 2)];
    for fresh in again {
        let stale = SocialEvent {
            stale: true,
            ..fresh.clone()
        };
        for order in [[&stale, &fresh], [&fresh, &stale]] {
            let mut run = Run::new(stage());
            run.event(&root);
            for (event, at) in order.into_iter().zip([100, 200]) {
                run.event(event);
                run.tick(at);
            }
            run.finish(1);
            assert!(run.cascade("a").risk.fresh, "{}", fresh.native_id);
        }
    }
}

#[test]
fn a_post_told_again_and_fresh_is_told_again_once() {
    let mut lane = Lane::new();
    let stale = SocialEvent {
        stale: true,
        ..event("a", "a", "anna", 1, "my bag is gone")
    };
    let fresh = SocialEvent {
        stale: false,
        ..stale.clone()
    };
    for event in [&stale, &stale, &fresh, &fresh, &stale] {
        let _ = lane.event(event);
    }
    let told: Vec<bool> = lane.told.iter().map(|told| told.stale).collect();
    assert_eq!(told, [true, false]);
}
