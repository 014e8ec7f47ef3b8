//! HTML to plain text. Tags go and entities are resolved, each once; scripts and styles are dropped; lines
//! and paragraphs become line breaks; quoted words of others are left out and counted.

use html5gum::{DefaultEmitter, HtmlString, StartTag, Token, Tokenizer};

use super::super::draft::DraftAnchor;
use super::super::history;
use super::Words;
use super::hidden::Hidden;
use super::letter::{self, Others};
use super::page::Page;
use crate::domain::event::SpanKind;

/// Elements whose content is not for reading.
const UNREAD: [&[u8]; 9] = [
    b"script",
    b"style",
    b"head",
    b"title",
    b"template",
    b"iframe",
    b"svg",
    b"noscript",
    b"object",
];

/// Classes of elements in which somebody else's words are repeated.
const QUOTES: [&str; 5] = [
    "quote-inline",
    "gmail_quote",
    "yahoo_quoted",
    "quote",
    "chat-transcript",
];

/// Something that is left out: the element, how many of its name are open, and whether it is a quote.
struct Skip {
    name: HtmlString,
    depth: usize,
    quote: bool,
}

/// Attributes of one tag, and mistakes in it. The tokenizer calls itself anew for each, and remembers each
/// mistake until the tag ends: a tag with more ends the text.
const ATTRIBUTES: usize = 1000;

/// The text up to the first tag that has too many attributes, and whether that is not all.
fn before_endless_tag(raw: &str) -> (&str, bool) {
    let (mut open, mut attributes, mut quote) = (None, 0, None);
    let (mut last, mut valued) = (b' ', false);
    for (at, byte) in raw.bytes().enumerate() {
        let space = byte.is_ascii_whitespace();
        match (open, quote) {
            (None, _) => {
                if last == b'<' && (byte.is_ascii_alphabetic() || byte == b'/') {
                    (open, attributes, valued) = (Some(at.saturating_sub(1)), 0, false);
                }
            }
            (Some(_), Some(end)) if byte == end => (quote, attributes) = (None, attributes + 1),
            (Some(_), Some(_)) => {}
            (Some(_), None) if byte == b'>' => open = None,
            (Some(_), None) if valued && matches!(byte, b'"' | b'\'') => quote = Some(byte),
            (Some(_), None) => {
                let apart = (space && !last.is_ascii_whitespace())
                    || matches!(byte, b'/' | b'=' | b'<' | b'"' | b'\'' | 0);
                attributes += usize::from(apart);
                valued = byte == b'=' || (valued && space);
            }
        }
        last = byte;
        if let Some(start) = open.filter(|_| attributes > ATTRIBUTES) {
            return (raw.get(..start).unwrap_or_default(), true);
        }
    }
    (raw, false)
}

/// The text of a piece of HTML.
pub(super) fn render<'a>(raw: &str, anchors: &[DraftAnchor<'a>], most: usize) -> Words<'a> {
    read(raw, anchors, most, Of::Page)
}

/// The text of a post in a conversation, without its block quotes.
pub(super) fn render_thread<'a>(raw: &str, anchors: &[DraftAnchor<'a>], most: usize) -> Words<'a> {
    read(raw, anchors, most, Of::Thread)
}

/// The text of a mail, with a line in place of each older mail that was left out.
pub(super) fn render_letter<'a>(raw: &str, anchors: &[DraftAnchor<'a>], most: usize) -> Words<'a> {
    read(raw, anchors, most, Of::Letter)
}

/// What the HTML is of: whose a block quote is hangs on it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Of {
    Page,
    Thread,
    Letter,
}

fn read<'a>(raw: &str, anchors: &[DraftAnchor<'a>], most: usize, of: Of) -> Words<'a> {
    let (raw, endless) = before_endless_tag(raw);
    let mut emitter = DefaultEmitter::default();
    emitter.naively_switch_states(true);
    let mut page = Page::new(anchors, most);
    let (mut skip, mut pre, mut trimmed) = (None, 0_usize, 0);
    let mut hidden = Hidden::default();
    for token in Tokenizer::new_with_emitter(raw, emitter) {
        let Ok(token) = token;
        if page.is_full() {
            break;
        }
        if let Some(open) = skip.take() {
            skip = still(open, &token, &mut trimmed);
            continue;
        }
        match token {
            Token::StartTag(tag) => {
                let older = (of == Of::Letter).then(|| older(&tag, &page)).flatten();
                skip = older.or_else(|| skipped(&tag, of == Of::Thread));
                if of == Of::Letter && skip.as_ref().is_some_and(|skip| skip.quote) {
                    page.whole_line(history::LEFT_OUT);
                }
                if skip.is_none() {
                    hidden.open(&tag);
                    pre += usize::from(&*tag.name == b"pre");
                } else if is_preview(&tag) {
                    address(&tag, &mut page);
                }
                if skip.is_none() && !hidden.is_on() {
                    start(&tag, &mut page);
                }
            }
            Token::EndTag(tag) => {
                pre = pre.saturating_sub(usize::from(&*tag.name == b"pre"));
                match &**tag.name {
                    _ if hidden.is_on() => {}
                    b"a" => page.end_link(),
                    name => page.block(breaks(name)),
                }
                hidden.close(&tag.name);
            }
            Token::String(_) if hidden.is_on() => {}
            Token::String(text) if pre > 0 => page.verbatim(&String::from_utf8_lossy(&text)),
            Token::String(text) => page.flow(&String::from_utf8_lossy(&text)),
            Token::Comment(_) | Token::Doctype(_) | Token::Error(_) => {}
        }
    }
    let words = page.finish(trimmed);
    Words {
        cut: words.cut || endless,
        ..words
    }
}

