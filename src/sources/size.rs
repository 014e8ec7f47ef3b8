//! The size of an event: whatever a payload holds, what becomes of it fits into every record and row that carries it.

use crate::domain::event::{Author, Embedded, SocialEvent, Text};
use crate::domain::thread::Thread;

/// Most bytes of an encoded event. Records and rows that carry one take a few thousand bytes more.
pub const EVENT_BYTES: usize = 256 * 1024;

/// What everything in an event takes together that has no length of its own.
const FIXED: usize = 2_048;
/// What a text, or an entry of a list, takes beside its bytes.
const EACH: usize = 24;
/// Longest value of a span that is kept in an event that is too large.
const SPAN_BYTES: usize = 512;

/// Leaves out of an event that is too large what is missed least, until it is not: further fields, what pictures show,
/// words as sent, long values of spans, the words of a post that is shown, all spans, and the end of the words.
pub(super) fn fit(event: &mut SocialEvent) {
    let steps: [fn(&mut SocialEvent); 6] = [
        |event| event.extras.clear(),
        |event| event.media.iter_mut().for_each(|media| media.alt = None),
        |event| texts(event, |text| drop_some(&mut text.truncated, &mut text.original)),
        |event| {
            texts(event, |text| {
                text.spans.retain(|span| span.value.len() <= SPAN_BYTES);
            });
        },
        |event| {
            if let Some(shown) = &mut event.embedded {
                shown.text = None;
            }
        },
        |event| texts(event, |text| text.spans.clear()),
    ];
    for step in steps {
        if most(event) <= EVENT_BYTES {
            return;
        }
        step(event);
    }
    let beyond = most(event).saturating_sub(EVENT_BYTES);
    if let Some(text) = event.text.as_mut().filter(|_| beyond > 0) {
        let kept = text.plain.len().saturating_sub(beyond);
        text.plain.truncate(text.plain.floor_char_boundary(kept));
        text.truncated = true;
    }
}

fn texts(event: &mut SocialEvent, change: impl Fn(&mut Text)) {
    let shown = event.embedded.as_mut().and_then(|shown| shown.text.as_mut());
    event.text.iter_mut().chain(shown).for_each(change);
}

fn drop_some(truncated: &mut bool, words: &mut Option<String>) {
    *truncated |= words.take().is_some();
}

/// Most bytes that the event can take encoded.
fn most(event: &SocialEvent) -> usize {
    let shown = event.embedded.as_deref();
    let refs = [&event.parent, &event.quoted, &event.shared];
    let refs = refs.into_iter().flatten().map(|post| post.native_id.len());
    let media = event
        .media
        .iter()
        .map(|media| length(media.alt.as_ref()) + length(media.url.as_ref()) + EACH);
    let extras = event.extras.iter();
    FIXED
        + event.tenant.len()
        + event.native_id.len()
        + event.raw_ref.topic.len()
        + length(event.part.as_ref())
        + length(event.url.as_ref())
        + of_route(event)
        + length(event.place.as_ref().and_then(|place| place.name.as_ref()))
        + of_author(event.author.as_ref())
        + of_text(event.text.as_ref())
        + shown.map_or(0, of_shown)
        + refs.sum::<usize>()
        + media.sum::<usize>()
        + event.ratings.len() * EACH
        + extras
            .map(|extra| extra.name.len() + extra.value.len() + EACH)
            .sum::<usize>()
}

/// Account, thread and way to answer.
fn of_route(event: &SocialEvent) -> usize {
    let account = event.own_account.as_ref();
    let account = account.map_or(0, |own| own.native_id.len() + length(own.handle.as_ref()));
    let Thread {
        native_id,
        url,
        root_url,
    } = &event.thread;
    let thread = [native_id, url, root_url].map(|text| length(text.as_ref()));
    let reply = event.reply.as_ref().map_or(0, |reply| {
        let ids = [&reply.post_native_id, &reply.thread_native_id].map(|id| length(id.as_ref()));
        let address = reply.address.as_ref();
        ids.into_iter().sum::<usize>()
            + address.map_or(0, |address| address.sealed.0.len() + address.key_id.len())
    });
    account + thread.into_iter().sum::<usize>() + reply
}

fn of_shown(shown: &Embedded) -> usize {
    shown.native_id.len() + of_author(shown.author.as_ref()) + of_text(shown.text.as_ref())
}

fn of_author(author: Option<&Author>) -> usize {
    length(author.and_then(|author| author.handle.as_ref()))
}

fn of_text(text: Option<&Text>) -> usize {
    text.map_or(0, |text| {
        let spans = text.spans.iter().map(|span| span.value.len() + EACH);
        let words = text.plain.len() + length(text.original.as_ref()) + length(text.language.as_ref());
        words + spans.sum::<usize>()
    })
}

fn length(text: Option<&String>) -> usize {
    text.map_or(0, String::len)
}

#[cfg(test)]
#[path = "size_tests.rs"]
mod tests;
