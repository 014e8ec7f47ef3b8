//! Any JSON, by a mapping declared in the settings.

use std::borrow::Cow;

use serde_json::Value;
use serde_json::value::RawValue;

use super::adapter::{Adapter, BodyForm, Context};
use super::draft::{Draft, DraftAuthor, DraftText, DraftThread, Form, Part, Root, Shape};
use super::halves;
use super::loose::Int;
use super::moment::Moment;
use super::parts::Parts;
use super::peel::not_json;
use super::pointed::{at, each};
use super::revision;
use crate::domain::event::{Action, Counts, Kind, LanguageOrigin, Rating, Visibility};
use crate::domain::fate::{Ignored, Reject, RejectReason};
pub use crate::domain::mapping::Mapping;
use crate::domain::mapping::{Choice, Figure, Pointer, TimeForm, WordForm};
use crate::domain::surface::Surface;
use crate::domain::time::Time;

/// How it is read.
pub(super) static ADAPTER: Adapter = Adapter {
    version: 1,
    forms: &[BodyForm::Json],
    covers: COVERS,
    read,
    act: super::acting::nothing,
};

/// What comes out is for the mapping to say; the fixtures' mapping lets these.
const COVERS: &[(Kind, Action)] = &[
    (Kind::Post, Action::Create),
    (Kind::Reply, Action::Create),
    (Kind::Reply, Action::Edit),
    (Kind::Review, Action::Create),
    (Kind::Review, Action::Delete),
];

fn read<'a>(body: &'a [u8], context: &Context<'a>, parts: &mut Parts<'_>) -> Result<Shape, Reject> {
    let Some(mapping) = context.mapping else {
        let detail = "the source of the generic network has no `mapping` in the settings";
        return Err(Reject::new(RejectReason::UnknownKind, detail));
    };
    let payload: &RawValue = serde_json::from_slice(body).map_err(|e| not_json(&e))?;
    match &mapping.items {
        Some(items) => match at(payload, items) {
            Some(items) if items.get().starts_with('[') => {
                each(items, |item| parts.push(read_item(item, mapping)));
            }
            Some(item) if item.get().starts_with('{') => parts.push(read_item(item, mapping)),
            Some(_) | None => return Ok(Shape::Unknown),
        },
        None if text(payload, &mapping.id).is_none() => return Ok(unmapped(payload, mapping, parts)),
        None => parts.push(read_item(payload, mapping)),
    }
    if parts.is_empty() {
        parts.push(Part::Ignored(Ignored::Control));
    }
    Ok(Shape::Known)
}

/// An object without an id: something wrapped around a post, unless other fields show that it is one.
fn unmapped(payload: &RawValue, mapping: &Mapping, parts: &mut Parts<'_>) -> Shape {
    let words = mapping.text.as_ref().map(|(at, _)| at);
    let fields = [
        words,
        mapping.author.as_ref(),
        mapping.time.as_ref().map(|(at, _)| at),
    ];
    if fields.into_iter().flatten().any(|at| text(payload, at).is_some()) {
        parts.push(Part::Refused(missing(mapping)));
        return Shape::Known;
    }
    Shape::Unknown
}

fn missing(mapping: &Mapping) -> Reject {
    let detail = format!("no id at `{}`", mapping.id.as_str());
    Reject::new(RejectReason::BadField, detail)
}

/// What a choice comes to.
enum Chosen<T> {
    Is(T),
    /// The mapping says that payloads with this value have no effect.
    Nothing,
    /// The mapping does not say.
    Unsaid,
}

fn choose<T: Copy>(item: &RawValue, choice: &Choice<T>) -> Chosen<T> {
    match choice {
        Choice::Always(value) => Chosen::Is(*value),
        Choice::By { at, map, missing } => match value(item, at) {
            Some(found) => match map.get(found.as_str()) {
                Some(Some(meant)) => Chosen::Is(*meant),
                Some(None) => Chosen::Nothing,
                None => Chosen::Unsaid,
            },
            None => missing.map_or(Chosen::Unsaid, Chosen::Is),
        },
    }
}

fn read_item<'a>(item: &'a RawValue, mapping: &Mapping) -> Part<'a> {
    let (kind, action) = match (choose(item, &mapping.kind), choose(item, &mapping.action)) {
        (Chosen::Nothing, _) | (_, Chosen::Nothing) => return Part::Ignored(Ignored::Control),
        (Chosen::Is(kind), Chosen::Is(action)) => (kind, action),
        (Chosen::Unsaid, _) => return unsaid("kind"),
        (Chosen::Is(_), Chosen::Unsaid) => return unsaid("action"),
    };
    let Some(id) = text(item, &mapping.id) else {
        return Part::Refused(missing(mapping));
    };
    let field = |at: &Option<Pointer>| at.as_ref().and_then(|at| text(item, at));
    let occurred_at = mapping.time.as_ref().and_then(|(at, form)| time(item, at, *form));
    let words = mapping
        .text
        .as_ref()
        .and_then(|(at, form)| Some((text(item, at)?, *form)));
    let parent = field(&mapping.parent).filter(|parent| *parent != id);
    let root = match (field(&mapping.root), &parent) {
        (Some(root), _) => Root::Id(root),
        (None, Some(parent)) => Root::Ask(parent.clone()),
        (None, None) => Root::Id(id.clone()),
    };
    let revision = match occurred_at.filter(|_| action == Action::Edit) {
        Some(at) => revision::by_moment(Some(at)),
        None if action == Action::Edit => {
            revision::by_content(&[words.as_ref().map_or("", |(words, _)| words.as_ref())])
        }
        None => 0,
    };
    let figure = mapping.rating.as_ref().and_then(|figure| rating(item, figure));
    Draft {
        revision,
        surface: surface(item, mapping),
        url: field(&mapping.url),
        thread: thread(item, mapping),
        root,
        parent,
        direction: mapping
            .direction
            .as_ref()
            .and_then(|side| match choose(item, side) {
                Chosen::Is(side) => Some(side),
                Chosen::Nothing | Chosen::Unsaid => None,
            }),
        author: field(&mapping.author).map(|id| DraftAuthor {
            handle: field(&mapping.handle),
            followers: mapping.followers.as_ref().and_then(|at| count(item, at)),
            ..DraftAuthor::named(id)
        }),
        text: written(field(&mapping.title), words, field(&mapping.language)),
        counts: Some(counts(item, mapping)),
        ratings: figure.into_iter().collect(),
        visibility: match choose(item, &mapping.visibility) {
            Chosen::Is(visibility) => visibility,
            Chosen::Nothing | Chosen::Unsaid => Visibility::Unknown,
        },
        occurred_at,
        backfill: mapping.backfill.as_ref().is_some_and(|at| is_true(item, at)),
        ..Draft::new(action, kind, id)
    }
    .news()
}

