//! Forgetting in resolve: rows of the erased posts go, events of theirs no longer wait, and whoever else stands
//! in a conversation whose root is gone stands in one of another name.

use std::collections::BTreeSet;

use serde_bytes::ByteBuf;

use super::rows::{Pending, mark};
use super::{Resolve, ResolveState};
use crate::domain::erasure::{Erasure, Purged};
use crate::domain::event::SocialEvent;
use crate::domain::fate::{Fate, Ignored};
use crate::domain::ids::PostKey;
use crate::domain::lookup::LookupRow;
use crate::domain::outbox::Outbox;
use crate::domain::record::Record;
use crate::domain::stage::StageName;
use crate::stages::erasure::{Forgetting, is_erased, redacted};
use crate::state::packed::Revised;
use crate::wire::WireError;

impl Resolve {
    pub(super) fn erase(
        &self,
        state: &mut ResolveState,
        record: &Record<'_>,
        value: &[u8],
        out: &mut Outbox,
    ) -> Result<Fate, WireError> {
        let erasure: Erasure = self.wire.decode(value)?;
        let at = state.time.get().max(record.ingested_at);
        if !state.blocked.add(&erasure, at) {
            return Ok(Fate::Duplicate);
        }
        let mut purged = Purged::default();
        let found = drop_rows(state, &erasure, &mut purged);
        state.blocked.block_posts(&found, at);
        self.rename_rows(state, &erasure, &found, &mut purged);
        for named in state.pending.keys() {
            self.pending_of(state, named, &mut purged, out)?;
        }
        let lane = Forgetting {
            stage: StageName::Resolve,
            partition: record.place.partition,
            wire: &self.wire,
            params: &self.params.erasure,
            at,
        };
        let found: Vec<PostKey> = found.into_iter().collect();
        lane.answer(&erasure, &found, purged, out)?;
        Ok(match out.written() {
            0 => Fate::Absorbed,
            outputs => Fate::Emitted(outputs),
        })
    }

    pub(super) fn is_erased_row(&self, state: &ResolveState, row: &LookupRow) -> bool {
        let blocked = &state.blocked;
        blocked.author(row.author) || blocked.post(&row.named) || blocked.post(&row.post_key)
    }

    /// A post of an erased author comes after all: what comes of it later names no author any more, so the post is
    /// blocked as well.
    pub(super) fn leave_nothing(
        &self,
        state: &mut ResolveState,
        row: &LookupRow,
        record: &Record<'_>,
        out: &mut Outbox,
    ) -> Result<Fate, WireError> {
        let at = state.time.get().max(record.ingested_at);
        state.blocked.block_posts([&row.named, &row.post_key], at);
        self.pending_of(state, row.named, &mut Purged::default(), out)?;
        Ok(Fate::Ignored(Ignored::Erased))
    }

    fn rename_rows(
        &self,
        state: &mut ResolveState,
        erasure: &Erasure,
        found: &BTreeSet<PostKey>,
        purged: &mut Purged,
    ) {
        if found.is_empty() && erasure.posts.is_empty() {
            return;
        }
        let partitions = self.params.erasure.partitions;
        state.rows.revise(|_, placed| {
            let root = placed.conversation.root();
            if !(erasure.names(&root) || found.contains(&root)) {
                return Revised::Kept;
            }
            purged.renamed += 1;
            let mut placed = *placed;
            placed.conversation = placed.conversation.erased(partitions);
            Revised::Changed(placed)
        });
    }

    /// Events that wait under one id: those of the erased go, the others lose what they name of them. Where the id
    /// itself is erased, no row will come, and they wait no longer.
    fn pending_of(
        &self,
        state: &mut ResolveState,
        named: PostKey,
        purged: &mut Purged,
        out: &mut Outbox,
    ) -> Result<(), WireError> {
        let Some(pending) = state.pending.get(&named).cloned() else {
            return Ok(());
        };
        let mut kept = Vec::new();
        for question in &pending.questions {
            let event: SocialEvent = self.wire.decode(question)?;
            if is_erased(&state.blocked, &event) {
                purged.rows += 1;
                continue;
            }
            kept.push(
                match redacted(&state.blocked, &event, self.params.erasure.partitions) {
                    None => question.clone(),
                    Some(event) => {
                        purged.renamed += 1;
                        let mut framed = Vec::new();
                        self.wire.encode(&event, &mut framed)?;
                        ByteBuf::from(framed)
                    }
                },
            );
        }
        if state.blocked.post(&named) {
            for question in kept.iter().filter(|_| !pending.sent) {
                self.forward(question, None, out)?;
            }
            kept.clear();
        }
        if kept.is_empty() {
            state.pending.remove(named);
        } else if kept != pending.questions {
            let questions = kept;
            state.pending.put(named, Pending { questions, ..pending });
        }
        Ok(())
    }
}

/// Drops the rows of the erased and gives those of their posts that the telling does not name.
fn drop_rows(state: &mut ResolveState, erasure: &Erasure, purged: &mut Purged) -> BTreeSet<PostKey> {
    let author = erasure.author.map(mark);
    let mut found = BTreeSet::new();
    // An edit has an id of its own: whoever asks by that id means the post.
    state.rows.revise(|named, placed| {
        let of_author = author.is_some() && placed.author == author;
        if of_author || erasure.names(named) || erasure.names(&placed.post_key) {
            found.extend([*named, placed.post_key]);
        }
        Revised::Kept
    });
    if found.is_empty() {
        return found;
    }
    state.rows.revise(|named, placed| {
        if found.contains(named) || found.contains(&placed.post_key) {
            purged.rows += 1;
            return Revised::Gone;
        }
        Revised::Kept
    });
    found.retain(|post| !erasure.names(post));
    found
}
