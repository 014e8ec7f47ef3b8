//! Where a post stands, whatever the network calls it: what a desk needs to know of a place to act on it.

use serde::{Deserialize, Serialize};

/// The sort of place that a post stands in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Surface {
    /// Not said by the payload, or only known to a newer writer.
    Unknown,
    /// A post in a public stream; an answer to one is such a post, too.
    PublicPost,
    /// A comment below something: a page's post, a film, a picture.
    Comment,
    /// A group or a channel with members.
    Group,
    /// A direct message.
    Direct,
    /// A review of a product or a service.
    Review,
    /// A mail.
    Email,
    /// A phone call.
    Call,
    /// A chat on a site or in an app.
    Chat,
    /// The answer to a survey.
    Survey,
    /// A forum.
    Forum,
}

impl Surface {
    /// Every surface that is written.
    pub const ALL: [Self; 10] = [
        Self::PublicPost,
        Self::Comment,
        Self::Group,
        Self::Direct,
        Self::Review,
        Self::Email,
        Self::Call,
        Self::Chat,
        Self::Survey,
        Self::Forum,
    ];

    /// The name used in records.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Unknown => "unknown",
            Self::PublicPost => "public_post",
            Self::Comment => "comment",
            Self::Group => "group",
            Self::Direct => "direct",
            Self::Review => "review",
            Self::Email => "email",
            Self::Call => "call",
            Self::Chat => "chat",
            Self::Survey => "survey",
            Self::Forum => "forum",
        }
    }

    /// How people talk there.
    #[must_use]
    pub const fn channel_class(self) -> ChannelClass {
        match self {
            Self::Unknown => ChannelClass::Unknown,
            Self::PublicPost | Self::Comment | Self::Group | Self::Review | Self::Forum => {
                ChannelClass::PublicAsync
            }
            Self::Direct | Self::Email | Self::Survey => ChannelClass::PrivateAsync,
            Self::Call | Self::Chat => ChannelClass::Live,
        }
    }
}

/// How people talk at a place: who listens, and whether they wait for the answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ChannelClass {
    /// The place is not known.
    Unknown,
    /// Others read along, and nobody sits and waits.
    PublicAsync,
    /// Only those addressed read it, and nobody sits and waits.
    PrivateAsync,
    /// The customer waits for the answer: a call, a chat.
    Live,
}

impl ChannelClass {
    /// The name used in records.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Unknown => "unknown",
            Self::PublicAsync => "public_async",
            Self::PrivateAsync => "private_async",
            Self::Live => "live",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_has_the_name_it_is_written_with() {
        for surface in Surface::ALL.into_iter().chain([Surface::Unknown]) {
            assert_eq!(serde_json::json!(surface), surface.name());
            assert_eq!(
                serde_json::json!(surface.channel_class()),
                surface.channel_class().name()
            );
        }
    }

    #[test]
    fn every_known_place_has_a_class() {
        for surface in Surface::ALL {
            assert_ne!(surface.channel_class(), ChannelClass::Unknown, "{surface:?}");
        }
        assert_eq!(Surface::Chat.channel_class(), ChannelClass::Live);
        assert_eq!(Surface::Direct.channel_class(), ChannelClass::PrivateAsync);
    }
}
