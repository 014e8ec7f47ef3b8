//! `eval`: how right a model is on labelled rows.

use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::Path;

use crate::app::cli::{EvalArgs, Format, TaskArg};
use crate::app::exit::{Exit, Failure, Outcome as Ended};
use crate::app::judge::{Judged, judge, meaning};
use crate::app::terminal::{say, unwritten};
use crate::evaluation::outcome::{Outcome, Truth};
use crate::evaluation::predictions;
use crate::evaluation::report::Report;
use crate::training::rows::{Row, Rows, RowsError};

/// The name of a task: that of its column.
pub(super) const fn name(task: TaskArg) -> &'static str {
    match task {
        TaskArg::Sentiment => "sentiment",
        TaskArg::Complaint => "complaint",
        TaskArg::Intent => "intent",
        TaskArg::Urgency => "urgency",
    }
}

/// Labelled rows of a file.
///
/// # Errors
/// The file cannot be read, or is not of the form it should be.
pub(super) fn rows(path: &Path) -> Result<Rows, Failure> {
    Rows::read(path).map_err(|error| {
        let exit = match error {
            RowsError::Unreadable { .. } => Exit::NoInput,
            RowsError::Line { .. } => Exit::Data,
        };
        Failure::new(exit, error)
    })
}

/// What is right of a row: a class, or a grade where the task has them.
fn truth(row: &Row, task: TaskArg, labels: &[String]) -> Option<Truth> {
    let label = meaning(task, row.label(name(task))?);
    if let Some(class) = labels.iter().position(|known| known == label) {
        return Some(Truth::Class(class));
    }
    let grade = label.parse().ok().filter(|_| task == TaskArg::Sentiment);
    grade.map(Truth::Grade)
}

/// Rows with an answer that is known to be right.
fn outcomes(task: TaskArg, rows: &[&Row], judged: &Judged) -> Vec<Outcome> {
    let of = |(row, probabilities): (&&Row, &Vec<f64>)| {
        Some(Outcome {
            id: row.id.clone(),
            language: row.language.clone(),
            truth: truth(row, task, &judged.labels)?,
            probabilities: probabilities.clone(),
        })
    };
    rows.iter().zip(&judged.probabilities).filter_map(of).collect()
}

/// Writes the predictions of all rows, those without a label too.
fn predicted<'a>(
    path: &Path,
    labels: &[String],
    rows: impl Iterator<Item = (&'a str, &'a [f64])>,
) -> std::io::Result<()> {
    let mut out = BufWriter::new(File::create(path)?);
    predictions::write(&mut out, labels, rows)?;
    out.flush()
}

pub(in crate::app) fn run(args: &EvalArgs) -> Ended {
    let file = rows(&args.data)?;
    let wanted = |row: &&Row| args.split.as_ref().is_none_or(|split| row.split == *split);
    let chosen: Vec<&Row> = file.rows.iter().filter(wanted).collect();
    let judged = judge(args, &chosen)?;
    let labels = &judged.labels;
    if let Some(path) = &args.predictions {
        let rows = chosen.iter().zip(&judged.probabilities);
        let told = rows
            .filter(|(_, found)| !found.is_empty())
            .map(|(row, found)| (row.id.as_str(), found.as_slice()));
        predicted(path, labels, told).map_err(|error| unwritten(&error))?;
    }
    let outcomes = outcomes(args.task, &chosen, &judged);
    if outcomes.is_empty() {
        let split = args
            .split
            .as_ref()
            .map_or(String::new(), |split| format!(" of split {split}"));
        let what = format!(
            "{}: none of its {} rows{split} has a label of {}: {}",
            args.data.display(),
            chosen.len(),
            name(args.task),
            labels.join(", ")
        );
        return Err(Failure::new(Exit::Data, what));
    }
    let mut report = Report::new(name(args.task), &judged.title, labels, &outcomes, judged.unsure);
    report.left_out = chosen.len() - outcomes.len();
    let shown = match args.format {
        Format::Json => {
            serde_json::to_string_pretty(&report).map_err(|error| Failure::new(Exit::Software, error))?
        }
        Format::Text => super::eval_table::table(&report),
    };
    say(&mut std::io::stdout().lock(), &shown)
}
