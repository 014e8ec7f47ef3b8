//! `demo`: an invented day through the service on a broker inside this process, and tables of what came of it.

use std::collections::BTreeMap;
use std::io::IsTerminal;
use std::sync::Arc;
use std::time::Duration;

use crate::app::cli::DemoArgs;
use crate::app::demo::paint::Paint;
use crate::app::demo::story::{DAY, OWN_BLUESKY_ACCOUNT, OWN_HANDLE, OWN_X_ACCOUNT, Told, story};
use crate::app::demo::{table, tally};
use crate::app::exit::{Exit, Failure, Outcome};
use crate::app::recording::Recorded;
use crate::app::run::{kafka_config, staged};
use crate::app::terminal::{progress, say, tell};
use crate::app::topology;
use crate::domain::network::Network;
use crate::domain::time::Span;
use crate::domain::topic::Topic;
use crate::kafka::capture::{Capture, Isolation};
use crate::kafka::cluster::Cluster;
use crate::kafka::embedded::EmbeddedBroker;
use crate::kafka::publish::{Letter, Publisher};
use crate::kafka::service::Service;
use crate::runtime::witness::Nobody;
use crate::settings::{Given, Settings, SettingsFile, load};
use crate::wire::{Contract, Wire, WireError};

/// Partitions of the demo's topics.
const PARTITIONS: i32 = 4;
/// The networks that the story is told on.
const NETWORKS: [Network; 2] = [Network::X, Network::Bluesky];
/// How long an hour of the day takes.
const HOUR: Duration = Duration::from_millis(600);
/// Nothing but ticks for this long: the day is over.
const QUIET: Duration = Duration::from_secs(3);
/// The day must be over by then.
const PATIENCE: Duration = Duration::from_secs(120);
/// Stands in for the author secret: the demo publishes to nobody.
const OPEN_SECRET: &str = "the demo keeps no secret from anybody";

fn settings() -> Result<Settings, Failure> {
    let text = format!(
        "app: demo\ntime: {{ at_end: hold }}\nlog: {{ level: error }}\ntenants:\n  - name: main\n    \
         author_secret: {{ env: OUTCRY_AUTHOR_SECRET }}\n    own_accounts: {{ x: [\"{OWN_X_ACCOUNT}\", \"{OWN_HANDLE}\"], \
         bluesky: [\"{OWN_BLUESKY_ACCOUNT}\"] }}\ntopics: {{ partitions: {PARTITIONS} }}\n"
    );
    let given = Given {
        files: vec![SettingsFile {
            name: "the demo's settings".into(),
            text,
        }],
        env: BTreeMap::from([("OUTCRY_AUTHOR_SECRET".into(), OPEN_SECRET.into())]),
        sets: Vec::new(),
        secrets_needed: true,
    };
    Ok(load(&given)
        .map_err(|problems| Failure::new(Exit::Software, problems))?
        .settings)
}

fn broken(error: impl std::fmt::Display) -> Failure {
    Failure::new(Exit::Software, format!("the embedded broker: {error}"))
}

/// Writes the day hour by hour, so that time passes for the stages too, then the marks that close it.
fn publish(cluster: &Cluster, day: &[Told], quiet: bool) -> Outcome {
    let publisher = Publisher::new(cluster.clone())?;
    let bar = progress("records of the day", quiet);
    let mut hour = DAY.hour();
    for told in day {
        if told.at.hour() > hour {
            hour = told.at.hour();
            publisher.serve(HOUR);
            std::thread::sleep(HOUR);
        }
        bar.inc(1);
        publisher.send(Letter {
            topic: &Topic::Raw(told.network).name(),
            partition: None,
            key: Some(told.key.as_bytes()).filter(|key| !key.is_empty()),
            value: Some(told.payload.as_bytes()),
            timestamp: told.at.0,
        })?;
    }
    let until = DAY.plus(Span::hours(26));
    for network in NETWORKS {
        let mark = Recorded::until(network, until);
        for partition in 0..PARTITIONS {
            publisher.send(Letter {
                topic: &mark.topic.name(),
                partition: Some(partition),
                key: None,
                value: mark.value.as_deref(),
                timestamp: until.0,
            })?;
        }
    }
    let delivered = publisher.finish(PATIENCE);
    bar.finish_and_clear();
    match delivered.first_failure {
        None => Ok(()),
        Some(failure) => Err(broken(failure)),
    }
}

