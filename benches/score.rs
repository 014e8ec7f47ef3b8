//! Texts scored and posts decided a second, on one core. Run with `cargo bench --bench score`; with a file named in
//! `OUTCRY_BENCH_TEXTS`, one text a line, over those instead of a few invented ones. Prints figures; nothing is
//! asserted.
#![allow(clippy::print_stdout, reason = "a bench prints its figures")]
#![expect(clippy::disallowed_methods, reason = "a bench reads the clock")]

use std::collections::BTreeMap;
use std::hint::black_box;
use std::time::Instant;

use outcry::app::topology;
use outcry::domain::brand::Brand;
use outcry::domain::event::Visibility;
use outcry::domain::network::Network;
use outcry::domain::score::Scores;
use outcry::routing::{Facts, RuleSet};
use outcry::scoring::axes::Compiled;
use outcry::scoring::features::{Features, Marks};
use outcry::scoring::linear::softmax;
use outcry::scoring::model::{Model, Profile};
use outcry::scoring::scorer::{ModelScorer, Scratch};
use outcry::scoring::spelling::Spelling;
use outcry::scoring::text::Scan;
use outcry::scoring::{Asked, vader};
use outcry::settings::{Given, load};

const ROUNDS: usize = 5;
/// About how many texts a round reads.
const TEXTS: usize = 400_000;
/// The model that is built in.
const MODEL: &[u8] = include_bytes!("../models/default.model");

/// Invented posts of the length and tone that a care desk sees.
const POSTS: [&str; 10] = [
    "@acme my parcel was due on Tuesday and it's still not here, nobody answers your phone. Any update please?",
    "@acme thanks so much to the lady at the counter in the harbour shop, she made my day 😍",
    "Third time I write to @acme about the same bill. Charged twice again. This is ridiculous!!",
    "@acme is the shop in the old town open on Sunday?",
    "the new @acme advert is everywhere, funny dog though https://pictures.example/a/8812",
    "@acme no internet since this morning, I work from home and my calls are failing. When will it be back?",
    "@acme NEVER AGAIN. Two hours on hold, then hung up on. Switching to somebody who cares 😡",
    "seit drei Stunden kein Netz, @acme, wann geht es wieder?",
    "@someone same here, but restarting the box worked for me, hope this helps",
    "@acme the charger you sent me started to smoke, it was unsafe and I want to know what you will do about it",
];

fn main() {
    let rules = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/deploy/rules/routing.yaml"))
        .map_err(|error| error.to_string())
        .and_then(|text| RuleSet::compile("routing.yaml", &text).map_err(|problems| format!("{problems:?}")));
    let rules = match rules {
        Ok(rules) => rules,
        Err(error) => return println!("the shipped rules cannot be used: {error}"),
    };
    let settings = match load(&Given::default()) {
        Ok(loaded) => loaded.settings,
        Err(problems) => return println!("the default settings cannot be used: {problems}"),
    };
    let scorer = match topology::scorer(&settings) {
        Ok(scorer) => scorer,
        Err(failure) => return println!("the built-in model cannot be used: {}", failure.message),
    };
    let lines = std::env::var_os("OUTCRY_BENCH_TEXTS").map(std::fs::read_to_string);
    let lines = match lines.transpose() {
        Ok(lines) => lines.unwrap_or_default(),
        Err(error) => return println!("the file in OUTCRY_BENCH_TEXTS cannot be read: {error}"),
    };
    let mut texts: Vec<&str> = lines.lines().collect();
    if texts.is_empty() {
        texts.extend(POSTS);
    }
    let scores: Vec<Scores> = texts
        .iter()
        .map(|text| scorer.score(&Asked::alone(text)))
        .collect();
    let facts: Vec<Facts<'_>> = scores.iter().map(facts).collect();
    measure("texts scored and published", &texts, |text| {
        drop(black_box(scorer.score(&Asked::alone(black_box(text)))));
    });
    for (name, profile) in [("full", Profile::Full), ("fast", Profile::Fast)] {
        if let Err(error) = profiles(name, profile, &texts) {
            return println!("the built-in model cannot be used: {error}");
        }
    }
    measure("posts decided", &facts, |facts| {
        drop(black_box(rules.decide(black_box(facts))));
    });
}

/// One profile: the sentiment alone, and all axes.
fn profiles(name: &str, profile: Profile, texts: &[&str]) -> Result<(), String> {
    let model = Model::read(MODEL).map_err(|error| error.to_string())?;
    let nobody = Compiled::new(&Brand::default()).map_err(|error| error.to_string())?;
    let head = model.sentiment(profile).ok_or("no sentiment")?.clone();
    let valences = model.valences.clone();
    let (mut scan, mut marks, mut features) = (Scan::new(), Marks::default(), Features::default());
    let (mut spelling, mut wholes, mut logits) = (Spelling::default(), Vec::new(), Vec::new());
    measure(
        &format!("sentiment and complaint, {name} profile"),
        texts,
        |text| {
            scan.read(black_box(text));
            marks.read(&scan, &valences);
            let (letters, groups) = spelling.read(&head, &scan, &marks);
            features.read(&scan, &marks, groups);
            head.logits_with(&features, letters, &mut wholes, &mut logits);
            softmax(&mut logits);
            black_box(&logits);
        },
    );
    let scorer = ModelScorer::new(model, profile, BTreeMap::new(), nobody).ok_or("no sentiment")?;
    let mut scratch = Scratch::default();
    measure(&format!("all axes, {name} profile"), texts, |text| {
        black_box(scorer.read(&mut scratch, &Asked::alone(black_box(text))));
    });
    let mut rules = vader::Scratch::new();
    measure("the rules of VADER", texts, |text| {
        black_box(vader::score(&scorer.model().rules, black_box(text), &mut rules));
    });
    Ok(())
}

fn measure<T>(what: &str, over: &[T], mut work: impl FnMut(&T)) {
    let times = TEXTS.div_ceil(over.len());
    let mut rates: Vec<f64> = (0..ROUNDS)
        .map(|_| {
            let start = Instant::now();
            for _ in 0..times {
                over.iter().for_each(&mut work);
            }
            (times * over.len()) as f64 / start.elapsed().as_secs_f64()
        })
        .collect();
    rates.sort_by(f64::total_cmp);
    let at = |place: usize| rates.get(place).copied().unwrap_or_default();
    println!(
        "{what} a second: median {:.0}, range {:.0} to {:.0} ({ROUNDS} rounds of {})",
        at(ROUNDS / 2),
        at(0),
        at(ROUNDS - 1),
        times * over.len()
    );
}

fn facts(scores: &Scores) -> Facts<'_> {
    Facts {
        tenant: "acme",
        network: Network::X,
        visibility: Visibility::Public,
        language: scores.language.as_deref(),
        sentiment: scores.sentiment,
        abstention: scores.abstention,
        about_brand: scores.about_brand,
        stance: scores.stance,
        complaint: scores.complaint,
        intents: &scores.intents,
        urgency: scores.urgency,
        cues: &scores.cues,
        tone: Some(scores.tone),
        case_state: scores.case_state,
        followers: Some(250),
        verified: Some(false),
        ..Facts::UNKNOWN
    }
}
