//! Transcripts of calls and chats: files and live segments of Amazon Connect, Twilio, Genesys Cloud, and the
//! plain lists of turns that meeting tools write. Each turn is a message of the call.

mod call;
mod content;
mod turn;
mod twilio;

use super::adapter::{Adapter, BodyForm, Context};
use super::draft::{Part, Shape};
use super::fields::Fields;
use super::listed::Listed;
use super::parts::Parts;
use super::peel::not_json;
use crate::domain::event::{Action, Kind};
use crate::domain::fate::{Ignored, Reject};
use call::Call;
use turn::Turn;

/// How it is read.
pub(super) static ADAPTER: Adapter = Adapter {
    version: 1,
    forms: &[BodyForm::Json],
    covers: COVERS,
    read,
};

const COVERS: &[(Kind, Action)] = &[
    (Kind::Message, Action::Create),
    (Kind::Message, Action::Edit),
    (Kind::Message, Action::Delete),
];

/// Where the turns of a call lie, by the names that the feeds give to the list.
const TURNS: [&str; 12] = [
    "segments",
    "sentences",
    "phrases",
    "turns",
    "utterances",
    "timeline",
    "transcript",
    "transcription",
    "messages",
    "entries",
    "lines",
    "paragraphs",
];

/// Fields that something wrapped around a call has.
const WRAPPERS: [&str; 5] = ["data", "payload", "events", "headers", "specversion"];

fn read<'a>(body: &'a [u8], _: &Context<'a>, parts: &mut Parts<'_>) -> Result<Shape, Reject> {
    let fields: Fields<'a> = serde_json::from_slice(body).map_err(|e| not_json(&e))?;
    if let Some(part) = twilio::read(&fields) {
        parts.push(part);
        return Ok(Shape::Known);
    }
    // Notices of Genesys Cloud wrap the call.
    let inner = fields.object(&["eventbody"]);
    let fields = inner.unwrap_or(fields);
    let mut call = Call::of(&fields);
    if let Some(transcripts) = fields.objects(&["transcripts"]) {
        for transcript in transcripts {
            read_transcript(&mut call, &transcript, parts)?;
        }
    } else if let Some(turns) = fields.listed(&TURNS) {
        read_turns(&call, turns, parts)?;
    } else if fields.has(&WRAPPERS) {
        return Ok(Shape::Unknown);
    } else if let Some(turn) = Turn::of(&fields).filter(|turn| turn.is_complete() || call.is_known()) {
        parts.push(turn.read(&call, 0));
    } else if !call.is_known() {
        return Ok(Shape::Unknown);
    }
    if parts.is_empty() {
        parts.push(Part::Ignored(Ignored::Control));
    }
    Ok(Shape::Known)
}

/// One of several transcripts of a call: one a channel or a language. Live ones are a turn each.
fn read_transcript<'a>(
    call: &mut Call<'a>,
    transcript: &Fields<'a>,
    parts: &mut Parts<'_>,
) -> Result<(), Reject> {
    call.enter(transcript);
    match transcript.listed(&TURNS) {
        Some(turns) => read_turns(call, turns, parts),
        None => read_turns(call, Listed::Alone(transcript.clone()), parts),
    }
}

fn read_turns<'a>(
    call: &Call<'a>,
    turns: Listed<'a, Fields<'a>>,
    parts: &mut Parts<'_>,
) -> Result<(), Reject> {
    let mut at = 0;
    turns.each(|turn| {
        parts.extend(Turn::of(&turn).map(|turn| turn.read(call, at)));
        at += 1;
        Ok(())
    })
}
