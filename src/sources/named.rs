//! The posts that an event names besides its own.

use std::borrow::Cow;

use super::finish::Finisher;
use crate::domain::event::PostRef;
use crate::domain::ids::PostKey;
use crate::domain::network::Network;

/// Makes the keys of the posts that one event names.
pub(super) struct Named<'n> {
    pub(super) finisher: &'n Finisher,
    pub(super) network: Network,
    /// What the ids of posts are unique in, where they are not unique in the network.
    pub(super) scope: Option<Cow<'n, str>>,
    /// The root that the payload names, with its key: most posts that an event names are that one, and a key
    /// takes a hash.
    pub(super) root: Option<(Cow<'n, str>, PostKey)>,
}

impl Named<'_> {
    /// The key of a post whose id is unique in the network.
    pub(super) fn key(&self, id: &str) -> PostKey {
        match &self.root {
            Some((root, key)) if root == id => *key,
            Some(_) | None => self.finisher.post_key(self.network, None, id),
        }
    }

    /// The post of this id in the scope.
    pub(super) fn refer(&self, id: Cow<'_, str>) -> PostRef {
        let post_key = match &self.scope {
            Some(scope) => self.finisher.post_key(self.network, Some(scope), &id),
            None => self.key(&id),
        };
        PostRef {
            post_key,
            native_id: id.into_owned(),
        }
    }
}
