//! Where a post stands, whatever the network calls it: what a desk needs to know of a place to act on it.

use super::words::words;

words! {
    /// The sort of place that a post stands in.
    Surface {
        /// A post in a public stream; an answer to one is such a post, too.
        PublicPost "public_post"
        /// A comment below something: a page's post, a film, a picture.
        Comment "comment"
        /// A group or a channel with members.
        Group "group"
        /// A direct message.
        Direct "direct"
        /// A review of a product or a service.
        Review "review"
        /// A mail.
        Email "email"
        /// A phone call.
        Call "call"
        /// A chat on a site or in an app.
        Chat "chat"
        /// The answer to a survey.
        Survey "survey"
        /// A forum.
        Forum "forum"
    }
}

impl Surface {
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

words! {
    /// How people talk at a place: who listens, and whether they wait for the answer.
    ChannelClass {
        /// Others read along, and nobody sits and waits.
        PublicAsync "public_async"
        /// Only those addressed read it, and nobody sits and waits.
        PrivateAsync "private_async"
        /// The customer waits for the answer: a call, a chat.
        Live "live"
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
