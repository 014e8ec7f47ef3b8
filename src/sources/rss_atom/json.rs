//! JSON Feed, versions 1 and 1.1.

use super::super::fields::Fields;
use super::super::listed::Listed;
use super::super::peel::not_json;
use super::entry::{Entry, Feed, Words};
use crate::domain::event::MediaKind;
use crate::domain::fate::Reject;

/// The feed in this object; `None` if it does not say that it is one.
pub(super) fn read(body: &[u8]) -> Result<Option<Feed>, Reject> {
    let fields: Fields<'_> = serde_json::from_slice(body).map_err(|e| not_json(&e))?;
    let version = fields.text(&["version"]).unwrap_or_default();
    if !version.contains("jsonfeed.org/version/") {
        return Ok(None);
    }
    let mut feed = Feed {
        known: true,
        link: text(&fields, &["homepageurl", "feedurl"]),
        language: text(&fields, &["language"]),
        ..Feed::default()
    };
    let items: Listed<'_, Fields<'_>> = fields.listed(&["items"]).unwrap_or_default();
    items.each(|item| {
        feed.entries.push(entry(&item, &fields));
        Ok(())
    })?;
    Ok(Some(feed))
}

fn text(fields: &Fields<'_>, names: &[&str]) -> String {
    fields.text(names).map(Into::into).unwrap_or_default()
}

/// An item, by its own authors or those of the feed.
fn entry<'a>(item: &Fields<'a>, feed: &Fields<'a>) -> Entry {
    let authors = |of: &Fields<'a>| of.objects(&["authors", "author"]);
    let all = authors(item).or_else(|| authors(feed)).unwrap_or_default();
    let author = all.into_iter().next().unwrap_or_default();
    let words = |name: &str, plain: bool| Words {
        text: text(item, &[name]),
        plain,
        markup: false,
    };
    let html = words("contenthtml", false);
    let content = if html.text.trim().is_empty() {
        words("contenttext", true)
    } else {
        html
    };
    Entry {
        id: text(item, &["id"]),
        link: text(item, &["url", "externalurl"]),
        title: words("title", true),
        content,
        summary: words("summary", true),
        author: text(&author, &["name"]),
        author_address: text(&author, &["url"]),
        published: item.time(&["datepublished"]),
        updated: item.time(&["datemodified"]),
        language: text(item, &["language"]),
        media: media(item),
        ..Entry::default()
    }
}

fn media(item: &Fields<'_>) -> Vec<MediaKind> {
    let image = item.has(&["image"]).then_some(MediaKind::Image);
    let attached = item.objects(&["attachments"]).unwrap_or_default();
    let kinds = attached.iter().map(|one| {
        let form = one.text(&["mimetype"]).unwrap_or_default();
        match form.split('/').next() {
            Some("image") => MediaKind::Image,
            Some("video") => MediaKind::Video,
            Some("audio") => MediaKind::Audio,
            Some("application" | "text") => MediaKind::File,
            Some(_) | None => MediaKind::Unknown,
        }
    });
    image.into_iter().chain(kinds).collect()
}
