//! The only place that names the Kafka client: ports of the runtime, the owner of time, topics, and the
//! service that runs it all. Guarantees: the client keys that carry correctness are set here and nowhere else.

mod admission;
mod bundles;
pub mod capture;
mod cause;
pub mod client_check;
pub mod client_error;
mod clock;
pub mod cluster;
pub mod config;
mod context;
mod drain;
pub mod embedded;
mod generations;
mod handles;
mod heartbeat;
mod history;
mod inlet;
pub mod lanes;
mod leave;
mod ledger;
mod member;
mod mood;
mod names;
mod partitions;
mod plain_talk;
pub mod publish;
mod rejoin;
pub mod repartition;
mod rivals;
pub mod service;
mod standing;
mod survey;
mod system_clock;
pub mod topics;
mod unpack;
mod wait;
