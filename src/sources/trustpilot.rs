//! Trustpilot: reviews of a service or a product as its webhooks tell them and as its interface lists them,
//! with the company's answers.

mod shape;

use std::borrow::Cow;

use super::adapter::{Adapter, BodyForm, Context};
use super::draft::{Draft, DraftAuthor, DraftReply, DraftText, DraftThread, Form, Part, Root, Shape};
use super::parts::Parts;
use super::peel::not_json;
use super::revision;
use crate::domain::event::{Action, Direction, Kind, LanguageOrigin, Visibility};
use crate::domain::fate::{Ignored, Reject, RejectReason};
use crate::domain::reply::ReplyTarget;
use crate::domain::surface::Surface;
use shape::{Event, Listing, Reply, Review};

/// How it is read.
pub(super) static ADAPTER: Adapter = Adapter {
    version: 1,
    forms: &[BodyForm::Json],
    covers: COVERS,
    read,
    act,
};

const COVERS: &[(Kind, Action)] = &[
    (Kind::Review, Action::Create),
    (Kind::Review, Action::Edit),
    (Kind::Review, Action::Delete),
    (Kind::Reply, Action::Create),
];

/// Part of the reviews of a company; those of its products have no page of their own, and are answered in
/// conversations that the payload does not name.
const SERVICE: &str = "service";
const PRODUCT: &str = "product";

fn act(draft: &mut Draft<'_>) {
    draft.surface = Surface::Review;
    if draft.part != Some(SERVICE) {
        return;
    }
    let page = draft
        .root_id()
        .map(|id| format!("https://www.trustpilot.com/reviews/{id}"));
    draft.thread = DraftThread {
        root_url: page.clone().map(Cow::Owned),
        ..DraftThread::default()
    };
    draft.url = page.filter(|_| draft.kind == Kind::Review).map(Cow::Owned);
    draft.reply = Some(DraftReply::to(ReplyTarget::Post));
}

fn read<'a>(body: &'a [u8], _: &Context<'a>, parts: &mut Parts<'_>) -> Result<Shape, Reject> {
    let event: Event<'a> = serde_json::from_slice(body).map_err(|e| not_json(&e))?;
    if event.event_name.get().is_some() {
        told(event, parts);
        return Ok(Shape::Known);
    }
    let listing: Listing<'a> = serde_json::from_slice(body).map_err(|e| not_json(&e))?;
    let lists = [(listing.reviews, SERVICE), (listing.product_reviews, PRODUCT)];
    let mut listed = false;
    for (reviews, part) in lists {
        let Some(reviews) = reviews else { continue };
        listed = true;
        for review in reviews.0 {
            write(Action::Create, Some(part), review, parts);
        }
    }
    if !listed {
        let review: Review<'a> = serde_json::from_slice(body).map_err(|e| not_json(&e))?;
        if review.stars.0.is_none() || review.consumer.0.is_none() {
            return Ok(Shape::Unknown);
        }
        let part = match (review.text.get(), review.content.get()) {
            (Some(_), _) => Some(SERVICE),
            (None, Some(_)) => Some(PRODUCT),
            (None, None) => None,
        };
        write(Action::Create, part, review, parts);
    }
    if parts.is_empty() {
        // A list of nothing.
        parts.push(Part::Ignored(Ignored::Control));
    }
    Ok(Shape::Known)
}

/// What a webhook tells: `service-review-created`, `product-review-deleted` and so on.
fn told<'a>(event: Event<'a>, parts: &mut Parts<'_>) {
    let name = event.event_name.get().unwrap_or_default();
    let action = match name.rsplit_once("review-").map(|(_, what)| what) {
        Some("created") => Action::Create,
        Some("updated") => Action::Edit,
        Some("deleted") => Action::Delete,
        Some(_) | None => return parts.push(Part::Ignored(Ignored::Control)),
    };
    let part = [SERVICE, PRODUCT].into_iter().find(|part| name.starts_with(part));
    write(action, part, event.event_data.0.unwrap_or_default(), parts);
}

