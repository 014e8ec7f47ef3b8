//! What is wrong with settings: where it was written, which key, and what to do.

use std::fmt;

use super::userinfo::masked;

/// One mistake in the settings.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Problem {
    /// Where the value was written: `file:line`, the variable's name, or the flag. Empty where nothing was
    /// written at all.
    pub place: String,
    /// Dotted path of the key.
    pub key: String,
    /// What is wrong.
    pub message: String,
    /// What to do.
    pub hint: Option<String>,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.place.is_empty() {
            write!(f, "{}: ", masked(&self.place))?;
        }
        if !self.key.is_empty() {
            write!(f, "{}: ", masked(&self.key))?;
        }
        f.write_str(&masked(&self.message))?;
        if let Some(hint) = &self.hint {
            write!(f, "; {hint}")?;
        }
        Ok(())
    }
}

/// Every mistake in the settings, in the order of their places.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problems(pub Vec<Problem>);

impl fmt::Display for Problems {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, problem) in self.0.iter().enumerate() {
            if at > 0 {
                writeln!(f)?;
            }
            write!(f, "{problem}")?;
        }
        Ok(())
    }
}

impl std::error::Error for Problems {}

/// The candidate nearest to `wanted`, if one is near enough to be a slip of the pen.
#[must_use]
pub fn nearest<'a>(wanted: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    candidates
        .into_iter()
        .map(|name| (strsim::normalized_damerau_levenshtein(wanted, name), name))
        .filter(|(likeness, _)| *likeness >= 0.6)
        .max_by(|a, b| a.0.total_cmp(&b.0))
        .map(|(_, name)| name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_finds_its_neighbour_and_nonsense_finds_nobody() {
        let keys = ["bootstrap_servers", "instance", "shards"];
        assert_eq!(nearest("bootstrap_server", keys), Some("bootstrap_servers"));
        assert_eq!(nearest("shard", keys), Some("shards"));
        assert_eq!(nearest("colour", keys), None);
    }
}
