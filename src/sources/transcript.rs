//! Transcripts of calls and chats: files and live segments of Amazon Connect, Twilio, Genesys Cloud, and the
//! plain lists of turns that meeting tools write. Each turn is a message of the call.

mod call;
mod clock;
mod content;
mod role;
mod turn;
mod twilio;

use std::collections::BTreeSet;

use super::adapter::{Adapter, BodyForm, Context};
use super::draft::{Draft, Part, Shape};
use super::fields::Fields;
use super::listed::Listed;
use super::parts::Parts;
use super::peel::not_json;
use crate::domain::event::{Action, Direction, Kind};
use crate::domain::fate::{Ignored, Reject, RejectReason};
use crate::domain::surface::Surface;
use call::Call;
use clock::Unit;
use turn::{Turn, has_words};

/// How it is read.
pub(super) static ADAPTER: Adapter = Adapter {
    version: 1,
    forms: &[BodyForm::Json],
    covers: COVERS,
    read,
    act,
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

/// The thread is the call. What was said in it is over: nothing answers it there.
fn act(draft: &mut Draft<'_>) {
    draft.surface = match draft.part {
        Some("voice" | "callback" | "meeting") => Surface::Call,
        Some("chat") => Surface::Chat,
        Some(_) | None => draft.surface,
    };
    draft.thread.native_id = draft.root_id().cloned();
}

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
        hear(&mut call, &turns, &fields);
        read_turns(&call, turns, parts)?;
    } else if fields.has(&WRAPPERS) {
        return Ok(Shape::Unknown);
    } else if let Some(turn) = Turn::of(&fields).filter(|turn| turn.is_complete() || call.is_known()) {
        // Its own name is none of the call.
        if call.id == turn.id() {
            call.id = None;
        }
        if call.has_agent() {
            call.untold = None;
        }
        parts.push(turn.read(&call, 0));
    } else if !call.is_known() || has_words(&fields) {
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
        Some(turns) => {
            hear(call, &turns, transcript);
            read_turns(call, turns, parts)
        }
        None => read_turns(call, Listed::Alone(transcript.clone()), parts),
    }
}

/// Learns from all turns of this file what none of them says alone: what they count time in, and whose side those are on
/// that have no role.
fn hear<'a>(call: &mut Call<'a>, turns: &Listed<'a, Fields<'a>>, file: &Fields<'a>) {
    let (mut measures, mut ours, mut untold) = (Vec::new(), false, BTreeSet::new());
    turns.clone().first(|turn| {
        let Some(turn) = Turn::of(&turn) else { return };
        measures.push(turn.measure());
        match turn.side(call) {
            Some((Direction::Outbound, _)) => ours = true,
            Some(_) => {}
            None => {
                untold.insert(turn.speaker());
            }
        }
    });
    let length = file.number(&["audioduration", "durationseconds", "duration"]);
    call.unit = Unit::of(&measures, length);
    // Whoever speaks with the desk, as the only one without a role, is its customer.
    if untold.len() == 1 && (ours || call.has_agent()) {
        call.untold = None;
    }
}

fn unknown<'a>() -> Part<'a> {
    let detail = "a turn of a transcript with words, of no form that is known";
    Part::Refused(Reject::new(RejectReason::UnknownKind, detail))
}

fn read_turns<'a>(
    call: &Call<'a>,
    turns: Listed<'a, Fields<'a>>,
    parts: &mut Parts<'_>,
) -> Result<(), Reject> {
    let mut at = 0;
    turns.each(|turn| {
        match Turn::of(&turn) {
            Some(turn) => parts.push(turn.read(call, at)),
            None if has_words(&turn) => parts.push(unknown()),
            None => {}
        }
        at += 1;
        Ok(())
    })
}
