//! What the tests stand on: a real broker, a client that is not the service, the service's processes, and
//! the oracle.

pub mod broker;
pub mod client;
pub mod leash;
pub mod skip;
