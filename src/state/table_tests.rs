use proptest::prelude::*;

use super::*;
use crate::state::due::Due;
use crate::state::route::Route;

/// Due at the next tick or at a moment, and awaiting one of three posts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Note {
    due: Option<Due>,
    awaits: Option<u8>,
}

impl Routed<PostKey> for Note {
    fn route(&self, key: &PostKey) -> Route {
        Route::Home(key.home())
    }
}

impl Row for Note {
    fn encode(&self, to: &mut Vec<u8>) {
        let (kind, moment) = match self.due {
            None => (0, 0),
            Some(Due::Next(moment)) => (1, moment.0),
            Some(Due::At(moment)) => (2, moment.0),
        };
        to.extend_from_slice(&[kind, self.awaits.unwrap_or(u8::MAX)]);
        to.extend_from_slice(&moment.to_be_bytes());
    }

    fn decode(bytes: &[u8]) -> Result<Self, String> {
        let (&[kind, awaits], moment) = bytes.split_first_chunk::<2>().ok_or("cut")?;
        let moment = Time(i64::from_be_bytes(moment.try_into().map_err(|_| "cut")?));
        let due = match kind {
            0 => None,
            1 => Some(Due::Next(moment)),
            _ => Some(Due::At(moment)),
        };
        let awaits = (awaits < u8::MAX).then_some(awaits);
        Ok(Self { due, awaits })
    }

    fn due(&self) -> Option<Due> {
        self.due
    }

    fn awaits(&self) -> Option<PostKey> {
        self.awaits.map(key)
    }
}

fn key(n: u8) -> PostKey {
    PostKey::from_bytes([n; 16])
}

fn note() -> impl Strategy<Value = Note> {
    let moment = (0i64..9).prop_map(Time);
    let due = prop_oneof![
        1 => Just(None),
        2 => moment.clone().prop_map(|at| Some(Due::Next(at))),
        4 => moment.prop_map(|at| Some(Due::At(at))),
    ];
    (due, prop::option::of(0u8..3)).prop_map(|(due, awaits)| Note { due, awaits })
}

#[derive(Debug, Clone, Copy)]
enum Step {
    Put(u8, Note),
    Change(u8, Note),
    Remove(u8),
    Commit,
    Abort,
    Restore,
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        4 => (0u8..12, note()).prop_map(|(n, note)| Step::Put(n, note)),
        4 => (0u8..12, note()).prop_map(|(n, note)| Step::Change(n, note)),
        2 => (0u8..12).prop_map(Step::Remove),
        2 => Just(Step::Commit),
        1 => Just(Step::Abort),
        1 => Just(Step::Restore),
    ]
}

type Rows = BTreeMap<PostKey, Note>;

/// What is due of these rows, found the slow way: all of it, in order.
fn due(rows: &Rows, now: Time) -> Vec<(Due, PostKey)> {
    let mut all: Vec<(Due, PostKey)> = rows.iter().filter_map(|(k, r)| Some((r.due?, *k))).collect();
    all.retain(|(due, _)| due.has_come(now));
    all.sort_unstable();
    all
}

fn agree(table: &mut Table<PostKey, Note>, rows: &Rows) -> Result<(), TestCaseError> {
    prop_assert_eq!(table.keys(), rows.keys().copied().collect::<Vec<_>>());
    for (now, most) in [(Time(3), 2), (Time(8), 4), (Time(8), 100)] {
        let wanted = due(rows, now);
        let first: Vec<PostKey> = wanted.iter().take(most).map(|(_, key)| *key).collect();
        prop_assert_eq!(table.due(now, most), first);
        let earliest = wanted.iter().map(|(due, _)| due.moment().minus(Span(1))).min();
        prop_assert_eq!(
            table.reached(now),
            earliest.map_or(now, |earliest| earliest.min(now))
        );
    }
    for n in 0..3 {
        let mut waiting = rows.iter().filter(|(_, row)| row.awaits == Some(n));
        prop_assert_eq!(table.awaiting(&key(n)), waiting.clone().count());
        let first: Vec<PostKey> = waiting.by_ref().take(2).map(|(key, _)| *key).collect();
        prop_assert_eq!(table.that_await(&key(n), 2), first);
    }
    let all = due(rows, Time(i64::MAX));
    prop_assert_eq!(table.count(), all.len());
    let first = all.iter().take(all.len().saturating_sub(3).min(2));
    prop_assert_eq!(
        table.surplus(3, 2),
        first.map(|(_, key)| *key).collect::<Vec<_>>()
    );
    for after in [None, Some(key(4))] {
        let mut keys: Vec<PostKey> = rows.keys().copied().filter(|key| Some(*key) > after).collect();
        keys.truncate(3);
        prop_assert_eq!(table.following(after, 3), keys);
    }
    for n in 0..12 {
        prop_assert_eq!(table.get(&key(n)), rows.get(&key(n)));
    }
    Ok(())
}

proptest! {
    /// Whatever happens, with transactions ended or given up anywhere and restores in between: the index says what
    /// the rows say.
    #[test]
    fn rows_are_found_by_what_they_say(steps in prop::collection::vec((step(), any::<bool>()), 1..80)) {
        let mut table: Table<PostKey, Note> = Table::new(b't');
        let (mut rows, mut committed) = (Rows::new(), Rows::new());
        let mut log: BTreeMap<Vec<u8>, Vec<u8>> = BTreeMap::new();
        for (step, look) in steps {
            match step {
                Step::Put(n, note) => {
                    table.put(key(n), note);
                    rows.insert(key(n), note);
                }
                Step::Change(n, note) => {
                    *table.entry(key(n), || note) = note;
                    rows.insert(key(n), note);
                }
                Step::Remove(n) => {
                    table.remove(key(n));
                    rows.remove(&key(n));
                }
                Step::Commit => {
                    table.changes(1, &mut |name, value| match value {
                        Some(value) => drop(log.insert(name.to_vec(), value.to_vec())),
                        None => assert!(log.remove(name).is_some(), "a tombstone for what was never written"),
                    });
                    table.merge(1);
                    committed.clone_from(&rows);
                }
                Step::Abort => {
                    table.discard();
                    rows.clone_from(&committed);
                }
                Step::Restore => {
                    table = Table::new(b't');
                    for (name, value) in &log {
                        table.apply(name, Some(value)).unwrap();
                    }
                    rows.clone_from(&committed);
                }
            }
            if look {
                agree(&mut table, &rows)?;
            }
        }
        agree(&mut table, &rows)?;
    }
}

/// Time goes on to just before the earliest row that is left, and a hundred thousand rows of one moment are done
/// in so many steps.
#[test]
fn a_hundred_thousand_rows_due_at_once_are_looked_at_in_steps() {
    let mut table: Table<PostKey, Note> = Table::new(b't');
    let rows = 100_000_u64;
    for n in 0..rows {
        let key = PostKey::from_bytes(crate::domain::ids::digest(&[&n.to_be_bytes()]));
        let at = Due::At(Time(if n % 2 == 0 { 5 } else { 7 }));
        let row = Note {
            due: Some(at),
            awaits: None,
        };
        table.put(key, row);
    }
    table.merge(1);
    let (mut steps, mut reached) = (0, Vec::new());
    while table.reached(Time(9)) < Time(9) {
        for key in table.due(Time(9), 10_000) {
            table.remove(key);
        }
        reached.push(table.reached(Time(9)));
        steps += 1;
    }
    assert_eq!(steps, 10);
    let mut wanted = vec![Time(4); 4];
    wanted.extend([Time(6); 5]);
    wanted.push(Time(9));
    assert_eq!(reached, wanted);
}
