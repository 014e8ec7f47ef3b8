//! `topics`: the topics as they should be, compared and made.

use std::io;
use std::time::Duration;

use serde_json::{Value, json};

use crate::app::cli::{Format, TopicsAction, TopicsArgs};
use crate::app::exit::{Exit, Failure, Outcome};
use crate::app::given::{Secrets, cluster, settings};
use crate::app::run::kafka_config;
use crate::app::terminal::say;
use crate::app::topology;
use crate::kafka::topics::{
    Difference, Finding, Shape, TopicSpec, compare, create, hindrances, lines, wanted,
};
use crate::settings::{Schemas, Settings};

const FIRST_ANSWER: Duration = Duration::from_secs(15);

pub(super) fn shape(settings: &Settings) -> Shape {
    Shape {
        partitions: settings.topics.partitions,
        public_partitions: settings.topics.public_partitions,
        replication: settings.topics.replication,
    }
}

/// Every topic as these settings want it.
pub(super) fn specs(settings: &Settings) -> Vec<TopicSpec> {
    let retention = settings
        .topics
        .retention
        .map_or_else(|| "-1".to_owned(), |keep| keep.as_millis().to_string());
    let mut specs = wanted(&kafka_config(settings), shape(settings));
    for spec in &mut specs {
        if let Some(value) = spec.config.get_mut("retention.ms") {
            value.clone_from(&retention);
        }
    }
    specs
}

/// The topics with their differences.
///
/// # Errors
/// No broker, or one that does not say.
pub(super) fn findings(settings: &Settings) -> Result<Vec<Finding>, Failure> {
    cluster(settings).topics(FIRST_ANSWER)?;
    compare(&kafka_config(settings), specs(settings)).map_err(|error| Failure::new(Exit::Unavailable, error))
}

fn as_json(findings: &[Finding], made: &[String]) -> Value {
    let topics: Vec<Value> = findings
        .iter()
        .map(|finding| {
            let words = |one: &Difference| one.words(finding.spec.topic);
            let differences: Vec<String> = finding.differences.iter().map(words).collect();
            json!({
                "topic": finding.spec.name, "partitions": finding.spec.partitions,
                "config": finding.spec.config, "differences": differences,
            })
        })
        .collect();
    json!({ "topics": topics, "made": made })
}

/// Makes what is missing, and takes it from the findings. Gives what was made.
fn apply(settings: &Settings, found: &mut [Finding]) -> Result<Vec<String>, Failure> {
    let unmade = |one: &Difference| matches!(one, Difference::Missing | Difference::Denied);
    let missing: Vec<TopicSpec> = found
        .iter()
        .filter(|finding| finding.differences.iter().any(unmade))
        .map(|finding| finding.spec.clone())
        .collect();
    let made = create(&kafka_config(settings), &missing, shape(settings))
        .map_err(|problems| Failure::new(Exit::Unavailable, problems.join("\n")))?;
    for finding in found
        .iter_mut()
        .filter(|finding| made.contains(&finding.spec.name))
    {
        finding.differences.retain(|one| !unmade(one));
    }
    Ok(made)
}

/// Whoever may make topics may register schemas too: the service then need not be allowed to.
fn register(action: TopicsAction, settings: &Settings) -> Outcome {
    let registers = matches!(
        settings.schemas,
        Schemas::Registry {
            auto_register: true,
            ..
        }
    );
    if action == TopicsAction::Apply && registers {
        topology::wire(settings)?;
    }
    Ok(())
}

pub(in crate::app) fn run(args: &TopicsArgs) -> Outcome {
    let sugar = [("kafka.bootstrap_servers", args.bootstrap.as_deref())];
    let settings = settings(&args.layers, &sugar, Secrets::Optional)?.settings;
    let mut found = findings(&settings)?;
    let made = match args.action {
        TopicsAction::Apply => apply(&settings, &mut found)?,
        TopicsAction::Plan => Vec::new(),
    };
    let out = &mut io::stdout().lock();
    let differs = found.iter().filter(|finding| !finding.differences.is_empty());
    let different = differs.count();
    if args.format == Format::Json {
        say(out, &as_json(&found, &made).to_string())?;
    } else {
        for name in &made {
            say(out, &format!("topic {name}: made"))?;
        }
        for line in lines(&found, |_, _| true) {
            say(out, &line)?;
        }
        let (all, made) = (found.len(), made.len());
        say(out, &format!("{all} topics, {made} made, {different} different"))?;
    }
    register(args.action, &settings)?;
    let hindrances = hindrances(&found).len();
    if hindrances > 0 {
        return Err(Failure::new(
            Exit::Config,
            format!(
                "the service does not start: {hindrances} of the differences above keep it from its work"
            ),
        ));
    }
    if different > 0 && args.action == TopicsAction::Plan {
        let what = format!("the service runs with it, but {different} topics differ from the plan");
        return Err(Failure::new(Exit::Different, what));
    }
    Ok(())
}
