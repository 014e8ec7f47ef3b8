//! The scorer: a model and the axes that are read off the words.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

use super::abstain::abstention;
use super::axes::{self, Axes, Compiled};
use super::features::{Features, Groups, Marks};
use super::intents;
use super::linear::{Linear, Summed, logistic, softmax};
use super::model::{Model, Profile};
use super::spelling::Spelling;
use super::text::Scan;
use super::{Asked, Scorer, urgency};
use crate::domain::score::{Abstention, Intent, ScoredIntent, Scores, Urgency, rounded};

/// Most intents that are published of one text.
pub const MOST_INTENTS: usize = 3;

/// Room for one text. Reusable: after warm-up nothing is allocated.
#[derive(Debug, Default)]
pub struct Scratch {
    scan: Scan,
    marks: Marks,
    features: Features,
    spelling: Spelling,
    wholes: Vec<i64>,
    logits: Vec<f64>,
}

impl Scratch {
    /// The tokens of the text that was read last.
    #[must_use]
    pub const fn scan(&self) -> &Scan {
        &self.scan
    }

    /// What the word lists say of them.
    #[must_use]
    pub const fn marks(&self) -> &Marks {
        &self.marks
    }
}

/// What a scorer reads in a text. Holds nothing on the heap.
#[derive(Debug, Clone, PartialEq)]
pub struct Reading {
    /// Probability of negative, neutral and positive; adds up to 1.
    pub sentiment: [f64; 3],
    /// Probability that it complains.
    pub complaint: f64,
    /// Why nothing is said of how it sounds; `None` where something is.
    pub abstention: Option<Abstention>,
    /// What is wanted, the surest first.
    pub intents: [Option<ScoredIntent>; MOST_INTENTS],
    /// How soon somebody must act.
    pub urgency: Urgency,
    /// Probability of each urgency, in the order of [`urgency::CLASSES`].
    pub urgencies: [f64; 4],
    /// What the words say.
    pub axes: Axes,
}

impl Reading {
    /// Positive less negative, from -1 to 1; `None` where the scorer abstains.
    #[must_use]
    pub fn sounds(&self) -> Option<f64> {
        let [negative, _, positive] = self.sentiment;
        self.abstention.is_none().then(|| rounded(positive - negative))
    }

    /// The probability that it complains; `None` for a text that gives no ground to say so.
    #[must_use]
    pub fn complains(&self) -> Option<f64> {
        let ground = matches!(self.abstention, None | Some(Abstention::LowMargin));
        ground.then(|| rounded(self.complaint))
    }
}

/// A model at work. One serves all threads.
#[derive(Debug)]
pub struct ModelScorer {
    model: Model,
    title: String,
    profile: Profile,
    brands: BTreeMap<String, Compiled>,
    nobody: Compiled,
    /// Which intent each column of the model of intents is of.
    intents: Vec<Option<Intent>>,
    idle: Mutex<Vec<Scratch>>,
}

impl ModelScorer {
    /// A scorer by this model, for brands by tenant; `nobody` stands for a tenant without one. `None` when the
    /// model has no sentiment of this profile.
    #[must_use]
    pub fn new(
        model: Model,
        profile: Profile,
        brands: BTreeMap<String, Compiled>,
        nobody: Compiled,
    ) -> Option<Self> {
        model.sentiment(profile)?;
        Some(Self {
            title: model.title(),
            intents: columns(&model),
            model,
            profile,
            brands,
            nobody,
            idle: Mutex::new(Vec::new()),
        })
    }

    /// The model.
    #[must_use]
    pub const fn model(&self) -> &Model {
        &self.model
    }

    /// The brand of a tenant.
    #[must_use]
    pub fn brand(&self, tenant: &str) -> &Compiled {
        self.brands.get(tenant).unwrap_or(&self.nobody)
    }

    /// Reads a text.
    pub fn read(&self, scratch: &mut Scratch, asked: &Asked<'_>) -> Reading {
        let text = asked.text;
        scratch.scan.read(text);
        scratch.marks.read(&scratch.scan, &self.model.valences);
        let head = self.model.sentiment(self.profile);
        let (letters, groups) = head.map_or_else(Default::default, |head| {
            scratch.spelling.read(head, &scratch.scan, &scratch.marks)
        });
        let wanted = |head: Option<&Linear>| head.map_or_else(Groups::default, Linear::groups);
        let heads = &self.model.heads;
        let groups = groups
            .or(wanted(heads.intents.as_ref()))
            .or(wanted(heads.urgency.as_ref().map(|head| &head.linear)));
        scratch.features.read(&scratch.scan, &scratch.marks, groups);
        let (sentiment, complaint) = sentiment(head, letters, scratch);
        let mut abstention = abstention(&scratch.scan, &scratch.marks);
        if abstention.is_none() && sentiment.iter().all(|share| *share < self.model.unsure) {
            abstention = Some(Abstention::LowMargin);
        }
        let known = known(asked, sentiment, complaint, abstention);
        let axes = axes::read(&scratch.scan, self.brand(asked.tenant), known);
        let (urgency, urgencies) = self.urgency(scratch, &axes);
        Reading {
            sentiment,
            complaint,
            abstention,
            intents: self.intents(scratch, &axes),
            urgency,
            urgencies,
            axes,
        }
    }

