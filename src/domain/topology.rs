//! What a deployment is made of: stages, topics and record types, a row each. All that the code knows of them by
//! name is derived from these tables; a new one is a row here, the struct of a record, and its schema. Each macro hands
//! its rows to the macro named.

/// The stages in the order of the topology: the name used in settings, topics and metrics, and the other stages that
/// write into the stage's input.
macro_rules! stages {
    ($make:ident) => {
        $make! {
            /// Raw records to social events.
            Intake "intake" after []
            /// Finds the conversation of a post that does not know it.
            Resolve "resolve" after [Intake]
            /// Scores events, keeps threads and cascades.
            Assess "assess" after [Intake Resolve]
            /// Keeps each customer's work item.
            Cases "cases" after [Intake Assess]
        }
    };
}

/// The topics: name without the deployment's prefix, who relies on it, and the types of record it carries. Of `inputs`
/// it says which stage reads them: they lose their records by age. Of `outputs` it says what becomes of theirs. A `View` is
/// public, and written only where the settings ask for it. Feeds, changelogs and dead letters are families, with one topic
/// a network, stage or input: they stand in `topic.rs`.
macro_rules! topics {
    ($make:ident) => {
        $make! {
            inputs {
                /// What the contact centre says of work items.
                Feedback "care.work-item-feedback.v1" Public => Intake [Feedback]
                /// Requests to forget an author or a post.
                ErasureRequests "care.erasure-requests.v1" Public => Intake [ErasureRequest]
                /// Normalised events, by conversation.
                Events "outcry.events.v1" Internal => Assess [SocialEvent Tick Erasure]
                /// Rows and questions of `resolve`, by post.
                PostLookups "outcry.post-lookups.v1" Internal => Resolve [LookupRow LookupQuestion Tick Erasure]
                /// Scored events and notices to a customer's lane, by customer.
                Scored "outcry.scored.v1" Internal => Cases
                    [ScoredEvent RiskChanged Reassigned AccountChanged Feedback Tick Erasure ErasureAnswer]
            }
            outputs {
                /// Present state of each cascade, by conversation.
                Cascades "care.cascades.v1" Public Compact [Cascade]
                /// Work items, by item id.
                WorkItems "care.work-items.v1" Public Compact [WorkItem]
                /// Alerts, by alert key.
                Alerts "care.escalation-alerts.v1" Public Compact [Alert]
                /// Moments worth spreading; never pages anybody.
                Opportunities "care.opportunities.v1" Public Delete [Opportunity]
                /// Measures such as time to first public answer, and gaps in the feeds.
                Measures "care.measures.v1" Public Delete [Measure FeedGap]
                /// What became of each word of the contact centre, by item id.
                FeedbackReceipts "care.work-item-feedback-receipts.v1" Public Delete [FeedbackReceipt]
                /// What was forgotten, by request.
                ErasureReceipts "care.erasure-receipts.v1" Public Delete [ErasureReceipt]
                /// What happened to posts, for subscribers, by conversation.
                PublishedEvents "care.social-events.v1" View Delete [PublishedEvent]
                /// What the scorer says of posts, for subscribers, by conversation.
                ScoredPosts "care.scored-events.v1" View Delete [ScoredPost]
                /// One partition: its owner keeps the time.
                Clock "outcry.clock.v1" Internal Delete [Tick]
            }
        }
    };
}

/// The record types: struct in its module of `domain`, the file of its schema in `schemas/`, its `ce_type`, and
/// whether subscribers may rely on it. Their order is that of the ids in `schemas/ids.lock`.
macro_rules! record_types {
    ($make:ident) => {
        $make! {
            /// What happened to a post, in one form for all networks.
            SocialEvent = event::SocialEvent "social_event" "outcry.internal.social-event.v1" Internal
            /// An event with its scores, for one customer.
            ScoredEvent = scored::ScoredEvent "scored_event" "outcry.internal.scored-event.v1" Internal
            /// A cascade reached another level.
            RiskChanged = notice::RiskChanged "risk_changed" "outcry.internal.risk-changed.v1" Internal
            /// A post's case moved to another customer.
            Reassigned = notice::Reassigned "reassigned" "outcry.internal.reassigned.v1" Internal
            /// What the contact centre says of a work item.
            Feedback = feedback::WorkItemFeedback "work_item_feedback" "outcry.care.work-item-feedback.v1" Public
            /// The present state of a cascade.
            Cascade = cascade::Cascade "cascade" "outcry.care.cascade.v1" Public
            /// A version of a work item.
            WorkItem = item::WorkItem "work_item" "outcry.care.work-item.v1" Public
            /// A notice of an alert.
            Alert = alert::EscalationAlert "escalation_alert" "outcry.care.escalation-alert.v1" Public
            /// A moment worth spreading.
            Opportunity = measure::Opportunity "opportunity" "outcry.care.opportunity.v1" Public
            /// A measure of how a case went.
            Measure = measure::Measure "measure" "outcry.care.measure.v1" Public
            /// Where a post belongs.
            LookupRow = lookup::LookupRow "lookup_row" "outcry.internal.lookup-row.v1" Internal
            /// An event that does not know its conversation.
            LookupQuestion = lookup::LookupQuestion "lookup_question" "outcry.internal.lookup-question.v1" Internal
            /// Lane time.
            Tick = tick::Tick "tick" "outcry.internal.tick.v1" Internal
            /// An author or a post is to be forgotten.
            ErasureRequest = erasure::ErasureRequest "erasure_request" "outcry.care.erasure-request.v1" Public
            /// Tells a lane what to forget.
            Erasure = erasure::Erasure "erasure" "outcry.internal.erasure.v1" Internal
            /// What a lane has forgotten.
            ErasureAnswer = erasure::ErasureAnswer "erasure_answer" "outcry.internal.erasure-answer.v1" Internal
            /// What was forgotten.
            ErasureReceipt = erasure::ErasureReceipt "erasure_receipt" "outcry.care.erasure-receipt.v1" Public
            /// What a feed says that it did not send.
            FeedGap = gap::FeedGap "feed_gap" "outcry.care.feed-gap.v1" Public
            /// A customer's account is shown no more, or again.
            AccountChanged = notice::AccountChanged "account_changed" "outcry.internal.account-changed.v1" Internal
            /// What happened to a post, for subscribers.
            PublishedEvent = published::PublishedEvent "published_event" "outcry.care.social-event.v1" Public
            /// What the scorer says of a post, for subscribers.
            ScoredPost = scored_post::ScoredPost "scored_post" "outcry.care.scored-event.v1" Public
            /// What became of a word of the contact centre.
            FeedbackReceipt = feedback_receipt::FeedbackReceipt "feedback_receipt"
                "outcry.care.work-item-feedback-receipt.v1" Public
        }
    };
}

pub(crate) use {record_types, stages, topics};
