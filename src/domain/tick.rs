//! Lane time.

use serde::{Deserialize, Serialize};

use super::time::Time;

/// Says to a lane that everything upstream is read up to this moment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tick {
    /// The moment.
    pub time: Time,
}
