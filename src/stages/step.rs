//! How a lane goes on with what one step has left.

use crate::domain::outbox::Outbox;
use crate::domain::record::Place;
use crate::domain::tick::Tick;
use crate::domain::time::Time;
use crate::domain::topic::RecordType;
use crate::wire::{Wire, WireError};

/// Writes a tick of this moment into the lane's own input: it goes on with what this step has left, once what the lane
/// has to read is read, whether the clock moves or not. A step that leaves nothing writes none.
pub(super) fn go_on(wire: &Wire, place: Place, moment: Time, out: &mut Outbox) -> Result<(), WireError> {
    let tick = Tick { time: moment };
    out.emit(place.source.topic(), b"", RecordType::Tick, None, |to| {
        wire.encode(&tick, to)
    })?;
    out.to_partition(place.partition);
    Ok(())
}
