//! A message of RFC 5322.

use std::borrow::Cow;

use mail_parser::{
    ContentType, Encoding, HeaderName, HeaderValue, Message, MessageParser, MessagePart, MimeHeaders as _,
};

use super::super::fingerprint::fingerprint;
use super::super::moment::{self, letter};
use super::{ADDRESSEES, Letter, address, automatic, media, repair};
use crate::domain::fate::{Reject, RejectReason};

/// Headers without one of which no text is a mail.
const NEEDED: [HeaderName<'static>; 11] = [
    HeaderName::From,
    HeaderName::Sender,
    HeaderName::To,
    HeaderName::Subject,
    HeaderName::Date,
    HeaderName::MessageId,
    HeaderName::Received,
    HeaderName::ReplyTo,
    HeaderName::ReturnPath,
    HeaderName::ContentType,
    HeaderName::MimeVersion,
];

/// Lines of a mail's headers; a mail with more is refused unread. A header that is read takes some hundred
/// bytes, however short its line.
const HEADER_LINES: usize = 1000;

/// The mail in these bytes.
pub(super) fn read<'a>(body: &[u8]) -> Result<Letter<'a>, Reject> {
    let lines = body.split(|byte| *byte == b'\n');
    let lines = lines.take_while(|line| !line.trim_ascii().is_empty()).count();
    if lines > HEADER_LINES {
        let detail = format!("a mail with {lines} lines of headers, more than {HEADER_LINES}");
        return Err(Reject::new(RejectReason::Oversize, detail));
    }
    let body = repair::repair(body);
    let message = MessageParser::default().parse(&*body);
    let message = message.filter(|message| NEEDED.iter().any(|name| message.header(name.clone()).is_some()));
    let Some(message) = message else {
        let detail = "neither json nor a mail: there is no header of one";
        return Err(Reject::new(RejectReason::Undecodable, detail));
    };
    Ok(letter_of(&message))
}

fn letter_of<'a>(message: &Message<'_>) -> Letter<'a> {
    let raw = |name: HeaderName<'static>| {
        message
            .header_raw(name)
            .map(str::trim)
            .filter(|raw| !raw.is_empty())
    };
    let date = raw(HeaderName::Date);
    let subject = message
        .subject()
        .map(str::trim)
        .filter(|subject| !subject.is_empty());
    let (words, html) = words(message);
    let id = message
        .message_id()
        .map(str::to_owned)
        .filter(|id| !id.trim().is_empty());
    let from = raw(HeaderName::From).or_else(|| raw(HeaderName::Sender));
    // Headers that change on the way are no part of what the mail is.
    let id = id.unwrap_or_else(|| {
        fingerprint(&[
            from.unwrap_or_default(),
            date.unwrap_or_default(),
            subject.unwrap_or_default(),
            &words,
        ])
    });
    let headers = message
        .headers_raw()
        .map(|(name, value)| (name.to_owned(), value));
    let attached = message.attachments.iter().filter_map(|at| message.part(*at));
    Letter {
        id: Cow::Owned(id),
        answered: ids(message.in_reply_to()).into_iter().next(),
        references: ids(message.references()),
        from: from.and_then(author).map(Cow::Owned),
        reply_to: raw(HeaderName::ReplyTo).and_then(author).map(Cow::Owned),
        to: addressees(message),
        subject: subject.map(|subject| Cow::Owned(subject.to_owned())),
        body: Cow::Owned(words),
        html,
        sent: date.and_then(|date| letter::parse(date).or_else(|| moment::parse(date))),
        automatic: automatic::by_headers(headers).or(reports(message, from).then_some(true)),
        media: attached
            .filter(|part| !part.is_multipart())
            .map(kind_of)
            .collect(),
        ..Letter::default()
    }
}

/// Encoded words are never a part of an address.
fn author(header: &str) -> Option<String> {
    address::first(header).map(str::to_owned)
}

/// Whoever it was sent to, in all headers that say so.
fn addressees<'a>(message: &Message<'_>) -> Vec<Cow<'a, str>> {
    let named = |name: &str| {
        ["to", "cc", "delivered-to", "x-original-to"]
            .iter()
            .any(|own| name.eq_ignore_ascii_case(own))
    };
    let values = message.headers_raw().filter(|(name, _)| named(name));
    let each = values.flat_map(|(_, value)| value.split([',', ';']));
    let found = each.filter_map(author).map(Cow::Owned);
    found.take(ADDRESSEES).collect()
}

fn kind_of(part: &MessagePart<'_>) -> crate::domain::event::MediaKind {
    media(part.content_type().map_or("", |kind| kind.ctype()))
}

/// Whether a part tells what became of another mail, and a machine sent it.
fn reports(message: &Message<'_>, from: Option<&str>) -> bool {
    let from = from.and_then(author).unwrap_or_default();
    let mut kinds = message.parts.iter().filter_map(MessagePart::content_type);
    let kind = |kind: &ContentType<'_>| format!("{}/{}", kind.ctype(), kind.subtype().unwrap_or_default());
    automatic::is_machine(&from) && kinds.any(|found| automatic::is_report(&kind(found)))
}

fn ids<'a>(value: &HeaderValue<'_>) -> Vec<Cow<'a, str>> {
    let own = |id: &Cow<'_, str>| Cow::Owned(id.to_string());
    match value {
        HeaderValue::Text(id) => vec![own(id)],
        HeaderValue::TextList(all) => all.iter().map(own).collect(),
        HeaderValue::Address(_)
        | HeaderValue::DateTime(_)
        | HeaderValue::ContentType(_)
        | HeaderValue::Received(_)
        | HeaderValue::Empty => Vec::new(),
    }
}

/// The words of a mail, and whether they are HTML: of alternatives the plain one, unless it is empty.
fn words(message: &Message<'_>) -> (String, bool) {
    let parts =
        |ids: &[u32]| -> Vec<&MessagePart<'_>> { ids.iter().filter_map(|id| message.part(*id)).collect() };
    let texts = |parts: &[&MessagePart<'_>], html: bool| {
        let of = |part: &&MessagePart<'_>| {
            let right = part.is_text() && part.is_text_html() == html;
            right.then(|| readable(message, part, part.text_contents().unwrap_or_default()))
        };
        let all: Vec<String> = parts
            .iter()
            .filter_map(of)
            .filter(|text| !text.trim().is_empty())
            .collect();
        all.join(if html { "<br><br>" } else { "\n\n" })
    };
    let (plain, html) = (parts(&message.text_body), parts(&message.html_body));
    let found = texts(&plain, false);
    if found.is_empty() {
        let found = texts(&html, true);
        let is_html = !found.is_empty();
        return (found, is_html);
    }
    (found, false)
}

/// The text of a part; where its bytes are not of the encoding that is said, or none is said, as most mail
/// programs did it.
fn readable(message: &Message<'_>, part: &MessagePart<'_>, text: &str) -> String {
    let range = part.offset_body as usize..part.offset_end as usize;
    let said = part.content_type().and_then(|kind| kind.attribute("charset"));
    if said.is_some_and(|said| said.eq_ignore_ascii_case("us-ascii"))
        && let Some(meant) = repair::beyond_ascii(text)
    {
        return meant;
    }
    match message.raw_message.get(range) {
        Some(raw) if text.contains('\u{FFFD}') && part.encoding == Encoding::None => {
            if said.is_none_or(|said| {
                said.eq_ignore_ascii_case("utf-8") || said.eq_ignore_ascii_case("us-ascii")
            }) {
                repair::decode(raw).into_owned()
            } else {
                text.to_owned()
            }
        }
        _ => text.to_owned(),
    }
}
