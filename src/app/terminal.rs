//! Standard output and error, and progress on a terminal.

use std::io::{self, IsTerminal, Write};
use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::exit::{Exit, Failure, Outcome};

/// Writes a line of output. A reader that went away, such as `head`, ends the command quietly.
///
/// # Errors
/// The output cannot be written.
pub fn say(to: &mut impl Write, line: &str) -> Outcome {
    match writeln!(to, "{line}") {
        Ok(()) => Ok(()),
        Err(error) => Err(unwritten(&error)),
    }
}

/// The failure of an output that cannot be written.
#[must_use]
pub fn unwritten(error: &io::Error) -> Failure {
    if error.kind() == io::ErrorKind::BrokenPipe {
        return Failure::new(Exit::Io, "");
    }
    Failure::new(Exit::Io, format!("cannot write the output: {error}"))
}

/// Writes words for people to standard error.
pub fn tell(words: &str) {
    // If even this cannot be written there is nobody to tell.
    let _ = writeln!(io::stderr(), "{words}");
}

/// Whether standard error may be coloured.
#[must_use]
pub fn colour() -> bool {
    io::stderr().is_terminal() && std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty())
}

/// Progress of work of unknown length; hidden where nobody watches.
#[must_use]
pub fn progress(what: &'static str, quiet: bool) -> ProgressBar {
    if quiet || !io::stderr().is_terminal() {
        return ProgressBar::hidden();
    }
    let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::stderr());
    if let Ok(style) = ProgressStyle::with_template("{spinner} {msg}: {pos} ({per_sec}) {elapsed}") {
        bar.set_style(style);
    }
    bar.set_message(what);
    bar.enable_steady_tick(Duration::from_millis(200));
    bar
}
