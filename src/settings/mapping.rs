//! The mapping of a feed that no adapter knows: where in its payloads the fields of an event lie.

use std::collections::BTreeMap;

use super::problem::nearest;
use super::section::{Context, Found, Section};
use crate::domain::event::{Action, Direction, Kind, Metric, Visibility};
use crate::domain::mapping::{Choice, Figure, Mapping, Pointer, TimeForm, WordForm};
use crate::domain::surface::Surface;

/// In a map of values: payloads with this value have no effect.
const IGNORE: &str = "ignore";

const KINDS: [(&str, Kind); 7] = [
    ("post", Kind::Post),
    ("reply", Kind::Reply),
    ("comment", Kind::Comment),
    ("message", Kind::Message),
    ("review", Kind::Review),
    ("survey", Kind::Survey),
    ("notice", Kind::Notice),
];
const ACTIONS: [(&str, Action); 6] = [
    ("create", Action::Create),
    ("edit", Action::Edit),
    ("delete", Action::Delete),
    ("restore", Action::Restore),
    ("hide", Action::Hide),
    ("unhide", Action::Unhide),
];
const VISIBILITIES: [(&str, Visibility); 6] = [
    ("public", Visibility::Public),
    ("unlisted", Visibility::Unlisted),
    ("restricted", Visibility::Restricted),
    ("direct", Visibility::Direct),
    ("internal", Visibility::Internal),
    ("unknown", Visibility::Unknown),
];
const DIRECTIONS: [(&str, Direction); 2] =
    [("inbound", Direction::Inbound), ("outbound", Direction::Outbound)];
const SURFACES: [(&str, Surface); 10] = [
    ("public_post", Surface::PublicPost),
    ("comment", Surface::Comment),
    ("group", Surface::Group),
    ("direct", Surface::Direct),
    ("review", Surface::Review),
    ("email", Surface::Email),
    ("call", Surface::Call),
    ("chat", Surface::Chat),
    ("survey", Surface::Survey),
    ("forum", Surface::Forum),
];
const METRICS: [(&str, Metric); 4] = [
    ("nps", Metric::Nps),
    ("ces", Metric::Ces),
    ("csat", Metric::Csat),
    ("stars", Metric::Stars),
];
const TIMES: [(&str, TimeForm); 4] = [
    ("auto", TimeForm::Auto),
    ("seconds", TimeForm::Seconds),
    ("millis", TimeForm::Millis),
    ("micros", TimeForm::Micros),
];
const WORDS: [(&str, WordForm); 3] = [
    ("plain", WordForm::Plain),
    ("html", WordForm::Html),
    ("markdown", WordForm::Markdown),
];

/// Reads a mapping; `None` if it is not usable, which is then among the problems.
pub(super) fn read(context: &Context<'_>, found: Found) -> Option<Mapping> {
    let mut section = Section::of(context, found);
    let id = section.parsed("id", "a json pointer such as /post/id", Pointer::parse);
    let kind = choice(&mut section, "kind", &KINDS);
    let action = choice(&mut section, "action", &ACTIONS);
    let visibility = choice(&mut section, "visibility", &VISIBILITIES);
    let direction = choice(&mut section, "direction", &DIRECTIONS);
    let surface = choice(&mut section, "surface", &SURFACES);
    let items = pointer(&mut section, "items");
    let time = formed(&mut section, "time", &TIMES, TimeForm::Auto);
    let text = formed(&mut section, "text", &WORDS, WordForm::Plain);
    let rating = section.take("rating").and_then(|found| figure(context, found));
    let usable = id.is_some();
    let mut at = |key| pointer(&mut section, key);
    let mapping = Mapping {
        items,
        id: id.unwrap_or_default(),
        kind: kind.unwrap_or(Choice::Always(Kind::Post)),
        action: action.unwrap_or(Choice::Always(Action::Create)),
        visibility: visibility.unwrap_or(Choice::Always(Visibility::Unknown)),
        direction,
        surface: surface.unwrap_or(Choice::Always(Surface::Unknown)),
        time,
        text,
        title: at("title"),
        language: at("language"),
        author: at("author"),
        handle: at("handle"),
        followers: at("followers"),
        parent: at("parent"),
        root: at("root"),
        likes: at("likes"),
        shares: at("shares"),
        replies: at("replies"),
        url: at("url"),
        thread: at("thread"),
        thread_url: at("thread_url"),
        backfill: at("backfill"),
        rating,
    };
    section.finish();
    usable.then_some(mapping)
}

