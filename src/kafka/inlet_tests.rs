//! A membership ends whatever the group had decided and nobody had answered yet.

use std::sync::Arc;
use std::sync::mpsc;
use std::time::Duration;

use rdkafka::consumer::Consumer;

use super::super::embedded::EmbeddedBroker;
use super::super::handles;
use super::*;
use crate::kafka::system_clock::SystemClock;
use crate::runtime::watchdog::Watchdog;
use crate::runtime::witness::{Happening, Witness};

const STAGE: StageName = StageName::Assess;
/// The embedded broker lets a group wait 3 s for its members; more than that is a hang.
const PATIENCE: Duration = Duration::from_secs(30);

struct Silent;

impl Witness for Silent {
    fn saw(&self, _: &Happening<'_>) {}
}

fn member(broker: &EmbeddedBroker, instance: &str) -> KafkaInlet<SystemClock> {
    let mut config = KafkaConfig::new("closing", &broker.bootstrap());
    config.instance = instance.into();
    let names = Arc::new(Names::new(&config.prefix, &config.networks));
    let witness: Arc<dyn Witness> = Arc::new(Silent);
    let consumer = handles::member(&config, STAGE, 0, &witness).expect("a member");
    let survey = handles::survey(&config, instance, &witness).expect("a survey");
    let topic = names.full(Source::SocialEvents.topic()).into_owned();
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

fn broker() -> EmbeddedBroker {
    let broker = EmbeddedBroker::start().expect("an embedded broker");
    let config = KafkaConfig::new("closing", &broker.bootstrap());
    broker.make_topics(&config, 2).expect("topics");
    broker
}

/// Polls until the group has decided something that nobody has heard.
fn poll_until_decided(inlets: &mut [&mut KafkaInlet<SystemClock>]) {
    let deadline = SystemClock.monotonic() + PATIENCE;
    while !inlets[0].consumer.context().has_news() {
        assert!(SystemClock.monotonic() < deadline, "the group decided nothing");
        for inlet in inlets.iter_mut() {
            inlet
                .poll(Duration::from_millis(20), &mut |_| Ok(()))
                .expect("a poll");
        }
    }
}

/// Closes as a shard does, and waits for the client to be gone.
fn closes(mut inlet: KafkaInlet<SystemClock>) -> bool {
    let (done, waits) = mpsc::channel();
    std::thread::spawn(move || {
        inlet.close();
        drop(inlet);
        // Nobody waits any more after a failure.
        let _ = done.send(());
    });
    waits.recv_timeout(PATIENCE).is_ok()
}

#[test]
fn a_member_closes_though_nobody_heard_what_it_was_assigned() {
    let broker = broker();
    let mut inlet = member(&broker, "0");
    poll_until_decided(&mut [&mut inlet]);
    assert!(closes(inlet), "the client waits for an answer");
}

#[test]
fn a_member_closes_though_it_never_accepted_what_it_was_assigned() {
    let broker = broker();
    let mut inlet = member(&broker, "0");
    poll_until_decided(&mut [&mut inlet]);
    let news = inlet.news();
    assert!(
        matches!(&news, Some(News::Assigned(lanes)) if lanes.len() == 2),
        "{news:?}"
    );
    assert!(closes(inlet), "the client waits for an answer");
}

/// One that holds every lane, and one that has just joined.
fn holder_and_guest(broker: &EmbeddedBroker) -> (KafkaInlet<SystemClock>, KafkaInlet<SystemClock>) {
    let mut holder = member(broker, "0");
    poll_until_decided(&mut [&mut holder]);
    let Some(News::Assigned(lanes)) = holder.news() else {
        panic!("nothing was assigned")
    };
    holder.accept(&lanes).expect("an assignment");
    (holder, member(broker, "1"))
}

#[test]
fn a_member_closes_though_it_never_accepted_that_it_was_assigned_nothing() {
    let broker = broker();
    let (mut holder, mut guest) = holder_and_guest(&broker);
    poll_until_decided(&mut [&mut guest, &mut holder]);
    let news = guest.news();
    assert!(
        matches!(&news, Some(News::Assigned(lanes)) if lanes.is_empty()),
        "{news:?}"
    );
    assert_eq!([closes(guest), closes(holder)], [true, true]);
}

#[test]
fn a_member_closes_though_it_never_released_what_was_revoked() {
    let broker = broker();
    let (mut holder, mut guest) = holder_and_guest(&broker);
    poll_until_decided(&mut [&mut holder, &mut guest]);
    let news = holder.news();
    assert!(
        matches!(&news, Some(News::Revoked(lanes)) if lanes.len() == 1),
        "{news:?}"
    );
    assert_eq!([closes(holder), closes(guest)], [true, true]);
}
