//! `score`: what the scorer says of texts, and why.

use std::collections::BTreeMap;
use std::io::{self, BufRead, BufWriter, Write};

use serde_json::{Value, json};

use super::score_table::table;
use crate::app::cli::{Format, ProfileArg, ScoreArgs};
use crate::app::exit::{Exit, Failure, Outcome};
use crate::app::model::model;
use crate::app::terminal::unwritten;
use crate::domain::brand::Brand;
use crate::scoring::axes::Compiled;
use crate::scoring::explain::{Reason, explain};
use crate::scoring::model::{Model, Profile};
use crate::scoring::scorer::{ModelScorer, Scratch};
use crate::scoring::{Asked, Scorer, axes, vader};

/// Longest line that is read, in bytes.
const LONGEST: u64 = 1 << 20;

/// Feeds every text to `take`, in order.
fn each(args: &ScoreArgs, mut take: impl FnMut(&str) -> Outcome) -> Outcome {
    for text in &args.texts {
        if text != "-" {
            take(text)?;
            continue;
        }
        let mut lines = io::stdin().lock();
        let mut line = String::new();
        loop {
            line.clear();
            let read = io::Read::take(&mut lines, LONGEST).read_line(&mut line);
            let read = read.map_err(|error| Failure::new(Exit::Data, format!("standard input: {error}")))?;
            if read == 0 {
                break;
            }
            take(line.trim_end_matches(['\n', '\r']))?;
        }
    }
    Ok(())
}

pub(in crate::app) fn run(args: &ScoreArgs) -> Outcome {
    let model = model(args.model.as_deref())?;
    let mut out = BufWriter::new(io::stdout().lock());
    if args.profile == ProfileArg::Vader {
        by_rules(args, &model, &mut out)?;
    } else {
        by_model(args, model, &mut out)?;
    }
    out.flush().map_err(|error| unwritten(&error))
}

fn by_rules(args: &ScoreArgs, model: &Model, out: &mut impl Write) -> Outcome {
    let mut scratch = vader::Scratch::new();
    each(args, |text| {
        let found = vader::score(&model.rules, text, &mut scratch);
        let numbers = json!({
            "neg": found.negative, "neu": found.neutral, "pos": found.positive, "compound": found.compound,
        });
        let written = match args.format {
            Format::Json => writeln!(out, "{numbers}"),
            Format::Text => {
                let mut words = format!("{:+.4}  {text}\n", found.compound);
                for hit in vader::explain(&model.rules, text) {
                    let rules: Vec<&str> = hit.rules.iter().map(|rule| rule.name()).collect();
                    let word = text.get(hit.range.clone()).unwrap_or_default();
                    words.push_str(&format!(
                        "  {word:<20} {:+.3}  {}\n",
                        hit.valence,
                        rules.join(", ")
                    ));
                }
                write!(out, "{words}")
            }
        };
        written.map_err(|error| unwritten(&error))
    })
}

fn brand(args: &ScoreArgs) -> Result<Compiled, Failure> {
    let (handles, names) = args
        .brand
        .iter()
        .cloned()
        .partition(|name: &String| name.starts_with('@'));
    let brand = Brand {
        names,
        handles,
        ..Brand::default()
    };
    Compiled::new(&brand).map_err(|error| Failure::new(Exit::Usage, format!("--brand: {error}")))
}

fn by_model(args: &ScoreArgs, model: Model, out: &mut impl Write) -> Outcome {
    let profile = if args.profile == ProfileArg::Fast {
        Profile::Fast
    } else {
        Profile::Full
    };
    let scorer = ModelScorer::new(model, profile, BTreeMap::new(), brand(args)?)
        .ok_or_else(|| Failure::new(Exit::Data, "the model has no sentiment of this profile"))?;
    let mut scratch = Scratch::default();
    each(args, |text| {
        let asked = Asked {
            language_tag: args.language.as_deref(),
            ..Asked::alone(text)
        };
        let scored = Scored::of(&scorer, &mut scratch, &asked, profile);
        let written = match args.format {
            Format::Json => writeln!(out, "{}", scored.json(&scorer, &asked)),
            Format::Text => writeln!(out, "{}", table(&scored, text)),
        };
        written.map_err(|error| unwritten(&error))
    })
}

/// What is said of one text, and why.
pub(super) struct Scored {
    pub(super) scores: crate::domain::score::Scores,
    pub(super) sentiment: [f64; 3],
    pub(super) reasons: Vec<Reason>,
    /// Where each token lies in the text, in bytes.
    pub(super) places: Vec<(u32, u32)>,
    pub(super) axes: axes::Explanation,
}

impl Scored {
    fn of(scorer: &ModelScorer, scratch: &mut Scratch, asked: &Asked<'_>, profile: Profile) -> Self {
        let reading = scorer.read(scratch, asked);
        let head = scorer.model().sentiment(profile);
        let reasons = head.map_or_else(Vec::new, |head| explain(head, scratch.scan(), scratch.marks()));
        let known = scorer.known(asked, &reading);
        Self {
            scores: scorer.score(asked),
            sentiment: reading.sentiment,
            reasons,
            places: scratch
                .scan()
                .tokens()
                .iter()
                .map(|token| (token.from, token.to))
                .collect(),
            axes: axes::explain(scratch.scan(), scorer.brand(asked.tenant), known),
        }
    }

    fn json(&self, scorer: &ModelScorer, asked: &Asked<'_>) -> Value {
        let text = asked.text;
        let piece = |(from, to): (u32, u32)| text.get(from as usize..to as usize).unwrap_or_default();
        let reasons = self.reasons.iter().map(|reason| {
            let parts = reason.parts.iter().filter(|part| part.whole != 0).map(|part| {
                let place = part.token.and_then(|token| self.places.get(token as usize));
                json!({
                    "text": place.map(|place| piece(*place)),
                    "from": place.map(|place| place.0),
                    "to": place.map(|place| place.1),
                    "adds": part.whole as f64 * reason.unit,
                })
            });
            json!({
                "class": reason.label,
                "logit": reason.logit(),
                "bias": reason.bias as f64 * reason.unit,
                "parts": parts.collect::<Vec<_>>(),
            })
        });
        let signs = self.axes.signs.iter().map(|sign| {
            json!({
                "text": piece((sign.from, sign.to)), "sign": format!("{:?}", sign.sign), "strength": sign.strength,
                "from": sign.from, "to": sign.to, "counted": sign.counted,
            })
        });
        let [negative, neutral, positive] = self.sentiment;
        json!({
            "text": text,
            "scores": self.scores,
            "probabilities": { "negative": negative, "neutral": neutral, "positive": positive },
            "reasons": reasons.collect::<Vec<_>>(),
            "signs": signs.collect::<Vec<_>>(),
            "urgency_rule": self.axes.axes.urgency_rule,
            "model": scorer.model().title(),
        })
    }
}
