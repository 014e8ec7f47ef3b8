//! The clock: of all processes, the owner of the one partition of the clock's topic tells every lane the time.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;

use rdkafka::consumer::{BaseConsumer, Consumer};
use rdkafka::error::KafkaError;
use rdkafka::producer::{BaseProducer, BaseRecord, Producer};

use super::config::KafkaConfig;
use super::context::{Deliveries, Quiet};
use super::drain::{self, Drained};
use super::handles::{self, Offsets};
use super::heartbeat::Heartbeat;
use super::leave::leave;
use super::mood::{Mood, mood, outside};
use super::names::Names;
use super::rejoin::Rejoins;
use super::service::{Common, Failure, Pulse};
use super::survey::{ASK, Survey};
use super::system_clock::SystemClock;
use crate::domain::record::Place;
use crate::domain::stage::StageName;
use crate::domain::tick::Tick;
use crate::domain::time::Time;
use crate::domain::topic::Topic;
use crate::runtime::clock::{AtEnd, Change, LaneStanding, Patience, StageLane, times};
use crate::runtime::fault::Fault;
use crate::runtime::ports::Clock;
use crate::runtime::watchdog::Leash;
use crate::runtime::witness::{Happening, Witness};
use crate::wire::Wire;
use crate::wire::bundle::Builder;

/// How often time is told. A post that waits for its root waits for time: this is most of its latency.
const ROUND: Duration = Duration::from_millis(200);
/// How often the owner says that it is there.
const BEAT: Duration = Duration::from_secs(2);
/// How often the others ask whether it is.
const ASK_FOR_OWNER: Duration = Duration::from_secs(5);
/// Every so many rounds it is asked anew which partitions there are.
const LOOK_UP_EVERY: u32 = 150;

/// The second that has begun: where only the wall clock moves, time is told once a second.
const fn whole_second(wall: Time) -> Time {
    Time(wall.0 - wall.0.rem_euclid(1000))
}

/// Tells the time while this process owns the clock.
pub(super) struct ClockKeeper {
    member: BaseConsumer<Quiet>,
    producer: BaseProducer<Deliveries>,
    survey: Survey,
    wire: Wire,
    config: Arc<KafkaConfig>,
    names: Arc<Names>,
    witness: Arc<dyn Witness>,
    leash: Arc<Leash>,
    patience: Patience,
    told: BTreeMap<StageName, Time>,
    owner: bool,
    rounds: u32,
    moved: Duration,
    joined: Duration,
    rejoins: Rejoins,
    /// When it is next said, or asked, that there is an owner.
    next_beat: Duration,
    /// When the owner spoke last, by its own clock.
    heard: Option<Time>,
}

/// A member of the clock's group.
fn member(
    config: &KafkaConfig,
    names: &Names,
    witness: &Arc<dyn Witness>,
) -> Result<BaseConsumer<Quiet>, KafkaError> {
    let member = handles::clock_member(config, witness)?;
    member.subscribe(&[&names.full(Topic::Clock)])?;
    Ok(member)
}

impl ClockKeeper {
    pub(super) fn new(common: &Common, wire: Wire) -> Result<Self, Failure> {
        let id = common.config.clock_group();
        let made = || -> Result<_, KafkaError> {
            let member = member(&common.config, &common.names, &common.witness)?;
            let producer = handles::plain_producer(&common.config, &id, &common.witness)?;
            let survey = Survey::new(
                &common.config,
                &common.names,
                &common.survey,
                Offsets::Present,
                &common.witness,
            )?;
            Ok((member, producer, survey))
        };
        let (member, producer, survey) =
            made().map_err(|error| Failure::Ended(format!("the clock cannot be made: {error}")))?;
        Ok(Self {
            member,
            producer,
            survey,
            wire,
            config: Arc::clone(&common.config),
            names: Arc::clone(&common.names),
            witness: Arc::clone(&common.witness),
            leash: common.watchdog.leash(id),
            patience: Patience::new(common.config.lane_patience),
            told: BTreeMap::new(),
            owner: false,
            rounds: 0,
            moved: SystemClock.monotonic(),
            joined: SystemClock.monotonic(),
            rejoins: Rejoins::default(),
            next_beat: Duration::ZERO,
            heard: None,
        })
    }

