//! The laws of the runtime over a log in memory: the same shard that runs on Kafka, with faults and deaths at will.

#[path = "../support/memory.rs"]
#[allow(unreachable_pub, reason = "as in a crate of its own")]
mod memory;
#[path = "../support/toy.rs"]
#[allow(unreachable_pub, reason = "as in a crate of its own")]
mod toy;

mod faults;

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use memory::{
    Input, Log, ManualClock, MemoryHistory, MemoryInlet, MemoryLedger, MemoryPorts, Shared, Written, lane,
};
use outcry::domain::fate::Fate;
use outcry::domain::outbox::Outbox;
use outcry::domain::position::Position;
use outcry::domain::record::{Place, Record};
use outcry::domain::time::Time;
use outcry::runtime::breaker::RejectLimit;
use outcry::runtime::cadence::Cadence;
use outcry::runtime::fault::Fault;
use outcry::runtime::lane_id::LaneId;
use outcry::runtime::progress::{Progress, TAG};
use outcry::runtime::shard::{Parts, Shard};
use outcry::runtime::witness::{Happening, Settled, StopReason, Witness};
use outcry::runtime::work::Limits;
use outcry::stages::Stage;
use outcry::state::LaneState;
use proptest::prelude::*;
use toy::{Count, Toy, ToyState};

const KEYS: u8 = 6;
const MESSAGE_BYTES: usize = 4_000;

/// Keeps what the books say.
#[derive(Default)]
struct Books {
    settled: Mutex<Vec<Settled>>,
    stopped: Mutex<Vec<(LaneId, StopReason)>>,
}

impl Witness for Books {
    fn saw(&self, happening: &Happening<'_>) {
        match happening {
            Happening::Settled { settled, .. } => {
                self.settled.lock().expect("lock").push((*settled).clone());
            }
            Happening::Stopped { lane, reason, .. } => {
                self.stopped.lock().expect("lock").push((*lane, *reason));
            }
            Happening::Waits { .. }
            | Happening::Resumed { .. }
            | Happening::Unready { .. }
            | Happening::Ready { .. }
            | Happening::Narrowed { .. }
            | Happening::GivenUp { .. }
            | Happening::Aborted { .. }
            | Happening::Recycled { .. }
            | Happening::Rebalanced { .. }
            | Happening::Restoring { .. }
            | Happening::Running { .. }
            | Happening::Released { .. }
            | Happening::Lag { .. }
            | Happening::Trouble { .. }
            | Happening::Ticked { .. }
            | Happening::Held { .. }
            | Happening::LeftOut { .. }
            | Happening::LetIn { .. }
            | Happening::TimeKept
            | Happening::ClockOwner { .. }
            | Happening::Ended { .. } => {}
        }
    }
}

impl Books {
    fn records(&self) -> u64 {
        let settled = self.settled.lock().expect("lock");
        settled
            .iter()
            .flat_map(|s| &s.lanes)
            .map(|l| l.tally.records())
            .sum()
    }

    fn dead_letters(&self) -> (u64, u64) {
        let settled = self.settled.lock().expect("lock");
        let owed = settled
            .iter()
            .flat_map(|s| &s.lanes)
            .map(|l| l.tally.dead_letters())
            .sum();
        (owed, settled.iter().map(|s| s.dead_letters).sum())
    }
}

fn shard(log: &Shared, lanes: Vec<LaneId>, cadence: Cadence, books: &Arc<Books>) -> Shard<Toy, MemoryPorts> {
    let never = RejectLimit {
        percent: 100,
        at_least: 10,
    };
    strict(log, lanes, cadence, books, never)
}

fn strict(
    log: &Shared,
    lanes: Vec<LaneId>,
    cadence: Cadence,
    books: &Arc<Books>,
    rejects: RejectLimit,
) -> Shard<Toy, MemoryPorts> {
    let clock = ManualClock::default();
    Shard::new(Parts {
        stage: Toy {
            clock: clock.clone(),
            ..Toy::default()
        },
        index: 0,
        inlet: MemoryInlet::new(log, lanes),
        ledger: MemoryLedger::new(log, &clock),
        history: MemoryHistory::new(log),
        clock,
        witness: Arc::clone(books) as Arc<dyn Witness>,
        cadence,
        limits: Limits {
            rejects,
            message_bytes: MESSAGE_BYTES,
            transaction: memory::TRANSACTION,
        },
    })
}

/// A state in a form that can be compared.
type Picture = (Time, BTreeMap<u8, Count>);

fn picture(state: &ToyState) -> Picture {
    let counts = (0..KEYS).filter_map(|key| Some((key, state.count(key)?.clone())));
    (state.time(), counts.collect())
}

