//! Training: labelled rows and word lists in, a model file out. The same files give the same bytes.

pub mod calibrate;
pub mod card;
pub mod corpus;
pub mod fit;
pub mod folds;
pub mod lists;
pub mod provenance;
pub mod quantise;
pub mod recipe;
pub mod report;
pub mod rows;
pub mod rules;
pub mod sealed;
pub mod sets;
pub mod teacher;
#[cfg(test)]
mod tests;
pub mod train;
pub mod word_lists;
