//! Framed values as JSON, for people.

use serde_json::Value;

use super::{Contract, Wire, WireError};
use crate::domain::alert::EscalationAlert;
use crate::domain::cascade::Cascade;
use crate::domain::erasure::{Erasure, ErasureAnswer, ErasureReceipt, ErasureRequest};
use crate::domain::event::SocialEvent;
use crate::domain::feedback::WorkItemFeedback;
use crate::domain::gap::FeedGap;
use crate::domain::item::WorkItem;
use crate::domain::lookup::{LookupQuestion, LookupRow};
use crate::domain::measure::{Measure, Opportunity};
use crate::domain::notice::{AccountChanged, Reassigned, RiskChanged};
use crate::domain::scored::ScoredEvent;
use crate::domain::tick::Tick;
use crate::domain::topic::RecordType;

impl Wire {
    /// The JSON of a framed value of any type; a framed value within it is shown as JSON too.
    ///
    /// # Errors
    /// As `decode`.
    pub fn to_json(&self, bytes: &[u8]) -> Result<Value, WireError> {
        match self.record_type(bytes)? {
            RecordType::SocialEvent => self.json::<SocialEvent>(bytes),
            RecordType::ScoredEvent => {
                let scored: ScoredEvent = self.decode(bytes)?;
                Ok(self.with_event(json_of(&scored)?, scored.event.as_deref()))
            }
            RecordType::RiskChanged => self.json::<RiskChanged>(bytes),
            RecordType::Reassigned => self.json::<Reassigned>(bytes),
            RecordType::Feedback => self.json::<WorkItemFeedback>(bytes),
            RecordType::Cascade => self.json::<Cascade>(bytes),
            RecordType::WorkItem => self.json::<WorkItem>(bytes),
            RecordType::Alert => self.json::<EscalationAlert>(bytes),
            RecordType::Opportunity => self.json::<Opportunity>(bytes),
            RecordType::Measure => self.json::<Measure>(bytes),
            RecordType::LookupRow => self.json::<LookupRow>(bytes),
            RecordType::LookupQuestion => {
                let question: LookupQuestion = self.decode(bytes)?;
                Ok(self.with_event(json_of(&question)?, Some(&question.event)))
            }
            RecordType::Tick => self.json::<Tick>(bytes),
            RecordType::ErasureRequest => self.json::<ErasureRequest>(bytes),
            RecordType::Erasure => self.json::<Erasure>(bytes),
            RecordType::ErasureAnswer => self.json::<ErasureAnswer>(bytes),
            RecordType::ErasureReceipt => self.json::<ErasureReceipt>(bytes),
            RecordType::FeedGap => self.json::<FeedGap>(bytes),
            RecordType::AccountChanged => self.json::<AccountChanged>(bytes),
        }
    }

    fn json<T: Contract>(&self, bytes: &[u8]) -> Result<Value, WireError> {
        json_of(&self.decode::<T>(bytes)?)
    }

    fn with_event(&self, mut whole: Value, event: Option<&[u8]>) -> Value {
        if let (Some(event), Some(fields)) = (event, whole.as_object_mut()) {
            // One that cannot be read stays what it is: bytes.
            if let Ok(event) = self.json::<SocialEvent>(event) {
                fields.insert("event".into(), event);
            }
        }
        whole
    }
}

fn json_of<T: Contract>(value: &T) -> Result<Value, WireError> {
    serde_json::to_value(value).map_err(|e| WireError::BadBody(format!("{}: {e}", T::TYPE.name())))
}
