//! A call or chat: what its turns have in common.

use std::borrow::Cow;

use super::super::fields::Fields;
use super::clock::Unit;
use super::role::side;
use crate::domain::event::Direction;
use crate::domain::surface::Surface;
use crate::domain::time::Time;

/// A call or chat.
pub(super) struct Call<'a> {
    pub(super) id: Option<Cow<'a, str>>,
    /// The transcript within it, where it has several.
    pub(super) part: Option<Cow<'a, str>>,
    pub(super) start: Option<Time>,
    /// What the distances from the start count, where their names do not say it.
    pub(super) unit: Unit,
    /// The side of those whose role is not told; `None`: the configured accounts decide.
    pub(super) untold: Option<Direction>,
    pub(super) language: Option<Cow<'a, str>>,
    pub(super) channel: Option<&'static str>,
    /// Who takes part: id or channel, and role.
    /// Where it was held, if only the name of its id tells it.
    pub(super) surface: Surface,
    people: Vec<(Cow<'a, str>, Cow<'a, str>)>,
}

/// What ids of calls are called, the most telling first.
const IDS: [&str; 13] = [
    "contactid",
    "conversationid",
    "callid",
    "callsid",
    "conversationsid",
    "interactionid",
    "sessionid",
    "meetinguuid",
    "meetingid",
    "chatid",
    "recordingid",
    "transcriptsid",
    "transcriptid",
];

/// Names of what a call was made in or written down by; they count where nothing else names it.
const AROUND: [&str; 12] = [
    "calluuid",
    "uuid",
    "callrecordid",
    "conferencesid",
    "recordingsid",
    "transcriptionid",
    "conferenceid",
    "roomid",
    "threadid",
    "jobid",
    "jobname",
    "requestid",
];

impl<'a> Call<'a> {
    pub(super) fn of(fields: &Fields<'a>) -> Self {
        let inner = fields.object(&[
            "customermetadata",
            "metadata",
            "call",
            "conversation",
            "meeting",
            "interaction",
            "session",
            "recording",
        ]);
        let about = inner.unwrap_or_default();
        let start = [
            "starttime",
            "conversationstarttime",
            "startdatetime",
            "recordingstart",
            "startedat",
        ];
        let start = fields.time(&start).or_else(|| about.time(&start)).or_else(|| {
            let rest = [
                "sessionstarttimems",
                "mediastarttime",
                "initiationtimestamp",
                "createdat",
                "date",
            ];
            fields.time(&rest).or_else(|| about.time(&rest))
        });
        let channel = fields.text(&["channel", "mediatype", "channeltype"]);
        let channel = channel.or_else(|| about.text(&["channel", "mediatype"]));
        Self {
            id: fields
                .text(&IDS)
                .or_else(|| about.text(&IDS))
                .or_else(|| about.text(&["id"]))
                .or_else(|| fields.text(&["sid", "id"]))
                .or_else(|| fields.text(&AROUND))
                .or_else(|| about.text(&AROUND)),
            part: None,
            start,
            unit: Unit::Seconds,
            untold: Some(Direction::Unknown),
            language: fields.text(&["languagecode", "language", "locale", "spokenlanguage"]),
            channel: channel.as_deref().and_then(part),
            surface: surface([fields, &about]),
            people: people(fields),
        }
    }

    /// Goes on with this transcript of it.
    pub(super) fn enter(&mut self, transcript: &Fields<'a>) {
        self.part = transcript.text(&["transcriptid", "utteranceid"]);
        self.id = self.id.take().or_else(|| self.part.clone());
        let language = transcript.text(&["language", "languagecode"]);
        self.language = language.or_else(|| self.language.take());
    }

    pub(super) const fn is_known(&self) -> bool {
        self.id.is_some()
    }

    /// Whether one who takes part is ours by the role.
    pub(super) fn has_agent(&self) -> bool {
        let ours = |role: &str| matches!(side(role), Some((Direction::Outbound, _)));
        self.people.iter().any(|(_, role)| ours(role))
    }

    /// The role of this participant.
    pub(super) fn role(&self, participant: &str) -> Option<&str> {
        let found = self.people.iter().find(|(id, _)| id == participant);
        found.map(|(_, role)| role.as_ref())
    }
}

fn people<'a>(fields: &Fields<'a>) -> Vec<(Cow<'a, str>, Cow<'a, str>)> {
    let channel = fields.object(&["channel"]).unwrap_or_default();
    let people = fields
        .listed(&["participants", "speakers", "users"])
        .or_else(|| channel.listed(&["participants"]))
        .unwrap_or_default();
    let mut known = Vec::new();
    people.first(|person| {
        let role = person.text(&["participantrole", "participantpurpose", "role", "purpose", "type"]);
        let ids = [
            "participantid",
            "id",
            "speakerid",
            "userid",
            "channelparticipant",
            "name",
            "label",
        ];
        let role = role.into_iter();
        known.extend(role.flat_map(|role| {
            let named = ids
                .iter()
                .filter_map(|id| Some((person.text(&[id])?, role.clone())));
            named.collect::<Vec<_>>()
        }));
    });
    known
}

/// Names of ids that only calls and meetings have, and of recorded sound.
const OF_CALLS: [&str; 10] = [
    "callid",
    "callsid",
    "calluuid",
    "callrecordid",
    "meetinguuid",
    "meetingid",
    "recordingid",
    "recordingsid",
    "audioduration",
    "audiourl",
];

fn surface(said: [&Fields<'_>; 2]) -> Surface {
    let has = |names: &[&str]| said.iter().any(|fields| fields.has(names));
    if has(&OF_CALLS) {
        Surface::Call
    } else if has(&["chatid"]) {
        Surface::Chat
    } else {
        Surface::Unknown
    }
}

fn part(channel: &str) -> Option<&'static str> {
    Some(match channel.to_ascii_lowercase().as_str() {
        "voice" | "call" | "phone" | "telephony" => "voice",
        "chat" | "message" | "messaging" | "webchat" => "chat",
        "callback" => "callback",
        "meeting" | "video" => "meeting",
        _ => return None,
    })
}
