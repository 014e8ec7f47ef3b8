//! What is kept of the source of words, and of other fields that are written with markup.

use super::tests::{masked, masker, words};
use crate::domain::event::TextFormat;
use crate::domain::network::Network;

fn source(plain: &str, source: &str, format: TextFormat) -> Option<String> {
    let mut text = words(plain, Vec::new());
    text.original = Some(source.into());
    text.format = format;
    masker().mask_words(&mut text, Network::X);
    text.original
}

const MAIL: &str = "kai@post.example";

#[test]
fn an_original_is_kept_masked_unless_its_markup_hides_a_value() {
    let original_of = |plain: &str, original: &str| source(plain, original, TextFormat::Plain);
    let mail = masked("ada@example.com");
    assert_eq!(
        original_of("to ada@example.com", "<p>to ada@example.com</p>"),
        Some(format!("<p>to {mail}</p>"))
    );
    assert_eq!(
        original_of("to ada@example.com", "<p>to ada&#64;example.com</p>"),
        None
    );
    assert_eq!(
        original_of("no values", "<p>no values</p>"),
        Some("<p>no values</p>".into())
    );
}

#[test]
fn html_that_hides_a_value_is_left_out() {
    let link = format!("<a href=\"mailto:{MAIL}\">");
    for hidden in [
        "kai&#64;post.example",
        "kai&#x40;post&period;example",
        "kai&commat;post.example",
        "kai&amp;#64;post.example",
        "kai<wbr>@post.example",
        "<b>kai</b>@post.example",
        "<span>kai@</span><span>post.example</span>",
        "kai@post<!-- -->.example",
        "kai&shy;@post.example",
        "kai@post.ex<b>ample.com</b>",
        "<i title=\"kai&#64;post.example\">me</i>",
        "<i title='<b>kai</b>@post.example'>me</i>",
        "<!-- kai&#64;post.example -->",
        "<!-- <b>kai</b>@post.example -->",
        "<aside class=\"quote\"><blockquote>kai&#64;post.example</blockquote></aside>",
        "+49 151 2345<b> 6789 000</b>",
        "4111&nbsp;1111&nbsp;1111&nbsp;1111",
        "<table><tr><td>4111</td><td>1111</td><td>1111</td><td>1111</td></tr></table>",
        "4111 <u>1111</u> 1111 1111",
        "DE89&thinsp;3704&thinsp;0044&thinsp;0532&thinsp;0130&thinsp;00",
        "IBAN DE89 3704<br>0044 0532 0130 00",
        "tel&eacute;fono 612345678",
        "Passwort: <b>Geheim99</b>",
        "<a href=\"https://a.example/?x=1&amp;key=abcdef\">x</a>",
    ] {
        for text in [
            format!("<p>{hidden}</p>"),
            format!("<p>{link}me</a>, {hidden}</p>"),
        ] {
            assert_eq!(source("me", &text, TextFormat::Html), None, "{text}");
        }
    }
}

#[test]
fn html_that_hides_nothing_is_kept() {
    let mail = masked(MAIL);
    let call = "+493012345678";
    let phone = masked(call);
    for (text, wanted) in [
        (
            format!("<p>{MAIL}, again {MAIL}</p>"),
            format!("<p>{mail}, again {mail}</p>"),
        ),
        (
            format!("<a class=\"x\" href=\"mailto:{MAIL}\">{MAIL}</a> &amp; more"),
            format!("<a class=\"x\" href=\"mailto:{mail}\">{mail}</a> &amp; more"),
        ),
        (
            format!("<a href=\"tel:{call}\">call me</a>"),
            format!("<a href=\"tel:{phone}\">call me</a>"),
        ),
        (
            format!("<p>From: Kai &lt;{MAIL}&gt;<br>Sent: 10:30</p>"),
            format!("<p>From: Kai &lt;{mail}&gt;<br>Sent: 10:30</p>"),
        ),
        (format!("<b>{MAIL}</b>"), format!("<b>{mail}</b>")),
    ] {
        let plain = if text.contains("@") { MAIL } else { "call me" };
        assert_eq!(source(plain, &text, TextFormat::Html), Some(wanted), "{text}");
    }
    for text in [
        "<p>the 10<sup>th</sup> time in 2024 &amp; 2025, at 10&#58;30</p>",
        "<a class=\"u-url mention\" href=\"https://m.example/@kai\">@<span>kai</span></a> <p>order</p>",
        "<td>12</td><td>345</td><td>678</td>",
        "<!-- version 4.1 &copy; 2024 --><p>a &lt; b</p>",
        "<p class=\"order\" data-id=\"123456\">no &quot;value&quot;</p>",
        "<p style=\"color:#123456;font-size:12px\">it&#8217;s late</p>",
        "<img alt=\"&#128512;\" src=\"https://x.example/1.png?v=12\">",
    ] {
        assert_eq!(
            source("no", text, TextFormat::Html).as_deref(),
            Some(text),
            "{text}"
        );
    }
}

#[test]
fn markdown_that_hides_a_value_is_left_out() {
    for hidden in [
        "**kai**@post.example",
        "kai\\@post.example",
        "kai@*post*.example",
        "[kai](https://x.example)@post.example",
        "[me](mailto:kai&#64;post.example)",
        "kai&amp;#64;post.example",
        "~~4111~~ 1111 1111 1111",
        "> 4111 1111\n> 1111 1111",
        "`DE89` 3704 0044 0532 0130 00",
        "kai<!-- -->@post.example",
    ] {
        for text in [hidden.to_owned(), format!("[me](mailto:{MAIL}), {hidden}")] {
            assert_eq!(source("me", &text, TextFormat::Markdown), None, "{text}");
        }
    }
}

#[test]
fn markdown_that_hides_nothing_is_kept() {
    let mail = masked(MAIL);
    for (text, wanted) in [
        (format!("*{MAIL}*"), format!("*{mail}*")),
        (format!("<{MAIL}> or {MAIL}"), format!("<{mail}> or {mail}")),
        (
            format!("[{MAIL}](mailto:{MAIL})"),
            format!("[{mail}](mailto:{mail})"),
        ),
        (format!("> {MAIL}\n\nno"), format!("> {mail}\n\nno")),
    ] {
        assert_eq!(source(MAIL, &text, TextFormat::Markdown), Some(wanted), "{text}");
    }
    let text = "**since 2024** it is _late_, [see](https://x.example/1?a=2&b=3) 2*3*4 \\[12\\]";
    assert_eq!(source("no", text, TextFormat::Markdown).as_deref(), Some(text));
}

#[test]
fn other_fields_do_not_hide_a_value_either() {
    let field = |text: &str| {
        let mut text = text.to_owned();
        masker().mask_written(&mut text, Network::X, crate::domain::mask::MaskField::Alt);
        text
    };
    assert_eq!(field("me: kai&#64;post.example"), format!("me: {}", masked(MAIL)));
    assert_eq!(field("<b>kai</b>@post.example"), masked(MAIL));
    assert_eq!(field("R&amp;D in <3 days"), "R&amp;D in <3 days");
}
