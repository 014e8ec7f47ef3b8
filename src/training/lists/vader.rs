//! VADER's lists, out of the wheel of its Python package.

use std::collections::BTreeMap;
use std::path::Path;

use super::archive::Archive;
use super::literal::{Constants, Number, number};
use super::{ListError, Listed, Package, Wrong, wrong_line};
use crate::scoring::vader::{Entries, Lists};

const WORDS: &str = "vaderSentiment/vader_lexicon.txt";
const EMOJI: &str = "vaderSentiment/emoji_utf8_lexicon.txt";
const RULES: &str = "vaderSentiment/vaderSentiment.py";

/// VADER's lists. Its idioms stay where they are: no rule of the package reads them.
///
/// # Errors
/// [`ListError`] when the package cannot be read or holds a list that does not read.
pub fn vader(path: &Path) -> Result<Listed<Lists>, ListError> {
    let wanted = |name: &str| [WORDS, EMOJI, RULES].contains(&name) || name.ends_with(".dist-info/METADATA");
    let archive = Archive::wheel(path, wanted)?;
    let wrong = |file: &'static str| move |wrong: Wrong| wrong_line(path, file, wrong);
    let constants = Constants::of(archive.text(RULES)?);
    let negations = constants.strings("NEGATE").map_err(wrong(RULES))?;
    let entries = Entries {
        words: words(archive.text(WORDS)?).map_err(wrong(WORDS))?,
        boosters: constants.numbers("BOOSTER_DICT").map_err(wrong(RULES))?,
        negations: negations.into_iter().collect(),
        phrases: constants.numbers("SPECIAL_CASES").map_err(wrong(RULES))?,
        emoji: emoji(archive.text(EMOJI)?).map_err(wrong(EMOJI))?,
    };
    let lists = Lists::new(entries).map_err(|cause| ListError::Lists {
        path: path.to_owned(),
        cause,
    })?;
    Ok(Listed {
        package: Package::of_wheel(&archive)?,
        lists,
    })
}

/// The first two cells of each line that is not empty, with its number.
fn cells(table: &str) -> impl Iterator<Item = Result<(usize, &str, &str), Wrong>> {
    let lines = (1..).zip(table.split('\n').map(str::trim));
    lines.filter(|(_, line)| !line.is_empty()).map(|(number, line)| {
        let (first, rest) = line
            .split_once('\t')
            .ok_or_else(|| (number, "two cells with a tab between them wanted".to_owned()))?;
        Ok((number, first, rest.split('\t').next().unwrap_or(rest)))
    })
}

/// Rated words. Of two entries for one word the last counts, as in the package.
fn words(table: &str) -> Result<BTreeMap<String, Number>, Wrong> {
    cells(table)
        .map(|row| {
            let (line, word, rating) = row?;
            let valence = number(rating).filter(|valence| valence.abs() <= 4000);
            let valence = valence.ok_or_else(|| (line, "a valence from -4 to 4 wanted".to_owned()))?;
            Ok((word.to_owned(), valence))
        })
        .collect()
}

/// Descriptions of the emoji of one character: the package reads a text by characters, and meets no others.
fn emoji(table: &str) -> Result<BTreeMap<char, String>, Wrong> {
    let mut emoji = BTreeMap::new();
    for row in cells(table) {
        let (_, shown, description) = row?;
        let mut characters = shown.chars();
        if let (Some(one), None) = (characters.next(), characters.next()) {
            emoji.insert(one, description.to_owned());
        }
    }
    Ok(emoji)
}
