//! Where an adapter puts what it reads. Each part is finished at once: a batch is never held twice, and an id
//! that all its posts share is not copied for all of them at the same time.

use super::draft::Part;
use super::finish::{Arrival, Finisher};
use super::{Reading, note};
use crate::domain::event::Kind;
use crate::domain::fate::{Ignored, Reject, RejectReason};

/// The parts of one layer of a payload.
pub(super) struct Parts<'r> {
    finisher: &'r Finisher,
    arrival: &'r Arrival<'r>,
    reading: &'r mut Reading,
    count: usize,
    before: Before,
}

/// What a reading held before a layer.
#[derive(Clone, Copy)]
pub(super) struct Before {
    events: usize,
    reactions: usize,
    accounts: usize,
    gaps: usize,
    refused: usize,
    ignored: Option<Ignored>,
}

impl Before {
    /// What this reading holds.
    pub(super) const fn of(reading: &Reading) -> Self {
        Self {
            events: reading.events.len(),
            reactions: reading.reactions.len(),
            accounts: reading.accounts.len(),
            gaps: reading.gaps.len(),
            refused: reading.refused.len(),
            ignored: reading.ignored,
        }
    }

    /// How many parts were refused.
    pub(super) const fn refused(&self) -> usize {
        self.refused
    }

    /// Takes back everything that was told since.
    pub(super) fn restore(&self, reading: &mut Reading) {
        reading.events.truncate(self.events);
        reading.reactions.truncate(self.reactions);
        reading.accounts.truncate(self.accounts);
        reading.gaps.truncate(self.gaps);
        reading.refused.truncate(self.refused);
        reading.ignored = self.ignored;
    }
}

impl<'r> Parts<'r> {
    /// Parts that are added to this reading.
    pub(super) const fn new(
        finisher: &'r Finisher,
        arrival: &'r Arrival<'r>,
        reading: &'r mut Reading,
    ) -> Self {
        let before = Before::of(reading);
        Self {
            finisher,
            arrival,
            reading,
            count: 0,
            before,
        }
    }

    /// How many there are.
    pub(super) const fn len(&self) -> usize {
        self.count
    }

    /// Whether there are none.
    pub(super) const fn is_empty(&self) -> bool {
        self.count == 0
    }

    /// Adds these.
    pub(super) fn extend<'a>(&mut self, parts: impl IntoIterator<Item = Part<'a>>) {
        for part in parts {
            self.push(part);
        }
    }

    /// Adds one. Those above the limit are only counted.
    pub(super) fn push(&mut self, part: Part<'_>) {
        self.count += 1;
        if self.count > self.finisher.limits.parts {
            return;
        }
        let reading = &mut *self.reading;
        match part {
            Part::News(draft) => match self.finisher.finish(draft, self.arrival) {
                Ok(read) if read.event().kind == Kind::Reaction => {
                    reading.reactions.push(read);
                    note(reading, Ignored::Reaction);
                }
                Ok(read) => reading.events.push(read),
                Err(reject) => reading.refused.push(reject),
            },
            Part::Account(draft) => match self.finisher.account(&draft, self.arrival) {
                Ok(change) => {
                    reading.accounts.push(change);
                    note(reading, Ignored::Control);
                }
                Err(reject) => reading.refused.push(reject),
            },
            Part::Gap(draft) => {
                let gap = self.finisher.gap(&draft, reading.gaps.len(), self.arrival);
                reading.gaps.push(gap);
                note(reading, Ignored::Control);
            }
            Part::Ignored(reason) => note(reading, reason),
            Part::Refused(reject) => reading.refused.push(reject),
        }
    }

    /// Ends the layer: one with too many parts is refused whole.
    pub(super) fn close(mut self) {
        let (count, limit) = (self.count, self.finisher.limits.parts);
        if count > limit {
            self.undo();
            let detail = format!("a batch of {count} payloads, more than {limit}");
            self.reading
                .refused
                .push(Reject::new(RejectReason::Oversize, detail));
        }
    }

    /// Takes back everything that this layer told.
    pub(super) fn undo(&mut self) {
        self.before.restore(self.reading);
        self.count = 0;
    }
}
