//! Words that ask for a call or a message, and say so of the number beside them: "call me at", "my number is",
//! "llámame al", "мой номер". Whose number it is tells: "my order number is" asks for nothing.

use super::cue::{self, Cue};
use super::reach_words::{BEHIND, LINKS, NOUNS, OWNED, OWNERS, PRONOUNS, TOWARDS, VERBS};

/// Words between such a word and the number.
const BETWEEN: usize = 7;
/// Longest gap between two of them, in bytes.
const GAP: usize = 12;
/// Signs that are telephones.
const SIGNS: [char; 9] = ['☎', '☏', '✆', '📞', '📱', '📲', '🤙', '📳', '📟'];

/// What was read on the way back from the number.
#[derive(Debug, Clone, Copy, Default)]
struct Seen {
    /// A word for whom.
    person: bool,
    /// A word for whose.
    owner: bool,
    /// A word for number.
    noun: bool,
}

/// Whether the text before a number ends with words that ask for a call.
pub(super) fn before(back: &str) -> bool {
    let (mut rest, mut seen) = (back, Seen::default());
    for _ in 0..=BETWEEN {
        let (front, signed) = apart(rest);
        if signed {
            return true;
        }
        let Some((before, word)) = last_word(front) else {
            return false;
        };
        let mut buffer = [0; cue::WORD];
        let Some(word) = cue::fold(word, &mut buffer).map(cue::stem) else {
            return false;
        };
        if VERBS.has(word) || cue::is(Cue::Phone, word) || seen.person && TOWARDS.has(word) {
            return true;
        }
        if OWNED.has(word) {
            return of_person(before);
        }
        let (noun, owner) = (NOUNS.has(word), OWNERS.has(word));
        if noun && seen.owner {
            return !of_case(before);
        }
        if owner && seen.noun {
            return true;
        }
        let person = PRONOUNS.has(word);
        if !(noun || owner || person || LINKS.has(word)) {
            return false;
        }
        seen = Seen {
            person: seen.person || person,
            owner: seen.owner || owner,
            noun: seen.noun || noun,
        };
        rest = before;
    }
    false
}

/// Whether the text behind a number begins with words that ask for a call.
pub(super) fn behind(ahead: &str) -> bool {
    let ahead = ahead.trim_start_matches([' ', '\u{a0}', '-', '\'', '’', ',']);
    BEHIND.iter().any(|phrase| {
        let mut read = ahead.chars().flat_map(char::to_lowercase);
        phrase.chars().all(|c| read.next() == Some(c)) && !read.next().is_some_and(char::is_alphabetic)
            || phrase.ends_with(cue::is_spaceless) && ahead.starts_with(phrase)
    })
}

/// The text without the signs at its end that may join such words, and whether a telephone is among them.
fn apart(text: &str) -> (&str, bool) {
    let mut signed = false;
    let rest = text.trim_end_matches(|c: char| {
        signed |= SIGNS.contains(&c);
        !cue::of_word(c)
            && !c.is_numeric()
            && !matches!(c, '.' | '?' | '[' | ']' | '$' | '€' | '£' | '/' | '@')
    });
    // An abbreviation, or a short sentence of its own: "Text me. 98 …"
    let rest = rest.strip_suffix('.').unwrap_or(rest);
    if text.len() - rest.len() > GAP {
        return ("", false);
    }
    (rest, signed)
}

fn last_word(text: &str) -> Option<(&str, &str)> {
    let start = text.trim_end_matches(cue::of_word).len();
    text.split_at_checked(start).filter(|(_, word)| !word.is_empty())
}

/// Whether the word before, if there is one in the same part of the sentence, says that the number is a person's.
fn of_person(before: &str) -> bool {
    word_before(before, |word| {
        word.is_none_or(|word| {
            VERBS.has(word)
                || cue::is(Cue::Phone, word)
                || [&LINKS, &OWNERS, &PRONOUNS].iter().any(|set| set.has(word))
        })
    })
}

/// Whether the word before says that the number is that of an order or another case.
fn of_case(before: &str) -> bool {
    word_before(before, |word| {
        word.is_some_and(|word| cue::is(Cue::Code, word) || matches!(word, "mã" | "kode" | "code"))
    })
}

fn word_before(before: &str, is: impl FnOnce(Option<&str>) -> bool) -> bool {
    let mut buffer = [0; cue::WORD];
    let word = last_word(before.trim_end_matches(' ')).map(|(_, word)| word);
    is(word.and_then(|word| cue::fold(word, &mut buffer)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_in_order() {
        for words in [&VERBS, &TOWARDS, &PRONOUNS, &NOUNS, &OWNERS, &OWNED, &LINKS] {
            for pair in words.words().windows(2) {
                assert!(pair[0] < pair[1], "{} before {}", pair[0], pair[1]);
            }
        }
    }

    #[test]
    fn whose_number_it_is_tells() {
        for asks in [
            "my number is ",
            "call me at ",
            "My new number: ",
            "reach us on ",
            "numărul meu este ",
            "📞 ",
        ] {
            assert!(before(asks), "{asks}");
        }
        for other in [
            "my order number is ",
            "number ",
            "reach ",
            "at ",
            "",
            "call me about order ",
            "sipariş numaram ",
        ] {
            assert!(!before(other), "{other}");
        }
        assert!(behind(" is my number") && behind("に電話してください") && !behind(" is my order"));
    }
}
