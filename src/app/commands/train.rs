//! `train`: models from labelled rows.

use std::path::{Path, PathBuf};

use super::eval::rows;
use crate::app::cli::{CalibrateArgs, TrainArgs, TrainCommand, TrainModelArgs};
use crate::app::exit::{Exit, Failure, Outcome};
use crate::app::model::model;
use crate::app::terminal::{say, tell, unwritten};
use crate::app::training::{lists, problem};
use crate::scoring::model::Model;
use crate::training::calibrate::calibrate;
use crate::training::card::card;
use crate::training::recipe::Recipe;
use crate::training::report::report;
use crate::training::sets::Sets;
use crate::training::teacher::teach;
use crate::training::train::{SENTIMENT, logits, train};

/// Fewest labelled posts that a calibration rests on.
const FEWEST: usize = 200;

fn recipe(args: &TrainModelArgs) -> Result<Recipe, Failure> {
    let mut recipe = Recipe::read(&args.config).map_err(|error| problem(error.into()))?;
    if let Some(data) = &args.data {
        recipe.data.clone_from(data);
    }
    if let Some(lists) = &args.lists {
        recipe.lists.clone_from(lists);
    }
    Ok(recipe)
}

fn write(path: &Path, bytes: &[u8]) -> Outcome {
    let failed = |error| {
        Failure::new(
            Exit::Io,
            format!("{}: {}", path.display(), unwritten(&error).message),
        )
    };
    std::fs::write(path, bytes).map_err(failed)
}

/// The model as it will be read, with the hash of its bytes.
fn sealed(model: &Model) -> Result<(Vec<u8>, Model), Failure> {
    let bytes = model.write();
    let read = Model::read(&bytes).map_err(|error| Failure::new(Exit::Software, error))?;
    Ok((bytes, read))
}

fn fit(args: &TrainModelArgs, wanted: &'static str) -> Outcome {
    let recipe = recipe(args)?;
    let has = |head: &str| recipe.heads().iter().any(|(name, _)| *name == head);
    if !has(wanted) {
        let what = format!("{}: it has no [{wanted}]", args.config.display());
        return Err(Failure::new(Exit::Config, what));
    }
    let lists = lists(&recipe)?;
    let sets = Sets::read(&recipe).map_err(problem)?;
    let mut told = |step: &str| tell(&format!("training: {step}"));
    let taught = teach(&recipe, &sets, &lists.valences(), &mut told).map_err(problem)?;
    let model = train(&recipe, &sets, &lists, &taught, &mut told).map_err(problem)?;
    let (bytes, model) = sealed(&model)?;
    let out = args
        .out
        .clone()
        .unwrap_or_else(|| PathBuf::from(format!("{}.model", recipe.name)));
    write(&out, &bytes)?;
    tell("measuring");
    let report = report(&recipe, &sets, (&lists, &taught), &model, args.ablations).map_err(problem)?;
    write(&out.with_extension("report.json"), report.to_string().as_bytes())?;
    write(
        &out.with_extension("card.md"),
        card(&model, &report, bytes.len()).as_bytes(),
    )?;
    say(
        &mut std::io::stdout().lock(),
        &format!("{}: {}, {} bytes", out.display(), model.title(), bytes.len()),
    )
}

fn fit_calibration(args: &CalibrateArgs) -> Outcome {
    let mut model = model(args.model.as_deref())?;
    let file = rows(&args.data)?;
    let class = |label: &str| SENTIMENT.iter().position(|known| *known == label);
    let labelled: Vec<(&str, usize)> = file
        .rows
        .iter()
        .filter_map(|row| Some((row.text.as_str(), class(row.label("sentiment")?)?)))
        .collect();
    if labelled.len() < FEWEST {
        let what = format!(
            "{}: {} rows with a label of {}; {FEWEST} at least are wanted",
            args.data.display(),
            labelled.len(),
            SENTIMENT.join(", ")
        );
        return Err(Failure::new(Exit::Data, what));
    }
    for head in [&mut model.heads.full, &mut model.heads.fast] {
        let Some(known) = head.take() else { continue };
        let of = |(text, class): &(&str, usize)| {
            let mut found = logits(&known, &model.valences, text);
            found.truncate(SENTIMENT.len());
            (found, *class)
        };
        let found = calibrate(
            &labelled.iter().map(of).collect::<Vec<_>>(),
            SENTIMENT.len(),
            true,
        );
        let changes: Vec<(f64, f64)> = found
            .shifts
            .iter()
            .map(|shift| (*shift, found.temperature))
            .collect();
        tell(&format!(
            "temperature {:.3}, shifts {:?}",
            found.temperature, found.shifts
        ));
        *head = Some(known.calibrated(&changes));
    }
    model.identity.name = format!("{}-calibrated", model.identity.name);
    let (bytes, model) = sealed(&model)?;
    write(&args.out, &bytes)?;
    say(
        &mut std::io::stdout().lock(),
        &format!(
            "{}: {}, fitted to {} rows",
            args.out.display(),
            model.title(),
            labelled.len()
        ),
    )
}

pub(in crate::app) fn run(args: &TrainArgs) -> Outcome {
    match &args.command {
        TrainCommand::Sentiment(args) => fit(args, "sentiment"),
        TrainCommand::Intent(args) => fit(args, "intents"),
        TrainCommand::Calibrate(args) => fit_calibration(args),
    }
}
