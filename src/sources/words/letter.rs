//! HTML of mails: what mail programs put around the older mails that they repeat, and the words without those.

use html5gum::StartTag;

use super::super::draft::{DraftAnchor, DraftSpan};
use super::super::history;
use super::Words;
use super::hidden::is_void;
use super::html::{attribute, classes, render_letter};

/// Whose words begin with an element.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Others {
    /// It holds an older mail, or the line above one.
    Inside,
    /// What follows is an older mail, to the end.
    FromHere,
}

/// Classes of elements that hold older mails: Gmail, Yahoo, Thunderbird, Proton, Tuta, Missive, Front, Spark,
/// Airmail, Zoho, HubSpot, Apple Mail, FairEmail, Mailbird, NetEase.
const CLASSES: [&str; 24] = [
    "gmail_quote",
    "gmail_attr",
    "yahoo_quoted",
    "moz-cite-prefix",
    "moz-forward-container",
    "moz-email-headers-table",
    "protonmail_quote",
    "tutanota_quote",
    "missive_quote",
    "front-blockquote",
    "spark_quote",
    "airmail_on",
    "clean_bq",
    "zmail_extra",
    "hs_reply",
    "AppleOriginalContents",
    "fairemail_quote",
    "history_container",
    "ne-quote",
    "sh-quoted-content",
    "replyHeader",
    "mailru-blockquote",
    "email_quote",
    "quoted-text",
];

/// Ids of such elements: Roundcube, NetEase, Outlook for Mac, Zoho, Outlook's own quotes. `name` of GMX and Spark.
const IDS: [&str; 6] = [
    "reply-intro",
    "isReplyContent",
    "isForwardContent",
    "OLK_SRC_BODY_SECTION",
    "blockquote_zmail",
    "yahoo_quoted",
];
const NAMES: [&str; 3] = ["quote", "quoted-content", "messageReplySection"];

/// Ids from which on all is older: Outlook on the web, on telephones and its new desktop program, Hotmail, Zimbra,
/// Telekom.
const END_IDS: [&str; 7] = [
    "divRplyFwdMsg",
    "appendonsend",
    "mail-editor-reference-message-container",
    "ms-outlook-mobile-reference-message",
    "stopSpelling",
    "zwchr",
    "replySplit",
];
const END_CLASSES: [&str; 3] = [
    "OutlookMessageHeader",
    "ms-outlook-mobile-reference-message",
    "mail-editor-reference-message-container",
];

/// The line that desktop Outlook and Windows Mail draw above an older mail, in their own order and units.
const RULES: [&str; 3] = [
    "border-top:solid#e1e1e11.0pt",
    "border-top:solid#b5c4df1.0pt",
    "border-top:solidwindowtext1.0pt",
];

/// Whose words begin with this tag, if not the author's.
pub(super) fn others(tag: &StartTag<()>) -> Option<Others> {
    let id = own_name(attribute(tag, b"id").unwrap_or_default());
    let name = attribute(tag, b"name").unwrap_or_default();
    let mut classes = classes(tag).map(own_name);
    let numbered = id
        .strip_prefix("divRpF")
        .is_some_and(|rest| rest.bytes().all(|byte| byte.is_ascii_digit()));
    let style = attribute(tag, b"style").filter(|style| style.contains("border-top"));
    let ruled = style.is_some_and(|style| {
        let tight: String = style.split_whitespace().collect();
        let tight = tight.to_ascii_lowercase();
        tight.contains("padding:3.0pt") && RULES.iter().any(|rule| tight.contains(rule))
    });
    let divided = attribute(tag, b"data-marker") == Some("__DIVIDER__");
    if numbered
        || ruled
        || divided
        || END_IDS.contains(&id)
        || classes.clone().any(|class| END_CLASSES.contains(&class))
    {
        return Some(Others::FromHere);
    }
    let held = IDS.contains(&id)
        || id.starts_with("yahoo_quoted_")
        || NAMES.contains(&name)
        || &**tag.name == b"includetail"
        || classes.any(|class| CLASSES.contains(&class) || class.ends_with("yahoo_quoted"));
    (held && !is_void(&tag.name)).then_some(Others::Inside)
}

/// A name without what Outlook and Hotmail put before the names of others.
fn own_name(mut name: &str) -> &str {
    while let Some(rest) = name.strip_prefix("x_").or_else(|| name.strip_prefix("ecx")) {
        name = rest;
    }
    name
}

/// The words that the author of this mail wrote. Where nothing would be left, and nothing marked as an older mail
/// was left out, all of them are.
pub(super) fn render<'a>(raw: &str, anchors: &[DraftAnchor<'a>], most: usize) -> Words<'a> {
    let words = render_letter(raw, anchors, most);
    let text = words.text.unwrap_or_default();
    let lines: Vec<&str> = text.split('\n').collect();
    let own = history::own(&lines);
    let nothing = lines
        .iter()
        .zip(&own)
        .all(|(line, own)| !*own || line.trim().is_empty());
    if own.iter().all(|own| *own) || (nothing && !lines.contains(&history::LEFT_OUT)) {
        return Words {
            text: Some(text),
            ..words
        };
    }
    let mut kept = Kept::default();
    let mut trimmed = words.trimmed;
    let mut at = 0;
    for (line, own) in lines.iter().zip(own) {
        let length = line.chars().count();
        if own {
            kept.line(line, at, length);
        } else if *line != history::LEFT_OUT {
            trimmed += length;
        }
        at += length + 1;
    }
    Words {
        spans: words
            .spans
            .into_iter()
            .filter_map(|span| kept.span(span))
            .collect(),
        text: Some(kept.text()),
        trimmed,
        cut: words.cut,
    }
}

/// Lines that stay, and where they stood.
#[derive(Default)]
struct Kept {
    out: String,
    scalars: usize,
    /// First scalar before and after, and how many there are.
    moved: Vec<(usize, usize, usize)>,
}

impl Kept {
    fn line(&mut self, line: &str, at: usize, length: usize) {
        if self.out.is_empty() && line.trim().is_empty() {
            return;
        }
        if !self.out.is_empty() {
            self.out.push('\n');
            self.scalars += 1;
        }
        self.moved.push((at, self.scalars, length));
        self.out.push_str(line);
        self.scalars += length;
    }

    fn span<'a>(&self, span: DraftSpan<'a>) -> Option<DraftSpan<'a>> {
        Some(DraftSpan {
            start: self.to(span.start)?,
            end: self.to(span.end)?,
            ..span
        })
    }

    /// Where a position went, if its line stays.
    fn to(&self, position: usize) -> Option<usize> {
        let next = self.moved.partition_point(|(before, ..)| *before <= position);
        let (before, after, length) = self.moved.get(next.checked_sub(1)?)?;
        (position - before <= *length).then(|| position - before + after)
    }

    fn text(mut self) -> String {
        self.out.truncate(self.out.trim_end().len());
        self.out
    }
}
