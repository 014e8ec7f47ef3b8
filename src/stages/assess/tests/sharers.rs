//! Who passes a conversation on counts once.

use super::run::Run;
use super::*;
use crate::domain::score::Risk;

fn followed(share: SocialEvent, followers: i64) -> SocialEvent {
    let mut share = share;
    share.author.as_mut().unwrap().followers = Some(followers);
    share
}

fn quote(id: &str, root: &str, author: &str, at: i64) -> SocialEvent {
    SocialEvent {
        kind: Kind::Quote,
        parent: None,
        ..event(id, root, author, at, "look at this")
    }
}

fn counted(run: &mut Run, at: i64) -> (i64, i64) {
    run.tick(at);
    run.finish(100);
    let risk = run.cascade_of("a").map_or(Risk::NONE, |cascade| cascade.risk);
    (risk.shares, risk.audience)
}

#[test]
fn an_account_counts_once_however_often_it_shares_or_quotes() {
    let mut run = Run::new(stage());
    run.event(&event("a", "a", "anna", 1, "my bag is gone"));
    for n in 0..1_000 {
        run.event(&followed(share(&format!("s{n}"), "a", "carl", 2 + n), 400_000));
    }
    for n in 0..60 {
        run.event(&followed(quote(&format!("q{n}"), "a", "dora", 2 + n), 400_000));
    }
    run.event(&followed(share("e", "a", "emil", 9), 7));
    assert_eq!(counted(&mut run, 2_000), (3, 800_007));
    assert!(
        run.largest[&'t'] < 100,
        "the row of who shares again does not grow"
    );
}

#[test]
fn shares_without_author_count_each() {
    let mut run = Run::new(stage());
    for n in 0..3 {
        run.event(&SocialEvent {
            author: None,
            ..share(&format!("s{n}"), "a", "x", 2 + n)
        });
    }
    run.event(&gone("s1", "a", 9));
    assert_eq!(counted(&mut run, 10), (2, 0));
}

#[test]
fn an_account_counts_as_long_as_one_of_its_shares_stands() {
    let mut run = Run::new(stage());
    run.event(&followed(share("s1", "a", "carl", 2), 10));
    run.event(&followed(share("s2", "a", "carl", 3), 20));
    assert_eq!(counted(&mut run, 4), (1, 10));
    run.event(&gone("s1", "a", 5));
    assert_eq!(counted(&mut run, 6), (1, 10), "as the first, which is gone");
    run.event(&toggled(Action::Hide, "s2", "a", 7));
    assert_eq!(counted(&mut run, 8), (0, 0));
    run.event(&toggled(Action::Unhide, "s2", "a", 9));
    assert_eq!(counted(&mut run, 10), (1, 10));
    run.event(&gone("s0", "a", 11));
    run.event(&followed(share("s0", "a", "carl", 1), 5));
    assert_eq!(
        counted(&mut run, 12),
        (1, 5),
        "one that was gone before it came is the first all the same"
    );
}

/// What happens to the shares of a few accounts.
fn shares() -> impl Strategy<Value = Vec<SocialEvent>> {
    let account = prop_oneof![4 => Just(Some("x")), 3 => Just(Some("y")), 1 => Just(None)];
    let made = (0u8..12, account, 1i64..6, prop::option::of(0i64..5));
    let news = prop_oneof![
        Just(None),
        (1i64..9).prop_map(|at| Some((Action::Delete, at))),
        (1i64..9).prop_map(|at| Some((Action::Hide, at))),
        (1i64..9).prop_map(|at| Some((Action::Unhide, at))),
        (1i64..9).prop_map(|at| Some((Action::Restore, at))),
    ];
    let one = (made, prop::collection::vec(news, 0..4)).prop_map(|((id, account, at, followers), news)| {
        let id = format!("s{id}");
        let mut made = share(&id, "a", account.unwrap_or("nobody"), at);
        match account {
            Some(_) => made.author.as_mut().unwrap().followers = followers,
            None => made.author = None,
        }
        let mut all = vec![made];
        all.extend(
            news.into_iter()
                .flatten()
                .map(|(action, at)| toggled(action, &id, "a", at)),
        );
        all
    });
    prop::collection::vec(one, 1..12).prop_map(|all| {
        // The same id again is the same share, told twice.
        let mut first: BTreeMap<PostKey, SocialEvent> = BTreeMap::new();
        let all = all.into_iter().flatten().map(|event| {
            if event.kind == Kind::Share {
                first.entry(event.post_key).or_insert(event).clone()
            } else {
                event
            }
        });
        all.collect()
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    /// The order in which shares and news of them arrive, and ticks in between, leave no trace in what is counted.
    #[test]
    fn order_leaves_no_trace_in_who_counts(
        (events, shuffled) in shares().prop_flat_map(|events| (Just(events.clone()), Just(events).prop_shuffle())),
        ticks in prop::collection::vec(0usize..30, 0..4),
    ) {
        let (mut first, mut other) = (Run::new(stage()), Run::new(stage()));
        events.iter().for_each(|event| first.event(event));
        for (n, event) in shuffled.iter().enumerate() {
            other.event(event);
            if ticks.contains(&n) {
                other.tick(1);
            }
        }
        prop_assert_eq!(counted(&mut first, 100), counted(&mut other, 100));
        let risk = |run: &Run| run.cascade_of("a").map_or(Risk::NONE, |cascade| cascade.risk);
        prop_assert_eq!(risk(&first), risk(&other));
        other.leaves_no_trace_of_cuts(stage);
    }
}

/// A post that a tenth of the world passes on within an hour: one lane, transactions of a backlog.
#[test]
fn a_hot_post_is_counted_to_the_last_share_and_no_row_grows() {
    let mut run = Run::new(stage());
    run.event(&event("a", "a", "anna", 1, "my bag is gone"));
    for n in 0..12_000 {
        let author = format!("u{n}");
        run.event(&share(&format!("s{n}"), "a", &author, 10 + n / 4));
        if n % 10 == 0 {
            run.event(&event(&format!("b{n}"), "a", &author, 10 + n / 4, "same here"));
        }
    }
    run.tick(3_600);
    run.finish(5_000);
    let cascade = run.cascade("a");
    assert_eq!((cascade.risk.shares, cascade.replies), (12_000, 1_200));
    assert!(run.largest[&'p'] > 100_000, "chunks were filled");
    assert!(
        run.largest
            .values()
            .all(|bytes| *bytes <= crate::state::packed::CHUNK_BYTES)
    );
    assert!(run.largest[&'c'] < 1_000, "{:?}", run.largest);
}
