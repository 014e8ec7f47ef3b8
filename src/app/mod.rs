//! Wiring and commands.

pub mod demo;
pub mod normalise;
pub mod recording;
pub mod replay;
pub mod world;
