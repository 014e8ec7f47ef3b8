//! The traps of reviews.

use outcry::domain::event::{Action, Direction, Kind, SocialEvent};
use outcry::domain::fate::Ignored;
use outcry::domain::ids::{ConversationKey, PostKey};
use outcry::domain::network::Network::{self, AppStore, GooglePlay, Trustpilot};
use outcry::sources::Reading;

use super::{TENANT, fixtures, hasher, read};

fn fixture(network: Network, name: &str) -> Reading {
    let all = fixtures(network);
    let (_, body) = all.iter().find(|(other, _)| other == name).unwrap();
    read(network, std::str::from_utf8(body).unwrap())
}

fn events(network: Network, name: &str) -> Vec<SocialEvent> {
    let reading = fixture(network, name);
    assert!(reading.refused.is_empty(), "{reading:?}");
    reading.events.iter().map(|read| read.event().clone()).collect()
}

fn plain(event: &SocialEvent) -> &str {
    event.text.as_ref().map_or("", |text| &text.plain)
}

fn stars(event: &SocialEvent) -> Option<f64> {
    event.ratings.first().map(|rating| rating.value)
}

#[test]
fn title_and_text_joined_by_a_tab() {
    let all = events(GooglePlay, "list_with_answer");
    assert_eq!(
        plain(&all[0]),
        "Lost my booking\n\nThe app forgot the ferry I had paid for."
    );
    assert_eq!(plain(&all[2]), "Bagus sekali", "no title");
}

#[test]
fn seconds_and_versions_as_text_and_as_numbers() {
    let all = events(GooglePlay, "list_with_answer");
    let at = |event: &SocialEvent| event.occurred_at.unwrap().0;
    assert_eq!((at(&all[0]), at(&all[2])), (1_775_480_400_250, 1_775_480_500_000));
    assert_eq!((stars(&all[0]), stars(&all[2])), (Some(1.0), Some(5.0)));
    let version = |event: &SocialEvent| {
        event
            .extras
            .iter()
            .find(|e| e.name == "androidOsVersion")
            .unwrap()
            .value
            .clone()
    };
    assert_eq!(
        (version(&all[0]).as_str(), version(&all[2]).as_str()),
        ("34", "33")
    );
    assert_eq!(all[0].text.as_ref().unwrap().language.as_deref(), Some("en-GB"));
}

#[test]
fn a_translation_stands_in_the_place_of_the_text() {
    let all = events(GooglePlay, "translated");
    let text = all[0].text.as_ref().unwrap();
    assert_eq!(
        text.original.as_deref(),
        Some("Zu langsam\n\nDie Karte braucht eine Minute.")
    );
    assert_eq!(
        (text.plain.as_str(), text.language.as_deref()),
        ("Too slow\n\nThe map takes a minute.", None)
    );
    assert_eq!(all[0].counts, None, "null is not 0");
}

#[test]
fn an_edited_review_has_its_id_and_a_higher_revision() {
    let (first, later) = (
        &events(GooglePlay, "translated")[0],
        &events(GooglePlay, "edited_later")[0],
    );
    assert_eq!(first.post_key, later.post_key);
    assert!(later.revision > first.revision);
    let (first, later) = (
        &events(AppStore, "connect_list")[0],
        &events(AppStore, "connect_alone")[0],
    );
    assert_eq!(first.post_key, later.post_key);
    assert_ne!(later.revision, first.revision);
}

#[test]
fn our_answers_are_ours_and_stand_below_the_review() {
    for (network, name, review) in [
        (GooglePlay, "list_with_answer", "gp:HarbourReview-0001"),
        (AppStore, "connect_list", "00000031-0001-0002-0003-000400000000"),
        (Trustpilot, "listing", "64aa00000000000000000003"),
    ] {
        let all = events(network, name);
        let answer = all.iter().find(|event| event.kind == Kind::Reply).unwrap();
        assert_eq!(answer.direction, Direction::Outbound);
        let root = PostKey::derive(TENANT, network, review);
        assert_eq!(answer.conversation, ConversationKey::of_root(root), "{name}");
        assert_eq!(answer.parent.as_ref().unwrap().post_key, root);
    }
}

#[test]
fn territories_of_three_letters_and_moments_with_an_offset() {
    let all = events(AppStore, "connect_list");
    assert_eq!(all[0].place.as_ref().unwrap().country.as_deref(), Some("USA"));
    assert_eq!(all[0].occurred_at, all[1].occurred_at);
    assert_eq!(all[1].author, None);
}

#[test]
fn the_account_stands_only_in_an_address() {
    let all = events(AppStore, "feed");
    assert_eq!(all.len(), 1, "the app is no review");
    let author = all[0].author.as_ref().unwrap();
    assert_eq!(author.key, hasher().key(AppStore, "9007199254740993"));
    assert_eq!(author.handle.as_deref(), Some("tide_table"));
    assert_eq!(
        (stars(&all[0]), plain(&all[0])),
        (Some(1.0), "Charged twice\n\nCharged twice & nobody answers.")
    );
}

#[test]
fn lists_of_nothing_say_nothing() {
    for (network, name) in [
        (GooglePlay, "list_empty"),
        (GooglePlay, "answer_sent"),
        (AppStore, "connect_list_empty"),
        (AppStore, "feed_empty"),
        (Trustpilot, "unknown_event"),
    ] {
        assert_eq!(fixture(network, name).ignored, Some(Ignored::Control), "{name}");
    }
}

#[test]
fn a_title_cut_with_an_ellipsis_is_no_title() {
    let all = events(Trustpilot, "service_created");
    assert_eq!(
        plain(&all[0]),
        "Two hours in the queue and then they closed the desk."
    );
    assert_eq!(plain(&all[1]), "Fin jakke", "a review of a product");
}

#[test]
fn several_events_in_one_call_and_deletions_that_say_only_the_id() {
    let created = events(Trustpilot, "service_created");
    let (edited, deleted) = (
        &events(Trustpilot, "service_updated")[0],
        &events(Trustpilot, "service_deleted")[0],
    );
    assert_eq!(created.len(), 2);
    assert_eq!((edited.action, deleted.action), (Action::Edit, Action::Delete));
    assert!(edited.revision > created[0].revision);
    assert_eq!(
        (created[0].post_key, edited.post_key),
        (deleted.post_key, deleted.post_key)
    );
    assert_eq!(
        created[0].extras[0].value, "ORDER-17",
        "what the review is matched by"
    );
}
