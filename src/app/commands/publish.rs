//! `publish`: recorded records to their topics.

use std::collections::{BTreeMap, BTreeSet};
use std::time::{Duration, Instant};

use crate::app::cli::PublishArgs;
use crate::app::exit::{Exit, Failure, Outcome};
use crate::app::given::{Secrets, cluster, settings};
use crate::app::recording::{BadRecording, Recorded, recorded};
use crate::app::terminal::{progress, tell};
use crate::domain::time::Time;
use crate::domain::topic::Topic;
use crate::kafka::publish::{Delivered, Letter, Publisher};

/// How long the last records may take.
const PATIENCE: Duration = Duration::from_secs(120);
/// How long the first answer of the broker may take.
const FIRST_ANSWER: Duration = Duration::from_secs(15);

/// The steps of a small generator (SplitMix64): random keys that a seed repeats.
struct Keys(u64);

impl Keys {
    fn next(&mut self) -> String {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        format!("{:016x}", z ^ (z >> 31))
    }
}

#[expect(clippy::disallowed_methods, reason = "a rate is kept by the clock")]
fn now() -> Instant {
    Instant::now()
}

struct Sending<'a> {
    args: &'a PublishArgs,
    prefix: String,
    partitions: BTreeMap<String, i32>,
    publisher: Publisher,
    keys: Option<Keys>,
    touched: BTreeSet<Topic>,
    sent: u64,
    start: Instant,
}

impl Sending<'_> {
    /// The topic's full name, and how many partitions it has.
    fn place(&self, topic: Topic) -> Result<(String, i32), Failure> {
        let name = format!("{}{}", self.prefix, topic.name());
        match self.partitions.get(&name) {
            Some(count) => Ok((name, *count)),
            None => {
                let words = format!(
                    "topic {name} is not there; make it with `outcry topics apply`, or check topics.prefix"
                );
                Err(Failure::new(Exit::Config, words))
            }
        }
    }

    /// Waits until it is this record's turn: by schedule, so that a slow moment is made up for.
    fn pace(&self) {
        let Some(rate) = self.args.rate else {
            if self.sent.is_multiple_of(512) {
                self.publisher.serve(Duration::ZERO);
            }
            return;
        };
        let due = self.start
            + Duration::from_secs_f64(1.0 / f64::from(rate)) * u32::try_from(self.sent).unwrap_or(u32::MAX);
        loop {
            let left = due.saturating_duration_since(now());
            self.publisher.serve(left.min(Duration::from_millis(5)));
            if left.is_zero() {
                return;
            }
        }
    }

    fn send(&mut self, record: &Recorded) -> Outcome {
        let (name, partitions) = self.place(record.topic)?;
        if record
            .partition
            .is_some_and(|partition| !(0..partitions).contains(&partition))
        {
            let words = format!(
                "partition {:?} of topic {name}, which has {partitions}",
                record.partition
            );
            return Err(Failure::new(Exit::Data, words));
        }
        self.pace();
        self.touched.insert(record.topic);
        let drawn = self.keys.as_mut().map(Keys::next);
        let key = drawn.as_ref().or(record.key.as_ref());
        self.publisher.send(Letter {
            topic: &name,
            partition: record.partition,
            key: key.map(String::as_bytes),
            value: record.value.as_deref(),
            timestamp: record.timestamp.0,
        })?;
        self.sent += 1;
        Ok(())
    }

    /// Closes every partition of each raw topic touched, those without a record too.
    fn close(&mut self, until: Time) -> Outcome {
        for topic in self.touched.clone() {
            let Topic::Raw(network) = topic else { continue };
            let (_, partitions) = self.place(topic)?;
            // The mark must be the last record of its partition.
            for partition in 0..partitions {
                let mut mark = Recorded::until(network, until);
                mark.partition = Some(partition);
                let keys = self.keys.take();
                self.send(&mark)?;
                self.keys = keys;
            }
        }
        Ok(())
    }
}

fn bad(error: &BadRecording) -> Failure {
    let exit = match error {
        BadRecording::Unreadable { .. } => Exit::NoInput,
        BadRecording::BadLine { .. } => Exit::Data,
    };
    Failure::new(exit, error)
}

fn send_all(sending: &mut Sending<'_>, bar: &indicatif::ProgressBar) -> Outcome {
    for file in &sending.args.files {
        for record in recorded(file).map_err(|error| bad(&error))? {
            sending.send(&record.map_err(|error| bad(&error))?)?;
            bar.inc(1);
        }
    }
    match sending.args.until {
        Some(until) => sending.close(Time(until)),
        None => Ok(()),
    }
}

pub(in crate::app) fn run(args: &PublishArgs) -> Outcome {
    let sugar = [("kafka.bootstrap_servers", args.bootstrap.as_deref())];
    let settings = settings(&args.layers, &sugar, Secrets::Optional)?.settings;
    let cluster = cluster(&settings);
    let partitions = cluster.topics(FIRST_ANSWER)?;
    let mut sending = Sending {
        args,
        prefix: settings.topics.prefix.clone(),
        partitions,
        publisher: Publisher::new(cluster)?,
        keys: args.random_keys.map(Keys),
        touched: BTreeSet::new(),
        sent: 0,
        start: now(),
    };
    let bar = progress("records sent", args.layers.quiet);
    let outcome = send_all(&mut sending, &bar);
    let (sent, start) = (sending.sent, sending.start);
    let delivered = sending.publisher.finish(PATIENCE);
    bar.finish_and_clear();
    outcome.map_err(|failure| match sent {
        0 => failure,
        _ => {
            let before = format!(
                "{} of {sent} records were delivered before that",
                delivered.delivered
            );
            Failure::new(failure.exit, format!("{}\n{before}", failure.message))
        }
    })?;
    report(&delivered, sent, start, args.layers.quiet)
}

fn report(delivered: &Delivered, sent: u64, start: Instant, quiet: bool) -> Outcome {
    if delivered.failed > 0 || delivered.delivered != sent {
        let cause = delivered.first_failure.as_deref().unwrap_or("no cause given");
        let words = format!(
            "{} of {sent} records were not delivered; first cause: {cause}",
            sent - delivered.delivered
        );
        return Err(Failure::new(Exit::Again, words));
    }
    if !quiet {
        let seconds = now().duration_since(start).as_secs_f64();
        tell(&format!("{sent} records delivered in {seconds:.1} s"));
    }
    Ok(())
}
