//! A case as the work item that is published.

use crate::domain::event::Visibility;
use crate::domain::item::{Cause, ItemPost, ReplyConstraints, Status, WorkItem};
use crate::domain::network::Network;
use crate::domain::score::rounded;
use crate::domain::scored::Role;
use crate::domain::time::Time;
use crate::routing::{Facts, Routed, RuleSet};
use crate::state::customer::PostRow;

use super::acted::acted;
use super::case::{Case, MOST_POSTS};
use super::tally::Tally;

/// Most intents in an item.
const INTENTS: usize = 3;

/// A case as the rules see it now.
pub(super) struct Standing<'c, 'r> {
    case: &'c Case<'r>,
    tally: Tally,
    joiners: i64,
}

impl<'c, 'r> Standing<'c, 'r> {
    /// How this case stands.
    pub(super) fn of(case: &'c Case<'r>) -> Self {
        Self {
            case,
            tally: case.tally(),
            joiners: case.joiners_present(),
        }
    }

    fn facts(&self) -> Facts<'_> {
        self.case.facts(&self.tally, self.joiners)
    }

    /// Where the rules send it.
    pub(super) fn routed<'s>(&self, rules: &'s RuleSet) -> Routed<'s> {
        rules.route_open(&self.facts())
    }

    /// A digest of what a subscriber acts on.
    pub(super) fn acted(&self, rules: &RuleSet) -> i64 {
        acted(self.case, &self.routed(rules), reply_chars(self.case.place().0))
    }

    /// The item that it is, in this version.
    pub(super) fn item(&self, rules: &RuleSet, version: i64, cause: Cause, at: Time) -> WorkItem {
        let (case, tally, facts) = (self.case, &self.tally, self.facts());
        let decision = rules.decide_open(&facts);
        let status = case.status();
        let (network, visibility) = case.place();
        WorkItem {
            item_id: case.id(),
            version,
            tenant: case.row.tenant.clone(),
            customer: case.customer,
            handle: case.handle().cloned(),
            followers: tally.followers,
            network,
            status,
            cause,
            queue: decision.send.map(|s| s.queue.clone()).unwrap_or_default(),
            priority: decision.priority,
            priority_score: decision.priority_score,
            skills: decision.send.map(|s| s.skills.clone()).unwrap_or_default(),
            language: tally.language.clone(),
            preferred_agent: case.episode.preferred_agent.clone(),
            agent: case.agent().cloned(),
            first_response_due_at: case.first_response_due(),
            service_level: case.service_level(),
            opened_at: case.episode.opened_at,
            updated_at: at,
            sentiment: tally.sentiment.map(rounded),
            confidence: tally.sentiment.map(|_| rounded(tally.confidence)),
            abstention: tally.abstention(),
            stance: tally.stance,
            complaint: tally.complaint.map(rounded),
            intents: tally.surest(INTENTS).to_vec(),
            urgency: tally.urgency,
            cues: tally.cues.clone(),
            tone: tally.tone,
            case_state: tally.case_state,
            risk_level: facts.risk_level,
            risk_score: rounded(facts.risk_score),
            joiners: small(self.joiners),
            peer_answers: small(facts.peer_answers),
            conversations: case.conversations(),
            posts: posts(case, status),
            rule: decision.rule.into(),
            compared: decision.compared,
            rule_set: rules.hash().into(),
            reply: reply(network, visibility, status),
        }
    }
}

/// The posts that are there: the customer's own with their words, those of others by key and role alone. None in a last
/// version: whose posts it named may still be erased, and nothing would take the names out.
fn posts(case: &Case<'_>, status: Status) -> Vec<ItemPost> {
    if matches!(status, Status::Retracted | Status::Expired) {
        return Vec::new();
    }
    let own = case.present().map(|p| ItemPost {
        native_id: p.native_id.clone(),
        text: p.text.clone(),
        ..bare(p, Role::Owner)
    });
    let others = case.sided().map(|p| bare(p, p.role));
    let mut posts: Vec<ItemPost> = own.chain(others).take(MOST_POSTS).collect();
    posts.sort_by_key(|p| (p.occurred_at, p.post_key));
    posts
}

const fn bare(post: &PostRow, role: Role) -> ItemPost {
    ItemPost {
        post_key: post.post_key,
        revision: post.revision,
        role,
        native_id: None,
        text: None,
        occurred_at: post.occurred_at,
    }
}

/// Unicode scalars of the longest reply; 0 where none can be made.
const fn reply_chars(network: Network) -> i32 {
    match network {
        Network::Unknown
        | Network::RssAtom
        | Network::Transcript
        | Network::Statuspage
        | Network::Survey
        | Network::Generic => 0,
        Network::X => 280,
        Network::Bluesky => 300,
        Network::Mastodon | Network::Activitystreams => 500,
        Network::Facebook => 8_000,
        Network::Instagram => 1_000,
        Network::Youtube | Network::Reddit => 10_000,
        Network::Linkedin => 1_250,
        Network::Tiktok => 150,
        Network::Whatsapp | Network::Telegram | Network::Trustpilot => 4_096,
        Network::Discourse => 32_000,
        Network::GooglePlay => 350,
        Network::AppStore => 5_970,
        Network::Email | Network::Zendesk | Network::Chatwoot => 65_535,
    }
}

/// How a reply to this network may be made. There is nothing to reply to when every post is gone.
fn reply(network: Network, visibility: Visibility, status: Status) -> ReplyConstraints {
    let max_chars = reply_chars(network);
    ReplyConstraints {
        allowed: max_chars > 0 && !matches!(status, Status::Retracted | Status::Expired),
        visibility,
        max_chars,
    }
}

fn small(count: i64) -> i32 {
    i32::try_from(count).unwrap_or(i32::MAX)
}
