use proptest::prelude::*;

use super::*;

fn text(plain: &str) -> Text {
    Text {
        plain: plain.into(),
        language: None,
        spans: Vec::new(),
        truncated: false,
        language_origin: crate::domain::event::LanguageOrigin::Unknown,
        format: crate::domain::event::TextFormat::Plain,
        original: None,
        trimmed_chars: 0,
    }
}

fn scores(plain: &str) -> Scores {
    WordList::new().score(&Asked::alone(&text(plain)))
}

fn sentiment(plain: &str) -> f64 {
    scores(plain).sentiment.expect("a feeling")
}

#[test]
fn a_plain_question_has_no_feeling() {
    let scores = scores("@brand which counter does the 9am to Lisbon use?");
    assert_eq!((scores.sentiment, scores.confidence), (None, 0.0));
    assert_eq!(
        (scores.cues.as_slice(), scores.urgency),
        (&[Cue::Question][..], Urgency::CanWait)
    );
}

#[test]
fn feelings_have_their_sign() {
    for good in [
        "what a great crew",
        "love it 😍",
        "Vielen Dank, sehr freundlich",
        "excelente servicio, gracias",
    ] {
        assert!(sentiment(good) > 0.2, "{good}");
    }
    for bad in [
        "worst app ever",
        "furchtbar langsam",
        "service horrible",
        "not good",
        "a total disgrace 😡",
    ] {
        assert!(sentiment(bad) < -0.2, "{bad}");
    }
}

#[test]
fn a_negation_turns_a_feeling_round_within_its_sentence() {
    assert!(sentiment("this is not a good app") < 0.0);
    assert!(sentiment("I did not call. good app") > 0.0);
    assert!(sentiment("not bad at all") > 0.0);
}

#[test]
fn what_follows_but_counts_more() {
    assert!(sentiment("great crew but the food was awful") < 0.0);
    assert!(sentiment("the food was awful but the crew was great") > -0.1);
}

#[test]
fn emphasis_makes_a_feeling_stronger() {
    let plain = sentiment("the service is bad");
    for louder in [
        "the service is bad!!",
        "the service is BAD",
        "the service is very bad",
        "the service is soooo bad",
    ] {
        assert!(sentiment(louder) < plain, "{louder}");
    }
    assert!(sentiment("the service is slightly bad") > plain);
}

#[test]
fn cues_are_found_by_their_words() {
    for (plain, cue) in [
        ("Smoke in the cabin and my son is injured", Cue::Safety),
        ("you will hear from my lawyer", Cue::Legal),
        ("I have told a journalist about this", Cue::Media),
        ("going to the ombudsman with this", Cue::Regulator),
        ("never again, I'm switching to somebody else", Cue::ThreatToLeave),
        ("still no answer after the third time", Cue::RepeatContact),
        ("let me speak to a manager", Cue::AsksForManager),
        ("have you tried the other port", Cue::OffersHelp),
        ("Same here, and my bag is gone too", Cue::SameHere),
        ("to be fair, it was the weather", Cue::Defends),
        ("thanks so much", Cue::Thanks),
        ("my router doesn't work", Cue::Complaint),
        ("seit Stunden ohne Netz", Cue::Complaint),
        ("¿por qué no llega?", Cue::Question),
    ] {
        assert!(scores(plain).has(cue), "{plain}: {:?}", scores(plain).cues);
    }
}

#[test]
fn a_phrase_does_not_reach_over_the_end_of_a_sentence() {
    assert!(!scores("I will never. Again I ask").has(Cue::ThreatToLeave));
    assert!(scores("Never again").has(Cue::ThreatToLeave));
}

#[test]
fn a_question_mark_inside_a_link_asks_nothing() {
    assert!(!scores("photo here https://p.example/?id=7").has(Cue::Question));
}

#[test]
fn urgency_follows_from_what_is_at_stake() {
    for (plain, urgency) in [
        ("nice day everybody", Urgency::NoAction),
        (
            "my loyalty points are wrong, what a disappointing scheme",
            Urgency::CanWait,
        ),
        ("no service today, what is going on?", Urgency::Today),
        ("we are stranded overnight, can you help?", Urgency::Now),
        ("the charger caught fire", Urgency::Now),
        ("my lawyer will write to you", Urgency::Today),
    ] {
        assert_eq!(scores(plain).urgency, urgency, "{plain}");
    }
}

#[test]
fn the_networks_word_on_language_comes_first() {
    let mut told = text("der Zug ist nicht da");
    assert_eq!(
        WordList::new().score(&Asked::alone(&told)).language.as_deref(),
        Some("de")
    );
    told.language = Some("nl-BE".into());
    assert_eq!(
        WordList::new().score(&Asked::alone(&told)).language.as_deref(),
        Some("nl")
    );
    assert_eq!(scores("hm").language, None);
}

proptest! {
    #[test]
    fn any_text_scores_within_bounds_and_always_the_same(plain in any::<String>()) {
        let list = WordList::new();
        let first = list.score(&Asked::alone(&text(&plain)));
        prop_assert_eq!(&first, &list.score(&Asked::alone(&text(&plain))));
        prop_assert!(first.sentiment.is_none_or(|s| (-1.0..=1.0).contains(&s)));
        prop_assert!((0.0..=1.0).contains(&first.confidence));
        prop_assert!(first.cues.is_sorted_by(|a, b| a < b));
    }

    #[test]
    fn another_good_word_never_makes_good_news_worse(words in proptest::collection::vec("(great|lovely|happy|nice)", 1..12)) {
        let (fewer, more) = (words.join(" "), format!("{} excellent", words.join(" ")));
        prop_assert!(sentiment(&more) >= sentiment(&fewer));
    }
}
