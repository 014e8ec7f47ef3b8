//! The records of a bundle, handed over one by one.

use crate::domain::fate::{Reject, RejectReason};
use crate::domain::record::{Place, Record};
use crate::domain::time::Time;
use crate::runtime::fault::Fault;
use crate::runtime::lane_id::LaneId;
use crate::runtime::ports::{Damage, Delivery, Flow, Headers, NoHeaders};
use crate::wire::Wire;
use crate::wire::bundle::{self, BadBundle, Bundled};
use crate::wire::headers::{self, SOURCE_ORIGIN};

/// What stands in the frame beside a record, as headers.
pub(super) struct Framed<'a> {
    /// The record.
    pub(super) bundled: &'a Bundled<'a>,
    /// The header that its origin is.
    pub(super) origin: &'static str,
}

impl Headers for Framed<'_> {
    fn each(&self, sink: &mut dyn FnMut(&str, &[u8])) {
        let of = self.bundled.value.map(|value| Wire::locked().record_type(value));
        if let Some(Ok(record)) = of {
            sink("ce_type", record.ce_type().as_bytes());
        }
        let mut origin = Vec::new();
        headers::bundled_origin(&self.bundled.origin, &mut origin);
        sink(self.origin, &origin);
    }
}

/// Hands over the records of the message at `offset`, appended at that moment, until `take` has enough.
///
/// # Errors
/// What `take` says, or a bundle that a later build wrote: its lane must not go on.
pub(super) fn unpack(
    lane: LaneId,
    (offset, appended): (i64, Time),
    bytes: &[u8],
    take: &mut dyn FnMut(&Delivery<'_>) -> Result<Flow, Fault>,
) -> Result<Flow, Fault> {
    match bundle::open(bytes) {
        Ok(records) => each(lane, offset, &records, take),
        Err(BadBundle::Version(version)) => Err(Fault::Unreadable {
            lane,
            detail: format!(
                "the bundle at offset {offset} is of version {version}, and this build reads version {}; run the build \
                 that wrote it, or a later one",
                bundle::VERSION
            ),
        }),
        Err(bad @ BadBundle::Damaged { records, .. }) => {
            let reject = Reject::new(RejectReason::Undecodable, bad.to_string());
            let place = at(lane, offset, 0);
            let record = Record {
                place,
                ingested_at: appended,
                key: &[],
                headers: &[],
                value: Some(bytes),
            };
            take(&Delivery {
                record,
                headers: &NoHeaders,
                clamped: false,
                last: true,
                damage: Some(Damage { reject, records }),
            })
        }
    }
}

const fn at(lane: LaneId, offset: i64, index: u32) -> Place {
    Place {
        source: lane.source,
        partition: lane.partition,
        offset,
        index,
    }
}

fn each(
    lane: LaneId,
    offset: i64,
    records: &[Bundled<'_>],
    take: &mut dyn FnMut(&Delivery<'_>) -> Result<Flow, Fault>,
) -> Result<Flow, Fault> {
    let mut left = records.len();
    for (index, bundled) in (0..).zip(records) {
        left -= 1;
        let flow = take(&Delivery {
            record: Record {
                place: at(lane, offset, index),
                ingested_at: bundled.moment,
                key: &bundled.key,
                headers: &[],
                value: bundled.value,
            },
            headers: &Framed {
                bundled,
                origin: SOURCE_ORIGIN,
            },
            clamped: false,
            last: left == 0,
            damage: None,
        })?;
        if flow == Flow::Stop {
            return Ok(flow);
        }
    }
    Ok(Flow::GoOn)
}
