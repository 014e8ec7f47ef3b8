//! What a feed says besides posts.

use super::Intake;
use crate::domain::gap::FeedGap;
use crate::domain::outbox::Outbox;
use crate::domain::topic::{RecordType, Topic};
use crate::wire::WireError;

impl Intake {
    /// Tells whoever measures that posts are missing: a quiet feed and a feed with a gap look the same else.
    pub(super) fn gap(&self, gap: &FeedGap, out: &mut Outbox) -> Result<(), WireError> {
        let key = gap.network.name().as_bytes();
        let id = Some(gap.event_id);
        out.emit(Topic::Measures, key, RecordType::FeedGap, id, |to| {
            self.wire.encode(gap, to)
        })?;
        out.label("care-tenant", gap.tenant.as_str());
        Ok(())
    }
}
