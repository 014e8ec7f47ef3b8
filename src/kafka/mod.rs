//! The only place that names the Kafka client: ports of the runtime, the owner of time, topics, and the
//! service that runs it all. Guarantees: the client keys that carry correctness are set here and nowhere else.

pub mod capture;
pub mod cluster;
pub mod config;
pub mod lanes;
pub mod publish;
pub mod service;
pub mod topics;
