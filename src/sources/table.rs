//! Tables of phrases in many languages: what a line of them is, and what words are compared as.

use unicode_normalization::UnicodeNormalization as _;

/// Every phrase of a table and what it is. A line of a table is what its phrases are, their language and the
/// phrases, apart by tabs and bars; lines with `#` are remarks.
pub(super) fn rows(table: &'static str) -> impl Iterator<Item = (&'static str, String)> {
    let lines = table
        .lines()
        .filter(|line| !line.is_empty() && !line.starts_with('#'));
    lines.flat_map(|line| {
        let mut columns = line.split('\t');
        let (kind, _, phrases) = (columns.next(), columns.next(), columns.next());
        let phrases = phrases.unwrap_or_default().split(" | ");
        phrases.map(move |phrase| (kind.unwrap_or_default(), plain(phrase)))
    })
}

/// A line as it is compared: one form of each letter, apostrophe and space, without marks of direction.
pub(super) fn plain(line: &str) -> String {
    let signs = line.nfc().filter_map(|c| match c {
        '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{FEFF}' => None,
        '’' | '`' | '´' => Some('\''),
        c if c.is_whitespace() => Some(' '),
        c => Some(c),
    });
    signs.collect::<String>().trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_what_it_is_its_language_and_phrases() {
        let table = "# remark\n\na\ten\tone | two words\nb\tar\t\u{200F}من\n";
        let rows: Vec<_> = rows(table).collect();
        let own = |kind, phrase: &str| (kind, phrase.to_owned());
        assert_eq!(rows, [own("a", "one"), own("a", "two words"), own("b", "من")]);
        assert_eq!(plain(" l\u{2019}e\u{301}t\u{A0}x "), "l'ét x");
    }
}
