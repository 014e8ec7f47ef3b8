//! What is written to a customer's lane.

use super::post::Scored;
use super::{Turn, unscored};
use crate::domain::event::{Action, Direction, SocialEvent, Visibility};
use crate::domain::ids::{ConversationKey, CustomerKey, PostKey};
use crate::domain::notice::Reassigned;
use crate::domain::outbox::Outbox;
use crate::domain::presence::Presence;
use crate::domain::score::Risk;
use crate::domain::scored::{Role, ScoredEvent};
use crate::domain::topic::{RecordType, Topic};
use crate::wire::{Contract, Wire, WireError};

/// Writes a record to the lane of this customer.
pub(super) fn send<T: Contract>(
    wire: &Wire,
    out: &mut Outbox,
    customer: CustomerKey,
    value: &T,
) -> Result<(), WireError> {
    out.emit(Topic::Scored, &customer.hex(), T::TYPE, None, |to| {
        wire.encode(value, to)
    })
}

impl Turn<'_> {
    /// The spread of a conversation at this moment.
    pub(super) fn risk(&self, conversation: &ConversationKey) -> Risk {
        self.state
            .conversations
            .get(conversation)
            .map_or(Risk::NONE, |row| row.risk(&self.stage.params.spread))
    }

    /// Tells one customer of a post. Words go to the author's own lane and to answered customers only.
    pub(super) fn tell(
        &mut self,
        post: &Scored<'_>,
        customer: CustomerKey,
        part: Role,
        answers: Option<PostKey>,
    ) -> Result<(), WireError> {
        let event = post.event;
        // What the brand takes back was said all the same.
        let presence = match event.direction {
            Direction::Outbound => Presence::UNTOLD,
            Direction::Unknown | Direction::Inbound => self.state.presence(&event.post_key),
        };
        let deleted = presence.is_gone() && self.state.is_wordless(&event.post_key);
        let with_words = !deleted && part == Role::Owner;
        let told = ScoredEvent {
            event_id: event.event_id,
            tenant: event.tenant.clone(),
            customer,
            role: part,
            action: event.action,
            kind: event.kind,
            network: event.network,
            direction: event.direction,
            visibility: event.visibility,
            post_key: event.post_key,
            revision: event.revision,
            conversation: event.conversation,
            author: self.author_of(event),
            followers: event.author.as_ref().and_then(|author| author.followers),
            verified: event.author.as_ref().and_then(|author| author.verified),
            answers,
            occurred_at: event.when(),
            ingested_at: event.ingested_at,
            late: post.late,
            stale: event.stale,
            ratings: event.ratings.clone(),
            needs_enrichment: event.needs_enrichment,
            superseded: post.superseded,
            presence,
            scores: post.scores.clone(),
            risk: self.risk(&event.conversation),
            event: with_words.then(|| post.framed.to_vec()),
        };
        send(&self.stage.wire, self.out, customer, &told)
    }

    /// What is told of the event's post besides what the event says.
    pub(super) fn wordless(&self, event: &SocialEvent, customer: CustomerKey, part: Role) -> ScoredEvent {
        let presence = self.state.presence(&event.post_key);
        ScoredEvent {
            event_id: event.event_id,
            tenant: event.tenant.clone(),
            customer,
            role: part,
            action: Action::Create,
            kind: event.kind,
            network: event.network,
            direction: Direction::Inbound,
            visibility: Visibility::Unknown,
            post_key: event.post_key,
            revision: event.revision,
            conversation: event.conversation,
            author: None,
            followers: None,
            verified: None,
            answers: None,
            occurred_at: event.when(),
            ingested_at: event.ingested_at,
            late: self.late(event),
            stale: event.stale,
            ratings: Vec::new(),
            needs_enrichment: false,
            superseded: false,
            presence,
            scores: unscored(),
            risk: self.risk(&event.conversation),
            event: None,
        }
    }
}

// The types written here are the only ones that may reach a customer's lane from this stage.
const _: [RecordType; 2] = [ScoredEvent::TYPE, Reassigned::TYPE];
