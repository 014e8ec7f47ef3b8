//! A case as the work item that is published.

use crate::domain::clock::ItemClock;
use crate::domain::event::Kind;
use crate::domain::ids::ItemId;
use crate::domain::item::{
    Assignee, Compared, ItemChange, ItemCustomer, ItemMode, ItemRouting, ItemSpread, PreferredAgent,
    PreferredReason, WorkItem,
};
use crate::domain::item_post::{ItemOther, ItemPost, OtherRole};
use crate::domain::score::rounded;
use crate::domain::scored::Role;
use crate::domain::surface::Surface;
use crate::domain::time::Time;
use crate::routing::{Facts, Routed, RuleSet};
use crate::state::customer::{AffinityRow, PostRow};

use super::acted::acted;
use super::answering::reply;
use super::case::{Case, MOST_POSTS};
use super::tally::Tally;

/// Most comparisons in an item.
const COMPARISONS: usize = 20;
/// Bytes of either side of one.
const COMPARED_BYTES: usize = 256;
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

    /// Digests of what a subscriber acts on, one a field.
    pub(super) fn acted(&self, routed: &Routed<'_>, clocks: &[ItemClock]) -> Vec<i64> {
        let queue = self.queue(&routed.send.queue);
        acted(self.case, routed, queue, clocks, &reply(self.case))
    }

    /// Where it goes: where the desk sent it, or else the rules.
    fn queue<'s>(&'s self, routed: &'s str) -> &'s str {
        self.case.episode.desk.queue.as_deref().unwrap_or(routed)
    }

    /// The item that it is, in this version.
    #[expect(clippy::too_many_lines, reason = "a line a field")]
    pub(super) fn item(&self, rules: &RuleSet, version: &Version, clocks: Vec<ItemClock>) -> WorkItem {
        let (case, tally, facts) = (self.case, &self.tally, self.facts());
        let decision = rules.decide_open(&facts);
        let (episode, desk) = (case.episode, &case.episode.desk);
        let (posts, others) = (posts(case), others(case));
        let acting = case.acting();
        let surface = acting.map_or(Surface::Unknown, |acting| acting.surface);
        WorkItem {
            item_id: case.id(),
            version: version.number,
            version_at: version.at,
            mode: mode(case),
            content_version: version.content,
            change: version.change,
            changed: version.changed.clone(),
            tenant: case.row.tenant.clone(),
            network: case.place().0,
            surface,
            channel_class: surface.channel_class(),
            own_account: acting.and_then(|acting| acting.own_account.clone()),
            thread: acting.map(|acting| acting.thread.clone()).unwrap_or_default(),
            customer_key: case.customer,
            customer: ItemCustomer {
                handle: case.handle().cloned(),
                followers: tally.followers,
                verified: tally.verified,
            },
            conversation_keys: case.conversations(),
            posts_total: if episode.ended {
                0
            } else {
                small(count(case.present()))
            },
            posts,
            others,
            joiners_total: small(self.joiners),
            helpers_total: small(facts.peer_answers),
            defenders_total: small(case.siding(Role::Defender)),
            worst_sentiment: tally.sentiment.map(rounded),
            worst_sentiment_confidence: tally.sentiment.map(|_| rounded(tally.confidence)),
            no_sentiment_reason: tally.abstention(),
            highest_complaint: tally.complaint.map(rounded),
            highest_about_brand: tally.about_brand.map(rounded),
            strongest_stance: tally.stance,
            highest_urgency: tally.urgency,
            intents: tally.surest(INTENTS).to_vec(),
            cues: tally.cues.clone(),
            newest_language: tally.language.clone(),
            newest_tone: tally.tone,
            newest_case_state: tally.case_state,
            worst_rating: tally.rating,
            work_state: case.work_state(),
            state_reason: case.state_reason().map(Into::into),
            merged_into: desk.merged_into.map(|episode| ItemId {
                customer: case.customer,
                episode,
            }),
            reopened: desk.reopened,
            answer_state: case.answer_state(),
            last_customer_at: case.last_customer_at(),
            last_answer_at: case.last_answer().map(|(at, _)| at),
            assignee: case.hold().map(|hold| Assignee {
                agent: hold.agent.clone(),
                since_at: hold.since,
            }),
            opened_at: episode.opened_at,
            first_post_at: episode.first_at,
            closed_at: desk.closed_at,
            queue: self.queue(decision.send.map_or("", |send| &send.queue)).into(),
            priority: decision.priority,
            priority_score: decision.priority_score,
            skills: decision.send.map(|s| s.skills.clone()).unwrap_or_default(),
            preferred_agent: episode.preferred_agent.as_ref().map(preferred),
            routing: ItemRouting {
                rule: decision.rule.into(),
                rule_set: rules.hash().into(),
                compared: compared(decision.compared),
            },
            clocks,
            reply: reply(case),
            spread: ItemSpread {
                level: facts.risk_level,
                score: rounded(facts.risk_score),
                shares: facts.shares,
                audience: facts.audience,
            },
        }
    }
}

