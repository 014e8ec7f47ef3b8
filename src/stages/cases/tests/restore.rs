//! A lane restored from its changelog goes on as the one that wrote it.

use super::*;

fn story() -> Vec<Post> {
    let p1 = complaint("ana", "p1", 0).says(Cue::Safety, -0.9);
    let join = complaint("cem", "j1", 4).told_to("ana", Role::Joiner, "p1");
    vec![
        p1.clone(),
        complaint("ben", "p2", 1).chatter(),
        join.clone(),
        p1.clone().edited(1, "other words"),
        answer("ana", "a1", "p1", 12),
        complaint("ana", "p3", 20),
        join.deleted(21),
        p1.deleted(22),
    ]
}

#[test]
fn the_restored_lane_goes_on_byte_for_byte() {
    for cut in 0..story().len() {
        let (mut whole, mut log) = (Desk::new(), Vec::new());
        for post in &story()[..cut] {
            let _ = whole.post(post);
        }
        let _ = whole.tick(minute(cut as i64));
        let mut restored = whole.restored(&mut log);
        whole.published.clear();
        for desk in [&mut whole, &mut restored] {
            for post in &story()[cut..] {
                let _ = desk.post(post);
            }
            let _ = desk.tick(minute(600));
        }
        assert_eq!(whole.published, restored.published, "cut at {cut}");
        let (mut a, mut b) = (Vec::new(), Vec::new());
        whole
            .state
            .changes(2, &mut |k, v| a.push((k.to_vec(), v.map(<[u8]>::to_vec))));
        restored
            .state
            .changes(2, &mut |k, v| b.push((k.to_vec(), v.map(<[u8]>::to_vec))));
        assert_eq!(a, b, "cut at {cut}");
    }
}

#[test]
fn an_aborted_transaction_leaves_no_trace() {
    let mut desk = Desk::new();
    let _ = desk.post(&complaint("ana", "p1", 0));
    let _ = desk.tick(minute(1));
    desk.state.merge(1);
    desk.published.clear();
    let _ = desk.post(&complaint("ana", "p2", 2));
    let _ = desk.tick(minute(70));
    let first = std::mem::take(&mut desk.published);
    desk.state.discard();
    assert_eq!(desk.stage.time(&desk.state), minute(1));
    let _ = desk.post(&complaint("ana", "p2", 2));
    let _ = desk.tick(minute(70));
    assert_eq!(desk.published, first);
}

#[test]
fn a_changelog_record_of_no_table_is_refused() {
    let mut state = CaseState::default();
    assert!(state.apply(b"x", None).is_err());
    assert!(state.apply(b"c123", Some(b"{}")).is_err());
}
