//! The broker's disk is full under a working deployment. Space is given back, the broker started again: the workers
//! come back by themselves.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

use crate::feed::Feed;
use crate::hanging;
use crate::keeper::Keeper;
use crate::orders::{judged, result, step};
use crate::support::broker::{self, Broker, BrokerConfig};
use crate::support::judge;
use crate::support::skip;
use crate::support::world::{Plan, World};

const NAME: &str = "disk";
const SIZE_MB: usize = 160;
/// What the ballast leaves free.
const LEFT_MB: usize = 6;

/// The words that tell an operator why a lane does not come back.
const WAITS_FOR: &str = "kafka-transactions.sh";

/// A small file system in memory; dropped, it is gone.
struct SmallDisk(PathBuf);

impl SmallDisk {
    fn mount() -> Result<Self, String> {
        let dir = tempfile::Builder::new().prefix("outcry-disk-").tempdir();
        let dir = dir.expect("temporary directory").keep();
        let size = format!("size={SIZE_MB}m");
        let done = Command::new("mount")
            .args(["-t", "tmpfs", "-o", &size, "outcry-disk"])
            .arg(&dir)
            .output()
            .map_err(|error| format!("mount cannot be run: {error}"))?;
        let disk = Self(dir);
        if done.status.success() {
            return Ok(disk);
        }
        let said = String::from_utf8_lossy(&done.stderr);
        Err(format!(
            "a small file system cannot be mounted, run it as root: {}",
            said.trim()
        ))
    }

    fn ballast(&self) -> PathBuf {
        self.0.join("ballast")
    }

    /// Leaves a few MB.
    fn fill(&self) {
        let used = Command::new("du")
            .arg("-sm")
            .arg(&self.0)
            .output()
            .expect("du runs");
        let used = String::from_utf8_lossy(&used.stdout);
        let used: usize = used
            .split_whitespace()
            .next()
            .and_then(|n| n.parse().ok())
            .expect("MB");
        let ballast = (SIZE_MB - LEFT_MB)
            .checked_sub(used)
            .expect("the disk is not full yet");
        fs::write(self.ballast(), vec![0; ballast << 20]).expect("the ballast fits");
    }
}

impl Drop for SmallDisk {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg(&self.0).output();
        let _ = fs::remove_dir(&self.0);
    }
}

fn broker(disk: &Path) -> Option<Broker> {
    let config = BrokerConfig {
        extra: vec![
            format!("log.dirs={}", disk.join("data").display()),
            "broker.session.timeout.ms=6000".into(),
        ],
        ..BrokerConfig::default()
    };
    broker::own(NAME, &config)
}

#[test]
fn a_broker_whose_disk_was_full_costs_nothing() {
    let disk = match SmallDisk::mount() {
        Ok(disk) => disk,
        Err(why) => return skip::aloud(NAME, &why),
    };
    let Some(broker) = broker(&disk.0) else {
        return;
    };
    let world = World::new(&broker, NAME, &Plan::default());
    let mut keeper = Keeper::start(&world, 1);
    let feed = Feed::start(&world, 83, 150);
    keeper.tend_for(Duration::from_secs(20));
    disk.fill();
    let began = Instant::now();
    while !broker.has_ended() {
        keeper.tend_for(Duration::from_secs(1));
        assert!(
            began.elapsed() < Duration::from_secs(300),
            "the disk does not get full"
        );
    }
    step(NAME, format!("the broker ended after {:.0?}", began.elapsed()));
    keeper.tend_for(Duration::from_secs(20));
    fs::remove_file(disk.ballast()).expect("the ballast goes");
    broker.start_again();
    keeper.tend_for(Duration::from_secs(20));
    let fed = feed.end();
    // What one copy on a full disk may lose is Kafka's affair; to say what it waits for is the service's.
    let hanging = hanging::find(&world);
    let named = hanging.is_empty() || keeper.all_said().contains(WAITS_FOR);
    step(
        NAME,
        format!("hanging transactions: {hanging:?}; told by the worker: {named}"),
    );
    hanging::abort(&broker, &hanging);
    let lag = keeper.until_read(Duration::from_secs(240));
    keeper.end();
    world.run_dry();
    let verdict = judge::verdict(&world);
    result(
        NAME,
        format!(
            "{fed} raw records; workers ended by themselves {:?} (by exit code); {} hanging transactions, told by the \
             worker: {named}; lag 0 after {lag:.0?}; {}",
            keeper.exits,
            hanging.len(),
            judged(&verdict)
        ),
    );
    for words in &keeper.last_words {
        step(NAME, words);
    }
    judge::found_exact(&world, verdict);
    assert!(
        named,
        "lanes wait behind {hanging:?}, and no line says `{WAITS_FOR}`"
    );
}
