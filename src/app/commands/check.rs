//! `check`: everything that can be wrong before a start, all of it at once.

use crate::app::cli::CheckArgs;
use crate::app::exit::{Exit, Failure, Outcome};
use crate::app::given::{Secrets, settings};
use crate::app::run::kafka_config;
use crate::app::terminal::say;
use crate::app::topology;
use crate::kafka::client_check::client_problems;
use crate::kafka::topics::{hindrances, lines};

pub(in crate::app) fn run(args: &CheckArgs) -> Outcome {
    let sugar = [("kafka.bootstrap_servers", args.bootstrap.as_deref())];
    let settings = settings(&args.layers, &sugar, Secrets::Needed)?.settings;
    let mut failures: Vec<Failure> = Vec::new();
    failures.extend(topology::rules(&settings).err());
    failures.extend(topology::scorer(&settings).err());
    let client = client_problems(&kafka_config(&settings));
    failures.extend(
        client
            .into_iter()
            .map(|problem| Failure::new(Exit::Config, problem)),
    );
    let mut remarks = Vec::new();
    match topology::look(&settings) {
        Err(failure) => failures.push(failure),
        Ok(found) => remarks = found,
    }
    if args.bootstrap.is_some() {
        match super::topics::findings(&settings) {
            Err(failure) => failures.push(failure),
            Ok(found) => {
                let hindrances = hindrances(&found);
                remarks.extend(lines(&found, |topic, one| !one.hinders(topic)));
                if !hindrances.is_empty() {
                    failures.push(Failure::new(Exit::Config, hindrances.join("\n")));
                }
            }
        }
    }
    let out = &mut std::io::stdout().lock();
    for remark in remarks {
        say(out, &format!("remark: {remark}"))?;
    }
    if failures.is_empty() {
        let what = if args.bootstrap.is_some() {
            "settings, client, rules, schemas, model and topics"
        } else {
            "settings, client, rules, schemas and model"
        };
        return say(out, &format!("{what} are good"));
    }
    // A broker that does not answer is no mistake of the configuration, unless there are such mistakes too.
    let config = failures.iter().any(|failure| failure.exit == Exit::Config);
    let exit = if config {
        Exit::Config
    } else {
        failures.first().map_or(Exit::Config, |failure| failure.exit)
    };
    let messages: Vec<String> = failures.into_iter().map(|failure| failure.message).collect();
    Err(Failure::new(exit, messages.join("\n")))
}
