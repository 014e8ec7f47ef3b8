//! One value of each record about feeds and accounts with everything set, and with nothing.

use outcry::domain::account::AccountState;
use outcry::domain::event::RawRef;
use outcry::domain::gap::{FeedGap, GapReason};
use outcry::domain::ids::{CustomerKey, EventId, PayloadHash};
use outcry::domain::network::Network;
use outcry::domain::notice::AccountChanged;
use outcry::domain::time::Time;

const AT: Time = Time(1_900_000_000_123);

pub(crate) fn gaps() -> [FeedGap; 2] {
    let full = FeedGap {
        event_id: EventId::from_bytes([7; 16]),
        tenant: "northwind".into(),
        network: Network::X,
        reason: GapReason::Limit,
        count: Some(1_234),
        from: Some(Time(1_899_999_999_000)),
        to: Some(Time(1_900_000_000_000)),
        ingested_at: AT,
        raw_ref: RawRef {
            topic: "social.raw.x.v1".into(),
            partition: 3,
            offset: 88_123_456_790,
            sha256: PayloadHash::from_bytes(
                *b"\x00\x11\x22\x33\x44\x55\x66\x77\x88\x99\xaa\xbb\xcc\xdd\xee\xff",
            ),
        },
        adapter: 2,
    };
    let bare = FeedGap {
        reason: GapReason::Disconnect,
        count: None,
        from: None,
        to: None,
        ..full.clone()
    };
    [full, bare]
}

pub(crate) fn account_changed() -> AccountChanged {
    AccountChanged {
        customer: CustomerKey::from_bytes([8; 16]),
        state: AccountState::Suppressed,
        at: AT,
    }
}
