//! What a post shows besides its words: another post, pictures, a film, the card of a page.

use std::borrow::Cow;

use super::super::draft::{DraftMedia, DraftSpan, DraftText, Form, Unit};
use super::POST;
use super::shape::Embed;
use crate::domain::event::{MediaKind, SpanKind};

/// What is shown, apart.
#[derive(Default)]
pub(super) struct Shown<'a> {
    /// The post quoted.
    pub(super) quoted: Option<Cow<'a, str>>,
    pub(super) media: Vec<DraftMedia<'a>>,
    /// The address of the page that a card shows. What the page says of itself is not the author's.
    pub(super) page: Option<Cow<'a, str>>,
}

/// Takes an embed apart.
pub(super) fn read(embed: Embed<'_>) -> Shown<'_> {
    let quoted = embed
        .record
        .0
        .and_then(|link| link.uri.take().or_else(|| link.record.0?.uri.take()));
    let inner = embed.media.0.map(|inner| read(*inner)).unwrap_or_default();
    let pictures = embed.images.0.into_iter().map(|picture| DraftMedia {
        kind: MediaKind::Image,
        alt: picture.alt.take(),
        url: None,
    });
    let (alt, form) = (embed.alt, embed.presentation);
    let film = embed.video.0.map(|_| DraftMedia {
        url: None,
        kind: if form.get() == Some("gif") {
            MediaKind::Animation
        } else {
            MediaKind::Video
        },
        alt: alt.take(),
    });
    Shown {
        // Lists, feeds and profiles are embedded in the same way.
        quoted: quoted.filter(|uri| uri.split('/').nth(3) == Some(POST)),
        media: pictures.chain(film).chain(inner.media).collect(),
        page: embed.external.0.and_then(|page| page.uri.take()).or(inner.page),
    }
}

/// The words with the address of the card below them, as the card stands below them, unless they hold it.
pub(super) fn with_page<'a>(
    text: Option<DraftText<'a>>,
    page: Option<Cow<'a, str>>,
) -> Option<DraftText<'a>> {
    let Some(page) = page else {
        return text;
    };
    let mut text = text.unwrap_or_else(|| DraftText {
        unit: Unit::Bytes,
        ..DraftText::new(Cow::Borrowed(""), Form::Plain)
    });
    if text.spans.iter().any(|span| span.value == page) {
        return Some(text);
    }
    let start = match text.raw.find(page.as_ref()) {
        Some(start) => start,
        None if text.raw.is_empty() => 0,
        None => {
            text.raw.to_mut().push_str("\n\n");
            text.raw.len()
        }
    };
    if start == text.raw.len() {
        text.raw.to_mut().push_str(&page);
    }
    text.spans.push(DraftSpan {
        kind: SpanKind::Link,
        start,
        end: start + page.len(),
        value: page,
    });
    Some(text)
}
