use super::packed::Packed;
use super::route::{Route, Routed};
use super::row::Row;
use super::table::Table;
use super::time_only::LaneTime;
use super::*;
use crate::domain::ids::PostKey;
use crate::stages::assess::AssessState;
use crate::stages::cases::CaseState;
use crate::stages::resolve::ResolveState;
use packed::tests::Mark;

mod deals;

/// Each tag belongs to one table of a state at most, and none to the progress record.
fn tags<T: LaneState>() -> Vec<u8> {
    let state = T::default();
    let owners = |tag: u8| state.tables().filter(|table| table.owns(&[tag; 17])).count();
    assert!((0..=u8::MAX).all(|tag| owners(tag) <= 1));
    assert_eq!(owners(0), 0, "the progress record's");
    (0..=u8::MAX).filter(|tag| owners(*tag) == 1).collect()
}

#[test]
fn no_two_tables_of_a_stage_share_a_tag() {
    assert_eq!(tags::<AssessState>(), b"acehnopstx");
    assert_eq!(tags::<ResolveState>(), b"eqrx");
    assert_eq!(tags::<CaseState>(), b"cerx");
}

#[derive(Debug, Clone)]
struct Nothing;

impl Routed<PostKey> for Nothing {
    fn route(&self, key: &PostKey) -> Route {
        Route::Home(key.home())
    }
}

impl Row for Nothing {
    fn encode(&self, _: &mut Vec<u8>) {}

    fn decode(_: &[u8]) -> Result<Self, String> {
        Ok(Self)
    }
}

/// One table of each kind.
struct Each {
    table: Table<PostKey, Nothing>,
    packed: Packed<PostKey, Mark>,
    blocked: blocked::Blocked,
    time: LaneTime,
}

lane_state!(Each {
    table,
    packed,
    blocked
});

impl Default for Each {
    fn default() -> Self {
        Self {
            table: Table::new(b't'),
            packed: Packed::new(b'p'),
            blocked: blocked::Blocked::default(),
            time: LaneTime::default(),
        }
    }
}

impl Each {
    fn change(&mut self) {
        let post = |n: u8| PostKey::from_bytes([n; 16]);
        let hours = [Time(0), Time(3_600_000)];
        for (n, at) in (1..).zip(hours) {
            self.table.put(post(n), Nothing);
            self.packed.insert(at.hour(), post(n), Mark(n));
            self.blocked.block_posts(&[post(n)], at);
        }
        self.table.count_evicted(1);
        self.packed.expire(0, 1);
        self.blocked.expire(Time(0), Default::default(), 1);
        self.time.reach(Time(9));
    }

    fn logged(&mut self) -> Vec<(Vec<u8>, Option<Vec<u8>>)> {
        let mut log = Vec::new();
        self.changes(7, &mut |key, value| {
            log.push((key.to_vec(), value.map(<[u8]>::to_vec)));
        });
        log
    }
}

#[test]
fn an_abort_takes_back_every_change_of_every_table_and_what_was_evicted() {
    let mut state = Each::default();
    state.change();
    let first = state.logged();
    state.discard();
    assert_eq!((state.rows(), state.evicted(), state.time()), (0, 0, Time::START));
    assert_eq!(state.logged(), []);
    state.change();
    assert_eq!(state.logged(), first);
    state.merge(7);
    assert_eq!((state.rows(), state.evicted(), state.time()), (4, 3, Time(9)));
    let mut restored = Each::default();
    for (key, value) in &first {
        restored
            .apply(key, value.as_deref())
            .expect("a change of its own");
    }
    assert_eq!(restored.rows(), 4);
    assert!(restored.apply(b"?", None).is_err(), "the key of no table");
}
