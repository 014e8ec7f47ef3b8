//! A turn of a call: who said what when.

use std::borrow::Cow;

use super::super::draft::{Draft, DraftAuthor, DraftText, Part, Root};
use super::super::fields::Fields;
use super::call::{Call, side};
use super::content;
use crate::domain::event::{Action, Kind, LanguageOrigin, Visibility};
use crate::domain::fate::{Ignored, Reject, RejectReason};
use crate::domain::time::{Span, Time};

/// A number of milliseconds above this is a moment, not a distance from the start of a call.
const MOMENT: f64 = 100_000_000_000.0;

/// A turn.
pub(super) struct Turn<'a> {
    fields: Fields<'a>,
    /// The words with what else is said of them, where they lie one level below.
    words: Fields<'a>,
}

impl<'a> Turn<'a> {
    /// The turn in this object; `None` for what is no turn, such as categories found in a call.
    pub(super) fn of(fields: &Fields<'a>) -> Option<Self> {
        // Live segments name in a key what they are.
        let fields = fields
            .object(&["transcript", "utterance"])
            .unwrap_or_else(|| fields.clone());
        let words = fields
            .objects(&["alternatives"])
            .and_then(|all| all.into_iter().next());
        let turn = Self {
            words: words.unwrap_or_default(),
            fields,
        };
        turn.text().is_some().then_some(turn)
    }

