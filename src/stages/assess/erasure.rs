//! Forgetting in assess: posts, texts and revisions of the erased go. Of their conversations only counts remain,
//! under a name that leads nowhere: the cascade's old key gets a tombstone.

use std::collections::BTreeMap;

use super::Turn;
use super::conversation::Conversation;
use super::rows::{Held, Known};
use crate::domain::erasure::{Erasure, Purged};
use crate::domain::event::SocialEvent;
use crate::domain::fate::Fate;
use crate::domain::ids::{ConversationKey, PostKey};
use crate::domain::partition::partition_of;
use crate::domain::record::Record;
use crate::domain::stage::StageName;
use crate::domain::time::Time;
use crate::domain::topic::Topic;
use crate::stages::erasure::unfinished::{Forgets, Looked, Own, Unfinished};
use crate::stages::erasure::{Forgetting, is_erased, redacted, tell_all};
use crate::stages::step::go_on;
use crate::wire::WireError;

impl Turn<'_> {
    pub(super) fn erase(&mut self, record: &Record<'_>, value: &[u8]) -> Result<Fate, WireError> {
        let telling: Erasure = self.stage.wire.decode(value)?;
        let at = self.now.max(record.ingested_at);
        if !self.state.blocked.add(&telling, at) {
            return Ok(Fate::Duplicate);
        }
        if !self.forget(Unfinished::new(telling, at))? {
            go_on(&self.stage.wire, self.place, self.now, self.out)?;
        }
        Ok(self.emitted())
    }

    /// Goes on with the oldest erasure that is not finished; says whether any is left.
    pub(super) fn go_on_forgetting(&mut self) -> Result<bool, WireError> {
        let oldest = self.state.erasures.due(self.now, 1);
        for unfinished in oldest {
            if let Some(unfinished) = self.state.erasures.get(&unfinished).cloned() {
                self.forget(unfinished)?;
            }
        }
        Ok(self.state.erasures.count() > 0)
    }

    fn forget(&mut self, mut unfinished: Unfinished<PostKey>) -> Result<bool, WireError> {
        let done = unfinished.go_on(self, self.stage.step_rows)?;
        let key = unfinished.telling.telling;
        if !done {
            self.state.erasures.put(key, unfinished);
            return Ok(false);
        }
        self.state.erasures.remove(key);
        let at = self.now.max(unfinished.at);
        let Unfinished {
            telling,
            purged,
            tellings,
            ..
        } = unfinished;
        self.forgetting(at)
            .conclude(&telling, tellings, purged, self.out)?;
        Ok(true)
    }

    /// A post of an erased author comes after all. Later news of it may name no author, and others may speak in its
    /// conversation: every lane is told, once a post.
    pub(super) fn leave_nothing(&mut self, post: PostKey, ingested_at: Time) -> Result<(), WireError> {
        let stage = self.stage;
        if self.state.blocked.post(&post) {
            return Ok(());
        }
        let at = self.now.max(ingested_at);
        let late = Erasure::of_late(post, ingested_at);
        self.state.blocked.block_posts(&late.posts, at);
        tell_all(&stage.wire, stage.params.erasure.partitions, &late, self.out)
    }

    /// What is remembered of a post, under the name that its conversation has by now.
    pub(super) fn known(&mut self, post: &PostKey) -> Option<Known> {
        let known = *self.state.posts.get(post)?;
        let name = self.state.blocked.conversation(known.conversation);
        Some(if name == known.conversation {
            known
        } else {
            self.rename(post, known, name)
        })
    }

    /// The root of a post's conversation is gone: the post stands in one of another name.
    fn rename(&mut self, post: &PostKey, known: Known, conversation: ConversationKey) -> Known {
        self.rename_sharer(&known, conversation);
        self.forget_orphan(post, &known);
        let known = Known {
            conversation,
            ..known
        };
        self.state.posts.change(post, known);
        known
    }

    fn drop_post(&mut self, post: &PostKey, purged: &mut Purged) {
        if let Some(known) = self.state.posts.get(post).copied() {
            self.state.posts.remove(post);
            purged.rows += 1;
            if self.state.blocked.author(known.author) {
                self.forget_sharer(&known);
            }
            self.forget_orphan(post, &known);
        }
        if self.state.amendments.get(post).is_some() {
            self.state.amendments.remove(*post);
            purged.rows += 1;
        }
    }

    /// The conversation of an erased root goes on as numbers under another name.
    fn rename_conversation(&mut self, old: ConversationKey, purged: &mut Purged) {
        let Some(row) = self.state.conversations.get(&old).cloned() else {
            return;
        };
        self.state.conversations.remove(old);
        purged.rows += 1;
        if row.version > 0 {
            self.out.forget(Topic::Cascades, &old.hex());
            purged.cascades += 1;
        }
        let name = old.erased();
        let mut row = Conversation {
            changed_since: None,
            ..row
        };
        row.leave_orphans();
        if row.is_cascade() {
            row.touch(self.now);
        }
        self.state.conversations.put(name, row);
    }
}

