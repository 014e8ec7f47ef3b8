//! What people see of a running service: log lines, metrics, health. Guarantees: a happening is counted and
//! told in one place; every label is bounded; no text of a post, no handle and no secret is ever written.
//! Knows the runtime's reports; changes nothing.

pub mod catalogue;
mod connections;
mod faults;
mod flow;
mod health;
mod http;
mod lanes;
mod logging;
mod metrics;
mod narrate;
mod timekeeping;

pub use health::{Health, Verdict};
pub use http::{HttpError, HttpServer};
pub use logging::start_logging;
pub use metrics::{Metrics, Telemetry};
