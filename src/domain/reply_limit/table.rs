//! The table of the limits. Figures are those of ordinary accounts; `source` names the owner's page, or says that
//! there is none and what the figure rests on.

use super::CountedAs::{Bytes, Characters, Utf16, XWeighted};
use super::ReplyVisibility::{Direct, Public};
use super::{CountedAs, ReplyLimit, ReplyVisibility};
use crate::domain::network::Network;
use crate::domain::surface::Surface;

const fn row(
    place: (Network, Surface),
    visibility: ReplyVisibility,
    (most, counted_as): (Option<u32>, CountedAs),
    source: &'static str,
) -> ReplyLimit {
    ReplyLimit {
        network: place.0,
        surface: place.1,
        visibility,
        most,
        counted_as,
        source,
    }
}

const FACEBOOK_COMMENT: &str = "the site refuses longer comments; developers.facebook.com names no figure";
const FACEBOOK_MESSAGE: &str = "developers.facebook.com, messenger-platform: send API, text";
const INSTAGRAM_COMMENT: &str =
    "the app refuses longer comments; developers.facebook.com, instagram-platform, names no figure";
const INSTAGRAM_MESSAGE: &str = "developers.facebook.com, instagram-platform: messages, text";
const LINKEDIN: &str = "linkedin.com/help: length of comments";
const MASTODON: &str = "docs.joinmastodon.org; servers may allow more, and count an address as 23";
const WHATSAPP: &str = "developers.facebook.com, whatsapp/cloud-api: text.body";
const TELEGRAM: &str =
    "core.telegram.org/bots/api, sendMessage: text; counted as the positions of entities are";
const DISCOURSE: &str = "setting max_post_length of a forum, as it is shipped";
const ZENDESK: &str = "developer.zendesk.com, ticket comments: body";
const CHATWOOT: &str = "model Message of chatwoot: length of content";
const ACTIVITYSTREAMS: &str = "w3.org/TR/activitystreams-core sets no end; servers do";

