//! Sizes: a file is about one thing and can be read at a sitting. (Functions: clippy, 60 lines.)

use crate::tree::{SourceFile, files};

const MEDIAN: usize = 150;
const P90: usize = 350;
const MOST: usize = 500;
const MAIN: usize = 40;

fn sizes(folder: &str) -> Vec<(usize, String)> {
    let size = |file: SourceFile| (file.code().count(), file.path);
    let mut sizes: Vec<_> = files(folder).into_iter().map(size).collect();
    sizes.sort();
    sizes
}

#[test]
fn files_are_small() {
    for folder in ["src", "tests"] {
        let sizes = sizes(folder);
        let at = |share: usize| sizes[(sizes.len() * share).div_ceil(100).max(1) - 1].0;
        assert!(
            at(50) <= MEDIAN,
            "{folder}: median {} code lines a file, not over {MEDIAN}",
            at(50)
        );
        assert!(
            at(90) <= P90,
            "{folder}: 90 % of the files reach {} code lines, not over {P90}",
            at(90)
        );
        let large: Vec<_> = sizes.iter().filter(|(lines, _)| *lines > MOST).collect();
        assert!(large.is_empty(), "more than {MOST} code lines: {large:?}");
    }
}

#[test]
fn main_is_thin() {
    let main = files("src").into_iter().find(|file| file.path == "src/main.rs");
    let lines = main.map_or(0, |file| file.code().count());
    assert!(
        (1..MAIN).contains(&lines),
        "src/main.rs has {lines} code lines, fewer than {MAIN} wanted"
    );
}

#[test]
fn a_file_holds_one_noun() {
    let vague = [
        "utils", "util", "common", "helpers", "helper", "misc", "manager", "handler", "prelude",
    ];
    for file in files("src").iter().chain(&files("tests")) {
        let mut parts = file.path.trim_end_matches(".rs").split('/');
        assert!(
            !parts.any(|part| vague.contains(&part)),
            "{}: say what it is about",
            file.path
        );
    }
}

#[test]
fn every_file_says_what_it_is_for() {
    for file in files("src").iter().chain(&files("tests")) {
        if file.path.starts_with("src/") && file.is_test() {
            continue;
        }
        assert!(
            file.text.starts_with("//!"),
            "{}: the first line says what the file is for",
            file.path
        );
    }
}
