//! A clock that the test moves.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use outcry::domain::time::Time;
use outcry::runtime::ports::Clock;

/// A clock that only moves when it is asked, a millisecond a time, or told to.
#[derive(Debug, Clone, Default)]
pub struct ManualClock(Arc<AtomicU64>);

impl ManualClock {
    pub fn pass(&self, time: Duration) {
        let time = u64::try_from(time.as_millis()).expect("small");
        self.0.fetch_add(time, Ordering::Relaxed);
    }
}

impl Clock for ManualClock {
    fn monotonic(&self) -> Duration {
        Duration::from_millis(self.0.fetch_add(1, Ordering::Relaxed) + 1)
    }

    fn wall(&self) -> Time {
        Time(0)
    }
}
