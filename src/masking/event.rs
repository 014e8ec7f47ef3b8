//! Masks an event, field by field. Every field is named, so that a new one does not compile until it is
//! decided what becomes of it.

use std::borrow::Cow;

use super::{Masker, markup, mask};
use crate::domain::event::{
    Author, Direction, Embedded, Extra, Media, PostPlace, SocialEvent, Text, TextFormat,
};
use crate::domain::feedback::WorkItemFeedback;
use crate::domain::mask::MaskField;
use crate::domain::network::Network;

impl Masker {
    /// Masks what people wrote in an event, and drops handles that no reply needs: the brand's own, and those
    /// of authors who are only shown.
    #[expect(clippy::too_many_lines, reason = "a line a field")]
    pub fn mask_event(&self, event: &mut SocialEvent) {
        let SocialEvent {
            network,
            direction,
            embedded,
            author,
            text,
            media,
            place,
            extras,
            // Keys, ids and references: derived, or needed to answer and to find the post.
            event_id: _,
            tenant: _,
            native_id: _,
            post_key: _,
            conversation: _,
            parent: _,
            quoted: _,
            shared: _,
            raw_ref: _,
            // Links, and addresses that are sealed: the reader made sure of them.
            own_account: _,
            url: _,
            thread: _,
            reply: _,
            // Enumerations, counts and times.
            action: _,
            kind: _,
            revision: _,
            visibility: _,
            part: _,
            surface: _,
            counts: _,
            ratings: _,
            needs_enrichment: _,
            occurred_at: _,
            observed_at: _,
            ingested_at: _,
            backfill: _,
            hops: _,
            stale: _,
            clamped: _,
            adapter: _,
        } = event;
        let network = *network;
        if let Some(text) = text {
            self.mask_words(text, network);
        }
        for Media { alt, kind: _, url: _ } in media {
            if let Some(alt) = alt {
                self.mask_written(alt, network, MaskField::Alt);
            }
        }
        if let Some(PostPlace {
            name: Some(name),
            country: _,
        }) = place
        {
            self.mask_written(name, network, MaskField::Place);
        }
        for Extra { value, name: _ } in extras {
            self.mask_written(value, network, MaskField::Extra);
        }
        if let Some(author) = author {
            name(author, *direction != Direction::Outbound);
        }
        if let Some(embedded) = embedded {
            self.shown(embedded, network);
        }
    }

    fn shown(&self, embedded: &mut Embedded, network: Network) {
        let Embedded {
            stale: _,
            author,
            text,
            native_id: _,
            post_key: _,
            revision: _,
            conversation: _,
            direction: _,
            occurred_at: _,
        } = embedded;
        if let Some(text) = text {
            self.mask_words(text, network);
        }
        if let Some(author) = author {
            name(author, false);
        }
    }

    /// Masks the words of a post and what its spans hold, and moves the spans along.
    pub fn mask_words(&self, text: &mut Text, network: Network) {
        let Text {
            plain,
            spans,
            original,
            language: _,
            language_origin: _,
            truncated: _,
            format,
            trimmed_chars: _,
        } = text;
        let alike = original
            .as_deref()
            .is_none_or(|source| says_all(plain, source, *format));
        self.mask_spanned(plain, spans, network);
        if let Some(source) = original.take() {
            let masked = self.mask(&source, network, MaskField::Text);
            let hides = mask::all(plain).any(|mask| !masked.contains(mask));
            // Mostly the words say all that the source does, and hold no value.
            let none = alike && mask::all(plain).next().is_none();
            let shows = !hides
                && (none
                    || markup::laid_open(&source, *format)
                        .is_none_or(|open| self.shows(&masked, &open, *format, network)));
            let changed = match masked {
                Cow::Owned(masked) => Some(masked),
                Cow::Borrowed(_) => None,
            };
            *original = shows.then(|| changed.unwrap_or(source));
        }
    }

    /// Whether every value that a source says is masked in it: markup may hide some, and then it cannot be kept. The
    /// words alone do not tell: they may hold the same value a second time, and lack what is quoted or not shown.
    fn shows(&self, masked: &str, open: &str, format: TextFormat, network: Network) -> bool {
        let said = self.mask(open, network, MaskField::Text);
        let kept = markup::laid_open(masked, format);
        values(kept.as_deref().unwrap_or(masked)) == values(&said)
    }

    /// Masks a field that may be written with markup; where that hides a value, what it says is kept instead.
    pub(super) fn mask_written(&self, text: &mut String, network: Network, field: MaskField) {
        self.mask_in(text, network, field);
        if let Some(open) = markup::laid_open(text, TextFormat::Html)
            && let Cow::Owned(masked) = self.mask(&open, network, field)
        {
            *text = masked;
        }
    }

    fn mask_some(&self, text: &mut Option<String>, network: Network, field: MaskField) {
        if let Some(text) = text {
            self.mask_in(text, network, field);
        }
    }

    /// Masks what an agent or a contact centre writes about an item.
    pub fn mask_feedback(&self, feedback: &mut WorkItemFeedback) {
        let WorkItemFeedback {
            note,
            feedback_id: _,
            item_id: _,
            action: _,
            agent: _,
            to_agent: _,
            to_queue: _,
            into_item: _,
            seen_content_version: _,
            reason: _,
            visibility: _,
            labels: _,
            handled_ms: _,
            done_at: _,
        } = feedback;
        self.mask_some(note, Network::Unknown, MaskField::Note);
    }
}

/// Whether these words say all that their source does.
fn says_all(words: &str, source: &str, format: TextFormat) -> bool {
    if format == TextFormat::Plain && markup::only_escapes(source, words) {
        return true;
    }
    markup::laid_open(source, format).is_none_or(|open| markup::reads_alike(&open, words))
}

/// The masks of a text, in an order of their own.
fn values(text: &str) -> Vec<&str> {
    let mut values: Vec<&str> = mask::all(text).collect();
    values.sort_unstable();
    values
}

/// Keeps the name of an author only where a reply needs it.
fn name(author: &mut Author, needed: bool) {
    let Author {
        handle,
        key: _,
        followers: _,
        verified: _,
        joined_at: _,
        bot: _,
    } = author;
    if !needed {
        *handle = None;
    }
}