    /// Rounds until asked to stop.
    ///
    /// # Errors
    /// The clock cannot go on.
    pub(super) fn run(mut self, common: &Common, pulse: &Pulse) -> Result<(), Failure> {
        let mut next_round = SystemClock.monotonic();
        while !common.stop.load(Ordering::Relaxed) {
            self.listen()?;
            let now = SystemClock.monotonic();
            let mut told = Ok(());
            if self.owner && now >= next_round {
                next_round = now + ROUND;
                told = self.round();
            }
            if told.is_ok() && now >= self.next_beat {
                told = self.beat(now);
            }
            match told {
                Err(fault @ (Fault::Denied(_) | Fault::Fatal(_))) => {
                    return Err(Failure::from(fault).of("clock"));
                }
                // The next round asks again; time stands meanwhile.
                Err(fault) => self.trouble(&format!("time cannot be told now: {fault}")),
                Ok(()) => {}
            }
            let idle = SystemClock.monotonic().saturating_sub(self.moved);
            pulse.tell(Some(match self.config.at_end {
                // Live time always moves: it is no work.
                AtEnd::Wall => Duration::MAX / 2,
                AtEnd::Hold => idle,
            }));
        }
        let leash = Arc::clone(&self.leash);
        leash.call("close", Duration::from_secs(10), || {
            if self.config.leave_on_end {
                let (group, client) = (self.config.clock_group(), self.config.clock_member());
                leave(&self.member, &group, &client);
            }
            drop(self);
        });
        Ok(())
    }

    /// Says that the time is kept, or asks whether somebody keeps it.
    fn beat(&mut self, now: Duration) -> Result<(), Fault> {
        let leash = Arc::clone(&self.leash);
        let topic = self.names.full(Topic::Clock).into_owned();
        if self.owner {
            self.next_beat = now + BEAT;
            let left_out = self.patience.left_out().iter().copied();
            let beat = Heartbeat::new(SystemClock.wall(), &self.told, left_out);
            leash
                .call("commit the heartbeat", ASK * 12, || {
                    beat.commit(&self.member, &topic)
                })
                .map_err(|error| outside(&self.heartbeat_of("committed", &topic), &error))?;
            self.witness.saw(&Happening::TimeKept);
            return Ok(());
        }
        self.next_beat = now + ASK_FOR_OWNER;
        let found = leash
            .call("ask for the heartbeat", ASK, || {
                Heartbeat::committed(&self.member, &topic, &self.config.networks, ASK)
            })
            .map_err(|error| outside(&self.heartbeat_of("read", &topic), &error))?
            .map(|beat| beat.at);
        if found.is_some() && std::mem::replace(&mut self.heard, found) != found {
            self.witness.saw(&Happening::TimeKept);
        }
        Ok(())
    }

    fn heartbeat_of(&self, done: &str, topic: &str) -> String {
        let group = self.config.clock_group();
        format!("the heartbeat of time cannot be {done} by group {group} for {topic}")
    }

    fn trouble(&self, detail: &str) {
        self.witness.saw(&Happening::Trouble {
            client: "clock",
            detail,
        });
    }

    fn listen(&mut self) -> Result<(), Failure> {
        let wait = Duration::from_millis(100);
        let polled = self
            .leash
            .call("poll", wait + Duration::from_secs(1), || self.member.poll(wait));
        match polled {
            Some(Err(KafkaError::MessageConsumptionFatal(code))) => {
                self.join_anew(&format!("the clock's consumer is of no more use: {code}"))?;
            }
            Some(Err(KafkaError::MessageConsumption(code))) if mood(code) == Mood::Lasting => {
                let (group, topic) = (self.config.clock_group(), self.names.full(Topic::Clock));
                let detail = format!("the clock cannot be read by group {group} from {topic}: {code}");
                return Err(Fault::Denied(detail).into());
            }
            Some(Err(error)) => self.trouble(&error.to_string()),
            Some(Ok(_)) | None => {}
        }
        self.producer.poll(Duration::ZERO);
        let owner = self
            .member
            .assignment()
            .is_ok_and(|assigned| assigned.count() > 0);
        if owner != self.owner {
            self.owner = owner;
            self.rounds = 0;
            self.next_beat = Duration::ZERO;
            self.patience = Patience::new(self.config.lane_patience);
            self.witness.saw(&Happening::ClockOwner { owner });
        }
        Ok(())
    }

