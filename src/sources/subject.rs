//! The keys of an author or post that somebody names by the network's own id: the same that its events carry.

use super::Reader;
use crate::domain::ids::{AuthorKey, PostKey};
use crate::domain::network::Network;

impl Reader {
    /// Key of the account that `network` calls `id`.
    #[must_use]
    pub fn author_key(&self, network: Network, id: &str) -> AuthorKey {
        self.finisher.hasher.key(network, id)
    }

    /// Key of the post that `network` calls `id`.
    #[must_use]
    pub fn post_key(&self, network: Network, id: &str) -> PostKey {
        PostKey::derive(&self.finisher.tenant, network, id)
    }
}
