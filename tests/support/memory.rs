//! A log in memory with transactions, and the runtime's ports on it. Aborted records stay in the log, unseen by
//! whoever reads committed records; a dice decides what goes wrong.

use std::cell::RefCell;
use std::collections::{BTreeMap, VecDeque};
use std::rc::Rc;
use std::time::Duration;

use outcry::domain::outbox::Output;
use outcry::domain::position::Position;
use outcry::domain::record::{Place, Record};
use outcry::domain::stage::StageName;
use outcry::domain::time::Time;
use outcry::domain::topic::Source;
use outcry::runtime::fault::{Cause, Fault};
use outcry::runtime::lane_id::LaneId;
use outcry::runtime::ports::{
    Clock, Commits, DeadLetter, Delivery, Extent, Extents, Flow, History, Inlet, Ledger, News, NoHeaders,
    Polled, Ports, Reading, Standing,
};
use outcry::state::ChangeSink;

#[path = "manual_clock.rs"]
mod manual_clock;
pub use manual_clock::ManualClock;

/// An input record. Those of one offset are one message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Input {
    pub at: Position,
    pub time: Time,
    pub key: Vec<u8>,
    pub value: Vec<u8>,
}

/// A record that was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Written {
    Output {
        lane: LaneId,
        at: Position,
        ordinal: u32,
        key: Vec<u8>,
        value: Option<Vec<u8>>,
        time: Time,
    },
    Change {
        partition: i32,
        key: Vec<u8>,
        value: Option<Vec<u8>>,
    },
    Letter {
        lane: LaneId,
        at: Position,
        reason: &'static str,
        value: Vec<u8>,
    },
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum End {
    Open,
    Committed,
    Aborted,
}

/// How long a transaction may be open.
pub const TRANSACTION: Duration = Duration::from_secs(15);

/// What is refused for what it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Refusal {
    /// As soon as it is handed over.
    AtOnce,
    /// When everything is to be delivered.
    Later,
}

/// Records say themselves who refuses them.
fn refusal(written: &Written) -> Option<Refusal> {
    let value = match written {
        Written::Output { value, .. } => value.as_deref().unwrap_or_default(),
        Written::Letter { value, .. } if value == b"cursed" => value,
        Written::Letter { .. } | Written::Change { .. } => &[],
    };
    match value {
        b"the client refuses this" => Some(Refusal::AtOnce),
        b"the broker refuses this" | b"cursed" => Some(Refusal::Later),
        _ => None,
    }
}

fn refused(lane: Option<LaneId>) -> Fault {
    Fault::Content {
        cause: Cause::Refused,
        lane,
        detail: "too large".into(),
    }
}

/// What may go wrong, decided by numbers drawn beforehand: one a call, then nothing goes wrong any more.
#[derive(Debug, Default)]
pub struct Luck {
    draws: VecDeque<u8>,
}

impl Luck {
    fn draw(&mut self) -> u8 {
        self.draws.pop_front().unwrap_or(0)
    }
}

/// The log.
#[derive(Debug, Default)]
pub struct Log {
    pub inputs: BTreeMap<i32, Vec<Input>>,
    written: Vec<(usize, Written)>,
    transactions: Vec<End>,
    committed: BTreeMap<LaneId, (Position, Time)>,
    epoch: u64,
    open: Option<usize>,
    luck: Luck,
    /// Most changelog records of a lane that one transaction may have: more are refused at once.
    pub most_changes: Option<usize>,
    /// Most records that one transaction may have: more are not delivered in time.
    pub most_written: Option<usize>,
    /// Calls of the ledger left before the process dies; `None`: it does not.
    pub dies_after: Option<u32>,
}

/// A handle of the log.
pub type Shared = Rc<RefCell<Log>>;

pub const SOURCE: Source = Source::Events;

pub const fn lane(partition: i32) -> LaneId {
    LaneId {
        source: SOURCE,
        partition,
    }
}

impl Log {
    /// A log that holds these inputs, with this luck.
    pub fn with(inputs: BTreeMap<i32, Vec<Input>>, luck: Vec<u8>) -> Shared {
        let luck = Luck { draws: luck.into() };
        Rc::new(RefCell::new(Self {
            inputs,
            luck,
            ..Self::default()
        }))
    }