fn surface(item: &RawValue, mapping: &Mapping) -> Surface {
    match choose(item, &mapping.surface) {
        Chosen::Is(surface) => surface,
        Chosen::Nothing | Chosen::Unsaid => Surface::Unknown,
    }
}

fn thread<'a>(item: &'a RawValue, mapping: &Mapping) -> DraftThread<'a> {
    let field = |at: &Option<Pointer>| at.as_ref().and_then(|at| text(item, at));
    DraftThread {
        native_id: field(&mapping.thread),
        url: field(&mapping.thread_url),
        root_url: None,
    }
}

fn unsaid<'a>(field: &str) -> Part<'a> {
    let detail = format!("the mapping of the settings does not say which `{field}` this payload is");
    Part::Refused(Reject::new(RejectReason::UnknownKind, detail))
}

fn written<'a>(
    title: Option<Cow<'a, str>>,
    words: Option<(Cow<'a, str>, WordForm)>,
    language: Option<Cow<'a, str>>,
) -> Option<DraftText<'a>> {
    if title.is_none() && words.is_none() {
        return None;
    }
    let (raw, form) = words.unwrap_or((Cow::Borrowed(""), WordForm::Plain));
    let form = match form {
        WordForm::Plain => Form::Plain,
        WordForm::Html => Form::Thread,
        WordForm::Markdown => Form::Markdown,
    };
    Some(DraftText {
        heading: title.map(|title| (title, Form::Plain)),
        language,
        language_origin: LanguageOrigin::Declared,
        seek: form == Form::Plain,
        ..DraftText::new(raw, form)
    })
}

fn is_true(item: &RawValue, pointer: &Pointer) -> bool {
    at(item, pointer).is_some_and(|found| matches!(found.get(), "true" | "\"true\""))
}

/// The text or whole number there, as text; empty text is as good as none.
fn text<'a>(item: &'a RawValue, pointer: &Pointer) -> Option<Cow<'a, str>> {
    halves::text(at(item, pointer)?)?.take()
}

/// The value there, if it is no list and no object.
fn scalar(item: &RawValue, pointer: &Pointer) -> Option<Value> {
    let found = at(item, pointer)?.get();
    (!found.starts_with(['[', '{']))
        .then(|| serde_json::from_str(found).ok())
        .flatten()
}

/// The value there as a map of the settings writes it.
fn value(item: &RawValue, pointer: &Pointer) -> Option<String> {
    match scalar(item, pointer)? {
        Value::String(text) => Some(text),
        Value::Number(number) => Some(number.to_string()),
        Value::Bool(flag) => Some(flag.to_string()),
        Value::Null | Value::Array(_) | Value::Object(_) => None,
    }
}

fn count(item: &RawValue, pointer: &Pointer) -> Option<i64> {
    serde_json::from_str::<Int>(at(item, pointer)?.get()).ok()?.0
}

/// The number there, also as text.
fn number(item: &RawValue, pointer: &Pointer) -> Option<f64> {
    let found = scalar(item, pointer)?;
    found.as_f64().or_else(|| found.as_str()?.trim().parse().ok())
}

fn counts(item: &RawValue, mapping: &Mapping) -> Counts {
    let of = |at: &Option<Pointer>| at.as_ref().and_then(|at| count(item, at));
    Counts {
        likes: of(&mapping.likes),
        shares: of(&mapping.shares),
        replies: of(&mapping.replies),
        quotes: None,
        views: None,
    }
}

fn rating(item: &RawValue, figure: &Figure) -> Option<Rating> {
    let value = number(item, &figure.at)?;
    Some(Rating {
        metric: figure.metric,
        value,
        max: figure.max,
    })
}

fn time(item: &RawValue, pointer: &Pointer, form: TimeForm) -> Option<Time> {
    let scale = match form {
        TimeForm::Auto => return serde_json::from_str::<Moment>(at(item, pointer)?.get()).ok()?.0,
        TimeForm::Seconds => 1000.0,
        TimeForm::Millis => 1.0,
        TimeForm::Micros => 0.001,
    };
    let millis = number(item, pointer)? * scale;
    #[expect(clippy::cast_possible_truncation, reason = "bounded by the year 5138")]
    (0.0..1e14).contains(&millis).then_some(Time(millis as i64))
}
