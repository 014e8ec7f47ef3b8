//! `check`: everything that can be wrong before a start, all of it at once.

use std::time::Duration;

use crate::app::cli::CheckArgs;
use crate::app::exit::{Exit, Failure, Outcome};
use crate::app::given::{Secrets, cluster, settings};
use crate::app::terminal::say;
use crate::app::topology;

const FIRST_ANSWER: Duration = Duration::from_secs(15);

pub(in crate::app) fn run(args: &CheckArgs) -> Outcome {
    let sugar = [("kafka.bootstrap_servers", args.bootstrap.as_deref())];
    let settings = settings(&args.layers, &sugar, Secrets::Needed)?.settings;
    let mut problems = Vec::new();
    if let Err(failure) = topology::rules(&settings) {
        problems.push(failure.message);
    }
    if let Err(failure) = topology::wire(&settings) {
        problems.push(failure.message);
    }
    if args.bootstrap.is_some() {
        cluster(&settings).topics(FIRST_ANSWER)?;
    }
    if !problems.is_empty() {
        return Err(Failure::new(Exit::Config, problems.join("\n")));
    }
    let what = if args.bootstrap.is_some() {
        "settings, rules, schemas and topics"
    } else {
        "settings, rules and schemas"
    };
    say(&mut std::io::stdout().lock(), &format!("{what} are good"))
}
