//! The oracle: each stage's committed outputs, offsets and state against a plain sequential run over its
//! committed input, made by readers that are not the service. It shares the stages with the service and
//! nothing else: no runtime, no transaction, no restore.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use outcry::domain::position::Position;
use outcry::domain::stage::StageName;
use outcry::domain::topic::{Source, Topic};
use outcry::stages::Stage;
use outcry::state::LaneState;
use outcry::wire::headers::{Headers, Letterhead, SOURCE_ORIGIN};

use super::chain::Changelog;
use super::client::{Client, Isolation, Stored};
use super::model::{self, Expected, FIRST_TRANSACTION, Run};
use super::origin::{self, HEADER, Origin, Outputs};
use super::past::{Dealing, Past};

/// Reasons for which the service gives a record up that a plain run knows nothing of.
pub const GIVEN_UP: [&str; 4] = ["panic", "output_oversize", "unwritable", "too_slow"];

/// What the oracle found.
#[derive(Debug, Default)]
pub struct Verdict {
    /// Input records of all stages.
    pub records: usize,
    /// Outputs compared byte by byte.
    pub outputs: usize,
    /// Dead letters found.
    pub dead_letters: usize,
    /// Transactions in the changelogs.
    pub transactions: u64,
    /// Fates by stage, fate and reason.
    pub fates: BTreeMap<(&'static str, &'static str, &'static str), usize>,
    /// Everything that is wrong; empty if the service was exact.
    pub faults: Vec<String>,
}

/// The deployment that is judged.
#[derive(Debug)]
pub struct Court<'a> {
    /// The reader.
    pub client: &'a Client,
    /// Name of the deployment.
    pub app: &'a str,
    /// Prefix of its topics.
    pub prefix: &'a str,
    found: BTreeMap<String, Outputs>,
    committed: BTreeMap<(String, i32), Vec<Stored>>,
    /// What was found so far.
    pub verdict: Verdict,
    /// Generation of the lanes that are judged.
    generation: u32,
    past: Past,
    dealing: Option<Dealing>,
}

/// What is known of one lane before it is judged.
struct Lane<'a> {
    stage: StageName,
    source: Source,
    generation: u32,
    partition: i32,
    records: &'a [Stored],
}

impl<'a> Court<'a> {
    /// Waits until no transaction is open anywhere, and reads what is committed. The lanes are those of this
    /// generation, and went on from what the `past` has dealt them.
    pub fn open(client: &'a Client, app: &'a str, prefix: &'a str, generation: u32, past: Past) -> Self {
        let topics = client
            .topics()
            .into_iter()
            .filter(|(name, _)| name.starts_with(prefix));
        let all: Vec<(String, i32)> = topics
            .flat_map(|(name, partitions)| (0..partitions).map(move |p| (name.clone(), p)))
            .collect();
        for (topic, partition) in &all {
            client.closed(topic, *partition, Duration::from_secs(60));
        }
        let mut committed = client.read(&all, Isolation::Committed);
        committed.extend(past.gone.clone());
        let found = origin::outputs(prefix, &committed);
        let mut verdict = Verdict::default();
        for (writer, outputs) in &found {
            if writer != "clock" {
                verdict.faults.extend(outputs.faults.iter().cloned());
            }
            if !origin::writers().contains(writer) {
                verdict.faults.push(format!("nobody is called `{writer}`"));
            }
        }
        Self {
            client,
            app,
            prefix,
            found,
            committed,
            verdict,
            generation,
            past,
            dealing: None,
        }
    }

    /// The lanes are to be dealt out when they were judged.
    pub fn dealing(mut self, before: i32, after: i32) -> Self {
        self.dealing = Some(Dealing::new(before, after));
        self
    }

    /// What is left of this generation when its lanes were judged and dealt out.
    pub fn passed(mut self) -> (Verdict, Past) {
        let topics = Topic::hops().map(|hop| format!("{}{}", self.prefix, hop.name_in(self.generation)));
        let topics: Vec<String> = topics.collect();
        self.past.gone.extend(
            self.committed
                .iter()
                .filter(|((topic, _), _)| topics.contains(topic))
                .map(|(place, records)| (place.clone(), records.clone())),
        );
        self.past.dealt = self.dealing.map(|dealing| dealing.dealt).unwrap_or_default();
        (self.verdict, self.past)
    }

