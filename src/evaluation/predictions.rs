//! Predictions as a tab-separated file: `id`, one probability a class, the predicted label.

use std::io::{self, Write};

use super::outcome::Outcome;

/// Writes predictions.
///
/// # Errors
/// What writing gives.
pub fn write(out: &mut impl Write, labels: &[String], outcomes: &[Outcome]) -> io::Result<()> {
    write!(out, "id")?;
    for label in labels {
        write!(out, "\t{label}")?;
    }
    writeln!(out, "\tpredicted")?;
    for outcome in outcomes {
        write!(out, "{}", outcome.id)?;
        for probability in &outcome.probabilities {
            write!(out, "\t{probability:.6}")?;
        }
        writeln!(
            out,
            "\t{}",
            labels.get(outcome.guess()).map_or("", String::as_str)
        )?;
    }
    Ok(())
}
