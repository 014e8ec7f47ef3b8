//! The form of a word of the contact centre: what is not of it is refused here, so that no lane holds it.

use crate::domain::feedback::{FeedbackAction, WorkItemFeedback};

/// Characters of an id, an agent, a queue, a reason or a label.
const NAME: usize = 64;
/// Bytes of a note.
const NOTE: usize = 4_096;
/// Labels of one word.
const LABELS: usize = 16;

/// Whether the word is of its form. The ids of one that is not are left empty where they may not be repeated.
///
/// # Errors
/// All that is wrong.
pub(super) fn check(said: &mut WorkItemFeedback) -> Result<(), String> {
    let mut wrong = Vec::new();
    if !is_name(&said.feedback_id) {
        wrong.push(format!("feedback_id {}", form(&said.feedback_id)));
        said.feedback_id.clear();
    }
    if !is_name(&said.item_id) {
        wrong.push(format!("item_id {}", form(&said.item_id)));
        said.item_id.clear();
    }
    let names = [
        ("agent", &said.agent),
        ("to_agent", &said.to_agent),
        ("to_queue", &said.to_queue),
        ("into_item", &said.into_item),
        ("reason", &said.reason),
    ];
    for (field, value) in names {
        if let Some(value) = value.as_ref().filter(|value| !is_name(value)) {
            wrong.push(format!("{field} {}", form(value)));
        }
    }
    for label in &said.labels {
        if !is_name(&label.name) || !is_name(&label.value) {
            wrong.push(format!("a label {}", form(&label.name)));
        }
    }
    if said.labels.len() > LABELS {
        wrong.push(format!("{} labels, more than {LABELS}", said.labels.len()));
    }
    let note = said.note.as_ref().map_or(0, String::len);
    if note > NOTE {
        wrong.push(format!("note of {note} bytes, more than {NOTE}"));
    }
    if let Some(missing) = missing(said) {
        wrong.push(missing.into());
    }
    wrong.truncate(8);
    if wrong.is_empty() {
        Ok(())
    } else {
        Err(wrong.join("; "))
    }
}

/// What an action needs and this word lacks.
fn missing(said: &WorkItemFeedback) -> Option<&'static str> {
    match said.action {
        FeedbackAction::Claim if said.agent.is_none() => Some("claim needs agent"),
        FeedbackAction::Reassign if said.to_agent.is_none() && said.to_queue.is_none() => {
            Some("reassign needs to_agent or to_queue")
        }
        FeedbackAction::Merge if said.into_item.is_none() => Some("merge needs into_item"),
        FeedbackAction::Mislabel if said.labels.is_empty() => Some("mislabel needs labels"),
        FeedbackAction::Note if said.note.is_none() => Some("note needs note"),
        FeedbackAction::Unknown
        | FeedbackAction::Claim
        | FeedbackAction::Release
        | FeedbackAction::Reassign
        | FeedbackAction::Answer
        | FeedbackAction::Wait
        | FeedbackAction::Resolve
        | FeedbackAction::Reopen
        | FeedbackAction::Close
        | FeedbackAction::Merge
        | FeedbackAction::Mislabel
        | FeedbackAction::Note => None,
    }
}

fn is_name(value: &str) -> bool {
    let fits = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | ':' | '-');
    (1..=NAME).contains(&value.len()) && value.chars().all(fits)
}

fn form(value: &str) -> String {
    format!(
        "of {} bytes is not 1 to {NAME} letters, digits, `.`, `_`, `:` or `-`",
        value.len()
    )
}
