//! Why the axes say what they say: the phrases found, and the rule that decided how soon.

use super::reading::Reading;
use super::sign::Sign;
use super::{Asked, Axes, Compiled, axes};
use crate::scoring::text::Scan;

/// A phrase found in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Explained {
    /// What it is a sign of.
    pub sign: Sign,
    /// How strongly; below zero it speaks against the sign.
    pub strength: i8,
    /// The phrase as the lists have it.
    pub phrase: String,
    /// Where it begins in the text, in bytes.
    pub from: u32,
    /// Where it ends.
    pub to: u32,
    /// Whether it counted: a negated one does not.
    pub counted: bool,
}

/// The axes with what they rest on.
#[derive(Debug, Clone, PartialEq)]
pub struct Explanation {
    /// As [`super::read`] gives them.
    pub axes: Axes,
    /// Every phrase found but the frequent words of languages, in order.
    pub signs: Vec<Explained>,
}

/// Reads every axis and keeps every phrase found.
#[must_use]
pub fn explain(scan: &Scan, compiled: &Compiled, asked: Asked<'_>) -> Explanation {
    let tokens = scan.tokens();
    let mut signs = Vec::new();
    let reading = Reading::of(tokens, &compiled.matcher, |found, counted| {
        let mark = found.mark;
        if let (Some(first), Some(last)) = (tokens.get(found.first), tokens.get(found.last))
            && !matches!(mark.sign, Sign::Language(_))
        {
            signs.push(Explained {
                sign: mark.sign,
                strength: mark.strength,
                phrase: compiled.matcher.written(mark.phrase).to_owned(),
                from: first.from,
                to: last.to,
                counted,
            });
        }
    });
    Explanation {
        axes: axes(scan, compiled, asked, &reading),
        signs,
    }
}
