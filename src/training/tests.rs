use std::path::Path;

use tempfile::TempDir;

use super::fit::Weights;
use super::folds::{Fitting, fold};
use super::recipe::{Head, Recipe};
use super::rows::Rows;
use super::sets::Example;
use super::train::{COMPLAINT, corpus, nothing};
use crate::evaluation::dice::Dice;
use crate::scoring::valences::Valences;

const NAMES: &str = "name = 'tiny'\nversion = 1\nseed = 1\ndata = '.'\nlists = '.'\nlanguages = []\n";

fn head(name: &str, more: &str) -> String {
    format!(
        "[{name}]\nbits = 16\nepochs = 30\nrate = 0.3\nadapt = 'root'\nbalance = 0.0\ngroups = [1.0, 0.0, 0.0, 0.0]\n\
         sets = [{{ file = 'rows.tsv', terms = 'invented' }}]\n{more}\n"
    )
}

fn recipe(folder: &Path, heads: &[String]) -> Result<Recipe, String> {
    let path = folder.join("recipe.toml");
    std::fs::write(&path, format!("{NAMES}{}", heads.concat())).unwrap();
    Recipe::read(&path).map_err(|error| error.to_string())
}

fn complaint(folds: u16) -> Head {
    let folder = TempDir::new().unwrap();
    let head = head("complaint", &format!("folds = {folds}"));
    recipe(folder.path(), &[head]).unwrap().complaint.unwrap()
}

fn rows(texts: &[(String, &str)]) -> Rows {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("rows.tsv");
    let lines = texts.iter().enumerate();
    let lines: String = lines
        .map(|(id, (text, label))| format!("{id}\t{text}\t{label}\n"))
        .collect();
    std::fs::write(&path, format!("id\ttext\tlabel\n{lines}")).unwrap();
    Rows::read(&path).unwrap()
}

fn examples(rows: &Rows) -> Vec<Example<'_>> {
    let of = |row| Example {
        row,
        label: row.label("complaint").unwrap(),
        weight: 1.0,
    };
    rows.rows.iter().map(of).collect()
}

