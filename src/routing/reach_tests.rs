use proptest::prelude::*;

use super::super::facts::Facts;
use super::super::names::{LEVELS, URGENCIES};
use super::super::set::{Member, Set};
use super::*;
use crate::domain::event::Visibility;
use crate::domain::network::Network;
use crate::domain::score::{Abstention, Cue, Intent, ScoredIntent, Stance, Tone, Urgency};

fn test() -> impl Strategy<Value = Test> {
    let number = proptest::sample::select(vec![
        Number::Sentiment,
        Number::Urgency,
        Number::RiskLevel,
        Number::Posts,
        Number::Joiners,
        Number::Followers,
        Number::Complaint,
        Number::Formality,
        Number::IntentConfidence,
    ]);
    let compare = proptest::sample::select(vec![
        Compare::AtLeast,
        Compare::AtMost,
        Compare::Above,
        Compare::Below,
        Compare::Equals,
    ]);
    // Halves and whole numbers, so that thresholds and facts meet often.
    let than = (-4..=12_i32).prop_map(|halves| f64::from(halves) / 2.0);
    let word = proptest::sample::select(vec![
        Word::Language,
        Word::Network,
        Word::Abstention,
        Word::Stance,
    ]);
    let words = proptest::sample::subsequence(vec!["en", "de", "x", "low_margin", "against"], 1..=4);
    let cues = proptest::sample::subsequence(vec![Cue::Question, Cue::Complaint, Cue::Thanks], 1..=3);
    let cues = cues.prop_map(|cues| (Set::Cues, cues.into_iter().map(Member::Cue).collect()));
    let intents = proptest::sample::subsequence(vec![Intent::Refund, Intent::Delay], 1..=2);
    let intents = intents.prop_map(|all| (Set::Intents, all.into_iter().map(Member::Intent).collect()));
    let field = proptest::sample::select(vec![
        Field::Number(Number::Sentiment),
        Field::Number(Number::Followers),
        Field::Word(Word::Language),
        Field::Word(Word::Abstention),
        Field::Number(Number::Formality),
        Field::Flag(Flag::Verified),
    ]);
    prop_oneof![
        4 => (number, compare, than).prop_map(|(field, compare, than)| Test::Number { field, compare, than }),
        2 => (word, words).prop_map(|(field, words)| Test::Word {
            field,
            one_of: words.into_iter().map(Into::into).collect(),
        }),
        2 => (proptest::sample::select(vec![Flag::Verified, Flag::Late]), any::<bool>())
            .prop_map(|(field, is)| Test::Flag { field, is }),
        1 => prop_oneof![cues, intents].prop_map(|(field, any)| Test::Set { field, any }),
        1 => (field, any::<bool>()).prop_map(|(field, is)| Test::Exists { field, is }),
    ]
}

fn condition() -> impl Strategy<Value = Condition> {
    let leaf = prop_oneof![20 => test().prop_map(Condition::Test), 1 => Just(Condition::Always)];
    leaf.prop_recursive(3, 12, 3, |inner| {
        prop_oneof![
            proptest::collection::vec(inner.clone(), 1..4).prop_map(Condition::All),
            proptest::collection::vec(inner.clone(), 1..4).prop_map(Condition::Any),
            inner.prop_map(|part| Condition::Not(Box::new(part))),
        ]
    })
}

const PLAIN: Facts<'static> = Facts {
    tenant: "acme",
    network: Network::X,
    visibility: Visibility::Public,
    urgency: Urgency::NoAction,
    risk_score: 0.5,
    ..Facts::UNKNOWN
};

fn facts() -> impl Strategy<Value = Facts<'static>> {
    let cues: Vec<&'static [Cue]> = vec![
        &[],
        &[Cue::Question],
        &[Cue::Complaint],
        &[Cue::Thanks],
        &[Cue::Question, Cue::Complaint],
    ];
    let counts = (proptest::option::of(0..8_i64), 0..8_i64, 1..8_i64);
    let ranks = (
        proptest::sample::select(URGENCIES.map(|(_, urgency)| urgency).to_vec()),
        proptest::sample::select(LEVELS.map(|(_, level)| level).to_vec()),
    );
    let words = (
        proptest::option::of(proptest::sample::select(vec!["en", "de", "fr"])),
        proptest::sample::select(Network::ALL.to_vec()),
        proptest::sample::select(cues),
    );
    let sentiment = proptest::option::of((-4..=4_i32).prop_map(|quarters| f64::from(quarters) / 4.0));
    let flags = (proptest::option::of(any::<bool>()), any::<bool>());
    (sentiment, axes(), ranks, words, counts, flags).prop_map(
        |(sentiment, axes, ranks, words, counts, flags)| Facts {
            sentiment,
            urgency: ranks.0,
            risk_level: ranks.1,
            language: words.0,
            network: words.1,
            cues: words.2,
            followers: counts.0,
            joiners: counts.1,
            posts: counts.2,
            verified: flags.0,
            late: flags.1,
            ..axes
        },
    )
}

