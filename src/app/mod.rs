//! Wiring and commands.

pub mod demo;
pub mod world;