fn wait(service: &Service, quiet: bool) -> Outcome {
    let bar = progress("the day passes through the stages", quiet);
    let look = Duration::from_millis(100);
    let mut left = PATIENCE;
    let over = || service.idle().is_some_and(|idle| idle >= QUIET);
    while !over() && !service.ended() && !left.is_zero() {
        std::thread::sleep(look);
        left = left.saturating_sub(look);
    }
    bar.finish_and_clear();
    if left.is_zero() {
        return Err(Failure::new(Exit::Again, "the day was not over after 120 s"));
    }
    Ok(())
}

/// Every record of a type on a topic, which may carry others.
fn read<T: Contract>(cluster: &Cluster, wire: &Wire, topic: Topic) -> Result<Vec<T>, Failure> {
    let name = topic.name();
    let mut capture = Capture::start(cluster.clone(), &name, PARTITIONS, Isolation::ReadCommitted)?;
    let (mut found, mut wrong) = (Vec::new(), None);
    while !capture.at_end() {
        capture.next(Duration::from_secs(1), |seen| {
            match seen.value.map(|value| wire.decode(value)) {
                Some(Ok(value)) => found.push(value),
                Some(Err(WireError::WrongType { .. })) | None => {}
                Some(Err(error)) => wrong = Some(error),
            }
        })?;
    }
    match wrong {
        None => Ok(found),
        Some(error) => Err(Failure::new(Exit::Software, format!("topic {name}: {error}"))),
    }
}

fn show(cluster: &Cluster, wire: &Wire) -> Outcome {
    let mut out = std::io::stdout().lock();
    let no_color = std::env::var_os("NO_COLOR");
    let paint = Paint::chosen(no_color.as_deref(), out.is_terminal());
    let items = read(cluster, wire, Topic::WorkItems)?;
    let alerts = read(cluster, wire, Topic::Alerts)?;
    let opportunities = read(cluster, wire, Topic::Opportunities)?;
    let measures = read(cluster, wire, Topic::Measures)?;
    for part in [
        table::items(&items, 15, paint),
        table::alerts(&alerts, 12, paint),
        table::opportunities(&opportunities, 5, paint),
        tally::counts(&items, &alerts, &opportunities, &measures, paint),
    ] {
        say(&mut out, &part)?;
    }
    say(&mut out, NEXT)
}

const NEXT: &str = "\
Most deadlines are breached because the brand of this story is slow to answer in an outage.
The broker was inside this process and gives no delivery guarantee; against Apache Kafka `outcry run` does.

Where to look next:
  README.md                    run it against a Kafka of yours
  deploy/rules/routing.yaml    the rules that made these items; `outcry check` tells every mistake in them
  ARCHITECTURE.md              the way of a record, and where each part lies";

/// `demo`.
///
/// # Errors
/// The embedded broker or the service failed.
pub(in crate::app) fn run(args: &DemoArgs) -> Outcome {
    let settings = settings()?;
    let (wire, rules) = (topology::reading_wire(&settings)?, topology::rules(&settings)?);
    let scorer = topology::scorer(&settings)?;
    let broker = EmbeddedBroker::start().map_err(broken)?;
    let config = kafka_config(&settings);
    broker.make_topics(&config).map_err(broken)?;
    let cluster = Cluster {
        bootstrap: broker.bootstrap(),
        client: BTreeMap::new(),
    };
    let day = story(args.seed);
    tell(&format!(
        "an invented day: {} records of an invented railway, seed {}",
        day.len(),
        args.seed
    ));
    let builder = Service::demo(config, wire.clone(), Arc::new(Nobody), &broker)?;
    let service = staged(builder, &settings, &wire, &rules, &scorer).start()?;
    let told = publish(&cluster, &day, args.quiet).and_then(|()| wait(&service, args.quiet));
    service.stop();
    service.join()?;
    told?;
    show(&cluster, &wire)
}