    fn intents(&self, scratch: &mut Scratch, axes: &Axes) -> [Option<ScoredIntent>; MOST_INTENTS] {
        let Some(head) = &self.model.heads.intents else {
            return intents::surest(&[], &[], axes);
        };
        head.logits(&scratch.features, &mut scratch.wholes, &mut scratch.logits);
        softmax(&mut scratch.logits);
        intents::surest(&self.intents, &scratch.logits, axes)
    }

    fn urgency(&self, scratch: &mut Scratch, axes: &Axes) -> (Urgency, [f64; 4]) {
        let Some(head) = &self.model.heads.urgency else {
            return (axes.urgency, urgency::by_rules(axes.urgency));
        };
        head.linear
            .logits(&scratch.features, &mut scratch.wholes, &mut scratch.logits);
        let shares = urgency::by_both(axes.urgency, head.rules, &scratch.logits);
        (urgency::likeliest(shares), shares)
    }

    /// What the axes are told of a text beside its words.
    #[must_use]
    pub fn known<'a>(&self, asked: &Asked<'a>, reading: &Reading) -> axes::Asked<'a> {
        known(asked, reading.sentiment, reading.complaint, reading.abstention)
    }

    /// Runs `work` with room of its own.
    pub fn with_scratch<T>(&self, work: impl FnOnce(&mut Scratch) -> T) -> T {
        let idle = || self.idle.lock().unwrap_or_else(PoisonError::into_inner);
        let mut scratch = idle().pop().unwrap_or_default();
        let done = work(&mut scratch);
        idle().push(scratch);
        done
    }
}

/// Probability of negative, neutral and positive, and that it complains.
fn sentiment(head: Option<&Linear>, letters: Option<Summed>, scratch: &mut Scratch) -> ([f64; 3], f64) {
    let Some(head) = head else {
        return ([0.0, 1.0, 0.0], 0.0);
    };
    let Scratch {
        features,
        wholes,
        logits,
        ..
    } = scratch;
    head.logits_with(features, letters, wholes, logits);
    let mut shares = [0.0; 3];
    let both = shares.iter_mut().zip(logits.iter());
    both.for_each(|(share, logit)| *share = *logit);
    softmax(&mut shares);
    let complaint = logits.get(3).map_or(0.0, |logit| logistic(*logit));
    (shares, complaint)
}

fn known<'a>(
    asked: &Asked<'a>,
    [negative, _, positive]: [f64; 3],
    complaint: f64,
    abstention: Option<Abstention>,
) -> axes::Asked<'a> {
    let grounded = matches!(abstention, None | Some(Abstention::LowMargin));
    axes::Asked {
        text: asked.text,
        addressed: asked.addressed,
        language: asked.language_tag,
        sentiment: abstention.is_none().then_some(positive - negative),
        complaint: grounded.then_some(complaint),
    }
}

fn columns(model: &Model) -> Vec<Option<Intent>> {
    let columns = model.heads.intents.iter().flat_map(Linear::columns);
    columns.map(|column| intents::named(&column.label)).collect()
}

impl Scorer for ModelScorer {
    fn score(&self, asked: &Asked<'_>) -> Scores {
        let reading = self.with_scratch(|scratch| self.read(scratch, asked));
        Scores {
            sentiment: reading.sounds(),
            confidence: rounded(reading.sentiment.iter().copied().fold(0.0, f64::max)),
            abstention: reading.abstention,
            about_brand: reading.axes.about_brand,
            stance: reading.axes.stance,
            complaint: reading.complains(),
            intents: reading.intents.into_iter().flatten().collect(),
            urgency: reading.urgency,
            cues: reading.axes.cues.iter().collect(),
            tone: reading.axes.tone,
            case_state: reading.axes.case_state,
            language: reading.axes.language.map(str::to_owned),
            language_confidence: reading.axes.language_confidence,
            model: self.title.clone(),
        }
    }
}
