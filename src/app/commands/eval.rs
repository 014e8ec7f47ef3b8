//! `eval`: how right a model is on labelled rows.

use std::fs::File;
use std::io::BufWriter;
use std::path::Path;

use crate::app::cli::{EvalArgs, Format, TaskArg};
use crate::app::exit::{Exit, Failure, Outcome as Ended};
use crate::app::judge::{judge, meaning};
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

pub(in crate::app) fn run(args: &EvalArgs) -> Ended {
    let file = rows(&args.data)?;
    let wanted = |row: &&Row| args.split.as_ref().is_none_or(|split| row.split == *split);
    let chosen: Vec<&Row> = file.rows.iter().filter(wanted).collect();
    let judged = judge(args, &chosen)?;
    let labels = &judged.labels;
    let mut outcomes = Vec::new();
    for (row, probabilities) in chosen.iter().zip(&judged.probabilities) {
        if let Some(truth) = truth(row, args.task, labels) {
            outcomes.push(Outcome {
                id: row.id.clone(),
                language: row.language.clone(),
                truth,
                probabilities: probabilities.clone(),
            });
        }
    }
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
    if let Some(path) = &args.predictions {
        let file = File::create(path).map_err(|error| unwritten(&error))?;
        let mut out = BufWriter::new(file);
        predictions::write(&mut out, labels, &outcomes).map_err(|error| unwritten(&error))?;
        std::io::Write::flush(&mut out).map_err(|error| unwritten(&error))?;
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
