//! The running service: shards of every stage, the clock, the watchdog.
