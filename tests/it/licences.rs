//! Licences of everything that is linked in: permissive ones only. `deny.toml` says the same to `cargo deny`.

use std::process::Command;

use serde_json::Value;

const ALLOWED: &[&str] = &[
    "MIT",
    "MIT-0",
    "Apache-2.0",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "0BSD",
    "ISC",
    "Zlib",
    "Unicode-3.0",
    "CDLA-Permissive-2.0",
    "BSL-1.0",
    "CC0-1.0",
    "Unlicense",
    "OpenSSL",
];

/// Whether an expression of licence names can be met with allowed ones. `AND` binds tighter than `OR`.
fn permitted(expression: &str) -> bool {
    let spaced = expression
        .replace('(', " ( ")
        .replace(')', " ) ")
        .replace('/', " OR ");
    let words: Vec<&str> = spaced.split_whitespace().collect();
    let (met, rest) = any(&words);
    met && rest.is_empty()
}

fn any<'a>(words: &'a [&'a str]) -> (bool, &'a [&'a str]) {
    let (mut met, mut rest) = all(words);
    while let Some((&"OR", after)) = rest.split_first() {
        let (other, left) = all(after);
        (met, rest) = (met || other, left);
    }
    (met, rest)
}

fn all<'a>(words: &'a [&'a str]) -> (bool, &'a [&'a str]) {
    let (mut met, mut rest) = one(words);
    while let Some((&"AND", after)) = rest.split_first() {
        let (other, left) = one(after);
        (met, rest) = (met && other, left);
    }
    (met, rest)
}

fn one<'a>(words: &'a [&'a str]) -> (bool, &'a [&'a str]) {
    match words {
        ["(", inside @ ..] => {
            let (met, rest) = any(inside);
            (met, rest.strip_prefix(&[")"]).unwrap_or(rest))
        }
        // An exception only adds permissions.
        [name, "WITH", _, rest @ ..] | [name, rest @ ..] => (ALLOWED.contains(name), rest),
        [] => (false, words),
    }
}

fn host() -> String {
    let said = Command::new("rustc").arg("-vV").output().expect("rustc");
    let said = String::from_utf8_lossy(&said.stdout).into_owned();
    let host = said.lines().find_map(|line| line.strip_prefix("host: "));
    host.expect("rustc names its host").to_string()
}

#[test]
fn every_dependency_is_permissive() {
    let asked = [
        "metadata",
        "--offline",
        "--locked",
        "--format-version",
        "1",
        "--filter-platform",
        &host(),
    ];
    let done = Command::new(env!("CARGO"))
        .args(asked)
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .expect("cargo");
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    let metadata: Value = serde_json::from_slice(&done.stdout).expect("JSON");
    let packages = metadata["packages"].as_array().expect("packages");
    assert!(
        packages.len() > 50,
        "{} packages: this is not the whole tree",
        packages.len()
    );
    let refused = packages
        .iter()
        .filter(|package| !permitted(package["license"].as_str().unwrap_or("none")));
    let refused: Vec<String> = refused
        .map(|p| format!("{} {}: {}", p["name"], p["version"], p["license"]))
        .collect();
    assert!(
        refused.is_empty(),
        "not on the list of allowed licences:\n{}",
        refused.join("\n")
    );
}

#[test]
fn expressions_are_read_as_written() {
    assert!(permitted("MIT OR GPL-3.0-only") && permitted("(MIT OR Apache-2.0) AND Unicode-3.0"));
    assert!(permitted("Apache-2.0 WITH LLVM-exception OR MIT") && permitted("MIT/Apache-2.0"));
    assert!(!permitted("MIT AND GPL-3.0-only") && !permitted("none") && !permitted("(MIT AND AGPL-3.0)"));
}
