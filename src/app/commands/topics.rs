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
use crate::domain::topic::Topic;
use crate::kafka::topics::{Difference, Finding, Shape, TopicSpec, compare, create, wanted};
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

/// One difference, and what to do about it.
fn words(difference: &Difference) -> String {
    match difference {
        Difference::Missing => "missing; `outcry topics apply` makes it".into(),
        Difference::Generation(found) => format!(
            "missing, and the lanes of this deployment are of generation {found}; set topics.generation and \
             topics.partitions to what `outcry repartition` said"
        ),
        Difference::Partitions { wanted, found } => format!(
            "{found} partitions, {wanted} wanted; set topics.partitions, or topics.public_partitions, to what is there: \
             `outcry repartition` moves keyed state, and the number of others does no harm"
        ),
        Difference::Config { key, wanted, found } => {
            format!("{key} is `{found}`, `{wanted}` wanted; change it with the broker's own tools")
        }
    }
}

/// Whether the service cannot run with it: a topic that is missing, or the clock's or one that keyed state hangs on with
/// another number of partitions. Raw and published topics may have any number.
pub(super) fn is_hindrance(topic: Topic, difference: &Difference) -> bool {
    match difference {
        Difference::Missing | Difference::Generation(_) => true,
        Difference::Config { .. } => false,
        Difference::Partitions { .. } => topic.carries_state() || topic == Topic::Clock,
    }
}

/// A line for each difference.
pub(super) fn lines(findings: &[Finding], which: impl Fn(Topic, &Difference) -> bool) -> Vec<String> {
    let of = |finding: &Finding| {
        let name = finding.spec.name.clone();
        let found: Vec<String> = finding
            .differences
            .iter()
            .filter(|one| which(finding.spec.topic, one))
            .map(words)
            .collect();
        found
            .into_iter()
            .map(move |words| format!("topic {name}: {words}"))
    };
    findings.iter().flat_map(of).collect()
}

fn as_json(findings: &[Finding], made: &[String]) -> Value {
    let topics: Vec<Value> = findings
        .iter()
        .map(|finding| {
            let differences: Vec<String> = finding.differences.iter().map(words).collect();
            json!({
                "topic": finding.spec.name, "partitions": finding.spec.partitions,
                "config": finding.spec.config, "differences": differences,
            })
        })
        .collect();
    json!({ "topics": topics, "made": made })
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
    let mut made = Vec::new();
    if args.action == TopicsAction::Apply {
        let missing: Vec<TopicSpec> = found
            .iter()
            .filter(|finding| finding.differences.contains(&Difference::Missing))
            .map(|finding| finding.spec.clone())
            .collect();
        create(&kafka_config(&settings), &missing, shape(&settings))
            .map_err(|problems| Failure::new(Exit::Unavailable, problems.join("\n")))?;
        for finding in &mut found {
            finding
                .differences
                .retain(|difference| *difference != Difference::Missing);
        }
        made = missing.into_iter().map(|spec| spec.name).collect();
    }
    let out = &mut io::stdout().lock();
    if args.format == Format::Json {
        say(out, &as_json(&found, &made).to_string())?;
    } else {
        for name in &made {
            say(out, &format!("topic {name}: made"))?;
        }
        for line in lines(&found, |_, _| true) {
            say(out, &line)?;
        }
        let different = found
            .iter()
            .filter(|finding| !finding.differences.is_empty())
            .count();
        say(
            out,
            &format!(
                "{} topics, {} made, {different} different",
                found.len(),
                made.len()
            ),
        )?;
    }
    register(args.action, &settings)?;
    let hindrances = lines(&found, is_hindrance).len();
    if args.action == TopicsAction::Apply && hindrances > 0 {
        return Err(Failure::new(
            Exit::Config,
            format!("{hindrances} topics do not fit and are left as they are"),
        ));
    }
    Ok(())
}