/// Every way to answer, by network and place.
pub(super) const ROWS: &[ReplyLimit] = &[
    row(
        (Network::X, Surface::PublicPost),
        Public,
        (Some(280), XWeighted),
        "docs.x.com, counting characters",
    ),
    row(
        (Network::X, Surface::Direct),
        Direct,
        (Some(10_000), Characters),
        "docs.x.com, direct messages: the text of a message",
    ),
    row(
        (Network::Bluesky, Surface::PublicPost),
        Public,
        (Some(300), Characters),
        "lexicon app.bsky.feed.post: maxGraphemes 300, maxLength 3000",
    ),
    row(
        (Network::Facebook, Surface::PublicPost),
        Public,
        (Some(8_000), Characters),
        FACEBOOK_COMMENT,
    ),
    row(
        (Network::Facebook, Surface::Comment),
        Public,
        (Some(8_000), Characters),
        FACEBOOK_COMMENT,
    ),
    row(
        (Network::Facebook, Surface::Comment),
        Direct,
        (Some(2_000), Characters),
        "developers.facebook.com, messenger-platform: private replies, one within 7 days; send API: text",
    ),
    row(
        (Network::Facebook, Surface::Group),
        Public,
        (Some(8_000), Characters),
        FACEBOOK_COMMENT,
    ),
    row(
        (Network::Facebook, Surface::Review),
        Public,
        (Some(8_000), Characters),
        FACEBOOK_COMMENT,
    ),
    row(
        (Network::Facebook, Surface::Direct),
        Direct,
        (Some(2_000), Characters),
        FACEBOOK_MESSAGE,
    ),
    row(
        (Network::Facebook, Surface::Survey),
        Direct,
        (Some(2_000), Characters),
        FACEBOOK_MESSAGE,
    ),
    row(
        (Network::Instagram, Surface::PublicPost),
        Public,
        (Some(2_200), Characters),
        INSTAGRAM_COMMENT,
    ),
    row(
        (Network::Instagram, Surface::Comment),
        Public,
        (Some(2_200), Characters),
        INSTAGRAM_COMMENT,
    ),
    row(
        (Network::Instagram, Surface::Comment),
        Direct,
        (Some(1_000), Bytes),
        "developers.facebook.com, instagram-platform: private replies, one within 7 days; messages: text",
    ),
    row(
        (Network::Instagram, Surface::Direct),
        Direct,
        (Some(1_000), Bytes),
        INSTAGRAM_MESSAGE,
    ),
    row(
        (Network::Instagram, Surface::Survey),
        Direct,
        (Some(1_000), Bytes),
        INSTAGRAM_MESSAGE,
    ),
    row(
        (Network::Youtube, Surface::Comment),
        Public,
        (Some(10_000), Characters),
        "the site refuses longer comments; developers.google.com/youtube/v3 names no figure",
    ),
    row(
        (Network::Youtube, Surface::Chat),
        Public,
        (Some(200), Characters),
        "developers.google.com/youtube/v3/live, liveChatMessages: messageText",
    ),
    row(
        (Network::Linkedin, Surface::PublicPost),
        Public,
        (Some(1_250), Characters),
        LINKEDIN,
    ),
    row(
        (Network::Linkedin, Surface::Comment),
        Public,
        (Some(1_250), Characters),
        LINKEDIN,
    ),
    row(
        (Network::Reddit, Surface::Forum),
        Public,
        (Some(10_000), Characters),
        "reddit.com/dev/api: the site refuses longer comments",
    ),
    row(
        (Network::Reddit, Surface::Direct),
        Direct,
        (Some(10_000), Characters),
        "reddit.com/dev/api: the site refuses longer messages",
    ),
    row(
        (Network::Mastodon, Surface::PublicPost),
        Public,
        (Some(500), Characters),
        MASTODON,
    ),
    row(
        (Network::Mastodon, Surface::Direct),
        Direct,
        (Some(500), Characters),
        MASTODON,
    ),
    row(
        (Network::Tiktok, Surface::Comment),
        Public,
        (Some(150), Characters),
        "business-api.tiktok.com, comment reply: text",
    ),
    row(
        (Network::Tiktok, Surface::Direct),
        Direct,
        (Some(6_000), Characters),
        "business-api.tiktok.com, business messaging: text",
    ),
    row(
        (Network::Whatsapp, Surface::Direct),
        Direct,
        (Some(4_096), Characters),
        WHATSAPP,
    ),
    row(
        (Network::Whatsapp, Surface::Group),
        Public,
        (Some(4_096), Characters),
        WHATSAPP,
    ),
    row(
        (Network::Telegram, Surface::Direct),
        Direct,
        (Some(4_096), Utf16),
        TELEGRAM,
    ),
    row(
        (Network::Telegram, Surface::Group),
        Public,
        (Some(4_096), Utf16),
        TELEGRAM,
    ),
    row(
        (Network::Discourse, Surface::Forum),
        Public,
        (Some(32_000), Characters),
        DISCOURSE,
    ),
    row(
        (Network::Discourse, Surface::Direct),
        Direct,
        (Some(32_000), Characters),
        DISCOURSE,
    ),
    row(
        (Network::GooglePlay, Surface::Review),
        Public,
        (Some(350), Characters),
        "developers.google.com/android-publisher/reply-to-reviews",
    ),
    row(
        (Network::AppStore, Surface::Review),
        Public,
        (Some(5_970), Characters),
        "developer.apple.com/help/app-store-connect: respond to reviews",
    ),
    row(
        (Network::Trustpilot, Surface::Review),
        Public,
        (None, Characters),
        "documentation-apidocumentation.trustpilot.com, reply to a review, names no figure",
    ),
    row(
        (Network::Email, Surface::Email),
        Direct,
        (None, Characters),
        "RFC 5322 bounds lines, not letters",
    ),
    row(
        (Network::Zendesk, Surface::Email),
        Direct,
        (Some(65_535), Characters),
        ZENDESK,
    ),
    row(
        (Network::Zendesk, Surface::Chat),
        Direct,
        (Some(65_535), Characters),
        ZENDESK,
    ),
    row(
        (Network::Zendesk, Surface::Direct),
        Direct,
        (Some(65_535), Characters),
        ZENDESK,
    ),
    row(
        (Network::Zendesk, Surface::PublicPost),
        Direct,
        (Some(65_535), Characters),
        "developer.zendesk.com, ticket comments: body; the channel behind it may take less",
    ),
    row(
        (Network::Zendesk, Surface::Call),
        Direct,
        (Some(65_535), Characters),
        ZENDESK,
    ),
    row(
        (Network::Chatwoot, Surface::Email),
        Direct,
        (Some(150_000), Characters),
        CHATWOOT,
    ),
    row(
        (Network::Chatwoot, Surface::Chat),
        Direct,
        (Some(150_000), Characters),
        CHATWOOT,
    ),
    row(
        (Network::Chatwoot, Surface::Direct),
        Direct,
        (Some(150_000), Characters),
        "model Message of chatwoot: length of content; the channel behind it may take less",
    ),
    row(
        (Network::Activitystreams, Surface::PublicPost),
        Public,
        (None, Characters),
        ACTIVITYSTREAMS,
    ),
    row(
        (Network::Activitystreams, Surface::Direct),
        Direct,
        (None, Characters),
        ACTIVITYSTREAMS,
    ),
];
