//! Evaluation: how right a model is on labelled rows, with the errors that chance alone explains.

pub mod dice;
pub mod interval;
pub mod measures;
pub mod outcome;
pub mod predictions;
pub mod report;
#[cfg(test)]
mod tests;
