//! The import walls: who may know whom. A rule without a check does not hold.

use std::collections::BTreeSet;

use crate::tree::{SourceFile, files};

/// A folder of `src`, and the folders that it may import. A new arrow is a decision, with a page of its own.
const WALLS: &[(&str, &[&str])] = &[
    ("domain", &[]),
    ("masking", &["domain"]),
    ("sources", &["domain", "masking"]),
    ("state", &["domain"]),
    ("routing", &["domain"]),
    ("scoring", &["domain"]),
    ("wire", &["domain", "state"]),
    (
        "stages",
        &[
            "domain", "masking", "sources", "state", "routing", "scoring", "wire",
        ],
    ),
    ("runtime", &["domain", "state", "wire", "stages"]),
    (
        "kafka",
        &["domain", "state", "wire", "stages", "runtime", "settings"],
    ),
    ("evaluation", &[]),
    ("training", &["domain", "scoring", "evaluation"]),
    ("settings", &["domain"]),
    ("telemetry", &["domain", "runtime", "settings"]),
];

/// Libraries, and the only folders that may name them. `app` may name what serves commands.
const LIBRARIES: &[(&str, &[&str])] = &[
    ("rdkafka", &["kafka"]),
    ("apache_avro", &["wire"]),
    ("ureq", &["wire"]),
    ("aes_gcm_siv", &["wire", "masking"]),
    ("prometheus", &["telemetry"]),
    ("axum", &["telemetry"]),
    ("hyper", &["telemetry"]),
    ("hyper_util", &["telemetry"]),
    ("tracing", &["kafka", "telemetry", "app"]),
    ("tracing_subscriber", &["telemetry", "app"]),
    ("tokio", &["kafka", "telemetry", "app"]),
    ("signal_hook", &["kafka", "app"]),
    ("serde_saphyr", &["routing", "settings"]),
    ("secrecy", &["settings", "kafka", "wire", "app"]),
    ("clap", &["app"]),
    ("comfy_table", &["app"]),
    ("indicatif", &["app"]),
    ("html5gum", &["sources"]),
    ("whichlang", &["scoring"]),
    ("zip", &["training"]),
    ("tar", &["training"]),
    ("ndarray", &["training"]),
    ("toml", &["training"]),
    ("pulldown_cmark", &["sources"]),
];

/// What layers 0 to 2 must not touch: no clock, no I/O, no threads, no randomness.
const IMPURE: &[&str] = &[
    "std::fs",
    "std::env",
    "std::net",
    "std::thread",
    "std::process",
    "std::io",
    "SystemTime",
    "Instant",
    "rand::",
    "thread_local!",
];

/// The folders of layers 0 to 2.
const PURE: &[&str] = &[
    "domain", "masking", "sources", "state", "routing", "scoring", "wire", "stages",
];

struct Place<'a> {
    file: &'a SourceFile,
    folder: &'a str,
    module: Vec<&'a str>,
}

impl<'a> Place<'a> {
    fn of(file: &'a SourceFile) -> Option<Self> {
        let inside = file.path.strip_prefix("src/")?.strip_suffix(".rs")?;
        let mut module: Vec<&str> = inside.split('/').collect();
        if module.last() == Some(&"mod") {
            module.pop();
        }
        let folder = *module.first()?;
        let above = ["lib", "main", "app"].contains(&folder);
        (!above && !file.is_test()).then_some(Self { file, folder, module })
    }

    /// Code lines outside the unit tests at the end of the file.
    fn lines(&self) -> impl Iterator<Item = (usize, &'a str)> {
        let tests = self
            .file
            .text
            .lines()
            .position(|line| line.trim() == "#[cfg(test)]");
        let from_there = |at: usize| {
            self.file
                .text
                .lines()
                .skip(at + 1)
                .take(1)
                .any(|l| l.ends_with('{'))
        };
        let end = tests.filter(|at| from_there(*at)).unwrap_or(usize::MAX);
        self.file.code().filter(move |(number, _)| *number <= end)
    }