    /// Judges one stage over all its lanes.
    pub fn judge<S: Stage>(&mut self, stage: &mut S, sources: &[Source]) {
        let name = stage.name();
        let before = self.past.seen.get(&name).copied().unwrap_or(0);
        let mut seen = 0;
        for source in sources {
            let generation = self.generation;
            let topic = format!("{}{}", self.prefix, source.topic().name_in(generation));
            let mut partitions: Vec<i32> = Vec::new();
            partitions.extend(
                self.committed
                    .keys()
                    .filter(|(name, _)| *name == topic)
                    .map(|(_, p)| p),
            );
            for partition in partitions {
                let records = self.settled(name, &topic, partition);
                let given_up = self.given_up(name, &source.topic().name_in(generation), partition);
                let run = model::run(
                    stage,
                    *source,
                    self.past.state(name, partition),
                    &records,
                    &given_up,
                );
                let lane = Lane {
                    stage: name,
                    source: *source,
                    generation,
                    partition,
                    records: &records,
                };
                seen += self.outputs(&lane, &run);
                self.state::<S>(&lane, &run);
                self.books(&lane, &run);
                if let Some(dealing) = self.dealing.as_mut().filter(|_| source.is_hop()) {
                    dealing.deal(name, partition, &run.state);
                }
            }
        }
        seen += before;
        // Of intake all outputs are the model's again: its lanes stay.
        if name.is_keyed() {
            self.past.seen.insert(name, seen);
        }
        let all = self
            .found
            .get(name.name())
            .map_or(0, |outputs| outputs.by_origin.len());
        if seen != all {
            let more = format!(
                "{}: {all} committed outputs, {seen} of them are the model's",
                name.name()
            );
            self.verdict.faults.push(more);
        }
    }

