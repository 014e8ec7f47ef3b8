//! Wiring and commands.

pub mod world;
