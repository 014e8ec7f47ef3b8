//! Priority: monotone in every feature, whatever the weights.

use proptest::prelude::*;

use super::*;
use crate::domain::event::Visibility;
use crate::domain::network::Network;

fn facts() -> impl Strategy<Value = Facts<'static>> {
    let urgency = proptest::sample::select(vec![
        Urgency::Unknown,
        Urgency::NoAction,
        Urgency::CanWait,
        Urgency::Today,
        Urgency::Now,
    ]);
    (
        (proptest::option::of(-1.0..=1.0), urgency, 0.0..=1.0),
        (
            proptest::option::of(0..50_000_000_i64),
            0..5_000_i64,
            0..200_i64,
            0..50_i64,
        ),
        any::<bool>(),
    )
        .prop_map(
            |(
                (sentiment, urgency, risk_score),
                (followers, joiners, peer_answers, earlier_cases),
                breached,
            )| Facts {
                tenant: "acme",
                network: Network::X,
                visibility: Visibility::Public,
                sentiment,
                urgency,
                risk_score,
                followers,
                joiners,
                peer_answers,
                earlier_cases,
                breached,
                ..Facts::UNKNOWN
            },
        )
}

/// Weights as a file may give them: each from 0 to 1000, urgency ascending.
fn weights() -> impl Strategy<Value = Weights> {
    proptest::collection::vec(0..=1000_i32, 10).prop_map(|mut points| {
        let (urgency, rest) = points.split_at_mut(3);
        urgency.sort_unstable();
        Weights {
            can_wait: urgency[0],
            today: urgency[1],
            now: urgency[2],
            negative: rest[0],
            risk: rest[1],
            followers: rest[2],
            joiners: rest[3],
            earlier_cases: rest[4],
            breached: rest[5],
            peer_answers: rest[6],
        }
    })
}

proptest! {
    #[test]
    fn more_of_anything_that_presses_never_lowers_the_score(
        weights in weights(), a in facts(), b in facts(), base in 0..=1000_i32, more in 0..=1000_i32,
    ) {
        let before = weights.score(base, &a);
        prop_assert!((0..=1000).contains(&before));
        prop_assert!(weights.score(base.max(more), &a) >= before);
        let pressed = [
            Facts { urgency: a.urgency.max(b.urgency), ..a.clone() },
            Facts { sentiment: Some(a.sentiment.unwrap_or(1.0).min(b.sentiment.unwrap_or(1.0))), ..a.clone() },
            Facts { risk_score: a.risk_score.max(b.risk_score), ..a.clone() },
            Facts { followers: a.followers.max(b.followers), ..a.clone() },
            Facts { joiners: a.joiners.max(b.joiners), ..a.clone() },
            Facts { earlier_cases: a.earlier_cases.max(b.earlier_cases), ..a.clone() },
            Facts { peer_answers: a.peer_answers.min(b.peer_answers), ..a.clone() },
            Facts { breached: a.breached || b.breached, ..a.clone() },
        ];
        for facts in pressed {
            prop_assert!(weights.score(base, &facts) >= before, "{:?}", facts);
        }
    }

    #[test]
    fn answers_by_others_take_no_more_than_their_weight(weights in weights(), facts in facts(), base in 0..=1000_i32) {
        let alone = weights.score(base, &Facts { peer_answers: 0, ..facts.clone() });
        prop_assert!(alone - weights.score(base, &facts) <= weights.peer_answers);
    }
}

#[test]
fn names_follow_the_documented_bands() {
    for (score, name) in [
        (0, Priority::Low),
        (249, Priority::Low),
        (250, Priority::Normal),
        (499, Priority::Normal),
        (500, Priority::High),
        (749, Priority::High),
        (750, Priority::Urgent),
        (1000, Priority::Urgent),
    ] {
        assert_eq!(priority(score), name, "{score}");
    }
}
