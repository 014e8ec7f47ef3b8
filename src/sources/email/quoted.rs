//! Quoted history and signatures of plain text: lines that others wrote before, and those that stand below
//! every mail of their author.

use std::borrow::Cow;

/// Words that begin or end the line above a quote, in the languages of mail programs.
const INTRODUCTIONS: [(&str, &str); 9] = [
    ("On ", "wrote"),
    ("Am ", "schrieb"),
    ("Le ", "écrit"),
    ("El ", "escribió"),
    ("Il ", "scritto"),
    ("Op ", "schreef"),
    ("Em ", "escreveu"),
    ("Den ", "skrev"),
    ("W dniu ", "pisze"),
];

/// Lines that say: from here on an older mail is repeated whole.
const HISTORIES: [&str; 8] = [
    "original message",
    "original appointment",
    "ursprüngliche nachricht",
    "originalnachricht",
    "original-nachricht",
    "message d'origine",
    "mensaje original",
    "messaggio originale",
];

/// The words that the author of this mail wrote, and how many Unicode scalars of others were left out. Where
/// nothing would be left, all of it is the author's news.
pub(in crate::sources) fn leave_out(text: Cow<'_, str>) -> (Cow<'_, str>, usize) {
    // Lines of mail end with two signs.
    let text = if text.contains('\r') {
        Cow::Owned(text.replace("\r\n", "\n"))
    } else {
        text
    };
    let lines: Vec<&str> = text.lines().collect();
    let mut kept: Vec<&str> = Vec::with_capacity(lines.len());
    let mut trimmed = 0;
    for (at, line) in lines.iter().enumerate() {
        let rest = lines.get(at..).unwrap_or_default();
        if ends(rest) {
            trimmed += rest.iter().map(|line| line.chars().count()).sum::<usize>();
            break;
        }
        if line.starts_with('>') {
            trimmed += line.chars().count() + introduction(&mut kept);
        } else {
            kept.push(line);
        }
    }
    if trimmed == 0 || kept.iter().all(|line| line.trim().is_empty()) {
        return (whole(text), 0);
    }
    (Cow::Owned(kept.join("\n").trim().to_owned()), trimmed)
}

/// All of it, but for the blank lines around.
fn whole(text: Cow<'_, str>) -> Cow<'_, str> {
    if text.trim().len() == text.len() {
        text
    } else {
        Cow::Owned(text.trim().to_owned())
    }
}

/// Whether everything from here on is a signature or an older mail.
fn ends(rest: &[&str]) -> bool {
    let Some((line, below)) = rest.split_first() else {
        return false;
    };
    let plain = line.trim();
    let signature = matches!(*line, "-- " | "--");
    let dashes = plain.starts_with("--") && plain.ends_with("--");
    let named = plain.trim_matches(['-', ' ']).to_lowercase();
    let history = dashes && HISTORIES.contains(&named.as_str());
    // Outlook draws a line and repeats the headers.
    let ruled = plain.len() >= 20 && plain.bytes().all(|byte| byte == b'_');
    signature || history || (ruled && is_header(below)) || (is_introduction(plain) && !is_quoted(below))
}

fn is_header(lines: &[&str]) -> bool {
    let first = lines.iter().map(|line| line.trim()).find(|line| !line.is_empty());
    first.is_some_and(|line| {
        ["From:", "Von:", "De:", "Da:", "Van:", "Od:"]
            .iter()
            .any(|name| line.starts_with(name))
    })
}

fn is_quoted(lines: &[&str]) -> bool {
    let first = lines.iter().find(|line| !line.trim().is_empty());
    first.is_some_and(|line| line.starts_with('>'))
}

fn is_introduction(line: &str) -> bool {
    line.ends_with(':')
        && INTRODUCTIONS
            .iter()
            .any(|(begin, end)| line.starts_with(begin) && line.contains(end))
}

/// Takes the lines that introduce the quote off the end; how many scalars they have.
fn introduction(kept: &mut Vec<&str>) -> usize {
    let Some(last) = kept.iter().rposition(|line| !line.trim().is_empty()) else {
        return 0;
    };
    let line = kept.get(last).map_or("", |line| line.trim());
    let before = last
        .checked_sub(1)
        .and_then(|at| kept.get(at))
        .map_or("", |line| line.trim());
    let ends = |line: &str| line.ends_with(':') && INTRODUCTIONS.iter().any(|(_, end)| line.contains(end));
    let begins = |line: &str| INTRODUCTIONS.iter().any(|(begin, _)| line.starts_with(begin));
    let from = if !ends(line) {
        return 0;
    } else if !begins(line) && begins(before) {
        last - 1
    } else {
        last
    };
    kept.drain(from..).map(|line| line.chars().count()).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kept(text: &str) -> (String, usize) {
        let (words, trimmed) = leave_out(text.into());
        (words.into_owned(), trimmed)
    }

    #[test]
    fn quotes_and_their_introductions_go_and_are_counted() {
        let text = "Thanks.\n\nOn Monday Ada wrote:\n> First.\n>\n> Second.\n\nAnd another thing.\n";
        assert_eq!(
            kept(text),
            ("Thanks.\n\n\nAnd another thing.".into(), 20 + 8 + 1 + 9)
        );
        let folded = "No.\nOn Mon, 2 Mar 2026,\nAda <ada@harbour.example> wrote:\n> Yes?\n";
        assert_eq!(kept(folded).0, "No.");
        let below = "Am Montag schrieb Ada:\n> Ja?\n> --\n> Ada\nNein.";
        assert_eq!(kept(below).0, "Nein.");
    }

    #[test]
    fn signatures_and_repeated_mails_go_and_are_counted() {
        assert_eq!(kept("Broken again.\n-- \nAda\n"), ("Broken again.".into(), 6));
        assert_eq!(kept("Yes.\n\n-----Original Message-----\nFrom: B\n").0, "Yes.");
        let ruled = format!("Yes.\n{}\nFrom: B\nOld words", "_".repeat(32));
        assert_eq!(kept(&ruled).0, "Yes.");
        assert_eq!(kept("Yes.\nOn Monday B wrote:\nOld words").0, "Yes.");
    }

    #[test]
    fn where_nothing_would_be_left_nothing_goes() {
        let forwarded = "-----Original Message-----\nFrom: B\nIt burns.";
        assert_eq!(kept(forwarded), (forwarded.into(), 0));
        assert_eq!(kept("> all\n> quoted"), ("> all\n> quoted".into(), 0));
        assert_eq!(kept("a -- b\n---\nc").1, 0);
        assert_eq!(kept("\r\na\r\nb \r\n"), ("a\nb".into(), 0));
    }
}
