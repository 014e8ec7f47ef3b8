//! Posts with words: who is told of them, and in which part.

use super::asked::asked;
use super::correspondents::greets;
use super::rows::{Amendment, Known};
use super::{Turn, role, unscored};
use crate::domain::event::{Action, Direction, SocialEvent};
use crate::domain::fate::{Fate, Ignored};
use crate::domain::ids::{AuthorKey, ConversationKey, CustomerKey, PostKey};
use crate::domain::score::Scores;
use crate::domain::scored::Role;
use crate::domain::verdict::Verdict;
use crate::wire::WireError;

/// A post with what was found out about it, ready to be told of.
pub(super) struct Scored<'a> {
    pub(super) event: &'a SocialEvent,
    pub(super) framed: &'a [u8],
    pub(super) scores: Scores,
    pub(super) hint: Role,
    /// Whether it was late when it came; one that waited is not late for that.
    pub(super) late: bool,
    pub(super) superseded: bool,
    /// Whether this is the first revision told of: only that is counted.
    pub(super) first: bool,
}

/// Who owns a conversation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Owner {
    /// The root has not been seen.
    Missing,
    /// The brand wrote the root: each author owns a case of their own.
    Brand,
    /// The root's author.
    Author(AuthorKey),
}

impl Turn<'_> {
    pub(super) fn owner(&self, conversation: &ConversationKey) -> Owner {
        match self.state.posts.get(&conversation.root()) {
            None => Owner::Missing,
            Some(
                Known {
                    direction: Direction::Outbound,
                    ..
                }
                | Known { author: None, .. },
            ) => Owner::Brand,
            // Its posts go piece by piece; nobody is told of one meanwhile.
            Some(Known { author, .. }) if self.state.blocked.author(*author) => Owner::Missing,
            Some(Known {
                author: Some(author), ..
            }) => Owner::Author(*author),
        }
    }

    pub(super) fn post(&mut self, event: &SocialEvent, framed: &[u8]) -> Result<Fate, WireError> {
        let known = self.known(&event.post_key);
        let first = known.is_none();
        let (mut superseded, mut repeated) = (false, false);
        let gone = self.state.is_gone(&event.post_key);
        if let Some(known) = &known {
            let (newest, seen) = self.state.revisions(&event.post_key, known, event.revision);
            superseded = event.revision < newest;
            let fresher = self.freshen(&event.post_key, known, event);
            if fresher && event.direction != Direction::Outbound && !event.is_root() {
                self.spreads_afresh(event);
            }
            let again = fresher || (!superseded && self.state.is_wordless(&event.post_key));
            if seen && (gone || !again) {
                return Ok(if gone {
                    Fate::Ignored(Ignored::Deleted)
                } else {
                    Fate::Duplicate
                });
            }
            repeated = seen && fresher;
        }
        let scores = self.scores(event);
        if !repeated && event.direction != Direction::Outbound {
            self.out.note(Verdict::of(&scores));
        }
        let before = known.map(|known| self.state.hint(&event.post_key, &known));
        let words = role::by_words(&scores);
        let hint = before.map_or(words, |before| role::stronger(before, words));
        // Who waited no longer does not wait again.
        let waits = first || self.state.held.get(&event.post_key).is_some();
        self.remember(event, first, words);
        if !gone && !superseded {
            self.state.words_are_back(event.post_key);
        }
        let post = Scored {
            event,
            framed,
            scores,
            hint,
            late: self.late(event),
            superseded,
            first,
        };
        if let Some(before) = before.filter(|_| !gone && !waits) {
            self.recount_part(event, before, hint);
        }
        let awaited = if waits { self.must_wait_for(event) } else { None };
        let fate = match awaited {
            Some(awaited) => self.hold(&post, awaited),
            None => self.place(&post)?,
        };
        if !repeated {
            self.show_scores(&post)?;
        }
        if first {
            self.wake(event)?;
        }
        Ok(match (fate, self.out.written()) {
            (fate, 0) => fate,
            (_, outputs) => Fate::Emitted(outputs),
        })
    }

    /// Notes that a post or share which was stale whenever it was told of is not now, and says whether it is so: what is
    /// told first must not decide.
    pub(super) fn freshen(&mut self, key: &PostKey, known: &Known, event: &SocialEvent) -> bool {
        if !known.stale || event.stale {
            return false;
        }
        let fresh = Known {
            stale: false,
            ..*known
        };
        self.state.posts.change(key, fresh);
        true
    }

    /// A share or a reply of the conversation turns out to be fresh.
    pub(super) fn spreads_afresh(&mut self, event: &SocialEvent) {
        let row = self.conversation(event);
        row.fresh = true;
        if row.is_cascade() {
            row.touch(event.ingested_at);
        }
    }

    fn remember(&mut self, event: &SocialEvent, first: bool, hint: Role) {
        if !first {
            self.remember_again(event, hint);
            return;
        }
        let known = Known {
            conversation: event.conversation,
            kind: event.kind,
            direction: event.direction,
            author: self.author_of(event),
            followers: event.author.as_ref().and_then(|author| author.followers),
            revision: event.revision,
            hint,
            at: event.when(),
            stale: event.stale,
        };
        self.state
            .posts
            .insert(event.ingested_at.hour(), event.post_key, known);
        self.state.lies(event.post_key, known.conversation.home());
        self.hear_from(event, hint);
    }

    /// A revision besides the first, or the newest once more.
    fn remember_again(&mut self, event: &SocialEvent, hint: Role) {
        let until = self.keep_until(event.ingested_at);
        let amendment = self.state.amendments.entry(event.post_key, Amendment::untold);
        amendment.lies(event.conversation.home());
        let forgotten = amendment.heard_of(event.revision);
        amendment.hint = role::stronger(amendment.hint, hint);
        amendment.until = amendment.until.max(until);
        self.state.amendments.count_evicted(forgotten);
    }

    /// Tells whoever must know of the post.
    pub(super) fn place(&mut self, post: &Scored<'_>) -> Result<Fate, WireError> {
        if post.event.direction == Direction::Outbound {
            return self.place_answer(post);
        }
        let Some(author) = self.author_of(post.event) else {
            return Ok(Fate::Ignored(Ignored::NothingToDo));
        };
        let owner = if post.event.is_root() {
            Owner::Author(author)
        } else {
            self.owner(&post.event.conversation)
        };
        if !post.event.is_root() && post.first && !self.state.is_gone(&post.event.post_key) {
            self.count_reply(post, owner, author);
        }
        let told = recipients(post.event.direction, owner, author, post.hint);
        for (customer, part) in &told {
            self.tell(post, *customer, *part, None)?;
        }
        Ok(if told.is_empty() {
            Fate::Ignored(Ignored::Bystander)
        } else {
            self.emitted()
        })
    }

    /// Whose post it is. Where the network names nobody, a post that appears stands for its author. Whatever was known
    /// first stays, a name or none, when another revision brings a name or none: one post is told to one customer.
    pub(super) fn author_of(&self, event: &SocialEvent) -> Option<AuthorKey> {
        let unnamed = AuthorKey::unnamed(event.post_key);
        let known = self.state.posts.get(&event.post_key);
        let known = known.and_then(|known| known.author);
        if known == Some(unnamed) {
            return known;
        }
        let appears = event.action == Action::Create && event.direction != Direction::Outbound;
        let named = event.author.as_ref().map(|author| author.key);
        let known = known.filter(|known| !self.state.blocked.author(Some(*known)));
        named.or(known).or_else(|| appears.then_some(unnamed))
    }

    pub(super) fn scores(&self, event: &SocialEvent) -> Scores {
        event.text.as_ref().map_or_else(unscored, |text| {
            let asked = asked(&self.stage.params.own, event, text);
            self.stage.scorer.score(&asked)
        })
    }

    /// Whether the part that the author of this post plays is counted for somebody else who owns the conversation.
    pub(super) fn counts_for_another(&self, event: &SocialEvent, author: AuthorKey) -> bool {
        let owner = self.owner(&event.conversation);
        let another = matches!(owner, Owner::Author(owner) if owner != author);
        another && !self.is_orphan(&event.conversation, &event.post_key)
    }

    /// A revision gives the author of a post that was counted another part.
    fn recount_part(&mut self, event: &SocialEvent, before: Role, now: Role) {
        let Some(author) = self.author_of(event) else {
            return;
        };
        let counted = event.direction != Direction::Outbound && !event.is_root();
        if before == now || !counted || !self.counts_for_another(event, author) {
            return;
        }
        let row = self.conversation(event);
        row.touch(event.ingested_at);
        row.count(before, -1);
        row.count(now, 1);
    }

    fn count_reply(&mut self, post: &Scored<'_>, owner: Owner, author: AuthorKey) {
        let for_another = self.counts_for_another(post.event, author);
        let row = self.conversation(post.event);
        row.touch(post.event.ingested_at);
        row.replies += 1;
        row.fresh |= !post.event.stale;
        if for_another {
            row.count(post.hint, 1);
        }
        if owner == Owner::Missing {
            self.orphan(post.event);
        }
    }

    fn place_answer(&mut self, post: &Scored<'_>) -> Result<Fate, WireError> {
        if post.event.is_root() {
            return Ok(Fate::Ignored(Ignored::Own));
        }
        let owner = match self.owner(&post.event.conversation) {
            Owner::Author(author) => Some(CustomerKey::of_author(author)),
            Owner::Brand | Owner::Missing => None,
        };
        let root = post.event.conversation.root();
        let answered = post.event.parent.as_ref().and_then(|parent| {
            let known = self.state.posts.get(&parent.post_key)?;
            let inbound = known.direction != Direction::Outbound;
            Some((
                parent.post_key,
                CustomerKey::of_author(known.author.filter(|_| inbound)?),
            ))
        });
        let spoken_to = || owner.or_else(|| self.correspondent(post));
        let answered = answered.or_else(|| Some((root, spoken_to().filter(|_| !greets(post.event))?)));
        let by_itself = |(_, customer): &(PostKey, CustomerKey)| {
            let author = post.event.author.as_ref();
            author.is_some_and(|author| CustomerKey::of_author(author.key) == *customer)
        };
        let Some((answers, customer)) = answered.filter(|answered| !by_itself(answered)) else {
            return Ok(Fate::Ignored(Ignored::NothingToDo));
        };
        self.tell(post, customer, Role::Agent, Some(answers))?;
        if let Some(owner) = owner.filter(|owner| *owner != customer) {
            self.tell(post, owner, Role::Agent, None)?;
        }
        Ok(self.emitted())
    }
}

/// Who is told of a post that is none of the brand's, and in which part. Of those whose side nothing tells, only who
/// complains is taken for a customer.
pub(super) fn recipients(
    direction: Direction,
    owner: Owner,
    author: AuthorKey,
    hint: Role,
) -> Vec<(CustomerKey, Role)> {
    if direction == Direction::Unknown && hint != Role::Joiner {
        return Vec::new();
    }
    let own = (CustomerKey::of_author(author), Role::Owner);
    match owner {
        Owner::Author(owner) if owner != author => {
            let owner = CustomerKey::of_author(owner);
            match hint {
                Role::Joiner => vec![(owner, Role::Joiner), own],
                Role::Helper | Role::Defender => vec![(owner, hint)],
                Role::Unknown | Role::Owner | Role::Agent | Role::Bystander => Vec::new(),
            }
        }
        Owner::Author(_) | Owner::Brand | Owner::Missing => vec![own],
    }
}
