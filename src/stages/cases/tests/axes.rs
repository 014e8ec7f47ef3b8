//! What an item says of the words of its posts: together, and without those that the scorer abstained on.

use super::*;
use crate::domain::score::{Abstention, Emotion, Intent, ScoredIntent, Stance, Tone};

fn formality(formality: f64) -> Tone {
    Tone {
        formality,
        ..Tone::PLAIN
    }
}

const fn wanted(intent: Intent, confidence: f64) -> ScoredIntent {
    ScoredIntent { intent, confidence }
}

/// The scorer says nothing of how this post sounds.
fn abstained(post: Post, reason: Abstention) -> Post {
    post.set(|e| {
        e.scores.sentiment = None;
        e.scores.abstention = Some(reason);
        e.scores.confidence = 0.0;
        e.scores.stance = Stance::Unknown;
        e.scores.complaint = None;
        e.scores.intents.clear();
        e.scores.case_state = score::CaseState::Unknown;
    })
}

fn item(posts: &[Post]) -> WorkItem {
    let mut desk = Desk::new();
    for post in posts {
        assert_eq!(desk.post(post).refused(), None);
    }
    desk.item("ana").clone()
}

#[test]
fn an_abstained_post_is_left_out_and_never_taken_for_neutral() {
    let sure = complaint("ana", "p1", 0);
    let unsure = abstained(complaint("ana", "p2", 5), Abstention::LowMargin);
    let (alone, both) = (item(std::slice::from_ref(&sure)), item(&[sure, unsure]));
    assert_eq!(
        (both.worst_sentiment, both.worst_sentiment_confidence),
        (Some(-0.6), Some(0.8))
    );
    assert_eq!(both.no_sentiment_reason, None);
    let axes = |item: &WorkItem| {
        (
            item.strongest_stance,
            item.highest_complaint,
            item.newest_case_state,
        )
    };
    assert_eq!(axes(&both), axes(&alone));
    assert_eq!(both.priority_score, alone.priority_score);
}

#[test]
fn a_case_in_which_every_post_abstained_has_no_sentiment() {
    let posts = [
        abstained(complaint("ana", "p1", 0), Abstention::LowMargin),
        abstained(complaint("ana", "p2", 5), Abstention::TooShort),
    ];
    let item = item(&posts);
    assert_eq!(
        (
            item.worst_sentiment,
            item.worst_sentiment_confidence,
            item.highest_complaint
        ),
        (None, None, None)
    );
    assert_eq!(
        item.no_sentiment_reason,
        Some(Abstention::TooShort),
        "that of the newest"
    );
    assert_eq!(
        (item.strongest_stance, item.cues),
        (Stance::Unknown, vec![Cue::Complaint])
    );
}

#[test]
fn the_strongest_stance_the_surest_intents_and_the_highest_complaint_count() {
    let against = complaint("ana", "p1", 0).set(|e| {
        e.scores.complaint = Some(0.7);
        e.scores.intents = vec![wanted(Intent::Delay, 0.6), wanted(Intent::Refund, 0.3)];
    });
    let kind = complaint("ana", "p2", 5).set(|e| {
        e.scores.stance = Stance::For;
        e.scores.complaint = Some(0.2);
        e.scores.cues = vec![Cue::Complaint, Cue::Deadline];
        e.scores.intents = vec![
            wanted(Intent::Refund, 0.9),
            wanted(Intent::Login, 0.5),
            wanted(Intent::Praise, 0.4),
        ];
    });
    let item = item(&[against, kind]);
    assert_eq!(
        (item.strongest_stance, item.highest_complaint),
        (Stance::Against, Some(0.7))
    );
    assert_eq!(item.cues, [Cue::Complaint, Cue::Deadline]);
    let surest = [
        wanted(Intent::Refund, 0.9),
        wanted(Intent::Delay, 0.6),
        wanted(Intent::Login, 0.5),
    ];
    assert_eq!(item.intents, surest, "each once, three at most");
}

#[test]
fn tone_and_state_are_those_of_the_newest_words_by_the_networks_clock() {
    let first = complaint("ana", "p1", 0).set(|e| e.scores.tone = formality(1.0));
    let second = complaint("ana", "p2", 9).set(|e| {
        e.scores.tone = formality(-1.0);
        e.scores.case_state = score::CaseState::Resolved;
    });
    let picture = abstained(complaint("ana", "p3", 12), Abstention::NoWords);
    for posts in [
        [first.clone(), second.clone(), picture.clone()],
        [picture, second, first],
    ] {
        let item = item(&posts);
        assert_eq!(item.newest_tone, Some(formality(-1.0)));
        assert_eq!(item.newest_case_state, score::CaseState::Resolved);
    }
}

#[test]
fn a_case_without_words_has_no_tone() {
    let picture = abstained(complaint("ana", "p1", 0), Abstention::NoWords);
    assert_eq!(item(&[picture]).newest_tone, None);
}

#[test]
fn what_a_deleted_post_said_is_said_no_more() {
    let angry = complaint("ana", "p1", 0).set(|e| {
        e.scores.tone.emotion = Emotion::Anger;
        e.scores.intents = vec![wanted(Intent::Refund, 0.9)];
    });
    let calm = complaint("ana", "p2", 5).set(|e| {
        e.scores.stance = Stance::Neutral;
        e.scores.complaint = Some(0.5);
    });
    let item = item(&[angry.clone(), calm, angry.deleted(7)]);
    assert_eq!(
        (item.strongest_stance, item.highest_complaint),
        (Stance::Neutral, Some(0.5))
    );
    assert_eq!(item.intents, []);
}

#[test]
fn an_alert_says_why_there_is_no_sentiment_and_what_is_wanted() {
    let mut desk = Desk::new();
    let unsure = abstained(complaint("ana", "p1", 0), Abstention::LowMargin)
        .set(|e| e.scores.intents = vec![wanted(Intent::WrongCharge, 0.5)]);
    let _ = desk.post(&unsure);
    let _ = desk.feed(&risk_changed("ana", "p1", spread(Level::High, 0.7)), minute(9));
    let alert = desk.alerts()[0];
    for part in ["Sentiment not known (unsure between two)", "wants: wrong charge"] {
        assert!(alert.summary.contains(part), "{}", alert.summary);
    }
}
