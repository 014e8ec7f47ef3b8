//! Moments worth spreading: a customer says thanks, or another customer has helped. One a post; they have a
//! topic of their own and wake nobody.

use std::collections::BTreeSet;

use crate::domain::ids::{ConversationKey, CustomerKey, EventId, digest};
use crate::domain::measure::Opportunity;
use crate::domain::score::{Cue, rounded};
use crate::domain::scored::Role;
use crate::state::customer::{CustomerRow, PostRow};

/// What a helper's answer is worth: it holds no words here that could be weighed.
const HELP: f64 = 0.5;

/// The moments that were not published yet, with the place of their posts in the row.
pub(super) fn found(customer: CustomerKey, row: &CustomerRow, from: f64) -> Vec<(usize, Opportunity)> {
    let fresh = |p: &PostRow| !p.praised && p.is_present() && p.is_known();
    if !row.is_shown() {
        return Vec::new();
    }
    if !row
        .posts
        .iter()
        .any(|p| fresh(p) && matches!(p.role, Role::Owner | Role::Helper))
    {
        return Vec::new();
    }
    let cared: BTreeSet<ConversationKey> = row
        .posts
        .iter()
        .filter(|p| p.episode.is_some())
        .filter_map(|p| p.conversation())
        .collect();
    let candidates = row.posts.iter().enumerate().filter(|(_, p)| fresh(p));
    candidates
        .filter_map(|(index, post)| {
            let conversation = post.conversation()?;
            let (reason, score) = match post.role {
                Role::Owner => thanks(row, post, from)?,
                Role::Helper if cared.contains(&conversation) => ("another customer has answered", HELP),
                Role::Helper
                | Role::Unknown
                | Role::Joiner
                | Role::Defender
                | Role::Agent
                | Role::Bystander => return None,
            };
            Some((
                index,
                Opportunity {
                    opportunity_id: EventId::from_bytes(digest(&[
                        b"opportunity",
                        customer.bytes(),
                        post.post_key.bytes(),
                    ])),
                    tenant: row.tenant.clone(),
                    customer,
                    post_key: post.post_key,
                    conversation,
                    author: post.author,
                    reason: reason.into(),
                    score: rounded(score),
                    at: post.occurred_at,
                },
            ))
        })
        .collect()
}

fn thanks(row: &CustomerRow, post: &PostRow, from: f64) -> Option<(&'static str, f64)> {
    let said = post.said.last()?;
    let sentiment = said.sentiment.filter(|s| *s >= from)?;
    if !said.cues.contains(&Cue::Thanks) {
        return None;
    }
    let spread = post
        .conversation()
        .and_then(|c| row.own_spread(&c))
        .map_or(0.0, |s| s.score);
    let reason = if spread > 0.0 {
        "thanks that others pass on"
    } else {
        "thanks"
    };
    // Spread adds what is left above the words, so the score stays within 0 and 1.
    Some((reason, sentiment + (1.0 - sentiment) * spread))
}
