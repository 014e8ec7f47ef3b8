//! Raw payloads to events: golden fixtures, the traps of these networks, shaken input, recorded payloads.

#[path = "../support/fixture.rs"]
#[expect(unreachable_pub, reason = "the support is shared by several binaries")]
pub(crate) mod fixture;
mod golden;
mod marks;
mod recorded;
mod shaken;
mod traps;
mod traps_activitystreams;
mod traps_calls;
mod traps_chats;
mod traps_desks;
mod traps_forums;
mod traps_halves;
mod traps_letters;
mod traps_mail;
mod traps_mastodon;
mod traps_meta;
mod traps_pages;
mod traps_reviews;
mod traps_silent;
mod traps_videos;
mod traps_ways;

use outcry::domain::ids::AuthorHasher;
use outcry::domain::network::Network;
use outcry::domain::time::Time;
use outcry::sources::{RawPlace, Reader, Reading};

use fixture::{SECRET, TENANT, covered, fixtures, folder, payload_name, reader};

fn hasher() -> AuthorHasher {
    AuthorHasher::new(SECRET)
}

fn read_at(reader: &Reader, network: Network, body: &[u8], ingested_at: Time) -> Reading {
    let place = RawPlace {
        topic: "raw",
        partition: 3,
        offset: 41,
    };
    reader.read(network, body, place, ingested_at)
}

/// Reads a payload that arrived on 2026-04-07 at noon.
fn read(network: Network, body: &str) -> Reading {
    read_at(&reader(), network, body.as_bytes(), Time(1_775_563_200_000))
}
