//! What the rules say of a case.

use crate::domain::item::{Compared, Priority};
use crate::domain::time::Span;

/// Where a rule sends a case, and what it promises.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Send {
    /// The queue; declared in the file.
    pub queue: String,
    /// Skills asked for, in order; declared in the file.
    pub skills: Vec<String>,
    /// Name of the calendar that what is promised is counted by; `always` is plain time.
    pub calendar: String,
    /// Time to the first response, of business time; `None` without a deadline.
    pub first_response: Option<Span>,
    /// Time to each further response; `None` without a deadline.
    pub next_response: Option<Span>,
    /// Time until it is resolved or closed; `None` without a deadline.
    pub resolution: Option<Span>,
    /// Priority score before additions, from 0 to 1000.
    pub priority: i32,
}

/// The first rule that matched, and what follows from it.
#[derive(Debug, Clone, PartialEq)]
pub struct Decision<'r> {
    /// Id of the rule; `otherwise` if none matched.
    pub rule: &'r str,
    /// The comparisons that made it match.
    pub compared: Vec<Compared>,
    /// Where it goes; `None` if it opens no case.
    pub send: Option<&'r Send>,
    /// From 0 to 1000, higher is sooner; 0 if it opens no case.
    pub priority_score: i32,
    /// The score's name.
    pub priority: Priority,
}

/// Where an open case goes; without what was compared, which is most of the work.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Routed<'r> {
    /// Id of the first rule that matched; `otherwise` if none did.
    pub rule: &'r str,
    /// Where it goes.
    pub send: &'r Send,
    /// From 0 to 1000, higher is sooner.
    pub priority_score: i32,
    /// The score's name.
    pub priority: Priority,
}

/// How one rule looked at the facts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Explained<'r> {
    /// Id of the rule.
    pub rule: &'r str,
    /// Whether it holds.
    pub holds: bool,
    /// Every comparison it names, whether it held or not.
    pub compared: Vec<Compared>,
}
