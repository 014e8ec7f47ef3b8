//! What a source says with its marks taken off: tags left out, character references resolved, the marks of Markdown
//! gone. Nothing is left out of it but marks: what no reader sees, comments, attributes, quoted words, stands there too.

use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

use super::references::resolve;
use super::word_set::WordSet;
use super::{cue, mask};
use crate::domain::event::TextFormat;

/// Elements that begin a line of their own; others stand within one.
static BLOCKS: WordSet = WordSet::new(&[
    "address",
    "article",
    "aside",
    "blockquote",
    "body",
    "br",
    "center",
    "dd",
    "details",
    "div",
    "dl",
    "dt",
    "figcaption",
    "figure",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hr",
    "li",
    "main",
    "nav",
    "ol",
    "option",
    "p",
    "pre",
    "section",
    "summary",
    "table",
    "tbody",
    "td",
    "tfoot",
    "th",
    "thead",
    "tr",
    "ul",
]);
/// Stands between what belongs to different places: no cue reaches over it.
const APART: &str = "\n;\n";
/// Bytes of the longest address of a link in Markdown.
const ADDRESS: usize = 2048;
/// Bytes tested together.
const BLOCK: usize = 16;
/// Marks of emphasis in a row.
const MARKS: usize = 3;
/// Bytes of the widest indent.
const INDENT: usize = 16;
/// How deep tags are looked for in comments and attributes.
const DEEP: usize = 2;

/// The text of a source without its marks; `None` if it has none.
pub(super) fn laid_open(source: &str, format: TextFormat) -> Option<String> {
    let markdown = format == TextFormat::Markdown;
    next_mark(source, markdown)?;
    let mut page = Page {
        text: String::with_capacity(source.len()),
        markdown,
        aside: Vec::new(),
    };
    page.read(source, 0);
    while let Some((piece, depth)) = page.aside.pop() {
        page.text.push_str(APART);
        page.read(piece, depth);
    }
    // Letters with marks come as two signs.
    let composed = page.text.is_ascii() || is_nfc_quick(page.text.chars()) == IsNormalized::Yes;
    Some(if composed {
        page.text
    } else {
        page.text.nfc().collect()
    })
}

/// Where the next sign stands that may be a mark.
fn next_mark(source: &str, markdown: bool) -> Option<usize> {
    if markdown {
        position(source.as_bytes(), |byte| {
            matches!(
                byte,
                b'<' | b'&' | b'*' | b'_' | b'~' | b'`' | b'^' | b'\\' | b'[' | b']' | b'>' | b'|'
            )
        })
    } else {
        position(source.as_bytes(), |byte| matches!(byte, b'<' | b'&'))
    }
}

/// Where the first such byte stands: mostly near, or else many are tested together.
fn position(bytes: &[u8], is: impl Fn(u8) -> bool) -> Option<usize> {
    let near = bytes.iter().take(BLOCK).position(|byte| is(*byte));
    if near.is_some() {
        return near;
    }
    let (blocks, _) = bytes.get(BLOCK..)?.as_chunks::<BLOCK>();
    let any = |block: &&[u8; BLOCK]| block.iter().fold(false, |any, byte| any | is(*byte));
    let quiet = BLOCK + blocks.iter().take_while(|block| !any(block)).count() * BLOCK;
    let rest = bytes.get(quiet..)?;
    Some(quiet + rest.iter().position(|byte| is(*byte))?)
}

/// What networks write in place of signs that mean something in HTML.
const ESCAPES: [(&[u8], u8); 5] = [
    (b"&amp;", b'&'),
    (b"&lt;", b'<'),
    (b"&gt;", b'>'),
    (b"&quot;", b'"'),
    (b"&#39;", b'\''),
];

/// Whether a source is these words with nothing but a few signs escaped: then nothing is hidden in it. Most are.
pub(super) fn only_escapes(source: &str, words: &str) -> bool {
    let (mut source, mut words) = (source.as_bytes(), words.as_bytes());
    loop {
        source = source.trim_ascii_start();
        words = words.trim_ascii_start();
        let (Some((sent, after)), Some((read, rest))) = (source.split_first(), words.split_first()) else {
            return source.is_empty() && words.is_empty();
        };
        let escape = || ESCAPES.iter().find(|(escape, _)| source.starts_with(escape));
        let (sign, left) = match (sent, escape) {
            (b'<', _) => return false,
            (b'&', escape) => match escape() {
                // What is escaped twice is looked at more closely.
                Some((b"&amp;", _))
                    if source
                        .get(5)
                        .is_some_and(|next| b"#".contains(next) || next.is_ascii_alphabetic()) =>
                {
                    return false;
                }
                Some((escape, sign)) => (*sign, source.get(escape.len()..).unwrap_or_default()),
                None => return false,
            },
            (sign, _) => (*sign, after),
        };
        if sign != *read {
            return false;
        }
        (source, words) = (left, rest);
    }
}

