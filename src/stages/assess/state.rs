//! What a lane of assess keeps: posts, conversations with who shares them and who stands in them without a root, posts
//! that wait, and erasures that are not finished.

use super::conversation::Conversation;
use super::role;
use super::rows::{Amendment, Held, Known, Numbered, Orphan, Repeat, Sharer};
use crate::domain::ids::{ConversationKey, ErasureId, OrphanKey, PostKey, SharerKey};
use crate::domain::partition::Home;
use crate::domain::presence::Presence;
use crate::domain::scored::Role;
use crate::stages::erasure::unfinished::Unfinished;
use crate::state::blocked::Blocked;
use crate::state::lane_state;
use crate::state::packed::Packed;
use crate::state::table::Table;
use crate::state::time_only::LaneTime;

/// What a lane of assess keeps.
#[derive(Debug)]
pub struct AssessState {
    pub(super) posts: Packed<PostKey, Known>,
    pub(super) sharers: Packed<SharerKey, Sharer>,
    pub(super) repeats: Table<SharerKey, Repeat>,
    pub(super) orphans: Packed<OrphanKey, Orphan>,
    pub(super) numbers: Packed<PostKey, Numbered>,
    pub(super) amendments: Table<PostKey, Amendment>,
    pub(super) held: Table<PostKey, Held>,
    pub(super) conversations: Table<ConversationKey, Conversation>,
    pub(super) erasures: Table<ErasureId, Unfinished<PostKey>>,
    pub(super) blocked: Blocked,
    pub(super) time: LaneTime,
}

lane_state!(AssessState {
    posts,
    sharers,
    repeats,
    orphans,
    numbers,
    amendments,
    held,
    conversations,
    erasures,
    blocked
});

impl Default for AssessState {
    fn default() -> Self {
        Self {
            posts: Packed::new(b'p'),
            sharers: Packed::new(b's'),
            repeats: Table::new(b't'),
            orphans: Packed::new(b'o'),
            numbers: Packed::new(b'n'),
            amendments: Table::new(b'a'),
            held: Table::new(b'h'),
            conversations: Table::new(b'c'),
            erasures: Table::new(b'e'),
            blocked: Blocked::default(),
            time: LaneTime::default(),
        }
    }
}

impl AssessState {
    /// When the post was last taken out of sight and last brought back.
    pub(super) fn presence(&self, post: &PostKey) -> Presence {
        self.amendments
            .get(post)
            .map_or(Presence::UNTOLD, |amendment| amendment.presence)
    }

    /// Whether the post is out of sight.
    pub(super) fn is_gone(&self, post: &PostKey) -> bool {
        self.presence(post).is_gone()
    }

    /// Whether the post's words went with a deletion and were not sent again since.
    pub(super) fn is_wordless(&self, post: &PostKey) -> bool {
        self.amendments
            .get(post)
            .is_some_and(|amendment| amendment.wordless)
    }

    /// The network sends a post again that was deleted and is back.
    pub(super) fn words_are_back(&mut self, post: PostKey) {
        if self.is_wordless(&post) {
            self.amendments.entry(post, Amendment::untold).wordless = false;
        }
    }

    /// A post is known from now on, and what happened to it before belongs where it lies.
    pub(super) fn lies(&mut self, post: PostKey, home: Home) {
        let amendment = self.amendments.get(&post);
        if amendment.is_some_and(|amendment| !amendment.homes.contains(&home)) {
            self.amendments.entry(post, Amendment::untold).lies(home);
        }
    }

    /// The strongest part that the author plays by the words of any revision.
    pub(super) fn hint(&self, post: &PostKey, known: &Known) -> Role {
        let later = self.amendments.get(post).map(|amendment| amendment.hint);
        later.map_or(known.hint, |later| role::stronger(known.hint, later))
    }

    /// The newest revision seen, and whether `revision` is among those seen.
    pub(super) fn revisions(&self, post: &PostKey, known: &Known, revision: i32) -> (i32, bool) {
        let later = self.amendments.get(post);
        let newest = later.and_then(|later| later.revisions.last().copied());
        let seen = known.revision == revision || later.is_some_and(|later| later.knows(revision));
        (
            newest.map_or(known.revision, |newest| newest.max(known.revision)),
            seen,
        )
    }
}
