//! The source tree as text, for the tests that hold its form.

use std::fs;
use std::path::{Path, PathBuf};

/// A source file.
pub(crate) struct SourceFile {
    /// Its path from the root of the package, with `/`.
    pub(crate) path: String,
    /// Its text.
    pub(crate) text: String,
}

impl SourceFile {
    /// The lines that hold code: neither blank nor only comment.
    pub(crate) fn code(&self) -> impl Iterator<Item = (usize, &str)> {
        let numbered = self
            .text
            .lines()
            .enumerate()
            .map(|(at, line)| (at + 1, line.trim()));
        numbered.filter(|(_, line)| !line.is_empty() && !line.starts_with("//"))
    }

    /// Whether it holds nothing but unit tests.
    pub(crate) fn is_test(&self) -> bool {
        self.path
            .split('/')
            .any(|part| part == "tests" || (part.starts_with("tests") && part.ends_with(".rs")))
            || self.path.ends_with("_tests.rs")
    }
}

/// Every `.rs` file under a folder of the package, by path.
pub(crate) fn files(folder: &str) -> Vec<SourceFile> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut found = Vec::new();
    collect(&root.join(folder), &mut found);
    found.sort();
    assert!(!found.is_empty(), "{folder} holds no Rust file");
    let of = |path: PathBuf| SourceFile {
        path: path
            .strip_prefix(root)
            .unwrap_or(&path)
            .to_string_lossy()
            .replace('\\', "/"),
        text: fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display())),
    };
    found.into_iter().map(of).collect()
}

fn collect(folder: &Path, found: &mut Vec<PathBuf>) {
    let entries = fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    for entry in entries.flatten() {
        let path = entry.path();
        if path.is_dir() {
            collect(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
}
