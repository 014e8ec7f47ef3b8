use std::borrow::Cow;

use proptest::prelude::*;

use super::super::draft::{DraftAnchor, DraftText, Form};
use super::super::limits::Limits;
use crate::domain::event::{SpanKind, Text, TextFormat};

fn rendered(raw: &str, form: Form) -> Option<Text> {
    super::finish(
        DraftText::new(Cow::Owned(raw.to_owned()), form),
        &Limits::default(),
    )
}

fn words(raw: &str, form: Form) -> String {
    rendered(raw, form).map_or_else(String::new, |text| text.plain)
}

/// Each span: what it is, the words it covers, its value.
fn marks(text: &Text) -> Vec<(SpanKind, String, String)> {
    let scalars: Vec<char> = text.plain.chars().collect();
    let mark = |span: &crate::domain::event::TextSpan| {
        let shown = scalars[span.start as usize..span.end as usize].iter().collect();
        (span.kind, shown, span.value.clone())
    };
    text.spans.iter().map(mark).collect()
}

fn mark(kind: SpanKind, shown: &str, value: &str) -> (SpanKind, String, String) {
    (kind, shown.to_owned(), value.to_owned())
}

#[test]
fn html_keeps_lines_and_drops_what_is_not_read() {
    for (html, plain) in [
        (
            "<p>One</p><p>two<br>three<br/>four</p>",
            "One\n\ntwo\nthree\nfour",
        ),
        ("<div>a</div><div>b</div>", "a\nb"),
        ("  many \n\t spaces&nbsp;here ", "many spaces here"),
        ("<ul><li>a</li><li>b</li></ul>c", "a\nb\n\nc"),
        ("<pre>a\n  b</pre>", "a\n  b"),
        ("x<script>if (a<b) { '</p>' }</script><style>p{}</style>y", "xy"),
        ("<head><title>no</title></head><body>yes</body>", "yes"),
        ("<!-- no --><!DOCTYPE html>yes", "yes"),
        ("<td>a</td><td>b</td>", "a b"),
        ("so <b>bold</b>ly", "so boldly"),
        (
            "<p class=\"quote-inline\">RE: <a href=\"x\">x</a></p><p>new</p>",
            "new",
        ),
        (
            "<p>new<span class=\"quote-inline\"><br>RE: <span>x</span></span></p>",
            "new",
        ),
        ("broken <b", "broken"),
        ("a < b and c > d", "a < b and c > d"),
    ] {
        assert_eq!(words(html, Form::Html), plain, "{html}");
    }
}

#[test]
fn an_entity_of_html_is_resolved_once() {
    let html = "R&amp;D &amp;lt;b&amp;gt; &eacute;t&#233; &#x1F381; &hearts; &nosuch; &amp;amp;";
    assert_eq!(words(html, Form::Html), "R&D &lt;b&gt; été 🎁 ♥ &nosuch; &amp;");
}

#[test]
fn the_alternative_text_of_an_emoji_is_kept_and_that_of_a_picture_is_not() {
    let html =
        "so <img class=\"custom-emoji\" alt=\":angry_seal:\" src=\"e\"> and <img alt=\"a seal\" src=\"s\">";
    assert_eq!(words(html, Form::Html), "so :angry_seal: and");
}

#[test]
fn anchors_of_html_become_spans_over_the_right_words() {
    let html = "<p>🎁 <a href=\"https://h.example/@mara\" class=\"u-url mention\">@<span>mara</span></a> see \
                <a href=\"https://h.example/tags/sl%C3%B6w\" class=\"mention hashtag\" rel=\"tag\">#<span>slo\u{308}w</span></a>\
                </p><p><a href=\"https://t.example/x\"><span class=\"invisible\">https://</span>t.example/x</a></p>";
    let text = rendered(html, Form::Html).unwrap();
    assert_eq!(text.plain, "🎁 @mara see #slöw\n\nhttps://t.example/x");
    let expected = [
        mark(SpanKind::Mention, "@mara", "mara"),
        mark(SpanKind::Hashtag, "#slöw", "slo\u{308}w"),
        mark(SpanKind::Link, "https://t.example/x", "https://t.example/x"),
    ];
    assert_eq!(marks(&text), expected);
    assert_eq!(
        (text.format, text.original.as_deref()),
        (TextFormat::Html, Some(html))
    );
}