    /// A membership that is of no more use is thrown away.
    fn join_anew(&mut self, why: &str) -> Result<(), Failure> {
        let lasted = SystemClock.monotonic().saturating_sub(self.joined);
        if !self.rejoins.again(lasted) {
            return Err(Failure::Ended(format!(
                "{why}, again and again; is there another process with the same kafka.instance?"
            )));
        }
        self.trouble(&format!("{why}: joining anew"));
        let member = member(&self.config, &self.names, &self.witness)
            .map_err(|error| Failure::Ended(format!("{why}: {error}")))?;
        let old = std::mem::replace(&mut self.member, member);
        self.leash
            .call("close the clock's member", Duration::from_secs(10), || drop(old));
        self.joined = SystemClock.monotonic();
        Ok(())
    }

    fn round(&mut self) -> Result<(), Fault> {
        let leash = Arc::clone(&self.leash);
        if self.rounds.is_multiple_of(LOOK_UP_EVERY) {
            leash
                .call("partitions", ASK * 6, || self.survey.look_up())
                .map_err(|(topic, error)| outside(&format!("partitions of {topic}"), &error))?;
        }
        self.rounds = self.rounds.wrapping_add(1);
        // Read first: what is written after this moment is later than a lane that stands at its end.
        let wall = whole_second(SystemClock.wall());
        let lanes = leash
            .call("standings", ASK * 12, || self.survey.standings())
            .map_err(|(what, error)| outside(&what, &error))?;
        for change in self.patience.look(&lanes, SystemClock.monotonic()) {
            self.say(change, &lanes);
        }
        let mut moved = Vec::new();
        for (stage, input) in times(&lanes, self.patience.left_out(), wall, self.config.at_end) {
            self.witness.saw(&Happening::Held {
                stage,
                by: input.held_by,
                time: input.time,
            });
            if let Some(time) = input.time
                && self.told.get(&stage).is_none_or(|told| *told < time)
            {
                self.tick(stage, time)?;
                moved.push((stage, time));
            }
        }
        self.delivered()?;
        if !moved.is_empty() {
            self.moved = SystemClock.monotonic();
            self.told.extend(moved);
        }
        Ok(())
    }

    fn say(&self, change: Change, lanes: &BTreeMap<StageLane, LaneStanding>) {
        match change {
            Change::LeftOut(id) => {
                let standing = lanes.get(&id);
                self.witness.saw(&Happening::LeftOut {
                    stage: id.0,
                    lane: id.1,
                    time: standing.and_then(|lane| lane.time),
                    records: standing.map_or(0, LaneStanding::pending),
                });
            }
            Change::LetIn(id) => self.witness.saw(&Happening::LetIn {
                stage: id.0,
                lane: id.1,
            }),
        }
    }

    fn tick(&self, stage: StageName, time: Time) -> Result<(), Fault> {
        let Some(input) = stage.input() else {
            return Ok(());
        };
        let topic = self.names.full(input);
        let mut value = Vec::new();
        self.wire
            .encode(&Tick { time }, &mut value)
            .map_err(|error| Fault::Fatal(format!("a tick cannot be encoded: {error}")))?;
        let (mut bundle, mut frame) = (Builder::default(), Vec::new());
        for lane in self.survey.lanes(stage) {
            // Of a tick the moment is the offset: told twice, it has the same origin.
            let place = Place {
                source: lane.source,
                partition: lane.partition,
                offset: time.0,
                index: 0,
            };
            bundle.add((place, 0), time, &[], Some(&value));
            bundle.seal("clock", self.config.generation, &mut frame);
            let record = BaseRecord::<[u8], [u8]>::to(&topic)
                .partition(lane.partition)
                .payload(&frame);
            if let Err((error, _)) = self.producer.send(record) {
                return Err(outside(&format!("a tick to {topic}-{}", lane.partition), &error));
            }
        }
        self.witness.saw(&Happening::Ticked { stage, time });
        Ok(())
    }

    fn delivered(&self) -> Result<(), Fault> {
        let limit = Duration::from_secs(5);
        let flushed = self.leash.call("flush ticks", limit, || {
            drain::drain(&self.producer, &SystemClock, limit)
        });
        match self.producer.context().failed() {
            Some((error, topic)) => Err(outside(&format!("a tick was not delivered to {topic}"), &error)),
            None if flushed == Drained::All => Ok(()),
            None => Err(Fault::Again("ticks are still under way".into())),
        }
    }
}
