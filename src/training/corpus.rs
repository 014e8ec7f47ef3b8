//! Rows as features, kept in one long list so that many passes over them are cheap.

use crate::scoring::features::{Features, Group, Groups, Marks};
use crate::scoring::linear::ONE;
use crate::scoring::text::Scan;

/// A row: where its features lie, what it should be, and how much it counts.
#[derive(Debug, Clone, PartialEq)]
pub struct Doc {
    /// Where the features of each group end, and where those of the first begin.
    bounds: [u32; 5],
    /// Share of each class; adds up to 1.
    pub target: Vec<f32>,
    /// How much it counts.
    pub weight: f32,
    /// What is known before any feature is seen, a logit a class; empty for nothing.
    pub known: Vec<f32>,
}

/// Rows as features.
#[derive(Debug, Clone)]
pub struct Corpus {
    bits: u32,
    features: Vec<u32>,
    docs: Vec<Doc>,
    weights: [u32; 4],
}

impl Corpus {
    /// No rows, hashed to `2^bits` buckets; groups weigh as the model says, in units of `1 / ONE`.
    #[must_use]
    pub const fn new(bits: u32, weights: [u32; 4]) -> Self {
        Self {
            bits,
            features: Vec::new(),
            docs: Vec::new(),
            weights,
        }
    }

    /// How many buckets there are.
    #[must_use]
    pub const fn buckets(&self) -> usize {
        1 << self.bits
    }

    /// The rows.
    #[must_use]
    pub fn docs(&self) -> &[Doc] {
        &self.docs
    }

    /// Weight of each group, in units of `1 / ONE`.
    #[must_use]
    pub const fn weights(&self) -> [u32; 4] {
        self.weights
    }

    /// Hash bits of a bucket.
    #[must_use]
    pub const fn bits(&self) -> u32 {
        self.bits
    }

    /// Adds a row.
    pub fn add(&mut self, scan: &Scan, marks: &Marks, target: Vec<f32>, weight: f32) {
        let mut features = Features::default();
        features.read(scan, marks, Groups::weighed(self.weights));
        let mut bounds = [self.features.len() as u32; 5];
        for (bound, group) in bounds.iter_mut().skip(1).zip(Group::ALL) {
            let buckets = features.of(group).iter().map(|hash| hash >> (32 - self.bits));
            self.features.extend(buckets);
            *bound = self.features.len() as u32;
        }
        self.docs.push(Doc {
            bounds,
            target,
            weight,
            known: Vec::new(),
        });
    }

    /// Lets each row count as much more as its classes do.
    pub fn raise(&mut self, class_weights: &[f32]) {
        for doc in &mut self.docs {
            let shares = doc.target.iter().zip(class_weights);
            doc.weight *= shares.map(|(share, weight)| share * weight).sum::<f32>();
        }
    }

    /// Says what is known of the row added last before any feature is seen, a logit a class.
    pub fn know(&mut self, known: Vec<f32>) {
        if let Some(doc) = self.docs.last_mut() {
            doc.known = known;
        }
    }

    /// The features of a row by group, with the scale of each group.
    pub fn groups<'a>(&'a self, doc: &'a Doc) -> impl Iterator<Item = (&'a [u32], f32)> {
        doc.bounds
            .windows(2)
            .zip(self.weights)
            .filter_map(|(pair, weight)| {
                let &[from, to] = pair else { return None };
                let buckets = self.features.get(from as usize..to as usize)?;
                Some((
                    buckets,
                    weight as f32 / ONE as f32 / (buckets.len().max(1) as f32).sqrt(),
                ))
            })
    }
}
