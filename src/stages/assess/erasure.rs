//! Forgetting in assess: posts, texts and revisions of the erased go. Of their conversations only counts remain,
//! under a name that leads nowhere: the cascade's old key gets a tombstone.

use std::collections::BTreeSet;

use super::Turn;
use super::rows::{Conversation, Held};
use crate::domain::erasure::{Erasure, Purged};
use crate::domain::event::SocialEvent;
use crate::domain::fate::Fate;
use crate::domain::ids::{ConversationKey, PostKey};
use crate::domain::record::Record;
use crate::domain::stage::StageName;
use crate::domain::time::Time;
use crate::domain::topic::Topic;
use crate::stages::erasure::{Forgetting, is_erased, redacted, tell_all};
use crate::state::packed::Revised;
use crate::wire::WireError;

impl Turn<'_> {
    pub(super) fn erase(&mut self, record: &Record<'_>, value: &[u8]) -> Result<Fate, WireError> {
        let stage = self.stage;
        let erasure: Erasure = stage.wire.decode(value)?;
        let at = self.state.time.get().max(record.ingested_at);
        if !self.state.blocked.add(&erasure, at) {
            return Ok(Fate::Duplicate);
        }
        let mut purged = Purged::default();
        let mut posts: BTreeSet<PostKey> = erasure.posts.iter().copied().collect();
        self.add_posts_of_author(&erasure, &mut posts)?;
        self.state.blocked.block_posts(&posts, at);
        self.drop_posts(&posts, &mut purged);
        self.redact_held(&mut purged)?;
        for post in &posts {
            self.rename_conversation(ConversationKey::of_root(*post), &mut purged);
        }
        let found: Vec<PostKey> = posts.into_iter().filter(|post| !erasure.names(post)).collect();
        let lane = Forgetting {
            stage: StageName::Assess,
            partition: record.place.partition,
            wire: &stage.wire,
            params: &stage.params.erasure,
            at,
        };
        lane.answer(&erasure, &found, purged, self.out)?;
        Ok(self.emitted())
    }

    /// A post of an erased author comes after all. Later news of it may name no author, and others may speak in its
    /// conversation: every lane is told, once a post.
    pub(super) fn leave_nothing(&mut self, post: PostKey, ingested_at: Time) -> Result<(), WireError> {
        let stage = self.stage;
        if self.state.blocked.post(&post) {
            return Ok(());
        }
        let at = self.state.time.get().max(ingested_at);
        let late = Erasure::of_late(post, ingested_at);
        self.state.blocked.block_posts(&late.posts, at);
        tell_all(&stage.wire, stage.params.erasure.partitions, &late, self.out)
    }

    fn add_posts_of_author(
        &mut self,
        erasure: &Erasure,
        posts: &mut BTreeSet<PostKey>,
    ) -> Result<(), WireError> {
        if erasure.author.is_none() {
            return Ok(());
        }
        self.state.posts.revise(|key, known| {
            if erasure.is_author(known.author) {
                posts.insert(*key);
            }
            Revised::Kept
        });
        for key in self.state.held.keys() {
            let Some(held) = self.state.held.get(&key) else {
                continue;
            };
            let event: SocialEvent = self.stage.wire.decode(&held.event)?;
            if erasure.is_author(event.author.map(|author| author.key)) {
                posts.insert(key);
            }
        }
        Ok(())
    }

    /// Drops what is remembered of these posts; posts of others in their conversations stand in one of another
    /// name from now on.
    fn drop_posts(&mut self, posts: &BTreeSet<PostKey>, purged: &mut Purged) {
        if posts.is_empty() {
            return;
        }
        let partitions = self.stage.params.erasure.partitions;
        let mut lists: BTreeSet<ConversationKey> = BTreeSet::new();
        self.state.posts.revise(|key, known| {
            if posts.contains(key) {
                lists.insert(known.conversation);
                purged.rows += 1;
                return Revised::Gone;
            }
            if posts.contains(&known.conversation.root()) {
                purged.renamed += 1;
                let mut known = *known;
                known.conversation = known.conversation.erased(partitions);
                return Revised::Changed(known);
            }
            Revised::Kept
        });
        for post in posts {
            if self.state.amendments.get(post).is_some() {
                self.state.amendments.remove(*post);
                purged.rows += 1;
            }
        }
        for conversation in lists {
            self.take_off_lists(conversation, posts);
        }
    }

    /// The erased neither wait in a conversation nor are they to be told of its root.
    fn take_off_lists(&mut self, conversation: ConversationKey, posts: &BTreeSet<PostKey>) {
        let named = |row: &Conversation| {
            row.held
                .iter()
                .chain(&row.orphans)
                .any(|post| posts.contains(post))
        };
        let Some(mut row) = self
            .state
            .conversations
            .get(&conversation)
            .filter(|row| named(row))
            .cloned()
        else {
            return;
        };
        row.held.retain(|post| !posts.contains(post));
        row.orphans.retain(|post| !posts.contains(post));
        if row.held.is_empty() && !row.is_cascade() {
            self.state.conversations.remove(conversation);
        } else {
            self.state.conversations.put(conversation, row);
        }
    }

    /// Events that wait: those of the erased go, the others lose what they name and show of them.
    fn redact_held(&mut self, purged: &mut Purged) -> Result<(), WireError> {
        let partitions = self.stage.params.erasure.partitions;
        for key in self.state.held.keys() {
            let Some(held) = self.state.held.get(&key).cloned() else {
                continue;
            };
            let event: SocialEvent = self.stage.wire.decode(&held.event)?;
            if is_erased(&self.state.blocked, &event) {
                self.state.held.remove(key);
                purged.rows += 1;
                continue;
            }
            let Some(event) = redacted(&self.state.blocked, &event, partitions) else {
                continue;
            };
            let mut framed = Vec::with_capacity(held.event.len());
            self.stage.wire.encode(&event, &mut framed)?;
            self.state.held.put(
                key,
                Held {
                    event: framed,
                    until: held.until,
                },
            );
            purged.renamed += 1;
        }
        Ok(())
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
        let name = old.erased(self.stage.params.erasure.partitions);
        let changed = row.is_cascade();
        self.state
            .conversations
            .put(name, Conversation { changed, ..row });
    }
}
