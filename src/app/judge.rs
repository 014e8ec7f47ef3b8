//! Who answers an evaluation: a model, the rules of VADER, or a model a fold.

use std::collections::BTreeMap;
use std::path::Path;

use super::cli::{EvalArgs, ProfileArg, TaskArg};
use super::exit::{Exit, Failure};
use super::model::model;
use super::training::{lists, problem};
use crate::domain::brand::Brand;
use crate::scoring::axes::{Compiled, group};
use crate::scoring::model::{Model, Profile};
use crate::scoring::scorer::{ModelScorer, Reading};
use crate::scoring::{Asked, vader};
use crate::training::folds::Fitting;
use crate::training::recipe::Recipe;
use crate::training::rows::Row;
use crate::training::rules::Rules;
use crate::training::sets::{Example, Sets};
use crate::training::teacher::teach;
use crate::training::train::{COMPLAINT, SENTIMENT, URGENCY, logits, start, train};
use crate::training::word_lists::WordLists;

/// The wider reasons for writing that intents belong to.
const GROUPS: [&str; 11] = [
    "outage",
    "delay",
    "lost_damaged",
    "product_fault",
    "billing",
    "account_booking",
    "staff_conduct",
    "information",
    "praise",
    "safety",
    "other",
];

/// What was answered.
pub(super) struct Judged {
    /// Who answered.
    pub(super) title: String,
    /// The classes.
    pub(super) labels: Vec<String>,
    /// Below this probability it is unsure.
    pub(super) unsure: f64,
    /// Probability of each class, row by row.
    pub(super) probabilities: Vec<Vec<f64>>,
}

/// What a label of a file means: sets of complaints name the trade behind the class.
#[must_use]
pub(super) fn meaning(task: TaskArg, label: &str) -> &str {
    match (task, label.split('/').next()) {
        (TaskArg::Complaint, Some("complaint")) => "yes",
        (TaskArg::Complaint, Some("other")) => "no",
        _ => label,
    }
}

fn named(labels: &[&str]) -> Vec<String> {
    labels.iter().map(|label| (*label).to_owned()).collect()
}

/// Answers for every row, in order.
///
/// # Errors
/// A model, recipe or list that cannot be read.
pub(super) fn judge(args: &EvalArgs, rows: &[&Row]) -> Result<Judged, Failure> {
    if let (Some(folds), Some(config)) = (args.folds, &args.config) {
        return by_folds(args.task, config, folds.into(), rows);
    }
    let model = model(args.model.as_deref())?;
    if args.profile == ProfileArg::Vader {
        return Ok(by_rules(&model, rows));
    }
    let alone = |head: &Option<_>| head.is_some() && model.heads.full.is_none();
    if args.task == TaskArg::Intent && alone(&model.heads.intents) {
        return by_head(&model, rows);
    }
    by_model(args, model, rows)
}

/// Intents of a model that knows nothing else.
fn by_head(model: &Model, rows: &[&Row]) -> Result<Judged, Failure> {
    let head = model.heads.intents.as_ref();
    let head = head.ok_or_else(|| Failure::new(Exit::Data, "the model has no intents"))?;
    let of = |row: &&Row| {
        let mut shares = logits(head, &model.valences, &row.text);
        crate::scoring::linear::softmax(&mut shares);
        shares
    };
    Ok(Judged {
        title: model.title(),
        labels: head.columns().iter().map(|column| column.label.clone()).collect(),
        unsure: model.unsure,
        probabilities: rows.iter().map(of).collect(),
    })
}

fn by_rules(model: &Model, rows: &[&Row]) -> Judged {
    let mut scratch = vader::Scratch::new();
    let mut of = |row: &&Row| {
        let found = vader::score(&model.rules, &row.text, &mut scratch).compound;
        if found.abs() < 0.05 {
            vec![found.min(0.0).abs(), 1.0 - found.abs(), found.max(0.0)]
        } else {
            vec![(1.0 - found) / 2.0, 0.0, (1.0 + found) / 2.0]
        }
    };
    Judged {
        title: "vader".to_owned(),
        labels: named(&SENTIMENT),
        unsure: 0.0,
        probabilities: rows.iter().map(&mut of).collect(),
    }
}

/// What a reading says of each class.
type Share = fn(&Reading) -> Vec<f64>;

