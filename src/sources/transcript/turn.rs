//! A turn of a call: who said what when.

use std::borrow::Cow;

use super::super::draft::{Draft, DraftAuthor, DraftText, Part, Root};
use super::super::fields::Fields;
use super::call::Call;
use super::clock::{self, Measure};
use super::content;
use super::role::{is_machinery, side};
use crate::domain::event::{Action, Direction, Kind, LanguageOrigin, Visibility};
use crate::domain::fate::{Ignored, Reject, RejectReason};
use crate::domain::surface::Surface;

/// What whisper.cpp writes where nothing was said.
const SILENCE: &str = "[BLANK_AUDIO]";

/// What the words of a turn are called by.
const TEXTS: [&str; 7] = [
    "content",
    "text",
    "transcript",
    "spokentext",
    "message",
    "utterance",
    "body",
];

/// Objects within objects in which words are looked for that are not read.
const DEPTH: usize = 4;

/// What those who speak are called by.
const WHO: [&str; 7] = [
    "participantid",
    "speakerid",
    "userid",
    "mediachannel",
    "channel",
    "speaker",
    "speakername",
];

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
        turn.said().is_some().then_some(turn)
    }

    /// The words without the blanks around them; blanks alone are none.
    fn said(&self) -> Option<Cow<'a, str>> {
        let text = match self.text()? {
            Cow::Borrowed(text) => Cow::Borrowed(text.trim()),
            Cow::Owned(text) => Cow::Owned(text.trim().to_owned()),
        };
        (!text.is_empty() && text != SILENCE).then_some(text)
    }

    /// Its words and its start and end as they are written, for the clock of its file.
    pub(super) fn measure(&self) -> Measure {
        let words = self.said().unwrap_or_default();
        Measure::of([&self.fields, &self.words], &words)
    }

    /// Whose side the role is on, and whether it is a machine's. Machines among themselves are on ours.
    pub(super) fn side(&self, call: &Call<'a>) -> Option<(Direction, bool)> {
        let role = self.role(call)?;
        let machinery = || is_machinery(&role).then_some((Direction::Outbound, true));
        side(&role).or_else(machinery)
    }

    /// Whoever spoke, by any name.
    pub(super) fn speaker(&self) -> Option<Cow<'a, str>> {
        self.fields.text(&WHO)
    }

    /// The turn's own name.
    pub(super) fn id(&self) -> Option<Cow<'a, str>> {
        let names = ["id", "turnid", "segmentid", "utteranceid", "messageid", "sid"];
        self.fields.text(&names)
    }

    /// The words of a message that comes in pieces, those of pictures and files between them left out.
    fn pieces(&self) -> Option<Cow<'a, str>> {
        let pieces = self.fields.objects(&["content", "parts"])?;
        let texts: Vec<Cow<'a, str>> = pieces.iter().filter_map(|piece| piece.text(&["text"])).collect();
        (!texts.is_empty()).then(|| Cow::Owned(texts.join("\n")))
    }

    fn text(&self) -> Option<Cow<'a, str>> {
        let decorated = self.fields.text(&["decoratedtext"]);
        decorated
            .or_else(|| self.fields.text(&TEXTS))
            .or_else(|| self.words.text(&["decoratedtranscript", "transcript", "text"]))
            .or_else(|| self.pieces())
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
        let own = self.id();
        // A name that is unique in the world can stand for a call that has none; "0" is a place in some file.
        let alone = || own.clone().filter(|own| is_unique(own));
        let Some(root) = call.id.clone().or_else(alone) else {
            let detail =
                "a turn of a transcript that names no call: its own name is unique in its file alone";
            return Part::Refused(Reject::new(RejectReason::BadField, detail));
        };
        let part = call.part.as_ref().filter(|part| **part != root);
        let scope = match part.filter(|part| own.as_ref() != Some(part)) {
            Some(part) => Cow::Owned([root.as_ref(), "/", part].concat()),
            None => root.clone(),
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
        let words = self.said().and_then(|raw| content::read(raw, form.as_deref()));
        let role = self.role(call);
        if role.as_deref().is_some_and(is_machinery) {
            return Part::Ignored(Ignored::Control);
        }
        let known = role.as_deref().and_then(side);
        Draft {
            part: call.channel,
            surface: self.surface(call),
            direction: known.map_or(call.untold, |(direction, _)| Some(direction)),
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
            occurred_at: clock::time([&self.fields, &self.words], call),
            root: Root::Id(root),
            scope: Some(scope),
            ..Draft::new(Action::Create, Kind::Message, id)
        }
        .news()
    }

    /// Where it was said. Only messages of a chat have a type of content, and only speech is told apart by tracks or
    /// by its place in a recording.
    fn surface(&self, call: &Call<'a>) -> Surface {
        let has = |names: &[&str]| self.fields.has(names) || self.words.has(names);
        if call.surface != Surface::Unknown {
            call.surface
        } else if has(&["contenttype"]) {
            Surface::Chat
        } else if has(&["mediachannel", "offsetms", "durationms"]) {
            Surface::Call
        } else {
            Surface::Unknown
        }
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
        let of_call = || {
            WHO.iter().find_map(|name| {
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
                "type",
            ];
            let tells = |name: &Cow<'a, str>| side(name).is_some() || is_machinery(name);
            names
                .iter()
                .find_map(|name| self.fields.text(&[name]).filter(tells))
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
}

/// Whether a name is long and mixed enough to be given once in the world, as UUIDs and the like are.
fn is_unique(id: &str) -> bool {
    id.len() >= 16 && id.contains(|c: char| c.is_ascii_digit())
}

/// Whether there are words of a turn somewhere in this object.
pub(super) fn has_words(fields: &Fields<'_>) -> bool {
    within(fields, DEPTH)
}

fn within(fields: &Fields<'_>, depth: usize) -> bool {
    let text = fields.text(&TEXTS).unwrap_or_default();
    let said = !text.trim().is_empty() && text.trim() != SILENCE;
    let deeper = |depth: usize| {
        let mut names = fields.names();
        names.any(|name| {
            let below = fields.objects(&[name.as_str()]).unwrap_or_default();
            below.iter().any(|one| within(one, depth))
        })
    };
    said || depth.checked_sub(1).is_some_and(deeper)
}
