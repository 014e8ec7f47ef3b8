//! Values: what the pipeline speaks about. No I/O, no clock, no randomness; knows no other module.

pub mod account;
pub mod alert;
pub mod cascade;
pub mod erasure;
pub mod event;
pub mod fate;
pub mod feedback;
pub mod gap;
pub mod ids;
pub mod item;
pub mod lookup;
pub mod mapping;
pub mod mask;
pub mod measure;
pub mod network;
pub mod notice;
pub mod outbox;
pub mod partition;
pub mod presence;
pub mod record;
pub mod score;
pub mod scored;
pub mod stage;
pub mod tick;
pub mod time;
pub mod topic;
