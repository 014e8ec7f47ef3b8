//! An answer to a survey, as every service's comes to be told.

use std::borrow::Cow;

use super::super::draft::{Draft, DraftAuthor, DraftText, Form, Part, Root};
use super::super::fields::Fields;
use super::super::revision;
use crate::domain::event::{Action, Direction, Kind, LanguageOrigin, Rating, Visibility};
use crate::domain::fate::{Reject, RejectReason};
use crate::domain::time::Time;

/// An answer to a survey.
#[derive(Default)]
pub(super) struct Answer<'a> {
    pub(super) id: Option<Cow<'a, str>>,
    pub(super) survey: Option<Cow<'a, str>>,
    pub(super) respondent: Option<Cow<'a, str>>,
    pub(super) ratings: Vec<Rating>,
    /// What was written, answer by answer.
    pub(super) words: Vec<Cow<'a, str>>,
    pub(super) language: Option<Cow<'a, str>>,
    pub(super) at: Option<Time>,
    /// Whether the payload only tells that there is an answer.
    pub(super) bare: bool,
}

impl<'a> Answer<'a> {
    /// It as a part of a payload.
    pub(super) fn told(mut self, action: Action) -> Part<'a> {
        let Some(id) = self.id.take() else {
            let detail = "a survey answer without the id of the response";
            return Part::Refused(Reject::new(RejectReason::BadField, detail));
        };
        let text = text(self.words);
        // An answer of which nothing could be read has answers of forms that are not known.
        let nothing = text.is_none() && self.ratings.is_empty() && action != Action::Delete;
        let extras = self.survey.map(|survey| ("survey_id", survey));
        let draft = Draft {
            revision: if action == Action::Edit {
                revision::by_moment(self.at)
            } else {
                0
            },
            root: Root::Id(id.clone()),
            direction: Some(Direction::Inbound),
            author: self
                .respondent
                .filter(|id| !id.contains(char::is_whitespace))
                .map(DraftAuthor::named),
            text: text.map(|raw| DraftText {
                language: self.language,
                language_origin: LanguageOrigin::Declared,
                seek: true,
                ..DraftText::new(raw, Form::Plain)
            }),
            ratings: self.ratings,
            visibility: Visibility::Direct,
            needs_enrichment: self.bare || nothing,
            occurred_at: self.at,
            extras: extras.into_iter().collect(),
            ..Draft::new(action, Kind::Survey, id)
        };
        draft.news()
    }
}

fn text(mut words: Vec<Cow<'_, str>>) -> Option<Cow<'_, str>> {
    words.retain(|words| !words.trim().is_empty());
    match words.len() {
        0 => None,
        1 => words.pop(),
        _ => Some(Cow::Owned(words.join("\n\n"))),
    }
}

/// Who answered, by the names that senders give to it.
pub(super) fn respondent<'a>(fields: &Fields<'a>) -> Option<Cow<'a, str>> {
    let ids = [
        "respondentid",
        "customerid",
        "contactid",
        "personid",
        "userid",
        "recipientid",
        "externaldatareference",
        "email",
    ];
    let person = fields.object(&["respondent", "customer", "contact", "person", "user"]);
    let of_person = || {
        let person = person?;
        person.text(&["id", "externalid", "userid", "email"])
    };
    let plain = || fields.text(&["respondent", "customer", "contact", "person", "user"]);
    fields.text(&ids).or_else(of_person).or_else(plain)
}
