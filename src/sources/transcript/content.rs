//! How the words of a turn are written, where the feed says so: in Markdown, or as the card that a chat shows.

use std::borrow::Cow;

use super::super::draft::{DraftText, Form};
use super::super::inside::{self, Seen};

/// The words as a person reads them; `None` if there are none among what was sent.
pub(super) fn read<'a>(raw: Cow<'a, str>, form: Option<&str>) -> Option<DraftText<'a>> {
    let form = form.and_then(|form| form.split(';').next()).unwrap_or_default();
    let form = form.trim().to_ascii_lowercase();
    // Amazon Connect's cards, and what was chosen of them: `application/vnd.amazonaws.connect.message.interactive`.
    if form.contains("interactive") || form.ends_with("json") {
        return match inside::texts(&raw, seen) {
            Some(texts) => {
                let texts: Vec<String> = texts.into_iter().map(|(_, text)| text).collect();
                let words = Some(texts.join("\n")).filter(|words| !words.is_empty());
                words.map(|words| DraftText::new(Cow::Owned(words), Form::Plain))
            }
            None => Some(DraftText::new(raw, Form::Plain)),
        };
    }
    Some(DraftText::new(
        raw,
        match form.as_str() {
            "text/markdown" | "text/x-markdown" => Form::Markdown,
            "text/html" => Form::Html,
            _ => Form::Plain,
        },
    ))
}

/// Names of what a card shows. What it will show once something is chosen, it does not show yet.
fn seen(name: &str) -> Seen {
    let plain = name.bytes().filter(|byte| !matches!(byte, b'_' | b'-'));
    let plain: Vec<u8> = plain.map(|byte| byte.to_ascii_lowercase()).collect();
    match plain.as_slice() {
        b"title" | b"subtitle" | b"heading" | b"text" | b"message" | b"body" | b"description" | b"label"
        | b"content" | b"caption" => Seen::Shown,
        b"replymessage" => Seen::Hidden,
        _ => Seen::Around,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(raw: &str, form: &str) -> Option<String> {
        read(raw.into(), Some(form)).map(|text| text.raw.into_owned())
    }

    #[test]
    fn a_card_is_what_it_shows() {
        let card = r#"{"templateType":"QuickReply","version":"1.0","data":{"replyMessage":{"title":"Thanks"},
            "content":{"title":"Which pier?","subtitle":"Tap one","elements":[{"title":"North"},{"title":"South"}]}}}"#;
        let form = "application/vnd.amazonaws.connect.message.interactive";
        assert_eq!(
            words(card, form).as_deref(),
            Some("Which pier?\nTap one\nNorth\nSouth")
        );
        let json = "application/json; charset=utf-8";
        assert_eq!(
            words(r#"{"a":{"text":"Hello"},"id":"x"}"#, json).as_deref(),
            Some("Hello")
        );
        assert_eq!(words("\"Hello\"", json).as_deref(), Some("Hello"));
        assert_eq!(words("Hello", json).as_deref(), Some("Hello"));
        assert_eq!(words(r#"{"id":"x"}"#, json), None);
    }

    #[test]
    fn markdown_is_read_as_such_and_all_else_as_it_stands() {
        let form = |form| read("**a**".into(), form).unwrap().form;
        assert_eq!(form(Some("text/markdown")), Form::Markdown);
        assert_eq!((form(Some("text/plain")), form(None)), (Form::Plain, Form::Plain));
    }
}
