//! Email objects of JMAP: alone, in a list, or in the answers of a method.

use std::borrow::Cow;
use std::collections::BTreeMap;

use serde::Deserialize;
use serde::de::IgnoredAny;
use serde_json::value::RawValue;

use super::super::draft::{Part, Shape};
use super::super::loose::{Flag, Many, One, Str, Strs, present};
use super::super::moment::Moment;
use super::super::parts::Parts;
use super::super::peel::not_json;
use super::{ADDRESSEES, Letter, address, automatic, media};
use crate::domain::fate::{Ignored, Reject, RejectReason};

/// Answers of methods, a list, or notice of a change.
#[derive(Deserialize, Default)]
#[serde(default, rename_all = "camelCase")]
struct Frame<'a> {
    #[serde(borrow)]
    method_responses: Option<Vec<Vec<&'a RawValue>>>,
    #[serde(borrow, deserialize_with = "present")]
    list: Option<Many<Email<'a>>>,
    #[serde(deserialize_with = "present")]
    changed: Option<IgnoredAny>,
}

#[derive(Deserialize, Default)]
#[serde(default, rename_all = "camelCase")]
struct Email<'a> {
    #[serde(borrow)]
    id: Str<'a>,
    #[serde(borrow)]
    thread_id: Str<'a>,
    #[serde(borrow)]
    message_id: Strs<'a>,
    #[serde(borrow)]
    in_reply_to: Strs<'a>,
    #[serde(borrow)]
    references: Strs<'a>,
    #[serde(borrow)]
    from: Many<Address<'a>>,
    #[serde(borrow)]
    sender: Many<Address<'a>>,
    #[serde(borrow)]
    reply_to: Many<Address<'a>>,
    #[serde(borrow)]
    to: Many<Address<'a>>,
    #[serde(borrow)]
    cc: Many<Address<'a>>,
    #[serde(borrow)]
    subject: Str<'a>,
    sent_at: Moment,
    received_at: Moment,
    #[serde(borrow)]
    preview: Str<'a>,
    #[serde(borrow)]
    text_body: Many<BodyPart<'a>>,
    #[serde(borrow)]
    html_body: Many<BodyPart<'a>>,
    #[serde(borrow)]
    attachments: Many<BodyPart<'a>>,
    #[serde(borrow)]
    body_values: One<BTreeMap<Cow<'a, str>, One<BodyValue<'a>>>>,
    #[serde(borrow)]
    keywords: One<BTreeMap<Cow<'a, str>, Flag>>,
    #[serde(borrow)]
    headers: Many<Header<'a>>,
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct Address<'a> {
    #[serde(borrow)]
    email: Str<'a>,
}

#[derive(Deserialize, Default)]
#[serde(default, rename_all = "camelCase")]
struct BodyPart<'a> {
    #[serde(borrow)]
    part_id: Str<'a>,
    #[serde(borrow, rename = "type")]
    kind: Str<'a>,
}

#[derive(Deserialize, Default)]
#[serde(default, rename_all = "camelCase")]
struct BodyValue<'a> {
    #[serde(borrow)]
    value: Str<'a>,
    is_truncated: Flag,
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct Header<'a> {
    #[serde(borrow)]
    name: Str<'a>,
    #[serde(borrow)]
    value: Str<'a>,
}

/// Reads one object.
pub(super) fn read<'a>(body: &'a [u8], parts: &mut Parts<'_>) -> Result<Shape, Reject> {
    let frame: Frame<'a> = serde_json::from_slice(body).map_err(|e| not_json(&e))?;
    if let Some(answers) = frame.method_responses {
        for answer in answers {
            answered(&answer, parts)?;
        }
    } else if let Some(list) = frame.list {
        parts.extend(list.0.into_iter().map(part));
    } else if frame.changed.is_none() {
        let email: Email<'a> = serde_json::from_slice(body).map_err(|e| not_json(&e))?;
        let said = !email.from.0.is_empty() || email.subject.get().is_some() || email.body_values.0.is_some();
        if !said && email.thread_id.get().is_none() && email.message_id.0.is_empty() {
            return Ok(Shape::Unknown);
        }
        parts.push(part(email));
    }
    if parts.is_empty() {
        parts.push(Part::Ignored(Ignored::Control));
    }
    Ok(Shape::Known)
}