/// Runs a check of how the rows are fitted.
fn with_fitting<T>(folds: u16, check: impl FnOnce(Fitting<'_>) -> T) -> T {
    let (head, labels) = (complaint(folds), COMPLAINT.map(str::to_owned));
    check(Fitting {
        labels: &labels,
        valences: &Valences::new(Vec::new()),
        head: &head,
        over: &head,
        seed: 1,
        start: &Weights::nothing(head.bits, labels.len()),
        known: &nothing,
    })
}

/// Texts of a few words, each word as likely in both classes: there is nothing to learn.
fn noise() -> Vec<(String, &'static str)> {
    let mut dice = Dice(7);
    let mut text = |number: usize| {
        let words = [(); 3].map(|()| format!("word{}", dice.below(40)));
        (
            format!("{} row{number}", words.join(" ")),
            COMPLAINT[dice.below(2)],
        )
    };
    (0..200).map(&mut text).collect()
}

/// Mean logarithm of the probability that the right class was given.
fn likelihood(found: &[Vec<f64>], examples: &[Example<'_>]) -> f64 {
    let right = found.iter().zip(examples).map(|(shares, example)| {
        let class = COMPLAINT
            .iter()
            .position(|label| *label == example.label)
            .unwrap();
        shares[class].ln()
    });
    right.sum::<f64>() / found.len() as f64
}

#[test]
fn a_row_is_judged_by_a_fit_that_has_not_seen_it() {
    let texts: Vec<(String, &str)> = (0..80)
        .map(|number| (format!("only{number}"), COMPLAINT[number % 2]))
        .collect();
    let rows = rows(&texts);
    let examples = examples(&rows);
    with_fitting(0, |fitting| {
        let seen = fitting.fit(&examples);
        let all = corpus(
            &examples,
            fitting.valences,
            fitting.labels,
            fitting.over,
            &nothing,
        );
        for (doc, example) in all.docs().iter().zip(&examples) {
            let logits = seen.logits(&all, doc);
            let yes = logits[1] - logits[0];
            let right = if example.label == "yes" { yes } else { -yes };
            assert!(right > 1.5, "a fit knows what it has seen: {right}");
        }
        for (shares, example) in fitting.cross_validate(&examples, 10).iter().zip(&examples) {
            let most = shares.iter().copied().fold(0.0, f64::max);
            assert!(most < 0.7, "{} was seen: {shares:?}", example.row.text);
        }
    });
}

#[test]
fn the_label_of_a_row_has_no_say_in_how_it_is_judged() {
    let texts = noise();
    let mut turned = texts.clone();
    turned[5].1 = if turned[5].1 == "yes" { "no" } else { "yes" };
    let (texts, turned) = (rows(&texts), rows(&turned));
    with_fitting(5, |fitting| {
        let found = fitting.cross_validate(&examples(&texts), 5);
        let other = fitting.cross_validate(&examples(&turned), 5);
        assert_eq!(found[5], other[5], "neither by the fit nor by its temperature");
        assert_ne!(
            found, other,
            "the other rows are judged by fits that have seen it"
        );
    });
}

#[test]
fn a_row_of_another_class_moves_no_other() {
    let mut texts = noise();
    texts.insert(3, ("word1 word2 word3".to_owned(), "perhaps"));
    let with = rows(&texts);
    texts.remove(3);
    let without = rows(&texts);
    with_fitting(0, |fitting| {
        let mut found = fitting.cross_validate(&examples(&with), 5);
        assert_eq!(found.remove(3), Vec::<f64>::new());
        assert_eq!(found, fitting.cross_validate(&examples(&without), 5));
    });
}

#[test]
fn a_fit_to_noise_is_made_less_sure() {
    let rows = rows(&noise());
    let examples = examples(&rows);
    let (heat, plain) = with_fitting(0, |fitting| {
        (
            fitting.temperature(&examples),
            fitting.cross_validate(&examples, 10),
        )
    });
    assert_eq!(heat, 1.0, "without folds nothing is calibrated");
    with_fitting(10, |fitting| {
        let heat = fitting.temperature(&examples);
        assert!(heat > 2.0, "it was far too sure: {heat}");
        let found = fitting.cross_validate(&examples, 10);
        let (before, after) = (likelihood(&plain, &examples), likelihood(&found, &examples));
        assert!(after > before, "{after} is no likelier than {before}");
        for (shares, plain) in found.iter().zip(&plain) {
            assert_eq!(
                shares[0] > shares[1],
                plain[0] > plain[1],
                "the likeliest class stays"
            );
        }
    });
}

#[test]
fn equal_texts_lie_in_one_fold() {
    let rows = rows(&[("same words".to_owned(), "yes"), ("same words".to_owned(), "no")]);
    assert_eq!(fold(&rows.rows[0], 10), fold(&rows.rows[1], 10));
}

#[test]
fn a_recipe_names_every_misplaced_way_to_calibrate_or_start() {
    let folder = TempDir::new().unwrap();
    let set = "calibrate = [{ file = 'rows.tsv', terms = 'invented' }]";
    let wrong = recipe(
        folder.path(),
        &[
            head("sentiment", "lean = 1.0"),
            head("complaint", "folds = 1"),
            head("intents", "folds = 10"),
            head("urgency", set),
        ],
    )
    .unwrap_err();
    for named in [
        "[sentiment] lean:",
        "[complaint] folds:",
        "[intents] folds:",
        "[urgency] calibrate:",
    ] {
        assert!(wrong.contains(named), "{named} is missing from {wrong}");
    }
    let right = [
        head("sentiment", set),
        head("complaint", "lean = 1.0\nfolds = 10"),
        head("urgency", "folds = 2"),
    ];
    recipe(folder.path(), &right).unwrap();
}
