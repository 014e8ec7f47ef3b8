//! Where on the network a post stands: the account addressed, and the thread.

use serde::{Deserialize, Serialize};

/// The brand's account, page, inbox or app that a post addresses.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OwnAccount {
    /// The network's id of it.
    pub native_id: String,
    /// Its name, without `@`.
    pub handle: Option<String>,
}

/// A thread as the network names it. Where the network names it by the customer's account, it has no id here: that
/// account is known by its sealed address alone.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Thread {
    /// The network's id of it.
    pub native_id: Option<String>,
    /// Link to the page that shows it.
    pub url: Option<String>,
    /// Link to its first post.
    pub root_url: Option<String>,
}
