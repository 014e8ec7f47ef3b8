//! Posts as they are looked up: of the interface of posts, and of the two that came before it.

use std::borrow::Cow;

use super::super::draft::{Draft, DraftAuthor, DraftText, Form, Part, Root};
use super::super::fields::Fields;
use super::super::revision;
use crate::domain::event::{Action, Kind, Visibility};
use crate::domain::fate::{Ignored, Reject, RejectReason};

/// Whether this is a post: it has an author, and words or a state.
pub(super) fn is_one(found: &Fields<'_>) -> bool {
    let urn = found.text(&["id"]).is_some_and(|id| id.starts_with("urn:li:"));
    let written = [
        "commentary",
        "specificcontent",
        "lifecyclestate",
        "resharecontext",
        "text",
    ];
    urn && found.has(&["author", "owner"]) && found.has(&written)
}

/// What one element of an answer is, if it is no comment.
pub(super) fn read<'a>(found: &Fields<'a>) -> Part<'a> {
    let text = text(found);
    let names = (found.text(&["id"]), found.text(&["author", "owner"]));
    let (Some(id), Some(author), true) = (names.0, names.1, is_one(found)) else {
        return other(found, text.is_some());
    };
    // Drafts and posts that are still made are nobody's news.
    let state = found.text(&["lifecyclestate"]);
    if state.is_some_and(|state| state != "PUBLISHED") {
        return Part::Ignored(Ignored::Control);
    }
    let stamp = |names: &[&str]| {
        let inner = || found.object(names)?.time(&["time"]);
        found.time(names).or_else(inner)
    };
    let written = stamp(&["publishedat", "firstpublishedat", "createdat", "created"]);
    let changed = stamp(&["lastmodifiedat", "lastmodified"]);
    let context = found.object(&["lifecyclestateinfo"]).unwrap_or_default();
    let edited = context.flag(&["iseditedbyauthor"]) == Some(true) && changed > written;
    let passed = found
        .object(&["resharecontext"])
        .unwrap_or_default()
        .text(&["parent"]);
    let (quoted, shared) = match text.is_some() {
        true => (passed, None),
        false => (None, passed),
    };
    let kind = match (&quoted, &shared) {
        (Some(_), _) => Kind::Quote,
        (None, Some(_)) => Kind::Share,
        (None, None) => Kind::Post,
    };
    Draft {
        revision: if edited { revision::by_moment(changed) } else { 0 },
        root: Root::Id(shared.clone().unwrap_or_else(|| id.clone())),
        quoted,
        shared,
        author: Some(DraftAuthor::named(author)),
        // A post without words shows a picture or an article.
        needs_enrichment: text.is_none() && kind == Kind::Post,
        text,
        visibility: visibility(found),
        occurred_at: if edited { changed } else { written.or(changed) },
        ..Draft::new(if edited { Action::Edit } else { Action::Create }, kind, id)
    }
    .news()
}

/// Figures, profiles and reactions say nothing of a post; whatever else has words is not passed over.
fn other<'a>(found: &Fields<'a>, words: bool) -> Part<'a> {
    if words || found.has(&["message", "commentary"]) {
        let detail = "an element of linkedin with words, of no kind that is known";
        Part::Refused(Reject::new(RejectReason::UnknownKind, detail))
    } else {
        Part::Ignored(Ignored::Control)
    }
}

fn visibility(found: &Fields<'_>) -> Visibility {
    match found.text(&["visibility"]).as_deref() {
        Some("CONNECTIONS" | "LOGGED_IN") => Visibility::Restricted,
        Some("CONTAINER") => Visibility::Unknown,
        Some(_) | None => Visibility::Public,
    }
}

fn text<'a>(found: &Fields<'a>) -> Option<DraftText<'a>> {
    let text = |raw: Cow<'a, str>| DraftText {
        seek: true,
        ..DraftText::new(raw, Form::Plain)
    };
    if let Some(commentary) = found.text(&["commentary"]) {
        return Some(text(Cow::Owned(spoken(&commentary))));
    }
    let content = found.object(&["specificcontent"]).unwrap_or_default();
    let content = content
        .object(&["com.linkedin.ugc.sharecontent"])
        .unwrap_or_default();
    let within = content
        .object(&["sharecommentary"])
        .or_else(|| found.object(&["text"]))?;
    Some(text(within.text(&["text"])?))
}

/// Commentary as it is shown: names and hashtags are written as templates in it, signs of the templates with `\\`.
fn spoken(commentary: &str) -> String {
    let mut shown = String::with_capacity(commentary.len());
    let mut rest = commentary;
    while let Some(first) = rest.chars().next() {
        let (said, after) = match first {
            '\\' => {
                let mut signs = rest.chars();
                signs.next();
                let sign = signs.next().map(String::from).unwrap_or_default();
                (sign, signs.as_str())
            }
            '@' => mention(rest).unwrap_or_else(|| one(rest, first)),
            '{' => hashtag(rest).unwrap_or_else(|| one(rest, first)),
            _ => one(rest, first),
        };
        shown.push_str(&said);
        rest = after;
    }
    shown
}

fn one(rest: &str, first: char) -> (String, &str) {
    (first.into(), rest.get(first.len_utf8()..).unwrap_or_default())
}

/// `@[Name](urn:li:…)`.
fn mention(rest: &str) -> Option<(String, &str)> {
    let (name, after) = rest.strip_prefix("@[")?.split_once("](urn:li:")?;
    let (_, after) = after.split_once(')')?;
    Some((format!("@{}", name.replace('\\', "")), after))
}

/// `{hashtag|\#|word}`.
fn hashtag(rest: &str) -> Option<(String, &str)> {
    let (inside, after) = rest.strip_prefix("{hashtag|")?.split_once('}')?;
    let (_, word) = inside.split_once('|')?;
    Some((format!("#{}", word.replace('\\', "")), after))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn commentary_is_shown_without_its_templates() {
        for (written, shown) in [
            ("late \\(again\\)", "late (again)"),
            (
                "@[Harbour Air](urn:li:organization:4) lost {hashtag|\\#|my_pram}!",
                "@Harbour Air lost #my_pram!",
            ),
            ("mail @me {or not", "mail @me {or not"),
            ("ends \\", "ends "),
        ] {
            assert_eq!(spoken(written), shown);
        }
    }
}
