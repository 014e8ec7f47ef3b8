//! Predictions as a tab-separated file: `id`, one probability a class, the predicted label.

use std::io::{self, Write};

use super::outcome::likeliest;

/// Writes the predictions of rows: their ids, and the probability of each class.
///
/// # Errors
/// What writing gives.
pub fn write<'a>(
    out: &mut impl Write,
    labels: &[String],
    rows: impl IntoIterator<Item = (&'a str, &'a [f64])>,
) -> io::Result<()> {
    write!(out, "id")?;
    for label in labels {
        write!(out, "\t{label}")?;
    }
    writeln!(out, "\tpredicted")?;
    for (id, probabilities) in rows {
        write!(out, "{id}")?;
        for probability in probabilities {
            write!(out, "\t{probability:.6}")?;
        }
        let predicted = labels.get(likeliest(probabilities)).map_or("", String::as_str);
        writeln!(out, "\t{predicted}")?;
    }
    Ok(())
}
