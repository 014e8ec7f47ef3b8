//! Rules as data: which post opens a case, which queue gets it, how urgent it is, who is woken.
//! Pure functions of the facts given. Knows no stage, no topic and no file system: it is handed text.

mod bounds;
mod condition;
pub mod decision;
pub mod escalation;
pub mod facts;
mod field;
mod names;
mod number;
pub mod priority;
pub mod problem;
mod reach;
mod read;
mod read_condition;
mod read_escalation;
mod read_file;
mod read_promises;
pub mod rule_set;
mod set;
mod tree;
mod word;

pub use decision::{Decision, Explained, Routed, Send};
pub use escalation::{Escalation, EscalationLevel};
pub use facts::Facts;
pub use priority::Weights;
pub use problem::Problem;
pub use rule_set::RuleSet;