/// Runs until everything is committed, starting a new process whenever one dies.
fn run(log: &Shared, cadence: Cadence, deaths: &[u32], books: &Arc<Books>) -> BTreeMap<LaneId, Picture> {
    let lanes: Vec<LaneId> = log.borrow().inputs.keys().map(|p| lane(*p)).collect();
    let mut deaths = deaths.iter().copied();
    loop {
        log.borrow_mut().dies_after = deaths.next();
        let mut shard = shard(log, lanes.clone(), cadence, books);
        for _ in 0..200_000 {
            match shard.turn() {
                Ok(()) => {}
                Err(Fault::Fatal(why)) => {
                    assert_eq!(why, "killed");
                    break;
                }
                Err(fault) => panic!("a shard ends only on fatal faults: {fault}"),
            }
            let done = |id: &LaneId| {
                let log = log.borrow();
                log.committed(*id)
                    .is_some_and(|(next, _)| next == Position::start_of(log.end(id.partition)))
            };
            if lanes.iter().all(done) && shard.idle().is_some() {
                return shard.lanes().map(|(id, state)| (id, picture(state))).collect();
            }
        }
        assert!(log.borrow().dies_after.is_some(), "it neither died nor finished");
    }
}

/// The plain sequential run of one partition: outputs, dead letters, state.
fn model(partition: i32, inputs: &[Input]) -> (Vec<Written>, Vec<Written>, Picture) {
    let (mut state, mut toy) = (ToyState::default(), Toy::default());
    let (mut outputs, mut letters) = (Vec::new(), Vec::new());
    for (n, input) in inputs.iter().enumerate() {
        let place = Place {
            source: memory::SOURCE,
            partition,
            offset: input.at.offset,
            index: input.at.index,
        };
        let mut letter = |reason| {
            letters.push(Written::Letter {
                lane: lane(partition),
                at: input.at,
                reason,
                value: input.value.clone(),
            });
        };
        match input.value.as_slice() {
            b"panic" => letter("panic"),
            b"big" => letter("output_oversize"),
            b"client" | b"broker" => letter("unwritable"),
            b"slow" => letter("too_slow"),
            _ => {
                let mut out = Outbox::default();
                out.begin(place, input.time);
                let record = Record {
                    place,
                    ingested_at: input.time,
                    headers: &[],
                    key: &input.key,
                    value: Some(&input.value),
                };
                if let Fate::Rejected(reject) = toy.step(&mut state, &record, &mut out) {
                    letter(reject.reason.name());
                }
                state.merge(u64::try_from(n).expect("small") + 1);
                outputs.extend(out.outputs().iter().map(|output| Written::Output {
                    lane: lane(partition),
                    at: input.at,
                    ordinal: output.cause.1,
                    key: out.key(output).to_vec(),
                    value: out.value(output).map(<[u8]>::to_vec),
                    time: output.ingested_at,
                }));
            }
        }
    }
    (outputs, letters, picture(&state))
}

/// Folds the changelog of a partition, whole or keeping only the newest record of each key.
fn folded(log: &Log, partition: i32, compacted: bool) -> (ToyState, Option<Progress>) {
    let mut changes: Vec<(Vec<u8>, Option<Vec<u8>>)> = Vec::new();
    for written in log.seen() {
        if let Written::Change {
            partition: of,
            key,
            value,
        } = written
            && of == partition
        {
            if compacted {
                changes.retain(|(old, _)| *old != key);
            }
            changes.push((key, value));
        }
    }
    let (mut state, mut progress) = (ToyState::default(), None);
    for (key, value) in changes {
        if key.first() == Some(&TAG) {
            progress = value.map(|value| Progress::decode(&value).expect("progress"));
        } else {
            state.apply(&key, value.as_deref()).expect("a row");
        }
    }
    if let Some(progress) = progress {
        state.restore_time(progress.time);
    }
    (state, progress)
}

/// Each transaction goes on where the one before ended, with the next number.
fn chain_is_whole(log: &Log, partition: i32) {
    let mut last = (None, 0);
    for written in log.seen() {
        if let Written::Change {
            partition: of,
            key,
            value: Some(value),
        } = written
            && of == partition
            && key.first() == Some(&TAG)
        {
            let progress = Progress::decode(&value).expect("progress");
            assert_eq!((progress.previous, progress.transaction), (last.0, last.1 + 1));
            assert!(Some(progress.next) > progress.previous);
            last = (Some(progress.next), progress.transaction);
        }
    }
}

fn check(inputs: &BTreeMap<i32, Vec<Input>>, cadence: Cadence, luck: Vec<u8>, deaths: &[u32]) {
    let log = Log::with(inputs.clone(), luck);
    let books = Arc::new(Books::default());
    let states = run(&log, cadence, deaths, &books);
    let log = log.borrow();
    let mut total = 0;
    for (partition, inputs) in inputs {
        let (outputs, letters, state) = model(*partition, inputs);
        let of = |written: &Written, wanted: bool| match written {
            Written::Output { lane: of, .. } => wanted && of.partition == *partition,
            Written::Letter { lane: of, .. } => !wanted && of.partition == *partition,
            Written::Change { .. } => false,
        };
        let seen =
            |outputs: bool| -> Vec<Written> { log.seen().into_iter().filter(|w| of(w, outputs)).collect() };
        assert_eq!(seen(true), outputs, "outputs of partition {partition}, in order");
        assert_eq!(seen(false), letters, "dead letters of partition {partition}");
        assert_eq!(states[&lane(*partition)], state, "state of partition {partition}");
        for compacted in [false, true] {
            let (restored, progress) = folded(&log, *partition, compacted);
            assert_eq!(picture(&restored), state, "restored, compacted: {compacted}");
            let (next, time) = log.committed(lane(*partition)).expect("committed");
            assert_eq!(progress.map(|p| (p.next, p.time)), Some((next, time)));
            assert_eq!(next, Position::start_of(log.end(*partition)));
        }
        chain_is_whole(&log, *partition);
        total += inputs.len() as u64;
    }
    // A process that dies after its commit took effect cannot tell its books; only without deaths do they balance.
    if deaths.is_empty() {
        assert_eq!(books.records(), total, "records in = sum of fates");
        let (owed, written) = books.dead_letters();
        assert_eq!(owed, written, "refused records = dead letters");
    }
}

