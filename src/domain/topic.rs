//! The topics and the types of record that travel on them.

use super::network::Network;

/// A topic, without the deployment's prefix.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Topic {
    /// A network's feed as it arrives.
    Raw(Network),
    /// What the contact centre says of work items.
    Feedback,
    /// Requests to forget an author or a post.
    ErasureRequests,
    /// Normalised events, by conversation.
    SocialEvents,
    /// Rows and questions of `resolve`, by post.
    PostLookups,
    /// Scored events and notices to a customer's lane, by customer.
    ScoredEvents,
    /// Present state of each cascade, by conversation; compacted.
    Cascades,
    /// Work items, by item id; compacted.
    WorkItems,
    /// Alerts, by alert key; compacted.
    Alerts,
    /// Moments worth spreading; never pages anybody.
    Opportunities,
    /// Measures such as time to first public answer, and gaps in the feeds.
    Measures,
    /// What was forgotten, by request.
    ErasureReceipts,
    /// One partition: its owner keeps the time.
    Clock,
    /// A stage's changelog; the name is the stage's.
    Changelog(&'static str),
    /// Dead letters of an input topic.
    DeadLetters(Source),
}

/// An input topic, as far as its dead letters are concerned.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Source {
    /// A network's feed.
    Raw(Network),
    /// Feedback of the contact centre.
    Feedback,
    /// Requests to forget an author or a post.
    ErasureRequests,
    /// Normalised events.
    SocialEvents,
    /// Rows and questions of `resolve`.
    PostLookups,
    /// Scored events.
    ScoredEvents,
}

impl Source {
    /// The input topic itself.
    #[must_use]
    pub const fn topic(self) -> Topic {
        match self {
            Self::Raw(network) => Topic::Raw(network),
            Self::Feedback => Topic::Feedback,
            Self::ErasureRequests => Topic::ErasureRequests,
            Self::SocialEvents => Topic::SocialEvents,
            Self::PostLookups => Topic::PostLookups,
            Self::ScoredEvents => Topic::ScoredEvents,
        }
    }
}

impl Topic {
    /// The topic's name without prefix.
    #[must_use]
    pub fn name(self) -> String {
        match self {
            Self::Raw(network) => format!("social.raw.{}.v1", network.name()),
            Self::Feedback => "care.work-item-feedback.v1".into(),
            Self::ErasureRequests => "care.erasure-requests.v1".into(),
            Self::SocialEvents => "care.social-events.v1".into(),
            Self::PostLookups => "outcry.post-lookups.v1".into(),
            Self::ScoredEvents => "care.scored-events.v1".into(),
            Self::Cascades => "care.cascades.v1".into(),
            Self::WorkItems => "care.work-items.v1".into(),
            Self::Alerts => "care.escalation-alerts.v1".into(),
            Self::Opportunities => "care.opportunities.v1".into(),
            Self::Measures => "care.measures.v1".into(),
            Self::ErasureReceipts => "care.erasure-receipts.v1".into(),
            Self::Clock => "outcry.clock.v1".into(),
            Self::Changelog(stage) => format!("outcry.{stage}-changelog.v1"),
            Self::DeadLetters(source) => format!("dlq.{}", source.topic().name()),
        }
    }

    /// The topics between stages: their messages are bundles.
    pub const BUNDLED: [Self; 3] = [Self::SocialEvents, Self::PostLookups, Self::ScoredEvents];

    /// Whether its messages are bundles.
    #[must_use]
    pub const fn is_bundled(self) -> bool {
        matches!(self, Self::SocialEvents | Self::PostLookups | Self::ScoredEvents)
    }

    /// Whether the newest record of each key stays for ever; the others lose records by age.
    #[must_use]
    pub const fn is_compacted(self) -> bool {
        match self {
            Self::Changelog(_) | Self::Cascades | Self::WorkItems | Self::Alerts => true,
            Self::Raw(_)
            | Self::Feedback
            | Self::ErasureRequests
            | Self::SocialEvents
            | Self::PostLookups
            | Self::ScoredEvents
            | Self::Opportunities
            | Self::Measures
            | Self::ErasureReceipts
            | Self::Clock
            | Self::DeadLetters(_) => false,
        }
    }

    /// Every topic of a deployment that reads these networks.
    #[must_use]
    pub fn all(networks: &[Network]) -> Vec<Self> {
        let mut sources: Vec<Source> = networks.iter().map(|n| Source::Raw(*n)).collect();
        sources.extend([
            Source::Feedback,
            Source::ErasureRequests,
            Source::SocialEvents,
            Source::PostLookups,
            Source::ScoredEvents,
        ]);
        let mut topics: Vec<Self> = sources.iter().map(|s| s.topic()).collect();
        topics.extend([
            Self::Cascades,
            Self::WorkItems,
            Self::Alerts,
            Self::Opportunities,
            Self::Measures,
            Self::ErasureReceipts,
            Self::Clock,
        ]);
        topics.extend(super::stage::StageName::ALL.map(|stage| Self::Changelog(stage.name())));
        topics.extend(sources.into_iter().map(Self::DeadLetters));
        topics
    }
}

