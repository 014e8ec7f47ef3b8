//! The commands, one a file.

pub(super) mod capture;
pub(super) mod check;
pub(super) mod config;
pub(super) mod demo;
pub(super) mod eval;
mod eval_table;
pub(super) mod health;
pub(super) mod lanes;
pub(super) mod normalise;
pub(super) mod open_address;
pub(super) mod publish;
pub(super) mod repartition;
pub(super) mod replay;
pub(super) mod score;
mod score_table;
pub(super) mod sources;
pub(super) mod topics;
pub(super) mod train;
