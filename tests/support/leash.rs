//! A process that ends when the test that started it ends, whichever way: it hangs on a pipe.

use std::fs::File;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::time::{Duration, Instant};

use nix::sys::signal::{Signal, kill};
use nix::unistd::Pid;

// The shell waits for the process and passes its exit code on; a reader beside it sees the pipe close and
// kills. Statics are never dropped in Rust, so a shared broker could not be stopped by a destructor.
const SCRIPT: &str = r#"
exec 3<&0
"$@" </dev/null 3<&- &
pid=$!
echo "$pid" > "$LEASH_PID.part" && mv "$LEASH_PID.part" "$LEASH_PID"
( read -r _ <&3; [ ! -e "$LEASH_PID" ] || kill -9 "$pid"; [ -z "$LEASH_SWEEP" ] || rm -rf "$LEASH_SWEEP" ) &
watcher=$!
exec 3<&-
wait "$pid"
code=$?
rm -f "$LEASH_PID"
[ -n "$LEASH_SWEEP" ] || kill "$watcher"
exit "$code"
"#;

/// A process on its leash.
#[derive(Debug)]
pub struct Leash {
    shell: Child,
    pid: Pid,
    ended: Option<ExitStatus>,
    log: PathBuf,
}

impl Leash {
    /// Starts a program; what it says goes to `log`, appended. `sweep` is removed after the process.
    pub fn start(command: &Command, log: &Path, sweep: Option<&Path>) -> Self {
        let pid_file = log.with_extension("pid");
        let _ = std::fs::remove_file(&pid_file);
        let out = File::options()
            .create(true)
            .append(true)
            .open(log)
            .expect("log file");
        let mut shell = Command::new("sh");
        shell
            .args(["-c", SCRIPT, "leash"])
            .arg(command.get_program())
            .args(command.get_args());
        for (name, value) in command.get_envs() {
            match value {
                Some(value) => shell.env(name, value),
                None => shell.env_remove(name),
            };
        }
        shell
            .env("LEASH_PID", &pid_file)
            .env("LEASH_SWEEP", sweep.unwrap_or(Path::new("")));
        shell
            .stdin(Stdio::piped())
            .stdout(out.try_clone().expect("log file"))
            .stderr(out);
        let shell = shell.spawn().expect("sh starts");
        let pid = read_pid(&pid_file);
        Self {
            shell,
            pid,
            ended: None,
            log: log.into(),
        }
    }

    /// Sends a signal to the process; no matter whether it is there.
    pub fn signal(&self, signal: Signal) {
        if self.ended.is_none() {
            let _ = kill(self.pid, signal);
        }
    }

    /// The process id.
    pub fn pid(&self) -> i32 {
        self.pid.as_raw()
    }

    /// How it ended, if it has.
    pub fn ended(&mut self) -> Option<ExitStatus> {
        if self.ended.is_none() {
            self.ended = self.shell.try_wait().expect("wait");
        }
        self.ended
    }

    /// Waits for its end: the exit code, 128 + n after signal n.
    ///
    /// # Panics
    /// It is still there after `limit`.
    pub fn wait(&mut self, limit: Duration) -> i32 {
        let begin = Instant::now();
        while self.ended().is_none() {
            assert!(
                begin.elapsed() < limit,
                "process {} does not end; it said:\n{}",
                self.pid,
                self.said()
            );
            std::thread::sleep(Duration::from_millis(10));
        }
        self.ended.and_then(|status| status.code()).unwrap_or(-1)
    }

    /// What it has said so far.
    pub fn said(&self) -> String {
        std::fs::read_to_string(&self.log).unwrap_or_default()
    }
}

impl Drop for Leash {
    fn drop(&mut self) {
        if self.ended().is_none() {
            // A stopped process takes SIGKILL as well.
            self.signal(Signal::SIGKILL);
            drop(self.shell.stdin.take());
            let _ = self.shell.wait();
        }
    }
}

fn read_pid(file: &Path) -> Pid {
    // A loaded machine may take long to start a shell.
    for _ in 0..12_000 {
        if let Some(pid) = std::fs::read_to_string(file)
            .ok()
            .and_then(|text| text.trim().parse().ok())
        {
            return Pid::from_raw(pid);
        }
        std::thread::sleep(Duration::from_millis(5));
    }
    panic!("the shell wrote no process id to {}", file.display());
}
