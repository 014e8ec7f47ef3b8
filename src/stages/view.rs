//! What goes to the views: the same transaction, numbers of their own.

use crate::domain::event::SocialEvent;
use crate::domain::ids::{ConversationKey, EventId};
use crate::domain::outbox::Outbox;
use crate::domain::published::PublishedEvent;
use crate::domain::topic::Topic;
use crate::wire::{Contract, Wire, WireError};

/// Shows subscribers this event.
pub(super) fn show_event(wire: &Wire, event: &SocialEvent, out: &mut Outbox) -> Result<(), WireError> {
    let shown = PublishedEvent::of(event);
    let key = (event.conversation, event.event_id);
    show(wire, Topic::PublishedEvents, key, &event.tenant, &shown, out)
}

/// Writes a record to a view, under the key of its conversation.
pub(super) fn show<T: Contract>(
    wire: &Wire,
    view: Topic,
    (conversation, id): (ConversationKey, EventId),
    tenant: &str,
    shown: &T,
    out: &mut Outbox,
) -> Result<(), WireError> {
    out.emit(view, &conversation.hex(), T::TYPE, Some(id), |to| {
        wire.encode(shown, to)
    })?;
    out.label("care-tenant", tenant.to_owned());
    Ok(())
}
