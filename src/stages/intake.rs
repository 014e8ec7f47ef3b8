//! Intake: raw records to social events. It keeps no state but its time, so any key of the raw topics
//! will do. Guarantees: each payload becomes events, a refusal with its reason, or a counted "nothing".

mod erasure;
mod notice;
#[cfg(test)]
mod tests;
mod word;

use std::collections::BTreeMap;

use super::{Stage, feedback_receipts, view};
use crate::domain::event::{Action, SocialEvent};
use crate::domain::fate::{Fate, Ignored, Reject, RejectReason};
use crate::domain::feedback::WorkItemFeedback;
use crate::domain::feedback_receipt::{FeedbackOutcome, FeedbackRefusal};
use crate::domain::ids::{ConversationKey, ItemId, PostKey};
use crate::domain::lookup::{LookupQuestion, LookupRow};
use crate::domain::mask::MaskField;
use crate::domain::network::Network;
use crate::domain::outbox::Outbox;
use crate::domain::record::Record;
use crate::domain::stage::StageName;
use crate::domain::topic::{RecordType, Source, Topic};
use crate::masking::Masker;
use crate::sources::{Payload, RawPlace, Read, Reader, Reading};
use crate::state::time_only::TimeOnly;
use crate::wire::{Wire, WireError};

/// The intake stage.
#[derive(Debug)]
pub struct Intake {
    readers: BTreeMap<Network, Reader>,
    names: BTreeMap<Network, String>,
    wire: Wire,
    partitions: i32,
    publishes: bool,
}

impl Intake {
    /// Reads each network with the reader given for it; the keyed topics have this many partitions.
    #[must_use]
    pub fn new(readers: BTreeMap<Network, Reader>, wire: Wire, partitions: i32) -> Self {
        let names = readers
            .keys()
            .map(|network| (*network, Topic::Raw(*network).name()))
            .collect();
        Self {
            readers,
            names,
            wire,
            partitions,
            publishes: false,
        }
    }

    /// Whether it writes the view of social events; by default it does not.
    #[must_use]
    pub const fn publishing(mut self, publishes: bool) -> Self {
        self.publishes = publishes;
        self
    }

    fn raw(&self, network: Network, record: &Record<'_>, out: &mut Outbox) -> Result<Fate, WireError> {
        let (Some(reader), Some(topic)) = (self.readers.get(&network), self.names.get(&network)) else {
            let detail = format!("no source is configured for network `{}`", network.name());
            return Ok(Fate::reject(RejectReason::WrongType, detail));
        };
        let Some(body) = record.value else {
            return Ok(Fate::Ignored(Ignored::Tombstone));
        };
        let place = RawPlace {
            topic,
            partition: record.place.partition,
            offset: record.place.offset,
        };
        let payload = Payload {
            body,
            headers: record.headers,
        };
        // A reaction has no effect: it counts as ignored.
        let Reading {
            events,
            refused,
            ignored,
            reactions: _,
            accounts,
            gaps,
        } = reader.read(network, payload, place, record.ingested_at);
        for read in &events {
            self.send(read, out)?;
        }
        for change in &accounts {
            self.account(change, out)?;
        }
        for gap in &gaps {
            self.gap(gap, out)?;
        }
        Ok(fate(out.written(), refused, ignored))
    }

    fn send(&self, read: &Read, out: &mut Outbox) -> Result<(), WireError> {
        match read {
            Read::Placed(event) => {
                self.event(event, out)?;
                if self.publishes {
                    view::show_event(&self.wire, event, out)?;
                }
                if matches!(event.action, Action::Create | Action::Edit) {
                    self.row(event, out)?;
                }
                self.amplified(event, out)
            }
            Read::Unplaced { ask, event } => self.question(*ask, event, out),
        }
    }

    fn event(&self, event: &SocialEvent, out: &mut Outbox) -> Result<(), WireError> {
        let key = event.conversation.hex();
        out.emit(Topic::Events, &key, RecordType::SocialEvent, None, |to| {
            self.wire.encode(event, to)
        })
    }

    fn row(&self, event: &SocialEvent, out: &mut Outbox) -> Result<(), WireError> {
        let row = LookupRow {
            named: PostKey::derive(&event.tenant, event.network, &event.native_id),
            post_key: event.post_key,
            conversation: event.conversation_of_post(),
            author: event.author.as_ref().map(|author| author.key),
        };
        out.emit(
            Topic::PostLookups,
            &row.named.hex(),
            RecordType::LookupRow,
            None,
            |to| self.wire.encode(&row, to),
        )
    }

