//! Which posts need a case, and which case they are part of.

use std::sync::Arc;

use crate::domain::ids::PostKey;
use crate::domain::promise::Pause;
use crate::domain::score::Cue;
use crate::domain::scored::Role;
use crate::domain::time::{Span, Time};
use crate::routing::{Facts, RuleSet};
use crate::state::customer::{CustomerRow, EpisodeRow, PostRow, SaidRow};

use super::params::CaseParams;
use super::spread::Spread;

/// Gives every post of the customer that needs a case its case. Whether a post needs one is asked of each of
/// its revisions alone, with the spread of its conversation and nothing else of the customer: so the answer
/// does not depend on what else was read before.
pub(super) fn assign(row: &mut CustomerRow, rules: &RuleSet, params: &CaseParams) {
    let mut needy: Vec<(Time, PostKey)> = row
        .posts
        .iter()
        .filter(|p| p.role == Role::Owner && p.is_known() && p.episode.is_none())
        .filter(|p| p.said.iter().any(|said| needs(row, p, said, rules, params)))
        .map(|p| (p.occurred_at, p.post_key))
        .collect();
    needy.sort_unstable();
    for (_, key) in needy {
        let Some(post) = row.post(&key) else { continue };
        let number = taken_by(row, post, params.association);
        let number = number.unwrap_or_else(|| open(row));
        row.post_mut(key).episode = Some(number);
        refresh(row);
    }
}

fn needs(row: &CustomerRow, post: &PostRow, said: &SaidRow, rules: &RuleSet, params: &CaseParams) -> bool {
    let spread = Spread::of(row, &post.joined);
    let facts = Facts {
        tenant: &row.tenant,
        network: post.network,
        visibility: post.visibility,
        language: said.language.as_deref(),
        language_confidence: said.language.as_ref().map(|_| said.language_confidence),
        sentiment: said.sentiment,
        abstention: said.abstention.filter(|_| said.sentiment.is_none()),
        about_brand: said.about_brand,
        stance: said.stance,
        complaint: said.complaint,
        intents: &said.intents,
        urgency: said.urgency,
        cues: &said.cues,
        tone: said.tone,
        case_state: said.case_state,
        risk_level: spread.level,
        risk_score: spread.score,
        shares: spread.shares,
        audience: spread.audience,
        followers: said.followers,
        verified: said.verified,
        rating: said.rating,
        needs_enrichment: said.needs_enrichment,
        ..Facts::UNKNOWN
    };
    let kind = said.cues.contains(&Cue::Thanks) || said.sentiment.is_some_and(|s| s >= params.praise_from);
    rules.opens(&facts) || (spread.level >= params.opens_from && !kind)
}

/// The oldest case that still takes this post: not closed before the post came in, and not idle for longer
/// than the window when it was written.
fn taken_by(row: &CustomerRow, post: &PostRow, association: Span) -> Option<u32> {
    row.episodes
        .iter()
        .find(|e| {
            let closed = e.desk.closed_at.is_some_and(|at| post.ingested_at > at);
            !closed && e.desk.merged_into.is_none() && post.occurred_at <= e.latest_at.plus(association)
        })
        .map(|e| e.number)
}

fn open(row: &mut CustomerRow) -> u32 {
    row.newest_episode += 1;
    let number = row.newest_episode;
    row.episodes.push(EpisodeRow::new(number));
    number
}

/// Brings the moments of each case up to date with its posts.
pub(super) fn refresh(row: &mut CustomerRow) {
    let CustomerRow { posts, episodes, .. } = row;
    if episodes.is_empty() {
        return;
    }
    let episode_of = |key: PostKey| {
        let index = posts.binary_search_by(|p| p.post_key.cmp(&key)).ok()?;
        posts.get(index)?.episode
    };
    for post in posts.iter() {
        if let Some(episode) = of_number(episodes, post.episode) {
            episode.first_at = episode.first_at.min(post.occurred_at);
            episode.opened_at = episode.opened_at.min(post.ingested_at);
            episode.latest_at = episode.latest_at.max(post.occurred_at);
        }
        if post.role != Role::Agent || !post.is_present() {
            continue;
        }
        if let Some(episode) = of_number(episodes, post.answers.and_then(episode_of)) {
            episode.latest_at = episode.latest_at.max(post.occurred_at);
        }
    }
}

fn of_number(episodes: &mut [EpisodeRow], number: Option<u32>) -> Option<&mut EpisodeRow> {
    episodes.iter_mut().find(|e| Some(e.number) == number)
}

/// Takes a case up again in which the customer wrote after the desk had resolved it or begun to wait for them.
pub(super) fn take_up(row: &mut CustomerRow) {
    let CustomerRow { posts, episodes, .. } = row;
    for episode in episodes.iter_mut() {
        let (number, desk) = (episode.number, &mut episode.desk);
        let wrote = |since: Option<Time>| {
            let own = posts.iter().filter(|post| post.episode == Some(number));
            let here = own.filter(|post| post.is_present() && Some(post.ingested_at) > since);
            since.and(here.map(|post| post.ingested_at).min())
        };
        if let (Some(from), Some(until)) = (desk.resolved_at, wrote(desk.resolved_at)) {
            desk.resolved_at = None;
            desk.reason = None;
            desk.reopened = desk.reopened.saturating_add(1);
            desk.pauses.add(Pause { from, until });
        }
        if let Some(until) = wrote(desk.waiting_at) {
            desk.waiting_at = None;
            desk.reason = None;
            desk.pauses.end(until);
        }
    }
}

/// Moves the posts that came in after a case was closed, which nobody saw when closing it, to a later case.
pub(super) fn after_close(row: &mut CustomerRow, number: u32, closed_at: Time) {
    let inside = |p: &PostRow| p.episode == Some(number);
    let seen_any = row.posts.iter().any(|p| inside(p) && p.ingested_at <= closed_at);
    if !seen_any {
        return; // the two clocks contradict each other: the word of the contact centre counts
    }
    for post in &mut row.posts {
        if inside(post) && post.ingested_at > closed_at {
            Arc::make_mut(post).episode = None;
        }
    }
}
