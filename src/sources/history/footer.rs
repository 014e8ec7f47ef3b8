//! What mail programs write below every mail: "Sent from my iPhone".

use std::sync::LazyLock;

use super::super::table::{plain, rows};

const TABLE: &str = include_str!("footers.tsv");
/// Bytes of the longest.
const LENGTH: usize = 300;
/// Signs that may stand around it.
const AROUND: [char; 7] = ['.', '。', '*', '_', '!', '-', '—'];
/// Letters from which on a name may have an ending behind it, and of the longest ending.
const STEM: usize = 4;
const ENDING: usize = 8;

#[derive(Default)]
struct Footers {
    /// What stands before and after the name, in lower case.
    patterns: Vec<(String, String)>,
    lines: Vec<String>,
    programs: Vec<String>,
    beside: Vec<String>,
}

static FOOTERS: LazyLock<Footers> = LazyLock::new(|| {
    let mut all = Footers::default();
    for (kind, phrase) in rows(TABLE) {
        match (kind, phrase.split_once('*')) {
            ("footer", Some((before, after))) => {
                let tidy = |text: &str| text.to_lowercase();
                all.patterns
                    .push((tidy(before.trim_start()), tidy(after.trim_end())));
            }
            ("line", _) => all.lines.push(phrase.to_lowercase()),
            ("program", _) => all.programs.push(phrase),
            _ => all.beside.push(phrase.to_lowercase()),
        }
    }
    all
});

/// Strikes the footers off that are the last of the author's lines before this one.
pub(super) fn strike(lines: &[&str], own: &mut [bool], before: usize) {
    let mut end = before;
    while let Some(last) = end.checked_sub(1).filter(|last| own.get(*last) == Some(&true)) {
        let line = lines.get(last).copied().unwrap_or_default();
        if line.trim().is_empty() {
            end = last;
            continue;
        }
        // It may be wrapped.
        let above = last.checked_sub(1).filter(|above| own.get(*above) == Some(&true));
        let joined = above.and_then(|above| Some(format!("{} {line}", lines.get(above)?)));
        let start = if is_footer(line) {
            last
        } else if let (Some(above), true) = (above, joined.is_some_and(|joined| is_footer(&joined))) {
            above
        } else {
            return;
        };
        for own in own.iter_mut().take(last + 1).skip(start) {
            *own = false;
        }
        end = start;
    }
}

/// Whether the line is a footer, perhaps with what programs add to it.
fn is_footer(line: &str) -> bool {
    if line.len() > LENGTH {
        return false;
    }
    let line = without_links(&plain(line));
    let mut named = false;
    let mut all = line.split(". ").map(|part| {
        let part = part.trim_matches(|c: char| c.is_whitespace() || AROUND.contains(&c));
        let lower = part.to_lowercase();
        let is_named = is_named_in(part, &lower);
        named |= is_named;
        is_named || FOOTERS.lines.contains(&lower)
    });
    all.all(|part| part) && named
}

fn is_named_in(line: &str, lower: &str) -> bool {
    // Where letters change their length, what stands between cannot be found.
    lower.len() == line.len()
        && FOOTERS.patterns.iter().any(|(before, after)| {
            let inside = lower.strip_prefix(before.as_str());
            let inside = inside.and_then(|rest| rest.strip_suffix(after.as_str()));
            let inside = inside.and_then(|inside| line.get(before.len()..)?.get(..inside.len()));
            inside.is_some_and(names_a_program)
        })
}

/// Without links in brackets and bare ones.
fn without_links(line: &str) -> String {
    let mut out = String::with_capacity(line.len());
    let mut rest = line;
    while let Some((before, link)) = rest.split_once(['<', '[', '(']) {
        let Some((inside, after)) = link.split_once(['>', ']', ')']) else {
            break;
        };
        out.push_str(before);
        if !is_link(inside) {
            out.push_str(inside);
        }
        rest = after;
    }
    out.push_str(rest);
    let words = out.split(' ').filter(|word| !word.is_empty() && !is_link(word));
    words.collect::<Vec<&str>>().join(" ")
}

fn is_link(word: &str) -> bool {
    word.starts_with("http://") || word.starts_with("https://") || word.starts_with("www.")
}

/// Whether these words are the name of a program or device, and what is usual beside it.
fn names_a_program(inside: &str) -> bool {
    let words = inside.split([' ', ',', '/', '|', '\u{3000}']);
    let mut words = words.filter(|word| word.contains(char::is_alphanumeric));
    let mut named = false;
    words.all(|word| {
        let parts = word.split('-').all(|part| is_usual(part, &mut named));
        is_usual(word, &mut named) || parts
    }) && named
}

/// Whether a word names a program or may stand beside such a name.
fn is_usual(word: &str, named: &mut bool) -> bool {
    let word = word.trim_matches(|c| matches!(c, '"' | '\'' | '®' | '™' | ';' | ':' | '.' | '「' | '」'));
    let program = FOOTERS.programs.iter().any(|program| is_named(word, program));
    *named |= program;
    let usual = || FOOTERS.beside.contains(&word.to_lowercase());
    program || usual() || word.starts_with(char::is_uppercase) || word.contains(char::is_numeric)
}

/// Whether a word is this name, perhaps with an ending. A name with a capital is not the common noun.
fn is_named(word: &str, program: &str) -> bool {
    let capital = program.starts_with(char::is_uppercase);
    if capital && word.starts_with(char::is_lowercase) {
        return false;
    }
    let (word, name) = (word.to_lowercase(), program.to_lowercase());
    let ending =
        |rest: &str| rest.is_empty() || (name.chars().count() >= STEM && rest.chars().count() <= ENDING);
    word.strip_prefix(name.as_str()).is_some_and(ending)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_is_a_footer_a_program_or_beside_one() {
        for (kind, phrase) in rows(TABLE) {
            let right = match kind {
                "footer" => phrase.matches('*').count() == 1,
                "line" | "program" | "beside" => !phrase.contains('*'),
                _ => false,
            };
            assert!(right, "{kind} {phrase}");
        }
    }
}