    fn question(&self, ask: PostKey, event: &SocialEvent, out: &mut Outbox) -> Result<(), WireError> {
        let mut framed = Vec::with_capacity(512);
        self.wire.encode(event, &mut framed)?;
        let question = LookupQuestion {
            named: ask,
            hops: 0,
            event: framed,
        };
        out.emit(
            Topic::PostLookups,
            &ask.hex(),
            RecordType::LookupQuestion,
            None,
            |to| self.wire.encode(&question, to),
        )
    }

    /// A post that quotes another also spreads the other's conversation: that lane is told too.
    fn amplified(&self, event: &SocialEvent, out: &mut Outbox) -> Result<(), WireError> {
        let (Some(quoted), Action::Create) = (&event.quoted, event.action) else {
            return Ok(());
        };
        let conversation = match &event.embedded {
            Some(shown) if shown.post_key == quoted.post_key => Some(shown.conversation),
            _ => None,
        };
        let told = event.amplified(conversation.unwrap_or_else(|| ConversationKey::of_root(quoted.post_key)));
        if told.conversation == event.conversation {
            return Ok(());
        }
        match conversation {
            Some(_) => self.event(&told, out),
            None => self.question(quoted.post_key, &told, out),
        }
    }

    /// Feedback does not say whose it is: its tokens are made with the secret of the first network's tenant.
    fn masker(&self) -> Option<&Masker> {
        self.readers.values().next().map(Reader::masker)
    }

    fn feedback(&self, record: &Record<'_>, out: &mut Outbox) -> Result<Fate, WireError> {
        let Some(value) = record.value else {
            return Ok(Fate::Ignored(Ignored::Tombstone));
        };
        let mut said: WorkItemFeedback = self.wire.decode(value)?;
        if let Err(refused) = word::check(&mut said) {
            let mut receipt = feedback_receipts::of(record, &said);
            receipt.outcome = FeedbackOutcome::Refused;
            receipt.reason = Some(FeedbackRefusal::BadField);
            receipt.detail = Some(refused);
            feedback_receipts::emit(&self.wire, &receipt, out)?;
            return Ok(Fate::Emitted(out.written()));
        }
        let Ok(item) = said.item_id.parse::<ItemId>() else {
            let mut receipt = feedback_receipts::of(record, &said);
            receipt.outcome = FeedbackOutcome::UnknownItem;
            feedback_receipts::emit(&self.wire, &receipt, out)?;
            return Ok(Fate::Emitted(out.written()));
        };
        if let Some(masker) = self.masker() {
            masker.mask_feedback(&mut said);
        }
        let key = item.customer.hex();
        out.emit(Topic::Scored, &key, RecordType::Feedback, None, |to| {
            self.wire.encode_locked(&said, to)
        })?;
        Ok(Fate::Emitted(out.written()))
    }
}

fn fate(outputs: u32, mut refused: Vec<Reject>, ignored: Option<Ignored>) -> Fate {
    if refused.is_empty() {
        return match ignored {
            Some(reason) if outputs == 0 => Fate::Ignored(reason),
            Some(_) | None => Fate::Emitted(outputs),
        };
    }
    let first = refused.swap_remove(0);
    if outputs == 0 {
        Fate::Rejected(first)
    } else {
        Fate::Partial {
            outputs,
            refused: first,
        }
    }
}

impl Stage for Intake {
    type State = TimeOnly;

    fn name(&self) -> StageName {
        StageName::Intake
    }

    fn ready(&self, record: &Record<'_>) -> Result<(), WireError> {
        match (record.place.source, record.value) {
            // A payload has no schema.
            (Source::Raw(_), _) | (_, None) => Ok(()),
            (_, Some(value)) => self.wire.prepare(value),
        }
    }

    fn step(&mut self, state: &mut TimeOnly, record: &Record<'_>, out: &mut Outbox) -> Fate {
        out.begin(record.place, record.ingested_at);
        state.reach(record.ingested_at);
        let done = match record.place.source {
            Source::Raw(network) => self.raw(network, record, out),
            Source::Feedback => self.feedback(record, out),
            Source::ErasureRequests => self.erasure(record, out),
            Source::Events | Source::PostLookups | Source::Scored => Ok(Fate::reject(
                RejectReason::WrongType,
                "intake does not read this topic",
            )),
        };
        done.unwrap_or_else(|error| {
            let mut fate = super::refusal(&error);
            if let (Fate::Rejected(reject), Some(masker)) = (&mut fate, self.masker()) {
                masker.mask_in(&mut reject.detail, Network::Unknown, MaskField::Detail);
            }
            fate
        })
    }
}
