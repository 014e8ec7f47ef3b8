//! What a model said of one row, and what was right.

/// What was right.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Truth {
    /// A class, by its number.
    Class(usize),
    /// A grade, on any scale.
    Grade(f64),
}

/// What a model said of one row.
#[derive(Debug, Clone, PartialEq)]
pub struct Outcome {
    /// Id of the row.
    pub id: String,
    /// Its language; empty where the file has none.
    pub language: String,
    /// What was right.
    pub truth: Truth,
    /// Probability of each class; adds up to 1.
    pub probabilities: Vec<f64>,
}

impl Outcome {
    /// The most probable class; of equals the first.
    #[must_use]
    pub fn guess(&self) -> usize {
        likeliest(&self.probabilities)
    }

    /// The probability of the most probable class.
    #[must_use]
    pub fn confidence(&self) -> f64 {
        self.probabilities.iter().copied().fold(0.0, f64::max)
    }

    /// The class that is right, where one is.
    #[must_use]
    pub const fn class(&self) -> Option<usize> {
        match self.truth {
            Truth::Class(class) => Some(class),
            Truth::Grade(_) => None,
        }
    }
}

/// The most probable class; of equals the first.
#[must_use]
pub fn likeliest(probabilities: &[f64]) -> usize {
    let mut best = (0, f64::MIN);
    for (class, probability) in probabilities.iter().enumerate() {
        if *probability > best.1 {
            best = (class, *probability);
        }
    }
    best.0
}
