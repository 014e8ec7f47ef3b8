//! What sites add to Markdown: quotes between `[quote]` and `[/quote]`, quoted messages of a chat between `[chat]`
//! and `[/chat]` (Discourse), and spoilers between `>!` and `!<` (Reddit, Stack Exchange), which are the
//! author's own words although they begin like a quote.

use std::borrow::Cow;
use std::ops::Range;

use pulldown_cmark::{Event, Tag};

use super::markdown;

/// Names of the brackets between which somebody else's words stand.
const QUOTES: [&str; 2] = ["quote", "chat"];

/// The text without marks of spoilers and without quotes in brackets, and how many Unicode scalars of those were
/// left out.
pub(super) fn leave_out(raw: &str) -> (Cow<'_, str>, usize) {
    let (mut text, mut trimmed) = (Cow::Borrowed(raw), 0);
    for name in QUOTES {
        if let Some(quotes) = quotes(&text, name) {
            let inner = quotes.iter().filter_map(|(_, inner)| text.get(inner.clone()));
            trimmed += inner.map(|inner| inner.trim().chars().count()).sum::<usize>();
            let whole: Vec<_> = quotes.into_iter().map(|(whole, _)| whole).collect();
            text = Cow::Owned(without(&text, &whole, "\n\n"));
        }
    }
    if text.contains(">!") {
        let marks = spoilers(&text);
        text = Cow::Owned(without(&text, &marks, ""));
    }
    (text, trimmed)
}

/// The text without these pieces, with `instead` in place of each.
fn without(text: &str, pieces: &[Range<usize>], instead: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut from = 0;
    for piece in pieces {
        out.push_str(text.get(from..piece.start).unwrap_or_default());
        out.push_str(instead);
        from = piece.end;
    }
    out.push_str(text.get(from..).unwrap_or_default());
    out
}

/// Where code stands.
fn code(text: &str) -> Vec<Range<usize>> {
    let mut all = Vec::new();
    for (event, range) in markdown::parse(text).into_offset_iter() {
        if matches!(event, Event::Code(_) | Event::Start(Tag::CodeBlock(_))) {
            all.push(range);
        }
    }
    all
}

/// Outermost quotes in brackets of this name, each with what stands between its brackets; `None` if there are none.
fn quotes(text: &str, name: &str) -> Option<Vec<(Range<usize>, Range<usize>)>> {
    let close = ["[/", name, "]"].concat();
    let lower = text.to_ascii_lowercase();
    if !lower.contains(&close) {
        return None;
    }
    let (code, open) = (code(text), ["[", name].concat());
    let (mut found, mut around) = (Vec::new(), Vec::new());
    for (at, _) in lower.match_indices('[') {
        let rest = lower.get(at..).unwrap_or_default();
        if code.iter().any(|code| code.contains(&at)) {
            continue;
        }
        if let Some(after) = rest.strip_prefix(open.as_str()).filter(|rest| is_open(rest)) {
            around.push((at, at + open.len() + after.find(']').map_or(0, |end| end + 1)));
        } else if rest.starts_with(&close)
            && let Some((start, inner)) = around.pop()
        {
            found.retain(|(whole, _): &(Range<usize>, Range<usize>)| whole.start < start);
            found.push((start..at + close.len(), inner..at));
        }
    }
    Some(found)
}

/// Whether what follows the name ends it, and the bracket is closed in its line.
fn is_open(after: &str) -> bool {
    let line = after.lines().next().unwrap_or_default();
    after.starts_with([']', '=', ' ']) && line.contains(']')
}

/// Marks of spoilers. One that begins a line needs no end.
fn spoilers(text: &str) -> Vec<Range<usize>> {
    let code = code(text);
    let mut marks = Vec::new();
    let mut open = false;
    for (at, sign) in text.char_indices() {
        let rest = text.get(at..).unwrap_or_default();
        let is_mark = match sign {
            '\n' if rest.trim_start_matches([' ', '\r']).starts_with("\n\n") => {
                open = false;
                false
            }
            '>' if rest.starts_with(">!") => {
                let before = text.get(..at).unwrap_or_default();
                let paragraph = rest.split("\n\n").next().unwrap_or_default();
                let begins = before
                    .rsplit('\n')
                    .next()
                    .is_none_or(|line| line.trim().is_empty());
                let opens = begins || paragraph.contains("!<");
                opens && !before.ends_with('\\')
            }
            '!' => open && rest.starts_with("!<"),
            _ => false,
        };
        if is_mark && !code.iter().any(|code| code.contains(&at)) {
            open = sign == '>';
            marks.push(at..at + 2);
        }
    }
    marks
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotes_in_brackets_go_and_are_counted() {
        for (raw, plain, trimmed) in [
            (
                "[quote=\"bo, post:2, topic:9\"]\ntoo slow\n[/quote]\n\nNot for me.",
                "Not for me.",
                8,
            ),
            ("[QUOTE]ab[/QUOTE] c", "c", 2),
            ("[quote] a [quote]b[/quote] c", "[quote] a \n\n c", 1),
            ("[quote=\"bo\"][quote=\"al\"]x[/quote]y[/quote]z", "z", 22),
            ("[chat quote=\"bo;5;2026\"]\nlost\n[/chat]\nFound.", "Found.", 4),
        ] {
            let (words, left_out) = leave_out(raw);
            assert_eq!((words.trim(), left_out), (plain, trimmed), "{raw}");
        }
    }

    #[test]
    fn what_is_no_quote_stays() {
        for raw in [
            "`[quote]x[/quote]`",
            "[quotes] of [/quote]",
            "[/quote] alone",
            "[quote] never ends",
            "    [quote]x[/quote]",
        ] {
            assert_eq!(leave_out(raw), (Cow::Borrowed(raw), 0), "{raw}");
        }
    }

    #[test]
    fn marks_of_spoilers_go_and_their_words_stay() {
        for (raw, plain) in [
            (">!the keel broke!< at sea", "the keel broke at sea"),
            ("then >!the keel broke!<.", "then the keel broke."),
            (">!one\n>!two\n\nthree", "one\ntwo\n\nthree"),
            (">!one\n>!two!<", "one\ntwo"),
            ("so `>!code!<` and >!a!<", "so `>!code!<` and a"),
            ("5 >! 3", "5 >! 3"),
            ("\\>!no!<", "\\>!no!<"),
            ("wow!<br>", "wow!<br>"),
        ] {
            assert_eq!(leave_out(raw).0, plain, "{raw}");
        }
    }
}
