//! Time passes: what has become due fires, in order, and what was kept long enough is forgotten.

use crate::domain::fate::Fate;
use crate::domain::ids::CustomerKey;
use crate::domain::item::ItemChange;
use crate::domain::outbox::Outbox;
use crate::domain::record::Record;
use crate::domain::tick::Tick;
use crate::domain::time::Time;
use crate::state::LaneState;
use crate::state::customer::CustomerRow;
use crate::wire::WireError;

use super::case::Case;
use super::{CaseState, Cases, Stepped, leaving, timers, unwritable};

impl Cases {
    /// Fires what has become due, the earliest first. A tick that is late or repeated does no harm. One that finds more
    /// customers due than a step may look after leaves the rest to the next, and time stands just before the first
    /// that was left.
    pub(super) fn tick(
        &self,
        state: &mut CaseState,
        record: &Record<'_>,
        tick: &Tick,
        out: &mut Outbox,
    ) -> Stepped {
        let now = tick.time.max(state.time());
        let mut changed: Vec<(CustomerKey, Option<CustomerRow>)> = Vec::new();
        for customer in state.customers.due(now, self.most_customers) {
            let Some(row) = state.customers.get(&customer).cloned() else {
                continue;
            };
            let row = self.pass(customer, row, now, out).map_err(|e| unwritable(&e))?;
            changed.push((customer, row));
        }
        for (customer, row) in changed {
            match row {
                Some(row) => state.customers.put(customer, row),
                None => state.customers.remove(customer),
            }
        }
        let reached = state.customers.reached(now);
        state.time.reach(reached);
        self.forget_answers(state, now);
        self.go_on_erasing(state, record.place.partition, out)
            .map_err(|e| unwritable(&e))?;
        Ok(Fate::Tick(out.written()))
    }

    /// What time does to one customer: `None` if they are forgotten altogether.
    fn pass(
        &self,
        customer: CustomerKey,
        mut row: CustomerRow,
        now: Time,
        out: &mut Outbox,
    ) -> Result<Option<CustomerRow>, WireError> {
        let mut next = timers::next(&Case::all(customer, &row), &self.params.calendars);
        for _ in 0..timers::MOST {
            let Some(due) = next.filter(|due| due.at <= now) else {
                break;
            };
            timers::fire(&mut row, due);
            let step = self.step_at(customer, ItemChange::Clock, due.at, now);
            next = step.publish(&mut row, out)?;
        }
        leaving::end_items(&mut row, customer, now, out);
        let forgotten = timers::forgotten_at(&row, &self.params);
        if forgotten > now {
            if let Some(at) = leaving::end_words(&mut row, self.params.words_kept, now) {
                let step = self.step_at(customer, ItemChange::WordsExpired, at, now);
                next = step.publish(&mut row, out)?;
            }
            timers::arm(&mut row, next, &self.params);
            return Ok(Some(row));
        }
        leaving::end(&mut row, |_| true);
        let step = self.step_at(customer, ItemChange::Expired, forgotten, now);
        step.publish(&mut row, out)?;
        leaving::leave(&mut row, customer, now.plus(self.params.item_grace), out);
        Ok(timers::husk(&row, now))
    }
}
