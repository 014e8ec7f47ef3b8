//! Wiring and commands.

pub mod normalise;
pub mod recording;
pub mod replay;
pub mod world;
