//! What a feed says besides posts: accounts that change, and gaps.

use super::Intake;
use crate::domain::account::AccountChange;
use crate::domain::gap::FeedGap;
use crate::domain::ids::CustomerKey;
use crate::domain::notice::AccountChanged;
use crate::domain::outbox::Outbox;
use crate::domain::topic::{RecordType, Topic};
use crate::wire::WireError;

impl Intake {
    /// Tells the customer's lane. Whether the account is a customer's is not known here.
    pub(super) fn account(&self, change: &AccountChange, out: &mut Outbox) -> Result<(), WireError> {
        let told = AccountChanged {
            customer: CustomerKey::of_author(change.author),
            state: change.state,
            at: change.occurred_at.unwrap_or(change.ingested_at),
        };
        let key = told.customer.hex();
        out.emit(Topic::Scored, &key, RecordType::AccountChanged, None, |to| {
            self.wire.encode(&told, to)
        })
    }

    /// Tells whoever measures that posts are missing: a quiet feed and a feed with a gap look the same else.
    pub(super) fn gap(&self, gap: &FeedGap, out: &mut Outbox) -> Result<(), WireError> {
        let key = gap.network.name().as_bytes();
        let id = Some(gap.event_id);
        out.emit(Topic::Measures, key, RecordType::FeedGap, id, |to| {
            self.wire.encode(gap, to)
        })?;
        out.label("care-tenant", gap.tenant.clone());
        Ok(())
    }
}
