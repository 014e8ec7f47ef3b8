//! The networks that a feed may come from.

use serde::{Deserialize, Serialize};

use super::time::Span;

macro_rules! networks {
    ($($(#[doc = $doc:literal])* $variant:ident $name:literal $delivery:ident [$($alias:literal)*])*) => {
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

            /// How its news arrive.
            const fn delivery(self) -> Delivery {
                match self {
                    Self::Unknown => Delivery::Stream,
                    $(Self::$variant => Delivery::$delivery,)*
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

/// How news of a network arrive.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Delivery {
    /// As they happen.
    Stream,
    /// When a connector next asks for them, or when somebody sends them on.
    Polled,
}

networks! {
    /// X, by API v2, by the Activity and Account Activity interfaces, and in the older form v1.1.
    X "x" Stream ["x_v2" "x_v1" "x_account_activity" "twitter"]
    /// Bluesky, by Jetstream.
    Bluesky "bluesky" Stream ["bsky" "jetstream"]
    /// Facebook pages and Messenger.
    Facebook "facebook" Stream ["messenger" "facebook_page"]
    /// Instagram comments, mentions and messages.
    Instagram "instagram" Stream ["ig"]
    /// `YouTube` comments.
    Youtube "youtube" Polled ["yt"]
    /// `LinkedIn` pages.
    Linkedin "linkedin" Polled []
    /// Reddit.
    Reddit "reddit" Polled []
    /// Mastodon and servers with the same interface.
    Mastodon "mastodon" Stream []
    /// `TikTok` comments and messages.
    Tiktok "tiktok" Polled []
    /// `WhatsApp` Cloud API.
    Whatsapp "whatsapp" Stream ["whatsapp_cloud"]
    /// Telegram Bot API.
    Telegram "telegram" Stream []
    /// Forums run by Discourse.
    Discourse "discourse" Stream ["forum"]
    /// Blogs and other feeds as RSS, Atom or JSON Feed.
    RssAtom "rss_atom" Polled ["rss" "atom" "feed" "blog" "json_feed"]
    /// Reviews on Google Play.
    GooglePlay "google_play" Polled ["play_store"]
    /// Reviews in the App Store.
    AppStore "app_store" Polled ["apple_app_store"]
    /// Reviews on Trustpilot.
    Trustpilot "trustpilot" Polled []
    /// E-mail, as a message of RFC 5322 or by JMAP.
    Email "email" Polled ["e_mail" "mail" "jmap"]
    /// Zendesk tickets and messages.
    Zendesk "zendesk" Stream []
    /// Chatwoot conversations.
    Chatwoot "chatwoot" Stream []
    /// Phone calls and chats, turn by turn.
    Transcript "transcript" Polled ["phone" "call" "chat" "phone_transcript" "chat_transcript"]
    /// Status pages: incidents and maintenance.
    Statuspage "statuspage" Stream ["status" "status_notice" "status_page"]
    /// Survey answers.
    Survey "survey" Polled ["surveys"]
    /// `ActivityStreams` 2.0.
    Activitystreams "activitystreams" Stream ["activity_streams" "activitypub" "as2"]
    /// Any JSON, by a mapping declared in the settings.
    Generic "generic" Polled ["generic_json" "custom"]
}

impl Network {
    /// The network of this name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|network| network.name() == name)
    }

    /// How old news of a post may be on arrival and still page somebody, where the settings do not say it.
    #[must_use]
    pub const fn page_within(self) -> Span {
        match self.delivery() {
            Delivery::Stream => Span::minutes(10),
            Delivery::Polled => Span::hours(24),
        }
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
