//! What a teacher makes of posts without labels.

use std::collections::BTreeSet;

use ndarray::{Array2, Axis};
use serde::{Deserialize, Serialize};

use super::encoder::Encoder;
use super::package::{Packaged, encoder};
use super::perceptron::{Lessons, Perceptron, Rows};
use super::shown::shown;
use crate::scoring::linear::softmax;
use crate::scoring::valences::Valences;
use crate::training::corpus::Corpus;
use crate::training::fit::{Weights, balanced};
use crate::training::lists::Package;
use crate::training::recipe::{Head, Recipe, Set};
use crate::training::rows::Row;
use crate::training::sealed;
use crate::training::sets::Sets;
use crate::training::train::{SENTIMENT, TrainError, corpus, fitted, nothing, told};

/// Posts that are judged at once.
const AT_ONCE: usize = 4096;
/// Shares are told in this many parts, so that small differences of processors seldom matter.
const PARTS: f64 = 256.0;

/// A teacher of sentiment: the linear model of the labelled sets and networks over the numbers of an encoder, their
/// logits added.
#[derive(Debug, Clone, PartialEq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Teacher {
    /// File of the encoder's package, in the folder of the lists.
    pub package: String,
    /// Networks whose logits are averaged, each from other first weights.
    pub networks: u64,
    /// Units of the hidden layer.
    pub hidden: usize,
    /// Passes over the labelled rows.
    pub epochs: u32,
    /// Size of the first step.
    pub rate: f32,
    /// Pull of the weights towards nothing, a step, as a share of the step.
    pub decay: f32,
    /// Share of the hidden units that a row does without while it is learned.
    pub dropout: f32,
    /// What the sum of the logits is divided by: above 1, as both parts are sure of the same.
    pub temperature: f64,
    /// Posts that it judges; their labels are not looked at.
    pub sets: Vec<Set>,
    /// Posts that it must not judge, because something is measured on them.
    pub apart_from: Vec<Set>,
}

/// A post that was judged.
#[derive(Debug, Clone, PartialEq)]
pub struct Lesson {
    /// The post.
    pub text: String,
    /// Share of each sentiment.
    pub target: [f32; 3],
    /// How much it counts.
    pub weight: f32,
}

/// What a teacher made of the posts of a recipe; nothing where the recipe has no teacher.
#[derive(Debug, Clone, Default)]
pub struct Taught {
    /// The package of the encoder.
    pub package: Option<Package>,
    /// Posts of each set of the teacher that were judged.
    pub counts: Vec<usize>,
    /// The posts.
    pub lessons: Vec<Lesson>,
}

/// Fits the teacher of a recipe to its labelled rows, and has it judge its posts. The same files give the same
/// lessons on the same machine, whatever the number of threads; on another kind of processor, products are summed in
/// another order, and now and then a share differs by one part of 256.
///
/// # Errors
/// [`TrainError`] for a package that is not there or is another one, and for a recipe without labelled rows.
pub fn teach(
    recipe: &Recipe,
    sets: &Sets,
    valences: &Valences,
    say: &mut dyn FnMut(&str),
) -> Result<Taught, TrainError> {
    let (Some(teacher), Some(head)) = (&recipe.teacher, &recipe.sentiment) else {
        return Ok(Taught::default());
    };
    let Packaged { package, encoder } = encoder(&recipe.lists.join(&teacher.package))?;
    let labels = SENTIMENT.map(str::to_owned);
    let linear = fitted(recipe, sets, valences, head, ("sentiment", &labels))?;
    let networks = networks(recipe, (teacher, head), (sets, valences), &encoder, say);
    let posts = posts(recipe, teacher, sets);
    let mut taught = Taught {
        package: Some(package),
        counts: vec![0; teacher.sets.len()],
        lessons: Vec::with_capacity(posts.len()),
    };
    for part in posts.chunks(AT_ONCE) {
        say(&format!(
            "teacher: {} of {} posts judged",
            taught.lessons.len(),
            posts.len()
        ));
        let texts: Vec<&str> = part.iter().map(|post| post.row.text.as_str()).collect();
        let numbers = encoder.numbers(&texts.iter().map(|text| shown(text)).collect::<Vec<_>>());
        let judged = judged(
            &logits(&texts, valences, head, &linear),
            &networks,
            &numbers,
            teacher.temperature,
        );
        for (post, target) in part.iter().zip(judged) {
            if let Some(count) = taught.counts.get_mut(post.set) {
                *count += 1;
            }
            taught.lessons.push(Lesson {
                text: post.row.text.clone(),
                target,
                weight: post.weight,
            });
        }
    }
    Ok(taught)
}