    /// Folders named in a line by `crate::` or by climbing with `super::`.
    fn folders(&self, line: &'a str) -> BTreeSet<&'a str> {
        let mut found = BTreeSet::new();
        for (at, _) in line.match_indices("crate::") {
            found.extend(heads(&line[at + "crate::".len()..]));
        }
        for (at, _) in line.match_indices("super::") {
            let mut rest = &line[at..];
            let mut climbed = 0;
            while let Some(further) = rest.strip_prefix("super::") {
                (rest, climbed) = (further, climbed + 1);
            }
            if climbed == self.module.len() {
                found.extend(heads(rest));
            }
        }
        found.remove(self.folder);
        found
    }
}

/// The first names of a path: one, or those of a group in braces on the same line.
fn heads(path: &str) -> Vec<&str> {
    let name = |text: &'_ str| {
        text.find(|c: char| !c.is_alphanumeric() && c != '_')
            .unwrap_or(text.len())
    };
    let Some(group) = path.strip_prefix('{') else {
        return vec![&path[..name(path)]];
    };
    let (mut depth, mut start, mut found) = (0, 0, Vec::new());
    for (at, c) in group.char_indices() {
        match c {
            '{' => depth += 1,
            '}' if depth == 0 => break,
            '}' => depth -= 1,
            ',' if depth == 0 => start = at + 1,
            c if depth == 0 && start <= at && !c.is_whitespace() => {
                let head = &group[at..];
                if group[start..at].trim().is_empty() {
                    found.push(&head[..name(head)]);
                }
            }
            _ => {}
        }
    }
    found
}

/// Whether a line names a library: `name::`, or the end of `use name;`, not as a part of a longer path.
fn names(line: &str, library: &str) -> bool {
    line.match_indices(library).any(|(at, _)| {
        let before = line[..at].chars().next_back();
        let after = &line[at + library.len()..];
        let apart =
            before.is_none_or(|c| !c.is_alphanumeric() && c != '_' && c != ':' && c != '"' && c != '/');
        apart && (after.starts_with("::") || after.starts_with(';')) && !line[..at].contains("//")
    })
}

/// Whether a line holds a name that is not the end of a longer one.
fn holds(line: &str, name: &str) -> bool {
    let ends_none = |at: usize| {
        let before = line[..at].chars().next_back();
        before.is_none_or(|c| !c.is_alphanumeric() && c != '_')
    };
    line.match_indices(name).any(|(at, _)| ends_none(at))
}

fn check(offends: impl Fn(&Place<'_>, &str) -> Vec<String>) {
    let sources = files("src");
    let mut found = Vec::new();
    for place in sources.iter().filter_map(Place::of) {
        for (number, line) in place.lines() {
            found.extend(
                offends(&place, line)
                    .into_iter()
                    .map(|what| format!("{}:{number}: {what}", place.file.path)),
            );
        }
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[test]
fn folders_import_only_downwards() {
    check(|place, line| {
        let Some((_, allowed)) = WALLS.iter().find(|(folder, _)| *folder == place.folder) else {
            return vec![format!(
                "`{}` stands in no layer: give it one, with a decision page",
                place.folder
            )];
        };
        let beyond = place
            .folders(line)
            .into_iter()
            .filter(|folder| !allowed.contains(folder));
        beyond
            .map(|folder| format!("`{}` must not know `{folder}`", place.folder))
            .collect()
    });
}

#[test]
fn libraries_stay_in_their_folders() {
    check(|place, line| {
        let beyond = LIBRARIES
            .iter()
            .filter(|(library, at)| !at.contains(&place.folder) && names(line, library));
        beyond
            .map(|(library, at)| format!("`{library}` belongs in {at:?} only"))
            .collect()
    });
}

#[test]
fn the_core_is_pure() {
    check(|place, line| {
        let impure = IMPURE
            .iter()
            .filter(|what| PURE.contains(&place.folder) && holds(line, what));
        impure
            .map(|what| format!("the core does not use `{what}`"))
            .collect()
    });
}

#[test]
fn the_reader_of_paths_reads_paths() {
    let file = SourceFile {
        path: "src/stages/cases/row.rs".into(),
        text: String::new(),
    };
    let place = Place::of(&file).expect("a file of a stage");
    let folders = |line| place.folders(line).into_iter().collect::<Vec<_>>();
    assert_eq!(folders("use crate::domain::time::Time;"), ["domain"]);
    assert_eq!(
        folders("use crate::{kafka::x, runtime::{a, b}, stages::y};"),
        ["kafka", "runtime"]
    );
    assert_eq!(folders("let x = super::super::super::app::run();"), ["app"]);
    assert_eq!(folders("use super::super::assess::Row;"), Vec::<&str>::new());
    assert!(names("use rdkafka::Message;", "rdkafka") && names("fn f(x: tokio::sync::Notify)", "tokio"));
    assert!(holds("let x = rand::random();", "rand::") && !holds("use super::brand::Brand;", "rand::"));
    assert!(!names("use crate::my::tokio::X;", "tokio") && !names("retracing::x()", "tracing"));
}