/// Whether two texts are the same but for white space.
pub(super) fn reads_alike(one: &str, other: &str) -> bool {
    if one.trim_ascii() == other.trim_ascii() {
        return true;
    }
    let (mut one, mut other) = (one.bytes(), other.bytes());
    loop {
        let mut pair = (one.next(), other.next());
        if pair.0 == pair.1 && pair.0.is_some() {
            continue;
        }
        while pair.0.is_some_and(|byte| byte.is_ascii_whitespace()) {
            pair.0 = one.next();
        }
        while pair.1.is_some_and(|byte| byte.is_ascii_whitespace()) {
            pair.1 = other.next();
        }
        if pair.0 != pair.1 || pair.0.is_none() {
            return pair.0 == pair.1;
        }
    }
}

/// Whether a piece has marks besides the brackets of masks.
fn is_marked(piece: &str, markdown: bool) -> bool {
    let mut rest = piece;
    while let Some(at) = next_mark(rest, markdown) {
        let Some(end) = mask::end(rest, at) else {
            return true;
        };
        rest = rest.get(end..).unwrap_or_default();
    }
    false
}

/// A source being read.
struct Page<'s> {
    text: String,
    markdown: bool,
    /// What stands in comments, tags and addresses of links, and how deep.
    aside: Vec<(&'s str, usize)>,
}

impl<'s> Page<'s> {
    fn read(&mut self, source: &'s str, depth: usize) {
        let mut rest = source;
        while let Some(at) = next_mark(rest, self.markdown) {
            let (front, marked) = rest.split_at(at);
            self.text.push_str(front);
            rest = self.mark(marked, depth);
        }
        self.text.push_str(rest);
    }

