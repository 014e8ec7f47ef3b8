//! What the rules of a model say of a text, for a head that is fitted on top of them.

use std::collections::BTreeMap;

use crate::scoring::Asked;
use crate::scoring::axes::Compiled;
use crate::scoring::model::{Model, Profile};
use crate::scoring::scorer::ModelScorer;
use crate::scoring::urgency;

/// The rules of a model.
#[derive(Debug)]
pub struct Rules(ModelScorer);

impl Rules {
    /// The rules of a model without a head of its own; `None` when it knows no sentiment.
    #[must_use]
    pub fn new(model: &Model) -> Option<Self> {
        let nobody = Compiled::new(&crate::domain::brand::Brand::default()).ok()?;
        let mut model = model.clone();
        model.heads.urgency = None;
        ModelScorer::new(model, Profile::Full, BTreeMap::new(), nobody).map(Self)
    }

    /// What they say of a text written to the brand, as a logit an urgency.
    #[must_use]
    pub fn known(&self, text: &str) -> Vec<f32> {
        let asked = Asked {
            addressed: true,
            ..Asked::alone(text)
        };
        let reading = self.0.with_scratch(|scratch| self.0.read(scratch, &asked));
        urgency::known(reading.urgency)
            .iter()
            .map(|logit| *logit as f32)
            .collect()
    }
}