    /// What a reader of committed records sees, in order.
    pub fn seen(&self) -> Vec<Written> {
        self.written
            .iter()
            .filter(|(transaction, _)| self.transactions[*transaction] == End::Committed)
            .map(|(_, written)| written.clone())
            .collect()
    }

    pub fn committed(&self, lane: LaneId) -> Option<(Position, Time)> {
        self.committed.get(&lane).copied()
    }

    pub fn forget_committed(&mut self, lane: LaneId) {
        self.committed.remove(&lane);
    }

    pub fn end(&self, partition: i32) -> i64 {
        let last = self.inputs.get(&partition).and_then(|records| records.last());
        // As if a control marker stood at the end.
        last.map_or(0, |record| record.at.offset + 2)
    }

    fn spend(&mut self) -> Result<(), Fault> {
        match &mut self.dies_after {
            Some(0) => Err(Fault::Fatal("killed".into())),
            Some(left) => {
                *left -= 1;
                Ok(())
            }
            None => Ok(()),
        }
    }

    fn put(&mut self, of: LaneId, written: Written) -> Result<(), Fault> {
        self.spend()?;
        if self.luck.draw() == 1 {
            return Err(Fault::Abort("bad luck".into()));
        }
        let open = self.open.expect("a transaction is open");
        if refusal(&written) == Some(Refusal::AtOnce) {
            return Err(refused(Some(of)));
        }
        self.written.push((open, written));
        let change = |written: &Written| matches!(written, Written::Change { partition, .. } if *partition == of.partition);
        let changes = self.of_open().filter(|written| change(written)).count();
        if self.most_changes.is_some_and(|most| changes > most) {
            return Err(refused(Some(of)));
        }
        Ok(())
    }

    /// What the open transaction holds.
    fn of_open(&self) -> impl Iterator<Item = &Written> {
        let open = self.open;
        let of_it = move |(of, _): &&(usize, Written)| Some(*of) == open;
        self.written
            .iter()
            .rev()
            .take_while(of_it)
            .map(|(_, written)| written)
    }

    /// What becomes of what was handed over.
    fn delivered(&self) -> Result<(), Fault> {
        if self.of_open().any(|written| refusal(written).is_some()) {
            return Err(refused(None));
        }
        if self
            .most_written
            .is_some_and(|most| self.of_open().count() > most)
        {
            return Err(Fault::Content {
                cause: Cause::Overdue,
                lane: None,
                detail: "it takes too long".into(),
            });
        }
        Ok(())
    }

    fn close(&mut self, end: End) {
        if let Some(open) = self.open.take() {
            self.transactions[open] = end;
        }
    }
}

pub struct MemoryInlet {
    log: Shared,
    news: VecDeque<News>,
    lanes: Vec<LaneId>,
    reading: BTreeMap<LaneId, i64>,
    read_since_start: BTreeMap<LaneId, bool>,
    turn: usize,
}

impl MemoryInlet {
    pub fn new(log: &Shared, lanes: Vec<LaneId>) -> Self {
        Self {
            log: Rc::clone(log),
            news: VecDeque::from([News::Assigned(lanes.clone())]),
            lanes,
            reading: BTreeMap::new(),
            read_since_start: BTreeMap::new(),
            turn: 0,
        }
    }
}

impl MemoryInlet {
    /// The records of the first message at or after an offset.
    fn message(&self, lane: LaneId, from: i64) -> Vec<Input> {
        let log = self.log.borrow();
        let records = log.inputs.get(&lane.partition).into_iter().flatten();
        let mut left = records.filter(|record| record.at.offset >= from).peekable();
        let offset = left.peek().map(|first| first.at.offset);
        left.take_while(|record| Some(record.at.offset) == offset)
            .cloned()
            .collect()
    }
}

impl Extents for MemoryInlet {
    fn extent(&mut self, lane: LaneId) -> Result<Extent, Fault> {
        let end = self.log.borrow().end(lane.partition);
        Ok(Extent { begin: 0, end })
    }
}

impl Inlet for MemoryInlet {
    fn leave(&mut self) {}

