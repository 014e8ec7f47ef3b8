//! The walk through a document. Elements are known by their names, whatever their namespaces are bound to:
//! prefixes are custom, and feeds that forget to declare them are many.

mod element;
mod order;

use quick_xml::events::{BytesRef, BytesStart, Event};
use quick_xml::reader::Reader;

use super::entry::{Entry, Feed, Words};
use element::{Name, Open, Place, attribute, media, place};
use order::{Orders, moment};

/// Depth to which elements are followed; a document that is deeper is not read to its end.
const DEPTH: usize = 128;

/// The feed of a document, and the byte at which it breaks off, if it does.
pub(super) fn read(text: &str) -> (Feed, Option<u64>) {
    let mut reader = Reader::from_str(text);
    let config = reader.config_mut();
    config.check_end_names = false;
    config.allow_unmatched_ends = true;
    config.allow_dangling_amp = true;
    let mut walk = Walk::default();
    loop {
        match reader.read_event() {
            Ok(Event::Start(tag)) if walk.open.len() < DEPTH => walk.start(&tag, false),
            Ok(Event::Empty(tag)) => {
                walk.start(&tag, true);
                walk.end(Name::of(tag.name().into_inner()));
            }
            Ok(Event::End(tag)) => walk.end(Name::of(tag.name().into_inner())),
            Ok(Event::Text(text)) => walk.say(&text),
            Ok(Event::CData(text)) => walk.say_data(&text),
            Ok(Event::GeneralRef(name)) => walk.refer(&name),
            Ok(Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::DocType(_)) => {}
            Ok(Event::Eof) => {
                let whole = walk.open.is_empty();
                return (walk.finish(), (!whole).then_some(reader.buffer_position()));
            }
            Ok(Event::Start(_)) | Err(_) => return (walk.finish(), Some(reader.error_position())),
        }
    }
}

/// Where the walk is.
#[derive(Default)]
struct Walk {
    feed: Feed,
    /// Whether it is one of Atom.
    atom: bool,
    /// The elements around, outermost first.
    open: Vec<Open>,
    /// The entry being read, and how many elements were open before it.
    entry: Option<(usize, Entry)>,
    /// What is being said, and how many elements were open before.
    words: Option<(usize, Place, Words)>,
    /// Which of day and month comes first in this feed, as far as its dates show it.
    orders: Orders,
}

impl Walk {
    fn start(&mut self, tag: &BytesStart<'_>, empty: bool) {
        let name = Name::of(tag.name().into_inner());
        match &mut self.words {
            // Words that hold elements are XHTML.
            Some((_, place, words)) if place.is_words() => {
                words.plain = false;
                words.markup = true;
                let close = if empty { "/>" } else { ">" };
                words
                    .text
                    .extend(["<", name.local, " ", tag.attributes_raw(), close]);
            }
            // What holds elements elsewhere says nothing itself.
            Some(_) | None => {
                self.words = None;
                self.enter(&name, tag);
            }
        }
        self.open.push(Open::of(&name));
    }

    fn enter(&mut self, name: &Name<'_>, tag: &BytesStart<'_>) {
        let depth = self.open.len();
        if depth == 0 {
            self.atom = matches!(name.local, "feed" | "entry");
            self.feed.known = matches!(name.local, "rss" | "RDF" | "feed" | "channel" | "entry" | "item");
        }
        if let Some(language) = attribute(tag, "xml:lang") {
            match &mut self.entry {
                Some((at, entry)) if depth == *at + 1 => entry.language = language,
                Some(_) => {}
                None if self.feed.language.is_empty() => self.feed.language = language,
                None => {}
            }
        }
        let deleted = name.local == "deleted-entry";
        if self.entry.is_none() && (deleted || matches!(name.local, "item" | "entry")) {
            let entry = Entry {
                deleted,
                about: attribute(tag, "rdf:about").unwrap_or_default(),
                id: attribute(tag, "ref").filter(|_| deleted).unwrap_or_default(),
                updated: attribute(tag, "when")
                    .filter(|_| deleted)
                    .and_then(|at| moment(&at)),
                language: attribute(tag, "xml:lang").unwrap_or_default(),
                ..Entry::default()
            };
            self.entry = Some((depth, entry));
            return;
        }
        let parent = self.open.last();
        match &mut self.entry {
            Some((at, entry)) => {
                let within = depth - *at;
                if within == 1 || parent.is_some_and(|parent| parent.holds_fields(within)) {
                    attributes(name, tag, entry);
                    if let Some(place) = place(name, parent.filter(|_| within > 1)) {
                        self.words = Some((depth, place, place.words(tag, self.atom)));
                    }
                }
            }
            None if parent.is_some_and(Open::is_channel) => {
                if let Some(place) = element::place_of_feed(name) {
                    self.words = Some((depth, place, Words::default()));
                }
                if name.local == "link" && self.feed.link.is_empty() && is_page(tag) {
                    self.feed.link = attribute(tag, "href").unwrap_or_default();
                }
            }
            None => {}
        }
    }

