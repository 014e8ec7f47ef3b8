//! Metrics: the catalogue is what it was, counters balance, and every label is bounded.

use std::path::Path;
use std::time::Duration;

use outcry::domain::fate::{Fate, Ignored, RejectReason};
use outcry::domain::position::Position;
use outcry::domain::score::{Abstention, Stance};
use outcry::domain::stage::StageName;
use outcry::domain::time::{Span, Time};
use outcry::domain::topic::Source;
use outcry::domain::verdict::{About, Verdict};
use outcry::runtime::lane_id::LaneId;
use outcry::runtime::tally::Tally;
use outcry::runtime::witness::{Happening, Lag, LaneSettled, Settled, StopReason, Witness};
use outcry::telemetry::{Telemetry, catalogue};
use prometheus::Registry;

const LANE: LaneId = LaneId {
    source: Source::Events,
    partition: 2,
};

fn telemetry() -> Telemetry {
    Telemetry::new(Registry::new()).unwrap()
}

fn settled(fates: &[Fate]) -> Settled {
    let mut tally = Tally::default();
    for fate in fates {
        tally.add(fate, 1);
    }
    tally.note(&[verdict(About::Unknown, None)], Position::start_of(0));
    Settled {
        lanes: vec![LaneSettled {
            lane: LANE,
            tally,
            next: Position::start_of(10),
            time: Time(9_000),
            newest: Some(Time(9_500)),
            rows: 4,
            evicted: 3,
            clamped: 1,
        }],
        outputs: 5,
        output_messages: 5,
        changes: 2,
        dead_letters: 1,
        bytes: 100,
        open: Duration::from_millis(30),
        commit: Duration::from_millis(7),
        at: Time(10_000),
    }
}

const fn verdict(about: About, abstention: Option<Abstention>) -> Verdict {
    Verdict {
        about,
        stance: Stance::Against,
        abstention,
    }
}

/// The sum of the samples of a metric.
fn sum(text: &str, name: &str) -> f64 {
    let of = |line: &&str| line.starts_with(&format!("{name}{{")) || line.starts_with(&format!("{name} "));
    text.lines()
        .filter(of)
        .map(|line| line.rsplit(' ').next().unwrap().parse::<f64>().unwrap())
        .sum()
}

#[test]
fn alert_rules_ask_for_metrics_and_values_that_exist() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("deploy/alerts.yml");
    let rules = std::fs::read_to_string(path).unwrap();
    let exprs = rules
        .lines()
        .filter_map(|line| line.trim().strip_prefix("expr: "));
    let mut count = 0;
    for expr in exprs {
        let name = |word: &&str| word.starts_with("outcry_");
        let words = expr.split(|c: char| !c.is_ascii_alphanumeric() && c != '_');
        for word in words.filter(name) {
            assert!(catalogue::ALL.iter().any(|metric| metric.name == word), "{word}");
        }
        assert_eq!(
            expr.contains("standing="),
            expr.contains("standing=\"stopped\""),
            "{expr}"
        );
        count += 1;
    }
    assert_eq!(count, rules.matches("- alert:").count(), "every rule was read");
}

#[test]
fn the_catalogue_is_what_it_was() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/metrics.txt");
    let now = catalogue::text();
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        std::fs::write(&path, &now).unwrap();
    }
    let was = std::fs::read_to_string(&path).unwrap();
    assert_eq!(now, was, "run with UPDATE_GOLDEN=1 to accept");
}

#[test]
fn records_in_equal_the_sum_of_fates() {
    let telemetry = telemetry();
    let mut fates = vec![Fate::Emitted(2), Fate::Absorbed, Fate::Duplicate, Fate::Tick(0)];
    fates.extend(Ignored::ALL.map(Fate::Ignored));
    fates.extend(RejectReason::ALL.map(|reason| Fate::reject(reason, "")));
    let settled = settled(&fates);
    for _ in 0..3 {
        telemetry.saw(&Happening::Settled {
            stage: StageName::Assess,
            shard: 0,
            settled: &settled,
        });
    }
    let text = telemetry.metrics.exposition();
    let records = sum(&text, "outcry_records_total");
    assert_eq!(records, 3.0 * fates.len() as f64);
    assert_eq!(sum(&text, "outcry_fates_total"), records);
    assert_eq!(
        sum(&text, "outcry_dead_letters_total"),
        3.0 * RejectReason::ALL.len() as f64
    );
    assert_eq!(sum(&text, "outcry_produced_messages_total"), 3.0 * 8.0);
    assert_eq!(
        sum(&text, "outcry_state_evicted_total"),
        3.0,
        "told as a total, counted once"
    );
}