    fn poll(
        &mut self,
        _: Duration,
        take: &mut dyn FnMut(&Delivery<'_>) -> Result<Flow, Fault>,
    ) -> Result<Polled, Fault> {
        let lanes: Vec<LaneId> = self.reading.keys().copied().collect();
        for n in 0..lanes.len() {
            let lane = lanes[(self.turn + n) % lanes.len()];
            let next = self.reading[&lane];
            let message = self.message(lane, next);
            let Some(first) = message.first() else {
                // Nothing but a control marker is left.
                self.reading
                    .insert(lane, next.max(self.log.borrow().end(lane.partition)));
                self.read_since_start.insert(lane, true);
                continue;
            };
            self.turn += n + usize::from(first.at.offset % 3 == 0);
            self.reading.insert(lane, first.at.offset + 1);
            self.read_since_start.insert(lane, true);
            for (n, record) in message.iter().enumerate() {
                let delivery = Delivery {
                    record: Record {
                        place: Place {
                            source: lane.source,
                            partition: lane.partition,
                            offset: record.at.offset,
                            index: record.at.index,
                        },
                        ingested_at: record.time,
                        headers: &[],
                        key: &record.key,
                        value: Some(&record.value),
                    },
                    headers: &NoHeaders,
                    clamped: false,
                    last: n + 1 == message.len(),
                    damage: None,
                };
                if take(&delivery)? == Flow::Stop {
                    break;
                }
            }
            return Ok(Polled::Message);
        }
        Ok(Polled::Nothing)
    }

    fn news(&mut self) -> Option<News> {
        self.news.pop_front()
    }

    fn accept(&mut self, _: &[LaneId]) -> Result<(), Fault> {
        Ok(())
    }

    fn release(&mut self, lanes: &[LaneId]) -> Result<(), Fault> {
        for lane in lanes {
            self.reading.remove(lane);
        }
        Ok(())
    }

    fn start(&mut self, lane: LaneId, at: i64) -> Result<(), Fault> {
        if self.log.borrow_mut().luck.draw() == 1 {
            return Err(Fault::Again("not yet".into()));
        }
        self.reading.insert(lane, at);
        self.read_since_start.insert(lane, false);
        Ok(())
    }

    fn stop(&mut self, lane: LaneId) -> Result<(), Fault> {
        self.reading.remove(&lane);
        Ok(())
    }

    fn positions(&mut self) -> Result<BTreeMap<LaneId, i64>, Fault> {
        let known = |lane: &LaneId| self.read_since_start.get(lane).copied().unwrap_or(false);
        Ok(self
            .reading
            .iter()
            .filter(|(lane, _)| known(lane))
            .map(|(lane, at)| (*lane, *at))
            .collect())
    }

    fn ends(&mut self) -> Result<BTreeMap<LaneId, i64>, Fault> {
        let log = self.log.borrow();
        let ends = self.lanes.iter().map(|lane| (*lane, log.end(lane.partition)));
        Ok(ends.collect())
    }
}

pub struct MemoryLedger {
    log: Shared,
    epoch: u64,
    clock: ManualClock,
    began: Duration,
}

impl MemoryLedger {
    pub fn new(log: &Shared, clock: &ManualClock) -> Self {
        Self {
            log: Rc::clone(log),
            epoch: 0,
            clock: clock.clone(),
            began: Duration::ZERO,
        }
    }
}

impl Commits for MemoryLedger {
    fn committed(&mut self, lanes: &[LaneId]) -> Result<BTreeMap<LaneId, Position>, Fault> {
        let mut log = self.log.borrow_mut();
        log.spend()?;
        if log.luck.draw() == 1 {
            return Err(Fault::Again("unstable".into()));
        }
        let told = lanes
            .iter()
            .filter_map(|lane| Some((*lane, log.committed.get(lane)?.0)));
        Ok(told.collect())
    }
}

impl Ledger for MemoryLedger {
    fn fence(&mut self) -> Result<(), Fault> {
        let mut log = self.log.borrow_mut();
        log.spend()?;
        log.close(End::Aborted);
        log.epoch += 1;
        self.epoch = log.epoch;
        Ok(())
    }

    fn begin(&mut self) -> Result<(), Fault> {
        let mut log = self.log.borrow_mut();
        log.spend()?;
        assert_eq!(log.epoch, self.epoch, "a fenced producer writes");
        self.began = self.clock.monotonic();
        assert_eq!(log.open, None, "the transaction before is still open");
        log.transactions.push(End::Open);
        log.open = Some(log.transactions.len() - 1);
        Ok(())
    }

