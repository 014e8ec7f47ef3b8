//! What subscribers of the view of scored events are shown: each post as it is scored, and that one is gone or back.

use super::post::Scored;
use super::rows::Known;
use super::{Turn, unscored};
use crate::domain::event::SocialEvent;
use crate::domain::scored_post::{ScoredPost, Standing};
use crate::domain::topic::Topic;
use crate::stages::view;
use crate::wire::WireError;

impl Turn<'_> {
    /// Shows a post with its scores, whoever is told of it.
    pub(super) fn show_scores(&mut self, post: &Scored<'_>) -> Result<(), WireError> {
        if !self.stage.publishes {
            return Ok(());
        }
        let shown = ScoredPost::of(
            post.event,
            Standing {
                scores: &post.scores,
                scored: true,
                risk: &self.risk(&post.event.conversation),
                late: post.late,
                superseded: post.superseded,
                removed: self.state.is_gone(&post.event.post_key),
            },
        );
        self.show(&shown)
    }

    /// Shows that a post is gone or back. News of that often says little of the post: the rest is what is known.
    pub(super) fn show_toggle(&mut self, event: &SocialEvent, known: &Known) -> Result<(), WireError> {
        if !self.stage.publishes {
            return Ok(());
        }
        let standing = Standing {
            scores: &unscored(),
            scored: false,
            risk: &self.risk(&event.conversation),
            late: self.late(event),
            superseded: false,
            removed: self.state.is_gone(&event.post_key),
        };
        let shown = ScoredPost {
            kind: known.kind,
            direction: known.direction,
            author_key: known.author,
            ..ScoredPost::of(event, standing)
        };
        self.show(&shown)
    }

    fn show(&mut self, shown: &ScoredPost) -> Result<(), WireError> {
        let key = (shown.conversation_key, shown.event_id);
        let wire = &self.stage.wire;
        view::show(wire, Topic::ScoredPosts, key, &shown.tenant, shown, self.out)
    }
}
