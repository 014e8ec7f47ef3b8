//! Quotes inside a message: pieces that are marked as what somebody else said.

use std::borrow::Cow;

use super::super::draft::{DraftSpan, DraftText};

/// A piece of a text, in UTF-16 code units.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Piece {
    pub(super) start: usize,
    pub(super) end: usize,
}

/// The text without these quotes. The line that a quote stands in ends with it.
pub(super) fn leave_out<'a>(text: DraftText<'a>, quotes: &[Piece]) -> DraftText<'a> {
    if quotes.is_empty() {
        return text;
    }
    let within = |unit: usize| {
        quotes
            .iter()
            .any(|quote| (quote.start..quote.end).contains(&unit))
    };
    let mut kept = String::with_capacity(text.raw.len());
    // How many units are left of the text before each unit.
    let mut before = Vec::with_capacity(text.raw.len());
    let (mut units, mut trimmed) = (0, 0);
    let mut gap = true;
    for sign in text.raw.chars() {
        let quoted = within(before.len());
        let dropped = quoted || (gap && sign == '\n');
        before.extend(std::iter::repeat_n(units, sign.len_utf16()));
        if dropped {
            trimmed += usize::from(quoted);
            gap = true;
        } else {
            kept.push(sign);
            units += sign.len_utf16();
            gap = false;
        }
    }
    before.push(units);
    let spans = text
        .spans
        .into_iter()
        .filter(|span| !(span.start..span.end).any(within));
    let moved = |span: DraftSpan<'a>| {
        let (start, end) = (*before.get(span.start)?, *before.get(span.end)?);
        Some(DraftSpan { start, end, ..span })
    };
    DraftText {
        spans: spans.filter_map(moved).collect(),
        trimmed_chars: text.trimmed_chars + trimmed,
        raw: Cow::Owned(kept),
        ..text
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::draft::Form;
    use super::*;
    use crate::domain::event::SpanKind;

    #[test]
    fn a_quote_goes_with_its_line_and_spans_stay_on_their_words() {
        let mut text = DraftText::new("🎁 lost\nNo, see #pier 🎁.".into(), Form::Plain);
        text.spans.push(DraftSpan {
            kind: SpanKind::Hashtag,
            start: 16,
            end: 21,
            value: "pier".into(),
        });
        let text = leave_out(text, &[Piece { start: 0, end: 7 }]);
        assert_eq!((&*text.raw, text.trimmed_chars), ("No, see #pier 🎁.", 6));
        assert_eq!(
            text.spans.first().map(|span| (span.start, span.end)),
            Some((8, 13))
        );
    }

    #[test]
    fn a_quote_below_and_one_that_is_all() {
        let quoted = |raw: &'static str, start, end| {
            leave_out(DraftText::new(raw.into(), Form::Plain), &[Piece { start, end }])
                .raw
                .into_owned()
        };
        assert_eq!(quoted("No.\nlost", 4, 8).trim_end(), "No.");
        assert_eq!(quoted("lost", 0, 4), "");
    }
}
