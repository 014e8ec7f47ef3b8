//! Allocations from bytes to masked event, on the two paths that carry most: the same calls as
//! `benches/sources.rs` measures. Why an event owns its words: decision 0020.

use outcry::domain::network::Network;
use outcry::domain::time::Time;
use outcry::sources::RawPlace;

use crate::fixture;

/// Fixtures of posts, and the allocations that each may take.
const POSTS: [(Network, &str, u64); 7] = [
    (Network::Bluesky, "post", 16),
    (Network::Bluesky, "reply", 17),
    (Network::Bluesky, "repost", 5),
    (Network::X, "reply_without_references", 14),
    (Network::X, "protected_author", 18),
    (Network::X, "post", 30),
    (Network::X, "reply", 31),
];

#[test]
fn an_event_takes_few_allocations() {
    let reader = fixture::reader();
    for (network, name, most) in POSTS {
        let all = fixture::fixtures(network);
        let (_, body) = all.iter().find(|(other, _)| other == name).expect("a fixture");
        let place = RawPlace {
            topic: "social.raw.any.v1",
            partition: 0,
            offset: 41,
        };
        let mut events = 0;
        let spent = allocation_counter::measure(|| {
            let reading = reader.read(network, body.as_slice(), place, Time(1_800_000_000_000));
            events = reading.events.len();
        });
        eprintln!("{} {name}: {} allocations", network.name(), spent.count_total);
        assert_eq!(events, 1, "{} {name}", network.name());
        assert!(
            spent.count_total <= most,
            "{} {name}: {} allocations, not over {most}",
            network.name(),
            spent.count_total
        );
    }
}