    fn write(
        &mut self,
        _: StageName,
        output: &Output,
        key: &[u8],
        value: Option<&[u8]>,
    ) -> Result<(), Fault> {
        let (place, ordinal) = output.cause;
        let lane = LaneId::of(place);
        let written = Written::Output {
            lane,
            at: place.position(),
            ordinal,
            key: key.to_vec(),
            value: value.map(<[u8]>::to_vec),
            time: output.ingested_at,
        };
        self.log.borrow_mut().put(lane, written)
    }

    fn change(&mut self, lane: LaneId, key: &[u8], value: Option<&[u8]>) -> Result<(), Fault> {
        let written = Written::Change {
            partition: lane.partition,
            key: key.to_vec(),
            value: value.map(<[u8]>::to_vec),
        };
        self.log.borrow_mut().put(lane, written)
    }

    fn bury(&mut self, letter: &DeadLetter<'_>) -> Result<(), Fault> {
        let place = letter.record.place;
        let lane = LaneId::of(place);
        let written = Written::Letter {
            lane,
            at: place.position(),
            reason: letter.reject.reason.name(),
            value: letter.record.value.unwrap_or_default().to_vec(),
        };
        self.log.borrow_mut().put(lane, written)
    }

    fn push(&mut self) -> Result<(), Fault> {
        self.log.borrow_mut().spend()
    }

    fn messages(&self) -> u64 {
        0
    }

    fn settle(&mut self, standings: &[Standing]) -> Result<(), Fault> {
        let mut log = self.log.borrow_mut();
        log.spend()?;
        let draw = log.luck.draw();
        match draw {
            1 => return Err(Fault::Evicted("a rebalance".into())),
            2 => return Err(Fault::Unknown("denied, as it turns out".into())),
            4 => return Err(Fault::Broken("of no more use".into())),
            _ => {}
        }
        if self.clock.monotonic().saturating_sub(self.began) > TRANSACTION {
            return Err(Fault::Fenced("open for too long".into()));
        }
        log.delivered()?;
        log.close(End::Committed);
        for standing in standings {
            log.committed
                .insert(standing.lane, (standing.next, standing.time));
        }
        // The process may die, or be left in doubt, after the commit took effect.
        log.spend()?;
        if draw == 3 {
            return Err(Fault::Unknown("confirmed, as it turns out".into()));
        }
        Ok(())
    }

    fn abandon(&mut self) -> Result<(), Fault> {
        let mut log = self.log.borrow_mut();
        log.spend()?;
        if log.luck.draw() == 1 {
            return Err(Fault::Broken("the abort failed".into()));
        }
        log.close(End::Aborted);
        Ok(())
    }
}

pub struct MemoryHistory {
    log: Shared,
    open: Option<(i32, usize)>,
}

impl MemoryHistory {
    pub fn new(log: &Shared) -> Self {
        Self {
            log: Rc::clone(log),
            open: None,
        }
    }
}

impl History for MemoryHistory {
    fn extent(&mut self, _: i32) -> Result<Extent, Fault> {
        let end = i64::try_from(self.log.borrow().written.len()).expect("small");
        Ok(Extent { begin: 0, end })
    }

    fn open(&mut self, partition: i32, _: i64) -> Result<(), Fault> {
        self.open = Some((partition, 0));
        Ok(())
    }

    fn read(&mut self, _: Duration, each: &mut ChangeSink<'_>) -> Result<Reading, Fault> {
        let (partition, at) = self.open.expect("open");
        let seen = self.log.borrow().seen();
        // A few at a time, so that the reading is cut.
        for written in seen.iter().skip(at).take(7) {
            if let Written::Change {
                partition: of,
                key,
                value,
            } = written
                && *of == partition
            {
                each(key, value.as_deref());
            }
        }
        let next = (at + 7).min(seen.len());
        self.open = Some((partition, next));
        Ok(Reading {
            position: i64::try_from(next).expect("small"),
            done: next == seen.len(),
            held_at: None,
        })
    }

    fn close(&mut self) {
        self.open = None;
    }
}

/// The ports of a shard on the log.
pub struct MemoryPorts;

impl Ports for MemoryPorts {
    type Inlet = MemoryInlet;
    type Ledger = MemoryLedger;
    type History = MemoryHistory;
    type Clock = ManualClock;
}
