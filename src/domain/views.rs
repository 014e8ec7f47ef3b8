//! Views: public topics that show subscribers what the stages tell each other. A deployment writes those that its
//! settings ask for; whether it does changes no other record.

use super::topic::Topic;

/// The views that a deployment publishes.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Views {
    /// What happened to posts.
    pub social_events: bool,
    /// What the scorer says of posts.
    pub scored_events: bool,
}

impl Views {
    /// Every view.
    pub const ALL: Self = Self {
        social_events: true,
        scored_events: true,
    };

    /// Whether the deployment has this topic: every one that is no view, and the views it publishes.
    #[must_use]
    pub fn make(self, topic: Topic) -> bool {
        !topic.is_view() || self.published().any(|view| view == topic)
    }

    /// The topics of the views that are published.
    pub fn published(self) -> impl Iterator<Item = Topic> {
        let views = [
            (self.social_events, Topic::PublishedEvents),
            (self.scored_events, Topic::ScoredPosts),
        ];
        views.into_iter().filter_map(|(on, topic)| on.then_some(topic))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_view_has_a_switch_and_every_switch_a_view() {
        let views: Vec<Topic> = Topic::FIXED.into_iter().filter(|topic| topic.is_view()).collect();
        assert_eq!(Views::ALL.published().collect::<Vec<_>>(), views);
        assert_eq!(Views::default().published().count(), 0);
        assert!(views.iter().all(|view| !Views::default().make(*view)));
        assert!(Views::default().make(Topic::WorkItems) && !views.is_empty());
    }
}
