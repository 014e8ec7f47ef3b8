//! From words as sent to plain text: entities resolved once, Unicode NFC, cut at the limit, and spans
//! carried along to Unicode scalars of the result.

use std::borrow::Cow;

use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

use super::draft::{DraftSpan, DraftText, Unit};
use super::limits::Limits;
use crate::domain::event::{Text, TextSpan};

/// The finished text; `None` if there are no words.
pub(super) fn finish(draft: DraftText<'_>, limits: &Limits) -> Option<Text> {
    if draft.raw.is_empty() {
        return None;
    }
    let mut spans = draft.spans;
    spans.sort_by_key(|span| (span.start, span.end));
    spans.truncate(limits.spans);
    if draft.unit == Unit::Bytes {
        to_scalars(&draft.raw, &mut spans);
    }
    let text = if draft.escaped {
        unescape(draft.raw, &mut spans)
    } else {
        draft.raw
    };
    let text = compose(text, &mut spans);
    let (text, cut) = cut(text, limits.text_bytes);
    let length = if spans.is_empty() { 0 } else { text.chars().count() };
    spans.retain(|span| span.start < span.end && span.end <= length && !span.value.is_empty());
    Some(Text {
        plain: text.into_owned(),
        language: draft.language.as_deref().and_then(language),
        spans: spans.into_iter().filter_map(finish_span).collect(),
        truncated: draft.cut || cut,
    })
}

fn finish_span(span: DraftSpan<'_>) -> Option<TextSpan> {
    Some(TextSpan {
        kind: span.kind,
        start: i32::try_from(span.start).ok()?,
        end: i32::try_from(span.end).ok()?,
        value: span.value.into_owned(),
    })
}

/// How positions move when a text is rewritten: points where the difference between the two changes.
#[derive(Default)]
struct Moves(Vec<(usize, usize)>);

impl Moves {
    /// From scalar `before` of the old text on, the new text goes on at scalar `after`.
    fn push(&mut self, before: usize, after: usize) {
        self.0.push((before, after));
    }

    /// Where a position lies in the new text. One inside a rewritten piece goes to the piece's start.
    fn to(&self, position: usize) -> usize {
        let next = self.0.partition_point(|(before, _)| *before <= position);
        let last = next.checked_sub(1).and_then(|at| self.0.get(at));
        let moved = last.map_or(position, |(before, after)| position - before + after);
        self.0.get(next).map_or(moved, |(_, after)| moved.min(*after))
    }

    fn apply(&self, spans: &mut [DraftSpan<'_>]) {
        for span in spans {
            span.start = self.to(span.start);
            span.end = self.to(span.end);
        }
    }
}

/// Turns byte positions to scalar positions. A span that splits a scalar comes out empty and is dropped.
fn to_scalars(raw: &str, spans: &mut [DraftSpan<'_>]) {
    if raw.is_ascii() || spans.is_empty() {
        return;
    }
    let starts: Vec<usize> = raw.char_indices().map(|(at, _)| at).chain([raw.len()]).collect();
    for span in spans {
        match (starts.binary_search(&span.start), starts.binary_search(&span.end)) {
            (Ok(start), Ok(end)) => (span.start, span.end) = (start, end),
            _ => (span.start, span.end) = (0, 0),
        }
    }
}

const ESCAPES: [(&str, char); 6] = [
    ("&amp;", '&'),
    ("&lt;", '<'),
    ("&gt;", '>'),
    ("&quot;", '"'),
    ("&#39;", '\''),
    ("&apos;", '\''),
];

/// Resolves each escape once: `&amp;lt;` is the text `&lt;`.
fn unescape<'a>(raw: Cow<'a, str>, spans: &mut [DraftSpan<'_>]) -> Cow<'a, str> {
    if !raw.contains('&') {
        return raw;
    }
    let mut out = String::with_capacity(raw.len());
    let mut moves = Moves::default();
    let (mut before, mut after) = (0, 0);
    let mut pieces = raw.split('&');
    let count = |piece: &str| {
        if spans.is_empty() {
            0
        } else {
            piece.chars().count()
        }
    };
    let first = pieces.next().unwrap_or_default();
    out.push_str(first);
    before += count(first);
    after += count(first);
    for piece in pieces {
        let found = ESCAPES
            .iter()
            .find_map(|(escape, plain)| Some((escape.len(), *plain, piece.strip_prefix(escape.get(1..)?)?)));
        let (length, plain, rest) = found.unwrap_or((1, '&', piece));
        out.push(plain);
        out.push_str(rest);
        before += length;
        after += 1;
        if length > 1 {
            moves.push(before, after);
        }
        before += count(rest);
        after += count(rest);
    }
    moves.apply(spans);
    Cow::Owned(out)
}

/// Brings the text to Unicode NFC.
fn compose<'a>(text: Cow<'a, str>, spans: &mut [DraftSpan<'_>]) -> Cow<'a, str> {
    if text.is_ascii() || is_nfc_quick(text.chars()) == IsNormalized::Yes {
        return text;
    }
    let mut out = String::with_capacity(text.len());
    let mut moves = Moves::default();
    let (mut before, mut after) = (0, 0);
    let mut from = 0;
    // A scalar that composes with nothing before it begins a piece that is composed by itself.
    let mut starts = text
        .char_indices()
        .skip(1)
        .filter(|(_, c)| begins(*c))
        .map(|(at, _)| at);
    loop {
        let to = starts.next();
        let piece = text.get(from..to.unwrap_or(text.len())).unwrap_or_default();
        let length = out.len();
        out.extend(piece.nfc());
        before += piece.chars().count();
        after += out.get(length..).unwrap_or_default().chars().count();
        moves.push(before, after);
        match to {
            Some(to) => from = to,
            None => break,
        }
    }
    moves.apply(spans);
    Cow::Owned(out)
}

fn begins(c: char) -> bool {
    unicode_normalization::char::canonical_combining_class(c) == 0
        && is_nfc_quick(std::iter::once(c)) == IsNormalized::Yes
}

/// Cuts at the last whole scalar within the limit.
fn cut(text: Cow<'_, str>, limit: usize) -> (Cow<'_, str>, bool) {
    if text.len() <= limit {
        return (text, false);
    }
    let at = text.floor_char_boundary(limit);
    let kept = match text {
        Cow::Borrowed(text) => Cow::Borrowed(text.get(..at).unwrap_or_default()),
        Cow::Owned(mut text) => {
            text.truncate(at);
            Cow::Owned(text)
        }
    };
    (kept, true)
}

/// The tag, if it names a language: networks also say "undetermined", "no words", "only hashtags", and
/// use tags that were replaced long ago.
fn language(tag: &str) -> Option<String> {
    let form = (2..=35).contains(&tag.len()) && tag.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
    let primary = tag.split('-').next().unwrap_or_default().to_ascii_lowercase();
    let private = primary.len() == 3 && primary.starts_with('q');
    match primary.as_str() {
        _ if !form || private => None,
        "und" | "zxx" | "mis" | "mul" | "art" => None,
        "in" => Some("id".to_owned()),
        "iw" => Some("he".to_owned()),
        "ji" => Some("yi".to_owned()),
        _ => Some(tag.to_owned()),
    }
}

#[cfg(test)]
#[path = "words_tests.rs"]
mod tests;
