//! A plain sequential run of a stage over one input partition: what its committed outputs must equal.

use std::collections::BTreeMap;

use outcry::domain::fate::{Fate, RejectReason};
use outcry::domain::outbox::{Outbox, Output};
use outcry::domain::position::Position;
use outcry::domain::record::{Place, Record};
use outcry::domain::time::Time;
use outcry::domain::topic::Source;
use outcry::stages::Stage;
use outcry::state::LaneState;

use super::client::Stored;

/// An output of the model.
#[derive(Debug)]
pub struct Expected {
    /// What the step wrote, without its bytes.
    pub output: Output,
    /// Its key.
    pub key: Vec<u8>,
    /// Its value.
    pub value: Option<Vec<u8>>,
}

/// What the model did with a partition.
#[derive(Debug)]
pub struct Run<S> {
    /// By place of the input and number of the output.
    pub outputs: BTreeMap<(Position, u32), Expected>,
    /// Inputs that became dead letters, with the code of the reason.
    pub refused: BTreeMap<Position, &'static str>,
    /// How many records ended as which fate, for which reason.
    pub fates: BTreeMap<(&'static str, &'static str), usize>,
    /// The changelog, folded: last value of each key. Packed chunks carry transaction numbers from
    /// [`FIRST_TRANSACTION`] up.
    pub changelog: BTreeMap<Vec<u8>, Vec<u8>>,
    /// The state in the end.
    pub state: S,
}

/// Where the model's transactions are numbered from, so that they differ from the service's.
pub const FIRST_TRANSACTION: u64 = 1 << 40;

// The cuts of the model fall elsewhere than those of the service: they must not matter.
const CUT_EVERY: usize = 97;

/// Runs a lane over the records of a partition, from the state that it was `dealt`. Those that are `given_up` are refused without a step, for the
/// reason that stands there: nobody but the service can know that it failed with them.
pub fn run<S: Stage>(
    stage: &mut S,
    source: Source,
    dealt: S::State,
    records: &[Stored],
    given_up: &BTreeMap<Position, &'static str>,
) -> Run<S::State> {
    let mut run = Run {
        outputs: BTreeMap::new(),
        refused: BTreeMap::new(),
        fates: BTreeMap::new(),
        changelog: BTreeMap::new(),
        state: dealt,
    };
    let mut transaction = FIRST_TRANSACTION;
    fold(&mut run, transaction);
    let mut out = Outbox::default();
    for batch in records.chunks(CUT_EVERY) {
        for record in batch {
            match given_up.get(&record.position()) {
                Some(reason) => run.refuse(record.position(), reason),
                None => step(stage, source, record, &mut out, &mut run),
            }
        }
        transaction += 1;
        fold(&mut run, transaction);
    }
    run
}

impl<S> Run<S> {
    fn refuse(&mut self, at: Position, reason: &'static str) {
        self.refused.insert(at, reason);
        *self.fates.entry(("rejected", reason)).or_default() += 1;
    }
}

fn step<S: Stage>(stage: &mut S, source: Source, stored: &Stored, out: &mut Outbox, run: &mut Run<S::State>) {
    let at = stored.position();
    let place = Place {
        source,
        partition: stored.partition,
        offset: at.offset,
        index: at.index,
    };
    let record = Record {
        place,
        ingested_at: Time(stored.timestamp),
        headers: &[],
        key: stored.key.as_deref().unwrap_or_default(),
        value: stored.value.as_deref(),
    };
    if stored.damaged > 0 {
        let reason = RejectReason::Undecodable.name();
        run.refused.insert(at, reason);
        *run.fates.entry(("rejected", reason)).or_default() += stored.damaged as usize;
        return;
    }
    out.clear();
    out.begin(place, record.ingested_at);
    let mark = out.mark();
    let fate = stage.step(&mut run.state, &record, out);
    if matches!(fate, Fate::Rejected(_)) {
        out.rewind(mark);
    }
    if let Some(reject) = fate.refused() {
        run.refused.insert(at, reject.reason.name());
    }
    *run.fates.entry((fate.name(), fate.reason())).or_default() += 1;
    for output in out.outputs() {
        let expected = Expected {
            key: out.key(output).to_vec(),
            value: out.value(output).map(<[u8]>::to_vec),
            output: output.clone(),
        };
        run.outputs.insert((at, output.cause.1), expected);
    }
}

fn fold<S: LaneState>(run: &mut Run<S>, transaction: u64) {
    let changelog = &mut run.changelog;
    run.state.changes(transaction, &mut |key, value| {
        match value {
            Some(value) => changelog.insert(key.to_vec(), value.to_vec()),
            None => changelog.remove(key),
        };
    });
    run.state.merge(transaction);
}