/// The type of a record: which schema its value follows. One topic carries several types.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum RecordType {
    /// `SocialEvent`.
    SocialEvent,
    /// `ScoredEvent`.
    ScoredEvent,
    /// `RiskChanged`: a cascade reached another level.
    RiskChanged,
    /// `Reassigned`: a post's case moved to another customer.
    Reassigned,
    /// `WorkItemFeedback`.
    Feedback,
    /// `Cascade`.
    Cascade,
    /// `WorkItem`.
    WorkItem,
    /// `EscalationAlert`.
    Alert,
    /// `Opportunity`.
    Opportunity,
    /// `Measure`.
    Measure,
    /// `LookupRow`: where a post belongs.
    LookupRow,
    /// `LookupQuestion`: an event that does not know its conversation.
    LookupQuestion,
    /// `Tick`: lane time.
    Tick,
    /// `ErasureRequest`: an author or a post is to be forgotten.
    ErasureRequest,
    /// `Erasure`: tells a lane what to forget.
    Erasure,
    /// `ErasureAnswer`: what a lane has forgotten.
    ErasureAnswer,
    /// `ErasureReceipt`: what was forgotten.
    ErasureReceipt,
    /// `FeedGap`: what a feed says that it did not send.
    FeedGap,
    /// `AccountChanged`: a customer's account is shown no more, or again.
    AccountChanged,
}

impl RecordType {
    /// Every type.
    pub const ALL: [Self; 19] = [
        Self::SocialEvent,
        Self::ScoredEvent,
        Self::RiskChanged,
        Self::Reassigned,
        Self::Feedback,
        Self::Cascade,
        Self::WorkItem,
        Self::Alert,
        Self::Opportunity,
        Self::Measure,
        Self::LookupRow,
        Self::LookupQuestion,
        Self::Tick,
        Self::ErasureRequest,
        Self::Erasure,
        Self::ErasureAnswer,
        Self::ErasureReceipt,
        Self::FeedGap,
        Self::AccountChanged,
    ];

    /// Name of the Avro record, and the file stem under `schemas/` in snake case.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::SocialEvent => "SocialEvent",
            Self::ScoredEvent => "ScoredEvent",
            Self::RiskChanged => "RiskChanged",
            Self::Reassigned => "Reassigned",
            Self::Feedback => "WorkItemFeedback",
            Self::Cascade => "Cascade",
            Self::WorkItem => "WorkItem",
            Self::Alert => "EscalationAlert",
            Self::Opportunity => "Opportunity",
            Self::Measure => "Measure",
            Self::LookupRow => "LookupRow",
            Self::LookupQuestion => "LookupQuestion",
            Self::Tick => "Tick",
            Self::ErasureRequest => "ErasureRequest",
            Self::Erasure => "Erasure",
            Self::ErasureAnswer => "ErasureAnswer",
            Self::ErasureReceipt => "ErasureReceipt",
            Self::FeedGap => "FeedGap",
            Self::AccountChanged => "AccountChanged",
        }
    }

    /// The `ce_type` header.
    #[must_use]
    pub const fn ce_type(self) -> &'static str {
        match self {
            Self::SocialEvent => "outcry.care.social-event.v1",
            Self::ScoredEvent => "outcry.care.scored-event.v1",
            Self::RiskChanged => "outcry.internal.risk-changed.v1",
            Self::Reassigned => "outcry.internal.reassigned.v1",
            Self::Feedback => "outcry.care.work-item-feedback.v1",
            Self::Cascade => "outcry.care.cascade.v1",
            Self::WorkItem => "outcry.care.work-item.v1",
            Self::Alert => "outcry.care.escalation-alert.v1",
            Self::Opportunity => "outcry.care.opportunity.v1",
            Self::Measure => "outcry.care.measure.v1",
            Self::LookupRow => "outcry.internal.lookup-row.v1",
            Self::LookupQuestion => "outcry.internal.lookup-question.v1",
            Self::Tick => "outcry.internal.tick.v1",
            Self::ErasureRequest => "outcry.care.erasure-request.v1",
            Self::Erasure => "outcry.internal.erasure.v1",
            Self::ErasureAnswer => "outcry.internal.erasure-answer.v1",
            Self::ErasureReceipt => "outcry.care.erasure-receipt.v1",
            Self::FeedGap => "outcry.care.feed-gap.v1",
            Self::AccountChanged => "outcry.internal.account-changed.v1",
        }
    }

    /// Whether subscribers may rely on it; the others are internal.
    #[must_use]
    pub const fn is_contract(self) -> bool {
        match self {
            Self::SocialEvent
            | Self::ScoredEvent
            | Self::Feedback
            | Self::Cascade
            | Self::WorkItem
            | Self::Alert
            | Self::Opportunity
            | Self::Measure
            | Self::ErasureRequest
            | Self::ErasureReceipt
            | Self::FeedGap => true,
            Self::RiskChanged
            | Self::Reassigned
            | Self::LookupRow
            | Self::LookupQuestion
            | Self::Tick
            | Self::Erasure
            | Self::ErasureAnswer
            | Self::AccountChanged => false,
        }
    }
}
