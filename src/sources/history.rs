//! Older mails that a mail repeats, signatures, and what a mail program writes below every mail: lines that are not
//! the news of its author. The phrases are in `history/phrases.tsv` and `history/footers.tsv`.

mod block;
mod footer;
mod introduction;
mod phrases;

use std::borrow::Cow;

/// The line that stands for a quote which a renderer of marked-up words has left out. It counts as quoted.
pub(super) const LEFT_OUT: &str = ">\u{FFFC}";

/// How many lines a link may be wrapped to.
const LINK: usize = 4;

/// The words that the author of this mail wrote, and how many Unicode scalars of others were left out. Where
/// nothing would be left, all of it is the author's news.
pub(super) fn leave_out(text: Cow<'_, str>) -> (Cow<'_, str>, usize) {
    // Lines of mail end with two signs.
    let text = if text.contains('\r') {
        Cow::Owned(text.replace("\r\n", "\n"))
    } else {
        text
    };
    let lines: Vec<&str> = text.lines().collect();
    let own = own(&lines);
    let kept = || {
        lines
            .iter()
            .zip(&own)
            .filter(|(_, own)| **own)
            .map(|(line, _)| *line)
    };
    if own.iter().all(|own| *own) || kept().all(|line| line.trim().is_empty()) {
        return (whole(text), 0);
    }
    let words = kept().collect::<Vec<&str>>().join("\n");
    let trimmed = lines.iter().zip(&own).filter(|(_, own)| !**own);
    let trimmed = trimmed.map(|(line, _)| line.chars().count()).sum();
    (Cow::Owned(words.trim().to_owned()), trimmed)
}

/// All of it, but for the blank lines around.
fn whole(text: Cow<'_, str>) -> Cow<'_, str> {
    if text.trim().len() == text.len() {
        text
    } else {
        Cow::Owned(text.trim().to_owned())
    }
}

/// Of each line, whether the author of the mail wrote it.
pub(super) fn own(lines: &[&str]) -> Vec<bool> {
    let mut own = vec![true; lines.len()];
    let mut at = 0;
    while let Some((line, below)) = lines.get(at..).and_then(<[&str]>::split_first) {
        let others = if is_quoted(line) {
            1 + unmarked(line, below)
        } else {
            others(line, below)
        };
        if others == 0 {
            at += 1;
            continue;
        }
        footer::strike(lines, &mut own, at);
        for line in own.iter_mut().skip(at).take(others) {
            *line = false;
        }
        at += others;
    }
    footer::strike(lines, &mut own, lines.len());
    own
}

/// Whether the last words of this text introduce an older mail, and no quote of the author's own.
pub(super) fn introduces(text: &str) -> bool {
    let last = text.trim_end().rsplit('\n').take(introduction::LINES);
    let mut last: Vec<&str> = last.collect();
    last.reverse();
    last.len()
        .checked_sub(1)
        .is_some_and(|end| introduction::start(&last, end, false).is_some())
}

fn is_quoted(line: &str) -> bool {
    line.starts_with('>')
}

/// How many lines from this one on are a signature, an older mail, or the introduction of a quote.
fn others(line: &str, below: &[&str]) -> usize {
    if line.trim().is_empty() {
        return 0;
    }
    let all = below.len() + 1;
    if matches!(line, "-- " | "--") || block::is_divider(line) || block::begins(line, below) {
        return all;
    }
    // Outlook draws a line and repeats the headers.
    if block::is_rule(line) && block::is_below(line, below) {
        return all;
    }
    match introduced(line, below) {
        Some((lines, true)) => lines,
        Some((_, false)) => all,
        None => 0,
    }
}

/// How many lines from this one on introduce an older mail, and whether its lines are marked.
fn introduced(line: &str, below: &[&str]) -> Option<(usize, bool)> {
    let window = below.iter().take(introduction::LINES - 1);
    let window = window.take_while(|line| !line.trim().is_empty() && !is_quoted(line));
    let lines: Vec<&str> = std::iter::once(&line).chain(window).copied().collect();
    (0..lines.len()).find_map(|end| {
        if !introduction::may_end(lines.get(end)?) {
            return None;
        }
        let next = below.iter().skip(end).find(|line| !line.trim().is_empty());
        let quoted = next.is_some_and(|next| is_quoted(next));
        let starts_here = introduction::start(&lines, end, quoted) == Some(0);
        starts_here.then_some((end + 1, quoted))
    })
}

/// How many lines below a quoted one belong to it although they lost their mark: Apple Mail marks the first line
/// of a paragraph, and a link is wrapped later.
fn unmarked(quoted: &str, below: &[&str]) -> usize {
    let opens = |text: &str| {
        ["http", "mailto:", "tel:", "ftp"]
            .iter()
            .any(|scheme| text.starts_with(scheme))
    };
    let open = |line: &str| {
        line.rsplit_once('<')
            .is_some_and(|(_, link)| opens(link) && !link.contains('>'))
    };
    let mut inside = open(quoted);
    for (number, line) in below.iter().take(LINK).enumerate() {
        let line = line.trim();
        let link = if inside {
            Some(line)
        } else {
            line.strip_prefix('<').filter(|link| number == 0 && opens(link))
        };
        let Some(link) = link.filter(|link| !link.is_empty() && !link.contains(char::is_whitespace)) else {
            return 0;
        };
        inside = true;
        if let Some((_, rest)) = link.split_once('>') {
            return if rest.contains(char::is_alphanumeric) {
                0
            } else {
                number + 1
            };
        }
    }
    0
}

#[cfg(test)]
#[path = "history/tests.rs"]
mod tests;
