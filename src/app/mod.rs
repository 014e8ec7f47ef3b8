//! Wiring and commands.

pub mod normalise;
