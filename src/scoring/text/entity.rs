//! The next character of a text; an HTML entity that a feed left in it counts as what it stands for.

/// The character at a byte, and how many bytes it takes; `None` at the end.
#[inline]
pub(super) fn next(text: &str, at: usize) -> Option<(char, usize)> {
    let byte = *text.as_bytes().get(at)?;
    if byte == b'&' {
        return Some(entity(text.get(at..).unwrap_or_default()).unwrap_or(('&', 1)));
    }
    if byte < 0x80 {
        return Some((char::from(byte), 1));
    }
    let letter = text.get(at..)?.chars().next()?;
    Some((letter, letter.len_utf8()))
}

fn entity(rest: &str) -> Option<(char, usize)> {
    const ENTITIES: [(&str, char); 7] = [
        ("&amp;", '&'),
        ("&lt;", '<'),
        ("&gt;", '>'),
        ("&quot;", '"'),
        ("&#39;", '\''),
        ("&apos;", '\''),
        ("&nbsp;", ' '),
    ];
    let (name, sign) = ENTITIES.iter().find(|(name, _)| rest.starts_with(name))?;
    Some((*sign, name.len()))
}
