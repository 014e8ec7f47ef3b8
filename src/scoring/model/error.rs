//! Why a model file cannot be used.

use thiserror::Error;

/// Why a model file cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum ModelError {
    /// It begins otherwise.
    #[error("this is no model file: it does not begin with the sign of one; make one with outcry train")]
    Foreign,
    /// Its layout is another.
    #[error(
        "the model file has layout {found}, this version reads layout {known}; train it again or use another version"
    )]
    Layout {
        /// The layout of the file.
        found: u32,
        /// The layout that is understood.
        known: u32,
    },
    /// The bytes are not those that were written.
    #[error(
        "the model file is damaged: its SHA-256 is another than the one it ends with; fetch or train it again"
    )]
    Damaged,
    /// A part cannot be read.
    #[error("the model file is damaged in its part {part}: {what}; fetch or train it again")]
    Part {
        /// Its name.
        part: &'static str,
        /// What is wrong.
        what: String,
    },
}
