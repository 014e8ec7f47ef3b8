use proptest::prelude::*;

use super::*;
use crate::domain::ids::PostKey;
use crate::state::route::Route;

/// A row that takes from one to eight bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::state) struct Mark(pub(in crate::state) u8);

impl Mark {
    const fn filler(self) -> usize {
        (self.0 % 8) as usize
    }
}

impl Routed<PostKey> for Mark {
    fn route(&self, key: &PostKey) -> Route {
        Route::Home(key.home())
    }
}

impl PackedRow for Mark {
    fn encode<K: RowKey>(key: &K, row: &Self, to: &mut Vec<u8>) {
        to.extend_from_slice(key.bytes());
        to.push(row.0);
        to.resize(to.len() + row.filler(), 0);
    }

    fn close(rows: usize, encoded: &[u8], to: &mut Vec<u8>) {
        to.extend_from_slice(&(rows as u64).to_be_bytes());
        to.extend_from_slice(encoded);
    }

    fn decode_chunk<K: RowKey>(bytes: &[u8]) -> Result<Vec<(K, Self)>, String> {
        let (rows, mut rest) = bytes.split_first_chunk::<8>().ok_or("no count")?;
        let mut found = Vec::new();
        while let Some((key, after)) = rest.split_first_chunk::<16>() {
            let mark = Self(*after.first().ok_or("cut")?);
            found.push((K::of(*key), mark));
            rest = after.get(1 + mark.filler()..).ok_or("cut")?;
        }
        (found.len() as u64 == u64::from_be_bytes(*rows))
            .then_some(found)
            .ok_or_else(|| "another count".into())
    }
}

/// Room for three to five rows.
const SMALL: usize = 100;

#[derive(Debug, Clone, Copy)]
enum Step {
    Insert(u8, i64),
    Renew(u8, i64),
    /// Every row whose number has this rest is dropped, the next is changed, perhaps to a larger one.
    Revise(u8),
    Remove(u8),
    Change(u8, u8),
    Expire(i64),
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        8 => (0u8..40, 0i64..6).prop_map(|(post, hour)| Step::Insert(post, hour)),
        1 => (0u8..40, 0i64..6).prop_map(|(post, hour)| Step::Renew(post, hour)),
        1 => (0u8..5).prop_map(Step::Revise),
        1 => (0u8..40).prop_map(Step::Remove),
        1 => (0u8..40, any::<u8>()).prop_map(|(post, mark)| Step::Change(post, mark)),
        2 => (0i64..6).prop_map(Step::Expire),
    ]
}

/// Everything in one hour, as of a post that the whole world passes on.
fn hot_step() -> impl Strategy<Value = Step> {
    prop_oneof![
        20 => (0u8..40).prop_map(|post| Step::Insert(post, 3)),
        2 => (0u8..40, any::<u8>()).prop_map(|(post, mark)| Step::Change(post, mark)),
        1 => (0u8..40).prop_map(Step::Remove),
        1 => (0u8..40).prop_map(|post| Step::Renew(post, 3)),
    ]
}

fn take(table: &mut Packed<PostKey, Mark>, step: Step) {
    match step {
        Step::Insert(post, hour) => table.insert(hour, key(post), Mark(post)),
        Step::Renew(post, hour) => table.renew(hour, key(post), Mark(1)),
        Step::Revise(rest) => {
            for key in table.find(100, |key, _| key.bytes()[0] % 5 == rest) {
                table.remove(&key);
            }
            for key in table.find(3, |key, _| key.bytes()[0] % 5 == rest + 1) {
                let row = table.get(&key).copied().unwrap();
                table.change(&key, Mark(row.0.wrapping_add(2)));
            }
        }
        Step::Remove(post) => table.remove(&key(post)),
        Step::Change(post, mark) => table.change(&key(post), Mark(mark)),
        Step::Expire(hour) => table.expire(hour - 2, 9),
    }
}

/// What a compacted log holds: the newest value of each key, in the order it was written.
fn compacted(log: &[Change]) -> Vec<Change> {
    let newest = |at: usize| !log.iter().skip(at + 1).any(|(name, _)| *name == log[at].0);
    (0..log.len())
        .filter(|at| newest(*at))
        .map(|at| log[at].clone())
        .collect()
}

type Change = (Vec<u8>, Option<Vec<u8>>);

fn key(n: u8) -> PostKey {
    PostKey::from_bytes([n; 16])
}

fn commit(table: &mut Packed<PostKey, Mark>, transaction: u64, log: &mut Vec<Change>) {
    table.changes(transaction, &mut |name, value| {
        log.push((name.to_vec(), value.map(<[u8]>::to_vec)));
    });
    table.merge(transaction);
}

fn restored(log: &[Change]) -> Packed<PostKey, Mark> {
    let mut restored = Packed::of_chunks(b'x', SMALL);
    for (name, value) in log {
        restored.apply(name, value.as_deref()).unwrap();
    }
    restored
}

fn same(a: &Packed<PostKey, Mark>, b: &Packed<PostKey, Mark>) -> Result<(), TestCaseError> {
    for post in 0..40 {
        prop_assert_eq!(a.get(&key(post)), b.get(&key(post)), "post {}", post);
    }
    for most in [1, 3, 100] {
        prop_assert_eq!(
            a.find(most, |_, row| row.0 % 2 == 1),
            b.find(most, |_, row| row.0 % 2 == 1)
        );
    }
    Ok(())
}

