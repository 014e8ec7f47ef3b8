//! Masks an event, field by field. Every field is named, so that a new one does not compile until it is
//! decided what becomes of it.

use super::{Masker, mask};
use crate::domain::event::{Author, Direction, Embedded, Extra, Media, PostPlace, SocialEvent, Text};
use crate::domain::feedback::WorkItemFeedback;
use crate::domain::mask::MaskField;
use crate::domain::network::Network;

impl Masker {
    /// Masks what people wrote in an event, and drops handles that no reply needs: the brand's own, and those
    /// of authors who are only shown.
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
            // Enumerations, counts and times.
            action: _,
            kind: _,
            revision: _,
            visibility: _,
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
        for Media { alt, kind: _ } in media {
            self.mask_some(alt, network, MaskField::Alt);
        }
        if let Some(PostPlace { name, country: _ }) = place {
            self.mask_some(name, network, MaskField::Place);
        }
        for Extra { value, name: _ } in extras {
            self.mask_in(value, network, MaskField::Extra);
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
            format: _,
            trimmed_chars: _,
        } = text;
        self.mask_spanned(plain, spans, network);
        self.mask_some(original, network, MaskField::Text);
        // Markup may hide in the original what is masked in the words: then it cannot be kept.
        let hides = |original: &String| mask::all(plain).any(|mask| !original.contains(mask));
        if original.as_ref().is_some_and(hides) {
            *original = None;
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
            agent,
            item_id: _,
            kind: _,
            at: _,
            version: _,
        } = feedback;
        self.mask_some(agent, Network::Unknown, MaskField::Note);
    }
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
