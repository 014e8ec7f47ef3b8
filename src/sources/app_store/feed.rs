//! The older feed of a store: every value stands under `label`.

use std::borrow::Cow;

use serde::Deserialize;

use super::super::draft::{Draft, DraftAuthor, DraftText, Form, Part};
use super::super::listed::Listed;
use super::super::loose::{Many, One, Str, present};
use super::super::moment::Moment;
use super::super::parts::Parts;
use super::super::revision;
use super::super::stars::Stars;
use crate::domain::event::{Action, Kind, Visibility};
use crate::domain::fate::{Ignored, Reject, RejectReason};

/// The outermost object.
#[derive(Deserialize, Default)]
#[serde(default)]
pub(super) struct Frame<'a> {
    #[serde(borrow, deserialize_with = "present")]
    feed: Option<One<Feed<'a>>>,
    #[serde(borrow)]
    entry: Listed<'a, Entry<'a>>,
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct Feed<'a> {
    #[serde(borrow)]
    entry: Listed<'a, Entry<'a>>,
}

/// A review, or the app that the reviews are of: that has no rating.
#[derive(Deserialize, Default)]
#[serde(default)]
pub(super) struct Entry<'a> {
    #[serde(borrow)]
    id: One<Label<'a>>,
    #[serde(borrow)]
    author: One<Author<'a>>,
    updated: One<Stamp>,
    #[serde(borrow)]
    title: One<Label<'a>>,
    #[serde(borrow)]
    content: Many<Label<'a>>,
    #[serde(rename = "im:rating", deserialize_with = "present")]
    rating: Option<One<Given>>,
    #[serde(borrow, rename = "im:version")]
    version: One<Label<'a>>,
    #[serde(borrow, rename = "im:voteSum")]
    vote_sum: One<Label<'a>>,
    #[serde(borrow, rename = "im:voteCount")]
    vote_count: One<Label<'a>>,
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct Label<'a> {
    #[serde(borrow)]
    label: Str<'a>,
    #[serde(borrow)]
    attributes: One<Attributes<'a>>,
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct Attributes<'a> {
    #[serde(borrow, rename = "type")]
    kind: Str<'a>,
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct Stamp {
    label: Moment,
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct Given {
    label: Stars,
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct Author<'a> {
    #[serde(borrow)]
    uri: One<Label<'a>>,
    #[serde(borrow)]
    name: One<Label<'a>>,
}

fn label<'a>(value: One<Label<'a>>) -> Option<Cow<'a, str>> {
    value.0?.label.take()
}

/// Reads a feed, its list of entries, or one entry; false if it is none of them.
pub(super) fn read<'a>(frame: Frame<'a>, alone: Entry<'a>, parts: &mut Parts<'_>) -> Result<bool, Reject> {
    let entries = match frame.feed {
        Some(feed) => feed.0.unwrap_or_default().entry,
        None if !frame.entry.is_empty() => frame.entry,
        None if alone.rating.is_some() => Listed::Alone(alone),
        None => return Ok(false),
    };
    entries.each(|entry| {
        parts.push(part(entry));
        Ok(())
    })?;
    Ok(true)
}

fn part(entry: Entry<'_>) -> Part<'_> {
    let Some(rating) = entry.rating else {
        return Part::Ignored(Ignored::Control);
    };
    let Some(id) = label(entry.id) else {
        let detail = "a review of the app store without `id.label`";
        return Part::Refused(Reject::new(RejectReason::BadField, detail));
    };
    let author = entry.author.0.unwrap_or_default();
    let account = label(author.uri).and_then(|address| account(&address));
    // The same words come as text and as HTML where a feed was made from XML.
    let is_text =
        |content: &&Label<'_>| content.attributes.0.as_ref().and_then(|a| a.kind.get()) != Some("html");
    let contents = entry.content.0;
    let content = contents.iter().find(is_text);
    let at = entry.updated.0.unwrap_or_default().label.0;
    let extras = [
        ("im:version", label(entry.version)),
        ("im:voteSum", label(entry.vote_sum)),
        ("im:voteCount", label(entry.vote_count)),
    ];
    Draft {
        revision: revision::by_moment(at),
        author: account.map(|id| DraftAuthor {
            handle: label(author.name),
            ..DraftAuthor::named(id)
        }),
        text: Some(DraftText {
            heading: label(entry.title).map(|title| (title, Form::Plain)),
            seek: true,
            ..DraftText::new(
                content
                    .and_then(|content| content.label.clone().take())
                    .unwrap_or_default(),
                Form::Plain,
            )
        }),
        ratings: rating.0.unwrap_or_default().label.ratings(),
        visibility: Visibility::Public,
        occurred_at: at,
        extras: extras
            .into_iter()
            .filter_map(|(name, value)| Some((name, value?)))
            .collect(),
        ..Draft::new(Action::Create, Kind::Review, id)
    }
    .news()
}

/// The account's number: it stands only at the end of an address, after `id`.
fn account<'a>(address: &str) -> Option<Cow<'a, str>> {
    let (_, last) = address.rsplit_once("/id")?;
    let digits = last.split(['?', '/']).next()?;
    let number = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    number.then(|| Cow::Owned(digits.to_owned()))
}
