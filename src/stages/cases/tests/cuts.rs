//! Where transactions begin and end, abort, and where a lane is restored does not show: not in what is published, not in
//! what is kept, however little a step may do.

use proptest::prelude::*;

use super::erasure::erasure;
use super::*;

/// What one lane may be told, of a few customers.
#[derive(Debug, Clone)]
enum Told {
    Post { who: u8, at: i64 },
    Joined { who: u8, at: i64 },
    Erased { who: u8 },
    Tick { at: i64 },
}

/// What becomes of the transaction before a record.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Cut {
    None,
    Commit,
    Restore,
    Abort,
}

fn told() -> impl Strategy<Value = (Told, Cut)> {
    let who = || 0..8_u8;
    let told = prop_oneof![
        4 => (who(), 0..200_i64).prop_map(|(who, at)| Told::Post { who, at }),
        3 => (who(), 0..200_i64).prop_map(|(who, at)| Told::Joined { who, at }),
        1 => who().prop_map(|who| Told::Erased { who }),
        3 => (0..400_i64).prop_map(|at| Told::Tick { at }),
        1 => Just(Told::Tick { at: 45 * 24 * 60 }),
    ];
    let cut = prop_oneof![
        3 => Just(Cut::None),
        2 => Just(Cut::Commit),
        1 => Just(Cut::Restore),
        1 => Just(Cut::Abort),
    ];
    (told, cut)
}

fn feed(desk: &mut Desk, n: usize, told: &Told) {
    let fate = match told {
        Told::Post { who, at } => desk.post(&complaint(&format!("c{who}"), &format!("p{n}"), *at)),
        Told::Joined { who, at } => {
            let (name, root) = (format!("c{}", (who + 1) % 8), format!("p{}", n / 2));
            let post = complaint(&name, &format!("p{n}"), *at);
            desk.post(&post.told_to(&format!("c{who}"), Role::Joiner, &root))
        }
        Told::Erased { who } => desk.feed(
            &erasure(&format!("r{n}"), Some(&format!("c{who}")), &[]),
            minute(300),
        ),
        Told::Tick { at } => desk.tick(minute(*at)),
    };
    assert_eq!(fate.refused(), None);
}

type Rows = BTreeMap<Vec<u8>, Vec<u8>>;

fn commit(desk: &mut Desk, number: u64, rows: &mut Rows) {
    desk.state.changes(number, &mut |key, value| {
        match value {
            Some(value) => rows.insert(key.to_vec(), value.to_vec()),
            None => rows.remove(key),
        };
    });
    desk.state.merge(number);
}

/// What is published in committed transactions, the rows of the changelog, and where time stands in the end.
fn run(told: &[(Told, Cut)], most: usize, cut: bool) -> (Vec<Published>, Rows, Time) {
    let (mut desk, mut rows, mut begun) = (Desk::new(), Rows::new(), (0, 0));
    desk.stage.most_customers = most;
    let mut number = 0;
    for (n, (record, at)) in told.iter().enumerate() {
        match if cut { *at } else { Cut::None } {
            Cut::None => {}
            Cut::Commit | Cut::Restore => {
                number += 1;
                commit(&mut desk, number, &mut rows);
                begun = (n, desk.published.len());
            }
            Cut::Abort => {
                desk.state.discard();
                desk.published.truncate(begun.1);
                for (n, (record, _)) in told.iter().enumerate().take(n).skip(begun.0) {
                    feed(&mut desk, n, record);
                }
            }
        }
        if cut && *at == Cut::Restore {
            let time = desk.state.time();
            desk.state = CaseState::default();
            for (key, value) in &rows {
                desk.state.apply(key, Some(value)).unwrap();
            }
            desk.state.restore_time(time);
        }
        feed(&mut desk, n, record);
    }
    commit(&mut desk, number + 1, &mut rows);
    // Chunks of packed rows are named by their transactions; what they hold is asked for by the erasures of the story.
    rows.retain(|key, _| key.first() != Some(&b'x'));
    (desk.published, rows, desk.state.time())
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn cuts_leave_no_trace_however_little_a_step_may_do(
        told in prop::collection::vec(told(), 1..40),
        most in 1..5_usize,
    ) {
        let whole = run(&told, most, false);
        let cut = run(&told, most, true);
        prop_assert_eq!(&cut.0, &whole.0);
        prop_assert_eq!(&cut.1, &whole.1);
        prop_assert_eq!(cut.2, whole.2);
    }
}
