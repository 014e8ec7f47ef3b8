//! Frames of an event stream: lines `event:` and `data:`, closed by an empty line.

use crate::domain::fate::{Reject, RejectReason};

/// One event.
pub(super) struct Frame<'a> {
    pub(super) event: Option<&'a str>,
    /// Its data, or why they cannot be read.
    pub(super) data: Result<&'a str, Reject>,
}

/// Whether a text is an event stream: each of its first words is a field's name or opens a comment.
pub(super) fn is_stream(text: &str) -> bool {
    let fields = ["event:", "data:", "id:", "retry:", ":"];
    fields.iter().any(|field| text.starts_with(field))
}

/// The events of a stream. What has no data is none: a comment, or a line about the connection.
pub(super) fn frames(text: &str) -> Vec<Frame<'_>> {
    let mut frames = Vec::new();
    let (mut event, mut data) = (None, None);
    for line in text.lines().chain(std::iter::once("")) {
        if line.is_empty() {
            let (event, data) = (event.take(), data.take());
            frames.extend(data.map(|data| Frame { event, data }));
            continue;
        }
        match field(line) {
            ("event", value) => event = Some(value),
            ("data", value) => {
                data = Some(match data {
                    None => Ok(value),
                    Some(_) => {
                        let detail = "the data of an event stand in more than one line: send them in one";
                        Err(Reject::new(RejectReason::Undecodable, detail))
                    }
                });
            }
            _ => {}
        }
    }
    frames
}

/// Name and value of a line; that of a comment is empty.
fn field(line: &str) -> (&str, &str) {
    let (name, value) = line.split_once(':').unwrap_or((line, ""));
    (name, value.strip_prefix(' ').unwrap_or(value))
}
