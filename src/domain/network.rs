//! The networks that a feed may come from.

use serde::{Deserialize, Serialize};

macro_rules! networks {
    ($($(#[doc = $doc:literal])* $variant:ident $name:literal [$($alias:literal)*])*) => {
        /// A network. A new one is a line here, an adapter in `sources`, and a folder of fixtures.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
        #[serde(rename_all = "snake_case")]
        pub enum Network {
            /// Not known to this version: only ever read from a newer writer.
            Unknown,
            $($(#[doc = $doc])* $variant,)*
        }

        impl Network {
            /// Every network that can be read.
            pub const ALL: [Self; [$($name),*].len()] = [$(Self::$variant),*];

            /// The name used in settings, topics and records.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self {
                    Self::Unknown => "unknown",
                    $(Self::$variant => $name,)*
                }
            }

            /// Other names that commands take for it: those of its interfaces and surfaces.
            const fn aliases(self) -> &'static [&'static str] {
                match self {
                    Self::Unknown => &[],
                    $(Self::$variant => &[$($alias),*],)*
                }
            }
        }
    };
}

networks! {
    /// X, by API v2, by the Activity and Account Activity interfaces, and in the older form v1.1.
    X "x" ["x_v2" "x_v1" "x_account_activity" "twitter"]
    /// Bluesky, by Jetstream.
    Bluesky "bluesky" ["bsky" "jetstream"]
    /// Facebook pages and Messenger.
    Facebook "facebook" ["messenger" "facebook_page"]
    /// Instagram comments, mentions and messages.
    Instagram "instagram" ["ig"]
    /// `YouTube` comments.
    Youtube "youtube" ["yt"]
    /// `LinkedIn` pages.
    Linkedin "linkedin" []
    /// Reddit.
    Reddit "reddit" []
    /// Mastodon and servers with the same interface.
    Mastodon "mastodon" []
    /// `TikTok` comments and messages.
    Tiktok "tiktok" []
    /// `WhatsApp` Cloud API.
    Whatsapp "whatsapp" ["whatsapp_cloud"]
    /// Telegram Bot API.
    Telegram "telegram" []
    /// Forums run by Discourse.
    Discourse "discourse" ["forum"]
    /// Blogs and other feeds as RSS, Atom or JSON Feed.
    RssAtom "rss_atom" ["rss" "atom" "feed" "blog" "json_feed"]
    /// Reviews on Google Play.
    GooglePlay "google_play" ["play_store"]
    /// Reviews in the App Store.
    AppStore "app_store" ["apple_app_store"]
    /// Reviews on Trustpilot.
    Trustpilot "trustpilot" []
    /// E-mail, as a message of RFC 5322 or by JMAP.
    Email "email" ["e_mail" "mail" "jmap"]
    /// Zendesk tickets and messages.
    Zendesk "zendesk" []
    /// Chatwoot conversations.
    Chatwoot "chatwoot" []
    /// Phone calls and chats, turn by turn.
    Transcript "transcript" ["phone" "call" "chat" "phone_transcript" "chat_transcript"]
    /// Status pages: incidents and maintenance.
    Statuspage "statuspage" ["status" "status_notice" "status_page"]
    /// Survey answers.
    Survey "survey" ["surveys"]
    /// `ActivityStreams` 2.0.
    Activitystreams "activitystreams" ["activity_streams" "activitypub" "as2"]
    /// Any JSON, by a mapping declared in the settings.
    Generic "generic" ["generic_json" "custom"]
}

impl Network {
    /// The network of this name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|network| network.name() == name)
    }

    /// The network that a person means by this: its name or another common one, in any case, with `-` or
    /// `_`.
    #[must_use]
    pub fn called(name: &str) -> Option<Self> {
        let name = name.to_ascii_lowercase().replace('-', "_");
        let also = || {
            let mut all = Self::ALL.into_iter();
            all.find(|network| network.aliases().contains(&name.as_str()))
        };
        Self::named(&name).or_else(also)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_or_alias_means_one_network() {
        let mut all = std::collections::BTreeSet::new();
        for network in Network::ALL {
            assert_eq!(Network::named(network.name()), Some(network));
            let json = serde_json::to_string(&network).unwrap();
            assert_eq!(json, format!("\"{}\"", network.name()));
            for name in std::iter::once(&network.name()).chain(network.aliases()) {
                assert!(all.insert(*name), "{name} twice");
                assert_eq!(Network::called(name), Some(network));
            }
        }
        assert_eq!(Network::called("X-V2"), Some(Network::X));
        assert_eq!((Network::named("rss"), Network::called("nothing")), (None, None));
    }
}
