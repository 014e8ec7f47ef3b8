//! What `scripts/cluster` asks for, and how a section tells what came out.

use std::fmt::Display;
use std::io::Write;

use crate::support::oracle::Verdict;

/// A number from the environment.
pub(crate) fn number(name: &str, otherwise: u64) -> u64 {
    let given = std::env::var(name).ok().filter(|value| !value.is_empty());
    given.map_or(otherwise, |value| {
        value
            .parse()
            .unwrap_or_else(|_| panic!("{name}={value} is not a number"))
    })
}

/// Tells how far a section is, past the capture of the test harness: sections take minutes.
pub(crate) fn step(section: &str, what: impl Display) {
    say(&format!("{section}: {what}\n"));
}

/// The result of a section: `scripts/cluster` repeats these lines in the end.
pub(crate) fn result(section: &str, what: impl Display) {
    say(&format!("\nCLUSTER: {section}: {what}\n"));
}

fn say(line: &str) {
    let _ = std::io::stderr().lock().write_all(line.as_bytes());
}

/// What the oracle says, in a few words.
pub(crate) fn judged(verdict: &Verdict) -> String {
    format!(
        "{} records and {} outputs compared, {} dead letters, {} transactions; {} lost, {} doubled, {} faults in all",
        verdict.records,
        verdict.outputs,
        verdict.dead_letters,
        verdict.transactions,
        told_of(verdict, &["lost:", "not settled"]),
        told_of(verdict, &["doubled:"]),
        verdict.faults.len(),
    )
}

fn told_of(verdict: &Verdict, words: &[&str]) -> usize {
    let names = |fault: &&String| words.iter().any(|word| fault.contains(word));
    verdict.faults.iter().filter(names).count()
}
