//! `docs/acting.md`: what an item of each network offers a desk, as the fixtures show it. No cell is empty without a
//! reason. `UPDATE_GOLDEN=1` writes the table anew.

#[path = "acting/reasons.rs"]
mod reasons;

use std::collections::{BTreeMap, BTreeSet};

use outcry::app::normalise;
use outcry::domain::network::Network;
use outcry::domain::reply_limit::{self, ReplyLimit};
use outcry::domain::surface::Surface;
use serde_json::Value;

use crate::sources::fixture::{covered, fixtures, reader};
use reasons::{Column, REASONS};

const PAGE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/acting.md");
const BEGIN: &str = "<!-- table -->\n";
const END: &str = "<!-- end of the table -->";

/// What the fixtures of one network show at one place.
#[derive(Default)]
struct Shown {
    links: BTreeSet<&'static str>,
    threads: BTreeSet<&'static str>,
    targets: BTreeSet<String>,
    hours: BTreeSet<i64>,
}

impl Shown {
    fn see(&mut self, event: &Value) {
        let thread = &event["thread"];
        let links = [
            ("the post", &event["url"]),
            ("the thread", &thread["url"]),
            ("its first post", &thread["root_url"]),
        ];
        self.links.extend(
            links
                .iter()
                .filter(|(_, url)| url.is_string())
                .map(|(name, _)| *name),
        );
        self.threads
            .extend(thread["native_id"].is_string().then_some("by its id"));
        let reply = &event["reply"];
        let sealed = if reply["address"].is_null() {
            ""
        } else {
            ", sealed"
        };
        let target = reply["target"].as_str();
        self.targets
            .extend(target.map(|target| format!("{target}{sealed}")));
        let window = reply["window_until"].as_i64().zip(event["occurred_at"].as_i64());
        self.hours
            .extend(window.map(|(until, at)| (until - at) / 3_600_000));
    }
}

/// What is shown by network and place, the places by their names; payloads that do not tell the place count nowhere.
fn shown(network: Network) -> BTreeMap<&'static str, (Surface, Shown)> {
    let reader = reader();
    let mut all: BTreeMap<&'static str, (Surface, Shown)> = BTreeMap::new();
    for (_, body) in fixtures(network) {
        let line: Value = serde_json::from_str(&normalise::line(&reader, network, &body)).unwrap();
        for event in line["events"].as_array().unwrap() {
            let place = |surface: &Surface| event["surface"] == surface.name();
            if let Some(surface) = Surface::ALL.into_iter().find(place) {
                let entry = all.entry(surface.name());
                entry.or_insert_with(|| (surface, Shown::default())).1.see(event);
            }
        }
    }
    all
}

fn listed<T: ToString>(all: &BTreeSet<T>) -> Option<String> {
    let all: Vec<String> = all.iter().map(ToString::to_string).collect();
    (!all.is_empty()).then(|| all.join(", "))
}

fn limit(row: &ReplyLimit) -> String {
    let seen = row.visibility.name();
    match row.most {
        Some(most) => format!("{seen}: {most} {}", row.counted_as.name()),
        None => format!("{seen}: no end"),
    }
}

/// The cell, or why it is empty; a cell without either is told in `wrong`.
fn cell(
    place: (Network, &str),
    column: Column,
    told: Option<String>,
    used: &mut BTreeSet<usize>,
    wrong: &mut Vec<String>,
) -> String {
    let (network, surface) = place;
    if let Some(told) = told {
        return told;
    }
    let fits = |(_, reason): &(usize, &reasons::Reason)| {
        let (networks, places, of, _) = reason;
        networks.contains(&network) && *of == column && (places.is_empty() || places.contains(&surface))
    };
    if let Some((at, (.., why))) = REASONS.iter().enumerate().find(fits) {
        used.insert(at);
        return format!("none: {why}");
    }
    wrong.push(format!(
        "{} {surface} shows no {column:?}, and no reason is given",
        network.name()
    ));
    String::new()
}

fn rows(network: Network, used: &mut BTreeSet<usize>, wrong: &mut Vec<String>) -> Vec<String> {
    let places = shown(network);
    if places.is_empty() {
        wrong.push(format!("no fixture of {} tells its place", network.name()));
    }
    let mut rows = Vec::new();
    for (name, (surface, shown)) in places {
        let place = (network, name);
        let options = reply_limit::options(network, surface);
        let refused = options.as_ref().err().map(|no| no.name());
        let limits = options.map(|rows| rows.map(limit).collect::<Vec<_>>().join("; "));
        if let (Some(no), false) = (refused, shown.targets.is_empty()) {
            wrong.push(format!(
                "{} {name} is answered, and its limits say {no}",
                network.name()
            ));
        }
        let why = |no: &str| format!("none: `{no}`");
        let mut of = |column, told: Option<String>| cell(place, column, told, used, wrong);
        let cells = [
            of(Column::Link, listed(&shown.links)),
            of(Column::Thread, listed(&shown.threads)),
            of(Column::Reply, listed(&shown.targets).or(refused.map(why))),
            limits.unwrap_or_else(|no| why(no.name())),
            of(
                Column::Window,
                listed(&shown.hours)
                    .map(|hours| format!("{hours} h"))
                    .or(refused.map(why)),
            ),
        ];
        rows.push(format!("| {} | {name} | {} |", network.name(), cells.join(" | ")));
    }
    rows
}

#[test]
fn the_page_tells_what_every_network_offers_or_why_not() {
    let (mut used, mut wrong) = (BTreeSet::new(), Vec::new());
    let mut lines = vec![
        "| network | surface | links to | thread | answer to | limits | window |".to_owned(),
        "|---|---|---|---|---|---|---|".to_owned(),
    ];
    for network in covered() {
        lines.extend(rows(network, &mut used, &mut wrong));
    }
    for (at, (.., why)) in REASONS.iter().enumerate() {
        if !used.contains(&at) {
            wrong.push(format!("a reason that no cell needs: {why}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    let table = format!("{}\n", lines.join("\n"));
    let page = std::fs::read_to_string(PAGE).unwrap();
    let (head, rest) = page.split_once(BEGIN).unwrap();
    let (_, tail) = rest.split_once(END).unwrap();
    let made = [head, BEGIN, &table, END, tail].concat();
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        std::fs::write(PAGE, made).unwrap();
    } else {
        assert!(
            page == made,
            "docs/acting.md is not what the fixtures show: UPDATE_GOLDEN=1 writes it"
        );
    }
}
