//! How a case is answered: by the customer's newest post that is there.

use crate::domain::base64;
use crate::domain::item_reply::{ItemReply, ReplyOption, ReplyRefusal};
use crate::domain::reply::ReplyRoute;
use crate::domain::reply_limit::{self, NoReply};
use crate::state::customer::ActingRow;

use super::case::Case;

impl Case<'_> {
    /// What a desk needs to act on the newest post that is there; `None` once its words went, and in a last version.
    pub(super) fn acting(&self) -> Option<&ActingRow> {
        let newest = self.present().next_back().filter(|_| !self.episode.ended);
        newest.and_then(|post| post.acting.as_ref())
    }

    /// The ways to answer, or why there are none.
    fn ways(&self) -> Result<(&ReplyRoute, Vec<ReplyOption>), ReplyRefusal> {
        if self.episode.ended || self.present().next().is_none() {
            return Err(ReplyRefusal::Gone);
        }
        let acting = self.acting().ok_or(ReplyRefusal::WordsExpired)?;
        let network = self.present().next_back().map(|post| post.network);
        let network = network.ok_or(ReplyRefusal::Gone)?;
        let limits = reply_limit::options(network, acting.surface).map_err(|why| match why {
            NoReply::ReadOnlyNetwork => ReplyRefusal::ReadOnlyNetwork,
            NoReply::NotConfigured => ReplyRefusal::NotConfigured,
        })?;
        let options = limits.map(|limit| ReplyOption {
            visibility: limit.visibility,
            max: limit.most.and_then(|most| i32::try_from(most).ok()),
            counted_as: limit.counted_as,
        });
        let route = acting.reply.as_ref().ok_or(ReplyRefusal::NotConfigured)?;
        Ok((route, options.collect()))
    }
}

/// How a reply may be made.
pub(super) fn reply(case: &Case<'_>) -> ItemReply {
    match case.ways() {
        Ok((route, options)) => {
            let address = route.address.as_ref();
            ItemReply {
                allowed: true,
                refused_reason: None,
                target: Some(route.target),
                post_native_id: route.post_native_id.clone(),
                thread_native_id: route.thread_native_id.clone(),
                address: address.map(|address| base64::encode(&address.sealed.0)),
                address_key_id: address.map(|address| address.key_id.clone()),
                options,
                window_until: route.window_until,
            }
        }
        Err(why) => ItemReply {
            allowed: false,
            refused_reason: Some(why),
            target: None,
            post_native_id: None,
            thread_native_id: None,
            address: None,
            address_key_id: None,
            options: Vec::new(),
            window_until: None,
        },
    }
}
