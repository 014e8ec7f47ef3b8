//! Links, mentions and hashtags in words that the network does not mark.

use std::borrow::Cow;

use super::super::draft::DraftSpan;
use crate::domain::event::SpanKind;

/// Adds the first `most` of the spans found, where there is none yet, and brings all in order.
pub(super) fn seek<'a>(text: &str, spans: &mut Vec<DraftSpan<'a>>, most: usize) {
    let mut found: Vec<DraftSpan<'a>> = Vec::new();
    let mut before = None;
    let (mut scalar, mut until) = (0, 0);
    for (byte, c) in text.char_indices() {
        if found.len() >= most {
            break;
        }
        if scalar >= until
            && !before.is_some_and(|c: char| c.is_alphanumeric() || c == '/')
            && let Some((kind, shown, value)) = text.get(byte..).and_then(|rest| mark(c, rest))
        {
            until = scalar + shown.chars().count();
            if !spans.iter().any(|old| old.start < until && scalar < old.end) {
                found.push(DraftSpan {
                    kind,
                    start: scalar,
                    end: until,
                    value: Cow::Owned(value.to_owned()),
                });
            }
        }
        before = Some(c);
        scalar += 1;
    }
    spans.extend(found);
    spans.sort_by_key(|span| (span.start, span.end));
}

/// What begins here: its kind, how it is written, and its value.
fn mark(first: char, rest: &str) -> Option<(SpanKind, &str, &str)> {
    match first {
        'h' if rest.starts_with("http://") || rest.starts_with("https://") => {
            let end = |c: char| c.is_whitespace() || matches!(c, '<' | '>' | '"');
            let shown = rest.split(end).next()?.trim_end_matches(is_after_a_link);
            (shown.len() > "https://".len()).then_some((SpanKind::Link, shown, shown))
        }
        '@' => {
            let shown = run(rest, |c| c.is_alphanumeric() || matches!(c, '_' | '.' | '-'))?;
            let shown = shown.trim_end_matches(['.', '-']);
            Some((
                SpanKind::Mention,
                shown,
                shown.get(1..).filter(|name| !name.is_empty())?,
            ))
        }
        '#' => {
            let shown = run(rest, |c| c.is_alphanumeric() || c == '_')?;
            let tag = shown.get(1..)?;
            tag.contains(|c: char| !c.is_ascii_digit())
                .then_some((SpanKind::Hashtag, shown, tag))
        }
        _ => None,
    }
}

/// Marks that end a sentence rather than belong to a link before them.
const fn is_after_a_link(c: char) -> bool {
    matches!(c, '.' | ',' | ';' | ':' | '!' | '?' | ')' | ']' | '}' | '\'')
}

/// The sign and what follows it as long as `belongs` holds.
fn run(rest: &str, belongs: impl Fn(char) -> bool) -> Option<&str> {
    let end = rest.char_indices().skip(1).find(|(_, c)| !belongs(*c));
    rest.get(..end.map_or(rest.len(), |(at, _)| at))
}
