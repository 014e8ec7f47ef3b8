//! Whether words are shown as plain text or in HTML, which the payload does not say: it is asked for.

/// How tags begin that `YouTube` writes for what people mark, link and break.
const TAGS: [&str; 17] = [
    "<br>", "<br />", "<br/>", "<a ", "</a>", "<b>", "</b>", "<i>", "</i>", "<s>", "</s>", "<del>", "</del>",
    "<span", "</span>", "<img ", "<p>",
];

/// What only HTML has: nobody types it.
const HTML: [&str; 7] = ["<br", "<a href=\"", "&amp;", "&lt;", "&gt;", "&quot;", "&#39;"];

/// Whether the words are plain text. HTML has no line breaks of its own, begins no tag that `YouTube` does not write,
/// and has every other sign of the kind as a reference. Words without signs are the same in both.
pub(super) fn is_plain(display: &str) -> bool {
    let tag = |rest: &str| TAGS.iter().any(|tag| rest.starts_with(tag));
    let bare = || has_bare(display, '<', tag) || has_bare(display, '&', is_reference);
    (display.contains('\n') && !display.contains("<br"))
        || (!HTML.iter().any(|mark| display.contains(mark)) && bare())
}

/// Whether one of these signs begins nothing that `known` knows.
fn has_bare(text: &str, sign: char, known: impl Fn(&str) -> bool) -> bool {
    let mut all = text.match_indices(sign);
    all.any(|(at, _)| text.get(at..).is_some_and(|rest| !known(rest)))
}

/// Whether a reference begins here: `&amp;`, `&#39;`.
fn is_reference(rest: &str) -> bool {
    let name = rest.split_once(';').map_or("", |(name, _)| name);
    let name = name.trim_start_matches('&').trim_start_matches('#');
    (1..=8).contains(&name.len()) && name.bytes().all(|byte| byte.is_ascii_alphanumeric())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_text_shows_by_signs_that_html_would_not_have() {
        for plain in [
            "the keel <still broken> is dry",
            "write <bo at quay.example> now",
            "from a<b to c>d",
            "5 < 6",
            "salt & tar",
            "one\ntwo",
        ] {
            assert!(is_plain(plain), "{plain}");
        }
        for html in [
            "the <b>keel</b><br>is &quot;dry&quot; &amp; cold",
            "<a href=\"https://v.example/?v=1&amp;t=3\">0:03</a> it&#39;s here",
            "one\n<br>two",
            "I <3 it<br>all",
            "nothing at all",
        ] {
            assert!(!is_plain(html), "{html}");
        }
    }
}
