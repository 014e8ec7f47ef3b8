//! The spread estimator over a recorded day.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::Read as _;
use std::path::Path;

use outcry::domain::score::Level;
use outcry::domain::time::Time;
use outcry::scoring::{Spread, SpreadParams};

/// A share or quote: of which post, when, by whom, with how many followers.
struct Share {
    post: String,
    at: Time,
    by: String,
    followers: Option<i64>,
}

fn share(data: &serde_json::Value, record: &serde_json::Value) -> Option<Share> {
    let references = data["referenced_tweets"].as_array()?;
    let shown = references
        .iter()
        .find(|r| matches!(r["type"].as_str(), Some("retweeted" | "quoted")))?;
    let by = data["author_id"].as_str()?;
    let users = record["value"]["includes"]["users"].as_array();
    let user = users.into_iter().flatten().find(|user| user["id"] == by);
    let at: jiff::Timestamp = data["created_at"].as_str()?.parse().ok()?;
    Some(Share {
        post: shown["id"].as_str()?.into(),
        at: Time(at.as_millisecond()),
        by: by.into(),
        followers: user.and_then(|user| user["public_metrics"]["followers_count"].as_i64()),
    })
}

fn recorded(path: &Path) -> Vec<Share> {
    let mut text = String::new();
    let file = fs::File::open(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    flate2::read::GzDecoder::new(file)
        .read_to_string(&mut text)
        .expect("a recorded day");
    let mut seen = BTreeSet::new();
    let mut shares = Vec::new();
    for line in text.lines() {
        let record: serde_json::Value = serde_json::from_str(line).expect("a record");
        let data = &record["value"]["data"];
        let Some(id) = data["id"].as_str() else { continue };
        if data["text"].is_string() && seen.insert(id.to_string()) {
            shares.extend(share(data, &record));
        }
    }
    shares
}

/// Runs over a recorded day where one is there: `OUTCRY_SHARED` names the folder that holds it.
#[test]
fn few_cascades_of_a_recorded_day_reach_the_highest_level() {
    let Some(shared) = std::env::var_os("OUTCRY_SHARED") else {
        eprintln!("SKIPPED: no recorded day: OUTCRY_SHARED is not set");
        return;
    };
    let shares = recorded(&Path::new(&shared).join("data/stream/x-day.jsonl.gz"));
    let build = |shares: &mut dyn Iterator<Item = &Share>| {
        let mut cascades: BTreeMap<String, (Spread, BTreeSet<String>)> = BTreeMap::new();
        for share in shares {
            let (spread, authors) = cascades.entry(share.post.clone()).or_default();
            let first = authors.insert(share.by.clone());
            spread.add(share.at, share.followers.filter(|_| first));
        }
        cascades
    };
    let (params, mut levels) = (SpreadParams::default(), BTreeMap::<Level, u32>::new());
    let cascades = build(&mut shares.iter());
    for (spread, _) in cascades.values() {
        *levels.entry(spread.risk(&params, 0).level).or_default() += 1;
    }
    println!("{} shares, {} cascades: {levels:?}", shares.len(), cascades.len());
    let critical = levels.get(&Level::Critical).copied().unwrap_or_default() as usize;
    assert!(cascades.len() > 500);
    assert!(
        (1..=cascades.len() / 20).contains(&critical),
        "{critical} of {}",
        cascades.len()
    );
    let backwards = build(&mut shares.iter().rev());
    for (post, (spread, _)) in &cascades {
        let (one, other) = (spread.risk(&params, 0), backwards[post].0.risk(&params, 0));
        assert_eq!(one.shares, other.shares);
        assert!(
            (one.score - other.score).abs() < 0.02,
            "{post}: {one:?} {other:?}"
        );
    }
}