impl<'a> Turn<'a> {
    fn forgetting(&self, at: Time) -> Forgetting<'a> {
        Forgetting {
            stage: StageName::Assess,
            partition: self.place.partition,
            wire: &self.stage.wire,
            params: &self.stage.params.erasure,
            at,
        }
    }
}

impl Forgets for Turn<'_> {
    type Waiting = PostKey;

    fn drop_own(&mut self, telling: &Erasure, most: usize, purged: &mut Purged) -> Own {
        let of_author = |_: &PostKey, known: &Known| telling.is_author(known.author);
        let posts = match telling.author {
            Some(_) => self.state.posts.find(most, of_author),
            None => Vec::new(),
        };
        for post in posts.iter().chain(&telling.posts) {
            self.drop_post(post, purged);
        }
        let left = most.saturating_sub(posts.len());
        let threads = telling
            .author
            .map_or(0, |author| self.forget_correspondent(author, left));
        Own {
            rows: posts.len() + threads,
            posts,
        }
    }

    fn drop_names(&mut self, posts: &[PostKey], most: usize, purged: &mut Purged) -> usize {
        let partitions = self.stage.params.erasure.partitions;
        let mut names: BTreeMap<PostKey, ConversationKey> = BTreeMap::new();
        for post in posts {
            let conversation = ConversationKey::of_root(*post);
            self.rename_conversation(conversation, purged);
            // Whoever stands in another conversation stands in another lane.
            if partition_of(&conversation.hex(), partitions) == self.place.partition {
                names.insert(*post, conversation.erased());
            }
        }
        if names.is_empty() {
            return 0;
        }
        let named = |_: &PostKey, known: &Known| names.contains_key(&known.conversation.root());
        let found = self.state.posts.find(most, named);
        for post in &found {
            let known = self.state.posts.get(post).copied();
            let renamed = known.and_then(|known| Some((known, *names.get(&known.conversation.root())?)));
            if let Some((known, name)) = renamed {
                self.rename(post, known, name);
                purged.renamed += 1;
            }
        }
        found.len()
    }

    fn look_at_waiting(
        &mut self,
        telling: &Erasure,
        after: Option<PostKey>,
        most: usize,
        purged: &mut Purged,
    ) -> Result<Looked<PostKey>, WireError> {
        let keys = self.state.held.following(after, most);
        let mut posts = Vec::new();
        for key in &keys {
            let Some(held) = self.state.held.get(key).cloned() else {
                continue;
            };
            let event: SocialEvent = self.stage.wire.decode(&held.event)?;
            if is_erased(&self.state.blocked, &event) {
                let author = event.author.as_ref().map(|author| author.key);
                if telling.is_author(author) && !self.state.blocked.post(key) {
                    posts.push(*key);
                }
                self.state.held.remove(*key);
                purged.rows += 1;
                continue;
            }
            let Some(event) = redacted(&self.state.blocked, &event) else {
                continue;
            };
            let mut framed = Vec::with_capacity(held.event.len());
            self.stage.wire.encode(&event, &mut framed)?;
            let awaits = self.missing(&event).unwrap_or(event.conversation.root());
            let held = Held {
                awaits,
                event: framed,
                until: held.until,
                late: held.late,
                home: event.conversation.home(),
            };
            self.state.held.put(*key, held);
            purged.renamed += 1;
        }
        Ok(Looked {
            events: keys.len(),
            last: keys.last().copied(),
            posts,
        })
    }

    fn block(&mut self, posts: &[PostKey], at: Time) {
        self.state.blocked.block_posts(posts, self.now.max(at));
    }

    fn tell(&mut self, telling: &Erasure, from: u32, posts: &[PostKey]) -> Result<u32, WireError> {
        self.forgetting(self.now).tell(telling, from, posts, self.out)
    }
}
