//! The thread of one shard: makes its ports, turns the shard, ends it.

use std::marker::PhantomData;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;

use rdkafka::consumer::Consumer;

use super::handles;
use super::history::KafkaHistory;
use super::inlet::KafkaInlet;
use super::ledger::KafkaLedger;
use super::rejoin::Rejoins;
use super::service::{Common, Failure, Pulse};
use super::system_clock::SystemClock;
use crate::domain::topic::Topic;
use crate::runtime::fault::Fault;
use crate::runtime::ports::{Clock, Ledger, Ports};
use crate::runtime::shard::{Parts, Shard};
use crate::runtime::witness::Happening;
use crate::runtime::work::{Limits, words};
use crate::stages::Stage;

/// The ports of a shard on Kafka.
struct KafkaPorts<L>(PhantomData<L>);

impl<L: Ledger> Ports for KafkaPorts<L> {
    type Inlet = KafkaInlet<SystemClock>;
    type Ledger = L;
    type History = KafkaHistory<SystemClock>;
    type Clock = SystemClock;
}

/// Makes the ledger of a shard from the one that settles in transactions.
pub(super) type MakeLedger<L> = fn(KafkaLedger<SystemClock>) -> L;

fn shard<S: Stage, L: Ledger>(
    stage: S,
    index: usize,
    common: &Common,
    make: MakeLedger<L>,
) -> Result<Shard<S, KafkaPorts<L>>, String> {
    let name = stage.name();
    let config = &common.config;
    let consumer = handles::member(config, name, index, &common.witness)
        .map_err(|error| format!("the consumer of {} cannot be made: {error}", name.name()))?;
    let consumer = Arc::new(consumer);
    let leash = common.watchdog.leash(config.slot(name, index));
    let clock = SystemClock;
    let ledger = KafkaLedger::new(
        Arc::clone(&consumer),
        Arc::clone(config),
        Arc::clone(&common.names),
        Arc::clone(&common.witness),
        Arc::clone(&leash),
        clock,
        name,
        index,
    );
    let history = KafkaHistory::new(
        Arc::clone(config),
        Arc::clone(&common.witness),
        Arc::clone(&common.survey),
        Arc::clone(&leash),
        clock,
        name,
        common.names.full(Topic::Changelog(name)).into_owned(),
    );
    let topics: Vec<_> = name
        .sources(&config.networks)
        .into_iter()
        .map(|source| common.names.full(source.topic()).into_owned())
        .collect();
    let topics: Vec<&str> = topics.iter().map(String::as_str).collect();
    consumer
        .subscribe(&topics)
        .map_err(|error| format!("subscribing to {}: {error}", topics.join(", ")))?;
    let inlet = KafkaInlet::new(
        consumer,
        Arc::clone(&common.survey),
        Arc::clone(config),
        Arc::clone(&common.names),
        name,
        leash,
        clock,
    );
    Ok(Shard::new(Parts {
        stage,
        index,
        inlet,
        ledger: make(ledger),
        history,
        clock,
        witness: Arc::clone(&common.witness),
        cadence: config.cadence,
        limits: Limits {
            rejects: config.reject_limit,
            message_bytes: config.max_message_bytes,
            transaction: Duration::from_millis(handles::TRANSACTION_TIMEOUT_MS.into()),
        },
    }))
}

/// Runs one shard until it is asked to stop or cannot go on.
///
/// # Errors
/// Why it cannot go on.
pub(super) fn run<S: Stage, L: Ledger>(
    stage: S,
    index: usize,
    common: &Common,
    pulse: &Pulse,
    make: MakeLedger<L>,
) -> Result<(), Failure> {
    let name = stage.name();
    let ended = turn_until_asked(stage, index, common, pulse, make)
        .map_err(|failure| failure.of(&format!("{}, shard {index}", name.name())));
    common.witness.saw(&Happening::Ended {
        stage: name,
        shard: index,
        failure: ended.as_ref().err().map(ToString::to_string).as_deref(),
    });
    ended
}

fn turn_until_asked<S: Stage, L: Ledger>(
    stage: S,
    index: usize,
    common: &Common,
    pulse: &Pulse,
    make: MakeLedger<L>,
) -> Result<(), Failure> {
    let name = stage.name();
    let (mut stage, mut rejoins) = (stage, Rejoins::default());
    loop {
        let joined = SystemClock.monotonic();
        let mut shard = shard(stage, index, common, make).map_err(Failure::Ended)?;
        let mut ended = Ok(());
        while ended.is_ok() && !common.stop.load(Ordering::Relaxed) {
            // A panic outside a step is a bug of this build: unwinding through the client's handles would hang.
            ended = catch_unwind(AssertUnwindSafe(|| shard.turn()))
                .unwrap_or_else(|payload| Err(Fault::Fatal(format!("panic: {}", words(payload.as_ref())))));
            pulse.tell(shard.idle());
        }
        if ended.is_ok() {
            shard.end();
        }
        let leash = common.watchdog.leash(format!("{} (closing)", name.name()));
        stage = leash.call("close", Duration::from_secs(10), || shard.into_stage());
        match ended {
            Err(Fault::Expelled(_)) if rejoins.again(SystemClock.monotonic().saturating_sub(joined)) => {
                common.witness.saw(&Happening::Trouble {
                    client: name.name(),
                    detail: "the group has another member of this name, or its coordinator was lost: joining anew",
                });
            }
            Err(fault @ Fault::Expelled(_)) => {
                return Err(Failure::Ended(format!(
                    "{fault}, again and again; is there another process with the same kafka.instance?"
                )));
            }
            Err(fault) => return Err(fault.into()),
            Ok(()) => return Ok(()),
        }
    }
}
