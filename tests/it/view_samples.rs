//! One value of each record of the views with everything set, and with nothing.

use outcry::domain::published::PublishedEvent;
use outcry::domain::scored_post::{ScoredPost, Standing};

use super::samples::{scored_event_bare, scored_event_full, social_event_bare, social_event_full};

pub(crate) fn published() -> [PublishedEvent; 2] {
    [social_event_full(), social_event_bare()].map(|event| PublishedEvent::of(&event))
}

pub(crate) fn scored() -> [ScoredPost; 2] {
    let (full, bare) = (scored_event_full(), scored_event_bare());
    let standing = |scored| Standing {
        scores: if scored { &full.scores } else { &bare.scores },
        scored,
        risk: &full.risk,
        late: true,
        superseded: scored,
        removed: !scored,
    };
    [
        ScoredPost::of(&social_event_full(), standing(true)),
        ScoredPost::of(&social_event_bare(), standing(false)),
    ]
}
