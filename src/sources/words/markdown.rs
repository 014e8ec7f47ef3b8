//! Markdown to plain text: marks of emphasis go, code is kept, links become spans.

use std::borrow::Cow;

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use super::super::draft::DraftAnchor;
use super::page::Page;
use super::{Words, html, unescape};
use crate::domain::event::SpanKind;

/// The text of a piece of Markdown. The parser makes a tree of the whole piece, some forty bytes for each byte and
/// of brackets alone 145: what lies beyond the limit before marks are taken off is not given to it.
pub(super) fn render<'a>(raw: &str, anchors: &[DraftAnchor<'a>], most: usize) -> Words<'a> {
    let (raw, cut) = head(raw, most);
    let mut page = Page::new(anchors, most);
    let options = Options::ENABLE_STRIKETHROUGH | Options::ENABLE_TABLES;
    for event in Parser::new_ext(raw, options) {
        if page.is_full() {
            break;
        }
        match event {
            Event::Start(tag) => start(tag, &mut page),
            Event::End(tag) => end(tag, &mut page),
            Event::Text(text) | Event::Code(text) => page.verbatim(&text),
            Event::Html(block) => {
                let inner = html::render(&block, &[], most);
                page.verbatim(inner.text.as_deref().unwrap_or_default());
                page.block(1);
            }
            Event::InlineHtml(tag) if tag.starts_with("<br") => page.line(),
            Event::SoftBreak | Event::HardBreak => page.line(),
            Event::Rule => page.block(2),
            Event::InlineHtml(_)
            | Event::InlineMath(_)
            | Event::DisplayMath(_)
            | Event::FootnoteReference(_)
            | Event::TaskListMarker(_) => {}
        }
    }
    let words = page.finish(0);
    Words {
        cut: words.cut || cut,
        ..words
    }
}

fn start(tag: Tag<'_>, page: &mut Page<'_, '_>) {
    match tag {
        Tag::Link { dest_url, .. } => page.link(dest_url.into_string(), SpanKind::Link),
        Tag::TableCell => page.apart(),
        Tag::Item | Tag::TableRow | Tag::TableHead | Tag::HtmlBlock => page.block(1),
        Tag::Paragraph
        | Tag::Heading { .. }
        | Tag::BlockQuote(_)
        | Tag::CodeBlock(_)
        | Tag::Table(_)
        | Tag::FootnoteDefinition(_)
        | Tag::DefinitionList
        | Tag::DefinitionListTitle
        | Tag::DefinitionListDefinition
        | Tag::MetadataBlock(_)
        | Tag::List(_)
        | Tag::Emphasis
        | Tag::Strong
        | Tag::Strikethrough
        | Tag::Superscript
        | Tag::Subscript
        | Tag::Image { .. } => {}
    }
}

fn end(tag: TagEnd, page: &mut Page<'_, '_>) {
    match tag {
        TagEnd::Link => page.end_link(),
        TagEnd::Item | TagEnd::TableRow | TagEnd::TableHead => page.block(1),
        TagEnd::Paragraph
        | TagEnd::Heading(_)
        | TagEnd::BlockQuote(_)
        | TagEnd::CodeBlock
        | TagEnd::List(_)
        | TagEnd::Table => page.block(2),
        TagEnd::HtmlBlock
        | TagEnd::FootnoteDefinition
        | TagEnd::DefinitionList
        | TagEnd::DefinitionListTitle
        | TagEnd::DefinitionListDefinition
        | TagEnd::MetadataBlock(_)
        | TagEnd::TableCell
        | TagEnd::Emphasis
        | TagEnd::Strong
        | TagEnd::Strikethrough
        | TagEnd::Superscript
        | TagEnd::Subscript
        | TagEnd::Image => {}
    }
}

/// The text of a piece of Markdown with escapes.
pub(super) fn render_escaped<'a>(raw: &str, anchors: &[DraftAnchor<'a>], most: usize) -> Words<'a> {
    let (raw, cut) = head(raw, most);
    let words = render(&unescaped(raw), anchors, most);
    Words {
        cut: words.cut || cut,
        ..words
    }
}

/// The beginning of a text, and whether there is more.
fn head(raw: &str, most: usize) -> (&str, bool) {
    let head = raw.get(..raw.floor_char_boundary(most)).unwrap_or(raw);
    (head, head.len() < raw.len())
}

/// Markdown whose escapes are resolved so that rendering does not resolve them a second time.
fn unescaped(raw: &str) -> Cow<'_, str> {
    match unescape(raw, &mut []) {
        Some(text) if text.contains('&') => Cow::Owned(text.replace('&', "&amp;")),
        Some(text) => Cow::Owned(text),
        None => Cow::Borrowed(raw),
    }
}
