//! What other people's rows keep of somebody erased: marks without a name, so that a level that was reached stays
//! reached, and a conversation that goes on stays one.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::domain::ids::{AuthorKey, ConversationKey, PostKey};
use crate::domain::presence::Presence;
use crate::domain::thread::Thread;
use crate::state::customer::{ConversationRow, CustomerRow, PostRow};

/// What must no longer be named.
pub(super) struct Nameless<'e> {
    /// The erased author, if it is one.
    pub author: Option<AuthorKey>,
    /// The erased posts.
    pub posts: &'e BTreeSet<PostKey>,
}

impl Nameless<'_> {
    fn is_of_author(&self, post: &PostRow) -> bool {
        self.author.is_some() && post.author == self.author
    }

    fn is_erased(&self, post: &PostRow) -> bool {
        self.posts.contains(&post.post_key) || self.is_of_author(post)
    }

    fn stands_in(&self, post: &PostRow) -> bool {
        let mut conversations = post.joined.iter().chain(&post.left);
        conversations.any(|key| self.posts.contains(&key.root()))
    }

    /// Whether the row names anything of it.
    pub(super) fn is_in(&self, row: &CustomerRow) -> bool {
        row.posts.iter().any(|post| {
            self.is_erased(post)
                || self.stands_in(post)
                || post.answers.is_some_and(|key| self.posts.contains(&key))
        }) || row
            .conversations
            .iter()
            .any(|row| self.posts.contains(&row.conversation.root()))
    }

    /// Takes the names out, and gives the cases whose own posts or conversations had one.
    pub(super) fn take_from(&self, row: &mut CustomerRow) -> BTreeSet<u32> {
        let mut touched = BTreeSet::new();
        for post in &mut row.posts {
            if self.is_erased(post) || self.stands_in(post) {
                touched.extend(post.episode);
            }
            self.strip(Arc::make_mut(post));
        }
        row.posts.sort_by_key(|post| post.post_key);
        let rows = std::mem::take(&mut row.conversations);
        for mut conversation in rows {
            conversation.conversation = self.conversation(conversation.conversation);
            join(&mut row.conversations, conversation);
        }
        touched
    }

    fn strip(&self, post: &mut PostRow) {
        let of_author = self.is_of_author(post);
        let in_erased = self.stands_in(post);
        if self.is_erased(post) {
            post.post_key = post.post_key.erased();
            post.presence = Presence::GONE_FOR_GOOD;
            post.text = None;
            post.native_id = None;
            post.acting = None;
            post.said.clear();
        }
        // The network's names of a thread whose first post is erased are names of that post.
        if let Some(acting) = post.acting.as_mut().filter(|_| in_erased) {
            acting.thread = Thread::default();
            if let Some(reply) = &mut acting.reply {
                reply.thread_native_id = None;
            }
        }
        if of_author {
            post.author = post.author.map(AuthorKey::erased);
        }
        for list in [&mut post.joined, &mut post.left] {
            for key in list.iter_mut() {
                *key = self.conversation(*key);
            }
            list.sort_unstable();
            list.dedup();
        }
        post.answers = post.answers.map(|key| self.post(key));
    }

    fn post(&self, key: PostKey) -> PostKey {
        if self.posts.contains(&key) {
            key.erased()
        } else {
            key
        }
    }

    fn conversation(&self, key: ConversationKey) -> ConversationKey {
        ConversationKey::of_root(self.post(key.root()))
    }
}

fn join(rows: &mut Vec<ConversationRow>, row: ConversationRow) {
    match rows.binary_search_by(|known| known.conversation.cmp(&row.conversation)) {
        Err(index) => rows.insert(index, row),
        Ok(index) => {
            if let Some(known) = rows.get_mut(index) {
                known.owned |= row.owned;
                known.score = known.score.max(row.score);
                known.level = known.level.max(row.level);
                known.shares = known.shares.max(row.shares);
                known.audience = known.audience.max(row.audience);
                known.fresh |= row.fresh;
            }
        }
    }
}
