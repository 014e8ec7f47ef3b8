//! Rules as data: which post opens a case, which queue gets it, how urgent it is, who is woken.
//! Pure functions of the facts given. Knows no stage, no topic and no file system: it is handed text.

pub mod decision;
pub mod escalation;
pub mod facts;
pub mod problem;
pub mod rule_set;

pub use decision::{Decision, Explained, Send};
pub use escalation::{Escalation, EscalationLevel};
pub use facts::Facts;
pub use problem::Problem;
pub use rule_set::RuleSet;