/// What of an older mail is left out from this tag of a mail on. A mail that begins with an older one passes it on.
fn older(tag: &StartTag<()>, page: &Page<'_, '_>) -> Option<Skip> {
    let depth = match letter::others(tag) {
        Some(Others::FromHere) if page.text().is_empty() => return None,
        Some(Others::FromHere) => usize::MAX,
        Some(Others::Inside) => 1,
        None if &**tag.name == b"blockquote" && history::introduces(page.text()) => 1,
        None => return None,
    };
    Some(Skip {
        name: tag.name.clone(),
        depth,
        quote: true,
    })
}

/// What is left out from this tag on, if anything.
fn skipped(tag: &StartTag<()>, thread: bool) -> Option<Skip> {
    let quote = match &**tag.name {
        b"blockquote" if thread => true,
        b"aside" | b"blockquote" | b"div" | b"p" => {
            classes(tag).any(|class| QUOTES.contains(&class)) || attribute(tag, b"type") == Some("cite")
        }
        // Servers that know no quotes are shown the address.
        b"span" => classes(tag).any(|class| class == "quote-inline"),
        _ => false,
    };
    let quote = quote || is_preview(tag);
    let unread = UNREAD.contains(&&**tag.name) && !tag.self_closing;
    (quote || unread).then(|| Skip {
        name: tag.name.clone(),
        depth: 1,
        quote,
    })
}

/// Whether it holds what a linked page says of itself, in place of the address that the author wrote.
fn is_preview(tag: &StartTag<()>) -> bool {
    let is = |wanted: &str| classes(tag).any(|class| class == wanted);
    match &**tag.name {
        b"aside" | b"div" => is("onebox"),
        b"a" => is("inline-onebox"),
        _ => false,
    }
}

/// Says the address of a linked page.
fn address(tag: &StartTag<()>, page: &mut Page<'_, '_>) {
    let named = attribute(tag, b"data-onebox-src").or_else(|| attribute(tag, b"href"));
    page.block(breaks(&tag.name));
    if let Some(address) = named.map(str::trim) {
        page.link(address.to_owned(), SpanKind::Link);
        page.flow(address);
        page.end_link();
    }
    page.block(breaks(&tag.name));
}

/// What is still left out after this token.
fn still(mut open: Skip, token: &Token, trimmed: &mut usize) -> Option<Skip> {
    match token {
        Token::StartTag(tag) if tag.name == open.name && !tag.self_closing => {
            open.depth = open.depth.saturating_add(1);
        }
        Token::EndTag(tag) if tag.name == open.name => open.depth -= 1,
        Token::String(text) if open.quote => *trimmed += String::from_utf8_lossy(text).trim().chars().count(),
        Token::StartTag(_)
        | Token::EndTag(_)
        | Token::String(_)
        | Token::Comment(_)
        | Token::Doctype(_)
        | Token::Error(_) => {}
    }
    (open.depth > 0).then_some(open)
}

fn start(tag: &StartTag<()>, page: &mut Page<'_, '_>) {
    match &**tag.name {
        b"br" => page.line(),
        b"a" => {
            let address = attribute(tag, b"href").unwrap_or_default().trim();
            if !address.starts_with("javascript:") {
                page.link(address.to_owned(), kind(tag));
            }
        }
        // Other pictures are media; what they show is said there.
        b"img" if classes(tag).any(|class| class.contains("emoji")) => {
            page.flow(attribute(tag, b"alt").unwrap_or_default());
        }
        b"td" | b"th" => page.apart(),
        name => page.block(breaks(name)),
    }
}

fn kind(tag: &StartTag<()>) -> SpanKind {
    let is = |wanted: &str| classes(tag).any(|class| class == wanted);
    let rel = attribute(tag, b"rel").unwrap_or_default();
    if is("hashtag") || rel.split_ascii_whitespace().any(|word| word == "tag") {
        SpanKind::Hashtag
    } else if is("mention") {
        SpanKind::Mention
    } else {
        SpanKind::Link
    }
}

/// Line breaks before and after an element.
pub(super) const fn breaks(name: &[u8]) -> usize {
    match name {
        b"p" | b"h1" | b"h2" | b"h3" | b"h4" | b"h5" | b"h6" | b"blockquote" | b"ul" | b"ol" | b"dl"
        | b"pre" | b"table" | b"hr" | b"figure" | b"section" | b"article" | b"aside" => 2,
        b"div" | b"li" | b"tr" | b"dt" | b"dd" | b"header" | b"footer" | b"figcaption" | b"details"
        | b"summary" | b"address" => 1,
        _ => 0,
    }
}

pub(super) fn attribute<'t>(tag: &'t StartTag<()>, name: &[u8]) -> Option<&'t str> {
    std::str::from_utf8(tag.attributes.get(name)?).ok()
}

pub(super) fn classes(tag: &StartTag<()>) -> impl Iterator<Item = &str> + Clone {
    attribute(tag, b"class")
        .unwrap_or_default()
        .split_ascii_whitespace()
}
