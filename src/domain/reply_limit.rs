//! What a network takes as an answer: how long, who sees it, how its length is counted. One table, a row an option;
//! each says where the figure is from. A place without a row takes no answer, and says why.

mod table;

use super::network::Network;
use super::surface::Surface;
use super::words::words;
use super::x_weight;
use table::ROWS;

words! {
    /// Who sees an answer.
    ReplyVisibility {
        /// Whoever sees the post.
        Public "public"
        /// Only those addressed.
        Direct "direct"
    }
}

words! {
    /// How the length of an answer is counted.
    CountedAs {
        /// Unicode scalars. Where a network counts signs as they are seen, that is never less.
        Characters "characters"
        /// Code units of UTF-16.
        Utf16 "utf16"
        /// Bytes of UTF-8.
        Bytes "bytes"
        /// As X weighs it: see [`x_weight`].
        XWeighted "x_weighted"
    }
}

impl CountedAs {
    /// The length of a text, counted so; 0 where it is not known how.
    #[must_use]
    pub fn length(self, text: &str) -> u32 {
        let all = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
        match self {
            Self::Unknown => 0,
            Self::Characters => all(text.chars().count()),
            Self::Utf16 => all(text.encode_utf16().count()),
            Self::Bytes => all(text.len()),
            Self::XWeighted => x_weight::weight(text),
        }
    }
}

/// Why a place takes no answer, whoever asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum NoReply {
    /// Nothing can be written there, or nobody would read it.
    ReadOnlyNetwork,
    /// Nothing says how: the deployment's own feed, or a place that the payload does not tell.
    NotConfigured,
}

impl NoReply {
    /// The name used in records: a value of `refused_reason`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::ReadOnlyNetwork => "read_only_network",
            Self::NotConfigured => "not_configured",
        }
    }
}

/// One way to answer at a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ReplyLimit {
    /// The network.
    pub network: Network,
    /// The place.
    pub surface: Surface,
    /// Who sees the answer.
    pub visibility: ReplyVisibility,
    /// Most that it may hold, counted as `counted_as` says; `None` where the network sets no end.
    pub most: Option<u32>,
    /// How that is counted.
    pub counted_as: CountedAs,
    /// Where the figure is from.
    pub source: &'static str,
}

/// The ways to answer at a place, or why there is none.
pub fn options(
    network: Network,
    surface: Surface,
) -> Result<impl Iterator<Item = &'static ReplyLimit>, NoReply> {
    let of = move |row: &&ReplyLimit| row.network == network && row.surface == surface;
    if ROWS.iter().any(|row| of(&row)) {
        return Ok(ROWS.iter().filter(of));
    }
    let written = ROWS.iter().any(|row| row.network == network);
    let own = matches!(network, Network::Unknown | Network::Generic);
    Err(if own || (written && surface == Surface::Unknown) {
        NoReply::NotConfigured
    } else {
        NoReply::ReadOnlyNetwork
    })
}

/// Every row.
#[must_use]
pub const fn rows() -> &'static [ReplyLimit] {
    ROWS
}

#[cfg(test)]
#[path = "reply_limit/tests.rs"]
mod tests;
