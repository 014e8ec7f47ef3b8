//! Faces of letters and marks: eyes, perhaps a nose or a tear, a mouth.

use super::entity::next;

/// A face at a byte of a text: its name, the same for all eyes and noses, and how many bytes it takes.
pub(super) fn emoticon(text: &str, at: usize) -> Option<(&'static str, usize)> {
    let (first, mut length) = next(text, at)?;
    if first == '<' {
        return heart(text, at, length);
    }
    if !matches!(first, ':' | ';' | '=') {
        return None;
    }
    let (mut sign, mut size) = next(text, at + length)?;
    let tear = sign == '\'';
    if matches!(sign, '-' | '\'' | '^' | 'o') {
        length += size;
        (sign, size) = next(text, at + length)?;
    }
    let name = mouth(sign, tear, first == ';')?;
    length += size;
    let letter = sign.is_ascii_alphanumeric();
    let ends = next(text, at + length).is_none_or(|(after, _)| !after.is_ascii_alphanumeric());
    (!letter || ends).then_some((name, length))
}

fn mouth(sign: char, tear: bool, wink: bool) -> Option<&'static str> {
    Some(match sign {
        ')' | ']' | '}' if wink => ":wink",
        ')' | ']' | '}' | '3' => ":smile",
        '(' | '[' | '{' if tear => ":cry",
        '(' | '[' | '{' | 'c' | 'C' => ":frown",
        'D' => ":laugh",
        'P' | 'p' => ":tongue",
        '/' | '\\' | 'S' | 's' => ":doubt",
        '|' => ":flat",
        'O' | 'o' => ":gasp",
        '*' => ":kiss",
        _ => return None,
    })
}

fn heart(text: &str, at: usize, length: usize) -> Option<(&'static str, usize)> {
    let (sign, size) = next(text, at + length)?;
    if sign == '3' {
        return Some((":heart", length + size));
    }
    let (after, last) = next(text, at + length + size)?;
    (sign == '/' && after == '3').then_some((":heartbreak", length + size + last))
}
