//! Callbacks of Twilio: live transcription, transcribed recordings, and conversations.

use super::super::draft::{Draft, DraftAuthor, DraftOwn, DraftText, Form, Part, Root};
use super::super::fields::Fields;
use super::super::revision;
use super::role::side;
use crate::domain::event::{Action, Direction, Kind, LanguageOrigin, Visibility};
use crate::domain::fate::{Ignored, Reject, RejectReason};

/// The part that this callback tells; `None` if it is none of Twilio.
pub(super) fn read<'a>(fields: &Fields<'a>) -> Option<Part<'a>> {
    if let Some(event) = fields.text(&["transcriptionevent"]) {
        return Some(live(fields, &event));
    }
    if fields.has(&["transcriptiontext"]) {
        return Some(recording(fields));
    }
    let event = fields.text(&["eventtype"])?;
    let action = match event.as_ref() {
        "onMessageAdded" | "onMessageAdd" => Action::Create,
        "onMessageUpdated" | "onMessageUpdate" => Action::Edit,
        "onMessageRemoved" | "onMessageRemove" => Action::Delete,
        name if name.starts_with("on") => return Some(Part::Ignored(Ignored::Control)),
        _ => return None,
    };
    Some(message(fields, action))
}

fn refused<'a>(fields: &str) -> Part<'a> {
    let detail = format!("a callback of twilio without {fields}");
    Part::Refused(Reject::new(RejectReason::BadField, detail))
}

/// A piece of a call that was just recognised. The track that comes in is the caller's.
fn live<'a>(fields: &Fields<'a>, event: &str) -> Part<'a> {
    if event != "transcription-content" || fields.flag(&["final"]) == Some(false) {
        return Part::Ignored(Ignored::Control);
    }
    let (Some(call), Some(sid)) = (fields.text(&["callsid"]), fields.text(&["transcriptionsid"])) else {
        return refused("`CallSid` or `TranscriptionSid`");
    };
    // The words travel as JSON inside a JSON string.
    let data = fields.text(&["transcriptiondata"]);
    let words = data.as_deref().and_then(Fields::inside);
    let words = words.and_then(|words| Some(words.text(&["transcript"])?.into_owned()));
    let words = words.or_else(|| {
        let data = fields.object(&["transcriptiondata"])?;
        Some(data.text(&["transcript"])?.into_owned())
    });
    let Some(words) = words.filter(|words| !words.trim().is_empty()) else {
        return Part::Ignored(Ignored::Control);
    };
    let number = fields.text(&["sequenceid"]).unwrap_or_default();
    let track = fields.text(&["track"]);
    let known = track.as_deref().and_then(side);
    Draft {
        part: Some("voice"),
        direction: Some(known.map_or(Direction::Unknown, |(direction, _)| direction)),
        author: track.map(|track| DraftAuthor::named(format!("{call}/{track}").into())),
        text: Some(DraftText {
            language: fields.text(&["languagecode"]),
            language_origin: LanguageOrigin::Declared,
            ..DraftText::new(words.trim().to_owned().into(), Form::Plain)
        }),
        visibility: Visibility::Direct,
        occurred_at: fields.time(&["timestamp"]),
        root: Root::Id(call),
        ..Draft::new(Action::Create, Kind::Message, format!("{sid}/{number}").into())
    }
    .news()
}

/// A recording, transcribed as a whole: what a caller left behind.
fn recording<'a>(fields: &Fields<'a>) -> Part<'a> {
    let Some(id) = fields.text(&["transcriptionsid", "recordingsid"]) else {
        return refused("`TranscriptionSid`");
    };
    Draft {
        part: Some("voice"),
        root: Root::Id(fields.text(&["callsid"]).unwrap_or_else(|| id.clone())),
        direction: Some(Direction::Inbound),
        addressed: fields
            .text(&["to", "called"])
            .map(DraftOwn::perhaps)
            .into_iter()
            .collect(),
        author: fields.text(&["from", "caller"]).map(DraftAuthor::named),
        text: fields
            .text(&["transcriptiontext"])
            .filter(|words| !words.trim().is_empty())
            .map(|raw| DraftText::new(raw, Form::Plain)),
        visibility: Visibility::Direct,
        occurred_at: fields.time(&["timestamp", "datecreated"]),
        ..Draft::new(Action::Create, Kind::Message, id)
    }
    .news()
}

/// A message of a conversation.
fn message<'a>(fields: &Fields<'a>, action: Action) -> Part<'a> {
    let id = fields.text(&["messagesid"]);
    let (Some(id), Some(root)) = (id, fields.text(&["conversationsid", "channelsid"])) else {
        return refused("`MessageSid` or `ConversationSid`");
    };
    let changed_at = fields.time(&["dateupdated"]).filter(|_| action != Action::Create);
    let author = fields.text(&["participantsid", "author", "clientidentity"]);
    Draft {
        part: Some("chat"),
        revision: if action == Action::Edit {
            revision::by_moment(changed_at)
        } else {
            0
        },
        root: Root::Id(root),
        author: author.map(DraftAuthor::named),
        text: fields
            .text(&["body"])
            .filter(|body| action != Action::Delete && !body.trim().is_empty())
            .map(|body| DraftText {
                seek: true,
                ..DraftText::new(body, Form::Plain)
            }),
        visibility: Visibility::Direct,
        occurred_at: changed_at.or_else(|| fields.time(&["datecreated"])),
        ..Draft::new(action, Kind::Message, id)
    }
    .news()
}
