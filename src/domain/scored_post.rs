//! A scored post as subscribers see it: flat, one record a post, whoever is told of it.

use serde::{Deserialize, Serialize};

use super::event::{Direction, Kind, SocialEvent};
use super::ids::{AuthorKey, ConversationKey, EventId, PostKey};
use super::published::{Happened, SeenBy};
use super::score::{CaseState, Emotion, Level, Risk, Scores, Stance, Urgency};
use super::time::Time;

/// The feeling towards the brand, in the words of the views.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TowardsBrand {
    /// The scorer abstained, or only known to a newer writer.
    Unknown,
    /// Not about the brand.
    NotAboutBrand,
    /// Against it.
    Against,
    /// About it, for nor against.
    Neutral,
    /// For it.
    InFavour,
}

impl From<Stance> for TowardsBrand {
    fn from(stance: Stance) -> Self {
        match stance {
            Stance::Unknown => Self::Unknown,
            Stance::None => Self::NotAboutBrand,
            Stance::Against => Self::Against,
            Stance::Neutral => Self::Neutral,
            Stance::For => Self::InFavour,
        }
    }
}

/// What is wanted, by name, with how sure the scorer is.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PostIntent {
    /// Name of what is wanted.
    pub intent: String,
    /// From 0 to 1, rounded to 1e-4.
    pub confidence: f64,
}

/// What the scorer says of one post at one moment, or that it is gone or back.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ScoredPost {
    /// Id of the social event that led to it.
    pub event_id: EventId,
    /// Whose deployment.
    pub tenant: String,
    /// Name of the network.
    pub network: String,
    /// What happened.
    pub action: Happened,
    /// To what sort of post.
    pub kind: Kind,
    /// Whose side wrote it.
    pub direction: Direction,
    /// Who can see it.
    pub visibility: SeenBy,
    /// The network's id of the post.
    pub native_id: String,
    /// Key of the post, the same for all revisions.
    pub post_key: PostKey,
    /// Revision, from 0.
    pub revision: i32,
    /// The conversation it stands in: the record's key.
    pub conversation_key: ConversationKey,
    /// Who wrote it.
    pub author_key: Option<AuthorKey>,
    /// When it happened, or at least when it was first held.
    pub occurred_at: Time,
    /// When it reached the first topic.
    pub ingested_at: Time,
    /// Older than lane time by more than the allowed lateness, or back-fill.
    pub late: bool,
    /// It happened longer before it arrived than its feed may be behind: it is counted, and pages nobody.
    pub stale: bool,
    /// A newer revision was known already.
    pub superseded: bool,
    /// The post is out of sight: what is held of it is to be dropped.
    pub removed: bool,
    /// Whether this is the scorer's word on the post; where it only tells that the post is gone or back, no score says
    /// anything.
    pub scored: bool,
    /// How the words sound, from -1 (bad) to 1 (good); `None` when the scorer abstains.
    pub sentiment: Option<f64>,
    /// Probability of the likeliest of negative, neutral and positive, from 0 to 1.
    pub sentiment_confidence: f64,
    /// Name of the reason why there is no sentiment.
    pub no_sentiment_reason: Option<String>,
    /// Probability that the words are about the brand, from 0 to 1.
    pub about_brand: Option<f64>,
    /// The feeling towards the brand.
    pub stance: TowardsBrand,
    /// Probability that the words complain, from 0 to 1.
    pub complaint: Option<f64>,
    /// What is wanted, the surest first, at most three.
    pub intents: Vec<PostIntent>,
    /// How soon somebody must act.
    pub urgency: Urgency,
    /// Names of the signs in the words, each once.
    pub cues: Vec<String>,
    /// Formality, from -1 to 1.
    pub formality: f64,
    /// Signs of laughter or irony, from 0 to 1.
    pub humour: f64,
    /// Name of the strongest emotion; `None` where none shows.
    pub emotion: Option<String>,
    /// Share of the words that are all capitals, from 0 to 1.
    pub all_caps: f64,
    /// Emoji a word, from 0 to 1.
    pub emoji_density: f64,
    /// What the words say of how the case stands.
    pub case_state: CaseState,
    /// Language of the words (BCP 47 primary tag), where known.
    pub language: Option<String>,
    /// How sure the language is, from 0 to 1.
    pub language_confidence: f64,
    /// Name, version and hash of the model; `None` where the scorer was not asked.
    pub model: Option<String>,
    /// How likely the conversation is to spread, from 0 to 1.
    pub risk_score: f64,
    /// The level of that.
    pub risk_level: Level,
    /// Shares and quotes of the conversation so far, without those taken back.
    pub shares: i64,
    /// Followers of those who passed it on, added up over the shares.
    pub audience: i64,
}

/// What is known of a post besides its event.
#[derive(Debug, Clone, Copy)]
pub struct Standing<'a> {
    /// What the scorer says.
    pub scores: &'a Scores,
    /// Whether it was asked.
    pub scored: bool,
    /// The spread of its conversation.
    pub risk: &'a Risk,
    /// Older than the allowed lateness, or back-fill.
    pub late: bool,
    /// A newer revision is known.
    pub superseded: bool,
    /// It is out of sight.
    pub removed: bool,
}

impl ScoredPost {
    /// What subscribers are told of the post of this event.
    #[must_use]
    pub fn of(event: &SocialEvent, standing: Standing<'_>) -> Self {
        let Standing {
            scores,
            scored,
            risk,
            late,
            superseded,
            removed,
        } = standing;
        let tone = scores.tone;
        Self {
            event_id: event.event_id,
            tenant: event.tenant.clone(),
            network: event.network.name().into(),
            action: event.action.into(),
            kind: event.kind,
            direction: event.direction,
            visibility: event.visibility.into(),
            native_id: event.native_id.clone(),
            post_key: event.post_key,
            revision: event.revision,
            conversation_key: event.conversation,
            author_key: event.author.as_ref().map(|author| author.key),
            occurred_at: event.when(),
            ingested_at: event.ingested_at,
            late,
            stale: event.stale,
            superseded,
            removed,
            scored,
            sentiment: scores.sentiment,
            sentiment_confidence: scores.confidence,
            no_sentiment_reason: scores.abstention.filter(|_| scored).map(|why| why.name().into()),
            about_brand: scores.about_brand,
            stance: scores.stance.into(),
            complaint: scores.complaint,
            intents: intents(scores),
            urgency: scores.urgency,
            cues: scores.cues.iter().map(|cue| cue.name().into()).collect(),
            formality: tone.formality,
            humour: tone.humour,
            emotion: Some(tone.emotion)
                .filter(|emotion| *emotion != Emotion::None)
                .map(|emotion| emotion.name().into()),
            all_caps: tone.all_caps,
            emoji_density: tone.emoji_density,
            case_state: scores.case_state,
            language: scores.language.clone(),
            language_confidence: scores.language_confidence,
            model: scored.then(|| scores.model.clone()),
            risk_score: risk.score,
            risk_level: risk.level,
            shares: risk.shares,
            audience: risk.audience,
        }
    }
}

fn intents(scores: &Scores) -> Vec<PostIntent> {
    let wanted = scores.intents.iter().map(|wanted| PostIntent {
        intent: wanted.intent.name().into(),
        confidence: wanted.confidence,
    });
    wanted.collect()
}
