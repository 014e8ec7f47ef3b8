//! Who writes in a thread that no customer began: a chat, a direct message, a ticket whose beginning was not seen, mail
//! that the brand wrote first. What the brand says there answers the one customer who writes in it, quoted or not; where
//! several write, the one whom it names.

use serde::{Deserialize, Serialize};

use super::Turn;
use super::conversation::Conversation;
use super::post::{Owner, Scored};
use crate::domain::event::{Direction, Kind, SocialEvent, SpanKind, Text, Visibility};
use crate::domain::ids::{AuthorKey, CustomerKey, digest};
use crate::domain::scored::Role;
use crate::domain::time::Time;

/// Most customers of a thread who are told apart: those who wrote first.
pub(super) const CORRESPONDENTS: usize = 8;

/// A customer who writes in a thread.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(super) struct Correspondent {
    /// Earliest `ingested_at` of what they wrote.
    pub(super) at: Time,
    /// The account.
    pub(super) author: AuthorKey,
    /// Digest of the handle; of several the greatest, so that the order of posts does not show.
    pub(super) handle: Option<i64>,
}

/// Joins a customer's word; the list stays in order, and does not depend on the order of words.
pub(super) fn hear(list: &mut Vec<Correspondent>, word: Correspondent) {
    let known = list.iter_mut().find(|known| known.author == word.author);
    match known {
        Some(known) => {
            known.at = known.at.min(word.at);
            known.handle = known.handle.max(word.handle);
        }
        None => list.push(word),
    }
    list.sort_unstable();
    list.truncate(CORRESPONDENTS);
}

fn handle_digest(handle: &str) -> i64 {
    let [a, b, c, d, e, f, g, h, ..] = digest(&[b"handle", handle.to_lowercase().as_bytes()]);
    i64::from_be_bytes([a, b, c, d, e, f, g, h])
}

fn names(text: &Text, handle: i64) -> bool {
    text.spans
        .iter()
        .any(|span| span.kind == SpanKind::Mention && handle_digest(&span.value) == handle)
}

impl Turn<'_> {
    /// Remembers who writes, where an answer without a quote could be meant for them.
    pub(super) fn hear_from(&mut self, event: &SocialEvent, hint: Role) {
        let Some(author) = event.author.as_ref().filter(|_| is_of_thread(event)) else {
            return;
        };
        let is_customer = match event.direction {
            Direction::Inbound => true,
            // Of those whose side nothing tells, who complains: as whoever is told of the post.
            Direction::Unknown => hint == Role::Joiner,
            Direction::Outbound => false,
        };
        if !is_customer {
            return;
        }
        let word = Correspondent {
            at: event.ingested_at,
            author: author.key,
            handle: author.handle.as_deref().map(handle_digest),
        };
        hear(&mut self.conversation(event).correspondents, word);
    }

    /// Whom the brand answers with a message that quotes nobody.
    pub(super) fn correspondent(&self, post: &Scored<'_>) -> Option<CustomerKey> {
        let event = post.event;
        if !self.is_by_correspondents(event) {
            return None;
        }
        let row = self.state.conversations.get(&event.conversation)?;
        let had_written = |known: &&Correspondent| {
            known.at <= event.ingested_at && !self.state.blocked.author(Some(known.author))
        };
        let spoke: Vec<&Correspondent> = row.correspondents.iter().filter(had_written).collect();
        let named = |known: &&&Correspondent| {
            let text = event.text.as_ref();
            text.zip(known.handle)
                .is_some_and(|(text, handle)| names(text, handle))
        };
        let found = match spoke.as_slice() {
            [only] if is_private(event) => Some(only),
            several => several.iter().find(named),
        };
        found.map(|known| CustomerKey::of_author(known.author))
    }

    /// Whether those who write in the thread say who is answered: no customer began it.
    pub(super) fn is_by_correspondents(&self, event: &SocialEvent) -> bool {
        is_of_thread(event) && matches!(self.owner(&event.conversation), Owner::Missing | Owner::Brand)
    }

    /// Takes an erased author out of at most `most` threads, and says of how many: threads that others go on with
    /// outlive the posts that put a name there.
    pub(super) fn forget_correspondent(&mut self, author: AuthorKey, most: usize) -> usize {
        let holds = |row: &Conversation| row.correspondents.iter().any(|known| known.author == author);
        let found = self.state.conversations.find(most, holds);
        for conversation in &found {
            let row = self.row_of(*conversation);
            row.correspondents.retain(|known| known.author != author);
        }
        found.len()
    }
}

/// Whether a machine of the brand says it unasked: who greets has answered nobody.
pub(super) fn greets(event: &SocialEvent) -> bool {
    let author = event.author.as_ref();
    event.parent.is_none() && is_of_thread(event) && author.is_some_and(|author| author.bot == Some(true))
}

/// Whether nobody but those addressed reads it, as far as the network says.
const fn is_private(event: &SocialEvent) -> bool {
    matches!(event.visibility, Visibility::Direct | Visibility::Unknown)
}

/// Whether it stands in a thread that nobody's post has to begin: what is sent to somebody, or seen by nobody else.
fn is_of_thread(event: &SocialEvent) -> bool {
    !event.is_root() && (event.kind == Kind::Message || event.visibility == Visibility::Direct)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whatever_is_heard_first_the_earliest_are_kept() {
        let word = |n: u8, at: i64| Correspondent {
            at: Time(at),
            author: AuthorKey::from_bytes([n; 16]),
            handle: None,
        };
        let mut words: Vec<Correspondent> = (0..12).map(|n| word(n, 100 - i64::from(n))).collect();
        words.push(word(0, 1));
        let (mut forth, mut back) = (Vec::new(), Vec::new());
        words.iter().for_each(|word| hear(&mut forth, *word));
        words.iter().rev().for_each(|word| hear(&mut back, *word));
        assert_eq!(forth, back);
        assert_eq!(forth.len(), CORRESPONDENTS);
        assert_eq!(forth.first().map(|first| first.at), Some(Time(1)));
    }
}
