//! No call is trusted to return: one that is not back some time after its own deadline ends the process, and the
//! supervisor starts it again. Exactly once does not depend on a clean end.

use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

/// Exit code when a call did not come back.
pub const STUCK: i32 = 75;

/// How long after its deadline a call may still come back.
const GRACE: Duration = Duration::from_secs(5);
/// How often the watchdog looks.
const LOOK: Duration = Duration::from_millis(250);

/// One watched thread.
#[derive(Debug)]
pub struct Leash {
    who: String,
    since: Instant,
    /// Milliseconds since `since`; 0 while no call is under way.
    deadline: AtomicU64,
    what: Mutex<&'static str>,
}

impl Leash {
    #[expect(
        clippy::disallowed_methods,
        reason = "the watchdog measures how long calls take"
    )]
    fn new(who: String) -> Self {
        Self {
            who,
            since: Instant::now(),
            deadline: AtomicU64::new(0),
            what: Mutex::new(""),
        }
    }

    fn now(&self) -> u64 {
        u64::try_from(self.since.elapsed().as_millis()).unwrap_or(u64::MAX)
    }

    /// Runs a call that must be back within `limit`.
    pub fn call<T>(&self, what: &'static str, limit: Duration, run: impl FnOnce() -> T) -> T {
        if let Ok(mut name) = self.what.lock() {
            *name = what;
        }
        let limit = u64::try_from(limit.as_millis()).unwrap_or(u64::MAX);
        self.deadline
            .store(self.now().saturating_add(limit).max(1), Ordering::Relaxed);
        let result = run();
        self.deadline.store(0, Ordering::Relaxed);
        result
    }

    /// The call that is overdue, and by how much.
    fn overdue(&self) -> Option<(&'static str, Duration)> {
        let deadline = self.deadline.load(Ordering::Relaxed);
        let late = Duration::from_millis(self.now().saturating_sub(deadline));
        if deadline == 0 || late < GRACE {
            return None;
        }
        Some((self.what.lock().map_or("", |name| *name), late))
    }
}

/// Watches the calls of the threads that hold a leash.
#[derive(Debug, Clone, Default)]
pub struct Watchdog {
    leashes: Arc<Mutex<Vec<Arc<Leash>>>>,
    off: Arc<AtomicBool>,
}

impl Watchdog {
    /// A leash for the thread named `who`.
    #[must_use]
    pub fn leash(&self, who: impl Into<String>) -> Arc<Leash> {
        let leash = Arc::new(Leash::new(who.into()));
        if let Ok(mut leashes) = self.leashes.lock() {
            leashes.push(Arc::clone(&leash));
        }
        leash
    }

    /// The line about the first call that is overdue.
    #[must_use]
    pub fn complaint(&self) -> Option<String> {
        let leashes = self.leashes.lock().ok()?;
        leashes.iter().find_map(|leash| {
            let (what, late) = leash.overdue()?;
            Some(format!(
                "{}: {what} is {} s past its deadline; the client is taken for dead and the process ends with exit \
                 code {STUCK}; start it again",
                leash.who,
                late.as_secs()
            ))
        })
    }

    /// Gives every call this much more time: the whole process stood still, not the client.
    pub fn excuse(&self, pause: Duration) {
        let pause = u64::try_from(pause.as_millis()).unwrap_or(u64::MAX);
        let Ok(leashes) = self.leashes.lock() else { return };
        for leash in leashes.iter() {
            let longer = |deadline: u64| (deadline > 0).then(|| deadline.saturating_add(pause));
            // A call that has ended meanwhile has no deadline any more: nothing to do.
            let _ = leash
                .deadline
                .fetch_update(Ordering::Relaxed, Ordering::Relaxed, longer);
        }
    }

    /// Starts the thread that watches; it ends the process when a call is overdue.
    ///
    /// # Errors
    /// The thread could not be started.
    pub fn start(&self) -> std::io::Result<()> {
        let watchdog = self.clone();
        std::thread::Builder::new()
            .name("watchdog".into())
            .spawn(move || {
                let own = watchdog.leash("watchdog");
                while !watchdog.off.load(Ordering::Relaxed) {
                    let before = own.now();
                    std::thread::sleep(LOOK);
                    let slept = Duration::from_millis(own.now().saturating_sub(before));
                    if slept > LOOK + Duration::from_secs(1) {
                        watchdog.excuse(slept);
                    }
                    if let Some(line) = watchdog.complaint() {
                        end(&line, STUCK);
                    }
                }
            })
            .map(drop)
    }

    /// Ends the watching.
    pub fn stop(&self) {
        self.off.store(true, Ordering::Relaxed);
    }
}

/// Writes a line to standard error and ends the process at once, without unwinding or destructors.
#[expect(
    clippy::disallowed_methods,
    clippy::print_stderr,
    reason = "a thread hangs inside the client: nothing else can end the process"
)]
pub fn end(line: &str, code: i32) -> ! {
    eprintln!("outcry: {line}");
    std::process::exit(code)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_call_past_deadline_and_grace_is_complained_about() {
        let watchdog = Watchdog::default();
        let leash = watchdog.leash("assess.0");
        leash.call("poll", Duration::from_secs(1), || {
            assert_eq!(watchdog.complaint(), None);
        });
        // A deadline of five seconds ago, as a call would have left it.
        leash.call("commit", Duration::ZERO, || {
            leash.deadline.store(1, Ordering::Relaxed);
            std::thread::sleep(Duration::from_millis(5));
            assert_eq!(watchdog.complaint(), None, "the grace is not over");
        });
        assert_eq!(watchdog.complaint(), None);
    }

    #[test]
    fn an_overdue_call_is_named_unless_the_process_itself_stood_still() {
        let watchdog = Watchdog::default();
        let mut leash = Leash::new("assess.0".into());
        leash.since -= Duration::from_secs(60);
        let leash = Arc::new(leash);
        watchdog.leashes.lock().expect("lock").push(Arc::clone(&leash));
        leash.call("commit", Duration::from_secs(1), || {
            leash.deadline.store(50_000, Ordering::Relaxed);
            let line = watchdog.complaint().expect("ten seconds late");
            for part in ["assess.0", "commit", "75"] {
                assert!(line.contains(part), "{line}");
            }
            watchdog.excuse(Duration::from_secs(9));
            assert_eq!(watchdog.complaint(), None, "one second late");
        });
        watchdog.excuse(Duration::from_secs(9));
        assert_eq!(watchdog.complaint(), None, "no call is under way");
    }
}