#[test]
fn scored_posts_are_counted_by_what_was_said_of_them() {
    let telemetry = telemetry();
    let (sure, unsure) = (
        verdict(About::Likely, None),
        verdict(About::Ambiguous, Some(Abstention::LowMargin)),
    );
    let mut settled = settled(&[Fate::Emitted(1)]);
    settled.lanes[0]
        .tally
        .note(&[sure, unsure, sure], Position::start_of(0));
    let (stage, shard) = (StageName::Assess, 0);
    telemetry.saw(&Happening::Settled {
        stage,
        shard,
        settled: &settled,
    });
    let text = telemetry.metrics.exposition();
    for line in [
        r#"outcry_scored_total{about_brand="likely",abstention="no",stance="against"} 2"#,
        r#"outcry_scored_total{about_brand="ambiguous",abstention="low_margin",stance="against"} 1"#,
    ] {
        assert!(text.contains(line), "{text}");
    }
}

#[test]
fn a_lane_that_leaves_takes_its_series_along() {
    let telemetry = telemetry();
    let (stage, lane) = (StageName::Assess, LANE);
    telemetry.saw(&Happening::Running {
        stage,
        lane,
        next: Position::start_of(0),
        records: 9,
        rows: 9,
        took: Duration::from_secs(1),
    });
    telemetry.saw(&Happening::Lag {
        stage,
        lane,
        lag: Lag {
            records: 7,
            behind: Some(Span(1_500)),
        },
        next: Position::start_of(0),
    });
    let text = telemetry.metrics.exposition();
    assert_eq!(sum(&text, "outcry_lag_records"), 7.0);
    assert_eq!(sum(&text, "outcry_lag_seconds"), 1.5);
    assert!(
        text.contains(r#"outcry_lanes{stage="assess",standing="running"} 1"#),
        "{text}"
    );
    telemetry.saw(&Happening::Released { stage, lane });
    let text = telemetry.metrics.exposition();
    assert!(!text.contains("outcry_lag_records{"), "{text}");
    assert!(
        text.contains(r#"outcry_lanes{stage="assess",standing="running"} 0"#),
        "{text}"
    );
}

const STAGE: StageName = StageName::Intake;
const DETAIL: &str = "invented";

fn of_shards(settled: &Settled) -> Vec<Happening<'_>> {
    let (stage, shard, detail) = (STAGE, 0, DETAIL);
    vec![
        Happening::Settled {
            stage,
            shard,
            settled,
        },
        Happening::Aborted {
            stage,
            shard,
            fault: "again",
            detail,
            in_row: 1,
        },
        Happening::Recycled {
            stage,
            shard,
            fault: "unknown",
            detail,
            in_row: 2,
        },
        Happening::Rebalanced {
            stage,
            shard,
            assigned: &[LANE],
            revoked: &[],
            lost: &[],
        },
        Happening::Trouble {
            client: "one",
            detail,
        },
        Happening::Waits {
            stage,
            shard,
            detail,
            tries: 2,
        },
        Happening::Ended {
            stage,
            shard,
            failure: Some(detail),
        },
    ]
}

fn of_lanes() -> Vec<Happening<'static>> {
    let (stage, lane) = (STAGE, LANE);
    vec![
        Happening::Restoring {
            stage,
            lane,
            records: 1,
            position: 1,
            target: 4,
            waits: None,
        },
        Happening::Running {
            stage,
            lane,
            next: Position::start_of(0),
            records: 4,
            rows: 1,
            took: Duration::ZERO,
        },
        Happening::Stopped {
            stage,
            lane,
            reason: StopReason::Flooded,
            next: None,
            detail: DETAIL,
        },
        Happening::Lag {
            stage,
            lane,
            lag: Lag {
                records: 1,
                behind: None,
            },
            next: Position::start_of(0),
        },
        Happening::Narrowed {
            stage,
            lane,
            records: Some(1),
        },
    ]
}

fn of_time() -> Vec<Happening<'static>> {
    let (stage, lane) = (STAGE, LANE);
    vec![
        Happening::ClockOwner { owner: true },
        Happening::Ticked { stage, time: Time(1) },
        Happening::Held {
            stage,
            by: Some((stage, lane)),
            time: None,
        },
        Happening::LeftOut {
            stage,
            lane,
            time: None,
            records: 1,
        },
    ]
}

#[test]
fn whatever_happens_is_in_the_catalogue_under_its_labels() {
    let telemetry = telemetry();
    let mut settled = settled(&[Fate::Emitted(1)]);
    settled.lanes[0].tally.release(&[Fate::Ignored(Ignored::Own)]);
    for happening in of_shards(&settled).iter().chain(&of_lanes()).chain(&of_time()) {
        telemetry.saw(happening);
    }
    let text = telemetry.exposition();
    for metric in catalogue::ALL {
        let head = format!("# TYPE {} {}", metric.name, metric.sort.name());
        assert!(text.contains(&head), "{}", metric.name);
        for label in metric.labels {
            assert!(text.contains(&format!("{label}=\"")), "{} {label}", metric.name);
        }
    }
    let told = text.lines().filter(|line| line.starts_with("# TYPE ")).count();
    assert_eq!(told, catalogue::ALL.len(), "no metric outside of the catalogue");
}
