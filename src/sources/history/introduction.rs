//! The line above an older mail that says who wrote it and when, wrapped or not: "On … wrote:".

use super::super::table::plain;
use super::phrases::phrases;

/// Lines that it is wrapped to at most.
pub(super) const LINES: usize = 4;
/// Bytes of the longest.
const LENGTH: usize = 600;
/// Numbers in a day, a month or its name, a year, hours and minutes.
const NUMBERS: usize = 4;

/// Whether an introduction may end with this line.
pub(super) fn may_end(line: &str) -> bool {
    let line = line.trim_end_matches(|c: char| c.is_whitespace() || ('\u{200B}'..='\u{2069}').contains(&c));
    let ends = line.ends_with([':', '：']) || (line.starts_with("--") && line.ends_with("--"));
    ends && line.contains(char::is_alphabetic)
}

/// Where the introduction starts that ends with the line `end`. Above lines that are marked as quoted less proves
/// that it is one: a customer who writes "On Monday your driver wrote:" keeps her words.
pub(super) fn start(lines: &[&str], end: usize, quoted: bool) -> Option<usize> {
    let mut found: Option<usize> = None;
    for start in (end.saturating_sub(LINES - 1)..=end).rev() {
        let line = lines.get(start)?.trim();
        if line.is_empty() || (start < end && ends_a_sentence(line)) {
            break;
        }
        let text = plain(&lines.get(start..=end)?.join(" "));
        if text.len() > LENGTH {
            break;
        }
        let better = match found {
            None => (start == end || opens(line)) && is_introduction(&text, quoted),
            Some(below) => goes_on(lines.get(below)?.trim(), line, &text),
        };
        if better {
            found = Some(start);
        }
    }
    found
}

/// Whether an introduction that was found begins one line above.
fn goes_on(found: &str, above: &str, joined: &str) -> bool {
    let cut = found.starts_with(['<', '(', '"']) && !has_address(above);
    let dates = opens(above) && !is_dated(found) && is_dated(joined);
    cut || dates || begins(&above.to_lowercase(), &phrases().begin)
}

fn ends_a_sentence(line: &str) -> bool {
    let number = || line.trim_end_matches('.').ends_with(char::is_numeric);
    line.ends_with([':', '：', '!', '?', '。']) || (line.ends_with('.') && !number())
}

/// Whether an introduction may begin with this line: with one of its first words, a date, or an address.
fn opens(line: &str) -> bool {
    let line = plain(line);
    let dated = line
        .split(' ')
        .take(3)
        .any(|word| word.contains(char::is_numeric));
    dated || line.contains(['<', '(']) || begins(&line.to_lowercase(), &phrases().begin)
}

fn is_introduction(text: &str, quoted: bool) -> bool {
    let ruled = text.starts_with("---") && text.ends_with("---");
    let body = text.trim_matches(|c| matches!(c, '-' | ' ' | ':' | '：'));
    let lower = body.to_lowercase();
    let address = encloses_address(&lower);
    let dated = is_dated(&lower);
    // Whatever the language is: a moment, a name and an address, or what is said of quotes and an address.
    let ordered = dated && opens(body) && body.ends_with(['>', ')', ']']);
    if address && (ordered || begins(&lower, &phrases().quoting)) {
        return true;
    }
    let Some(named) = verb(body, &lower) else {
        return false;
    };
    let proven = (address && dated) || ((address || dated) && named);
    let some = || named || has_address(&lower) || lower.contains(char::is_numeric);
    ruled || proven || (quoted && (some() || begins(&lower, &phrases().begin)))
}

/// Whether it says that somebody wrote; and whether the word beside that looks like a name, not like a sentence.
fn verb(body: &str, lower: &str) -> Option<bool> {
    let words: Vec<&str> = body.split(' ').filter(|word| !word.is_empty()).collect();
    let is_name = |word: Option<&&str>| {
        word.is_some_and(|word| {
            word.contains('@')
                || !word
                    .trim_start_matches(['(', '"', '\''])
                    .starts_with(char::is_lowercase)
        })
    };
    let count = |text: &str| text.split(' ').filter(|word| !word.is_empty()).count();
    let head = without_moment(lower);
    let last = phrases().wrote.iter().filter_map(|phrase| {
        let before = head.strip_suffix(phrase.as_str())?;
        apart(before.chars().next_back(), phrase.chars().next())
            .then(|| is_name(count(before).checked_sub(1).and_then(|at| words.get(at))))
    });
    let inside = phrases().wrote_in.iter().filter_map(|phrase| {
        let (before, after) = lower.split_once(phrase.as_str())?;
        let whole = apart(before.chars().next_back(), phrase.chars().next())
            && apart(after.chars().next(), phrase.chars().next_back());
        whole.then(|| is_name(words.get(count(before) + count(phrase))))
    });
    last.chain(inside).reduce(|one, other| one || other)
}

/// Without the moment in brackets that follows the verb in Hungarian and Turkish.
fn without_moment(lower: &str) -> &str {
    match lower.strip_suffix(')').and_then(|rest| rest.rsplit_once('(')) {
        Some((before, inside)) if inside.contains(char::is_numeric) && !inside.contains('@') => {
            before.trim_end()
        }
        _ => lower,
    }
}

/// Whether two signs do not belong to one word. Where letters have no case, words need no space between them.
fn apart(one: Option<char>, other: Option<char>) -> bool {
    let letter = |c: Option<char>| c.is_some_and(|c| c.is_lowercase() || c.is_uppercase());
    !(letter(one) && letter(other))
}

fn begins(lower: &str, phrases: &[String]) -> bool {
    phrases.iter().any(|phrase| {
        lower
            .strip_prefix(phrase.as_str())
            .is_some_and(|rest| rest.starts_with([' ', ',']) || !phrase.ends_with(|c: char| c.is_lowercase()))
    })
}

/// Whether an address stands in it.
pub(super) fn has_address(text: &str) -> bool {
    text.split_once('@').is_some_and(|(before, after)| {
        before.ends_with(|c: char| !c.is_whitespace()) && after.starts_with(char::is_alphanumeric)
    })
}

/// Whether an address stands in brackets, as mail programs write it behind a name.
fn encloses_address(text: &str) -> bool {
    let mut inside = text.split(['<', '(', '[']).skip(1);
    inside.any(|rest| {
        let end = rest.find(['>', ')', ']']);
        let inside = end.and_then(|end| rest.get(..end)).unwrap_or_default().trim();
        has_address(inside) && !inside.contains(' ')
    })
}

/// Whether a day of a year and a time of day stand in it, in whatever digits.
pub(super) fn is_dated(text: &str) -> bool {
    let numbers = text
        .split(|c: char| !c.is_numeric())
        .filter(|number| !number.is_empty());
    let lengths: Vec<usize> = numbers.map(|number| number.chars().count()).collect();
    lengths.len() > NUMBERS || (lengths.len() == NUMBERS && lengths.contains(&4))
}
