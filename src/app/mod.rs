//! Wiring and commands.

pub mod demo;
pub mod recording;
pub mod replay;
pub mod world;
