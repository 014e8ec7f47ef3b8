//! The contact centre: what it says, and what it is told.

use outcry::domain::clock::ClockState;
use outcry::domain::feedback::{FeedbackAction, WorkItemFeedback};
use outcry::domain::item::WorkItem;
use outcry::domain::time::Time;

/// A word of an agent about an item; its id names what it says.
pub fn word(item: &str, action: FeedbackAction, at: Time) -> WorkItemFeedback {
    WorkItemFeedback {
        feedback_id: format!("{}-{}", action.name(), at.0),
        item_id: item.into(),
        action,
        agent: Some("agent-7".into()),
        to_agent: None,
        to_queue: None,
        into_item: None,
        seen_content_version: None,
        reason: None,
        visibility: None,
        labels: Vec::new(),
        note: None,
        handled_ms: None,
        done_at: at,
    }
}

/// How the clock of the first response stands; `None` where nothing is promised.
pub fn first_response(item: &WorkItem) -> Option<ClockState> {
    item.clocks.first().map(|clock| clock.state)
}
