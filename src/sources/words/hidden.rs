//! What a page of HTML holds and does not show.

use html5gum::{HtmlString, StartTag};

use super::html::{attribute, breaks};

/// Elements without an end.
const VOID: [&[u8]; 14] = [
    b"area", b"base", b"br", b"col", b"embed", b"hr", b"img", b"input", b"link", b"meta", b"param",
    b"source", b"track", b"wbr",
];

/// Names of elements.
type Names = &'static [&'static [u8]];

/// Which elements end where one of these begins, and what holds them both.
const ITEMS: [(Names, Names, Names); 4] = [
    (&[b"li"], &[b"li"], &[b"ul", b"ol"]),
    (&[b"dt", b"dd"], &[b"dt", b"dd"], &[b"dl"]),
    (&[b"td", b"th"], &[b"td", b"th"], &[b"tr", b"table"]),
    (&[b"tr", b"tbody"], &[b"td", b"th", b"tr"], &[b"table"]),
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
        self.end_before(&tag.name);
        let sight = self.sight().inside(tag);
        if self.0.len() < DEPTH && (!self.0.is_empty() || sight != Sight::default()) {
            self.0.push((tag.name.clone(), sight));
        }
    }

    /// Ends the item or cell that need not say itself that it ends: the next one begins.
    fn end_before(&mut self, name: &[u8]) {
        let Some((_, ending, around)) = ITEMS.iter().find(|(begins, ..)| begins.contains(&name)) else {
            return;
        };
        for (at, (open, _)) in self.0.iter().enumerate().rev() {
            if around.contains(&&***open) {
                return;
            }
            if ending.contains(&&***open) {
                self.0.truncate(at);
                // With a cell ends its row.
                return self.end_before(name);
            }
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

#[cfg(test)]
mod tests {
    use super::super::html::render;

    fn shown(raw: &str) -> String {
        render(raw, &[], 10_000).text.unwrap_or_default()
    }

    #[test]
    fn what_a_page_does_not_show_is_not_read() {
        for style in [
            "display:none",
            "color:red; DISPLAY : none !important;",
            "visibility:hidden",
            "visibility: collapse",
            "opacity:0",
            "opacity: 0.0",
            "font-size:0",
            "font-size:0px !important",
            "font:0/0 a",
            "mso-hide:all",
            "max-height:0;overflow:hidden",
            "overflow:hidden;width:0px;height:0px",
        ] {
            let page = format!(
                "<p>Late.</p><div style=\"{style}\">Buy <b>now</b><br><p>here</p></div><p>Again.</p>"
            );
            assert_eq!(shown(&page), "Late.\n\nAgain.", "{style}");
        }
        assert_eq!(shown("<p hidden>Buy<p>Late."), "Late.");
        assert_eq!(shown("<span HIDDEN=''>Buy</span>Late."), "Late.");
        assert_eq!(shown("<div><span style='display:none'>Buy</div>Late."), "Late.");
        assert_eq!(
            shown("<table><tr><td style='display:none'>Buy</td><td>Late.</td></tr></table>"),
            "Late."
        );
    }

    #[test]
    fn items_and_cells_end_where_the_next_begins() {
        for (page, text) in [
            ("<ul><li hidden>Buy<li>Late.</ul>", "Late."),
            ("<table><tr><td hidden>Buy<td>Late.</table>", "Late."),
            ("<table><tr hidden><td>Buy<tr><td>Late.</table>", "Late."),
            ("<table><tr><td hidden>Buy<tr><td>Late.</table>", "Late."),
            ("<dl><dt hidden>Buy<dd>Late.</dl>", "Late."),
            ("<ul><li hidden>Buy<ul><li>now</ul><li>Late.</ul>", "Late."),
            (
                "<table><tr><td hidden>Buy<table><tr><td>now</table><td>Late.</table>",
                "Late.",
            ),
        ] {
            assert_eq!(shown(page), text, "{page}");
        }
    }

    #[test]
    fn what_it_shows_stays() {
        for style in [
            "display:block",
            "visibility:visible",
            "opacity:0.5",
            "font-size:10px",
            "font:12px/0 Arial",
            "mso-hide:none",
            "overflow:hidden",
            "max-height:0",
            "height:0",
            "background:url(none)",
            "border:0;margin:0;padding:0;line-height:0",
        ] {
            assert_eq!(
                shown(&format!("<div style=\"{style}\">Late.</div>")),
                "Late.",
                "{style}"
            );
        }
        assert_eq!(
            shown("<p class=hidden>It was hidden, display:none.</p>"),
            "It was hidden, display:none."
        );
        assert_eq!(shown("<p aria-hidden=true>Late.</p>"), "Late.");
        assert_eq!(shown("<body style='opacity:0'>Late."), "Late.");
        assert_eq!(shown("<a href=x style='mso-hide:all'>Late.</a>"), "Late.");
        assert_eq!(shown("<img style='display:none'><br hidden>Late."), "Late.");
    }

    #[test]
    fn what_lies_inside_may_be_shown_again() {
        assert_eq!(
            shown(
                "<td style='font-size:0'>a<div style='font-size:120%'>b</div><div style='font-size:14px'>Late.</div>c</td>"
            ),
            "Late."
        );
        assert_eq!(
            shown("<div style='visibility:hidden'>a<b style='visibility:visible'>Late.</b>c</div>"),
            "Late."
        );
        assert_eq!(
            shown("<div style='display:none'>a<b style='display:block'>b</b></div>Late."),
            "Late."
        );
    }
}
