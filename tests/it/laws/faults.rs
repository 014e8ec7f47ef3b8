//! What is refused, away or flooded holds nobody else up, and loses nothing.

use super::*;

#[test]
fn a_record_whose_schema_cannot_be_had_yet_is_read_again_and_never_refused() {
    let mut inputs = posts(9, b"post");
    for input in inputs.values_mut().flatten().filter(|input| input.at.offset == 4) {
        input.value = b"later".to_vec();
    }
    let log = Log::with(inputs.clone(), Vec::new());
    let books = Arc::new(Books::default());
    let mut patient = shard(&log, vec![lane(0)], Cadence::default(), &books);
    patient.stage_mut().away.set(6);
    for _ in 0..20_000 {
        patient.turn().expect("the shard lives");
    }
    assert_eq!(
        patient.stage_mut().away.get(),
        0,
        "it was asked again until it could be read"
    );
    let end = log.borrow().end(0);
    assert_eq!(
        log.borrow().committed(lane(0)).map(|(next, _)| next),
        Some(Position::start_of(end))
    );
    assert_eq!(books.dead_letters(), (0, 0));
    let (outputs, _, _) = model(0, &inputs[&0]);
    let seen = log.borrow().seen();
    let written: Vec<&Written> = seen
        .iter()
        .filter(|w| matches!(w, Written::Output { .. }))
        .collect();
    assert_eq!(
        written,
        outputs.iter().collect::<Vec<_>>(),
        "as if it had never been away"
    );
}

#[test]
fn while_one_lane_waits_for_a_schema_the_others_go_on() {
    let mut inputs = posts(9, b"post");
    for input in inputs.values_mut().flatten().filter(|input| input.at.offset == 4) {
        input.value = b"later".to_vec();
    }
    inputs.insert(1, posts(50, b"post").remove(&0).expect("records"));
    let log = Log::with(inputs, Vec::new());
    let books = Arc::new(Books::default());
    let mut patient = shard(&log, vec![lane(0), lane(1)], Cadence::default(), &books);
    patient.stage_mut().away.set(u32::MAX);
    for _ in 0..20_000 {
        patient.turn().expect("the shard lives");
    }
    let stands = |partition| log.borrow().committed(lane(partition)).map(|(next, _)| next);
    assert!(all_read(&log.borrow(), &[1]));
    assert_eq!(
        stands(0),
        Some(Position::start_of(4)),
        "it waits before the record"
    );
    assert_eq!(patient.idle(), None, "somebody waits");
    patient.stage_mut().away.set(0);
    for _ in 0..20_000 {
        patient.turn().expect("the shard lives");
    }
    assert!(all_read(&log.borrow(), &[0, 1]));
    assert_eq!((books.records(), books.dead_letters()), (59, (0, 0)));
}

/// Whether these lanes stand at the end of their input.
fn all_read(log: &Log, partitions: &[i32]) -> bool {
    let stands = |partition: &i32| log.committed(lane(*partition)).map(|(next, _)| next);
    let end = |partition: &i32| Position::start_of(log.end(*partition));
    partitions
        .iter()
        .all(|partition| stands(partition) == Some(end(partition)))
}

#[test]
fn what_grows_with_a_transaction_is_refused_until_the_transaction_is_small_and_no_record_is() {
    // Of 12 keys each a changelog record, but at most 4 of them and the progress are taken.
    let keyed = |offset: i64| Input {
        at: Position::start_of(offset),
        time: Time(offset),
        key: vec![u8::try_from(offset % 12).expect("small")],
        value: b"post".to_vec(),
    };
    let other = posts(200, b"post").remove(&0).expect("records");
    let inputs = BTreeMap::from([(0, (0..200).map(keyed).collect()), (1, other)]);
    for (changes, written) in [(Some(5), None), (None, Some(20))] {
        let log = Log::with(inputs.clone(), Vec::new());
        (log.borrow_mut().most_changes, log.borrow_mut().most_written) = (changes, written);
        let books = Arc::new(Books::default());
        run(&log, Cadence::default(), &[], &books);
        assert_eq!(books.dead_letters(), (0, 0));
        assert_eq!(books.records(), 400);
    }
}