    fn text(&self) -> Option<Cow<'a, str>> {
        let names = [
            "content",
            "text",
            "transcript",
            "spokentext",
            "message",
            "utterance",
            "body",
        ];
        let decorated = self.fields.text(&["decoratedtext"]);
        decorated
            .or_else(|| self.fields.text(&names))
            .or_else(|| self.words.text(&["decoratedtranscript", "transcript", "text"]))
    }

    /// Whether it says enough of itself to stand without a call around it.
    pub(super) fn is_complete(&self) -> bool {
        let who = [
            "participantrole",
            "role",
            "speaker",
            "participantid",
            "speakerid",
            "speakername",
        ];
        self.fields.has(&who)
    }

    /// The news of this turn, the one at `at` in its list.
    pub(super) fn read(&self, call: &Call<'a>, at: usize) -> Part<'a> {
        if self.is_passing() {
            return Part::Ignored(Ignored::Control);
        }
        let own = self
            .fields
            .text(&["id", "turnid", "segmentid", "utteranceid", "messageid", "sid"]);
        let Some(root) = call.id.clone().or_else(|| own.clone()) else {
            let detail = "a turn of a transcript without an id, in a call without one";
            return Part::Refused(Reject::new(RejectReason::BadField, detail));
        };
        let own = own.filter(|own| *own != root);
        let id = own.unwrap_or_else(|| {
            let number = self
                .fields
                .text(&["sentenceindex", "phraseindex", "index", "sequence"]);
            let number = number.unwrap_or_else(|| Cow::Owned(at.to_string()));
            let part = call.part.as_ref().unwrap_or(&root);
            Cow::Owned([part, "/", number.as_ref()].concat())
        });
        let form = self.fields.text(&["contenttype"]);
        let words = self.text().and_then(|raw| content::read(raw, form.as_deref()));
        let role = self.role(call);
        let known = role.as_deref().and_then(side);
        Draft {
            surface: call.surface,
            direction: known.map(|(direction, _)| direction),
            author: self.author(&root, role, known.is_some_and(|(_, machine)| machine)),
            needs_enrichment: words.is_none(),
            text: words.map(|words| DraftText {
                language: self
                    .fields
                    .text(&["language", "languagecode", "spokenlanguage"])
                    .or_else(|| call.language.clone()),
                language_origin: LanguageOrigin::Declared,
                ..words
            }),
            visibility: Visibility::Direct,
            occurred_at: self.time(call),
            root: Root::Id(root),
            ..Draft::new(Action::Create, Kind::Message, id)
        }
        .news()
    }

    /// Events of a chat, and words that are still being recognised.
    fn is_passing(&self) -> bool {
        let event = self
            .fields
            .text(&["type"])
            .is_some_and(|kind| kind.eq_ignore_ascii_case("event"));
        let form = self.fields.text(&["contenttype"]);
        let event = event || form.is_some_and(|form| form.contains(".event."));
        event
            || self.fields.flag(&["isfinal", "final"]) == Some(false)
            || self.fields.flag(&["ispartial", "partial"]) == Some(true)
    }

    fn role(&self, call: &Call<'a>) -> Option<Cow<'a, str>> {
        let named = [
            "participantrole",
            "participantpurpose",
            "role",
            "speakerrole",
            "sendertype",
        ];
        let who = [
            "participantid",
            "speakerid",
            "userid",
            "mediachannel",
            "channel",
            "speaker",
            "speakername",
        ];
        let of_call = || {
            who.iter().find_map(|name| {
                let id = self.fields.text(&[name])?;
                let role = call.role(&id)?;
                Some(Cow::Owned(role.to_owned()))
            })
        };
        let by_name = || {
            let names = [
                "participantid",
                "speaker",
                "channel",
                "track",
                "from",
                "speakername",
                "author",
            ];
            names
                .iter()
                .find_map(|name| self.fields.text(&[name]).filter(|name| side(name).is_some()))
        };
        self.fields.text(&named).or_else(of_call).or_else(by_name)
    }

    /// Accounts have ids of their own; whoever is only called the customer or the second speaker is somebody
    /// else in every call.
    fn author(&self, root: &str, role: Option<Cow<'a, str>>, bot: bool) -> Option<DraftAuthor<'a>> {
        let person = self
            .fields
            .object(&["speaker", "participant", "user", "from", "sender"]);
        let person = person.or_else(|| self.fields.objects(&["users"])?.into_iter().next());
        let person = person.unwrap_or_default();
        let id = self
            .fields
            .text(&["userid", "participantid", "speakerid"])
            .or_else(|| person.text(&["id", "userid"]));
        let name = self.fields.text(&[
            "speakername",
            "displayname",
            "speaker",
            "username",
            "mediachannel",
        ]);
        let name = name.or_else(|| person.text(&["name", "displayname", "username"]));
        let is_account = |id: &str| {
            id.len() > 3
                && side(id).is_none()
                && !id.contains(char::is_whitespace)
                && id.contains(|c: char| c.is_ascii_digit())
        };
        let id = match id.or(name).or(role) {
            Some(id) if is_account(&id) => id,
            Some(id) => {
                let name = id.split_whitespace().collect::<Vec<_>>().join("_");
                Cow::Owned([root, "/", &name].concat())
            }
            None => return None,
        };
        Some(DraftAuthor {
            bot: bot.then_some(true),
            ..DraftAuthor::named(id)
        })
    }

    /// When it was said: by its own clock, else by its distance from the start of the call.
    fn time(&self, call: &Call<'a>) -> Option<Time> {
        let inner = self.fields.object(&["time"]).unwrap_or_default();
        let absolute = [
            "absolutetime",
            "timestamp",
            "createdat",
            "startdatetime",
            "datecreated",
            "sentat",
        ];
        if let Some(at) = self.fields.time(&absolute).or_else(|| inner.time(&absolute)) {
            return Some(at);
        }
        let millis = [
            "beginoffsetmillis",
            "starttimems",
            "offsetms",
            "startms",
            "startoffsetms",
            "beginms",
        ];
        let seconds = ["starttime", "start", "offset", "begin", "startseconds"];
        let of = |fields: &Fields<'a>| {
            let millis = fields.number(&millis);
            millis.or_else(|| fields.number(&seconds).map(|seconds| seconds * 1000.0))
        };
        match of(&self.fields).or_else(|| of(&self.words)) {
            #[expect(clippy::cast_possible_truncation, reason = "below the year 5138")]
            Some(at) if (MOMENT..MOMENT * 100.0).contains(&at) => Some(Time(at as i64)),
            #[expect(clippy::cast_possible_truncation, reason = "below it")]
            Some(after) if (0.0..MOMENT).contains(&after) => {
                Some(call.start?.plus(Span(after.round() as i64)))
            }
            Some(_) => None,
            None => self
                .fields
                .time(&["starttime", "time", "start", "ts"])
                .or_else(|| {
                    Some(
                        call.start?
                            .plus(clock(&self.fields.text(&["ts", "start", "starttime"])?)?),
                    )
                }),
        }
    }
}

/// A distance written as hours, minutes and seconds: `00:01:12.500`.
fn clock(text: &str) -> Option<Span> {
    let mut seconds = 0.0;
    for piece in text.split(':') {
        let piece: f64 = piece.trim().parse().ok().filter(|n| (0.0..1e6).contains(n))?;
        seconds = seconds * 60.0 + piece;
    }
    #[expect(clippy::cast_possible_truncation, reason = "bounded piece by piece")]
    (text.contains(':') && seconds < 1e8).then_some(Span((seconds * 1000.0) as i64))
}
