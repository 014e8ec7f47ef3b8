//! The phrases of older mails, read once from their table.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use super::super::table::rows;

const TABLE: &str = include_str!("phrases.tsv");

/// A header field that mail programs repeat above an older mail.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Field {
    From,
    Sent,
    To,
    Copy,
    Subject,
}

/// The phrases, in lower case.
#[derive(Default)]
pub(super) struct Phrases {
    pub(super) fields: BTreeMap<String, Field>,
    /// Lines between dashes.
    pub(super) dividers: BTreeSet<String>,
    /// How lines between dashes begin that go on with a name.
    pub(super) open_dividers: Vec<String>,
    /// Lines without dashes.
    pub(super) forwards: BTreeSet<String>,
    pub(super) begin: Vec<String>,
    pub(super) wrote: Vec<String>,
    pub(super) wrote_in: Vec<String>,
    pub(super) quoting: Vec<String>,
}

static PHRASES: LazyLock<Phrases> = LazyLock::new(|| {
    let mut all = Phrases::default();
    for (kind, phrase) in rows(TABLE) {
        all.add(kind, phrase.to_lowercase());
    }
    all
});

/// The phrases of the table.
pub(super) fn phrases() -> &'static Phrases {
    &PHRASES
}

impl Phrases {
    /// Whether there is a place for phrases of this kind.
    fn add(&mut self, kind: &str, phrase: String) -> bool {
        let field = match kind {
            "from" => Field::From,
            "sent" => Field::Sent,
            "to" => Field::To,
            "copy" => Field::Copy,
            "subject" => Field::Subject,
            "history" => {
                match phrase.strip_suffix(" *") {
                    Some(begin) => self.open_dividers.push(format!("{begin} ")),
                    None => _ = self.dividers.insert(phrase),
                }
                return true;
            }
            "forward" => {
                self.forwards
                    .insert(phrase.trim_end_matches([':', '：', ' ']).to_owned());
                return true;
            }
            _ => {
                let list = match kind {
                    "begin" => &mut self.begin,
                    "wrote" => &mut self.wrote,
                    "wrote_in" => &mut self.wrote_in,
                    "quoting" => &mut self.quoting,
                    _ => return false,
                };
                list.push(phrase);
                return true;
            }
        };
        self.fields.entry(phrase).or_insert(field);
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_has_a_place() {
        for (kind, phrase) in rows(TABLE) {
            assert!(!phrase.is_empty(), "an empty phrase of {kind}");
            assert!(Phrases::default().add(kind, phrase.clone()), "{kind} {phrase}");
        }
        assert_eq!(phrases().fields.get("gesendet"), Some(&Field::Sent));
    }
}
