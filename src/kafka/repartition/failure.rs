//! Why a repartition was not done.

/// Why it was not done. What was done so far stays done.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Failure {
    /// It was not asked for so.
    #[error("{0}")]
    Usage(String),
    /// The deployment does not stand still: one problem each.
    #[error("{}", .0.join("\n"))]
    Busy(Vec<String>),
    /// Topics, offsets or changelogs are not as they should be: one problem each.
    #[error("{}", .0.join("\n"))]
    Config(Vec<String>),
    /// The broker does not answer.
    #[error("{0}; do the same again")]
    Unreachable(String),
    /// The folder cannot be read or written.
    #[error("{0}")]
    Folder(String),
}
