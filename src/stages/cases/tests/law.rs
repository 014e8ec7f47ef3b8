//! The order of a customer's records does not show in the end: item ids, customers, status, the posts of each
//! item with revision and role, what is retracted, alerts at their highest level, the level of risk, what the scorer
//! says within 1e-4. The scores of risk and priority are left out: an item holds those of its last version, and a drift
//! within a level or band makes none.

use proptest::prelude::*;
use proptest::sample::Index;

use super::*;
use crate::domain::item_post::OtherRole;
use crate::domain::score::{Abstention, Intent, ScoredIntent, Stance, Tone};

/// Anything that one customer's lane may be told.
#[derive(Debug, Clone)]
enum Told {
    Post(Box<Post>),
    Risk(RiskChanged),
    Moved(Reassigned),
    Account(AccountChanged),
    Tick(Time),
}

/// An item at the end: id, customer, states, posts, posts of others, joiners, helpers.
type Ended = (
    ItemId,
    CustomerKey,
    (WorkState, AnswerState),
    Vec<(PostKey, i32)>,
    Vec<(PostKey, i32, OtherRole)>,
    i32,
    i32,
);

/// What must agree at the end.
#[derive(Debug, PartialEq)]
struct End {
    items: Vec<Ended>,
    numbers: Vec<(Option<i64>, Level, Urgency)>,
    axes: Vec<String>,
    alerts: BTreeMap<[u8; 16], i32>,
}

fn end(told: &[Told]) -> End {
    let mut desk = Desk::new();
    for record in told {
        let fate = match record {
            Told::Post(post) => desk.post(post),
            Told::Risk(notice) => desk.feed(notice, NOON),
            Told::Moved(notice) => desk.moved(notice, 3),
            Told::Account(notice) => desk.feed(notice, notice.at),
            Told::Tick(at) => desk.tick(*at),
        };
        assert_eq!(fate.refused(), None);
    }
    let last = desk.last();
    let ten_thousandths = |n: f64| (n * 10_000.0).round() as i64;
    let mut alerts: BTreeMap<[u8; 16], i32> = BTreeMap::new();
    for alert in desk.alerts() {
        let highest = alerts.entry(*alert.alert_key.bytes()).or_default();
        *highest = alert.level.max(*highest);
    }
    End {
        items: last
            .values()
            .map(|i| {
                let posts = i.posts.iter().map(|p| (p.post_key, p.revision)).collect();
                let others = i
                    .others
                    .iter()
                    .map(|p| (p.post_key, p.revision, p.role))
                    .collect();
                let states = (i.work_state, i.answer_state);
                let (joiners, helpers) = (i.joiners_total, i.helpers_total);
                (i.item_id, i.customer_key, states, posts, others, joiners, helpers)
            })
            .collect(),
        numbers: last
            .values()
            .map(|i| {
                let sentiment = i.worst_sentiment.map(ten_thousandths);
                (sentiment, i.spread.level, i.highest_urgency)
            })
            .collect(),
        axes: last.values().map(|item| axes(item)).collect(),
        alerts,
    }
}

/// What the item says of the words.
fn axes(item: &WorkItem) -> String {
    format!(
        "{:?} {:?} {:?} {:?} {:?} {:?} {:?} {:?} {:?}",
        item.worst_sentiment_confidence,
        item.no_sentiment_reason,
        item.strongest_stance,
        item.highest_complaint,
        item.intents,
        item.cues,
        item.newest_tone,
        item.newest_case_state,
        item.newest_language,
    )
}

fn cue() -> impl Strategy<Value = (Cue, f64)> {
    prop_oneof![
        Just((Cue::Complaint, -0.5)),
        Just((Cue::Safety, -0.9)),
        Just((Cue::Question, 0.1)),
        Just((Cue::Thanks, 0.8)),
    ]
}

/// Scores of one revision: any of a few values on each axis, or none where the scorer abstains.
fn scores() -> impl Strategy<Value = Scores> {
    let share = || prop::sample::select(vec![0.0, 0.25, 0.5, 1.0]);
    let intent = prop::sample::select(vec![Intent::Refund, Intent::Delay, Intent::Login, Intent::Other]);
    let wanted = (intent, share()).prop_map(|(intent, confidence)| ScoredIntent { intent, confidence });
    let abstention = prop::option::of(prop::sample::select(Abstention::ALL.to_vec()));
    let states = prop::sample::select(score::CaseState::ALL.to_vec());
    (
        (cue(), abstention, prop::sample::select(Stance::ALL.to_vec())),
        (share(), share(), prop::option::of(share()), share()),
        prop::collection::vec(wanted, 0..4),
        states,
        prop::option::of(prop::sample::select(vec!["en", "de"])),
    )
        .prop_map(
            |(((cue, sentiment), abstention, stance), numbers, intents, case_state, language)| Scores {
                sentiment: abstention.is_none().then_some(sentiment),
                confidence: numbers.0,
                abstention,
                about_brand: Some(numbers.1),
                stance,
                complaint: numbers.2,
                intents,
                urgency: Urgency::Today,
                cues: vec![cue],
                tone: Tone {
                    formality: numbers.3,
                    ..Tone::PLAIN
                },
                case_state,
                language: language.map(Into::into),
                language_confidence: numbers.1,
                model: "test".into(),
            },
        )
}

fn level() -> impl Strategy<Value = Risk> {
    prop_oneof![
        Just(Risk::NONE),
        Just(spread(Level::Low, 0.2)),
        Just(spread(Level::Low, 0.25)),
        Just(spread(Level::Medium, 0.4)),
        Just(spread(Level::High, 0.7)),
        Just(spread(Level::Critical, 0.95)),
    ]
}

