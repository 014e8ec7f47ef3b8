//! One case, read off the customer's row: where it stands and what it is about. A pure view: it holds no
//! state of its own, so a case cannot disagree with the posts that made it.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::domain::event::Visibility;
use crate::domain::ids::{ConversationKey, CustomerKey, ItemId};
use crate::domain::item::{ServiceLevel, Status};
use crate::domain::network::Network;
use crate::domain::scored::Role;
use crate::domain::time::Time;
use crate::routing::Facts;
use crate::state::customer::{CustomerRow, EpisodeRow, PostRow};

use super::spread::Spread;
use super::tally::Tally;

/// Most posts that a reader is shown of a case; the customer's own go first.
pub(super) const MOST_POSTS: usize = 200;

/// One case of a customer.
pub(super) struct Case<'r> {
    /// The customer.
    pub customer: CustomerKey,
    /// Their row.
    pub row: &'r CustomerRow,
    /// What the row keeps of the case.
    pub episode: &'r EpisodeRow,
    /// The customer's posts in it, gone ones too, from the oldest.
    pub own: Vec<&'r PostRow>,
    /// Posts of others in its conversations, gone ones too, from the oldest.
    pub others: Vec<&'r PostRow>,
    /// The brand's answers that count for it, from the oldest.
    pub answers: Vec<&'r PostRow>,
    /// Every conversation that its posts, gone ones too, ever stood in.
    joined: BTreeSet<ConversationKey>,
}

impl<'r> Case<'r> {
    /// The view of this case.
    pub(super) fn of(customer: CustomerKey, row: &'r CustomerRow, episode: &'r EpisodeRow) -> Self {
        let own = sorted(row.posts.iter().filter(|p| p.episode == Some(episode.number)));
        let joined: BTreeSet<ConversationKey> = own.iter().flat_map(|p| &p.joined).copied().collect();
        let mut case = Self {
            customer,
            row,
            episode,
            own,
            others: Vec::new(),
            answers: Vec::new(),
            joined,
        };
        case.others = sorted(row.posts.iter().filter(|p| {
            (p.ever_joined || matches!(p.role, Role::Helper | Role::Defender))
                && p.conversation().is_some_and(|c| case.joined.contains(&c))
                && case.hears(p)
        }));
        case.answers = sorted(row.posts.iter().filter(|p| case.is_answered_by(p)));
        case
    }

    /// Of several cases of one customer that share a conversation, a post of somebody else belongs to the
    /// newest that had begun when it was written, or else to the oldest.
    fn hears(&self, post: &PostRow) -> bool {
        if self.row.episodes.len() <= 1 {
            return true;
        }
        let conversation = post.conversation();
        let sharing = |e: &&EpisodeRow| {
            let mut own = self.row.posts.iter().filter(|p| p.episode == Some(e.number));
            own.any(|p| conversation.is_some_and(|c| p.joined.contains(&c)))
        };
        let begun = self
            .row
            .episodes
            .iter()
            .rev()
            .filter(sharing)
            .find(|e| e.first_at <= post.occurred_at);
        let chosen = begun.or_else(|| self.row.episodes.iter().find(sharing));
        chosen.is_some_and(|e| e.number == self.episode.number)
    }

    /// An answer counts for the case of the post it answers; if that post has none, for the newest case that
    /// had begun.
    fn is_answered_by(&self, post: &PostRow) -> bool {
        let (Role::Agent, Some(answered), true) = (post.role, post.answers, post.is_present()) else {
            return false;
        };
        if post.occurred_at < self.episode.first_at {
            return false;
        }
        match self.row.post(&answered).and_then(|p| p.episode) {
            Some(number) => number == self.episode.number,
            None => self
                .row
                .episodes
                .iter()
                .rev()
                .find(|e| e.first_at <= post.occurred_at)
                .is_some_and(|e| e.number == self.episode.number),
        }
    }

