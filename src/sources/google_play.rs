//! Google Play: reviews as the developer interface lists them, with the developer's answers, and rows of scrapers.

mod row;
mod shape;

use std::borrow::Cow;

use super::adapter::{Adapter, BodyForm, Context};
use super::draft::{Draft, DraftAuthor, DraftReply, DraftText, Form, Part, Root, Shape};
use super::loose::{Int, Str};
use super::parts::Parts;
use super::peel::not_json;
use super::revision;
use crate::domain::event::{Action, Counts, Direction, Kind, LanguageOrigin, Visibility};
use crate::domain::fate::{Ignored, Reject, RejectReason};
use crate::domain::reply::ReplyTarget;
use crate::domain::surface::Surface;
use shape::{Answer, DeveloperComment, Review, UserComment};

/// How it is read.
pub(super) static ADAPTER: Adapter = Adapter {
    version: 1,
    forms: &[BodyForm::Json],
    covers: COVERS,
    read,
    act,
};

const COVERS: &[(Kind, Action)] = &[(Kind::Review, Action::Create), (Kind::Reply, Action::Create)];

/// A review is answered by its id. The shop has no page of one review, and no app is named.
fn act(draft: &mut Draft<'_>) {
    draft.surface = Surface::Review;
    draft.reply = Some(DraftReply::to(ReplyTarget::Post));
}

fn read<'a>(body: &'a [u8], _: &Context<'a>, parts: &mut Parts<'_>) -> Result<Shape, Reject> {
    let answer: Answer<'a> = serde_json::from_slice(body).map_err(|e| not_json(&e))?;
    let one: Review<'a> = serde_json::from_slice(body).map_err(|e| not_json(&e))?;
    let bare = one.review_id.get().is_some() || !one.comments.is_empty();
    let listed = answer.reviews.is_some();
    // A list without reviews is sent as an empty object; the answer to an answer names no review.
    let empty = body == b"{}"
        || answer.page_info.is_some()
        || answer.token_pagination.is_some()
        || answer.result.is_some();
    if !bare && !listed && empty {
        parts.push(Part::Ignored(Ignored::Control));
        return Ok(Shape::Known);
    }
    if !bare && !listed {
        return Ok(Shape::Unknown);
    }
    let reviews = answer.reviews.unwrap_or_default();
    if listed && reviews.is_empty() {
        parts.push(Part::Ignored(Ignored::Control));
    }
    reviews.each(|review| read_review(review, parts))?;
    if bare {
        read_review(one, parts)?;
    }
    Ok(Shape::Known)
}

fn read_review<'a>(mut review: Review<'a>, parts: &mut Parts<'_>) -> Result<(), Reject> {
    let Some(id) = std::mem::take(&mut review.review_id).take() else {
        let detail = "a review of google play without `reviewId`";
        parts.push(Part::Refused(Reject::new(RejectReason::BadField, detail)));
        return Ok(());
    };
    let before = parts.len();
    if review.comments.is_empty() {
        parts.extend(row::read(review, &id));
        if parts.len() == before {
            // Without a comment nothing is said.
            parts.push(Part::Ignored(Ignored::Control));
        }
        return Ok(());
    }
    let name = review.author_name.take();
    review.comments.each(|comment| {
        if let Some(user) = comment.user_comment.0 {
            parts.push(written(id.clone(), name.clone(), user).news());
        }
        if let Some(developer) = comment.developer_comment.0 {
            parts.push(answered(&id, developer).news());
        }
        Ok(())
    })?;
    if parts.len() == before {
        parts.push(Part::Ignored(Ignored::Control));
    }
    Ok(())
}

/// The review itself. An edited one has the same id and a later moment.
fn written<'a>(id: Cow<'a, str>, name: Option<Cow<'a, str>>, comment: UserComment<'a>) -> Draft<'a> {
    let text = text(&comment);
    let device = comment.device_metadata.0.unwrap_or_default();
    let number = |Int(n)| Str(n.map(|n| Cow::Owned(n.to_string())));
    let extras = [
        ("appVersionName", comment.app_version_name),
        ("appVersionCode", comment.app_version_code),
        ("androidOsVersion", comment.android_os_version),
        ("device", comment.device),
        ("productName", device.product_name),
        ("thumbsDownCount", number(comment.thumbs_down_count)),
    ];
    Draft {
        revision: revision::by_moment(comment.last_modified.0),
        // No account is named, and names are shared; but a customer writes one review of an app.
        author: Some(DraftAuthor {
            handle: name,
            ..DraftAuthor::named(id.clone())
        }),
        text,
        counts: Some(Counts {
            shares: None,
            replies: None,
            likes: comment.thumbs_up_count.0,
            quotes: None,
            views: None,
        }),
        ratings: comment.star_rating.ratings(),
        visibility: Visibility::Public,
        occurred_at: comment.last_modified.0,
        extras: extras
            .into_iter()
            .filter_map(|(name, value)| Some((name, value.take()?)))
            .collect(),
        ..Draft::new(Action::Create, Kind::Review, id)
    }
}

/// A title is joined to the text by a tab; without a title the tab comes first. A translation stands in the
/// text's place.
fn text<'a>(comment: &UserComment<'a>) -> Option<DraftText<'a>> {
    let sent = comment.text.clone().take()?;
    let original = comment.original_text.clone().take();
    let (title, raw) = match sent.split_once('\t') {
        Some((title, body)) => (Some(title.to_owned()), Cow::Owned(body.to_owned())),
        None => (None, sent),
    };
    // The reviewer's language is not that of a translation.
    let language = comment.reviewer_language.clone().take();
    Some(DraftText {
        heading: title.map(|title| (Cow::Owned(title), Form::Plain)),
        language: language.filter(|_| original.is_none()),
        language_origin: LanguageOrigin::Declared,
        original: original.map(|text| match text.split_once('\t') {
            Some((title, body)) => Cow::Owned([title, body].join("\n\n").trim().to_owned()),
            None => text,
        }),
        seek: true,
        ..DraftText::new(raw, Form::Plain)
    })
}

/// The developer's answer; there is at most one.
fn answered<'a>(review: &Cow<'a, str>, comment: DeveloperComment<'a>) -> Draft<'a> {
    Draft {
        revision: revision::by_moment(comment.last_modified.0),
        root: Root::Id(review.clone()),
        parent: Some(review.clone()),
        direction: Some(Direction::Outbound),
        text: comment.text.take().map(|text| DraftText::new(text, Form::Plain)),
        visibility: Visibility::Public,
        occurred_at: comment.last_modified.0,
        ..Draft::new(
            Action::Create,
            Kind::Reply,
            Cow::Owned(format!("{review}#developerComment")),
        )
    }
}
