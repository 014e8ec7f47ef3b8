//! What the tests stand on: a real broker, a client that is not the service, the service's processes, and
//! the oracle.

pub mod broker;
pub mod chain;
pub mod client;
pub mod leash;
pub mod model;
pub mod oracle;
pub mod origin;
pub mod outcome;
pub mod post;
pub mod skip;
pub mod world;
