//! A lane over a long input: what it writes into its own input is read again, and transactions are as long as in a
//! backlog.

use std::collections::VecDeque;

use super::*;
use crate::domain::bounds::LEAST_MESSAGE_BYTES;
use crate::wire::Contract;

pub(super) type Written = (Topic, Option<RecordType>, Vec<u8>, Option<Vec<u8>>);

pub(super) struct Run {
    pub(super) stage: Assess,
    pub(super) state: AssessState,
    /// Everything read so far, and what is still to be read.
    pub(super) read: Vec<(Vec<u8>, Time)>,
    ahead: VecDeque<(Vec<u8>, Time)>,
    pub(super) written: Vec<Written>,
    pub(super) log: BTreeMap<Vec<u8>, Vec<u8>>,
    /// The largest value of the changelog by the tag of its table.
    pub(super) largest: BTreeMap<char, usize>,
    transaction: u64,
    /// Most outputs of one step.
    pub(super) busiest: usize,
}

impl Run {
    pub(super) fn new(stage: Assess) -> Self {
        Self {
            stage,
            state: AssessState::default(),
            read: Vec::new(),
            ahead: VecDeque::new(),
            written: Vec::new(),
            log: BTreeMap::new(),
            largest: BTreeMap::new(),
            transaction: 0,
            busiest: 0,
        }
    }

    pub(super) fn give<T: Contract>(&mut self, value: &T, at: Time) {
        let mut bytes = Vec::new();
        Wire::locked().encode(value, &mut bytes).unwrap();
        self.ahead.push_back((bytes, at));
    }

    pub(super) fn event(&mut self, event: &SocialEvent) {
        self.give(event, event.ingested_at);
    }

    pub(super) fn tick(&mut self, at: i64) {
        let time = Time(at * 1000);
        self.give(&Tick { time }, time);
    }

    /// Takes the next record; says what became of it, if there was one.
    pub(super) fn step(&mut self) -> Option<Fate> {
        let (bytes, at) = self.ahead.pop_front()?;
        let place = Place {
            source: Source::Events,
            partition: 0,
            offset: i64::try_from(self.read.len()).unwrap(),
            index: 0,
        };
        let record = Record {
            place,
            ingested_at: at,
            headers: &[],
            key: b"",
            value: Some(&bytes),
        };
        let mut out = Outbox::default();
        let fate = self.stage.step(&mut self.state, &record, &mut out);
        assert_eq!(fate.refused(), None);
        self.busiest = self.busiest.max(out.outputs().len());
        for output in out.outputs() {
            let value = out.value(output).map(<[u8]>::to_vec);
            if let (Topic::Events, Some(value)) = (output.topic, &value) {
                assert_eq!(output.partition, Some(0));
                self.ahead.push_back((value.clone(), at));
            }
            let bytes = out.key(output).len() + value.as_ref().map_or(0, Vec::len);
            assert!(bytes < LEAST_MESSAGE_BYTES);
            self.written
                .push((output.topic, output.record_type, out.key(output).to_vec(), value));
        }
        self.read.push((bytes, at));
        Some(fate)
    }

    /// Reads to the end, what is written meanwhile too; a transaction takes so many records.
    pub(super) fn finish(&mut self, transaction: usize) {
        while self.step().is_some() {
            if self.read.len().is_multiple_of(transaction) {
                self.commit();
            }
        }
        self.commit();
    }

    pub(super) fn commit(&mut self) {
        self.transaction += 1;
        let (log, largest) = (&mut self.log, &mut self.largest);
        self.state.changes(self.transaction, &mut |key, value| {
            let tag = largest.entry(char::from(key[0])).or_default();
            *tag = (*tag).max(value.map_or(0, <[u8]>::len));
            match value {
                Some(value) => log.insert(key.to_vec(), value.to_vec()),
                None => log.remove(key),
            };
        });
        self.state.merge(self.transaction);
    }

    /// The records of this type, in order.
    pub(super) fn of<T: Contract>(&self) -> Vec<T> {
        let of_type = self.written.iter().filter(|(_, kind, ..)| *kind == Some(T::TYPE));
        let values = of_type.filter_map(|(.., value)| value.as_ref());
        values
            .map(|value| Wire::locked().decode(value).unwrap())
            .collect()
    }

    /// The newest cascade of the conversation of this root.
    pub(super) fn cascade(&self, root: &str) -> Cascade {
        self.cascade_of(root).unwrap()
    }

    /// The same, if there is one.
    pub(super) fn cascade_of(&self, root: &str) -> Option<Cascade> {
        let conversation = ConversationKey::of_root(key(root));
        let cascades: Vec<Cascade> = self.of();
        let mut of_it = cascades.into_iter().filter(|c| c.conversation == conversation);
        of_it.next_back()
    }

    /// Reads the same records again, with transactions cut and given up elsewhere, and restores the lane from what it
    /// has logged.
    pub(super) fn leaves_no_trace_of_cuts(&self, stage: impl Fn() -> Assess) {
        for (every, give_up) in [(1, 7), (3, 5), (20, 6)] {
            let mut again = Self::new(stage());
            let mut at = 0;
            let mut committed = (0, 0);
            let mut given_up = 0;
            while at < self.read.len() {
                again.ahead = VecDeque::from([self.read[at].clone()]);
                let _ = again.step();
                at += 1;
                if at % give_up == 0 && given_up < at {
                    given_up = at;
                    again.state.discard();
                    at = committed.0;
                    again.written.truncate(committed.1);
                    again.read.truncate(committed.0);
                } else if at % every == 0 {
                    again.commit();
                    committed = (at, again.written.len());
                }
            }
            again.commit();
            assert_eq!(again.written, self.written, "cut every {every}");
            assert_eq!(again.state.rows(), self.state.rows());
            assert_eq!(again.state.evicted(), self.state.evicted());
            let mut restored = AssessState::default();
            for (key, value) in &again.log {
                restored.apply(key, Some(value)).unwrap();
            }
            assert_eq!(restored.rows(), self.state.rows());
        }
    }
}