fn account_state() -> impl Strategy<Value = AccountState> {
    prop_oneof![
        Just(AccountState::Suppressed),
        Just(AccountState::Restored),
        Just(AccountState::Erased),
    ]
}

/// News that a post is gone or back, at moments close enough to meet.
fn toggles() -> impl Strategy<Value = Vec<(Action, i64)>> {
    let action = prop_oneof![
        Just(Action::Hide),
        Just(Action::Unhide),
        Just(Action::Delete),
        Just(Action::Restore)
    ];
    prop::collection::vec((action, 0..6i64), 0..5)
}

/// One post of ana's with up to three revisions, in her own or an earlier conversation, perhaps gone and back,
/// perhaps moved to somebody else.
fn own(n: usize) -> impl Strategy<Value = Vec<Told>> {
    let revisions = prop::collection::vec((scores(), level(), any::<bool>()), 1..4);
    (revisions, 0..300i64, 0..3usize, 0..4u8, any::<bool>(), toggles()).prop_map(
        move |(revisions, at, root, fate, twice, toggles)| {
            let name = format!("p{n}");
            let root = if root == 0 { "p0".into() } else { name.clone() };
            let first = complaint("ana", &name, at).set(|e| e.conversation = conversation(&root));
            let mut told = Vec::new();
            for (number, (scores, risk, flag)) in revisions.into_iter().enumerate() {
                let revision = i32::try_from(number).unwrap();
                let said = first.clone().set(|e| {
                    e.scores = scores;
                    e.risk = risk;
                });
                let said = if revision == 0 {
                    said
                } else {
                    said.edited(revision, "edited")
                };
                told.push(said.set(|e| {
                    e.superseded = flag && fate != 3;
                    if fate == 3 {
                        e.presence = Presence::of(Action::Hide, e.occurred_at);
                    }
                }));
            }
            if fate == 2 {
                let toggled = |(action, after)| first.clone().toggled(action, at + after);
                told.extend(toggles.into_iter().map(toggled));
            }
            if twice {
                told.extend(told.clone());
            }
            let mut told: Vec<Told> = told.into_iter().map(|p| Told::Post(Box::new(p))).collect();
            if fate == 1 {
                told.push(Told::Moved(Reassigned {
                    customer: customer("ana"),
                    post_key: post_key(&name),
                    old_conversation: conversation(&root),
                    conversation: conversation("elsewhere"),
                    from: customer("ana"),
                    to: customer("zoe"),
                    keeps_own: twice,
                }));
            }
            told
        },
    )
}

fn other(n: usize) -> impl Strategy<Value = Vec<Told>> {
    let role = prop_oneof![
        Just(Role::Joiner),
        Just(Role::Helper),
        Just(Role::Defender),
        Just(Role::Bystander)
    ];
    (role, 0..4usize, 0..300i64, toggles(), any::<bool>()).prop_map(
        move |(role, root, at, toggles, edited)| {
            let root = format!("p{root}");
            let post = complaint(&format!("o{n}"), &format!("o{n}"), at).told_to("ana", role, &root);
            let mut told = vec![post.clone()];
            if edited {
                let role = if role == Role::Joiner {
                    Role::Bystander
                } else {
                    role
                };
                told.push(post.clone().edited(1, "edited").told_to("ana", role, &root));
            }
            let toggled = |(action, after)| post.clone().toggled(action, at + after);
            told.extend(toggles.into_iter().map(toggled));
            told.into_iter().map(|p| Told::Post(Box::new(p))).collect()
        },
    )
}

fn beside(n: usize) -> impl Strategy<Value = Vec<Told>> {
    prop_oneof![
        (0..4usize, 0..400i64, any::<bool>()).prop_map(move |(post, at, gone)| {
            let said = answer("ana", &format!("a{n}"), &format!("p{post}"), at);
            let deleted = gone.then(|| said.clone().deleted(at + 1));
            let told = [Some(said), deleted].into_iter().flatten();
            told.map(|p| Told::Post(Box::new(p))).collect()
        }),
        (0..4usize, level()).prop_map(|(root, risk)| vec![Told::Risk(risk_changed(
            "ana",
            &format!("p{root}"),
            risk
        ))]),
        (0..2000i64).prop_map(|at| vec![Told::Tick(minute(at))]),
        prop::collection::vec((account_state(), 0..4i64), 1..4).prop_map(|flips| {
            let told = flips.into_iter();
            told.map(|(state, at)| Told::Account(account("ana", state, at)))
                .collect()
        }),
    ]
}

fn story() -> impl Strategy<Value = Vec<Told>> {
    let own = (own(0), own(1), own(2), own(3));
    let others = (other(0), other(1), other(2));
    let beside = (beside(0), beside(1), beside(2), beside(3));
    (own, others, beside, 1..5usize).prop_map(|(own, others, beside, posts)| {
        let own = [own.0, own.1, own.2, own.3].into_iter().take(posts);
        let others = [others.0, others.1, others.2];
        let beside = [beside.0, beside.1, beside.2, beside.3];
        own.chain(others).chain(beside).flatten().collect()
    })
}

fn shuffled(mut told: Vec<Told>, order: &[Index]) -> Vec<Told> {
    for (at, index) in order.iter().enumerate().take(told.len()) {
        let other = index.index(told.len());
        told.swap(at, other);
    }
    told
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_order_of_records_does_not_show_in_the_end(
        told in story(),
        one in prop::collection::vec(any::<Index>(), 60),
        two in prop::collection::vec(any::<Index>(), 60),
    ) {
        let first = end(&told);
        prop_assert_eq!(&end(&shuffled(told.clone(), &one)), &first);
        prop_assert_eq!(&end(&shuffled(told, &two)), &first);
    }
}
