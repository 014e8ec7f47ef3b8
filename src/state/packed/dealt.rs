//! Another number of lanes: the rows of a lane as chunks for those that they go to, and what a lane is dealt.

use std::collections::BTreeMap;

use super::chunk::{ChunkName, cut};
use super::{Packed, PackedRow, RowKey};
use crate::state::route::{Deal, DealSink, Routed, Stuck, Tally};

impl<K: RowKey, R: PackedRow + Routed<K>> Packed<K, R> {
    /// Deals the committed rows out: by lane, hour and key. What is written names no transaction: who gathers it writes
    /// chunks of its own.
    pub(super) fn deal_chunks(&self, deal: Deal, sink: &mut DealSink<'_>) -> Result<(), Stuck> {
        let mut tally = Tally::default();
        let mut dealt: BTreeMap<(i32, i64), Vec<K>> = BTreeMap::new();
        for (key, (serial, row)) in &self.rows {
            let Some(name) = self.chunks.name(*serial) else {
                continue;
            };
            for lane in deal.lanes(&row.route(key), &mut tally) {
                dealt.entry((lane, name.hour)).or_default().push(*key);
            }
        }
        for ((lane, hour), mut keys) in dealt {
            keys.sort_unstable();
            let rows = keys.iter().filter_map(|key| Some((*key, &self.rows.get(key)?.1)));
            cut(rows, self.chunk_bytes, &mut |number, _, value| {
                let transaction = 0;
                let name = ChunkName {
                    hour,
                    transaction,
                    number,
                };
                sink(lane, &name.key(self.tag), value);
            });
        }
        tally.verdict(self.tag)
    }

    /// Takes in rows of an hour. One that is there already is joined, and kept as long as either would have been.
    pub(super) fn take_in(&mut self, hour: i64, rows: Vec<(K, R)>) -> u64 {
        let mut already = 0;
        for (key, row) in rows {
            let held = self.get(&key).copied().zip(self.hour(&key));
            match held {
                Some((held, before)) => {
                    already += 1;
                    self.renew(hour.max(before), key, held.joined(row));
                }
                None => self.insert(hour, key, row),
            }
        }
        already
    }
}