    /// Its id.
    pub(super) const fn id(&self) -> ItemId {
        ItemId {
            customer: self.customer,
            episode: self.episode.number,
        }
    }

    /// The customer's posts that are there, from the oldest: none while the network does not show the account.
    pub(super) fn present(&self) -> impl DoubleEndedIterator<Item = &'r PostRow> {
        let shown = self.row.is_shown();
        self.own.iter().copied().filter(move |p| shown && p.is_present())
    }

    /// The conversations of the posts that are there.
    pub(super) fn conversations(&self) -> BTreeSet<ConversationKey> {
        self.present().filter_map(PostRow::conversation).collect()
    }

    /// Where it stands.
    pub(super) fn status(&self) -> Status {
        let Some(latest) = self.present().map(|p| p.occurred_at).max() else {
            return Status::Retracted;
        };
        if self.episode.closed_at.is_some() {
            return Status::Closed;
        }
        let in_public = self.answers.iter().map(|a| a.occurred_at).max();
        if in_public
            .max(self.episode.answered_latest)
            .is_some_and(|at| at >= latest)
        {
            return Status::Answered;
        }
        if self.agent().is_some() {
            return Status::Claimed;
        }
        Status::Open
    }

    /// Whether a reader must see this case and `other` differ, at a glance: by how their service level stands, or by how
    /// many of the customer's posts are there.
    pub(super) fn plainly_differs(&self, other: &Self) -> bool {
        let (ours, theirs) = (self.present().count(), other.present().count());
        (ours != theirs && ours.max(theirs) <= MOST_POSTS) || self.service_level() != other.service_level()
    }

    /// The agent who has it.
    pub(super) fn agent(&self) -> Option<&'r String> {
        self.episode.hold.as_ref()?.agent.as_ref()
    }

    /// When it was first answered, by the clock of the first topic.
    pub(super) fn first_response(&self) -> Option<Time> {
        let in_public = self.answers.iter().map(|a| a.ingested_at).min();
        match (in_public, self.episode.answered_first) {
            (Some(a), Some(b)) => Some(a.min(b)),
            (a, b) => a.or(b),
        }
    }

    /// When the clock of the first response started: posts that came late start none.
    pub(super) fn clock_started(&self) -> Option<Time> {
        self.present().filter(|p| !p.late).map(|p| p.ingested_at).min()
    }

    /// When the first response is due.
    pub(super) fn first_response_due(&self) -> Option<Time> {
        Some(self.clock_started()?.plus(self.episode.first_response?))
    }

    /// Whether the deadline passed without an answer: told by a tick, or by an answer that came after it and was
    /// read before the tick.
    fn missed_deadline(&self) -> bool {
        let answered_late = || Some(self.first_response()? > self.first_response_due()?);
        self.episode.breached || answered_late().unwrap_or(false)
    }

    /// How the first response stands.
    pub(super) fn service_level(&self) -> ServiceLevel {
        let Some(due) = self.first_response_due() else {
            return ServiceLevel::None;
        };
        match self.first_response() {
            Some(at) if at <= due && !self.episode.breached => ServiceLevel::Met,
            Some(_) => ServiceLevel::Missed,
            None if self.episode.breached => ServiceLevel::Breached,
            None if self.episode.at_risk => ServiceLevel::AtRisk,
            None => ServiceLevel::OnTrack,
        }
    }

    /// The highest spread of its conversations, as far as they are the customer's own.
    pub(super) fn spread(&self) -> Spread {
        Spread::of(self.row, &self.joined)
    }

    /// The conversation that spreads most.
    pub(super) fn loudest(&self) -> Option<ConversationKey> {
        let all = &self.joined;
        all.iter()
            .filter_map(|c| self.row.own_spread(c))
            .max_by(|a, b| {
                a.score
                    .total_cmp(&b.score)
                    .then(b.conversation.cmp(&a.conversation))
            })
            .map(|c| c.conversation)
            .or_else(|| all.first().copied())
    }

    fn joiners<'a>(&self, posts: impl Iterator<Item = &'a PostRow>) -> i64 {
        let authors: BTreeSet<[u8; 16]> = posts
            .map(|p| p.author.map_or(*p.post_key.bytes(), |a| *a.bytes()))
            .collect();
        let newest = self.episode.number == self.row.newest_episode;
        let beyond = if newest { self.row.joiners_beyond } else { 0 };
        i64::try_from(authors.len())
            .unwrap_or(i64::MAX)
            .saturating_add(i64::from(beyond))
    }

    /// Authors with the same trouble whose posts are there.
    pub(super) fn joiners_present(&self) -> i64 {
        let here = self.others.iter().copied();
        self.joiners(here.filter(|p| p.role == Role::Joiner && p.is_present()))
    }

    /// Authors who ever had the same trouble, those whose post is gone or came to say something else too,
    /// late ones not: as `ever`, it can only grow.
    pub(super) fn joiners_ever(&self) -> i64 {
        self.joiners(self.others.iter().copied().filter(|p| p.ever_joined && !p.late))
    }

    /// Answers by other people that are there.
    pub(super) fn peer_answers(&self) -> i64 {
        let helpers = self
            .others
            .iter()
            .filter(|p| p.role == Role::Helper && p.is_present());
        i64::try_from(helpers.count()).unwrap_or(i64::MAX)
    }

    /// What its posts say now: those that are there, each by its newest revision; if all are gone, by all.
    pub(super) fn tally(&self) -> Tally {
        if self.present().next().is_some() {
            Tally::of(self.present().filter_map(|p| p.said.last()))
        } else {
            Tally::of(self.own.iter().filter_map(|p| p.said.last()))
        }
    }

    /// What its posts ever said: gone ones and old revisions too, late ones not. It can only grow, so the
    /// highest level of an alert does not depend on what was read first.
    pub(super) fn ever(&self) -> Tally {
        Tally::of(self.own.iter().filter(|p| !p.late).flat_map(|p| &p.said))
    }

    /// Where it was first seen, and who can see the newest post.
    pub(super) fn place(&self) -> (Network, Visibility) {
        let first = self.own.first().map_or(Network::Unknown, |p| p.network);
        let newest = self.own.last().map_or(Visibility::Unknown, |p| p.visibility);
        (first, newest)
    }

    /// What the rules may ask of it.
    pub(super) fn facts<'t>(&'t self, tally: &'t Tally, joiners: i64) -> Facts<'t> {
        let spread = self.spread();
        let (network, visibility) = self.place();
        Facts {
            tenant: &self.row.tenant,
            network,
            visibility,
            language: tally.language.as_deref(),
            language_confidence: tally.language.as_ref().map(|_| tally.language_confidence),
            sentiment: tally.sentiment,
            abstention: tally.abstention(),
            about_brand: tally.about_brand,
            stance: tally.stance,
            complaint: tally.complaint,
            intents: &tally.intents,
            urgency: tally.urgency,
            cues: &tally.cues,
            tone: tally.tone,
            case_state: tally.case_state,
            risk_level: spread.level,
            risk_score: spread.score,
            shares: spread.shares,
            audience: spread.audience,
            followers: tally.followers,
            verified: tally.verified,
            posts: i64::try_from(self.own.len()).unwrap_or(i64::MAX),
            joiners,
            peer_answers: self.peer_answers(),
            earlier_cases: i64::from(self.episode.number.saturating_sub(1)),
            late: self.own.iter().all(|p| p.late),
            breached: self.missed_deadline(),
        }
    }
}

fn sorted<'r>(posts: impl Iterator<Item = &'r Arc<PostRow>>) -> Vec<&'r PostRow> {
    let mut posts: Vec<&PostRow> = posts.map(Arc::as_ref).collect();
    posts.sort_unstable_by_key(|p| (p.occurred_at, p.post_key));
    posts
}
