//! What encoding and decoding of records costs: `cargo bench --bench wire`. Prints nanoseconds a record,
//! best of many short rounds (a busy machine disturbs the others), beside JSON for comparison.

#[allow(dead_code, reason = "the samples serve the tests too")]
#[path = "../tests/it/item_samples.rs"]
mod item_samples;
#[allow(dead_code, clippy::unwrap_used, reason = "the samples serve the tests too")]
#[path = "../tests/it/samples.rs"]
mod samples;

use std::hint::black_box;
use std::time::Instant;

use outcry::wire::{Contract, Wire};

const ROUNDS: usize = 300;
const RECORDS: u32 = 1_000;

#[expect(clippy::disallowed_methods, reason = "a bench measures time")]
fn nanoseconds(mut work: impl FnMut()) -> u128 {
    let round = |work: &mut dyn FnMut()| {
        let start = Instant::now();
        (0..RECORDS).for_each(|_| work());
        start.elapsed().as_nanos() / u128::from(RECORDS)
    };
    (0..ROUNDS).map(|_| round(&mut work)).min().unwrap_or_default()
}

#[expect(clippy::print_stdout, reason = "a bench prints its figures")]
fn measure<T: Contract>(name: &str, value: &T) {
    let wire = Wire::locked();
    let (mut bytes, mut json) = (Vec::new(), Vec::new());
    let encode = nanoseconds(|| {
        bytes.clear();
        let done = wire.encode(black_box(value), &mut bytes);
        assert!(done.is_ok());
    });
    let decode = nanoseconds(|| assert!(wire.decode::<T>(black_box(&bytes)).is_ok()));
    let to_json = nanoseconds(|| {
        json.clear();
        assert!(serde_json::to_writer(&mut json, black_box(value)).is_ok());
    });
    let from_json = nanoseconds(|| assert!(serde_json::from_slice::<T>(black_box(&json)).is_ok()));
    println!(
        "{name:22} {:5} bytes  encode {encode:6} ns  decode {decode:6} ns  | json {:5} bytes {to_json:6} {from_json:6} ns",
        bytes.len(),
        json.len()
    );
}

fn main() {
    measure("social event, typical", &samples::social_event_typical());
    measure("social event, full", &samples::social_event_full());
    measure("social event, bare", &samples::social_event_bare());
    measure("scored event", &samples::scored_event_full());
    measure("work item", &item_samples::work_item_full());
    measure("alert", &samples::alert_full());
    measure("tick", &samples::ticks()[0]);
}