fn by_model(args: &EvalArgs, model: Model, rows: &[&Row]) -> Result<Judged, Failure> {
    let profile = if args.profile == ProfileArg::Fast {
        Profile::Fast
    } else {
        Profile::Full
    };
    let nobody = Compiled::new(&Brand::default()).map_err(|error| Failure::new(Exit::Software, error))?;
    let unsure = model.unsure;
    let scorer = ModelScorer::new(model, profile, BTreeMap::new(), nobody)
        .ok_or_else(|| Failure::new(Exit::Data, "the model has no sentiment of this profile"))?;
    let (labels, of): (&[&str], Share) = match args.task {
        TaskArg::Sentiment => (&SENTIMENT, |reading| reading.sentiment.to_vec()),
        TaskArg::Complaint => (&COMPLAINT, |reading| {
            vec![1.0 - reading.complaint, reading.complaint]
        }),
        TaskArg::Urgency => (&URGENCY, |reading| reading.urgencies.to_vec()),
        TaskArg::Intent => (&GROUPS, groups),
    };
    let answer = |row: &&Row| {
        // a row of a care set was written to the brand
        let asked = Asked {
            addressed: true,
            ..Asked::alone(&row.text)
        };
        of(&scorer.with_scratch(|scratch| scorer.read(scratch, &asked)))
    };
    Ok(Judged {
        title: scorer.model().title(),
        labels: named(labels),
        unsure,
        probabilities: rows.iter().map(answer).collect(),
    })
}

/// The surest intent decides; what is left is spread over the others.
fn groups(reading: &Reading) -> Vec<f64> {
    let mut shares = vec![0.0; GROUPS.len()];
    for found in reading.intents.iter().flatten() {
        let place = GROUPS.iter().position(|name| *name == group(found.intent));
        if let Some(share) = place.and_then(|place| shares.get_mut(place)) {
            *share += found.confidence;
        }
    }
    let rest = (1.0 - shares.iter().sum::<f64>()).max(0.0) / GROUPS.len() as f64;
    shares.iter().map(|share| share + rest).collect()
}

fn by_folds(task: TaskArg, config: &Path, folds: usize, rows: &[&Row]) -> Result<Judged, Failure> {
    let recipe = Recipe::read(config).map_err(|error| problem(error.into()))?;
    let lists = lists(&recipe)?;
    let sets = Sets::read(&recipe).map_err(problem)?;
    let (head, name, labels) = match task {
        TaskArg::Complaint => (&recipe.complaint, "complaint", named(&COMPLAINT)),
        TaskArg::Intent => (&recipe.intents, "intent", sorted(rows)),
        TaskArg::Urgency => (&recipe.urgency, "urgency", named(&URGENCY)),
        TaskArg::Sentiment => {
            let what = "folds are trained for complaint, intent and urgency only";
            return Err(Failure::new(Exit::Usage, what));
        }
    };
    let head = head.as_ref();
    let head =
        head.ok_or_else(|| Failure::new(Exit::Config, format!("{}: no head {name}", config.display())))?;
    let valences = lists.valences();
    let examples: Vec<Example<'_>> = rows
        .iter()
        .filter_map(|row| {
            let label = meaning(task, row.label(name)?);
            Some(Example {
                row,
                label,
                weight: 1.0,
            })
        })
        .collect();
    let over = match (task, &recipe.sentiment) {
        (TaskArg::Complaint, Some(sentiment)) => sentiment,
        _ => head,
    };
    let start = start(&recipe, &sets, &valences, head, over, labels.len());
    let rules = rules(task, &recipe, &sets, &lists)?;
    let known = |text: &str| rules.as_ref().map_or_else(Vec::new, |rules| rules.known(text));
    let fitting = Fitting {
        labels: &labels,
        valences: &valences,
        head,
        over,
        seed: recipe.seed,
        start: &start,
        known: &known,
    };
    let mut found = fitting.cross_validate(&examples, folds).into_iter();
    let of = |row: &&Row| match row.label(name) {
        Some(_) => found.next().unwrap_or_default(),
        None => Vec::new(),
    };
    Ok(Judged {
        title: format!("{} of {}, {folds} folds", name, config.display()),
        labels,
        unsure: recipe.unsure,
        probabilities: rows.iter().map(of).collect(),
    })
}

/// The rules that urgency stands on, by the rest of the recipe.
fn rules(task: TaskArg, recipe: &Recipe, sets: &Sets, lists: &WordLists) -> Result<Option<Rules>, Failure> {
    if task != TaskArg::Urgency {
        return Ok(None);
    }
    let rest = Recipe {
        urgency: None,
        intents: None,
        fast: None,
        ..recipe.clone()
    };
    let taught = teach(&rest, sets, &lists.valences(), &mut |_| {}).map_err(problem)?;
    let model = train(&rest, sets, lists, &taught, &mut |_| {}).map_err(problem)?;
    Ok(Rules::new(&model))
}

fn sorted(rows: &[&Row]) -> Vec<String> {
    let mut labels: Vec<String> = rows
        .iter()
        .filter_map(|row| row.label("intent"))
        .map(str::to_owned)
        .collect();
    labels.sort_unstable();
    labels.dedup();
    labels
}
