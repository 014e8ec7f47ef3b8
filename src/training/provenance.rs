//! What a model was made from, for whoever wants to make it again.

use serde_json::{Value, json};

use super::lists::Package;
use super::recipe::{Head, Recipe, Set};
use super::sets::Sets;
use super::teacher::{Taught, Teacher};
use super::word_lists::WordLists;

/// The recipe with the hash, the size and the terms of every set and list, as JSON.
#[must_use]
pub fn json(recipe: &Recipe, sets: &Sets, lists: &WordLists, taught: &Taught) -> String {
    let heads: Vec<Value> = recipe
        .heads()
        .into_iter()
        .map(|(name, head)| of_head(name, head, sets))
        .collect();
    let mut found = json!({
        "name": recipe.name,
        "version": recipe.version,
        "seed": recipe.seed,
        "languages_of_the_translated_list": recipe.languages,
        "lists": lists.provenance(),
        "heads": heads,
    });
    if let (Some(teacher), Some(found)) = (&recipe.teacher, found.as_object_mut()) {
        found.insert("teacher".to_owned(), of_teacher(teacher, sets, taught));
    }
    found.to_string()
}

fn of_teacher(teacher: &Teacher, sets: &Sets, taught: &Taught) -> Value {
    let mut judged = taught.counts.iter();
    let mut of = |set: &Set| {
        let mut found = of_set("", set, sets);
        if let Some(found) = found.as_object_mut() {
            found.insert("rows".to_owned(), json!(judged.next()));
            found.insert("languages".to_owned(), json!(set.languages));
        }
        found
    };
    json!({
        "package": taught.package.as_ref().map(of_package),
        "networks": teacher.networks,
        "hidden": teacher.hidden,
        "epochs": teacher.epochs,
        "rate": teacher.rate,
        "decay": teacher.decay,
        "dropout": teacher.dropout,
        "temperature": teacher.temperature,
        "sets": teacher.sets.iter().map(&mut of).collect::<Vec<_>>(),
        "apart_from": teacher.apart_from.iter().map(|set| of_set("", set, sets)).collect::<Vec<_>>(),
    })
}

/// What a model card says of a package.
#[must_use]
pub fn of_package(package: &Package) -> Value {
    json!({
        "package": package.name,
        "version": package.version,
        "licence": package.licence,
        "sha256": package.sha256,
    })
}

fn of_head(name: &str, head: &Head, sets: &Sets) -> Value {
    json!({
        "head": name,
        "bits": head.bits,
        "epochs": head.epochs,
        "fits": head.fits,
        "rate": head.rate,
        "adapt": head.adapt,
        "decay": head.decay,
        "l2": head.l2,
        "balance": head.balance,
        "groups": head.groups,
        "sets": head.sets.iter().map(|set| of_set(name, set, sets)).collect::<Vec<_>>(),
        "calibrated_on": head.calibrate.iter().map(|set| of_set(name, set, sets)).collect::<Vec<_>>(),
    })
}

fn of_set(head: &str, set: &Set, sets: &Sets) -> Value {
    json!({
        "file": set.file,
        "sha256": sets.files().get(&set.file).map_or("", |file| &file.sha256),
        "rows": sets.examples(task(head), std::slice::from_ref(set)).len(),
        "splits": set.splits,
        "without_languages": set.without_languages,
        "weight": set.weight,
        "terms": set.terms,
        "non_commercial": set.non_commercial,
    })
}

/// The column of labels that a head is fitted to.
#[must_use]
pub fn task(head: &str) -> &str {
    match head {
        "fast" => "sentiment",
        "intents" => "intent",
        other => other,
    }
}

/// Languages of the rows that sentiment was fitted to, in order.
#[must_use]
pub fn languages(recipe: &Recipe, sets: &Sets) -> Vec<String> {
    let Some(head) = &recipe.sentiment else {
        return Vec::new();
    };
    let examples = sets.examples("sentiment", &head.sets);
    let mut languages: Vec<String> = examples
        .iter()
        .map(|example| example.row.language.clone())
        .collect();
    languages.sort_unstable();
    languages.dedup();
    languages.retain(|language| !language.is_empty());
    languages
}