/// What the rule compared, as far as an item shows it.
fn compared(all: Vec<Compared>) -> Vec<Compared> {
    let shown = all.into_iter().take(COMPARISONS);
    shown
        .map(|mut one| {
            one.wanted
                .truncate(one.wanted.floor_char_boundary(COMPARED_BYTES));
            one.found.truncate(one.found.floor_char_boundary(COMPARED_BYTES));
            one
        })
        .collect()
}

/// What numbers a version, and what made it.
pub(super) struct Version {
    /// From 1.
    pub number: i64,
    /// When what made it came in.
    pub at: Time,
    /// The version of the customer's posts.
    pub content: i64,
    /// What made it.
    pub change: ItemChange,
    /// The fields that differ from the version before.
    pub changed: Vec<String>,
}

/// The customer's newest posts that are there. None in a last version: whose posts it named may still be erased, and
/// nothing would take the names out.
fn posts(case: &Case<'_>) -> Vec<ItemPost> {
    if case.episode.ended {
        return Vec::new();
    }
    let newest = case.present().rev().take(MOST_POSTS).map(shown);
    let mut posts: Vec<ItemPost> = newest.collect();
    posts.reverse();
    posts
}

fn shown(post: &PostRow) -> ItemPost {
    let (said, acting) = (post.said.last(), post.acting.as_ref());
    let chars = post.text.as_ref().map_or(0, |text| text.chars().count());
    ItemPost {
        post_key: post.post_key,
        native_id: post.native_id.clone(),
        url: acting.and_then(|acting| acting.url.clone()),
        kind: acting.map_or(Kind::Unknown, |acting| acting.kind),
        media: acting.map(|acting| acting.media.clone()).unwrap_or_default(),
        visibility: post.visibility,
        revision: post.revision,
        occurred_at: post.occurred_at,
        received_at: post.ingested_at,
        late: post.late,
        stale: post.stale,
        text: post.text.clone(),
        text_truncated: post.text.is_some() && small_count(chars) < post.text_chars,
        text_chars: post.text_chars,
        language: said.and_then(|said| said.language.clone()),
        rating: said.and_then(|said| said.rating),
    }
}

/// Posts of others who take a side, by key and role alone; none in a last version.
fn others(case: &Case<'_>) -> Vec<ItemOther> {
    let most = if case.episode.ended { 0 } else { MOST_POSTS };
    let sided = case.sided().take(most);
    sided
        .map(|post| ItemOther {
            post_key: post.post_key,
            role: side(post.role),
            revision: post.revision,
            occurred_at: post.occurred_at,
        })
        .collect()
}

const fn side(role: Role) -> OtherRole {
    match role {
        Role::Joiner => OtherRole::Joiner,
        Role::Helper => OtherRole::Helper,
        Role::Defender => OtherRole::Defender,
        Role::Unknown | Role::Owner | Role::Agent | Role::Bystander => OtherRole::Unknown,
    }
}

fn mode(case: &Case<'_>) -> ItemMode {
    match !case.own.is_empty() && case.own.iter().all(|post| post.late) {
        true => ItemMode::Backfill,
        false => ItemMode::Live,
    }
}

fn preferred(known: &AffinityRow) -> PreferredAgent {
    PreferredAgent {
        agent: known.agent.clone(),
        since_at: known.since,
        reason: match known.answered {
            true => PreferredReason::LastAnswer,
            false => PreferredReason::LastClaim,
        },
        until_at: known.until,
    }
}

fn count<'p>(posts: impl Iterator<Item = &'p PostRow>) -> i64 {
    i64::try_from(posts.count()).unwrap_or(i64::MAX)
}

fn small(count: i64) -> i32 {
    i32::try_from(count).unwrap_or(i32::MAX)
}

fn small_count(count: usize) -> i32 {
    i32::try_from(count).unwrap_or(i32::MAX)
}
