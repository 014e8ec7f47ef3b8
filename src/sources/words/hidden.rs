//! What a page of HTML holds and does not show.

use html5gum::{HtmlString, StartTag};

use super::html::{attribute, breaks};

/// Elements without an end.
const VOID: [&[u8]; 14] = [
    b"area", b"base", b"br", b"col", b"embed", b"hr", b"img", b"input", b"link", b"meta", b"param",
    b"source", b"track", b"wbr",
];

/// Whether an element of this name has no end.
pub(super) fn is_void(name: &[u8]) -> bool {
    VOID.contains(&name)
}

/// Elements that are followed, one inside the other.
const DEPTH: usize = 512;

/// Why the words of an element are not seen. What lies inside may undo the last two.
#[derive(Clone, Copy, Default, PartialEq)]
struct Sight {
    gone: bool,
    without_size: bool,
    invisible: bool,
}

/// The elements that are open, from the first hidden one on.
#[derive(Default)]
pub(super) struct Hidden(Vec<(HtmlString, Sight)>);

impl Hidden {
    /// Whether what comes is not shown.
    pub(super) fn is_on(&self) -> bool {
        self.sight() != Sight::default()
    }

    fn sight(&self) -> Sight {
        self.0.last().map(|(_, sight)| *sight).unwrap_or_default()
    }

    /// An element begins.
    pub(super) fn open(&mut self, tag: &StartTag<()>) {
        if is_void(&tag.name) {
            return;
        }
        // A paragraph ends where the next block begins.
        if breaks(&tag.name) > 0 && self.0.last().is_some_and(|(name, _)| &**name == b"p") {
            self.0.pop();
        }
        let sight = self.sight().inside(tag);
        if self.0.len() < DEPTH && (!self.0.is_empty() || sight != Sight::default()) {
            self.0.push((tag.name.clone(), sight));
        }
    }

    /// An element ends, and with it whatever is still open inside.
    pub(super) fn close(&mut self, name: &[u8]) {
        match self.0.iter().rposition(|(open, _)| &***open == name) {
            Some(at) => self.0.truncate(at),
            None if breaks(name) > 0 || matches!(name, b"td" | b"th" | b"body") => self.0.clear(),
            None => {}
        }
    }
}

impl Sight {
    /// What is seen inside an element of what is seen around it.
    fn inside(mut self, tag: &StartTag<()>) -> Self {
        if matches!(&**tag.name, b"html" | b"body") {
            return self;
        }
        self.gone |= tag.attributes.contains_key(&b"hidden"[..]);
        let Some(style) = attribute(tag, b"style") else {
            return self;
        };
        let (mut clips, mut empty) = (false, false);
        for rule in style.split(';') {
            let Some((name, value)) = rule.split_once(':') else {
                continue;
            };
            let (name, value) = (name.trim().to_ascii_lowercase(), value.to_ascii_lowercase());
            let value = value.split('!').next().unwrap_or_default().trim();
            match &*name {
                "display" => self.gone |= value == "none",
                "opacity" => self.gone |= is_zero(value),
                // Of buttons only Outlook hides the one that all others show.
                "mso-hide" => self.gone |= value == "all" && &**tag.name != b"a",
                "visibility" => self.invisible = matches!(value, "hidden" | "collapse"),
                "font-size" => self.sized(value),
                "font" => value.split_ascii_whitespace().for_each(|word| {
                    if word.starts_with(|c: char| c.is_ascii_digit() || c == '.') {
                        self.sized(word.split('/').next().unwrap_or_default());
                    }
                }),
                "overflow" | "overflow-x" | "overflow-y" => clips |= matches!(value, "hidden" | "clip"),
                "height" | "max-height" | "width" | "max-width" => empty |= is_zero(value),
                _ => {}
            }
        }
        self.gone |= clips && empty;
        self
    }

    /// A size that is a share of no size is none.
    fn sized(&mut self, value: &str) {
        let share = value.ends_with('%') || (value.ends_with("em") && !value.ends_with("rem"));
        let of_around = matches!(value, "inherit" | "smaller" | "larger" | "unset");
        if is_zero(value) {
            self.without_size = true;
        } else if !share && !of_around {
            self.without_size = false;
        }
    }
}

/// Whether it is nothing, in whatever unit.
fn is_zero(value: &str) -> bool {
    let number = value.trim_end_matches(|c: char| c.is_ascii_alphabetic() || c == '%');
    !number.is_empty() && number.parse::<f32>() == Ok(0.0)
}
