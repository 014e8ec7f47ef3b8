//! `lanes`: how far each lane is, who holds time back, and which lanes of the service that listens at `http.listen` are
//! stopped.

use std::io;
use std::net::SocketAddr;
use std::time::Duration;

use comfy_table::{CellAlignment, ContentArrangement, Table, presets};
use serde_json::{Value, json};

use crate::app::cli::{Format, LanesArgs};
use crate::app::exit::{Exit, Failure, Outcome};
use crate::app::given::{Secrets, cluster, settings};
use crate::app::run::kafka_config;
use crate::app::terminal::say;
use crate::domain::time::Time;
use crate::kafka::lanes::{InputView, LaneView, Standings, standings};
use crate::runtime::clock::StageLane;

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

fn id_json((stage, lane): StageLane) -> Value {
    json!({ "stage": stage.name(), "topic": lane.source.topic().name(), "partition": lane.partition })
}

/// `stopped` is `null` where it is not known.
fn as_json(all: &Standings, stopped: &Value) -> Value {
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
                "told_ms": input.told.map(|time| time.0),
                "time_ms": input.time.map(|time| time.0),
                "held_by": input.held_by.map(id_json),
            })
        })
        .collect();
    let left_out: Vec<Value> = all.left_out.iter().map(|lane| id_json(*lane)).collect();
    json!({
        "lanes": lanes, "inputs": inputs, "stopped": stopped,
        "clock": { "heard_ms": all.kept_at.map(|at| at.0), "left_out": left_out, "left_out_total": all.left_out_total },
    })
}

fn as_table(all: &Standings) -> Table {
    let mut table = Table::new();
    table
        .load_preset(presets::NOTHING)
        .set_content_arrangement(ContentArrangement::Disabled);
    table.set_header(["stage", "lane", "next", "end", "lag", "time", ""]);
    for lane in &all.lanes {
        let next = lane.next.map_or_else(|| "-".to_owned(), |next| next.to_string());
        let note = if all.left_out.contains(&(lane.stage, lane.lane)) {
            "left out: time does not wait for it"
        } else if holds(all, lane) {
            "holds time"
        } else {
            ""
        };
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

/// A lane that the service has stopped, in its own words.
#[derive(Debug, serde::Deserialize)]
struct Stop {
    stage: String,
    topic: String,
    partition: i32,
    reason: String,
    since_ms: i64,
    detail: String,
}

/// The lanes that the service has stopped, or why they are not known.
fn stopped(listen: Option<SocketAddr>) -> Result<Vec<Stop>, String> {
    #[derive(serde::Deserialize)]
    struct Answer {
        stopped: Vec<Stop>,
    }
    let listen = listen.ok_or("http.listen is off")?;
    let answer = super::health::ask(listen, "/lanes")
        .map_err(|error| format!("no service answers at {listen}: {error}"))?;
    let body = answer.split_once("\r\n\r\n").map_or("", |(_, body)| body);
    serde_json::from_str::<Answer>(body)
        .map(|answer| answer.stopped)
        .map_err(|error| format!("the service at {listen} is of another version: {error}"))
}

/// What stopped a lane, since when, and what to do.
fn stop_line(stop: &Stop) -> String {
    format!(
        "stopped: {} {}-{}, {}, since {}: {}",
        stop.stage,
        stop.topic,
        stop.partition,
        stop.reason,
        moment(Some(Time(stop.since_ms))),
        stop.detail
    )
}

fn stop_json(stop: &Stop) -> Value {
    json!({
        "stage": stop.stage, "topic": stop.topic, "partition": stop.partition,
        "reason": stop.reason, "since_ms": stop.since_ms, "detail": stop.detail,
    })
}

/// What time it is for each stage, who holds it back, and who keeps it.
fn time_lines(all: &Standings) -> Vec<String> {
    let input = |input: &InputView| {
        let by = input.held_by.map_or_else(String::new, |(stage, lane)| {
            format!(", held by {} {lane}", stage.name())
        });
        format!(
            "time of the input of {}: {}{by}",
            input.stage.name(),
            moment(input.told)
        )
    };
    let mut lines: Vec<String> = all.inputs.iter().map(input).collect();
    if all.left_out_total > 0 {
        lines.push(format!("time does not wait for {} lanes", all.left_out_total));
    }
    lines.push(match all.kept_at {
        None => "nobody has ever kept the time: no process that runs has the clock".into(),
        Some(at) => format!("the owner of the time was last heard of at {}", moment(Some(at))),
    });
    lines
}

pub(in crate::app) fn run(args: &LanesArgs) -> Outcome {
    let sugar = [("kafka.bootstrap_servers", args.bootstrap.as_deref())];
    let settings = settings(&args.layers, &sugar, Secrets::Optional)?.settings;
    cluster(&settings).topics(FIRST_ANSWER)?;
    let all = standings(&kafka_config(&settings)).map_err(|error| Failure::new(Exit::Unavailable, error))?;
    let out = &mut io::stdout().lock();
    let stops = stopped(settings.http_listen);
    if args.format == Format::Json {
        let known = stops.as_ref().ok();
        let stops = known.map(|stops| stops.iter().map(stop_json).collect::<Vec<_>>());
        return say(out, &as_json(&all, &json!(stops)).to_string());
    }
    say(out, &as_table(&all).trim_fmt())?;
    for line in time_lines(&all) {
        say(out, &line)?;
    }
    match stops {
        Ok(stops) => stops.iter().try_for_each(|stop| say(out, &stop_line(stop))),
        Err(why) => say(out, &format!("stopped lanes are not known: {why}")),
    }
}
