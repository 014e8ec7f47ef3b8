//! Words that say what follows them: "booking number", "password:", "call me on".

use super::cue_words::{CODES, FILLERS, NUMBERED, PHONES, SECRETS, TRAILING};

/// What is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Cue {
    /// A word for a booking, an order or another case.
    Code,
    /// A word for telephone.
    Phone,
    /// A word for a password or key.
    Secret,
}

/// How a cue leads to what follows it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Lead<'t> {
    /// The cue, as written.
    pub(super) word: &'t str,
    /// Whether `:`, `=`, `#` or a word for number stands between.
    pub(super) marked: bool,
    /// Whether a sign such as `:` or `=` stands between.
    pub(super) signed: bool,
}

/// Longest word looked up, in bytes.
pub(super) const WORD: usize = 48;
/// Words between a cue and its value.
const BETWEEN: usize = 3;

/// The cue that the text before a value ends with.
pub(super) fn before(back: &str, cue: Cue) -> Option<Lead<'_>> {
    let (mut rest, mut lead) = (back, Lead::default());
    for _ in 0..=BETWEEN {
        let (trimmed, signed) = connected(rest)?;
        lead.signed |= signed;
        lead.marked |= signed;
        rest = trimmed;
        let start = rest.trim_end_matches(of_word).len();
        let word = rest.get(start..).filter(|word| !word.is_empty())?;
        let mut buffer = [0; WORD];
        let folded = fold(word, &mut buffer)?;
        if is(cue, folded) {
            lead.word = word;
            // "Bestellnummer" and "numéro" say themselves that a number follows.
            lead.marked |= is_numbered(stem(folded));
            return Some(lead);
        }
        if !FILLERS.has(folded) {
            return None;
        }
        lead.marked |= is_numbered(folded);
        rest = rest.get(..start)?;
    }
    None
}

/// Whether the text ends with a cue, nothing between.
pub(super) fn ends_with(back: &str, cue: Cue) -> bool {
    let start = back.trim_end_matches(of_word).len();
    let mut buffer = [0; WORD];
    let word = back.get(start..).and_then(|word| fold(word, &mut buffer));
    word.is_some_and(|word| is(cue, word))
}

/// Letters, and signs within words that are none: tanwin, nukta and virama.
pub(super) fn of_word(c: char) -> bool {
    c.is_alphabetic() || matches!(c, '_' | '\u{64b}' | '\u{93c}' | '\u{94d}')
}

/// Whether the word, in small letters, is such a cue.
pub(super) fn is(cue: Cue, word: &str) -> bool {
    let words = match cue {
        Cue::Code => &CODES,
        Cue::Phone => &PHONES,
        Cue::Secret => &SECRETS,
    };
    // Scripts without spaces: the cue is the end of what is written before it.
    let hung = |word: &str| {
        let known = words.words().iter().rev();
        known
            .take_while(|known| known.ends_with(is_spaceless))
            .any(|known| word.ends_with(known))
    };
    words.has(word) || word.ends_with(is_spaceless) && hung(stem(word))
}

/// The word without an ending that scripts without spaces hang on it.
pub(super) fn stem(word: &str) -> &str {
    TRAILING
        .iter()
        .find_map(|end| word.strip_suffix(end))
        .unwrap_or(word)
}

fn is_numbered(word: &str) -> bool {
    NUMBERED.iter().any(|end| word.ends_with(end))
}

pub(super) const fn is_spaceless(c: char) -> bool {
    matches!(c, '\u{3040}'..='\u{30ff}' | '\u{4e00}'..='\u{9fff}' | '\u{ac00}'..='\u{d7af}')
}

/// What stands before the signs that may join a cue and its value, and whether one of them says so.
fn connected(text: &str) -> Option<(&str, bool)> {
    let mut signed = false;
    let rest = text.trim_end_matches(|c: char| {
        signed |= matches!(c, ':' | '=' | '#' | '：' | '№');
        c.is_whitespace()
            || matches!(
                c,
                ':' | '='
                    | '#'
                    | '-'
                    | '：'
                    | '№'
                    | 'º'
                    | '°'
                    | '"'
                    | '\''
                    | '('
                    | '`'
                    | '*'
                    | '“'
                    | '„'
                    | '«'
            )
    });
    let gap = text.len() - rest.len();
    // A full stop ends an abbreviation or a sentence.
    if let Some(short) = rest.strip_suffix('.') {
        let word = short.get(short.trim_end_matches(of_word).len()..)?;
        return (1..=4).contains(&word.chars().count()).then_some((short, signed));
    }
    (gap <= 6).then_some((rest, signed))
}

/// The word in small letters; `None` if it is longer than any that is known.
pub(super) fn fold<'b>(word: &str, buffer: &'b mut [u8; WORD]) -> Option<&'b str> {
    if word.is_ascii() {
        let folded = buffer.get_mut(..word.len())?;
        folded.copy_from_slice(word.as_bytes());
        folded.make_ascii_lowercase();
        return std::str::from_utf8(folded).ok();
    }
    let mut length = 0;
    for c in word.chars().flat_map(char::to_lowercase) {
        let mut bytes = [0; 4];
        let encoded = c.encode_utf8(&mut bytes).as_bytes();
        buffer
            .get_mut(length..length + encoded.len())?
            .copy_from_slice(encoded);
        length += encoded.len();
    }
    std::str::from_utf8(buffer.get(..length)?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_in_order() {
        for words in [&CODES, &PHONES, &SECRETS, &FILLERS].map(super::super::word_set::WordSet::words) {
            for pair in words.windows(2) {
                assert!(pair[0] < pair[1], "{} before {}", pair[0], pair[1]);
            }
        }
    }

    #[test]
    fn a_cue_leads_over_fillers_and_signs() {
        let found = |back, cue| before(back, cue).map(|lead| (lead.word.to_owned(), lead.marked));
        assert_eq!(
            found("my booking number is ", Cue::Code),
            Some(("booking".into(), true))
        );
        assert_eq!(found("Bestell-Nr.: ", Cue::Code), Some(("Bestell".into(), true)));
        assert_eq!(found("my order ", Cue::Code), Some(("order".into(), false)));
        assert_eq!(found("我的订单号是", Cue::Code).map(|lead| lead.1), Some(true));
        assert_eq!(found("my order. ", Cue::Code), None);
        assert_eq!(found("in order to get ", Cue::Code), None);
        assert_eq!(found("ring me on ", Cue::Phone), None);
        assert_eq!(found("Tel.: ", Cue::Phone), Some(("Tel".into(), true)));
    }
}
