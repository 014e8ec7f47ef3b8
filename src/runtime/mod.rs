//! Drives the stages through ports: shards, lanes, transactions, restoring, faults, time. Guarantees: outputs,
//! state changes, dead letters and input offsets leave together or not at all; nothing of an aborted
//! transaction is seen in a lane's state. Knows no Kafka client, logs nothing, measures nothing: it tells a
//! witness.

pub mod bisection;
pub mod breaker;
pub mod cadence;
pub mod clock;
mod density;
pub mod failpoint;
pub mod fault;
pub mod lane;
pub mod lane_id;
pub mod mishap;
pub mod patience;
pub mod ports;
pub mod progress;
pub mod recovery;
pub mod restore;
pub mod settlement;
pub mod shard;
pub mod tally;
mod turns;
pub mod waiting;
pub mod watchdog;
pub mod witness;
pub mod work;