    /// Records that the service gave up for reasons of its own: their dead letters say so.
    fn given_up(&self, stage: StageName, topic: &str, partition: i32) -> BTreeMap<Position, &'static str> {
        let reason = |stored: &Stored| {
            let code = stored.header("dlq-reason-code")?;
            GIVEN_UP.into_iter().find(|reason| *reason == code)
        };
        let all = self.found.get(stage.name()).map(|outputs| &outputs.by_origin);
        all.into_iter()
            .flatten()
            .filter(|(origin, _)| (origin.topic.as_str(), origin.partition) == (topic, partition))
            .filter_map(|(origin, (_, stored))| Some((origin.position(), reason(stored)?)))
            .collect()
    }

    /// Compares outputs; gives how many of the committed ones belong to the lane.
    fn outputs<T>(&mut self, lane: &Lane<'_>, run: &Run<T>) -> usize {
        let none = Outputs::default();
        let found = self.found.get(lane.stage.name()).unwrap_or(&none);
        let group = format!("{}{}.{}", self.prefix, self.app, lane.stage.name());
        let letterhead = Letterhead::new(self.app, lane.stage, &group, "").of_generation(self.generation);
        let mut faults = Vec::new();
        let whole = run
            .outputs
            .keys()
            .all(|(at, n)| found.by_origin.contains_key(&lane.origin(*at, *n)));
        let aborted = if whole { BTreeSet::new() } else { self.written() };
        for ((at, ordinal), expected) in &run.outputs {
            let origin = lane.origin(*at, *ordinal);
            match found.by_origin.get(&origin) {
                None => faults.push(format!(
                    "lost: {origin:?} to {}, {}",
                    expected.output.topic.name(),
                    if aborted.contains(&origin) {
                        "written and not committed"
                    } else {
                        "never written"
                    }
                )),
                Some((topic, stored)) => faults.extend(differs(&letterhead, expected, topic, stored)),
            }
        }
        for (at, reason) in &run.refused {
            let of_it = |(origin, _): &(&Origin, _)| origin.position() == *at;
            let from = lane.origin(*at, 0);
            let to = lane.origin(*at, u32::MAX);
            let letters = found.by_origin.range(from..=to).filter(of_it);
            let letters: Vec<_> = letters
                .filter(|(_, (topic, _))| topic.starts_with("dlq."))
                .collect();
            match letters.as_slice() {
                [(_, (_, letter))] => faults.extend(lane.bad_letter(*at, reason, letter)),
                letters => faults.push(format!("{}: {} dead letters", lane.at(*at), letters.len())),
            }
        }
        let mine = found
            .by_origin
            .keys()
            .filter(|origin| origin.lane() == lane.name())
            .count();
        let expected = run.outputs.len() + run.refused.len();
        if mine != expected {
            faults.push(format!(
                "{}: {mine} committed outputs, {expected} expected",
                lane.title()
            ));
        }
        self.verdict.outputs += run.outputs.len();
        self.verdict.dead_letters += run.refused.len();
        self.verdict.faults.extend(faults);
        mine
    }

    /// Every origin that was ever written, committed or not.
    fn written(&self) -> BTreeSet<Origin> {
        let there = self
            .committed
            .keys()
            .filter(|place| !self.past.gone.contains_key(*place));
        let all: Vec<(String, i32)> = there.cloned().collect();
        let read = self.client.read(&all, Isolation::Uncommitted);
        read.values().flatten().filter_map(Origin::of).collect()
    }

    /// The records that the stage has settled. What comes after them may only be ticks, which the clock goes
    /// on to write while the workers end; without any, the committed offset is the end, control markers
    /// included.
    fn settled(&mut self, stage: StageName, topic: &str, partition: i32) -> Vec<Stored> {
        let group = format!("{}{}.{}", self.prefix, self.app, stage.name());
        let (_, end) = self.client.ends(topic, partition, Isolation::Committed);
        let committed = self
            .client
            .committed(&group, topic, partition)
            .map_or(Position::start_of(0), |(offset, metadata)| {
                standing(offset, &metadata)
            });
        let place = (topic.to_string(), partition);
        let mut records = self.committed.get(&place).cloned().unwrap_or_default();
        let later = records.split_off(records.partition_point(|record| record.position() < committed));
        let tick = |record: &Stored| Origin::of(record).is_some_and(|origin| origin.stage == "clock");
        let left = later.iter().filter(|record| !tick(record)).count();
        if left > 0 || (later.is_empty() && committed != Position::start_of(end)) {
            let what = format!("{left} records are not settled: committed {committed}, the end is {end}");
            self.verdict
                .faults
                .push(format!("{} {topic}/{partition}: {what}", stage.name()));
        }
        records
    }

    /// The chain has no gap, and the folded changelog is the model's state.
    fn state<S: Stage>(&mut self, lane: &Lane<'_>, run: &Run<S::State>) {
        let changelog = Topic::Changelog(lane.stage).name_in(self.generation);
        let topic = format!("{}{changelog}", self.prefix);
        let place = (topic.clone(), lane.partition);
        let records = self.committed.get(&place).map_or(&[][..], Vec::as_slice);
        let log = Changelog::of(&topic, records);
        let faults = &mut self.verdict.faults;
        faults.extend(log.faults.iter().cloned());
        self.verdict.transactions += log
            .of_source(lane.source)
            .map_or(0, |progress| progress.transaction);
        let last = log.of_source(lane.source).map(|progress| progress.next);
        if last.is_none() && !lane.records.is_empty() {
            faults.push(format!("{}: no progress in the changelog", lane.title()));
        }
        let mut restored = S::State::default();
        for (key, value) in &log.rows {
            if let Err(bad) = restored.apply(key, Some(value)) {
                faults.push(format!("{}: {bad}", lane.title()));
            }
        }
        if restored.rows() != run.state.rows() {
            let (found, wanted) = (restored.rows(), run.state.rows());
            faults.push(format!(
                "{}: {found} rows restored, {wanted} in the model",
                lane.title()
            ));
        }
        faults.extend(rows_differ(&lane.title(), &log.rows, &run.changelog));
    }

    /// Records in are the sum of fates.
    fn books<T>(&mut self, lane: &Lane<'_>, run: &Run<T>) {
        let sum: usize = run.fates.values().sum();
        let records: usize = lane
            .records
            .iter()
            .map(|record| record.damaged.max(1) as usize)
            .sum();
        if sum != records {
            self.verdict
                .faults
                .push(format!("{}: {records} records, {sum} fates", lane.title()));
        }
        self.verdict.records += records;
        for ((fate, reason), count) in &run.fates {
            *self
                .verdict
                .fates
                .entry((lane.stage.name(), fate, reason))
                .or_default() += count;
        }
    }
}

impl Lane<'_> {
    fn name(&self) -> (String, i32) {
        (self.source.topic().name_in(self.generation), self.partition)
    }

    fn title(&self) -> String {
        format!(
            "{} {}/{}",
            self.stage.name(),
            self.source.topic().name(),
            self.partition
        )
    }

    fn at(&self, at: Position) -> String {
        format!("{}/{at}", self.title())
    }

    fn origin(&self, at: Position, ordinal: u32) -> Origin {
        let (topic, partition) = self.name();
        Origin {
            stage: self.stage.name().into(),
            topic,
            partition,
            offset: at.offset,
            index: at.index,
            ordinal,
        }
    }

    /// A dead letter has the record's key, value and headers, cut where it says so, and names the reason and the place.
    fn bad_letter(&self, at: Position, reason: &str, letter: &Stored) -> Option<String> {
        let record = self.records.iter().find(|record| record.position() == at)?;
        let place = format!("{}/{}/{}", self.partition, at.offset, at.index);
        let named = ["partition", "offset", "index"]
            .map(|part| letter.header(&format!("dlq-source-{part}")).unwrap_or_default())
            .join("/");
        let (key, value) = (record.key.as_deref(), record.value.as_deref());
        let missing = record
            .headers
            .iter()
            .map(as_in_letter)
            .filter(|header| !letter.headers.contains(header))
            .count();
        let same = cut(letter, "dlq-key-truncated", letter.key.as_deref(), key)
            && cut(letter, "dlq-truncated", letter.value.as_deref(), value)
            && missing.to_string() == letter.header("dlq-headers-left-out").unwrap_or("0".into())
            && letter.header("dlq-reason-code").as_deref() == Some(reason)
            && named == place;
        (!same).then(|| format!("{}: its dead letter is another record", self.at(at)))
    }
}