#[test]
fn what_the_payload_lists_of_an_anchor_goes_first() {
    let mut draft = DraftText::new("<a href=\"https://h.example/u/9\">Mara P.</a>".into(), Form::Html);
    draft.anchors.push(DraftAnchor {
        address: "https://h.example/u/9".into(),
        kind: SpanKind::Mention,
        value: "mara@h.example".into(),
    });
    let text = super::finish(draft, &Limits::default()).unwrap();
    assert_eq!(
        marks(&text),
        [mark(SpanKind::Mention, "Mara P.", "mara@h.example")]
    );
}

#[test]
fn quoted_words_of_a_mail_are_left_out_and_counted() {
    let html = "<p>Still broken.</p><div class=\"gmail_quote\">On Monday: <div>we fixed it</div></div>";
    let text = rendered(html, Form::Html).unwrap();
    assert_eq!(text.plain, "Still broken.");
    assert_eq!(text.trimmed_chars, 21);
}

#[test]
fn a_block_quote_is_another_s_in_a_conversation_and_belongs_to_a_page() {
    let html = "<blockquote><p>lost</p><blockquote>b</blockquote></blockquote><p>No.</p>";
    let text = rendered(html, Form::Thread).unwrap();
    assert_eq!((text.plain.as_str(), text.trimmed_chars), ("No.", 5));
    assert_eq!(words(html, Form::Html), "lost\n\nb\n\nNo.");
    assert!(rendered("<blockquote>lost</blockquote>", Form::Thread).is_none());
}

#[test]
fn an_address_stands_where_a_page_was_previewed() {
    for html in [
        "see <a class=\"inline-onebox\" href=\"https://t.example/x\">Their title</a>",
        "see <aside class=\"onebox\" data-onebox-src=\"https://t.example/x\"><h3>Their title</h3></aside>",
    ] {
        let text = rendered(html, Form::Html).unwrap();
        let link = mark(SpanKind::Link, "https://t.example/x", "https://t.example/x");
        assert_eq!(marks(&text), [link], "{html}");
        assert_eq!(
            (text.plain.contains("title"), text.trimmed_chars),
            (false, 11),
            "{html}"
        );
    }
}

#[test]
fn markdown_loses_its_marks_and_keeps_its_words() {
    for (markdown, plain) in [
        ("**very** _slow_ ~~gone~~", "very slow gone"),
        ("# Head\n\nbody\nline", "Head\n\nbody\nline"),
        ("- a\n- b\n\nc", "a\nb\n\nc"),
        ("> quoted\nlazily\n\nsaid", "said"),
        ("said\n> quoted\n> > twice\n\n5 > 3 `> a`", "said\n\n5 > 3 > a"),
        ("- > quoted\n- said", "said"),
        ("    > code", "> code"),
        ("<blockquote>\n\nquoted\n\n</blockquote>\n\nsaid", "said"),
        (">!kept!< words", "kept words"),
        ("a ![shown](https://p.example/a.png)\n\nb", "a \n\nb"),
        ("a&nbsp;b\n\n&#x200B;\n\n&nbsp;c `&amp;`", "a b\n\nc &amp;"),
        ("run `a_b_c --x`", "run a_b_c --x"),
        ("```\nfn  x\n  y\n```\nend", "fn  x\n  y\n\nend"),
        ("a<br>b", "a\nb"),
        ("R&amp;D &eacute;", "R&D é"),
    ] {
        assert_eq!(words(markdown, Form::Markdown), plain, "{markdown}");
    }
}

#[test]
fn links_of_markdown_become_spans() {
    let text = rendered(
        "🎁 see [the **slow** page](https://t.example/x \"t\") <https://u.example>",
        Form::Markdown,
    )
    .unwrap();
    assert_eq!(text.plain, "🎁 see the slow page https://u.example");
    let expected = [
        mark(SpanKind::Link, "the slow page", "https://t.example/x"),
        mark(SpanKind::Link, "https://u.example", "https://u.example"),
    ];
    assert_eq!(marks(&text), expected);
}

