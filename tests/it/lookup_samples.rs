//! One value of each record by which posts find their conversation.

use outcry::domain::lookup::{LookupQuestion, LookupRow};

use super::samples::{author, conversation, framed, post, social_event_bare};

pub(crate) fn row() -> LookupRow {
    LookupRow {
        named: post("900126"),
        post_key: post("900123"),
        conversation: conversation(),
        author: Some(author("77")),
    }
}

pub(crate) fn question() -> LookupQuestion {
    LookupQuestion {
        named: post("900123"),
        hops: 1,
        event: framed(&social_event_bare()),
    }
}