/// Whether these are the bytes of the record: the beginning of them, where a header tells the size of the whole.
fn cut(letter: &Stored, header: &str, kept: Option<&[u8]>, whole: Option<&[u8]>) -> bool {
    match (letter.header(header), kept, whole) {
        (None, kept, whole) => kept == whole,
        (Some(size), Some(kept), Some(whole)) => {
            size == whole.len().to_string() && kept.len() < whole.len() && whole.starts_with(kept)
        }
        (Some(_), _, _) => false,
    }
}

/// The position that this metadata names at this offset.
fn standing(offset: i64, metadata: &str) -> Position {
    let index = metadata.split_once('/').map_or("0", |(_, index)| index);
    Position {
        offset,
        index: index.parse().expect("an index"),
    }
}

/// The origin in a dead letter is its own: that of the refused record has another name there.
fn as_in_letter((name, value): &(String, Vec<u8>)) -> (String, Vec<u8>) {
    let name = if name == HEADER { SOURCE_ORIGIN } else { name };
    (name.into(), value.clone())
}

fn differs(letterhead: &Letterhead, expected: &Expected, topic: &str, stored: &Stored) -> Option<String> {
    let mut headers = Headers::default();
    letterhead.output(&expected.output, &mut headers);
    let bundled = expected.output.topic.is_hop();
    let stands = |(name, _): &(&str, &[u8])| !bundled || matches!(*name, "ce_type" | HEADER);
    let wanted: Vec<(String, Vec<u8>)> = headers
        .iter()
        .filter(stands)
        .map(|(name, value)| (name.into(), value.to_vec()))
        .collect();
    let hop = topic.rsplit_once(".g").map_or(topic, |(name, _)| name);
    let what = if hop != expected.output.topic.name() {
        "topic"
    } else if expected
        .output
        .partition
        .is_some_and(|partition| partition != stored.partition)
    {
        "partition"
    } else if stored.key.as_deref().unwrap_or_default() != expected.key {
        "key"
    } else if stored.value != expected.value {
        "value"
    } else if stored.timestamp != expected.output.ingested_at.0 {
        "timestamp"
    } else if stored.headers != wanted {
        "headers"
    } else {
        return None;
    };
    Some(format!(
        "{topic}/{}/{}: another {what} than the model's",
        stored.partition, stored.offset
    ))
}

/// Rows of tables byte by byte. Packed chunks are named after transactions, which differ: their rows are
/// counted by the caller.
fn rows_differ(
    title: &str,
    found: &BTreeMap<Vec<u8>, Vec<u8>>,
    wanted: &BTreeMap<Vec<u8>, Vec<u8>>,
) -> Vec<String> {
    let packed = |key: &[u8]| {
        let number = key
            .get(9..17)
            .and_then(|bytes| bytes.try_into().ok())
            .map(u64::from_be_bytes);
        key.len() == 21 && number.is_some_and(|n| (FIRST_TRANSACTION..FIRST_TRANSACTION << 1).contains(&n))
    };
    let packed_tags: Vec<u8> = wanted
        .keys()
        .filter(|key| packed(key))
        .map(|key| key[0])
        .collect();
    let table = |rows: &BTreeMap<Vec<u8>, Vec<u8>>| -> BTreeMap<Vec<u8>, Vec<u8>> {
        let kept = rows
            .iter()
            .filter(|(key, _)| key.first().is_some_and(|tag| !packed_tags.contains(tag)));
        kept.map(|(key, value)| (key.clone(), value.clone())).collect()
    };
    let (found, wanted) = (table(found), table(wanted));
    let keys: Vec<&Vec<u8>> = found
        .keys()
        .chain(wanted.keys())
        .filter(|key| found.get(*key) != wanted.get(*key))
        .collect();
    if keys.is_empty() {
        return Vec::new();
    }
    vec![format!(
        "{title}: {} rows differ from the model, the first is {:02x?}",
        keys.len(),
        keys[0]
    )]
}
