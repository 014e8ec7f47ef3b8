//! Clients end: a membership whatever the group had decided and nobody had answered yet, a reader of the changelog in
//! the middle of its reading; and whose timestamps are believed.

use std::sync::Arc;
use std::sync::mpsc;
use std::time::Duration;

use rdkafka::consumer::Consumer;

use super::super::embedded::EmbeddedBroker;
use super::super::handles;
use super::*;
use crate::domain::network::Network;
use crate::domain::topic::Topic;
use crate::kafka::system_clock::SystemClock;
use crate::runtime::watchdog::Watchdog;
use crate::runtime::witness::{Happening, Witness};

const STAGE: StageName = StageName::Assess;
/// The embedded broker lets a group wait for its members: 3 s for the first, and for each that joins later as long as a
/// session, less a second. Much more than that is a hang.
const PATIENCE: Duration = Duration::from_mins(1);

struct Silent;

impl Witness for Silent {
    fn saw(&self, _: &Happening<'_>) {}
}

fn member(broker: &EmbeddedBroker, partitions: i32, instance: &str) -> KafkaInlet<SystemClock> {
    let mut config = KafkaConfig::new("closing", &broker.bootstrap());
    config.instance = instance.into();
    config.partitions = partitions;
    for (key, value) in [("session.timeout.ms", "6000"), ("heartbeat.interval.ms", "500")] {
        config.client.insert(key.into(), value.into());
    }
    let names = Arc::new(Names::of(&config));
    let witness: Arc<dyn Witness> = Arc::new(Silent);
    let consumer = handles::member(&config, STAGE, 0, &witness).expect("a member");
    let survey = handles::survey(&config, instance, &witness).expect("a survey");
    let topic = names.full(Source::Events.topic()).into_owned();
    consumer.subscribe(&[&topic]).expect("a subscription");
    KafkaInlet::new(
        Arc::new(consumer),
        Arc::new(survey),
        Arc::new(config),
        names,
        STAGE,
        Watchdog::default().leash(instance),
        SystemClock,
    )
}

fn broker(partitions: i32) -> EmbeddedBroker {
    let broker = EmbeddedBroker::start().expect("an embedded broker");
    let mut config = KafkaConfig::new("closing", &broker.bootstrap());
    config.partitions = partitions;
    broker.make_topics(&config).expect("topics");
    broker
}

fn poll(inlet: &mut KafkaInlet<SystemClock>) {
    inlet
        .poll(Duration::from_millis(20), &mut |_| Ok(Flow::GoOn))
        .expect("a poll");
}

/// Polls until the group has decided something about this member that nobody has heard.
fn poll_until_decided(inlet: &mut KafkaInlet<SystemClock>, mut meanwhile: impl FnMut()) {
    let deadline = SystemClock.monotonic() + PATIENCE;
    while !inlet.consumer.context().has_news() {
        assert!(SystemClock.monotonic() < deadline, "the group decided nothing");
        poll(inlet);
        meanwhile();
    }
}

/// Polls, and takes whatever is assigned.
fn hold(inlet: &mut KafkaInlet<SystemClock>) {
    poll(inlet);
    while let Some(news) = inlet.news() {
        let News::Assigned(lanes) = news else {
            panic!("{news:?} was to be held")
        };
        inlet.accept(&lanes).expect("an assignment");
    }
}

/// Drops as a shard does, and waits for the client to be gone.
fn closes(client: impl Send + 'static) -> bool {
    let (done, waits) = mpsc::channel();
    std::thread::spawn(move || {
        drop(client);
        // Nobody waits any more after a failure.
        let _ = done.send(());
    });
    waits.recv_timeout(PATIENCE).is_ok()
}

#[test]
fn a_member_closes_though_nobody_heard_what_it_was_assigned() {
    let broker = broker(2);
    let mut inlet = member(&broker, 2, "0");
    poll_until_decided(&mut inlet, || ());
    assert!(closes(inlet), "the client waits for an answer");
}

#[test]
fn a_member_closes_though_it_never_accepted_what_it_was_assigned() {
    let broker = broker(2);
    let mut inlet = member(&broker, 2, "0");
    poll_until_decided(&mut inlet, || ());
    let news = inlet.news();
    assert!(
        matches!(&news, Some(News::Assigned(lanes)) if lanes.len() == 2),
        "{news:?}"
    );
    assert!(closes(inlet), "the client waits for an answer");
}

/// One that holds every lane.
fn holder(broker: &EmbeddedBroker, partitions: i32) -> KafkaInlet<SystemClock> {
    let mut holder = member(broker, partitions, "0");
    poll_until_decided(&mut holder, || ());
    hold(&mut holder);
    holder
}

#[test]
fn a_member_closes_though_it_never_accepted_that_it_was_assigned_nothing() {
    // One lane and two members, in however many rounds the group finds that out.
    let broker = broker(1);
    let mut holder = holder(&broker, 1);
    let mut guest = member(&broker, 1, "1");
    poll_until_decided(&mut guest, || hold(&mut holder));
    let news = guest.news();
    assert!(
        matches!(&news, Some(News::Assigned(lanes)) if lanes.is_empty()),
        "{news:?}"
    );
    assert_eq!([closes(guest), closes(holder)], [true, true]);
}

#[test]
fn a_member_closes_though_it_never_released_what_was_revoked() {
    let broker = broker(2);
    let mut holder = holder(&broker, 2);
    let mut guest = member(&broker, 2, "1");
    poll_until_decided(&mut holder, || poll(&mut guest));
    let news = holder.news();
    assert!(
        matches!(&news, Some(News::Revoked(lanes)) if lanes.len() == 1),
        "{news:?}"
    );
    assert_eq!([closes(holder), closes(guest)], [true, true]);
}

#[test]
fn a_reader_closes_in_the_middle_of_its_reading() {
    let broker = broker(1);
    let config = KafkaConfig::new("closing", &broker.bootstrap());
    let names = Names::of(&config);
    let witness: Arc<dyn Witness> = Arc::new(Silent);
    let reader = handles::reader(&config, STAGE, &witness).expect("a reader");
    let mut list = TopicPartitionList::new();
    list.add_partition_offset(&names.full(Topic::Changelog(STAGE)), 0, Offset::Beginning)
        .expect("a partition");
    reader.assign(&list).expect("an assignment");
    drop(reader.poll(Duration::from_millis(100)));
    assert!(closes(reader), "the client cannot be closed");
}

#[test]
fn the_clocks_of_others_are_not_believed_and_a_hop_keeps_the_time_of_its_cause() {
    let ahead = SystemClock.wall().plus(Span::hours(1));
    for source in Source::all(&[Network::X]) {
        let (time, clamped) = ingested(source, ahead, &SystemClock);
        assert_eq!(
            (clamped, time < ahead),
            (!source.is_hop(), !source.is_hop()),
            "{source:?}"
        );
        assert_eq!(
            ingested(source, Time(1), &SystemClock),
            (Time(1), false),
            "{source:?}"
        );
    }
}
