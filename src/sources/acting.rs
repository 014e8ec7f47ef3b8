//! What a desk needs to act on a post: link, thread, account and way to answer, checked and bounded. Links are those
//! that the payload shows and those of a form that the network documents; adapters make none up.

use std::borrow::Cow;

use super::draft::{Draft, DraftOwn, DraftReply};
use super::finish::Finisher;
use crate::domain::event::{Direction, Kind, Visibility};
use crate::domain::mask::MaskField;
use crate::domain::network::Network;
use crate::domain::reply::{ReplyRoute, ReplyTarget};
use crate::domain::surface::Surface;
use crate::domain::thread::{OwnAccount, Thread};
use crate::domain::time::{Span, Time};

/// Longest link that is kept, in bytes.
const LINK_BYTES: usize = 512;

/// Names of parameters that prove a right, or name a person; a link with one is no public link.
const PRIVATE: [&str; 13] = [
    "access_token",
    "auth",
    "email",
    "expires",
    "hash",
    "jwt",
    "key",
    "password",
    "secret",
    "session",
    "sig",
    "signature",
    "token",
];

/// Where a post stands and how it is answered.
pub(super) struct Route {
    pub(super) own_account: Option<OwnAccount>,
    pub(super) url: Option<String>,
    pub(super) thread: Thread,
    pub(super) reply: Option<ReplyRoute>,
}

impl Finisher {
    /// The route of this news; `at` is when it happened, as far as that is believed.
    pub(super) fn route(
        &self,
        draft: &mut Draft<'_>,
        network: Network,
        direction: Direction,
        at: Time,
    ) -> Route {
        let addressed = std::mem::take(&mut draft.addressed);
        let thread = std::mem::take(&mut draft.thread);
        // What is gone has no page.
        let there = !draft.action.removes();
        let url = draft.url.take().filter(|_| there);
        let reply = draft
            .reply
            .take()
            .filter(|_| there && answerable(draft, direction));
        let thread_id = thread.native_id.and_then(|id| self.id(id));
        Route {
            own_account: self.own_account(addressed, network),
            url: url.and_then(|url| self.link(&url, network)),
            reply: reply.and_then(|reply| self.reply(reply, draft, thread_id.as_ref(), at)),
            thread: Thread {
                native_id: thread_id,
                url: thread.url.and_then(|url| self.link(&url, network)),
                root_url: thread.root_url.and_then(|url| self.link(&url, network)),
            },
        }
    }

    /// The first of these that is the brand's.
    fn own_account(&self, addressed: Vec<DraftOwn<'_>>, network: Network) -> Option<OwnAccount> {
        let own = self.own.get(&network);
        let configured = |name: &str| {
            let name = name.trim_start_matches('@');
            own.is_some_and(|own| own.iter().any(|own| own.eq_ignore_ascii_case(name)))
        };
        let is_own = |one: &DraftOwn<'_>| {
            one.ours || configured(&one.id) || one.handle.as_deref().is_some_and(configured)
        };
        let found = addressed.into_iter().find(is_own)?;
        Some(OwnAccount {
            native_id: self.id(found.id)?,
            handle: found.handle.and_then(|handle| self.id(handle)),
        })
    }

    fn reply(
        &self,
        draft: DraftReply<'_>,
        of: &Draft<'_>,
        thread: Option<&String>,
        at: Time,
    ) -> Option<ReplyRoute> {
        let address = match draft.address {
            // An answer to an address that cannot be told is none.
            Some(address) => Some(self.seal.seal(&address)?),
            None => None,
        };
        Some(ReplyRoute {
            target: draft.target,
            post_native_id: self.id(draft.post.unwrap_or_else(|| of.native_id.clone())),
            thread_native_id: draft
                .thread
                .and_then(|id| self.id(id))
                .or_else(|| thread.cloned()),
            address,
            window_until: draft.window.map(|window| at.plus(window)),
        })
    }

    /// An id, if it is a sound one.
    fn id(&self, id: Cow<'_, str>) -> Option<String> {
        self.fault(&id).is_none().then(|| id.into_owned())
    }

    /// The link, if it may be told: https, short, without a login, a token or a personal value.
    fn link(&self, url: &str, network: Network) -> Option<String> {
        let url = url.trim();
        let rest = url.strip_prefix("https://")?;
        let end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
        let (host, path) = rest.split_at(end);
        let visible = url
            .bytes()
            .all(|byte| byte.is_ascii_graphic() && !b"<>\"\\^`{|}".contains(&byte));
        let sound = url.len() <= LINK_BYTES
            && visible
            && host.contains('.')
            && !host.contains('@')
            && !proves_a_right(path);
        let told = |url: &str| matches!(self.masker.mask(url, network, MaskField::Link), Cow::Borrowed(_));
        (sound && told(url)).then(|| url.to_owned())
    }

    /// The link of something attached to a post that everybody sees, if nothing but its path leads to it.
    pub(super) fn media_url(&self, url: &str, network: Network, seen: Visibility) -> Option<String> {
        let public = matches!(seen, Visibility::Public | Visibility::Unlisted);
        self.link(url, network)
            .filter(|url| public && !url.contains(['?', '#']))
    }
}

/// Whether this news is a word of somebody else that can be answered.
const fn answerable(draft: &Draft<'_>, direction: Direction) -> bool {
    let word = match draft.kind {
        Kind::Share | Kind::Reaction | Kind::Notice => false,
        Kind::Unknown
        | Kind::Post
        | Kind::Reply
        | Kind::Quote
        | Kind::Comment
        | Kind::Message
        | Kind::Review
        | Kind::Survey => true,
    };
    let others = matches!(direction, Direction::Inbound);
    word && others && !matches!(draft.visibility, Visibility::Internal)
}

/// Whether a parameter of this link gives whoever holds it a right, or names a person.
fn proves_a_right(path: &str) -> bool {
    let Some((_, query)) = path.split_once('?') else {
        return false;
    };
    let mut names = query
        .split(['&', ';', '#'])
        .filter_map(|one| one.split('=').next());
    names.any(|name| {
        let name = name.to_ascii_lowercase();
        name.starts_with("x-amz-")
            || name.split(['_', '-']).any(|piece| PRIVATE.contains(&piece))
            || PRIVATE.contains(&name.as_str())
    })
}

/// For networks whose payloads say all that there is.
pub(super) fn nothing(_: &mut Draft<'_>) {}

/// How long after a customer's message the inboxes of Meta let a business answer freely.
pub(super) const DAY: Span = Span::hours(24);

/// Where a post stands by its sort, on a network of public streams.
pub(super) fn place(draft: &mut Draft<'_>) {
    draft.surface = match (draft.kind, draft.visibility) {
        (Kind::Message, _) | (_, Visibility::Direct) => Surface::Direct,
        (Kind::Comment, _) => Surface::Comment,
        (Kind::Review, _) => Surface::Review,
        (Kind::Survey, _) => Surface::Survey,
        (Kind::Notice | Kind::Reaction | Kind::Unknown, _) => Surface::Unknown,
        (Kind::Post | Kind::Reply | Kind::Quote | Kind::Share, _) => Surface::PublicPost,
    };
}

/// The post itself is answered.
pub(super) fn answer_post(draft: &mut Draft<'_>) {
    draft.reply = Some(DraftReply::to(ReplyTarget::Post));
}

/// Whoever wrote is answered at their account, so long after.
pub(super) fn answer_author(draft: &mut Draft<'_>, window: Option<Span>) {
    let author = draft.author.as_ref().map(|author| author.id.clone());
    draft.reply = author.map(|id| DraftReply {
        window,
        ..DraftReply::to_address(id)
    });
}