fn inputs() -> impl Strategy<Value = BTreeMap<i32, Vec<Input>>> {
    let value = prop_oneof![
        12 => Just(b"post".to_vec()),
        2 => Just(b"bad".to_vec()),
        1 => Just(b"panic".to_vec()),
        1 => Just(b"big".to_vec()),
        1 => prop_oneof![Just(b"client".to_vec()), Just(b"broker".to_vec()), Just(b"slow".to_vec())],
        4 => (0i64..400).prop_map(|time| format!("tick:{time}").into_bytes()),
    ];
    // No step: another record of the same message.
    let record = (0..KEYS, 0i64..300, 0i64..3, value);
    let partition = proptest::collection::vec(record, 1..40).prop_map(|records| {
        let mut last: Option<Position> = None;
        let number = |(key, time, step, value)| {
            let at = match last {
                None => Position::start_of(step),
                Some(last) if step == 0 => last.after(false),
                Some(last) => Position::start_of(last.offset + step),
            };
            last = Some(at);
            Input {
                at,
                time: Time(time),
                key: vec![key],
                value,
            }
        };
        records.into_iter().map(number).collect::<Vec<_>>()
    });
    proptest::collection::vec(partition, 1..4).prop_map(|partitions| (0..).zip(partitions).collect())
}

fn cadence() -> impl Strategy<Value = Cadence> {
    let bounds = (1u64..30, 1u64..20, 1u64..400, 0u64..10, 0u64..10);
    bounds.prop_map(|(age, records, bytes, gap, lull)| Cadence {
        age: Duration::from_millis(age),
        records,
        bytes,
        gap: Duration::from_millis(gap),
        lull: Duration::from_millis(lull),
    })
}

fn quiet<T>(run: impl FnOnce() -> T) -> T {
    // The toy's panics are asked for: their traces would bury everything else.
    let asked = |info: &std::panic::PanicHookInfo<'_>| {
        let words = info.payload().downcast_ref::<String>();
        words.is_some_and(|words| words.contains("a record that asks for it"))
    };
    let before = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |info| {
        if !asked(info) {
            before(info);
        }
    }));
    run()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn cut_law_and_book_law_and_order_law(inputs in inputs(), cadence in cadence()) {
        quiet(|| check(&inputs, cadence, Vec::new(), &[]));
    }

    #[test]
    fn faults_of_every_kind_change_nothing(
        inputs in inputs(),
        cadence in cadence(),
        luck in proptest::collection::vec(prop_oneof![6 => Just(0u8), 1 => Just(1u8), 1 => Just(2u8), 1 => Just(3u8), 1 => Just(4u8)], 0..150),
    ) {
        quiet(|| check(&inputs, cadence, luck, &[]));
    }

    #[test]
    fn crash_law_and_restore_law(
        inputs in inputs(),
        cadence in cadence(),
        deaths in proptest::collection::vec(1u32..60, 1..12),
        luck in proptest::collection::vec(prop_oneof![12 => Just(0u8), 1 => Just(1u8), 1 => Just(2u8), 1 => Just(3u8)], 0..60),
    ) {
        quiet(|| check(&inputs, cadence, luck, &deaths));
    }
}

fn posts(n: i64, value: &[u8]) -> BTreeMap<i32, Vec<Input>> {
    let records = (0..n).map(|offset| Input {
        at: Position::start_of(offset),
        time: Time(offset),
        key: vec![1],
        value: value.to_vec(),
    });
    BTreeMap::from([(0, records.collect())])
}

#[test]
fn a_lane_whose_committed_offset_is_gone_is_stopped_and_nothing_is_done_twice() {
    let log = Log::with(posts(9, b"post"), Vec::new());
    let books = Arc::new(Books::default());
    run(&log, Cadence::default(), &[], &books);
    log.borrow_mut().forget_committed(lane(0));
    let before = log.borrow().seen();
    let mut again = shard(&log, vec![lane(0)], Cadence::default(), &books);
    for _ in 0..50 {
        again.turn().expect("the shard lives");
    }
    assert_eq!(
        *books.stopped.lock().expect("lock"),
        [(lane(0), StopReason::ProgressMismatch)]
    );
    assert_eq!(log.borrow().seen(), before);
}
