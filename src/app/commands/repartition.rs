//! `repartition`: another number of lanes for a deployment that is stopped.

use std::io;
use std::time::Duration;

use super::topics::{shape, specs};
use crate::app::cli::RepartitionArgs;
use crate::app::exit::{Exit, Failure, Outcome};
use crate::app::given::{Secrets, cluster, settings};
use crate::app::run::kafka_config;
use crate::app::terminal::{say, tell};
use crate::kafka::repartition::{self, Job, repartition};
use crate::settings::Settings;

const FIRST_ANSWER: Duration = Duration::from_secs(15);

impl From<repartition::Failure> for Failure {
    fn from(failure: repartition::Failure) -> Self {
        let exit = match &failure {
            repartition::Failure::Usage(_) => Exit::Usage,
            repartition::Failure::Busy(_) => Exit::Again,
            repartition::Failure::Config(_) => Exit::Config,
            repartition::Failure::Unreachable(_) => Exit::Unavailable,
            repartition::Failure::Folder(_) => Exit::Io,
        };
        Self::new(exit, failure)
    }
}

/// The settings as they will be.
fn after(before: &Settings, to: i32) -> Settings {
    let mut after = before.clone();
    after.topics.partitions = to;
    after.topics.generation += 1;
    after
}

pub(in crate::app) fn run(args: &RepartitionArgs) -> Outcome {
    let sugar = [("kafka.bootstrap_servers", args.bootstrap.as_deref())];
    let before = settings(&args.layers, &sugar, Secrets::Optional)?.settings;
    if before.topics.partitions == args.to {
        let why = format!("topics.partitions is {} already: nothing is to be done", args.to);
        return Err(Failure::new(Exit::Usage, why));
    }
    let after = after(&before, args.to);
    cluster(&before).topics(FIRST_ANSWER)?;
    let job = Job {
        before: kafka_config(&before),
        after: kafka_config(&after),
        specs: specs(&after),
        shape: shape(&after),
        dir: args.dir.clone(),
    };
    let quiet = args.layers.quiet;
    repartition(&job, &mut |line| {
        if !quiet {
            tell(&line);
        }
    })?;
    let topics = &after.topics;
    let out = &mut io::stdout().lock();
    say(
        out,
        "done; set in the settings of every process before it starts:",
    )?;
    say(out, &format!("topics.partitions: {}", topics.partitions))?;
    say(
        out,
        &format!("topics.public_partitions: {}", topics.public_partitions),
    )?;
    say(out, &format!("topics.generation: {}", topics.generation))
}
