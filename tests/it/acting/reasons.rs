//! Why a network does not offer something.

use outcry::domain::network::Network;

/// A column of the table that may be empty.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Column {
    Link,
    Thread,
    Reply,
    Window,
}

/// Networks, places (none: all), column, why.
pub(super) type Reason = (&'static [Network], &'static [&'static str], Column, &'static str);

pub(super) const REASONS: &[Reason] = &[
    (
        &[Network::GooglePlay, Network::AppStore],
        &[],
        Column::Link,
        "app stores have no page per review",
    ),
    (&[Network::Email], &[], Column::Link, "a mail has no page"),
    (
        &[Network::Chatwoot],
        &[],
        Column::Link,
        "no payload says which server holds the conversation",
    ),
    (
        &[Network::Zendesk],
        &["chat", "direct"],
        Column::Link,
        "only the data of a ticket says which server holds it",
    ),
    (
        &[Network::Transcript],
        &[],
        Column::Link,
        "no page of a call or a chat is sent with its words",
    ),
    (
        &[Network::Survey],
        &[],
        Column::Link,
        "services send no public page of an answer",
    ),
    (
        &[Network::Activitystreams],
        &["direct"],
        Column::Link,
        "servers show no page of a direct message",
    ),
    (
        &[Network::Generic],
        &["review"],
        Column::Link,
        "where the mapping names it",
    ),
    (
        &[Network::GooglePlay, Network::AppStore, Network::Trustpilot],
        &[],
        Column::Thread,
        "a review stands alone",
    ),
    (
        &[Network::RssAtom],
        &[],
        Column::Thread,
        "an entry names no thread",
    ),
    (
        &[Network::Statuspage],
        &[],
        Column::Thread,
        "a notice stands alone",
    ),
    (&[Network::Survey], &[], Column::Thread, "an answer stands alone"),
    (
        &[Network::Activitystreams],
        &["direct"],
        Column::Thread,
        "servers need not name the conversation",
    ),
    (
        &[Network::Generic],
        &["review"],
        Column::Thread,
        "where the mapping names it",
    ),
    (
        &[
            Network::GooglePlay,
            Network::AppStore,
            Network::Trustpilot,
            Network::Discourse,
            Network::Email,
            Network::Activitystreams,
        ],
        &[],
        Column::Window,
        "no end is set",
    ),
    (
        &[Network::Zendesk, Network::Chatwoot],
        &[],
        Column::Window,
        "the channel behind it may set an end, which no payload tells",
    ),
    (
        &[
            Network::X,
            Network::Facebook,
            Network::Instagram,
            Network::Reddit,
            Network::Tiktok,
        ],
        &["direct"],
        Column::Link,
        "a message has no page that a payload names",
    ),
    (
        &[Network::Whatsapp, Network::Telegram],
        &["direct"],
        Column::Link,
        "a chat has no page",
    ),
    (
        &[Network::Telegram],
        &["group"],
        Column::Link,
        "groups without a name have no page, and links of the others are not made",
    ),
    (
        &[Network::Instagram, Network::Tiktok],
        &["comment", "public_post"],
        Column::Link,
        "no payload has the link, and the id leads to none",
    ),
    (
        &[Network::Youtube],
        &["chat"],
        Column::Link,
        "a message of a live chat does not name its film",
    ),
    (
        &[Network::Mastodon],
        &["direct"],
        Column::Link,
        "only what the server shows of it",
    ),
    (
        &[
            Network::X,
            Network::Facebook,
            Network::Instagram,
            Network::Whatsapp,
            Network::Telegram,
        ],
        &["direct"],
        Column::Thread,
        "it is the customer's account, known by its sealed address alone",
    ),
    (
        &[Network::Reddit],
        &["direct"],
        Column::Thread,
        "a private message is answered by itself",
    ),
    (&[Network::Mastodon], &[], Column::Thread, "servers name none"),
    (
        &[
            Network::X,
            Network::Bluesky,
            Network::Mastodon,
            Network::Youtube,
            Network::Linkedin,
            Network::Reddit,
            Network::Telegram,
        ],
        &[],
        Column::Window,
        "no end is set",
    ),
    (
        &[Network::Facebook, Network::Instagram, Network::Tiktok],
        &["comment", "public_post", "review"],
        Column::Window,
        "no end is set for what stands in public",
    ),
    (
        &[Network::Tiktok],
        &["direct"],
        Column::Window,
        "it differs by region, and no payload tells it",
    ),
];
