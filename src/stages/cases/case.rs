//! One case, read off the customer's row: where it stands and what it is about. A pure view: it holds no
//! state of its own, so a case cannot disagree with the posts that made it.

use crate::domain::event::Visibility;
use crate::domain::ids::{ConversationKey, CustomerKey, ItemId};
use crate::domain::network::Network;
use crate::domain::scored::Role;
use crate::domain::time::Time;
use crate::routing::Facts;
use crate::state::customer::{CustomerRow, EpisodeRow, PostRow};

use super::spread::Spread;
use super::tally::Tally;

/// Most posts of the customer, posts of others and conversations, each, that a reader is shown of a case.
pub(super) const MOST_POSTS: usize = 20;

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
    /// Every conversation that its posts, gone ones too, ever stood in; in order.
    joined: Vec<ConversationKey>,
}

impl<'r> Case<'r> {
    /// Every case of the row, in order of their numbers.
    pub(super) fn all(customer: CustomerKey, row: &'r CustomerRow) -> Vec<Self> {
        let fresh = |episode| Self {
            customer,
            row,
            episode,
            own: Vec::new(),
            others: Vec::new(),
            answers: Vec::new(),
            joined: Vec::new(),
        };
        let mut cases: Vec<Self> = row.episodes.iter().map(fresh).collect();
        if cases.is_empty() {
            return cases;
        }
        for post in &row.posts {
            let of = |case: &&mut Self| post.episode == Some(case.episode.number);
            if let Some(case) = cases.iter_mut().find(of) {
                case.own.push(post);
                case.joined.extend(&post.joined);
            }
        }
        for case in &mut cases {
            case.joined.sort_unstable();
            case.joined.dedup();
        }
        for post in &row.posts {
            if let Some(case) = heard_by(&cases, post).and_then(|index| cases.get_mut(index)) {
                case.others.push(post);
            }
            if let Some(case) = answered_by(&cases, row, post).and_then(|index| cases.get_mut(index)) {
                case.answers.push(post);
            }
        }
        for case in &mut cases {
            for posts in [&mut case.own, &mut case.others, &mut case.answers] {
                posts.sort_unstable_by_key(|p| (p.occurred_at, p.post_key));
            }
        }
        cases
    }

    /// The case of this number.
    pub(super) fn of(customer: CustomerKey, row: &'r CustomerRow, number: u32) -> Option<Self> {
        let mut all = Self::all(customer, row).into_iter();
        all.find(|case| case.episode.number == number)
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

    /// The conversations of the newest posts that are there, the newest first; none in a last version, as no posts.
    pub(super) fn conversations(&self) -> Vec<ConversationKey> {
        let mut found: Vec<ConversationKey> = Vec::new();
        if self.episode.ended {
            return found;
        }
        for key in self.present().rev().filter_map(PostRow::conversation) {
            if found.len() < MOST_POSTS && !found.contains(&key) {
                found.push(key);
            }
        }
        found
    }

    /// The posts of others that a reader may be shown, from the oldest: those that are there, and take a side.
    pub(super) fn sided(&self) -> impl Iterator<Item = &'r PostRow> {
        let others = self.others.iter().copied();
        others.filter(|p| p.is_present() && p.role != Role::Bystander)
    }

    /// What the customer is called, while there is something to answer.
    pub(super) fn handle(&self) -> Option<&'r String> {
        let handle = self.row.handle.as_ref();
        handle.filter(|_| self.present().next().is_some())
    }

    /// When it was first answered, or was done without an answer, by the clock of the first topic.
    pub(super) fn first_response(&self) -> Option<Time> {
        let posted = self.answers.iter().map(|a| a.ingested_at).min();
        let told = [self.episode.desk.answered_first, self.episode.desk.done_first];
        told.into_iter().chain([posted]).flatten().min()
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
        let mut authors: Vec<[u8; 16]> = posts
            .map(|p| p.author.map_or(*p.post_key.bytes(), |a| *a.bytes()))
            .collect();
        authors.sort_unstable();
        authors.dedup();
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
    /// late and stale ones not: as `ever`, it can only grow.
    pub(super) fn joiners_ever(&self) -> i64 {
        self.joiners(self.others.iter().copied().filter(|p| p.ever_joined && p.pages()))
    }

    /// Answers by other people that are there.
    pub(super) fn peer_answers(&self) -> i64 {
        self.siding(Role::Helper)
    }

    /// Posts of others that are there and play this part.
    pub(super) fn siding(&self, role: Role) -> i64 {
        let posts = self.others.iter().filter(|p| p.role == role && p.is_present());
        i64::try_from(posts.count()).unwrap_or(i64::MAX)
    }

    /// What its posts say now: those that are there, each by its newest revision; if all are gone, by all.
    pub(super) fn tally(&self) -> Tally {
        if self.present().next().is_some() {
            Tally::of(self.present().filter_map(|p| p.said.last()))
        } else {
            Tally::of(self.own.iter().filter_map(|p| p.said.last()))
        }
    }

    /// What its posts ever said: gone ones and old revisions too, late and stale ones not. It can only grow, so the
    /// highest level of an alert does not depend on what was read first.
    pub(super) fn ever(&self) -> Tally {
        Tally::of(self.own.iter().filter(|p| p.pages()).flat_map(|p| &p.said))
    }

    /// Whether nobody is to be paged about it: each post came late, or was stale and nobody passes it on now.
    pub(super) fn is_silent(&self) -> bool {
        let pages = self.own.iter().any(|p| p.pages());
        let spreads = || self.own.iter().any(|p| !p.late) && self.spread().fresh;
        !pages && !spreads()
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
            stale: self.own.iter().all(|p| p.stale),
            rating: tally.rating,
            needs_enrichment: tally.needs_enrichment,
            breached: self.missed_deadline(),
        }
    }
}

/// The case, by index, that a post of somebody else belongs to: of several that share its conversation, the newest
/// that had begun when it was written, or else the oldest.
fn heard_by(cases: &[Case<'_>], post: &PostRow) -> Option<usize> {
    if !(post.ever_joined || matches!(post.role, Role::Helper | Role::Defender)) {
        return None;
    }
    let conversation = post.conversation()?;
    let sharing = |case: &Case<'_>| case.joined.binary_search(&conversation).is_ok();
    let begun = |case: &Case<'_>| sharing(case) && case.episode.first_at <= post.occurred_at;
    cases
        .iter()
        .rposition(begun)
        .or_else(|| cases.iter().position(sharing))
}

/// The case, by index, that an answer of the brand counts for: that of the post it answers, or, if that post has none,
/// the newest that had begun, one in its conversation before others.
fn answered_by(cases: &[Case<'_>], row: &CustomerRow, post: &PostRow) -> Option<usize> {
    let (Role::Agent, Some(answered), true) = (post.role, post.answers, post.is_present()) else {
        return None;
    };
    let begun = |case: &Case<'_>| case.episode.first_at <= post.occurred_at;
    let shares = |case: &Case<'_>| {
        let conversation = post.conversation();
        begun(case) && conversation.is_some_and(|key| case.joined.binary_search(&key).is_ok())
    };
    match row.post(&answered).and_then(|p| p.episode) {
        Some(number) => cases
            .iter()
            .position(|case| case.episode.number == number && begun(case)),
        None => cases
            .iter()
            .rposition(shares)
            .or_else(|| cases.iter().rposition(begun)),
    }
}