fn pointer(section: &mut Section<'_>, key: &'static str) -> Option<Pointer> {
    let found = section.take(key)?;
    pointer_in(section.context, &found)
}

fn pointer_in(context: &Context<'_>, found: &Found) -> Option<Pointer> {
    let pointer = found.text().as_deref().and_then(Pointer::parse);
    if pointer.is_none() {
        let hint = "begin with `/`, and write `/` within a name as `~1`";
        context.problem(&found.place, &found.path, "no json pointer", Some(hint.into()));
    }
    pointer
}

/// A pointer, or a table of a pointer and the form of what lies there.
fn formed<T: Copy>(
    section: &mut Section<'_>,
    key: &'static str,
    forms: &[(&str, T)],
    usual: T,
) -> Option<(Pointer, T)> {
    let found = section.take(key)?;
    if found.text().is_some() {
        return Some((pointer_in(section.context, &found)?, usual));
    }
    let mut table = Section::of(section.context, found);
    let at = table.parsed("at", "a json pointer such as /post/time", Pointer::parse);
    let form = table.choice("form", forms);
    table.finish();
    Some((at?, form?))
}

/// One of the words, or a table of a pointer and what each value there means.
fn choice<T: Copy>(section: &mut Section<'_>, key: &'static str, words: &[(&str, T)]) -> Option<Choice<T>> {
    let found = section.take(key)?;
    let context = section.context;
    if found.text().is_some() {
        return word(context, &found, words, false)?.map(Choice::Always);
    }
    let mut table = Section::of(context, found);
    let at = table.parsed("at", "a json pointer such as /post/type", Pointer::parse);
    let missing = table
        .take("missing")
        .map(|found| word(context, &found, words, false));
    let mut values = table.section("map");
    let mut map = BTreeMap::new();
    for (value, found) in values.rest() {
        if let Some(meant) = word(context, &found, words, true) {
            map.insert(value, meant);
        }
    }
    values.finish();
    table.finish();
    Some(Choice::By {
        at: at?,
        map,
        missing: missing.flatten().flatten(),
    })
}

/// What this word means; the outer `None` if it is none of the words, which is then among the problems.
fn word<T: Copy>(
    context: &Context<'_>,
    found: &Found,
    words: &[(&str, T)],
    may_ignore: bool,
) -> Option<Option<T>> {
    let name = found.text().unwrap_or_default();
    if may_ignore && name == IGNORE {
        return Some(None);
    }
    let meant = words
        .iter()
        .find(|(word, _)| *word == name)
        .map(|(_, meant)| *meant);
    if meant.is_none() {
        let mut known: Vec<&str> = words.iter().map(|(word, _)| *word).collect();
        known.extend(may_ignore.then_some(IGNORE));
        let hint = nearest(&name, known.iter().copied()).map_or_else(
            || format!("known: {}", known.join(", ")),
            |near| format!("did you mean `{near}`?"),
        );
        context.problem(&found.place, &found.path, format!("no `{name}` here"), Some(hint));
    }
    meant.map(Some)
}

fn figure(context: &Context<'_>, found: Found) -> Option<Figure> {
    let mut section = Section::of(context, found);
    let at = section.parsed("at", "a json pointer such as /answer/score", Pointer::parse);
    let metric = section.choice("metric", &METRICS);
    let max = section.take("max").and_then(|found| {
        let max = found.text().and_then(|text| text.parse::<f64>().ok());
        if max.is_none_or(|max| max <= 0.0) {
            let hint = "give the highest figure that can be given, such as 5 or 10";
            context.problem(
                &found.place,
                &found.path,
                "a number above 0 is wanted",
                Some(hint.into()),
            );
        }
        max
    });
    section.finish();
    Some(Figure {
        at: at?,
        metric: metric?,
        max,
    })
}
