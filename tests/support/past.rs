//! What went before a repartition: the records of topics that are gone, and the model's own states as the new lanes got
//! them. The rows are dealt by the same pure code as the service deals its own; nothing of them was ever in Kafka.

use std::collections::BTreeMap;

use outcry::domain::stage::StageName;
use outcry::domain::time::Time;
use outcry::state::LaneState;
use outcry::state::route::Deal;

use super::client::Stored;

/// Records by lane: those that a stage's new lanes were dealt.
type Rows = BTreeMap<(StageName, i32), Vec<(Vec<u8>, Vec<u8>)>>;

/// What the lanes of a generation have dealt out.
#[derive(Debug, Default)]
pub struct Dealt {
    rows: Rows,
    times: BTreeMap<StageName, Time>,
}

/// Lanes that are dealt out.
#[derive(Debug)]
pub struct Dealing {
    before: i32,
    after: i32,
    /// What they have dealt so far.
    pub dealt: Dealt,
}

impl Dealing {
    /// From so many lanes to so many.
    pub fn new(before: i32, after: i32) -> Self {
        Self {
            before,
            after,
            dealt: Dealt::default(),
        }
    }

    /// Deals a lane out.
    pub fn deal<T: LaneState>(&mut self, stage: StageName, partition: i32, state: &T) {
        let deal = Deal {
            partition,
            before: self.before,
            after: self.after,
        };
        let rows = &mut self.dealt.rows;
        let dealt = state.deal(deal, &mut |lane, key, value| {
            let row = (key.to_vec(), value.to_vec());
            rows.entry((stage, lane)).or_default().push(row);
        });
        assert_eq!(dealt, Ok(()), "{} {partition}", stage.name());
        let time = self.dealt.times.entry(stage).or_insert(state.time());
        *time = state.time().min(*time);
    }
}

/// What went before.
#[derive(Debug, Default)]
pub struct Past {
    /// Records of the topics between the stages that are gone, by topic and partition.
    pub gone: BTreeMap<(String, i32), Vec<Stored>>,
    /// Committed outputs of each stage's former lanes: they were judged.
    pub seen: BTreeMap<StageName, usize>,
    /// What the former lanes have dealt out.
    pub dealt: Dealt,
}

impl Past {
    /// What a new lane begins with.
    pub fn state<T: LaneState>(&self, stage: StageName, partition: i32) -> T {
        let mut state = T::default();
        let rows = self.dealt.rows.get(&(stage, partition));
        for (key, value) in rows.into_iter().flatten() {
            state.gather(key, value).expect("a row of the model");
        }
        let time = self.dealt.times.get(&stage);
        state.restore_time(time.copied().unwrap_or(Time::START));
        state
    }
}
