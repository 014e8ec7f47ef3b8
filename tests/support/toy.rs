//! A toy stage: counts records by key and says each count; a tick tells of keys that were silent and forgets them.

use std::cell::Cell;
use std::time::Duration;

use outcry::domain::fate::{Fate, Ignored, RejectReason};
use outcry::domain::ids::PostKey;
use outcry::domain::outbox::Outbox;
use outcry::domain::record::Record;
use outcry::domain::stage::StageName;
use outcry::domain::time::{Span, Time};
use outcry::domain::topic::{RecordType, Topic};
use outcry::stages::Stage;
use outcry::state::due::Due;
use outcry::state::route::{Route, Routed};
use outcry::state::row::Row;
use outcry::state::table::Table;
use outcry::state::time_only::LaneTime;
use outcry::wire::WireError;

use super::memory::{ManualClock, TRANSACTION};

/// How long a key may be silent.
pub const SILENCE: Span = Span(50);

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Count {
    pub seen: u64,
    pub last: Time,
}

impl Routed<PostKey> for Count {
    fn route(&self, key: &PostKey) -> Route {
        Route::Home(key.home())
    }
}

impl Row for Count {
    fn encode(&self, to: &mut Vec<u8>) {
        to.extend_from_slice(&self.seen.to_be_bytes());
        to.extend_from_slice(&self.last.0.to_be_bytes());
    }

    fn decode(bytes: &[u8]) -> Result<Self, String> {
        let part = |at: usize| -> Option<[u8; 8]> { bytes.get(at..at + 8)?.try_into().ok() };
        match (part(0), part(8), bytes.len()) {
            (Some(seen), Some(last), 16) => Ok(Self {
                seen: u64::from_be_bytes(seen),
                last: Time(i64::from_be_bytes(last)),
            }),
            _ => Err(format!("{} bytes", bytes.len())),
        }
    }

    fn due(&self) -> Option<Due> {
        Some(Due::At(self.last.plus(SILENCE)))
    }
}

#[derive(Debug)]
pub struct ToyState {
    counts: Table<PostKey, Count>,
    time: LaneTime,
}

impl Default for ToyState {
    fn default() -> Self {
        Self {
            counts: Table::new(b'c'),
            time: LaneTime::default(),
        }
    }
}

impl ToyState {
    pub fn count(&self, key: u8) -> Option<&Count> {
        self.counts.get(&key_of(&[key]))
    }
}

outcry::state::lane_state!(ToyState { counts });

/// The stage.
#[derive(Debug, Default)]
pub struct Toy {
    /// How often a record `later` is still not to be read.
    pub away: Cell<u32>,
    /// Runs on while a record `slow` is processed.
    pub clock: ManualClock,
}

fn key_of(key: &[u8]) -> PostKey {
    let mut bytes = [0; 16];
    for (to, from) in bytes.iter_mut().zip(key) {
        *to = *from;
    }
    PostKey::from_bytes(bytes)
}

fn say(out: &mut Outbox, key: &[u8], words: &str) {
    let said = out.emit(Topic::Measures, key, RecordType::Measure, None, |to| {
        to.extend_from_slice(words.as_bytes());
        Ok::<(), ()>(())
    });
    assert_eq!(said, Ok(()));
}

impl Stage for Toy {
    type State = ToyState;

    fn name(&self) -> StageName {
        StageName::Assess
    }

    fn ready(&self, record: &Record<'_>) -> Result<(), WireError> {
        let left = self.away.get();
        if record.value != Some(b"later") || left == 0 {
            return Ok(());
        }
        self.away.set(left - 1);
        Err(WireError::RegistryUnavailable("it is away".into()))
    }

    fn step(&mut self, state: &mut ToyState, record: &Record<'_>, out: &mut Outbox) -> Fate {
        let Some(value) = record.value else {
            return Fate::Ignored(Ignored::Tombstone);
        };
        if let Some(time) = value.strip_prefix(b"tick:") {
            let time = String::from_utf8_lossy(time).parse().map_or(Time::START, Time);
            if !state.time.reach(time) {
                return Fate::Tick(0);
            }
            let due = state.counts.due(time, usize::MAX);
            for key in &due {
                let seen = state.counts.get(key).map_or(0, |count| count.seen);
                say(out, key.bytes(), &format!("silent after {seen}"));
                state.counts.remove(*key);
            }
            return Fate::Tick(u32::try_from(due.len()).unwrap_or(u32::MAX));
        }
        if value == b"bad" {
            return Fate::reject(RejectReason::Undecodable, "said so itself");
        }
        let count = state.counts.entry(key_of(record.key), || Count {
            seen: 0,
            last: Time::START,
        });
        count.seen += 1;
        count.last = count.last.max(record.ingested_at);
        let seen = count.seen;
        say(out, record.key, &format!("count {seen}"));
        // Half way through, on purpose: what is changed and written by now must not be seen.
        assert_ne!(value, b"panic", "a record that asks for it");
        match value {
            b"client" => say(out, record.key, "the client refuses this"),
            b"broker" | b"cursed" => say(out, record.key, "the broker refuses this"),
            b"slow" => self.clock.pass(TRANSACTION + Duration::from_secs(1)),
            _ => {}
        }
        if value == b"big" {
            say(out, record.key, &"x".repeat(5_000));
            return Fate::Emitted(2);
        }
        Fate::Emitted(1)
    }
}