    /// An element ends, and with it those inside that were left open.
    fn end(&mut self, name: Name<'_>) {
        let Some(depth) = self.open.iter().rposition(|open| open.is(&name)) else {
            return;
        };
        self.open.truncate(depth);
        if let Some((_, place, words)) = self.words.take_if(|(at, ..)| depth <= *at) {
            self.put(place, words);
        } else if let Some((_, place, words)) = &mut self.words
            && place.is_words()
        {
            words.text.extend(["</", name.local, ">"]);
        }
        if let Some((_, entry)) = self.entry.take_if(|(at, _)| depth <= *at) {
            self.feed.entries.push(entry);
        }
    }

    fn put(&mut self, place: Place, mut words: Words) {
        words.unwrap();
        let Words { text, .. } = &words;
        let Some((_, entry)) = &mut self.entry else {
            let of_link = place == Place::Link;
            let field = if of_link {
                &mut self.feed.link
            } else {
                &mut self.feed.language
            };
            if !text.trim().is_empty() && (field.is_empty() || !of_link) {
                text.trim().clone_into(field);
            }
            return;
        };
        match place {
            Place::Title => first(&mut entry.title, words),
            Place::Content => first(&mut entry.content, words),
            Place::Summary => first(&mut entry.summary, words),
            Place::Caption => first(&mut entry.caption, words),
            Place::Id => entry.id = words.text,
            Place::Link if entry.link.is_empty() => entry.link = words.text,
            Place::Link => {}
            Place::Author if entry.author.is_empty() => entry.author = words.text,
            Place::Author => {}
            Place::AuthorAddress => entry.author_address = words.text,
            Place::AuthorMail => entry.author_mail = words.text,
            Place::Published | Place::Updated => self.orders.date(entry, place, text),
            Place::Language => entry.language = words.text,
        }
    }

    fn say(&mut self, text: &str) {
        if let Some((_, _, words)) = &mut self.words {
            words.text.push_str(text);
        }
    }

    /// Text in which every sign stands for itself.
    fn say_data(&mut self, text: &str) {
        if let Some((_, _, words)) = &mut self.words {
            words.say(text);
        }
    }

    /// `&amp;` and the like. Names that only HTML knows are left to HTML.
    fn refer(&mut self, name: &BytesRef<'_>) {
        let Some((_, _, words)) = &mut self.words else {
            return;
        };
        let sign = match &**name {
            "amp" => Some('&'),
            "lt" => Some('<'),
            "gt" => Some('>'),
            "quot" => Some('"'),
            "apos" => Some('\''),
            "nbsp" => Some('\u{A0}'),
            _ => name.resolve_char_ref().ok().flatten(),
        };
        match sign {
            Some(sign) => words.say(sign.encode_utf8(&mut [0; 4])),
            None => words.text.extend(["&", name, ";"]),
        }
    }

    /// The feed, with the dates of its entries.
    fn finish(mut self) -> Feed {
        self.orders.settle(&mut self.feed);
        self.feed
    }
}

fn first(field: &mut Words, words: Words) {
    if field.text.trim().is_empty() {
        *field = words;
    }
}

/// Whether a link of Atom leads to the page of what it stands in.
fn is_page(tag: &BytesStart<'_>) -> bool {
    attribute(tag, "rel").is_none_or(|rel| rel == "alternate")
}

/// What elements of an entry say by attributes alone.
fn attributes(name: &Name<'_>, tag: &BytesStart<'_>, entry: &mut Entry) {
    let href = || attribute(tag, "href").unwrap_or_default();
    match (name.prefix, name.local) {
        (_, "in-reply-to") => {
            let named = attribute(tag, "ref").or_else(|| attribute(tag, "href"));
            entry.parent = named.unwrap_or_default();
        }
        (_, "link") if attribute(tag, "rel").as_deref() == Some("enclosure") => {
            entry.media.push(media(tag));
        }
        ("" | "atom" | "a10", "link") if entry.link.is_empty() && is_page(tag) => entry.link = href(),
        ("", "enclosure") | ("media", "content") => entry.media.push(media(tag)),
        (_, _) => {}
    }
}
