//! `lanes`: how far each lane is, and who holds time back.

use std::io;
use std::time::Duration;

use comfy_table::{CellAlignment, ContentArrangement, Table, presets};
use serde_json::{Value, json};

use crate::app::cli::{Format, LanesArgs};
use crate::app::exit::{Exit, Failure, Outcome};
use crate::app::given::{Secrets, cluster, settings};
use crate::app::run::kafka_config;
use crate::app::terminal::say;
use crate::domain::time::Time;
use crate::kafka::lanes::{LaneView, Standings, standings};

const FIRST_ANSWER: Duration = Duration::from_secs(15);

/// A moment as people write it.
fn moment(time: Option<Time>) -> String {
    time.and_then(|time| jiff::Timestamp::from_millisecond(time.0).ok())
        .map_or_else(|| "-".to_owned(), |at| format!("{at:.3}"))
}

fn lane_json(lane: &LaneView, holds: bool) -> Value {
    json!({
        "stage": lane.stage.name(),
        "topic": lane.lane.source.topic().name(),
        "partition": lane.lane.partition,
        "next": lane.next.map(|next| next.offset),
        "index": lane.next.map(|next| next.index),
        "end": lane.end,
        "lag": lane.lag,
        "time_ms": lane.time.map(|time| time.0),
        "holds_time": holds,
    })
}

fn holds(all: &Standings, lane: &LaneView) -> bool {
    all.inputs
        .iter()
        .any(|input| input.held_by == Some((lane.stage, lane.lane)))
}

fn as_json(all: &Standings) -> Value {
    let lanes: Vec<Value> = all
        .lanes
        .iter()
        .map(|lane| lane_json(lane, holds(all, lane)))
        .collect();
    let inputs: Vec<Value> = all
        .inputs
        .iter()
        .map(|input| {
            json!({
                "stage": input.stage.name(),
                "time_ms": input.time.map(|time| time.0),
                "held_by": input.held_by.map(|(stage, lane)| json!({
                    "stage": stage.name(), "topic": lane.source.topic().name(), "partition": lane.partition,
                })),
            })
        })
        .collect();
    json!({ "lanes": lanes, "inputs": inputs })
}

fn as_table(all: &Standings) -> Table {
    let mut table = Table::new();
    table
        .load_preset(presets::NOTHING)
        .set_content_arrangement(ContentArrangement::Disabled);
    table.set_header(["stage", "lane", "next", "end", "lag", "time", ""]);
    for lane in &all.lanes {
        let next = lane.next.map_or_else(|| "-".to_owned(), |next| next.to_string());
        let note = if holds(all, lane) { "holds time" } else { "" };
        table.add_row([
            lane.stage.name().to_owned(),
            lane.lane.to_string(),
            next,
            lane.end.to_string(),
            lane.lag.to_string(),
            moment(lane.time),
            note.to_owned(),
        ]);
    }
    for column in 2..5 {
        if let Some(column) = table.column_mut(column) {
            column.set_cell_alignment(CellAlignment::Right);
        }
    }
    table
}

pub(in crate::app) fn run(args: &LanesArgs) -> Outcome {
    let sugar = [("kafka.bootstrap_servers", args.bootstrap.as_deref())];
    let settings = settings(&args.layers, &sugar, Secrets::Optional)?.settings;
    cluster(&settings).topics(FIRST_ANSWER)?;
    let all = standings(&kafka_config(&settings)).map_err(|error| Failure::new(Exit::Unavailable, error))?;
    let out = &mut io::stdout().lock();
    if args.format == Format::Json {
        return say(out, &as_json(&all).to_string());
    }
    say(out, &as_table(&all).trim_fmt())?;
    for input in &all.inputs {
        let by = input.held_by.map_or_else(String::new, |(stage, lane)| {
            format!(", held by {} {lane}", stage.name())
        });
        say(
            out,
            &format!(
                "time of the input of {}: {}{by}",
                input.stage.name(),
                moment(input.time)
            ),
        )?;
    }
    Ok(())
}
