//! Markdown to plain text: marks of emphasis go, code is kept, links become spans; quoted words of others
//! are left out and counted, and pictures are media.

use std::borrow::Cow;

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use super::super::draft::DraftAnchor;
use super::page::Page;
use super::{Words, dialect, html, unescape};
use crate::domain::event::SpanKind;

/// What is read besides the common marks.
const OPTIONS: Options = Options::ENABLE_STRIKETHROUGH.union(Options::ENABLE_TABLES);

/// The pieces of a text. The parser makes a tree of the whole piece, some forty bytes for each byte and of
/// brackets alone 145: what lies beyond the limit before marks are taken off is not to be given to it.
pub(super) fn parse(raw: &str) -> Parser<'_> {
    Parser::new_ext(raw, OPTIONS)
}

/// The text of a piece of Markdown.
pub(super) fn render<'a>(raw: &str, anchors: &[DraftAnchor<'a>], most: usize) -> Words<'a> {
    let (raw, cut) = head(raw, most);
    let (raw, trimmed) = dialect::leave_out(raw);
    let mut walk = Walk {
        page: Page::new(anchors, most),
        most,
        quotes: 0,
        pictures: 0,
        code: false,
        html: String::new(),
        trimmed,
    };
    for event in parse(&raw) {
        if walk.page.is_full() {
            break;
        }
        walk.step(event);
    }
    let words = walk.page.finish(walk.trimmed);
    Words {
        cut: words.cut || cut,
        ..words
    }
}

/// Where the walk through a text is.
struct Walk<'a, 'd> {
    page: Page<'a, 'd>,
    most: usize,
    /// Quotes that are open.
    quotes: usize,
    /// Pictures that are open.
    pictures: usize,
    /// Whether a block of code is open.
    code: bool,
    /// The block of HTML that is open, as far as it is read.
    html: String,
    /// Unicode scalars that were left out.
    trimmed: usize,
}

impl Walk<'_, '_> {
    fn step(&mut self, event: Event<'_>) {
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => self.end(tag),
            Event::Text(text) | Event::Code(text) if self.quotes > 0 => {
                self.trimmed += text.trim().chars().count();
            }
            Event::Text(_) | Event::Code(_) if self.pictures > 0 => {}
            Event::Text(text) if !self.code => self.page.line_of_words(&text),
            Event::Text(text) | Event::Code(text) => self.page.verbatim(&text),
            Event::Html(line) => self.html.push_str(&line),
            Event::InlineHtml(tag) if tag.starts_with("<br") => self.page.line(),
            Event::SoftBreak | Event::HardBreak => self.page.line(),
            Event::Rule => self.page.block(2),
            Event::InlineHtml(_)
            | Event::InlineMath(_)
            | Event::DisplayMath(_)
            | Event::FootnoteReference(_)
            | Event::TaskListMarker(_) => {}
        }
    }

    fn start(&mut self, tag: Tag<'_>) {
        match tag {
            Tag::Link { dest_url, .. } => self.page.link(dest_url.into_string(), SpanKind::Link),
            Tag::Image { .. } => self.pictures += 1,
            Tag::BlockQuote(_) => self.quotes += 1,
            Tag::CodeBlock(_) => self.code = true,
            Tag::TableCell => self.page.apart(),
            Tag::Item | Tag::TableRow | Tag::TableHead | Tag::HtmlBlock => self.page.block(1),
            Tag::Paragraph
            | Tag::Heading { .. }
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
            | Tag::Subscript => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Link => self.page.end_link(),
            TagEnd::Image => self.pictures = self.pictures.saturating_sub(1),
            TagEnd::Item | TagEnd::TableRow | TagEnd::TableHead => self.page.block(1),
            TagEnd::HtmlBlock => self.end_html(),
            TagEnd::BlockQuote(_) => {
                self.quotes = self.quotes.saturating_sub(1);
                self.page.block(2);
            }
            TagEnd::CodeBlock => {
                self.code = false;
                self.page.block(2);
            }
            TagEnd::Paragraph | TagEnd::Heading(_) | TagEnd::List(_) | TagEnd::Table => self.page.block(2),
            TagEnd::FootnoteDefinition
            | TagEnd::DefinitionList
            | TagEnd::DefinitionListTitle
            | TagEnd::DefinitionListDefinition
            | TagEnd::MetadataBlock(_)
            | TagEnd::TableCell
            | TagEnd::Emphasis
            | TagEnd::Strong
            | TagEnd::Strikethrough
            | TagEnd::Superscript
            | TagEnd::Subscript => {}
        }
    }

    /// Says the block of HTML. A quote that it leaves open holds the Markdown that comes.
    fn end_html(&mut self) {
        let html = std::mem::take(&mut self.html);
        let inner = html::render_thread(&html, &[], self.most);
        let text = inner.text.unwrap_or_default();
        self.trimmed += inner.trimmed;
        if self.quotes > 0 {
            self.trimmed += text.chars().count();
        } else {
            self.page.verbatim(&text);
        }
        self.page.block(1);
        let count = |tag: &str| html.matches(tag).count();
        let open = self.quotes + count("<blockquote");
        self.quotes = open.saturating_sub(count("</blockquote"));
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
pub(super) fn head(raw: &str, most: usize) -> (&str, bool) {
    let head = raw.get(..raw.floor_char_boundary(most)).unwrap_or(raw);
    (head, head.len() < raw.len())
}

/// The Markdown as it was written. References that are left stand in it as references.
pub(super) fn unescaped(raw: &str) -> Cow<'_, str> {
    unescape(raw, &mut []).map_or(Cow::Borrowed(raw), Cow::Owned)
}
