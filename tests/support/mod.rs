//! What the tests stand on: a real broker, a client that is not the service, the service's processes, and
//! the oracle.

pub mod broker;
pub mod bundled;
pub mod campaign;
pub mod canaries;
pub mod chain;
pub mod client;
pub mod dice;
pub mod judge;
pub mod leash;
pub mod model;
pub mod oracle;
pub mod origin;
pub mod outcome;
pub mod past;
pub mod post;
pub mod process;
pub mod protocol;
pub mod recorded;
pub mod registry;
pub mod replayed;
pub mod scrape;
pub mod skip;
pub mod story;
pub mod watcher;
pub mod world;
