//! Pictures that stand among words in Markdown: media, not words.

use std::borrow::Cow;

use pulldown_cmark::{Event, Tag, TagEnd};

use super::super::draft::{DraftMedia, DraftText, Form};
use super::{dialect, markdown};
use crate::domain::event::MediaKind;

/// What stands in the place of a description where nobody wrote one.
const NAMELESS: [&str; 5] = ["gif", "img", "image", "video", "emote"];

/// The pictures among these words, but for those in quotes, in their first `most` bytes.
pub(in crate::sources) fn pictures(text: &DraftText<'_>, most: usize) -> Vec<DraftMedia<'static>> {
    let escaped = text.form == Form::EscapedMarkdown;
    if !(escaped || text.form == Form::Markdown) || !text.raw.contains("![") {
        return Vec::new();
    }
    let (raw, _) = markdown::head(&text.raw, most);
    let raw = if escaped {
        markdown::unescaped(raw)
    } else {
        Cow::Borrowed(raw)
    };
    let (raw, _) = dialect::leave_out(&raw);
    let (mut found, mut quotes, mut open) = (Vec::new(), 0_usize, None);
    for event in markdown::parse(&raw) {
        match event {
            Event::Start(Tag::BlockQuote(_)) => quotes += 1,
            Event::End(TagEnd::BlockQuote(_)) => quotes = quotes.saturating_sub(1),
            Event::Start(Tag::Image { dest_url, .. }) if quotes == 0 => {
                open = Some((dest_url, String::new()));
            }
            Event::Text(piece) => {
                if let Some((_, shown)) = &mut open {
                    shown.push_str(&piece);
                }
            }
            Event::End(TagEnd::Image) => found.extend(open.take().map(|(at, shown)| picture(&at, &shown))),
            Event::Start(_)
            | Event::End(_)
            | Event::Code(_)
            | Event::Html(_)
            | Event::InlineHtml(_)
            | Event::InlineMath(_)
            | Event::DisplayMath(_)
            | Event::FootnoteReference(_)
            | Event::SoftBreak
            | Event::HardBreak
            | Event::Rule
            | Event::TaskListMarker(_) => {}
        }
    }
    found
}

/// A picture. Reddit names its maker in the address, Discourse its size behind the description.
fn picture(address: &str, shown: &str) -> DraftMedia<'static> {
    let described = shown.split('|').next().unwrap_or_default().trim();
    let is = |name: &str| described.eq_ignore_ascii_case(name);
    let kind = if address.starts_with("emote|") {
        MediaKind::Sticker
    } else if address.starts_with("giphy|") || is("gif") {
        MediaKind::Animation
    } else if is("video") || shown.split('|').any(|piece| piece == "video") {
        MediaKind::Video
    } else if shown.split('|').any(|piece| piece == "audio") {
        MediaKind::Audio
    } else {
        MediaKind::Image
    };
    let named = !described.is_empty() && !NAMELESS.into_iter().any(is);
    DraftMedia {
        kind,
        alt: named.then(|| Cow::Owned(described.to_owned())),
        url: None,
    }
}