/// Whatever happens to rows, with transactions cut or given up anywhere: what is kept is the same, also after a
/// restore from the changelog, compacted or not, and no chunk is larger than it may be.
fn cuts_leave_no_trace(steps: Vec<(Step, u8)>) -> Result<(), TestCaseError> {
    let (mut whole, mut cut) = (Packed::of_chunks(b'x', SMALL), Packed::of_chunks(b'x', SMALL));
    let mut log: Vec<Change> = Vec::new();
    let mut open: Vec<Step> = Vec::new();
    for (n, (step, end)) in (1u64..).zip(steps) {
        take(&mut whole, step);
        take(&mut cut, step);
        open.push(step);
        match end {
            0 => {
                commit(&mut cut, n, &mut log);
                open.clear();
            }
            1 => {
                cut.changes(n, &mut |_, _| {});
                cut.discard();
                open.iter().for_each(|step| take(&mut cut, *step));
            }
            2 => cut.changes(n, &mut |_, _| {}),
            _ => {}
        }
        same(&whole, &cut)?;
    }
    commit(&mut cut, 999, &mut log);
    whole.merge(1);
    prop_assert_eq!(whole.evicted(), cut.evicted());
    prop_assert_eq!(whole.rows(), cut.rows());
    for value in log.iter().filter_map(|(_, value)| value.as_ref()) {
        prop_assert!(value.len() <= SMALL, "{} bytes", value.len());
    }
    for log in [log.clone(), compacted(&log)] {
        let restored = restored(&log);
        prop_assert_eq!(cut.rows(), restored.rows());
        same(&cut, &restored)?;
        let mut restored = restored;
        take(&mut cut, Step::Expire(4));
        take(&mut restored, Step::Expire(4));
        same(&cut, &restored)?;
        cut.discard();
    }
    Ok(())
}

proptest! {
    #[test]
    fn cuts_leave_no_trace_of_rows_of_many_hours(steps in prop::collection::vec((step(), 0u8..5), 1..80)) {
        cuts_leave_no_trace(steps)?;
    }

    #[test]
    fn cuts_leave_no_trace_of_rows_of_one_hour(steps in prop::collection::vec((hot_step(), 0u8..12), 1..120)) {
        cuts_leave_no_trace(steps)?;
    }

    /// What is gone is gone from the log as well.
    #[test]
    fn a_revised_chunk_holds_no_row_that_is_gone(
        steps in prop::collection::vec((step(), any::<bool>()), 1..60),
    ) {
        let mut table = Packed::of_chunks(b'x', SMALL);
        let mut log: BTreeMap<Vec<u8>, Vec<u8>> = BTreeMap::new();
        let steps = steps.into_iter().chain([(Step::Revise(3), true)]);
        for (n, (step, end)) in (1u64..).zip(steps) {
            take(&mut table, step);
            if end {
                let mut changes = Vec::new();
                commit(&mut table, n, &mut changes);
                for (name, value) in changes {
                    match value {
                        Some(value) => log.insert(name, value),
                        None => log.remove(&name),
                    };
                }
            }
        }
        let rows = log.values().flat_map(|value| Mark::decode_chunk::<PostKey>(value).unwrap());
        let found: Vec<u8> = rows.map(|(key, _)| key.bytes()[0]).collect();
        prop_assert_eq!(found.len(), table.rows());
        prop_assert!(found.iter().all(|post| post % 5 != 3), "{:?}", found);
    }
}

fn many(n: u64) -> PostKey {
    PostKey::from_bytes(crate::domain::ids::digest(&[&n.to_be_bytes()]))
}

/// One transaction of a backlog: every row of it in one hour.
#[test]
fn fifty_thousand_rows_of_one_hour_in_one_transaction_fill_chunks_to_the_brim() {
    let mut table = Packed::new(b'x');
    for n in 0..50_000 {
        table.insert(7, many(n), Mark(7));
    }
    let mut log = Vec::new();
    commit(&mut table, 1, &mut log);
    let sizes: Vec<usize> = log
        .iter()
        .map(|(_, value)| value.as_ref().unwrap().len())
        .collect();
    let row = 16 + 1 + 7;
    assert_eq!(
        sizes.len(),
        50_000_usize.div_ceil((CHUNK_BYTES - chunk::FRAME) / row)
    );
    let (_, full) = sizes.split_last().unwrap();
    assert!(
        full.iter()
            .all(|size| (CHUNK_BYTES - chunk::FRAME - row..=CHUNK_BYTES).contains(size))
    );
    let restored = restored(&log);
    assert_eq!((table.rows(), restored.rows()), (50_000, 50_000));
    assert!((0..50_000).all(|n| restored.get(&many(n)) == Some(&Mark(7))));
}

#[test]
fn rows_that_grow_out_of_a_full_chunk_move_to_new_ones() {
    let mut table = Packed::new(b'x');
    let rows = (CHUNK_BYTES as u64 - 16) / 17;
    for n in 0..rows {
        table.insert(7, many(n), Mark(0));
    }
    let mut log = Vec::new();
    commit(&mut table, 1, &mut log);
    assert_eq!(log.len(), 1, "one chunk, full");
    for n in 0..rows {
        table.change(&many(n), Mark(7));
    }
    commit(&mut table, 2, &mut log);
    assert_eq!(
        log.len(),
        3,
        "the chunk anew, and one of those that grew out of it"
    );
    assert!(
        log.iter()
            .all(|(_, value)| value.as_ref().unwrap().len() <= CHUNK_BYTES)
    );
    let restored = restored(&compacted(&log));
    assert_eq!(restored.rows() as u64, rows);
    assert!((0..rows).all(|n| restored.get(&many(n)) == Some(&Mark(7))));
    table.expire(8, 0);
    commit(&mut table, 3, &mut log);
    let left = compacted(&log).into_iter().filter(|(_, value)| value.is_some());
    assert_eq!((table.rows(), left.count()), (0, 0), "dropped whole");
}