#[test]
fn escaped_markdown_is_unescaped_once() {
    let raw = "&gt; they said\n\nR&amp;D &amp;lt;b&amp;gt; **no**";
    assert_eq!(words(raw, Form::EscapedMarkdown), "R&D <b> no");
}

#[test]
fn a_heading_comes_first_and_spans_stay_on_their_words() {
    let mut draft = DraftText::new("see <a href=\"https://t.example\">there</a>".into(), Form::Html);
    draft.heading = Some(("Lost &amp; found 🎁".into(), Form::Escaped));
    let text = super::finish(draft, &Limits::default()).unwrap();
    assert_eq!(text.plain, "Lost & found 🎁\n\nsee there");
    assert_eq!(marks(&text), [mark(SpanKind::Link, "there", "https://t.example")]);
    let mut alone = DraftText::new("".into(), Form::Plain);
    alone.heading = Some(("Only a title".into(), Form::Plain));
    assert_eq!(
        super::finish(alone, &Limits::default()).unwrap().plain,
        "Only a title"
    );
}

#[test]
fn marks_are_found_in_words_without_any() {
    let mut draft = DraftText::new(
        "🎁 @mara, see (https://t.example/a?b=1). #slow #12 a@b.example".into(),
        Form::Plain,
    );
    draft.seek = true;
    let text = super::finish(draft, &Limits::default()).unwrap();
    let expected = [
        mark(SpanKind::Mention, "@mara", "mara"),
        mark(
            SpanKind::Link,
            "https://t.example/a?b=1",
            "https://t.example/a?b=1",
        ),
        mark(SpanKind::Hashtag, "#slow", "slow"),
    ];
    assert_eq!(marks(&text), expected);
}

/// Words of emoji with joiners, of scripts that run from right to left, with combining marks.
fn word() -> impl Strategy<Value = String> {
    let words = [
        "👩\u{200D}👩\u{200D}👧",
        "🏳️\u{200D}🌈",
        "שלום",
        "مرحبا",
        "cafe\u{301}",
        "e\u{301}\u{323}",
        "한국",
        "\u{1112}\u{1161}\u{11AB}",
        "plain",
    ];
    prop::sample::select(words.to_vec()).prop_map(str::to_owned)
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn an_anchor_covers_its_words_whatever_stands_around(
        before in prop::collection::vec(word(), 0..4),
        inside in word(),
        after in prop::collection::vec(word(), 0..4),
        markdown in any::<bool>(),
    ) {
        use unicode_normalization::UnicodeNormalization;
        let (head, tail) = (before.join(" "), after.join(" "));
        let (raw, form) = if markdown {
            (format!("{head} [{inside}](https://t.example/x) {tail}"), Form::Markdown)
        } else {
            (format!("<p>{head} <a href=\"https://t.example/x\">{inside}</a> {tail}</p>"), Form::Html)
        };
        let text = rendered(&raw, form).unwrap();
        let whole: String = format!("{head} {inside} {tail}").trim().nfc().collect();
        prop_assert_eq!(&text.plain, &whole);
        let shown: String = inside.nfc().collect();
        prop_assert_eq!(marks(&text), [mark(SpanKind::Link, &shown, "https://t.example/x")]);
    }

    #[test]
    fn any_text_stays_within_its_bounds(
        raw in "(<(p|a href=\"[a-z]{0,3}\"|/a|br|/p|div class=quote|script)>|&(amp|lt|#x1F381|eacute|nbsp);|\\[/?quote\\]|>!|!<|!\\[|[*_`>#\\[\\]()\n]|\\PC{0,6}){0,40}",
        limit in 4..80_usize,
        form in prop::sample::select(vec![Form::Plain, Form::Escaped, Form::Html, Form::Thread, Form::Markdown, Form::EscapedMarkdown]),
        seek in any::<bool>(),
    ) {
        let limits = Limits { text_bytes: limit, ..Limits::default() };
        let draft = DraftText { seek, ..DraftText::new(Cow::Borrowed(&raw), form) };
        if let Some(text) = super::finish(draft, &limits) {
            let length = text.plain.chars().count() as i32;
            prop_assert!(text.plain.len() <= limit);
            prop_assert!(text.original.is_none_or(|original| original.len() <= limit));
            for span in text.spans {
                prop_assert!(0 <= span.start && span.start < span.end && span.end <= length);
            }
        }
    }
}
