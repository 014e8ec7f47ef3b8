//! Drives the stages through ports: shards, lanes, transactions, restoring, faults, time. Guarantees: outputs,
//! state changes, dead letters and input offsets leave together or not at all; nothing of an aborted
//! transaction is seen in a lane's state. Knows no Kafka client, logs nothing, measures nothing: it tells a
//! witness.

pub mod lane_id;
pub mod tally;
pub mod witness;