fn write<'a>(action: Action, part: Option<&'static str>, mut review: Review<'a>, parts: &mut Parts<'_>) {
    let of = |draft: Draft<'a>| Draft { part, ..draft };
    let Some(id) = std::mem::take(&mut review.id).take() else {
        let detail = "a review of trustpilot without `id`";
        return parts.push(Part::Refused(Reject::new(RejectReason::BadField, detail)));
    };
    if action == Action::Delete {
        return parts.push(of(deleted(id, review)).news());
    }
    let reply = std::mem::take(&mut review.company_reply).0;
    let answer = reply.and_then(|reply| answered(&id, reply));
    parts.push(of(written(action, id, review)).news());
    parts.extend(answer.map(|answer| of(answer).news()));
}

fn author<'a>(review: &mut Review<'a>) -> Option<DraftAuthor<'a>> {
    let consumer = review.consumer.0.take()?;
    let name = consumer.name.take().or(consumer.display_name.take());
    Some(DraftAuthor {
        handle: name,
        ..DraftAuthor::named(consumer.id.take()?)
    })
}

/// A deletion says little besides the id; `createdAt` is the review's own.
fn deleted<'a>(id: Cow<'a, str>, mut review: Review<'a>) -> Draft<'a> {
    Draft {
        author: author(&mut review),
        visibility: Visibility::Public,
        occurred_at: review.deleted_at.0,
        ..Draft::new(Action::Delete, Kind::Review, id)
    }
}

fn written<'a>(action: Action, id: Cow<'a, str>, mut review: Review<'a>) -> Draft<'a> {
    let author = author(&mut review);
    let words = review.text.take().or(review.content.take()).unwrap_or_default();
    let title = review.title.take().filter(|title| !is_beginning(title, &words));
    let revision = match (action, review.updated_at.0) {
        (Action::Edit, None) => {
            let stars = review.stars.0.map_or(String::new(), |stars| stars.to_string());
            revision::by_content(&[&stars, title.as_deref().unwrap_or_default(), &words])
        }
        (_, Some(at)) => revision::by_moment(Some(at)),
        (_, None) => 0,
    };
    let tags = review.tags.0.into_iter().filter_map(|tag| {
        let (group, value) = (tag.group.take()?, tag.value.take()?);
        Some(format!("{group}={value}"))
    });
    let tags: Vec<String> = tags.collect();
    let verified = review
        .is_verified
        .0
        .map(|is| Cow::Borrowed(if is { "true" } else { "false" }));
    let extras = [
        ("referenceId", review.reference_id.take()),
        ("locationId", review.location_id.take()),
        ("isVerified", verified),
        ("tags", Some(Cow::Owned(tags.join(", ")))),
    ];
    Draft {
        revision,
        author,
        text: Some(DraftText {
            heading: title.map(|title| (title, Form::Plain)),
            language: review.language.take(),
            seek: true,
            language_origin: LanguageOrigin::Network,
            ..DraftText::new(words, Form::Plain)
        }),
        ratings: review.stars.ratings(),
        visibility: Visibility::Public,
        occurred_at: review
            .updated_at
            .0
            .filter(|_| action == Action::Edit)
            .or(review.created_at.0),
        extras: extras
            .into_iter()
            .filter_map(|(name, value)| Some((name, value?)))
            .collect(),
        ..Draft::new(action, Kind::Review, id)
    }
}

/// Whether a title only repeats how the text begins: without a title of its own a review gets one that is cut
/// with an ellipsis.
fn is_beginning(title: &str, words: &str) -> bool {
    let cut = title.strip_suffix('…').or_else(|| title.strip_suffix("..."));
    cut.is_some_and(|cut| !cut.trim().is_empty() && words.starts_with(cut.trim_end()))
}

/// The company's answer; there is at most one, and it has no id of its own.
fn answered<'a>(review: &Cow<'a, str>, reply: Reply<'a>) -> Option<Draft<'a>> {
    let at = reply.updated_at.0.or(reply.created_at.0);
    let text = reply.text.take()?;
    Some(Draft {
        revision: revision::by_moment(at),
        root: Root::Id(review.clone()),
        parent: Some(review.clone()),
        direction: Some(Direction::Outbound),
        text: Some(DraftText::new(text, Form::Plain)),
        visibility: Visibility::Public,
        occurred_at: at,
        ..Draft::new(
            Action::Create,
            Kind::Reply,
            Cow::Owned(format!("{review}#companyReply")),
        )
    })
}