/// One answer: the method's name, what it says, and a mark of the caller.
fn answered<'a>(answer: &[&'a RawValue], parts: &mut Parts<'_>) -> Result<(), Reject> {
    if let [name, said, ..] = answer
        && name.get().trim() == "\"Email/get\""
    {
        let frame: Frame<'a> = serde_json::from_str(said.get()).map_err(|e| not_json(&e))?;
        parts.extend(frame.list.unwrap_or_default().0.into_iter().map(part));
    }
    Ok(())
}

fn part(mut email: Email<'_>) -> Part<'_> {
    let own = std::mem::take(&mut email.message_id).0.into_iter().next();
    let Some(id) = own.or_else(|| std::mem::take(&mut email.id).take()) else {
        let detail = "an email without `messageId` and `id`";
        return Part::Refused(Reject::new(RejectReason::BadField, detail));
    };
    let keywords = email.keywords.0.as_ref();
    let draft = keywords
        .and_then(|all| all.get("$draft"))
        .is_some_and(|is| is.0 == Some(true));
    let headers = email.headers.0.iter().filter_map(|header| {
        let name = header.name.get()?.to_owned();
        Some((name, header.value.get().unwrap_or_default()))
    });
    let automatic = if draft {
        Some(true)
    } else {
        automatic::by_headers(headers)
    };
    let address = |one: &Address<'_>| {
        let address = one.email.get().and_then(address::first)?;
        Some(Cow::Owned(address.to_owned()))
    };
    let from = email.from.0.iter().chain(&email.sender.0).find_map(address);
    let reply_to = email.reply_to.0.iter().find_map(address);
    let to = email.to.0.iter().chain(&email.cc.0).filter_map(address);
    let to = to.take(ADDRESSEES).collect();
    let (body, html, cut) = words(&email);
    let attached = email.attachments.0.iter();
    let media = attached
        .map(|part| media(part.kind.get().unwrap_or_default()))
        .collect();
    let thread = email.thread_id.take();
    Letter {
        id,
        answered: email.in_reply_to.0.into_iter().next(),
        references: email.references.0,
        from,
        reply_to,
        to,
        thread: thread.clone(),
        subject: email.subject.take(),
        body,
        html,
        cut,
        sent: email.sent_at.0.or(email.received_at.0),
        received: email.received_at.0,
        automatic,
        media,
        extras: thread.map(|thread| ("threadId", thread)).into_iter().collect(),
    }
    .part()
}

/// The words of an email, whether they are HTML, and whether they were cut. Plain parts among those of HTML
/// are escaped.
fn words<'a>(email: &Email<'a>) -> (Cow<'a, str>, bool, bool) {
    let values = email.body_values.0.as_ref();
    let value = |part: &BodyPart<'a>| {
        let value = values?.get(part.part_id.get()?)?.0.as_ref()?;
        let html = part
            .kind
            .get()
            .is_some_and(|kind| kind.eq_ignore_ascii_case("text/html"));
        let text = value
            .value
            .clone()
            .take()
            .filter(|text| !text.trim().is_empty())?;
        Some((text, html, value.is_truncated.0 == Some(true)))
    };
    for body in [&email.text_body, &email.html_body] {
        let mut found: Vec<(Cow<'a, str>, bool, bool)> = body.0.iter().filter_map(value).collect();
        let any_html = found.iter().any(|(_, html, _)| *html);
        let cut = found.iter().any(|(.., cut)| *cut);
        if found.len() > 1 {
            let escaped = |text: &str| {
                text.replace('&', "&amp;")
                    .replace('<', "&lt;")
                    .replace('\n', "<br>")
            };
            let all = found.into_iter().map(|(text, html, _)| match (any_html, html) {
                (true, false) => escaped(&text),
                (_, _) => text.into_owned(),
            });
            let all: Vec<String> = all.collect();
            return (
                Cow::Owned(all.join(if any_html { "<br><br>" } else { "\n\n" })),
                any_html,
                cut,
            );
        }
        if let Some((text, html, cut)) = found.pop() {
            return (text, html, cut);
        }
    }
    (email.preview.clone().take().unwrap_or_default(), false, true)
}
