//! Posts with words: who is told of them, and in which part.

use super::asked::asked;
use super::rows::{Conversation, Held, Known};
use super::{Turn, role, unscored};
use crate::domain::event::{Direction, SocialEvent};
use crate::domain::fate::{Fate, Ignored};
use crate::domain::ids::{AuthorKey, ConversationKey, CustomerKey, PostKey};
use crate::domain::score::Scores;
use crate::domain::scored::Role;
use crate::domain::verdict::Verdict;
use crate::scoring::spread::Spread;
use crate::state::customer::add;
use crate::wire::WireError;

/// A post with what was found out about it, ready to be told of.
pub(super) struct Scored<'a> {
    pub(super) event: &'a SocialEvent,
    pub(super) framed: &'a [u8],
    pub(super) scores: Scores,
    pub(super) hint: Role,
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
            Some(Known {
                author: Some(author), ..
            }) => Owner::Author(*author),
        }
    }

    pub(super) fn post(&mut self, event: &SocialEvent, framed: &[u8]) -> Result<Fate, WireError> {
        let known = self.state.posts.get(&event.post_key).copied();
        let first = known.is_none();
        let mut superseded = false;
        let gone = self.state.is_gone(&event.post_key);
        if let Some(known) = &known {
            let (newest, seen) = self.state.revisions(&event.post_key, known, event.revision);
            superseded = event.revision < newest;
            let again = !superseded && self.state.is_wordless(&event.post_key);
            if seen && (gone || !again) {
                return Ok(if gone {
                    Fate::Ignored(Ignored::Deleted)
                } else {
                    Fate::Duplicate
                });
            }
        }
        let scores = self.scores(event);
        if event.direction != Direction::Outbound {
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
            superseded,
            first,
        };
        if let Some(before) = before.filter(|_| !gone && !waits) {
            self.recount_part(event, before, hint);
        }
        let fate = if waits && self.must_wait(event) {
            self.hold(&post)
        } else {
            self.place(&post)?
        };
        self.show_scores(&post)?;
        if first {
            self.wake(event)?;
        }
        Ok(match (fate, self.out.written()) {
            (fate, 0) => fate,
            (_, outputs) => Fate::Emitted(outputs),
        })
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
            author: event.author.as_ref().map(|author| author.key),
            followers: event.author.as_ref().and_then(|author| author.followers),
            revision: event.revision,
            hint,
            at: event.when(),
        };
        self.state
            .posts
            .insert(event.ingested_at.hour(), event.post_key, known);
    }

    /// A revision besides the first, or the newest once more.
    fn remember_again(&mut self, event: &SocialEvent, hint: Role) {
        let until = self.keep_until(event.ingested_at);
        let amendment = self.state.amendments.entry(event.post_key, Default::default);
        add(&mut amendment.revisions, event.revision);
        amendment.hint = role::stronger(amendment.hint, hint);
        amendment.until = amendment.until.max(until);
    }

    /// Whether what the post's part depends on may still be on its way.
    fn must_wait(&self, event: &SocialEvent) -> bool {
        if event.is_root() || event.ingested_at <= self.state.time.get() {
            return false;
        }
        let full = self
            .state
            .conversations
            .get(&event.conversation)
            .is_some_and(|row| row.held.len() >= self.stage.params.most_waiting);
        !full && !self.can_place(event)
    }

    pub(super) fn can_place(&self, event: &SocialEvent) -> bool {
        let parent_known = event
            .parent
            .as_ref()
            .is_none_or(|p| self.state.posts.get(&p.post_key).is_some());
        match event.direction {
            Direction::Outbound => parent_known,
            Direction::Inbound | Direction::Unknown => {
                event.is_root() || self.owner(&event.conversation) != Owner::Missing
            }
        }
    }

    fn hold(&mut self, post: &Scored<'_>) -> Fate {
        if post.superseded {
            return Fate::Ignored(Ignored::Superseded);
        }
        let key = post.event.post_key;
        let row: &mut Conversation = self.conversation(post.event);
        if !row.held.contains(&key) {
            row.held.push(key);
        }
        let held = Held {
            event: post.framed.to_vec(),
            until: post.event.ingested_at,
        };
        self.state.held.put(key, held);
        Fate::Absorbed
    }

    /// Tells whoever must know of the post.
    pub(super) fn place(&mut self, post: &Scored<'_>) -> Result<Fate, WireError> {
        if post.event.direction == Direction::Outbound {
            return self.place_answer(post);
        }
        let Some(author) = post.event.author.as_ref().map(|author| author.key) else {
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
        let told = recipients(owner, author, post.hint);
        for (customer, part) in &told {
            self.tell(post, *customer, *part, None)?;
        }
        Ok(if told.is_empty() {
            Fate::Ignored(Ignored::Bystander)
        } else {
            self.emitted()
        })
    }

    fn scores(&self, event: &SocialEvent) -> Scores {
        event.text.as_ref().map_or_else(unscored, |text| {
            let asked = asked(&self.stage.params.own, event, text);
            self.stage.scorer.score(&asked)
        })
    }

    /// Whether somebody else owns the conversation.
    pub(super) fn is_stranger(&self, conversation: &ConversationKey, author: AuthorKey) -> bool {
        matches!(self.owner(conversation), Owner::Author(owner) if owner != author)
    }

    /// A revision gives the author of a post that was counted another part.
    fn recount_part(&mut self, event: &SocialEvent, before: Role, now: Role) {
        let Some(author) = event.author.as_ref().map(|author| author.key) else {
            return;
        };
        let counted = event.direction != Direction::Outbound && !event.is_root();
        if before == now || !counted || !self.is_stranger(&event.conversation, author) {
            return;
        }
        let row = self.conversation(event);
        row.changed = true;
        row.count(before, -1);
        row.count(now, 1);
    }

    fn count_reply(&mut self, post: &Scored<'_>, owner: Owner, author: AuthorKey) {
        let stranger = self.is_stranger(&post.event.conversation, author);
        let row = self.conversation(post.event);
        row.changed = true;
        row.replies += 1;
        if stranger {
            row.count(post.hint, 1);
        }
        if owner == Owner::Missing {
            row.orphans.push(post.event.post_key);
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
        let answered = answered.or_else(|| owner.map(|owner| (root, owner)));
        let Some((answers, customer)) = answered else {
            return Ok(Fate::Ignored(Ignored::NothingToDo));
        };
        self.tell(post, customer, Role::Agent, Some(answers))?;
        if let Some(owner) = owner.filter(|owner| *owner != customer) {
            self.tell(post, owner, Role::Agent, None)?;
        }
        Ok(self.emitted())
    }

    /// A post arrived that others may have waited for.
    fn wake(&mut self, event: &SocialEvent) -> Result<(), WireError> {
        let Some(row) = self.state.conversations.get(&event.conversation) else {
            return Ok(());
        };
        let (held, orphans) = (row.held.clone(), row.orphans.clone());
        if event.is_root() {
            let row = self.conversation(event);
            row.changed |= row.is_cascade();
            row.orphans.clear();
            for orphan in orphans {
                self.reassign(event, &orphan)?;
            }
        }
        for key in held {
            self.release_if(&key, false)?;
        }
        Ok(())
    }

    /// Places a post that waited: if it can be placed, or because waiting is over.
    pub(super) fn release_if(&mut self, key: &PostKey, over: bool) -> Result<(), WireError> {
        let Some(held) = self.state.held.get(key) else {
            return Ok(());
        };
        let framed = held.event.clone();
        let event: SocialEvent = self.stage.wire.decode(&framed)?;
        if !over && !self.can_place(&event) {
            return Ok(());
        }
        self.state.held.remove(*key);
        let row = self.conversation(&event);
        row.held.retain(|other| other != key);
        if row.held.is_empty() && !row.is_cascade() {
            self.state.conversations.remove(event.conversation);
        }
        let scores = self.scores(&event);
        let known = self.state.posts.get(key);
        let hint = known.map_or_else(|| role::by_words(&scores), |known| self.state.hint(key, known));
        let post = Scored {
            event: &event,
            framed: &framed,
            scores,
            hint,
            superseded: false,
            first: true,
        };
        self.place(&post).map(|_| ())
    }
}

impl Conversation {
    /// Whether anything was ever counted; a row may be there only because a post waits.
    pub(super) fn is_cascade(&self) -> bool {
        self.version > 0 || self.replies != 0 || self.spread != Spread::default()
    }

    pub(super) fn count(&mut self, hint: Role, by: i64) {
        match hint {
            Role::Joiner => self.joiners += by,
            Role::Helper => self.peer_answers += by,
            Role::Defender => self.defenders += by,
            Role::Unknown | Role::Owner | Role::Agent | Role::Bystander => {}
        }
    }
}

/// Who is told of an inbound post, and in which part.
pub(super) fn recipients(owner: Owner, author: AuthorKey, hint: Role) -> Vec<(CustomerKey, Role)> {
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
