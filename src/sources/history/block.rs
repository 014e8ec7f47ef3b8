//! What stands above an older mail that is repeated whole: a line that says so, or its headers.

use super::super::table::plain;
use super::introduction::{has_address, is_dated};
use super::phrases::{Field, phrases};

/// Lines of headers that are looked at: names of many recipients are wrapped.
const LINES: usize = 16;
/// Lines in a row that may go on with a field.
const WRAPPED: usize = 3;
/// Words of a line of several fields that are looked at.
const LENGTH: usize = 200;
/// Bytes of the longest name of a field, and of the longest line that says what is below.
const NAME: usize = 80;

const RULES: [char; 8] = ['-', '_', '=', '*', '–', '—', '─', '━'];

/// Whether the line is drawn and says nothing.
pub(super) fn is_rule(line: &str) -> bool {
    let line = line.trim();
    line.len() >= 3 && line.chars().all(|c| RULES.contains(&c))
}

/// Whether an older mail begins below this rule. Outlook's is long, and what is below need not be complete.
pub(super) fn is_below(rule: &str, below: &[&str]) -> bool {
    let Some(at) = below.iter().position(|line| !line.trim().is_empty()) else {
        return false;
    };
    let (first, rest) = (below.get(at), below.get(at + 1..));
    let (first, rest) = (first.copied().unwrap_or_default(), rest.unwrap_or_default());
    let outlook = rule.trim().len() >= 20 && rule.trim().bytes().all(|byte| byte == b'_');
    let from = || field(first).is_some_and(|(field, _)| field == Field::From);
    begins(first, rest) || is_divider(first) || (outlook && from())
}

/// Whether the line says that an older mail is repeated below it.
pub(super) fn is_divider(line: &str) -> bool {
    let trimmed = line.trim();
    if trimmed.len() > 4 * NAME {
        return false;
    }
    // What help desks write above their mails.
    if trimmed.starts_with("##-") && trimmed.ends_with("-##") {
        return true;
    }
    let drawn =
        |signs: &mut dyn Iterator<Item = char>| signs.take(2).filter(|c| RULES.contains(c)).count() == 2;
    let ruled = drawn(&mut trimmed.chars()) || drawn(&mut trimmed.chars().rev());
    if !ruled && !trimmed.ends_with([':', '：']) {
        return false;
    }
    let named = plain(trimmed).to_lowercase();
    let named = named.trim_matches(|c| RULES.contains(&c) || c == ' ');
    let named = named.trim_end_matches([':', '：', ' ']);
    let all = phrases();
    if ruled {
        all.dividers.contains(named) || all.open_dividers.iter().any(|begin| named.starts_with(begin))
    } else {
        all.forwards.contains(named)
    }
}

/// Whether the headers of an older mail begin with this line: three of them, with an address or a moment, or all
/// four that every mail program repeats.
pub(super) fn begins(line: &str, below: &[&str]) -> bool {
    if field(line).is_none() {
        return false;
    }
    let mut seen = Vec::new();
    let (mut address, mut dated, mut blank, mut wrapped) = (false, false, false, 0);
    let parts = parts(line);
    let parts = parts.iter().map(String::as_str);
    for line in parts.chain(below.iter().copied()).take(LINES) {
        if line.trim().is_empty() {
            if blank {
                break;
            }
            blank = true;
            continue;
        }
        match field(line) {
            Some((field, _)) if seen.contains(&field) && field != Field::Copy => break,
            Some((field, value)) => {
                seen.push(field);
                address |= matches!(field, Field::From | Field::To) && has_address(&value);
                dated |= field == Field::Sent && value.contains(char::is_numeric);
                wrapped = 0;
            }
            None if blank || wrapped == WRAPPED => break,
            None => {
                // The value stands on a line of its own.
                address |= wrapped == 0 && matches!(seen.last(), Some(Field::From)) && has_address(line);
                dated |= wrapped == 0 && matches!(seen.last(), Some(Field::Sent)) && is_dated(line);
                wrapped += 1;
            }
        }
        blank = false;
    }
    let has = |field: Field| seen.contains(&field);
    let author = has(Field::From) || (has(Field::Sent) && has(Field::Subject));
    let proven = address || (dated && has(Field::Subject));
    let whole = [Field::From, Field::Sent, Field::To, Field::Subject]
        .into_iter()
        .all(has);
    whole || (seen.len() >= 3 && author && proven)
}

/// The fields of a line: some programs, and pages without line breaks, write one after the other.
fn parts(line: &str) -> Vec<String> {
    let words: Vec<&str> = line.split_whitespace().take(LENGTH).collect();
    let mut starts = vec![0];
    for end in 1..words.len() {
        let ends = words
            .get(end)
            .is_some_and(|word| word.trim_end_matches('*').ends_with([':', '：']));
        let from = end
            .saturating_sub(2)
            .max(1 + starts.last().copied().unwrap_or_default());
        let named = |from: &usize| {
            words
                .get(*from..=end)
                .is_some_and(|name| field(&name.join(" ")).is_some())
        };
        if let Some(from) = (from..=end).filter(|_| ends).find(named) {
            starts.push(from);
        }
    }
    let ends = starts.iter().skip(1).copied().chain([words.len()]);
    let parts = starts
        .iter()
        .zip(ends)
        .filter_map(|(start, end)| words.get(*start..end));
    parts.map(|part| part.join(" ")).collect()
}

/// The field of a line `Name: value`, however its name is set off.
fn field(line: &str) -> Option<(Field, String)> {
    let (name, value) = line.split_once([':', '：'])?;
    if name.len() > NAME {
        return None;
    }
    let is_mark = |c: char| c.is_whitespace() || matches!(c, '*' | '_' | '|');
    let name = plain(name).to_lowercase();
    let field = *phrases().fields.get(name.trim_matches(is_mark))?;
    Some((field, value.trim_matches(is_mark).to_owned()))
}