/// What else the words say.
fn axes() -> impl Strategy<Value = Facts<'static>> {
    let wanted: Vec<&'static [ScoredIntent]> = vec![
        &[],
        &[ScoredIntent {
            intent: Intent::Refund,
            confidence: 0.5,
        }],
        &[
            ScoredIntent {
                intent: Intent::Delay,
                confidence: 1.0,
            },
            ScoredIntent {
                intent: Intent::Refund,
                confidence: 0.0,
            },
        ],
    ];
    let halves = || (-2..=2_i32).prop_map(|halves| f64::from(halves) / 2.0);
    let abstention = proptest::option::of(proptest::sample::select(Abstention::ALL.to_vec()));
    let stance = proptest::sample::select(Stance::ALL.to_vec());
    let complaint = proptest::option::of(halves().prop_map(f64::abs));
    let formality = proptest::option::of(halves());
    (
        abstention,
        stance,
        complaint,
        proptest::sample::select(wanted),
        formality,
    )
        .prop_map(|(abstention, stance, complaint, intents, formality)| Facts {
            abstention,
            stance,
            complaint,
            intents,
            tone: formality.map(|formality| Tone {
                formality,
                ..Tone::PLAIN
            }),
            ..PLAIN
        })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(600))]

    #[test]
    fn what_never_holds_holds_for_no_facts(condition in condition(), many in proptest::collection::vec(facts(), 40)) {
        if never(&condition).is_some() {
            for facts in many {
                prop_assert!(!condition.holds(&facts), "{:?}", facts);
            }
        }
    }

    #[test]
    fn what_always_holds_holds_for_all_facts(condition in condition(), many in proptest::collection::vec(facts(), 40)) {
        if always(&condition) {
            for facts in many {
                prop_assert!(condition.holds(&facts), "{:?}", facts);
            }
        }
    }

    #[test]
    fn what_covers_holds_wherever_the_covered_does(
        wide in condition(), narrow in condition(), within in any::<bool>(),
        many in proptest::collection::vec(facts(), 40),
    ) {
        // Half of the pairs are made so that one lies within the other.
        let narrow = if within { Condition::All(vec![narrow, wide.clone()]) } else { narrow };
        if covers(&wide, &narrow) {
            for facts in many {
                prop_assert!(!narrow.holds(&facts) || wide.holds(&facts), "{:?}", facts);
            }
        }
    }

    #[test]
    fn single_comparisons_cover_each_other_truly(
        wide in test(), narrow in test(), many in proptest::collection::vec(facts(), 40),
    ) {
        let (wide, narrow) = (Condition::Test(wide), Condition::Test(narrow));
        if covers(&wide, &narrow) {
            for facts in many {
                prop_assert!(!narrow.holds(&facts) || wide.holds(&facts), "{:?}", facts);
            }
        }
    }

    #[test]
    fn the_comparisons_shown_for_a_match_are_among_those_of_the_rule(condition in condition(), facts in facts()) {
        if condition.holds(&facts) {
            let every = condition.every(&facts);
            for compared in condition.because(&facts) {
                prop_assert!(every.contains(&compared));
            }
        }
    }

    #[test]
    fn easing_a_condition_never_makes_it_fail(condition in condition(), facts in facts(), share in 0.0..1.0) {
        prop_assert!(!condition.holds(&facts) || condition.relaxed(share).holds(&facts));
    }
}

#[test]
fn plain_contradictions_and_overlaps_are_seen() {
    let number = |compare, than| {
        Condition::Test(Test::Number {
            field: Number::Joiners,
            compare,
            than,
        })
    };
    let between = Condition::All(vec![number(Compare::Above, 3.0), number(Compare::Below, 4.0)]);
    assert!(never(&between).is_some_and(|why| why.ends_with("because of `joiners`")));
    assert!(never(&Condition::Not(Box::new(Condition::Always))).is_some());
    assert!(always(&number(Compare::AtLeast, 0.0)) && !always(&number(Compare::AtLeast, 1.0)));
    assert!(covers(
        &number(Compare::AtLeast, 3.0),
        &number(Compare::Above, 2.0)
    ));
    assert!(!covers(
        &number(Compare::AtLeast, 3.0),
        &number(Compare::Above, 1.0)
    ));
}
