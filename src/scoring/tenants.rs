//! Tenants with models of their own: what each has calibrated on its own posts, or trained.

use std::collections::BTreeMap;

use super::scorer::ModelScorer;
use super::{Asked, Scorer};
use crate::domain::score::Scores;

/// A scorer that asks the tenant's own model where it has one.
#[derive(Debug)]
pub struct TenantScorer {
    own: BTreeMap<String, ModelScorer>,
    others: ModelScorer,
}

impl TenantScorer {
    /// A scorer with `own` models by tenant, and one for all `others`.
    #[must_use]
    pub const fn new(own: BTreeMap<String, ModelScorer>, others: ModelScorer) -> Self {
        Self { own, others }
    }
}

impl Scorer for TenantScorer {
    fn score(&self, asked: &Asked<'_>) -> Scores {
        self.own.get(asked.tenant).unwrap_or(&self.others).score(asked)
    }
}
