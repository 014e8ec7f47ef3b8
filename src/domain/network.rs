//! The networks that a feed may come from.

use serde::{Deserialize, Serialize};

/// A network. A new one is a variant here, an adapter in `sources`, and a folder of fixtures.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Network {
    /// Not known to this version: only ever read from a newer writer.
    Unknown,
    /// X, by API v2: filtered stream and Activity envelopes.
    X,
    /// Bluesky, by Jetstream.
    Bluesky,
}

impl Network {
    /// Every network that can be read.
    pub const ALL: [Self; 2] = [Self::X, Self::Bluesky];

    /// The name used in settings, topics and records.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Unknown => "unknown",
            Self::X => "x",
            Self::Bluesky => "bluesky",
        }
    }

    /// The network of this name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|network| network.name() == name)
    }
}
