//! The sets of a recipe: read once each, refused when they hold a sealed text, chosen row by row.

use std::collections::BTreeMap;
use std::path::Path;

use super::recipe::{Head, Recipe, Set};
use super::rows::{Row, Rows};
use super::sealed::Sealed;
use super::train::TrainError;

/// A row that a head is fitted to.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Example<'a> {
    /// The row.
    pub row: &'a Row,
    /// What its label means.
    pub label: &'a str,
    /// How much it counts.
    pub weight: f32,
}

/// The files of a recipe by name.
#[derive(Debug, Default)]
pub struct Sets {
    files: BTreeMap<String, Rows>,
}

impl Sets {
    /// Reads every file that a recipe names.
    ///
    /// # Errors
    /// [`TrainError`] for a file that cannot be read or holds a sealed text.
    pub fn read(recipe: &Recipe) -> Result<Self, TrainError> {
        let sealed = Sealed::read(&recipe.data)?;
        let mut sets = Self::default();
        for (_, head) in recipe.heads() {
            for set in head.sets.iter().chain(&head.calibrate) {
                sets.load(&recipe.data, set, &sealed)?;
            }
        }
        if let Some(teacher) = &recipe.teacher {
            for set in teacher.sets.iter().chain(&teacher.apart_from) {
                sets.load(&recipe.data, set, &sealed)?;
            }
        }
        Ok(sets)
    }

    fn load(&mut self, folder: &Path, set: &Set, sealed: &Sealed) -> Result<(), TrainError> {
        if self.files.contains_key(&set.file) {
            return Ok(());
        }
        let rows = Rows::read(&folder.join(&set.file))?;
        sealed.refuse(&rows)?;
        self.files.insert(set.file.clone(), rows);
        Ok(())
    }

    /// The files, by name.
    #[must_use]
    pub const fn files(&self) -> &BTreeMap<String, Rows> {
        &self.files
    }

    /// The rows of a set, labelled or not, in the order of the file.
    pub fn rows<'a>(&'a self, set: &'a Set) -> impl Iterator<Item = &'a Row> {
        let rows = self.files.get(&set.file).map_or(&[][..], |file| &file.rows);
        rows.iter().filter(|row| set.wants(row))
    }

    /// The rows that a head is fitted to, for a task, in the order of the files.
    #[must_use]
    pub fn examples<'a>(&'a self, task: &str, sets: &'a [Set]) -> Vec<Example<'a>> {
        let mut examples = Vec::new();
        for set in sets {
            for row in self.rows(set) {
                if let Some(label) = row.label(task).and_then(|label| set.meaning(label)) {
                    examples.push(Example {
                        row,
                        label,
                        weight: set.weight,
                    });
                }
            }
        }
        examples
    }

    /// The labels of a head that has no fixed ones, in order.
    #[must_use]
    pub fn labels(&self, task: &str, head: &Head) -> Vec<String> {
        let examples = self.examples(task, &head.sets);
        let mut labels: Vec<String> = examples.iter().map(|example| example.label.to_owned()).collect();
        labels.sort_unstable();
        labels.dedup();
        labels
    }
}

impl Set {
    fn wants(&self, row: &Row) -> bool {
        (self.splits.is_empty() || self.splits.contains(&row.split))
            && (self.languages.is_empty() || self.languages.contains(&row.language))
            && !self.without_languages.contains(&row.language)
    }
}