/// Networks over the numbers of the labelled rows.
fn networks(
    recipe: &Recipe,
    (teacher, head): (&Teacher, &Head),
    (sets, valences): (&Sets, &Valences),
    encoder: &Encoder,
    say: &mut dyn FnMut(&str),
) -> Vec<Perceptron> {
    let labels = SENTIMENT.map(str::to_owned);
    let examples = sets.examples("sentiment", &head.sets);
    let known: Vec<_> = examples
        .into_iter()
        .filter(|example| labels.iter().any(|label| label == example.label))
        .collect();
    say(&format!("teacher: reading {} labelled posts", known.len()));
    let texts: Vec<String> = known.iter().map(|example| shown(&example.row.text)).collect();
    let numbers = encoder.numbers(&texts);
    let mut corpus = corpus(&known, valences, &labels, head, &nothing);
    corpus.raise(&balanced(&corpus, labels.len(), 1.0));
    let mut targets = Array2::zeros((known.len(), labels.len()));
    for (mut row, doc) in targets.rows_mut().into_iter().zip(corpus.docs()) {
        row.iter_mut()
            .zip(&doc.target)
            .for_each(|(place, share)| *place = *share);
    }
    let weights: Vec<f32> = corpus.docs().iter().map(|doc| doc.weight).collect();
    say("teacher: learning");
    let rows = Rows {
        numbers: numbers.view(),
        targets: targets.view(),
        weights: &weights,
    };
    let lessons = |number| Lessons {
        hidden: teacher.hidden,
        epochs: teacher.epochs,
        rate: teacher.rate,
        decay: teacher.decay,
        dropout: teacher.dropout,
        seed: recipe.seed + number,
    };
    (0..teacher.networks.max(1))
        .map(|number| Perceptron::fit(rows, lessons(number)))
        .collect()
}

/// A post to judge, and the number of its set.
pub(super) struct Post<'a> {
    pub(super) row: &'a Row,
    set: usize,
    weight: f32,
}

/// The posts of a teacher's sets, each text once: without those that are labelled or measured on anywhere in the
/// recipe, and without texts too short to tell.
pub(super) fn posts<'a>(recipe: &Recipe, teacher: &'a Teacher, sets: &'a Sets) -> Vec<Post<'a>> {
    let heads = recipe.heads();
    let tone = heads
        .iter()
        .filter(|(name, _)| ["sentiment", "fast"].contains(name));
    let known = tone.flat_map(|(_, head)| head.sets.iter().chain(&head.calibrate));
    let mut seen: BTreeSet<String> = known
        .chain(&teacher.apart_from)
        .flat_map(|set| sets.rows(set))
        .filter_map(|row| sealed::hash(&row.text))
        .collect();
    let mut posts = Vec::new();
    for (number, set) in teacher.sets.iter().enumerate() {
        for row in sets.rows(set) {
            if sealed::hash(&row.text).is_some_and(|hash| seen.insert(hash)) {
                posts.push(Post {
                    row,
                    set: number,
                    weight: set.weight,
                });
            }
        }
    }
    posts
}

/// The logits of texts by a linear model.
fn logits(texts: &[&str], valences: &Valences, head: &Head, linear: &Weights) -> Vec<Vec<f32>> {
    let mut corpus = Corpus::new(head.bits, head.weights());
    for text in texts {
        told(&mut corpus, valences, text, (vec![0.0; linear.classes], 1.0));
    }
    corpus
        .docs()
        .iter()
        .map(|doc| linear.logits(&corpus, doc))
        .collect()
}

/// Share of each sentiment, by both parts of the teacher, in whole parts of 256.
fn judged(
    linear: &[Vec<f32>],
    networks: &[Perceptron],
    numbers: &Array2<f32>,
    temperature: f64,
) -> Vec<[f32; 3]> {
    let mut sum = Array2::<f32>::zeros((numbers.nrows(), SENTIMENT.len()));
    for network in networks {
        sum += &network.logits(&numbers.view());
    }
    sum /= networks.len().max(1) as f32;
    let mut judged = Vec::with_capacity(linear.len());
    for (row, linear) in sum.axis_iter(Axis(0)).zip(linear) {
        let both = row
            .iter()
            .zip(linear)
            .map(|(one, other)| f64::from(one + other) / temperature);
        let mut shares: Vec<f64> = both.collect();
        softmax(&mut shares);
        let mut target = [0.0; SENTIMENT.len()];
        for (place, share) in target.iter_mut().zip(shares) {
            *place = ((share * PARTS).round() / PARTS) as f32;
        }
        judged.push(target);
    }
    judged
}
