//! Forgetting in resolve: rows of the erased posts go, events of theirs no longer wait, and whoever else stands
//! in a conversation whose root is gone stands in one of another name.

use std::collections::BTreeSet;

use super::rows::{Pending, Placed, mark};
use super::{Resolve, ResolveState};
use crate::domain::erasure::{Erasure, Purged};
use crate::domain::event::SocialEvent;
use crate::domain::fate::{Fate, Ignored};
use crate::domain::ids::{PostKey, QuestionKey};
use crate::domain::lookup::LookupRow;
use crate::domain::outbox::Outbox;
use crate::domain::record::{Place, Record};
use crate::domain::stage::StageName;
use crate::domain::time::Time;
use crate::stages::erasure::unfinished::{Forgets, Looked, Own, Unfinished};
use crate::stages::erasure::{Forgetting, is_erased, redacted};
use crate::stages::step::go_on;
use crate::wire::WireError;

/// One lane's forgetting.
struct Turn<'a> {
    stage: &'a Resolve,
    state: &'a mut ResolveState,
    out: &'a mut Outbox,
    place: Place,
}

impl Resolve {
    pub(super) fn erase(
        &self,
        state: &mut ResolveState,
        record: &Record<'_>,
        value: &[u8],
        out: &mut Outbox,
    ) -> Result<Fate, WireError> {
        let telling: Erasure = self.wire.decode(value)?;
        let now = state.time.get();
        let at = now.max(record.ingested_at);
        if !state.blocked.add(&telling, at) {
            return Ok(Fate::Duplicate);
        }
        let mut turn = Turn {
            stage: self,
            state,
            out,
            place: record.place,
        };
        if !turn.forget(Unfinished::new(telling, at))? {
            go_on(&self.wire, record.place, now, out)?;
        }
        Ok(match out.written() {
            0 => Fate::Absorbed,
            outputs => Fate::Emitted(outputs),
        })
    }

    /// Goes on with the oldest erasure that is not finished; says whether any is left.
    pub(super) fn go_on_forgetting(
        &self,
        state: &mut ResolveState,
        place: Place,
        out: &mut Outbox,
    ) -> Result<bool, WireError> {
        for unfinished in state.erasures.due(state.time.get(), 1) {
            let Some(unfinished) = state.erasures.get(&unfinished).cloned() else {
                continue;
            };
            let stage = self;
            let mut turn = Turn {
                stage,
                state,
                out,
                place,
            };
            turn.forget(unfinished)?;
        }
        Ok(state.erasures.count() > 0)
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
        let mut turn = Turn {
            stage: self,
            state,
            out,
            place: record.place,
        };
        for key in turn.state.pending.that_await(&row.named, self.step_rows) {
            turn.look_at(key, &mut Purged::default())?;
        }
        Ok(Fate::Ignored(Ignored::Erased))
    }
}

impl Turn<'_> {
    fn forget(&mut self, mut unfinished: Unfinished<QuestionKey>) -> Result<bool, WireError> {
        let done = unfinished.go_on(self, self.stage.step_rows)?;
        let key = unfinished.telling.telling;
        if !done {
            self.state.erasures.put(key, unfinished);
            return Ok(false);
        }
        self.state.erasures.remove(key);
        let at = self.state.time.get().max(unfinished.at);
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

    /// An event that waits: one of the erased goes, another loses what it names of them. Where the id it asks about is
    /// itself erased, no row will come, and it waits no longer.
    fn look_at(&mut self, key: QuestionKey, purged: &mut Purged) -> Result<(), WireError> {
        let Some(pending) = self.state.pending.get(&key).cloned() else {
            return Ok(());
        };
        let mut event = pending.event.clone();
        let waits: SocialEvent = self.stage.wire.decode(&event)?;
        if is_erased(&self.state.blocked, &waits) {
            self.state.pending.remove(key);
            purged.rows += 1;
            return Ok(());
        }
        if let Some(less) = redacted(&self.state.blocked, &waits) {
            purged.renamed += 1;
            event.clear();
            self.stage.wire.encode(&less, &mut event)?;
        }
        if self.state.blocked.post(&pending.named) {
            if !pending.sent {
                self.stage.forward(&event, None, self.out)?;
            }
            self.state.pending.remove(key);
        } else if event != pending.event {
            // It is known by what it says.
            self.state.pending.remove(key);
            let key = QuestionKey::derive(pending.named, &event);
            self.state.pending.put(key, Pending { event, ..pending });
        }
        Ok(())
    }
}

impl<'a> Turn<'a> {
    fn forgetting(&self, at: Time) -> Forgetting<'a> {
        Forgetting {
            stage: StageName::Resolve,
            partition: self.place.partition,
            wire: &self.stage.wire,
            params: &self.stage.params.erasure,
            at,
        }
    }
}

impl Forgets for Turn<'_> {
    type Waiting = QuestionKey;

    fn drop_own(&mut self, telling: &Erasure, most: usize, purged: &mut Purged) -> Own {
        let author = telling.author.map(mark);
        // An edit has an id of its own: whoever asks by that id means the post.
        let own = |named: &PostKey, placed: &Placed| {
            let of_author = author.is_some() && placed.author == author;
            of_author || telling.names(named) || telling.names(&placed.post_key)
        };
        let mut dropped = self.state.rows.find(most, own);
        let mut posts: BTreeSet<PostKey> = BTreeSet::new();
        for named in &dropped {
            let post = self.state.rows.get(named).map(|placed| placed.post_key);
            posts.extend(post.into_iter().chain([*named]));
            self.state.rows.remove(named);
        }
        let rows = dropped.len();
        if rows > 0 {
            let of_them =
                |named: &PostKey, placed: &Placed| posts.contains(named) || posts.contains(&placed.post_key);
            let more = self.state.rows.find(most - rows, of_them);
            more.iter().for_each(|named| self.state.rows.remove(named));
            dropped.extend(more);
        }
        purged.rows += i64::try_from(dropped.len()).unwrap_or(i64::MAX);
        Own {
            posts: posts.into_iter().collect(),
            rows,
        }
    }

    fn drop_names(&mut self, posts: &[PostKey], most: usize, purged: &mut Purged) -> usize {
        if posts.is_empty() {
            return 0;
        }
        let named = |_: &PostKey, placed: &Placed| posts.binary_search(&placed.conversation.root()).is_ok();
        let found = self.state.rows.find(most, named);
        for key in &found {
            if let Some(placed) = self.state.rows.get(key).copied() {
                let conversation = placed.conversation.erased();
                self.state.rows.change(
                    key,
                    Placed {
                        conversation,
                        ..placed
                    },
                );
                purged.renamed += 1;
            }
        }
        found.len()
    }

    fn look_at_waiting(
        &mut self,
        _: &Erasure,
        after: Option<QuestionKey>,
        most: usize,
        purged: &mut Purged,
    ) -> Result<Looked<QuestionKey>, WireError> {
        let keys = self.state.pending.following(after, most);
        for key in &keys {
            self.look_at(*key, purged)?;
        }
        Ok(Looked {
            events: keys.len(),
            last: keys.last().copied(),
            posts: Vec::new(),
        })
    }

    fn block(&mut self, posts: &[PostKey], at: Time) {
        let at = self.state.time.get().max(at);
        self.state.blocked.block_posts(posts, at);
    }

    fn tell(&mut self, telling: &Erasure, from: u32, posts: &[PostKey]) -> Result<u32, WireError> {
        self.forgetting(self.state.time.get())
            .tell(telling, from, posts, self.out)
    }
}
