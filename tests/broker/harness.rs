//! The harness itself: if it is wrong, nothing that rests on it means anything.

use rdkafka::ClientConfig;
use rdkafka::producer::{BaseProducer, BaseRecord, Producer};
use std::time::Duration;

use crate::support::broker::{self, BrokerConfig};
use crate::support::client::{Client, Isolation, Stored};

fn record(partition: i32, value: &str) -> Stored {
    Stored {
        partition,
        offset: -1,
        timestamp: 1_700_000_000_000,
        key: Some(b"k".to_vec()),
        value: Some(value.as_bytes().to_vec()),
        headers: vec![("h".into(), b"1".to_vec())],
        ..Stored::default()
    }
}

#[test]
fn a_broker_is_killed_and_comes_back_with_what_was_written() {
    let Some(broker) = broker::own("broker comes back", &BrokerConfig::to_be_killed()) else {
        return;
    };
    let client = Client::new(broker.bootstrap());
    client.create(&["t"], 2, &[]);
    client.write("t", &[record(1, "one"), record(1, "two")]);
    broker.kill();
    broker.start_again();
    let found = client.topic("t", Isolation::Committed);
    let values: Vec<_> = found[1]
        .iter()
        .map(|stored| stored.value.clone().expect("value"))
        .collect();
    assert_eq!(
        (found[0].len(), values),
        (0, vec![b"one".to_vec(), b"two".to_vec()])
    );
    assert_eq!(found[1][0].header("h").as_deref(), Some("1"));
    assert_eq!(found[1][0].timestamp, 1_700_000_000_000);
}

#[test]
fn an_open_transaction_is_seen_as_a_gap_between_the_two_ends() {
    let Some(broker) = broker::shared("open transaction") else {
        return;
    };
    let client = Client::new(broker.bootstrap());
    client.create(&["harness-open"], 1, &[]);
    let producer: BaseProducer = ClientConfig::new()
        .set("bootstrap.servers", broker.bootstrap())
        .set("transactional.id", "harness-open")
        .create()
        .expect("producer");
    producer.init_transactions(Duration::from_secs(60)).expect("init");
    producer.begin_transaction().expect("begin");
    producer
        .send(BaseRecord::<str, str>::to("harness-open").payload("x"))
        .expect("send");
    producer.flush(Duration::from_secs(60)).expect("flush");
    assert_eq!(client.ends("harness-open", 0, Isolation::Uncommitted), (0, 1));
    assert_eq!(client.ends("harness-open", 0, Isolation::Committed), (0, 0));
    assert!(
        client
            .partition("harness-open", 0, Isolation::Committed)
            .is_empty()
    );
    assert_eq!(
        client.partition("harness-open", 0, Isolation::Uncommitted).len(),
        1
    );
    producer
        .commit_transaction(Duration::from_secs(60))
        .expect("commit");
    assert_eq!(client.closed("harness-open", 0, Duration::from_secs(60)), 2);
    assert_eq!(client.partition("harness-open", 0, Isolation::Committed).len(), 1);
}

#[test]
fn a_reader_reads_to_the_end_of_every_partition() {
    let Some(broker) = broker::shared("read to the end") else {
        return;
    };
    let client = Client::new(broker.bootstrap());
    client.create(&["harness-long-a", "harness-long-b"], 2, &[]);
    let wide = "x".repeat(1500);
    let records: Vec<Stored> = (0..6000).map(|n| record(n % 2, &wide)).collect();
    for topic in ["harness-long-a", "harness-long-b"] {
        client.write(topic, &records);
    }
    let all: Vec<(String, i32)> = ["harness-long-a", "harness-long-b"]
        .iter()
        .flat_map(|t| (0..2).map(|p| (t.to_string(), p)))
        .collect();
    let found = client.read(&all, Isolation::Committed);
    let counts: Vec<usize> = found.values().map(Vec::len).collect();
    assert_eq!(counts, [3000; 4]);
}
