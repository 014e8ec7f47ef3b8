//! What the scorer says of a text and the estimator of a cascade.

use serde::{Deserialize, Serialize};

/// How soon somebody must act.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Urgency {
    /// Not scored, or only known to a newer writer.
    Unknown,
    /// Nothing to do.
    NoAction,
    /// Some day.
    CanWait,
    /// Today.
    Today,
    /// At once.
    Now,
}

/// A sign in the words that a person should know of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Cue {
    /// Only ever read from a newer writer.
    Unknown,
    /// Asks something.
    Question,
    /// Says that something is wrong.
    Complaint,
    /// Thanks or praises.
    Thanks,
    /// Danger to a person.
    Safety,
    /// Lawyers, courts, claims.
    Legal,
    /// Press or broadcasters.
    Media,
    /// A regulator or ombudsman.
    Regulator,
    /// Will go to a competitor.
    ThreatToLeave,
    /// Has asked before.
    RepeatContact,
    /// Asks for a manager.
    AsksForManager,
    /// Offers an answer to somebody else.
    OffersHelp,
    /// Has the same trouble as somebody else.
    SameHere,
    /// Takes the brand's side.
    Defends,
    /// Was sent from one channel to another.
    ChannelHop,
    /// Names a moment by which it must be done.
    Deadline,
    /// A child, an illness, a disability, old age, medication.
    VulnerablePerson,
    /// Names one of the brand's executives.
    ExecutiveNamed,
    /// Tells what somebody else has met or said.
    Hearsay,
}

/// Why the scorer says nothing of how a text sounds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Abstention {
    /// Only ever read from a newer writer.
    Unknown,
    /// No word and no sign of feeling: media, links or handles alone, or nothing.
    NoWords,
    /// Too few words to go by, none of them known.
    TooShort,
    /// Two answers are about equally likely: the reader is unsure.
    LowMargin,
    /// A script that the model has never seen.
    UnknownScript,
}

/// The feeling towards the brand, apart from how the text sounds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Stance {
    /// The scorer abstained, or only known to a newer writer.
    Unknown,
    /// Not about the brand.
    None,
    /// Against it.
    Against,
    /// About it, for nor against.
    Neutral,
    /// For it.
    For,
}

/// What a person wants of the brand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Intent {
    /// Only ever read from a newer writer.
    Unknown,
    /// The service, the site or the app is down for everybody.
    Outage,
    /// Late, or kept waiting.
    Delay,
    /// The brand called it off.
    CancelledService,
    /// Where is it: an order, a parcel, a transfer on its way.
    OrderStatus,
    /// Lost or never arrived.
    LostItem,
    /// Arrived broken, or was broken on the way.
    DamagedItem,
    /// A product that does not work.
    ProductFault,
    /// An app or a site that fails this one person.
    AppFault,
    /// Charged wrongly or twice.
    WrongCharge,
    /// Wants money back.
    Refund,
    /// What it costs, or costs too much.
    FeesAndPrices,
    /// A payment, transfer or top-up that fails.
    PaymentFailed,
    /// Cannot get in: password, code, locked account.
    Login,
    /// A change of name, address, plan or limit.
    AccountChange,
    /// A change, a seat, a check-in of something booked.
    BookingChange,
    /// Wants to end the contract or the account.
    EndContract,
    /// Stolen, forged, not recognised.
    Fraud,
    /// Proof of who they are.
    IdentityCheck,
    /// Rude, unfair or refusing people.
    StaffConduct,
    /// Nobody answers.
    Unreachable,
    /// A plain question.
    Information,
    /// Where and when it is open.
    PlacesAndHours,
    /// Praise or thanks.
    Praise,
    /// An idea or a wish.
    Suggestion,
    /// Danger to people.
    Safety,
    /// What is held about them, and by whom.
    Privacy,
    /// Wants something, and none of these.
    Other,
}

/// An intent with how sure the scorer is.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct ScoredIntent {
    /// What is wanted.
    pub intent: Intent,
    /// From 0 to 1, rounded to 1e-4.
    pub confidence: f64,
}

/// The strongest emotion in the words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Emotion {
    /// Only ever read from a newer writer.
    Unknown,
    /// None shows.
    None,
    /// Anger.
    Anger,
    /// Sadness or disappointment.
    Sadness,
    /// Fear or worry.
    Fear,
    /// Joy.
    Joy,
    /// Gratitude.
    Gratitude,
}

