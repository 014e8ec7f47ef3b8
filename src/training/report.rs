//! How right a fresh model is, on the rows that its recipe keeps for that.

use serde_json::{Map, Value, json};

use super::provenance::task;
use super::recipe::{Head, Recipe};
use super::sets::Sets;
use super::teacher::Taught;
use super::train::{SENTIMENT, TrainError, logits, train};
use super::word_lists::WordLists;
use crate::evaluation::outcome::{Outcome, Truth};
use crate::evaluation::report::Report;
use crate::scoring::linear::{Linear, softmax};
use crate::scoring::model::Model;

/// The report: each head on the sets it was calibrated on, and what each group of features is worth if asked.
///
/// # Errors
/// [`TrainError`] when a model without a group cannot be trained.
pub fn report(
    recipe: &Recipe,
    sets: &Sets,
    (lists, taught): (&WordLists, &Taught),
    model: &Model,
    ablations: bool,
) -> Result<Value, TrainError> {
    let mut heads = Map::new();
    for (name, head) in recipe.heads() {
        if let Some(measured) = measured(name, head, sets, model) {
            heads.insert(name.to_owned(), measured);
        }
    }
    let mut report = json!({ "model": model.title(), "heads": heads });
    if ablations && let Some(found) = report.as_object_mut() {
        found.insert("without".to_owned(), without(recipe, sets, (lists, taught))?);
    }
    Ok(report)
}

fn measured(name: &str, head: &Head, sets: &Sets, model: &Model) -> Option<Value> {
    let (linear, wanted) = match name {
        "sentiment" => (model.heads.full.as_ref()?, SENTIMENT.len()),
        "fast" => (model.heads.fast.as_ref()?, SENTIMENT.len()),
        "intents" => (model.heads.intents.as_ref()?, usize::MAX),
        // these are calibrated on their own rows, each held out once: `eval --folds` measures them
        _ => return None,
    };
    let columns = linear.columns().iter().take(wanted);
    let labels: Vec<String> = columns.map(|column| column.label.clone()).collect();
    let outcomes = outcomes(name, head, sets, model, (linear, &labels));
    if outcomes.is_empty() {
        return None;
    }
    let report = Report::new(task(name), &model.title(), &labels, &outcomes, model.unsure);
    serde_json::to_value(report).ok()
}

fn outcomes(
    name: &str,
    head: &Head,
    sets: &Sets,
    model: &Model,
    (linear, labels): (&Linear, &[String]),
) -> Vec<Outcome> {
    let mut outcomes = Vec::new();
    for example in sets.examples(task(name), &head.calibrate) {
        let Some(class) = labels.iter().position(|label| label == example.label) else {
            continue;
        };
        let found = logits(linear, &model.valences, &example.row.text);
        let mut shares: Vec<f64> = found.into_iter().take(labels.len()).collect();
        softmax(&mut shares);
        outcomes.push(Outcome {
            id: example.row.id.clone(),
            language: example.row.language.clone(),
            truth: Truth::Class(class),
            probabilities: shares,
        });
    }
    outcomes
}

/// Sentiment without each of its groups of features; what the teacher made of posts stays.
fn without(
    recipe: &Recipe,
    sets: &Sets,
    (lists, taught): (&WordLists, &Taught),
) -> Result<Value, TrainError> {
    let mut found = Map::new();
    for (place, group) in ["words", "phrases", "letters", "style"].into_iter().enumerate() {
        let mut less = Recipe {
            fast: None,
            complaint: None,
            intents: None,
            urgency: None,
            ..recipe.clone()
        };
        let Some(head) = &mut less.sentiment else { continue };
        match head.groups.get_mut(place) {
            Some(weight) if *weight > 0.0 => *weight = 0.0,
            _ => continue,
        }
        let head = head.clone();
        let model = train(&less, sets, lists, taught, &mut |_| {})?;
        if let Some(measured) = measured("sentiment", &head, sets, &model) {
            found.insert(group.to_owned(), measured);
        }
    }
    Ok(Value::Object(found))
}
