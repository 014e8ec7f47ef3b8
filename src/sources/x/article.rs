//! Articles: the post is their address alone, and what is written in them comes beside it or must be fetched.

use super::super::draft::{DraftText, Form};
use super::shape::Item;

/// The words of a post with those of its article in place of the address.
pub(super) fn words<'a>(item: &Item<'a>, post: Option<DraftText<'a>>) -> Option<DraftText<'a>> {
    let Some(article) = item.article.0.as_ref() else {
        return post;
    };
    let heading = article.title.clone().take().map(|title| (title, Form::Escaped));
    let whole = article.plain_text.clone().take().map(|words| DraftText {
        language: item.lang.clone().take(),
        seek: true,
        ..DraftText::new(words, Form::Escaped)
    });
    let words = whole.or(post)?;
    Some(DraftText { heading, ..words })
}

/// Whether the post stands for an article whose words the payload does not hold.
pub(super) fn is_missing(item: &Item<'_>) -> bool {
    match &item.article.0 {
        Some(article) => article.plain_text.get().is_none(),
        None => {
            let entities = item.entities.0.as_ref();
            let links = entities.map_or(&[][..], |entities| entities.urls.0.as_slice());
            let mut links = links.iter().filter_map(|link| link.expanded_url.get());
            is_address_alone(item.text.get().unwrap_or_default()) && links.any(is_address)
        }
    }
}

/// Whether these words are an address and nothing else.
pub(super) fn is_address_alone(words: &str) -> bool {
    let words = words.trim();
    words.starts_with("http") && !words.contains(char::is_whitespace)
}

/// Whether an article lies at this address: `https://x.com/i/article/<id>`, or below the name of its author.
pub(super) fn is_address(address: &str) -> bool {
    let rest = address.split_once("://").map_or(address, |(_, rest)| rest);
    let mut parts = rest.split(['/', '?']);
    let host = parts.next().unwrap_or_default();
    let host = host
        .strip_prefix("www.")
        .or_else(|| host.strip_prefix("mobile."))
        .unwrap_or(host);
    matches!(host, "x.com" | "twitter.com")
        && parts.nth(1) == Some("article")
        && parts
            .next()
            .is_some_and(|id| !id.is_empty() && id.bytes().all(|byte| byte.is_ascii_digit()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn articles_are_known_by_their_address() {
        for address in [
            "https://x.com/i/article/19",
            "http://twitter.com/bo/article/19?s=20",
        ] {
            assert!(is_address(address), "{address}");
        }
        for address in [
            "https://x.com/bo/status/19",
            "https://news.example/i/article/19",
            "https://x.com/i/article/",
        ] {
            assert!(!is_address(address), "{address}");
        }
        assert!(is_address_alone(" https://t.co/a "));
        assert!(!is_address_alone("read https://t.co/a"));
    }
}