    /// Reads the mark that the source begins with; what follows it.
    fn mark(&mut self, marked: &'s str, depth: usize) -> &'s str {
        let mut signs = marked.chars();
        let first = signs.next();
        let rest = signs.as_str();
        match first {
            Some('&') => resolve(marked, &mut self.text),
            Some('<') if depth < DEEP => self.tag(marked, depth).unwrap_or_else(|| {
                self.text.push('<');
                rest
            }),
            Some('[') => {
                let (kept, rest) = marked.split_at(mask::end(marked, 0).unwrap_or(1));
                self.text.push_str(if kept.len() > 1 { kept } else { "" });
                rest
            }
            Some(']') if depth < DEEP => self.link(rest, depth),
            // A sign that is set off with a backslash is no mark.
            Some('\\') => match signs.next() {
                Some(next) if next.is_ascii_punctuation() => {
                    self.text.push(next);
                    signs.as_str()
                }
                _ => rest,
            },
            Some('>') if !self.begins_line() => {
                self.text.push('>');
                rest
            }
            Some('_') if self.is_within_word(rest) => {
                self.text.push('_');
                rest
            }
            Some('|') => {
                self.text.push(' ');
                rest
            }
            Some('<') => {
                self.text.push('<');
                rest
            }
            Some(_) | None => rest,
        }
    }

    fn begins_line(&self) -> bool {
        let mut back = self.text.bytes().rev().take(INDENT);
        back.find(|byte| !matches!(byte, b' ' | b'\t'))
            .is_none_or(|byte| byte == b'\n')
    }

    fn is_within_word(&self, rest: &str) -> bool {
        let next = rest.chars().take(MARKS).find(|c| *c != '_');
        self.text.ends_with(char::is_alphanumeric) && next.is_some_and(char::is_alphanumeric)
    }

    /// What follows the words of a link: its address, or the name of one.
    fn link(&mut self, rest: &'s str, depth: usize) -> &'s str {
        let close = match rest.chars().next() {
            Some('(') => ')',
            Some('[') if mask::end(rest, 0).is_none() => ']',
            _ => return rest,
        };
        let most = rest.floor_char_boundary(ADDRESS);
        let near = rest.get(..most).unwrap_or_default();
        let Some(end) = near
            .find(['\n', close])
            .filter(|end| near.get(*end..).is_some_and(|rest| rest.starts_with(close)))
        else {
            return rest;
        };
        self.set_aside(near.get(1..end).unwrap_or_default(), depth);
        rest.get(end + 1..).unwrap_or_default()
    }

    /// Reads the tag or comment that the source begins with, if it is one; what follows it.
    fn tag(&mut self, marked: &'s str, depth: usize) -> Option<&'s str> {
        let open = marked.get(1..)?;
        if let Some(comment) = open.strip_prefix("!--") {
            let (inside, rest) = comment.split_once("-->").unwrap_or((comment, ""));
            self.set_aside(inside, depth);
            return Some(rest);
        }
        let named = open.strip_prefix('/').unwrap_or(open);
        let name = named.split(|c: char| !c.is_ascii_alphanumeric() && !matches!(c, '-' | ':' | '!' | '?'));
        let name = name.into_iter().next().unwrap_or_default();
        let inside = named.get(name.len()..)?;
        let known = name.starts_with(|c: char| c.is_ascii_alphabetic() || matches!(c, '!' | '?'));
        // The address of a link may stand between such signs as well.
        let address = name
            .split_once(':')
            .is_some_and(|(_, local)| !local.starts_with(|c: char| c.is_ascii_alphabetic()));
        let ends = inside.is_empty()
            || inside.starts_with(|c: char| c.is_ascii_whitespace() || matches!(c, '>' | '/'));
        if !known || address || !ends {
            return None;
        }
        let mut buffer = [0; cue::WORD];
        if cue::fold(name, &mut buffer).is_some_and(|name| BLOCKS.has(name)) {
            self.text.push('\n');
        }
        let (inside, rest) = inside.split_at(end_of_tag(inside));
        self.set_aside(inside, depth);
        Some(rest.strip_prefix('>').unwrap_or(rest))
    }

    /// Keeps for later what may hold something by its marks; anything else is read as it stands in the source.
    fn set_aside(&mut self, piece: &'s str, depth: usize) {
        if is_marked(piece, self.markdown) {
            self.aside.push((piece, depth + 1));
        }
    }
}

/// Where a tag ends whose name was read: at the first `>` that no quotation holds, or with the text.
fn end_of_tag(inside: &str) -> usize {
    let near = inside.find('>').unwrap_or(inside.len());
    let written = inside.as_bytes().get(..near).unwrap_or_default();
    let quotes = written.iter().filter(|byte| **byte == b'"').count();
    if quotes.is_multiple_of(2) && !written.contains(&b'\'') {
        return near;
    }
    let (mut quote, mut valued) = (None, false);
    for (at, byte) in inside.bytes().enumerate() {
        match (quote, byte) {
            (Some(open), _) if byte == open => quote = None,
            (Some(_), _) => {}
            (None, b'>') => return at,
            (None, b'"' | b'\'') if valued => quote = Some(byte),
            (None, _) => valued = byte == b'=' || valued && byte.is_ascii_whitespace(),
        }
    }
    inside.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn white_space_makes_no_difference() {
        for (one, other, alike) in [
            ("\na b\n", "a  b", true),
            ("a\n\nb", "ab ", true),
            ("ab", "a b c", false),
            ("a b", "", false),
            (" ", "", true),
        ] {
            assert_eq!(reads_alike(one, other), alike, "{one:?} {other:?}");
            assert_eq!(reads_alike(other, one), alike, "{other:?} {one:?}");
        }
    }

    #[test]
    fn html_is_laid_open() {
        for (source, wanted) in [
            ("<p>a<b>b</b>c</p>", "\nabc\n"),
            ("a<br/>b<wbr>c", "a\nbc"),
            (
                "a&#64;b &commat; &#x40; &amp;#64; &nosuch; &",
                "a@b @ @ @ &nosuch; &",
            ),
            ("J&uuml;rgen&nbsp;x", "Jürgen\u{a0}x"),
            ("a<!-- b&period; -->c", "ac\n;\n b. "),
            (r#"<a title="x > y &#64;">z</a>"#, "z\n;\n title=\"x > y @\""),
            (r#"<a title="<b>k</b>@p">z</a>"#, "z\n;\n title=\"k@p\""),
            ("a <3 b < c <k@p.example>", "a <3 b < c <k@p.example>"),
            ("<o:p>x</o:p>", "x"),
            ("a <b", "a "),
            ("*a* [b] c_d", "*a* [b] c_d"),
        ] {
            let read = laid_open(source, TextFormat::Html);
            assert_eq!(read.as_deref().unwrap_or(source), wanted, "{source}");
        }
        assert_eq!(laid_open("*a* [b]", TextFormat::Html), None);
    }

    #[test]
    fn markdown_is_laid_open() {
        for (source, wanted) in [
            ("**k**@p ~~x~~ `y` k\\@p", "k@p x y k@p"),
            ("_k_@p a_b __c__", "k@p a_b c"),
            ("[k](https://x.example)@p", "k@p"),
            ("[k](https://x.example/&#64;)@p", "k@p\n;\nhttps://x.example/@"),
            ("[a][b]", "a"),
            ("> 41\n> 11 > 2", " 41\n 11 > 2"),
            (
                "<k@p.example> <https://x.example/>",
                "<k@p.example> <https://x.example/>",
            ),
            (
                "[[email:7f3a9c21:M]](x) [email:7f3a9c21:M]",
                "[email:7f3a9c21:M] [email:7f3a9c21:M]",
            ),
        ] {
            assert_eq!(
                laid_open(source, TextFormat::Markdown).as_deref(),
                Some(wanted),
                "{source}"
            );
        }
    }

    #[test]
    fn hostile_markup_is_read_in_one_go() {
        for piece in [
            "<a ",
            "<a title=\"",
            "<!--",
            "&amp;",
            "&#",
            "[",
            "](",
            "](x",
            "<",
            "\\",
        ] {
            let source = piece.repeat(200_000);
            let read = laid_open(&source, TextFormat::Markdown);
            assert!(read.is_some_and(|read| read.len() <= source.len() * 3), "{piece}");
        }
    }
}
