//! Answers of App Store Connect: resources under `data`, further ones under `included`.

use std::borrow::Cow;

use serde::Deserialize;

use super::super::draft::{Draft, DraftAuthor, DraftPlace, DraftReply, DraftText, Form, Part, Root};
use super::super::fingerprint::fingerprint;
use super::super::listed::Listed;
use super::super::loose::{One, Str, present};
use super::super::moment::Moment;
use super::super::parts::Parts;
use super::super::peel::not_json;
use super::super::revision;
use super::super::stars::Stars;
use crate::domain::event::{Action, Direction, Kind, Visibility};
use crate::domain::fate::{Ignored, Reject, RejectReason};
use crate::domain::reply::ReplyTarget;

/// A list of resources.
#[derive(Deserialize, Default)]
#[serde(default)]
struct Answer<'a> {
    #[serde(borrow, deserialize_with = "present")]
    data: Option<Listed<'a, Resource<'a>>>,
    #[serde(borrow)]
    included: Listed<'a, Resource<'a>>,
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct Resource<'a> {
    #[serde(borrow, rename = "type")]
    kind: Str<'a>,
    #[serde(borrow)]
    id: Str<'a>,
    #[serde(borrow)]
    attributes: One<Attributes<'a>>,
    #[serde(borrow)]
    relationships: One<Relationships<'a>>,
}

/// Those of a review and those of an answer.
#[derive(Deserialize, Default)]
#[serde(default, rename_all = "camelCase")]
struct Attributes<'a> {
    rating: Stars,
    #[serde(borrow)]
    title: Str<'a>,
    #[serde(borrow)]
    body: Str<'a>,
    #[serde(borrow)]
    reviewer_nickname: Str<'a>,
    created_date: Moment,
    #[serde(borrow)]
    territory: Str<'a>,
    #[serde(borrow)]
    response_body: Str<'a>,
    last_modified_date: Moment,
    #[serde(borrow)]
    state: Str<'a>,
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct Relationships<'a> {
    #[serde(borrow)]
    review: One<Relationship<'a>>,
    #[serde(borrow)]
    response: One<Relationship<'a>>,
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct Relationship<'a> {
    #[serde(borrow)]
    data: One<Related<'a>>,
}

impl<'a> Relationship<'a> {
    fn id(&self) -> Option<&Str<'a>> {
        self.data.0.as_ref().map(|related| &related.id)
    }
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct Related<'a> {
    #[serde(borrow)]
    id: Str<'a>,
}

/// Reads an answer, or a resource that stands alone; false if it is neither.
pub(super) fn read<'a>(body: &'a [u8], parts: &mut Parts<'_>) -> Result<bool, Reject> {
    let mut known = true;
    // Which review an answer belongs to is said by either of the two.
    let mut answers: Vec<(Cow<'a, str>, Cow<'a, str>)> = Vec::new();
    let listed = each(body, |resource| {
        known &= resource.kind.get().is_some();
        let related = resource.relationships.0.unwrap_or_default().response.0;
        let answer = related.as_ref().and_then(|related| related.id()?.clone().take());
        answers.extend(answer.zip(resource.id.take()));
        Ok(())
    })?;
    if !known {
        return Ok(false);
    }
    each(body, |resource| {
        parts.push(part(resource, &answers));
        Ok(())
    })?;
    Ok(listed || !parts.is_empty())
}

/// Hands on each resource; whether they stand in a list.
fn each<'a>(
    body: &'a [u8],
    mut told: impl FnMut(Resource<'a>) -> Result<(), Reject>,
) -> Result<bool, Reject> {
    let answer: Answer<'a> = serde_json::from_slice(body).map_err(|e| not_json(&e))?;
    let Some(data) = answer.data else {
        told(serde_json::from_slice(body).map_err(|e| not_json(&e))?)?;
        return Ok(false);
    };
    data.each(&mut told)?;
    answer.included.each(told)?;
    Ok(true)
}

fn part<'a>(resource: Resource<'a>, answers: &[(Cow<'a, str>, Cow<'a, str>)]) -> Part<'a> {
    let kind = resource.kind.get().unwrap_or_default();
    let (review, answer) = (kind == "customerReviews", kind == "customerReviewResponses");
    if !review && !answer {
        return Part::Ignored(Ignored::Control);
    }
    let Some(id) = resource.id.take() else {
        let detail = "a resource of the app store without `id`";
        return Part::Refused(Reject::new(RejectReason::BadField, detail));
    };
    let attributes = resource.attributes.0.unwrap_or_default();
    if review {
        return written(id, attributes).news();
    }
    let named = resource
        .relationships
        .0
        .unwrap_or_default()
        .review
        .0
        .unwrap_or_default();
    let found = answers.iter().find(|(answer, _)| *answer == id);
    let parent = named
        .id()
        .and_then(|id| id.clone().take())
        .or_else(|| found.map(|(_, review)| review.clone()));
    answered(id, parent, attributes).news()
}

/// A review. When it was changed is not said: its revision is known by its content.
fn written<'a>(id: Cow<'a, str>, attributes: Attributes<'a>) -> Draft<'a> {
    let stars = attributes
        .rating
        .0
        .map_or(String::new(), |stars| stars.to_string());
    let words = [
        stars.as_str(),
        attributes.title.get().unwrap_or_default(),
        attributes.body.get().unwrap_or_default(),
    ];
    Draft {
        revision: revision::by_content(&words),
        // Of the older feed's ids nothing says that an answer takes them.
        reply: Some(DraftReply::to(ReplyTarget::Post)),
        // A nickname belongs to one customer alone.
        author: attributes.reviewer_nickname.take().map(|name| DraftAuthor {
            id: Cow::Owned(fingerprint(&[&name])),
            handle: Some(name),
            ..DraftAuthor::named(Cow::Borrowed(""))
        }),
        text: Some(DraftText {
            heading: attributes.title.take().map(|title| (title, Form::Plain)),
            seek: true,
            ..DraftText::new(attributes.body.take().unwrap_or_default(), Form::Plain)
        }),
        ratings: attributes.rating.ratings(),
        place: attributes.territory.take().map(|country| DraftPlace {
            name: None,
            country: Some(country),
        }),
        visibility: Visibility::Public,
        occurred_at: attributes.created_date.0,
        ..Draft::new(Action::Create, Kind::Review, id)
    }
}

fn answered<'a>(id: Cow<'a, str>, review: Option<Cow<'a, str>>, attributes: Attributes<'a>) -> Draft<'a> {
    let state = attributes.state.take().map(|state| ("state", state));
    Draft {
        revision: revision::by_moment(attributes.last_modified_date.0),
        root: Root::Id(review.clone().unwrap_or_else(|| id.clone())),
        parent: review,
        direction: Some(Direction::Outbound),
        text: attributes
            .response_body
            .take()
            .map(|text| DraftText::new(text, Form::Plain)),
        visibility: Visibility::Public,
        occurred_at: attributes.last_modified_date.0,
        extras: state.into_iter().collect(),
        ..Draft::new(Action::Create, Kind::Reply, id)
    }
}
