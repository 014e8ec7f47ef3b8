//! Allocations from bytes to masked event, on the two paths that carry most.

use outcry::domain::network::Network;
use outcry::domain::time::Time;
use outcry::sources::RawPlace;

use crate::fixture;

#[test]
fn measured() {
    let reader = fixture::reader();
    for network in [Network::X, Network::Bluesky] {
        for (name, body) in fixture::fixtures(network) {
            let place = RawPlace {
                topic: "social.raw.x.v1",
                partition: 0,
                offset: 1,
            };
            let mut reading = None;
            let spent = allocation_counter::measure(|| {
                reading = Some(reader.read(network, body.as_slice(), place, Time(1_800_000_000_000)));
            });
            let events = reading.map_or(0, |reading| reading.events.len());
            eprintln!(
                "{} {name}: {} allocations, {events} events, peak {} of {}",
                network.name(),
                spent.count_total,
                spent.bytes_max,
                body.len()
            );
        }
    }
}
