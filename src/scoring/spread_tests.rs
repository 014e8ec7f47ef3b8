use proptest::prelude::*;

use super::*;
use crate::domain::score::Level;
use crate::domain::time::Span;

type Share = (Time, Option<i64>);

/// Shares over `hours`, so that short spans stay within the finest bins and long ones widen them.
fn shares(hours: i64, most: usize) -> impl Strategy<Value = Vec<Share>> {
    let start = 1_770_000_000_000_i64;
    let share = (0..hours * 3_600_000, proptest::option::of(0..200_000_i64))
        .prop_map(move |(after, followers)| (Time(start + after), followers));
    proptest::collection::vec(share, 1..most)
}

fn spread(of: &[Share]) -> Spread {
    let mut spread = Spread::default();
    for (at, followers) in of {
        spread.add(*at, *followers);
    }
    spread
}

fn score(spread: &Spread) -> f64 {
    spread.risk(&SpreadParams::default(), 0).score
}

proptest! {
    #[test]
    fn order_leaves_no_trace(
        (given, shuffled) in shares(200, 300)
            .prop_flat_map(|given| (Just(given.clone()), Just(given).prop_shuffle()))
    ) {
        prop_assert_eq!(spread(&given), spread(&shuffled));
    }

    #[test]
    fn more_shares_never_lower_the_score(given in shares(2000, 400)) {
        let mut spread = Spread::default();
        let mut before = 0.0;
        for (at, followers) in given {
            spread.add(at, followers);
            let after = score(&spread);
            prop_assert!(after >= before, "{} after {}", after, before);
            before = after;
        }
    }

    #[test]
    fn more_followers_never_lower_the_score(given in shares(48, 60), more in 1..1_000_000_i64) {
        let richer: Vec<Share> = given.iter().map(|(at, f)| (*at, Some(f.unwrap_or(0) + more))).collect();
        prop_assert!(score(&spread(&richer)) >= score(&spread(&given)));
    }

    #[test]
    fn more_replies_never_lower_the_score(given in shares(48, 60), replies in 0..500_i64) {
        let (spread, params) = (spread(&given), SpreadParams::default());
        prop_assert!(spread.risk(&params, replies + 1).score >= spread.risk(&params, replies).score);
    }

    #[test]
    fn what_is_taken_back_leaves_no_trace(kept in shares(20, 60), gone in shares(20, 60), first in any::<bool>()) {
        let mut both = if first { Spread::default() } else { spread(&kept) };
        for (at, followers) in &gone {
            if first {
                both.take_back(*at, *followers);
                both.add(*at, *followers);
            } else {
                both.add(*at, *followers);
            }
        }
        for (at, followers) in &kept {
            if first {
                both.add(*at, *followers);
            }
        }
        for (at, followers) in &gone {
            if !first {
                both.take_back(*at, *followers);
            }
        }
        prop_assert_eq!(both, spread(&kept));
    }

    #[test]
    fn totals_stay_exact_however_long_it_lasts(given in shares(5000, 500)) {
        let spread = spread(&given);
        let risk = spread.risk(&SpreadParams::default(), 0);
        prop_assert!(spread.bins.len() <= MOST);
        prop_assert_eq!(risk.shares, given.len() as i64);
        prop_assert_eq!(risk.audience, given.iter().map(|(_, f)| f.unwrap_or(0)).sum::<i64>());
        prop_assert!((0.0..=1.0).contains(&risk.score));
    }
}

fn even(count: i64, apart: Span, followers: Option<i64>) -> Spread {
    let mut spread = Spread::default();
    for n in 0..count {
        spread.add(Time(1_770_000_000_000 + n * apart.0), followers);
    }
    spread
}

#[test]
fn nothing_passed_on_is_no_risk() {
    assert_eq!(Spread::default().risk(&SpreadParams::default(), 0), Risk::NONE);
}

#[test]
fn an_unknown_author_with_thirty_quick_shares_outranks_one_share_before_a_million() {
    let unknown = even(30, Span::seconds(40), None);
    let known = even(1, Span::seconds(1), Some(1_000_000));
    assert!(score(&unknown) > score(&known));
}

#[test]
fn shares_without_any_known_audience_reach_the_highest_level() {
    let risk = even(2000, Span::seconds(20), None).risk(&SpreadParams::default(), 0);
    assert_eq!((risk.level, risk.audience), (Level::Critical, 0));
}

#[test]
fn the_same_shares_score_higher_when_they_come_faster() {
    let (fast, slow) = (
        even(100, Span::seconds(10), None),
        even(100, Span::hours(6), None),
    );
    assert!(score(&fast) > score(&slow));
}

#[test]
fn one_share_stays_quiet() {
    let risk = even(1, Span::seconds(1), Some(2000)).risk(&SpreadParams::default(), 0);
    assert_eq!(risk.level, Level::Quiet);
}

#[test]
fn absurd_moments_and_followers_are_held_in_bounds() {
    let mut spread = Spread::default();
    for at in [i64::MIN, -1, 0, i64::MAX] {
        spread.add(Time(at), Some(i64::MAX));
        spread.add(Time(at), Some(-5));
    }
    let risk = spread.risk(&SpreadParams::default(), i64::MAX);
    assert!(risk.score.is_finite() && risk.score <= 1.0);
    assert_eq!(risk.shares, 8);
}
