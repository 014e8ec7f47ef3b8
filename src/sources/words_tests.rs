use proptest::prelude::*;

use super::*;
use crate::domain::event::SpanKind;

fn draft(raw: &str, escaped: bool, unit: Unit, spans: &[(usize, usize)]) -> DraftText<'static> {
    let form = if escaped { Form::Escaped } else { Form::Plain };
    DraftText {
        unit,
        spans: spans
            .iter()
            .map(|(start, end)| DraftSpan {
                kind: SpanKind::Hashtag,
                start: *start,
                end: *end,
                value: Cow::Borrowed("tag"),
            })
            .collect(),
        ..DraftText::new(Cow::Owned(raw.to_owned()), form)
    }
}

fn slices(text: &Text) -> Vec<String> {
    let scalars: Vec<char> = text.plain.chars().collect();
    text.spans
        .iter()
        .map(|span| scalars[span.start as usize..span.end as usize].iter().collect())
        .collect()
}

fn finished(raw: &str, escaped: bool, unit: Unit, spans: &[(usize, usize)]) -> Text {
    finish(draft(raw, escaped, unit, spans), &Limits::default()).unwrap()
}

#[test]
fn an_escape_is_resolved_once() {
    let text = finished(
        "a &amp;lt; b &lt;3 &quot;c&quot; &#39;d&#39; R&D & &unknown;",
        true,
        Unit::Scalars,
        &[],
    );
    assert_eq!(text.plain, "a &lt; b <3 \"c\" 'd' R&D & &unknown;");
}

#[test]
fn a_text_that_is_not_escaped_is_left_alone() {
    assert_eq!(
        finished("a &amp; b", false, Unit::Scalars, &[]).plain,
        "a &amp; b"
    );
}

#[test]
fn spans_follow_the_text_through_escapes_and_composition() {
    // Positions count scalars of the text as sent: an escape counts in full, an emoji as one.
    let raw = "🎁 &amp; cafe\u{301} #one &lt; #two";
    let one = raw.chars().collect::<String>().find("#one").unwrap();
    let one = raw[..one].chars().count();
    let two = raw[..raw.find("#two").unwrap()].chars().count();
    let text = finished(raw, true, Unit::Scalars, &[(two, two + 4), (one, one + 4)]);
    assert_eq!(text.plain, "🎁 & caf\u{e9} #one < #two");
    assert_eq!(slices(&text), ["#one", "#two"]);
}

#[test]
fn byte_positions_become_scalar_positions() {
    let raw = "přišel 🎁 #tag";
    let at = raw.find('#').unwrap();
    assert_eq!(
        slices(&finished(raw, false, Unit::Bytes, &[(at, at + 4)])),
        ["#tag"]
    );
}

#[test]
fn a_span_that_splits_a_scalar_or_ends_beyond_the_text_is_left_out() {
    let text = finished("🎁 ab", false, Unit::Bytes, &[(1, 4), (0, 99), (5, 5), (5, 7)]);
    assert_eq!(slices(&text), ["ab"]);
}

#[test]
fn a_text_is_cut_between_scalars_and_says_so() {
    let limits = Limits {
        text_bytes: 6,
        ..Limits::default()
    };
    let text = finish(draft("ab🎁🎁", false, Unit::Scalars, &[(0, 2), (2, 4)]), &limits).unwrap();
    assert_eq!((text.plain.as_str(), text.truncated), ("ab🎁", true));
    assert_eq!(slices(&text), ["ab"]);
}

#[test]
fn a_language_that_the_network_does_not_know_is_none() {
    for unknown in ["und", "zxx", "qst", "qme", "qht", "", "e", "not a tag", "mul"] {
        assert_eq!(language(unknown), None, "{unknown}");
    }
    for (tag, known) in [
        ("en", "en"),
        ("in", "id"),
        ("iw", "he"),
        ("pt-BR", "pt-BR"),
        ("ckb", "ckb"),
    ] {
        assert_eq!(language(tag).as_deref(), Some(known));
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    /// Whatever is rewritten around it, a word that is marked stays marked.
    #[test]
    fn a_marked_word_stays_marked(
        before in "[a-z&;<éäe\u{301}\u{308}\u{1100}\u{1161}\u{11a8}🎁 ]{0,30}",
        after in "[a-z&;é\u{301}🎁 ]{0,30}",
        bytes in any::<bool>(),
    ) {
        let escape = |text: &str| text.replace('&', "&amp;").replace('<', "&lt;");
        // The word begins and ends with scalars that compose with nothing.
        let word = "#w\u{f6}rd#";
        let (head, tail) = (escape(&before), escape(&after).trim_start_matches('\u{301}').to_owned());
        let raw = format!("{head}{word}{tail}");
        let (unit, start, length) = if bytes {
            (Unit::Bytes, head.len(), word.len())
        } else {
            (Unit::Scalars, head.chars().count(), word.chars().count())
        };
        let text = finished(&raw, true, unit, &[(start, start + length)]);
        prop_assert_eq!(slices(&text), [word]);
        let tail: String = after.trim_start_matches('\u{301}').to_owned();
        let whole: String = format!("{before}{word}{tail}").nfc().collect();
        prop_assert_eq!(text.plain, whole);
    }

    #[test]
    fn any_spans_over_any_text_stay_within_it(
        raw in "\\PC{0,40}",
        spans in prop::collection::vec((0..60_usize, 0..60_usize), 0..8),
        escaped in any::<bool>(),
        bytes in any::<bool>(),
        limit in 4..60_usize,
    ) {
        let unit = if bytes { Unit::Bytes } else { Unit::Scalars };
        let limits = Limits { text_bytes: limit, ..Limits::default() };
        if let Some(text) = finish(draft(&raw, escaped, unit, &spans), &limits) {
            let length = text.plain.chars().count() as i32;
            prop_assert!(text.plain.len() <= limit);
            for span in text.spans {
                prop_assert!(0 <= span.start && span.start < span.end && span.end <= length);
            }
        }
    }
}
