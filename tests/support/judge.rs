//! Brings a deployment before the oracle, with the stages made from the deployment's own settings.

use outcry::app::topology;
use outcry::domain::stage::StageName;
use outcry::settings::{self, Given, Settings, SettingsFile};

use super::oracle::{Court, Verdict};
use super::past::Past;
use super::world::{SECRET, World};

/// The settings that the deployment's workers run with.
pub fn settings(world: &World) -> Settings {
    let given = Given {
        files: vec![SettingsFile {
            name: world.config().display().to_string(),
            text: std::fs::read_to_string(world.config()).expect("settings file"),
        }],
        env: [("OUTCRY_AUTHOR_SECRET".to_string(), SECRET.to_string())].into(),
        sets: world.sets.clone(),
        secrets_needed: true,
    };
    settings::load(&given)
        .unwrap_or_else(|problems| panic!("{problems}"))
        .settings
}

/// Judges every stage; the verdict may hold faults.
pub fn verdict(world: &World) -> Verdict {
    judged(world, Past::default(), None).0
}

/// Judges every stage, whose lanes went on from the `past`, and deals them out to so many lanes.
fn judged(world: &World, past: Past, to: Option<i32>) -> (Verdict, Past) {
    let settings = settings(world);
    let wire = topology::wire(&settings).unwrap_or_else(|failure| panic!("{failure:?}"));
    let rules = topology::rules(&settings).unwrap_or_else(|failure| panic!("{failure:?}"));
    let scorer = topology::scorer(&settings).unwrap_or_else(|failure| panic!("{failure:?}"));
    let networks = topology::networks(&settings);
    let read = |stage: StageName| stage.sources(&networks);
    let generation = settings.topics.generation;
    let mut court = Court::open(&world.client, &world.app, &world.prefix, generation, past);
    if let Some(to) = to {
        court = court.dealing(settings.topics.partitions, to);
    }
    court.judge(&mut topology::intake(&settings, &wire), &read(StageName::Intake));
    court.judge(
        &mut topology::resolve(&settings, &wire),
        &read(StageName::Resolve),
    );
    court.judge(
        &mut topology::assess(&settings, &wire, &scorer),
        &read(StageName::Assess),
    );
    court.judge(
        &mut topology::cases(&settings, &wire, &rules),
        &read(StageName::Cases),
    );
    court.passed()
}

/// Judges every stage, whose lanes went on from the `past`, finds nothing wrong, and deals them out to so many lanes.
///
/// # Panics
/// Something was lost, doubled or changed.
pub fn exact_since(world: &World, past: Past, to: i32) -> Past {
    let (verdict, past) = judged(world, past, Some(to));
    found_exact(world, verdict);
    past
}

/// Judges every stage and finds nothing wrong.
///
/// # Panics
/// Something was lost, doubled or changed.
pub fn exact(world: &World) -> Verdict {
    found_exact(world, verdict(world))
}

/// Finds nothing wrong in a verdict; otherwise leaves all that is behind, for whoever looks for the cause.
///
/// # Panics
/// Something was lost, doubled or changed.
pub fn found_exact(world: &World, verdict: Verdict) -> Verdict {
    let (faults, fates) = (verdict.faults.len(), &verdict.fates);
    let file = world.dir().join("faults.txt");
    std::fs::write(&file, verdict.faults.join("\n")).expect("a file of faults");
    if faults > 0 {
        // For whoever looks for the cause: the logs of the workers and all faults outlive the test.
        world.keep();
    }
    let first: Vec<&String> = verdict.faults.iter().take(20).collect();
    let file = file.display();
    assert!(
        first.is_empty(),
        "{faults} faults, all in {file}, the first are {first:#?}; fates: {fates:?}"
    );
    assert!(
        verdict.records > 0,
        "nothing was processed: there is nothing to judge"
    );
    verdict
}
