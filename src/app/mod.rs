//! Wiring and commands.

pub mod recording;
pub mod replay;
pub mod world;
