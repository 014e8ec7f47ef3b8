//! Settings of scoring: the model, and what the brand is called.

use super::section::Section;
use crate::domain::brand::Brand;

/// What texts are scored with.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Scoring {
    /// The model file for tenants without one of their own; the one built in if `None`.
    pub model: Option<String>,
}

/// Reads `scoring`.
pub(super) fn read(mut section: Section<'_>) -> Scoring {
    let model = section.maybe_text("model");
    section.finish();
    Scoring { model }
}

/// Reads the `brand` of a tenant.
pub(super) fn brand(mut section: Section<'_>) -> Brand {
    let brand = Brand {
        names: words(&mut section, "names"),
        ambiguous: words(&mut section, "ambiguous"),
        handles: words(&mut section, "handles"),
        context: words(&mut section, "context"),
        exclusions: words(&mut section, "exclusions"),
        executives: words(&mut section, "executives"),
    };
    section.finish();
    brand
}

/// Words or names, in the order they are written.
fn words(section: &mut Section<'_>, key: &'static str) -> Vec<String> {
    let context = section.context;
    let mut words = Vec::new();
    for found in section.items(key) {
        let text = found.text().map(|text| text.trim().to_owned());
        match text.filter(|text| !text.is_empty()) {
            Some(text) => words.push(text),
            None => {
                let hint = "write a name or a word";
                context.problem(&found.place, &found.path, "no text here", Some(hint.into()));
            }
        }
    }
    words
}
