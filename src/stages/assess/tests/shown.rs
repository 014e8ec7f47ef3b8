use super::*;
use crate::domain::published::Happened;
use crate::domain::scored_post::ScoredPost;

/// Takes these records, then a tick; gives what each led to, and what the view shows of it.
fn seen(publishes: bool, events: &[SocialEvent]) -> Vec<(Fate, Vec<ScoredPost>)> {
    let (mut stage, mut state) = (stage().publishing(publishes), AssessState::default());
    let wire = Wire::locked();
    let framed = |event: &SocialEvent| {
        let mut bytes = Vec::new();
        wire.encode(event, &mut bytes).unwrap();
        (event.ingested_at, bytes)
    };
    let mut values: Vec<_> = events.iter().map(framed).collect();
    let mut tick = Vec::new();
    let time = Time(1_000_000);
    wire.encode(&Tick { time }, &mut tick).unwrap();
    values.push((time, tick));
    let mut step = |(offset, (at, value)): (i64, &(Time, Vec<u8>))| {
        let record = Record {
            place: Place {
                source: Source::Events,
                partition: 0,
                offset,
                index: 0,
            },
            ingested_at: *at,
            headers: &[],
            key: b"",
            value: Some(value),
        };
        let mut out = Outbox::default();
        let fate = stage.step(&mut state, &record, &mut out);
        let views = out
            .outputs()
            .iter()
            .filter(|output| output.topic == Topic::ScoredPosts);
        let shown = views.map(|output| {
            let post: ScoredPost = wire.decode(out.value(output).unwrap()).unwrap();
            assert_eq!(out.key(output), post.conversation_key.hex());
            assert_eq!(output.id, Some(post.event_id));
            post
        });
        (fate, shown.collect())
    };
    (0..).zip(&values).map(&mut step).collect()
}

#[test]
fn a_bystander_is_told_to_nobody_and_shown() {
    let seen = seen(
        true,
        &[
            event("1", "1", "anna", 1, "lost"),
            event("2", "1", "ben", 2, "nice weather"),
        ],
    );
    let (fate, shown) = &seen[1];
    assert_eq!(*fate, Fate::Ignored(Ignored::Bystander));
    let [post] = shown.as_slice() else {
        panic!("one record: {shown:?}")
    };
    assert_eq!((post.post_key, post.action), (key("2"), Happened::Created));
    assert!(post.scored && !post.removed);
}

#[test]
fn a_joiner_is_told_to_two_and_shown_once_also_when_it_waits() {
    let seen = seen(
        true,
        &[
            event("2", "1", "ben", 2, "same"),
            event("1", "1", "anna", 3, "lost"),
        ],
    );
    let shown: Vec<PostKey> = seen
        .iter()
        .flat_map(|(_, shown)| shown)
        .map(|post| post.post_key)
        .collect();
    assert_eq!(shown, [key("2"), key("1")]);
}

#[test]
fn a_removal_says_so_once_and_a_return_too() {
    let toggles = [
        gone("2", "1", 4),
        gone("2", "1", 4),
        toggled(Action::Restore, "2", "1", 6),
    ];
    let posts = [
        event("1", "1", "anna", 1, "lost"),
        event("2", "1", "ben", 2, "nice weather"),
    ];
    let seen = seen(true, &[posts.to_vec(), toggles.to_vec()].concat());
    let told = |(_, shown): &(Fate, Vec<ScoredPost>)| -> Vec<_> {
        let shown = shown.iter();
        shown
            .map(|post| (post.action, post.removed, post.scored, post.kind))
            .collect()
    };
    assert_eq!(told(&seen[2]), [(Happened::Deleted, true, false, Kind::Reply)]);
    assert_eq!(told(&seen[3]), []);
    assert_eq!(told(&seen[4]), [(Happened::Restored, false, false, Kind::Reply)]);
    assert_eq!(seen[2].1[0].model, None);
}

#[test]
fn a_post_that_was_removed_before_it_came_is_shown_as_removed() {
    let seen = seen(true, &[gone("1", "1", 4), event("1", "1", "anna", 1, "lost")]);
    assert_eq!(seen[0].1, []);
    assert!(seen[1].1[0].removed && seen[1].1[0].scored);
}

#[test]
fn a_share_and_a_redelivery_are_not_shown_and_without_the_switch_nothing_is() {
    let root = event("1", "1", "anna", 1, "lost");
    let events = [root.clone(), root, share("3", "1", "carl", 3)];
    let with = seen(true, &events);
    let numbers: Vec<usize> = with.iter().map(|(_, shown)| shown.len()).collect();
    assert_eq!(numbers, [1, 0, 0, 0]);
    let without = seen(false, &events);
    assert!(without.iter().all(|(_, shown)| shown.is_empty()));
    let fates = |seen: &[(Fate, Vec<ScoredPost>)]| -> Vec<Fate> {
        seen.iter().map(|(fate, _)| fate.clone()).collect()
    };
    assert_eq!(fates(&with), fates(&without));
}
