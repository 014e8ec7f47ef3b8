//! Masks personal values in free text before it leaves the process. One file a kind of value finds it; the
//! mask that takes its place, `[email:7f3a9c21:M]`, is the same for the same value of a tenant, says how long
//! it was, and is never masked again. Knows where a text stands only by the name of its field.

mod address;
mod card;
mod code;
mod cue;
mod cue_words;
mod email;
mod event;
mod find;
mod handle;
mod iban;
mod ip;
mod joint;
mod key;
mod markup;
mod mask;
mod number;
mod password;
mod phone;
mod postcode;
mod reach;
mod reach_words;
mod references;
mod scan;
pub mod seal;
mod shape;
mod spans;
mod word_set;

use std::borrow::Cow;
use std::fmt;

use hmac::{Hmac, Mac};
use sha2::Sha256;

use crate::domain::event::{SpanKind, TextSpan};
use crate::domain::mask::{MaskClass, MaskClasses, MaskField, MaskPolicy};
use crate::domain::network::Network;
use find::{Finds, Found};
pub use handle::personal;
use shape::Shape;
use spans::Moves;

/// Keeps tokens apart from everything else that is made with the same secret.
const PURPOSE: &[u8] = b"outcry mask 1";

/// Masks the free text of one tenant.
#[derive(Clone)]
pub struct Masker {
    key: Hmac<Sha256>,
    policy: MaskPolicy,
    shapes: Vec<Shape>,
}

impl Masker {
    /// A masker with the tenant's secret (any length). Shapes of codes that are none are left out.
    #[must_use]
    pub fn new(secret: &[u8], policy: MaskPolicy) -> Self {
        let mut derived = keyed(secret);
        derived.update(PURPOSE);
        Self {
            key: keyed(&derived.finalize().into_bytes()),
            shapes: policy
                .codes
                .iter()
                .filter_map(|shape| Shape::new(shape))
                .collect(),
            policy,
        }
    }

    /// The text with its personal values masked; the text itself if there is none.
    #[must_use]
    pub fn mask<'t>(&self, text: &'t str, network: Network, field: MaskField) -> Cow<'t, str> {
        let classes = self.policy.classes(network, field);
        match self.round(text, classes, |_, _, _| {}) {
            None => Cow::Borrowed(text),
            Some(masked) => Cow::Owned(self.rounds(masked, classes)),
        }
    }

    /// Masks a text in place; nothing is copied if there is nothing to mask.
    pub fn mask_in(&self, text: &mut String, network: Network, field: MaskField) {
        if let Cow::Owned(masked) = self.mask(text, network, field) {
            *text = masked;
        }
    }

    /// Masks a text and what its spans hold, and moves the spans along.
    fn mask_spanned(&self, plain: &mut String, spans: &mut [TextSpan], network: Network) {
        let classes = self.policy.classes(network, MaskField::Text);
        let links = self.policy.classes(network, MaskField::Link);
        loop {
            let mut moves = Moves::default();
            let masked = self.round(plain, classes, |text, found, length| {
                moves.push(text, &found.range, length);
            });
            let Some(masked) = masked else { break };
            *plain = masked;
            for span in spans.iter_mut() {
                let touched = carry(span, &moves);
                // What a mention or a tag holds is a name, unless its words were a personal value.
                if touched && span.kind != SpanKind::Link {
                    self.replace(&mut span.value, classes);
                }
            }
        }
        for span in spans.iter_mut().filter(|span| span.kind == SpanKind::Link) {
            self.replace(&mut span.value, links);
        }
    }

    fn replace(&self, text: &mut String, classes: MaskClasses) {
        if let Some(masked) = self.round(text, classes, |_, _, _| {}) {
            *text = self.rounds(masked, classes);
        }
    }

    /// Masks on until nothing is found: a mask may lay bare the edge of a value beside it. It ends, since each
    /// round masks something that no mask holds yet.
    fn rounds(&self, mut text: String, classes: MaskClasses) -> String {
        while let Some(masked) = self.round(&text, classes, |_, _, _| {}) {
            text = masked;
        }
        text
    }

    /// The text with everything masked that is found in it, `None` if nothing is. `told` hears of each find
    /// and the scalars of its mask.
    fn round(
        &self,
        text: &str,
        classes: MaskClasses,
        mut told: impl FnMut(&str, &Found, usize),
    ) -> Option<String> {
        if classes.is_empty() {
            return None;
        }
        let mut finds = Finds::new(text, classes, &self.shapes);
        let mut next = Some(finds.next()?);
        let (mut masked, mut kept) = (String::with_capacity(text.len() + 32), 0);
        while let Some(found) = next {
            masked.push_str(text.get(kept..found.range.start).unwrap_or_default());
            let value = text.get(found.range.clone()).unwrap_or_default();
            let before = masked.len();
            mask::write(&self.key, found.class, &form(found.class, value), &mut masked);
            told(text, &found, masked.len() - before);
            kept = found.range.end;
            next = finds.next();
        }
        masked.push_str(text.get(kept..).unwrap_or_default());
        Some(masked)
    }
}

impl fmt::Debug for Masker {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Masker")
            .field("policy", &self.policy)
            .finish_non_exhaustive()
    }
}

fn keyed(secret: &[u8]) -> Hmac<Sha256> {
    #[expect(clippy::expect_used, reason = "HMAC takes a key of any length")]
    Hmac::new_from_slice(secret).expect("hmac takes any key length")
}

/// The one form in which equal values are equal, however they are written.
fn form(class: MaskClass, written: &str) -> String {
    match class {
        MaskClass::Email => email::form(written),
        MaskClass::Phone | MaskClass::Card => phone::form(written),
        MaskClass::Iban => iban::form(written),
        MaskClass::Ip => ip::form(written),
        MaskClass::Code => code::form(written),
        MaskClass::Address => address::form(written),
        MaskClass::Secret => written.to_owned(),
    }
}

/// Moves a span along; says whether words of it were masked.
fn carry(span: &mut TextSpan, moves: &Moves) -> bool {
    let position = |at: i32| usize::try_from(at).unwrap_or_default();
    let (start, end, touched) = moves.span(position(span.start), position(span.end));
    (span.start, span.end) = (to_i32(start), to_i32(end));
    touched
}

fn to_i32(position: usize) -> i32 {
    i32::try_from(position).unwrap_or(i32::MAX)
}

#[cfg(test)]
#[path = "tests.rs"]
mod tests;

#[cfg(test)]
mod asked_tests;
#[cfg(test)]
mod separator_tests;
#[cfg(test)]
mod source_tests;
