//! Wiring and commands.
