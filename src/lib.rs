//! outcry catches a public outcry while it is still one post.
//!
//! Raw social events come in from Kafka; routed work items and escalation alerts go out, exactly once.
//! A tour, from the inside out:
//!
//! - [`domain`]: values. [`state`]: what a lane keeps. [`wire`]: Avro, the only place that names it.
//! - [`sources`]: one adapter a network. [`scoring`]: words and spread. [`routing`]: rules as data.
//! - [`training`]: models from labelled rows. [`evaluation`]: how right they are.
//! - [`stages`]: the pure steps. [`runtime`]: drives them through ports. [`kafka`]: the only place that
//!   names the client. [`settings`], [`telemetry`]: the edge. [`app`]: wiring and commands.

pub mod app;
pub mod domain;
pub mod evaluation;
pub mod kafka;
pub mod masking;
pub mod routing;
pub mod runtime;
pub mod scoring;
pub mod settings;
pub mod sources;
pub mod stages;
pub mod state;
pub mod telemetry;
pub mod training;
pub mod wire;
