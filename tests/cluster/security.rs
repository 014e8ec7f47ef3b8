//! A broker that checks who comes: the rights of `deploy/acls.txt` are enough, each of them is needed, and what is
//! missing or wrong ends a worker with words that name it.

mod acls;
mod broker;
mod certificates;
mod matrix;
mod tls;
mod trial;

use std::sync::Mutex;
use std::thread;

use broker::Guarded;
use matrix::MATRIX;
use trial::Outcome;

use crate::orders::{result, step};

const NAME: &str = "security";
/// So many deployments at a time: each waits most of its time.
const AT_ONCE: usize = 5;

#[test]
fn rights_that_are_missing_are_named() {
    let users: Vec<String> = MATRIX.iter().map(|case| trial::user(case.name)).collect();
    let Some(broker) = Guarded::start(NAME, &users) else {
        return;
    };
    let mut outcomes = vec![trial::whole(&broker)];
    let (cases, done) = (Mutex::new(MATRIX.iter()), Mutex::new(Vec::new()));
    thread::scope(|scope| {
        for _ in 0..AT_ONCE {
            scope.spawn(|| {
                loop {
                    // A guard in the head of a `while let` would be held through the trial.
                    let next = cases.lock().expect("lock").next();
                    let Some(case) = next else { return };
                    let outcome = trial::without(&broker, case);
                    step(NAME, &outcome);
                    done.lock().expect("lock").push(outcome);
                }
            });
        }
    });
    outcomes.extend(done.into_inner().expect("lock"));
    told("rights", &outcomes, MATRIX.len() + 1);
}

#[test]
fn what_is_wrong_with_the_connection_is_named() {
    let Some(broker) = Guarded::start(NAME, &[tls::USER.to_string()]) else {
        return;
    };
    let outcomes: Vec<Outcome> = tls::FAULTS
        .iter()
        .map(|fault| tls::tried(&broker, fault))
        .collect();
    told("TLS", &outcomes, tls::FAULTS.len());
}

fn told(what: &str, outcomes: &[Outcome], wanted: usize) {
    let bad: Vec<&Outcome> = outcomes.iter().filter(|outcome| !outcome.is_good()).collect();
    for outcome in outcomes {
        step(NAME, outcome);
    }
    let good = outcomes.len() - bad.len();
    let names: Vec<&str> = bad.iter().map(|outcome| outcome.name).collect();
    result(
        NAME,
        format!("{what}: {good} of {wanted} as wanted; otherwise: {names:?}"),
    );
    assert_eq!(outcomes.len(), wanted, "not every line was tried");
    assert!(bad.is_empty(), "{} are not as wanted: {names:?}", bad.len());
}
