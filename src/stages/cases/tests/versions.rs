//! An item gets a version when there is something new to act on, and not when a number drifts.

use super::*;
use crate::domain::item::Priority;

fn risen(desk: &mut Desk, level: Level, score: f64, shares: i64) -> Fate {
    let risk = Risk {
        shares,
        ..spread(level, score)
    };
    desk.feed(&risk_changed("ana", "p1", risk), minute(5))
}

fn versions(desk: &Desk) -> Vec<(i64, ItemChange)> {
    desk.items()
        .iter()
        .map(|item| (item.version, item.change))
        .collect()
}

#[test]
fn a_risk_that_drifts_within_its_level_makes_no_version_and_the_next_one_shows_it() {
    let mut desk = Desk::new();
    let _ = desk.post(&complaint("ana", "p1", 0));
    assert!(matches!(risen(&mut desk, Level::Low, 0.2, 40), Fate::Emitted(1)));
    for (score, shares) in [(0.21, 41), (0.24, 60), (0.29, 3_000)] {
        assert_eq!(risen(&mut desk, Level::Low, score, shares), Fate::Absorbed);
    }
    assert_eq!(desk.item("ana").spread.score, 0.2, "as it was at its writing");
    let _ = desk.post(&complaint("ana", "p2", 9));
    let item = desk.item("ana");
    assert_eq!(
        (item.version, item.change, item.spread.score),
        (3, ItemChange::PostAdded, 0.29)
    );
}

#[test]
fn another_level_or_another_band_makes_a_version() {
    let mut desk = Desk::new();
    let _ = desk.post(&complaint("ana", "p1", 0));
    let _ = risen(&mut desk, Level::Low, 0.2, 40);
    let band = |desk: &Desk| (desk.item("ana").spread.level, desk.item("ana").priority);
    assert_eq!(band(&desk), (Level::Low, Priority::High));
    assert_eq!(risen(&mut desk, Level::Low, 0.5, 40), Fate::Absorbed);
    assert_eq!(risen(&mut desk, Level::Low, 0.9, 40), Fate::Emitted(1));
    assert_eq!(band(&desk), (Level::Low, Priority::Urgent));
    let _ = risen(&mut desk, Level::Medium, 0.9, 40);
    assert_eq!(band(&desk), (Level::Medium, Priority::Urgent));
    let causes = [
        ItemChange::Opened,
        ItemChange::Spread,
        ItemChange::Spread,
        ItemChange::Spread,
    ];
    assert_eq!(versions(&desk), (1..).zip(causes).collect::<Vec<_>>());
}

#[test]
fn whoever_takes_a_side_is_news_and_an_older_revision_is_none() {
    let mut desk = Desk::new();
    let post = complaint("ana", "p1", 0);
    let _ = desk.post(&post.clone().edited(2, "newest words"));
    let older = post.edited(1, "older words").set(|e| {
        e.superseded = true;
        e.occurred_at = minute(2);
        e.ingested_at = minute(20);
    });
    assert_eq!(desk.post(&older), Fate::Absorbed);
    for (n, role) in [(0, Role::Joiner), (1, Role::Helper), (2, Role::Defender)] {
        let name = format!("o{n}");
        let said = complaint(&name, &name, 3).told_to("ana", role, "p1");
        assert!(matches!(desk.post(&said), Fate::Emitted(_)), "{role:?}");
    }
    assert_eq!(
        (desk.item("ana").posts.len(), desk.item("ana").others.len()),
        (1, 3)
    );
    assert_eq!(desk.item("ana").version, 4);
}

#[test]
fn an_edit_of_what_is_gone_changes_what_the_item_says_and_is_told() {
    let both_ways = [true, false].map(|edited_first| {
        let mut desk = Desk::new();
        let post = complaint("ana", "p1", 0);
        let (edit, deletion) = (
            post.clone().edited(1, "worse").says(Cue::Safety, -0.9),
            post.clone().deleted(9),
        );
        let _ = desk.post(&post);
        let rest = if edited_first {
            [edit, deletion]
        } else {
            [deletion, edit]
        };
        for told in rest {
            let _ = desk.post(&told);
        }
        let item = desk.item("ana");
        (
            item.work_state,
            item.worst_sentiment,
            item.cues.clone(),
            item.posts.len(),
        )
    });
    assert_eq!(both_ways[0], both_ways[1]);
    assert_eq!(both_ways[0].1, Some(-0.9));
}

#[test]
fn other_rules_are_told_with_the_next_record_even_if_that_brings_a_drift_alone() {
    let mut desk = Desk::new();
    let _ = desk.post(&complaint("ana", "p1", 0));
    let _ = risen(&mut desk, Level::Low, 0.2, 40);
    let moved = include_str!("rules.yaml").replace("queue: front", "queue: triage");
    let rules = RuleSet::compile("rules.yaml", &moved).unwrap();
    desk.stage = Cases::new(Wire::locked(), Arc::new(rules), CaseParams::default());
    assert_eq!(risen(&mut desk, Level::Low, 0.21, 41), Fate::Emitted(1));
    assert_eq!(desk.item("ana").queue, "triage");
    assert_eq!(risen(&mut desk, Level::Low, 0.22, 42), Fate::Absorbed);
}

#[test]
fn a_restored_lane_knows_what_it_has_said() {
    let (mut desk, mut log) = (Desk::new(), Vec::new());
    let _ = desk.post(&complaint("ana", "p1", 0));
    let _ = risen(&mut desk, Level::Low, 0.2, 40);
    let mut restored = desk.restored(&mut log);
    assert_eq!(risen(&mut restored, Level::Low, 0.25, 50), Fate::Absorbed);
    assert!(restored.published.is_empty());
}
