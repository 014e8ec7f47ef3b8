//! `replay`: recorded records through the stages, without a broker.

use crate::app::cli::ReplayArgs;
use crate::app::exit::{Exit, Failure, Outcome};
use crate::app::given::{Secrets, settings};
use crate::app::recording::BadRecording;
use crate::app::replay::{ReplayError, feed, write};
use crate::app::terminal::{progress, say};
use crate::app::topology;
use crate::domain::time::Time;

fn failed(error: &ReplayError) -> Failure {
    let exit = match error {
        ReplayError::Recording(BadRecording::Unreadable { .. }) => Exit::NoInput,
        ReplayError::Recording(BadRecording::BadLine { .. }) => Exit::Data,
        ReplayError::Output { .. } => Exit::Io,
        ReplayError::Wire { .. } => Exit::Software,
    };
    Failure::new(exit, error)
}

pub(in crate::app) fn run(args: &ReplayArgs) -> Outcome {
    let settings = settings(&args.layers, &[], Secrets::Optional)?.settings;
    let (wire, rules) = (topology::reading_wire(&settings)?, topology::rules(&settings)?);
    let scorer = topology::scorer(&settings)?;
    // One partition: the order of the files is the order in which everything is seen.
    let mut world = topology::world(&settings, &wire, &rules, &scorer, 1);
    let bar = progress("replaying", args.layers.quiet);
    let fed = feed(&mut world, &args.files, args.until.map(Time));
    bar.finish_and_clear();
    let records = fed.map_err(|error| failed(&error))?;
    let summary = write(&world, &wire, records, &args.out).map_err(|error| failed(&error))?;
    if args.layers.quiet {
        return Ok(());
    }
    let text = serde_json::to_string_pretty(&summary).map_err(|error| Failure::new(Exit::Software, error))?;
    say(&mut std::io::stdout().lock(), &text)
}
