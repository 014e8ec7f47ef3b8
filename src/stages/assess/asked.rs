//! What the scorer is asked of a post: its words, and what else the event says of them.

use std::collections::{BTreeMap, BTreeSet};

use crate::domain::event::{Direction, Kind, SocialEvent, SpanKind, Text, Visibility};
use crate::domain::network::Network;
use crate::scoring::Asked;

/// The handles by which one tenant is addressed, without `@`; case does not matter.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct OwnHandles {
    /// Those of its own accounts, by network.
    pub accounts: BTreeMap<Network, BTreeSet<String>>,
    /// Those that mean it on any network.
    pub anywhere: BTreeSet<String>,
}

impl OwnHandles {
    fn has(&self, network: Network, handle: &str) -> bool {
        let here = self.accounts.get(&network).into_iter().flatten();
        let mut known = here.chain(&self.anywhere);
        known.any(|own| own.eq_ignore_ascii_case(handle))
    }
}

/// What the scorer is asked of these words of the event.
pub(super) fn asked<'a>(
    own: &BTreeMap<String, OwnHandles>,
    event: &'a SocialEvent,
    text: &'a Text,
) -> Asked<'a> {
    let mentioned = own.get(&event.tenant).is_some_and(|own| {
        let mut spans = text.spans.iter();
        spans.any(|span| span.kind == SpanKind::Mention && own.has(event.network, &span.value))
    });
    Asked {
        tenant: &event.tenant,
        text: &text.plain,
        language_tag: text.language.as_deref(),
        addressed: mentioned || is_for_the_brand(event),
    }
}

/// Nobody else was meant to read it, or it judges what the brand does. Who answers a post of the brand in public may
/// speak to anybody, and which post that is may not be known yet.
fn is_for_the_brand(event: &SocialEvent) -> bool {
    let judges = matches!(event.kind, Kind::Review | Kind::Survey);
    event.direction != Direction::Outbound && (judges || event.visibility == Visibility::Direct)
}
