//! Trains a model as a recipe says.

use thiserror::Error;

use super::calibrate::calibrate;
use super::corpus::Corpus;
use super::fit::{Weights, balanced, fit, fit_from};
use super::folds::Fitting;
use super::quantise::quantise;
use super::recipe::{Head, Recipe, RecipeError};
use super::rows::RowsError;
use super::rules::Rules;
use super::sealed::SealedError;
use super::sets::{Example, Sets};
use super::teacher::Taught;
use super::word_lists::{ListError, WordLists};
use crate::scoring::features::{Features, Marks};
use crate::scoring::linear::Linear;
use crate::scoring::model::{Heads, Identity, Model};
use crate::scoring::text::Scan;
use crate::scoring::urgency;
use crate::scoring::valences::Valences;

/// The classes of sentiment, in the order of the columns.
pub const SENTIMENT: [&str; 3] = ["negative", "neutral", "positive"];
/// The classes of complaint.
pub const COMPLAINT: [&str; 2] = ["no", "yes"];
/// The classes of urgency, from the least.
pub const URGENCY: [&str; 4] = ["no_action", "can_wait", "today", "now"];

/// Why a model cannot be trained.
#[derive(Debug, Error)]
pub enum TrainError {
    /// The recipe.
    #[error(transparent)]
    Recipe(#[from] RecipeError),
    /// A set.
    #[error(transparent)]
    Rows(#[from] RowsError),
    /// A sealed text.
    #[error(transparent)]
    Sealed(#[from] SealedError),
    /// A word list.
    #[error(transparent)]
    List(#[from] ListError),
    /// A head cannot be fitted.
    #[error("{head}: {what}")]
    Head {
        /// Its name.
        head: &'static str,
        /// What is wrong.
        what: String,
    },
}

/// Trains a model, with what the teacher of the recipe made of posts without labels.
///
/// # Errors
/// [`TrainError`] for what cannot be read, a sealed text, or a head without rows.
pub fn train(
    recipe: &Recipe,
    sets: &Sets,
    lists: &WordLists,
    taught: &Taught,
    say: &mut dyn FnMut(&str),
) -> Result<Model, TrainError> {
    let valences = lists.valences();
    let mut heads = Heads::default();
    if let Some(head) = &recipe.sentiment {
        say("sentiment: all features");
        heads.full = Some(tone(recipe, (sets, taught), &valences, head)?);
    }
    if let Some(head) = &recipe.fast {
        say("sentiment: words alone");
        heads.fast = Some(tone(recipe, (sets, taught), &valences, head)?);
    }
    if let Some(head) = &recipe.intents {
        say("intents");
        let labels = sets.labels("intent", head);
        heads.intents = Some(one(recipe, sets, &valences, head, ("intent", &labels))?);
    }
    let mut model = Model {
        identity: Identity {
            name: recipe.name.clone(),
            version: recipe.version,
            hash: String::new(),
            recipe: super::provenance::json(recipe, sets, lists, taught),
            languages: super::provenance::languages(recipe, sets),
        },
        unsure: recipe.unsure,
        rules: lists.rules.clone(),
        valences,
        heads,
    };
    if let Some(head) = &recipe.urgency {
        say("urgency");
        model.heads.urgency = Some(urgency(recipe, sets, head, &model)?);
    }
    Ok(model)
}

/// Urgency on top of what the rules of the model say.
fn urgency(recipe: &Recipe, sets: &Sets, head: &Head, model: &Model) -> Result<urgency::Head, TrainError> {
    let labels = URGENCY.map(str::to_owned);
    let wrong = |what: &str| TrainError::Head {
        head: "urgency",
        what: what.to_owned(),
    };
    let rules = Rules::new(model).ok_or_else(|| wrong("it stands on [sentiment], which the recipe lacks"))?;
    let examples = enough(sets, head, ("urgency", &labels))?;
    let fitting = Fitting {
        labels: &labels,
        valences: &model.valences,
        head,
        over: head,
        seed: recipe.seed,
        start: &Weights::nothing(head.bits, labels.len()),
        known: &|text| rules.known(text),
    };
    let weights = fitting.fit(&examples);
    let columns = [(labels.to_vec(), &weights)];
    let linear = quantise(head.bits, head.weights(), &columns);
    let linear = linear.ok_or_else(|| wrong("its numbers do not fit its size"))?;
    Ok(urgency::Head::new(linear, fitting.temperature(&examples)))
}

/// Nothing is known of a row before its features are seen.
#[must_use]
pub fn nothing(_text: &str) -> Vec<f32> {
    Vec::new()
}

/// Sentiment, and complaint as a further column over the same buckets.
fn tone(
    recipe: &Recipe,
    (sets, taught): (&Sets, &Taught),
    valences: &Valences,
    head: &Head,
) -> Result<Linear, TrainError> {
    let labels = SENTIMENT.map(str::to_owned);
    let sentiment = if taught.lessons.is_empty() {
        fitted(recipe, sets, valences, head, ("sentiment", &labels))?
    } else {
        learned(recipe, (sets, taught), valences, head)
    };
    let mut columns = vec![(labels.to_vec(), &sentiment)];
    let complaint = recipe.complaint.as_ref();
    let complaint = complaint.map(|asked| complaint_of(recipe, sets, valences, (asked, head)));
    let complaint = complaint.transpose()?;
    if let Some((weights, _)) = &complaint {
        columns.push((vec!["complaint".to_owned()], weights));
    }
    let wrong = || TrainError::Head {
        head: "sentiment",
        what: "its numbers do not fit its size".to_owned(),
    };
    let model = quantise(head.bits, head.weights(), &columns).ok_or_else(wrong)?;
    let mut changes = temperature(sets, valences, head, &model, ("sentiment", &labels));
    changes.extend(complaint.map(|(_, temperature)| (0.0, temperature)));
    Ok(model.calibrated(&changes))
}

/// Complaint as a column over the buckets of `over`, and its temperature.
fn complaint_of(
    recipe: &Recipe,
    sets: &Sets,
    valences: &Valences,
    (head, over): (&Head, &Head),
) -> Result<(Weights, f64), TrainError> {
    let labels = COMPLAINT.map(str::to_owned);
    let examples = enough(sets, head, ("complaint", &labels))?;
    let fitting = Fitting {
        labels: &labels,
        valences,
        head,
        over,
        seed: recipe.seed,
        start: &start(recipe, sets, valences, head, over, labels.len()),
        known: &nothing,
    };
    Ok((
        difference(&fitting.fit(&examples)),
        fitting.temperature(&examples),
    ))
}

/// A head with columns of its own.
fn one(
    recipe: &Recipe,
    sets: &Sets,
    valences: &Valences,
    head: &Head,
    task: (&'static str, &[String]),
) -> Result<Linear, TrainError> {
    let weights = fitted(recipe, sets, valences, head, task)?;
    let columns = [(task.1.to_vec(), &weights)];
    let model = quantise(head.bits, head.weights(), &columns).ok_or_else(|| TrainError::Head {
        head: task.0,
        what: "its numbers do not fit its size".to_owned(),
    })?;
    let changes = temperature(sets, valences, head, &model, task);
    Ok(model.calibrated(&changes))
}

/// Fits the labelled rows of sentiment and what a teacher made of others. Rare classes of the labelled rows are
/// raised; what the teacher says counts as it is, for it was fitted to raised classes already.
fn learned(recipe: &Recipe, (sets, taught): (&Sets, &Taught), valences: &Valences, head: &Head) -> Weights {
    let labels = SENTIMENT.map(str::to_owned);
    let examples = sets.examples("sentiment", &head.sets);
    let mut corpus = corpus(&examples, valences, &labels, head, &nothing);
    corpus.raise(&balanced(&corpus, labels.len(), head.balance));
    for lesson in &taught.lessons {
        told(
            &mut corpus,
            valences,
            &lesson.text,
            (lesson.target.to_vec(), lesson.weight),
        );
    }
    let start = Weights::nothing(head.bits, labels.len());
    let even = Head {
        balance: 0.0,
        ..head.clone()
    };
    averaged(&corpus, &start, (&even, recipe.seed))
}

/// Adds a text to a corpus: what it should be, and how much it counts.
pub(super) fn told(corpus: &mut Corpus, valences: &Valences, text: &str, (target, weight): (Vec<f32>, f32)) {
    let (mut scan, mut marks) = (Scan::new(), Marks::default());
    scan.read(text);
    marks.read(&scan, valences);
    corpus.add(&scan, &marks, target, weight);
}

/// Fits the rows of a head from nothing.
pub(super) fn fitted(
    recipe: &Recipe,
    sets: &Sets,
    valences: &Valences,
    head: &Head,
    (task, labels): (&'static str, &[String]),
) -> Result<Weights, TrainError> {
    let examples = enough(sets, head, (task, labels))?;
    let fitting = Fitting {
        labels,
        valences,
        head,
        over: head,
        seed: recipe.seed,
        start: &Weights::nothing(head.bits, labels.len()),
        known: &nothing,
    };
    Ok(fitting.fit(&examples))
}

/// The rows of a head, which must show two of its classes at least.
fn enough<'a>(
    sets: &'a Sets,
    head: &'a Head,
    (task, labels): (&'static str, &[String]),
) -> Result<Vec<Example<'a>>, TrainError> {
    let examples = sets.examples(task, &head.sets);
    let shown = |label: &&String| examples.iter().any(|example| example.label == label.as_str());
    let classes = labels.iter().filter(shown).count();
    if classes < 2 {
        return Err(TrainError::Head {
            head: task,
            what: format!(
                "its sets hold {} rows with a label, of {classes} classes; two classes at least are wanted",
                examples.len()
            ),
        });
    }
    Ok(examples)
}

/// The mean of several fits, each in an order of its own: what chance gave one of them cancels out.
pub(super) fn averaged(corpus: &Corpus, start: &Weights, (head, seed): (&Head, u64)) -> Weights {
    let mut mean = Weights::nothing(corpus.bits(), start.classes);
    let share = 1.0 / head.fits.max(1) as f32;
    for number in 0..head.fits.max(1) {
        let found = fit_from(corpus, start.clone(), head.fit(seed + number));
        mean.add(&found, share);
    }
    mean
}

/// Where a head starts: from nothing, or leaning on what is negative by the sets of `over`.
#[must_use]
pub fn start(
    recipe: &Recipe,
    sets: &Sets,
    valences: &Valences,
    head: &Head,
    over: &Head,
    classes: usize,
) -> Weights {
    if head.lean == 0.0 || classes != COMPLAINT.len() {
        return Weights::nothing(over.bits, classes);
    }
    let labels = SENTIMENT.map(str::to_owned);
    let corpus = corpus(
        &sets.examples("sentiment", &over.sets),
        valences,
        &labels,
        over,
        &nothing,
    );
    lean(&fit(&corpus, labels.len(), over.fit(recipe.seed)), head.lean)
}

/// Rows as features over the buckets of a head, with what `known` says of each text before.
#[must_use]
pub fn corpus(
    examples: &[Example<'_>],
    valences: &Valences,
    labels: &[String],
    over: &Head,
    known: &dyn Fn(&str) -> Vec<f32>,
) -> Corpus {
    let mut corpus = Corpus::new(over.bits, over.weights());
    let mut scan = Scan::new();
    let mut marks = Marks::default();
    for example in examples {
        let Some(class) = labels.iter().position(|label| label == example.label) else {
            continue;
        };
        let mut target = vec![0.0; labels.len()];
        if let Some(share) = target.get_mut(class) {
            *share = 1.0;
        }
        scan.read(&example.row.text);
        marks.read(&scan, valences);
        corpus.add(&scan, &marks, target, example.weight);
        corpus.know(known(&example.row.text));
    }
    corpus
}

/// Where complaint starts: what is negative complains, what is positive does not, `lean` times as surely.
#[must_use]
pub fn lean(sentiment: &Weights, lean: f32) -> Weights {
    let two = |row: &[f32]| match row {
        [negative, _, positive] => [-0.5, 0.5].map(|half| half * lean * (negative - positive)),
        _ => [0.0; 2],
    };
    Weights {
        classes: 2,
        rows: sentiment.rows.chunks_exact(3).flat_map(two).collect(),
        bias: two(&sentiment.bias).to_vec(),
    }
}

/// Two classes as one: what speaks for the second.
#[must_use]
pub fn difference(both: &Weights) -> Weights {
    let less = |pair: &[f32]| match pair {
        [first, second] => second - first,
        _ => 0.0,
    };
    Weights {
        classes: 1,
        rows: both.rows.chunks_exact(2).map(less).collect(),
        bias: vec![less(&both.bias)],
    }
}

/// The logits of a text, in the order of the columns.
#[must_use]
pub fn logits(model: &Linear, valences: &Valences, text: &str) -> Vec<f64> {
    let (mut scan, mut marks, mut features) = (Scan::new(), Marks::default(), Features::default());
    scan.read(text);
    marks.read(&scan, valences);
    features.read(&scan, &marks, model.groups());
    let mut logits = Vec::new();
    model.logits(&features, &mut Vec::new(), &mut logits);
    logits
}

fn temperature(
    sets: &Sets,
    valences: &Valences,
    head: &Head,
    model: &Linear,
    (task, labels): (&str, &[String]),
) -> Vec<(f64, f64)> {
    let mut rows = Vec::new();
    for example in sets.examples(task, &head.calibrate) {
        if let Some(class) = labels.iter().position(|label| label == example.label) {
            let mut found = logits(model, valences, &example.row.text);
            found.truncate(labels.len());
            rows.push((found, class));
        }
    }
    let found = calibrate(&rows, labels.len(), false);
    found
        .shifts
        .iter()
        .map(|shift| (*shift, found.temperature))
        .collect()
}