#[test]
fn a_transaction_that_is_never_delivered_waits_and_refuses_nothing() {
    let log = Log::with(posts(3, b"post"), Vec::new());
    log.borrow_mut().most_written = Some(1);
    let books = Arc::new(Books::default());
    let mut patient = shard(&log, vec![lane(0)], Cadence::default(), &books);
    for _ in 0..2_000 {
        patient.turn().expect("the shard lives");
    }
    assert_eq!(log.borrow().seen(), []);
    assert_eq!(*books.stopped.lock().expect("lock"), []);
    log.borrow_mut().most_written = None;
    for _ in 0..20_000 {
        patient.turn().expect("the shard lives");
    }
    assert!(all_read(&log.borrow(), &[0]));
    assert_eq!(books.dead_letters(), (0, 0));
}

#[test]
fn a_record_that_can_neither_be_settled_nor_buried_stops_its_lane_and_no_other() {
    let mut inputs = posts(60, b"post");
    for input in inputs
        .values_mut()
        .flatten()
        .filter(|input| input.at.offset == 41)
    {
        input.value = b"cursed".to_vec();
    }
    let others = posts(60, b"post").remove(&0).expect("records");
    inputs.insert(1, others.clone());
    inputs.insert(2, others);
    let log = Log::with(inputs, Vec::new());
    let books = Arc::new(Books::default());
    let lanes = vec![lane(0), lane(1), lane(2)];
    let mut shard = shard(&log, lanes, Cadence::default(), &books);
    for _ in 0..20_000 {
        shard.turn().expect("the shard lives");
    }
    assert_eq!(
        *books.stopped.lock().expect("lock"),
        [(lane(0), StopReason::Unwritable)]
    );
    let log = log.borrow();
    assert!(all_read(&log, &[1, 2]));
    let stands = log.committed(lane(0)).map(|(next, _)| next);
    assert_eq!(stands, Some(Position::start_of(41)), "all before it is settled");
    assert_eq!(books.dead_letters(), (0, 0));
}

#[test]
fn a_flooded_partition_stops_and_keeps_its_offset() {
    let log = Log::with(posts(40, b"bad"), Vec::new());
    let books = Arc::new(Books::default());
    let mut parts = shard(&log, vec![lane(0)], Cadence::default(), &books);
    for _ in 0..50 {
        parts.turn().expect("the shard lives");
    }
    assert_eq!(
        books.stopped.lock().expect("lock").len(),
        0,
        "100 percent never stops"
    );
    assert_eq!(
        stands_when_flooded(posts(40, b"bad")),
        Some(Position::start_of(10)),
        "the ten that were seen are dead letters, the others are still to read"
    );
    let mut bundled = posts(40, b"bad");
    for input in bundled.values_mut().flatten() {
        let n = input.at.offset;
        (input.at.offset, input.at.index) = (n / 4, u32::try_from(n % 4).expect("small"));
    }
    assert_eq!(
        stands_when_flooded(bundled),
        Some(Position { offset: 2, index: 2 }),
        "inside the message with the eleventh"
    );
}

/// Where the lane of these inputs stands when it was stopped.
fn stands_when_flooded(inputs: BTreeMap<i32, Vec<Input>>) -> Option<Position> {
    let log = Log::with(inputs, Vec::new());
    let books = Arc::new(Books::default());
    let half = RejectLimit {
        percent: 50,
        at_least: 10,
    };
    let mut strict = strict(&log, vec![lane(0)], Cadence::default(), &books, half);
    for _ in 0..50 {
        strict.turn().expect("the shard lives");
    }
    assert_eq!(
        *books.stopped.lock().expect("lock"),
        [(lane(0), StopReason::Flooded)]
    );
    log.borrow().committed(lane(0)).map(|(next, _)| next)
}