/// The tone of a text: a hint for whoever answers, never a ground to act.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Tone {
    /// From -1 (slang, contractions, laughter) to 1 (salutation, full sentences), rounded to 1e-4.
    pub formality: f64,
    /// Signs of laughter or irony, from 0 to 1, rounded to 1e-4.
    pub humour: f64,
    /// The strongest emotion.
    pub emotion: Emotion,
    /// Share of the words of two letters and more that are all capitals, from 0 to 1, rounded to 1e-4.
    pub all_caps: f64,
    /// Emoji a word, from 0 to 1, rounded to 1e-4.
    pub emoji_density: f64,
}

impl Tone {
    /// Nothing shows.
    pub const PLAIN: Self = Self {
        formality: 0.0,
        humour: 0.0,
        emotion: Emotion::None,
        all_caps: 0.0,
        emoji_density: 0.0,
    };
}

/// What the words say of how the case stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CaseState {
    /// They do not say, or only known to a newer writer.
    Unknown,
    /// Asks something.
    Question,
    /// Something is wrong, still.
    Unresolved,
    /// It is solved.
    Resolved,
    /// Thanks.
    Thanks,
}

/// What the scorer says of one text, axis by axis.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Scores {
    /// How the text sounds, from -1 (bad) to 1 (good): the probability of positive less that of negative,
    /// rounded to 1e-4; `None` when the scorer abstains.
    pub sentiment: Option<f64>,
    /// Probability of the likeliest of negative, neutral and positive, from 0 to 1, rounded to 1e-4.
    pub confidence: f64,
    /// Why `sentiment` is absent; `None` when it is there.
    pub abstention: Option<Abstention>,
    /// Probability that the text is about the brand, from 0 to 1, rounded to 1e-4; `None` where no brand is
    /// configured.
    pub about_brand: Option<f64>,
    /// The feeling towards the brand.
    pub stance: Stance,
    /// Probability that the text complains, from 0 to 1, rounded to 1e-4; `None` when the scorer abstains.
    pub complaint: Option<f64>,
    /// What is wanted, the surest first, at most three; empty when the scorer abstains.
    pub intents: Vec<ScoredIntent>,
    /// How soon somebody must act.
    pub urgency: Urgency,
    /// Signs in the words, in order, each once.
    pub cues: Vec<Cue>,
    /// The tone.
    pub tone: Tone,
    /// What the words say of how the case stands.
    pub case_state: CaseState,
    /// Language of the text (BCP 47 primary tag), where known.
    pub language: Option<String>,
    /// How sure the language is, from 0 to 1, rounded to 1e-4; 0 where it is not known.
    pub language_confidence: f64,
    /// Name, version and hash of the model: `default-1-0123456789abcdef`.
    pub model: String,
}

impl Scores {
    /// Whether the words show this sign.
    #[must_use]
    pub fn has(&self, cue: Cue) -> bool {
        self.cues.contains(&cue)
    }
}

/// How far a conversation is likely to spread.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Level {
    /// Only ever read from a newer writer.
    Unknown,
    /// Nobody passes it on.
    Quiet,
    /// Some do.
    Low,
    /// It is noticed.
    Medium,
    /// It spreads.
    High,
    /// It is an outcry.
    Critical,
}

/// What the estimator says of one conversation.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Risk {
    /// From 0 to 1, rounded to 1e-4; falls only when shares are taken back.
    pub score: f64,
    /// The score's level.
    pub level: Level,
    /// Shares and quotes so far, without those taken back.
    pub shares: i64,
    /// Followers of those who passed it on, added up over the shares.
    pub audience: i64,
    /// Whether any of those who passed it on or replied did so shortly before it arrived: what only old shares say never
    /// pages.
    pub fresh: bool,
}

impl Risk {
    /// Nobody has passed it on.
    pub const NONE: Self = Self {
        score: 0.0,
        level: Level::Quiet,
        shares: 0,
        audience: 0,
        fresh: false,
    };
}

/// Rounds a published number to 1e-4.
#[must_use]
pub fn rounded(value: f64) -> f64 {
    libm::round(value * 10_000.0) / 10_000.0
}
