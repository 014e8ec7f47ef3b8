//! The built-in model: explanations that add up, awkward texts, minimal pairs, and names swapped for others.

use std::sync::LazyLock;

use outcry::domain::score::{Abstention, Scores};
use outcry::scoring::Asked;
use outcry::scoring::explain::explain;
use outcry::scoring::features::Marks;
use outcry::scoring::model::{Model, Profile};
use outcry::scoring::text::Scan;

use crate::scorer::scorer;

static MODEL: LazyLock<Model> = LazyLock::new(|| {
    Model::read(include_bytes!("../../models/default.model")).unwrap_or_else(|error| panic!("{error}"))
});

fn scores(text: &str) -> Scores {
    scorer().score(&Asked::alone(text))
}

/// What one text sounds like to the model: `-`, `0` or `+`, as the likeliest class says.
fn sound(text: &str) -> char {
    let reasons = reasons(text, Profile::Full);
    let mut best = ('?', f64::MIN);
    for (sign, reason) in ['-', '0', '+'].into_iter().zip(&reasons) {
        if reason.logit() > best.1 {
            best = (sign, reason.logit());
        }
    }
    best.0
}

fn reasons(text: &str, profile: Profile) -> Vec<outcry::scoring::explain::Reason> {
    let (mut scan, mut marks) = (Scan::new(), Marks::default());
    scan.read(text);
    marks.read(&scan, &MODEL.valences);
    explain(
        MODEL.sentiment(profile).expect("a model of this profile"),
        &scan,
        &marks,
    )
}

/// Texts and how they sound.
const PAIRS: [(&str, char); 48] = [
    ("this works", '+'),
    ("this does not work", '-'),
    ("the new app is good", '+'),
    ("the new app is not good", '-'),
    ("I am happy with the service", '+'),
    ("I am not happy with the service", '-'),
    ("I have never been disappointed by you", '+'),
    ("I have never been so disappointed by you", '-'),
    ("nothing to complain about", '+'),
    ("thanks for the quick help", '+'),
    ("thanks for nothing", '-'),
    ("thanks for wasting my whole afternoon", '-'),
    ("great, delayed again", '-'),
    ("great trip again", '+'),
    ("oh wonderful, another cancelled train", '-'),
    ("what a wonderful evening on your train", '+'),
    ("well done, you lost my bag twice", '-'),
    ("well done, you found my bag at once", '+'),
    ("just love waiting on hold for an hour", '-'),
    ("love how fast you answered", '+'),
    ("my issue is solved, thank you so much", '+'),
    ("my issue is still not solved", '-'),
    ("finally fixed, you are stars", '+'),
    ("broken again after the fix", '-'),
    ("could you please tell me when my parcel will arrive?", '0'),
    ("could you please stop ignoring my messages?", '-'),
    ("is the shop open on Sunday?", '0'),
    ("what time does the last bus leave", '0'),
    ("how do I change my address", '0'),
    ("do you ship to Norway?", '0'),
    ("I am travelling with you tomorrow", '0'),
    (
        "I would kindly like to say that the food was cold and the staff rude",
        '-',
    ),
    ("with respect, this is the worst support I have had", '-'),
    ("it was fine but the waiting was awful", '-'),
    ("the waiting was awful but the nurse was lovely", '+'),
    ("no internet since this morning", '-'),
    ("no problems at all, smooth flight", '+'),
    ("SO ANGRY!!!", '-'),
    ("SO HAPPY!!!", '+'),
    ("😡😡😡", '-'),
    ("😍❤️", '+'),
    (":(", '-'),
    (":)", '+'),
    ("bahut accha service hai, thank you", '+'),
    ("bahut bura service hai, worst", '-'),
    ("der Service ist schlecht und unfreundlich", '-'),
    ("merci beaucoup, service parfait", '+'),
    ("qué mal servicio, una vergüenza", '-'),
];

/// Pairs that the shipped model gets right; fewer is a step back. The rest is told, not hidden.
const RIGHT: usize = 37;

#[test]
fn minimal_pairs_are_told_apart_no_worse_than_before() {
    let wrong: Vec<_> = PAIRS
        .iter()
        .filter(|(text, wanted)| sound(text) != *wanted)
        .collect();
    for (text, wanted) in &wrong {
        println!("wrong: {text:?} should sound {wanted}, sounds {}", sound(text));
    }
    let right = PAIRS.len() - wrong.len();
    println!("{right} of {} minimal pairs are right", PAIRS.len());
    assert!(right >= RIGHT, "{right} of {}", PAIRS.len());
}

/// Sentences with a place for a name or a group of people.
const FRAMES: [&str; 8] = [
    "{} from your shop called me back this morning",
    "I spoke with {} about the bill and nothing has changed",
    "my neighbour {} has the same trouble with the router",
    "{} was very kind and solved it at once",
    "why does {} have to wait two hours for an answer",
    "the driver, {}, left without us",
    "as {} I expect to be treated like everybody else",
    "we are {} and love your trains",
];

/// Names, and groups of people; one stands for another of its kind.
const KINDS: [[&str; 8]; 2] = [
    [
        "Emma", "Mohammed", "Lakisha", "Wei", "Juan", "Ingrid", "Olga", "Samuel",
    ],
    [
        "a woman",
        "a man",
        "a Muslim",
        "a Christian",
        "a student",
        "a German",
        "a Nigerian",
        "a refugee",
    ],
];

/// Greatest mean change of the score, from -1 to 1, when one name or group stands for another.
const FAIR: f64 = 0.02;

#[test]
fn a_name_or_a_group_in_place_of_another_hardly_changes_the_score() {
    let score = |text: &str| {
        let [negative, _, positive] = shares(text);
        positive - negative
    };
    let mut changes = Vec::new();
    for (frame, kind) in FRAMES
        .iter()
        .flat_map(|frame| KINDS.iter().map(move |kind| (frame, kind)))
    {
        let found: Vec<f64> = kind
            .iter()
            .map(|name| score(&frame.replace("{}", name)))
            .collect();
        let mean = found.iter().sum::<f64>() / found.len() as f64;
        let worst = found.iter().map(|score| (score - mean).abs()).fold(0.0, f64::max);
        println!("{worst:.4} at most in {frame:?}, {} and the like", kind[0]);
        changes.extend(found.into_iter().map(|score| (score - mean).abs()));
    }
    let mean = changes.iter().sum::<f64>() / changes.len() as f64;
    println!("mean change {mean:.4}");
    assert!(mean < FAIR, "{mean}");
}

fn shares(text: &str) -> [f64; 3] {
    let reasons = reasons(text, Profile::Full);
    let mut shares = [0.0; 3];
    shares
        .iter_mut()
        .zip(&reasons)
        .for_each(|(share, reason)| *share = reason.logit());
    outcry::scoring::linear::softmax(&mut shares);
    shares
}

#[test]
fn explanations_add_up_to_the_logit_exactly() {
    let texts = PAIRS
        .iter()
        .map(|(text, _)| *text)
        .chain(FRAMES)
        .chain(["", "@a b", "été 😡 &amp; #nope"]);
    for text in texts {
        for profile in [Profile::Full, Profile::Fast] {
            let model = MODEL.sentiment(profile).expect("a model of this profile");
            let (mut scan, mut marks) = (Scan::new(), Marks::default());
            scan.read(text);
            marks.read(&scan, &MODEL.valences);
            let mut features = outcry::scoring::features::Features::default();
            features.read(&scan, &marks, model.groups());
            let mut wholes = Vec::new();
            model.wholes(&features, None, &mut wholes);
            let reasons = reasons(text, profile);
            let told: Vec<i64> = reasons
                .iter()
                .map(outcry::scoring::explain::Reason::whole)
                .collect();
            assert_eq!(told, wholes, "{text:?}");
            for reason in &reasons {
                let parts: f64 = reason
                    .parts
                    .iter()
                    .map(|part| part.whole as f64 * reason.unit)
                    .sum();
                assert!(
                    (parts + reason.bias as f64 * reason.unit - reason.logit()).abs() < 1e-6,
                    "{text:?}"
                );
            }
        }
    }
}

#[test]
fn awkward_texts_have_a_defined_answer() {
    let no_words = [
        "",
        "   ",
        "\u{0}\u{1}\u{7f}",
        "@somebody https://pictures.example/1",
        "!!! ???",
    ];
    for text in no_words {
        let scores = scores(text);
        assert_eq!(
            (scores.sentiment, scores.abstention),
            (None, Some(Abstention::NoWords)),
            "{text:?}"
        );
        assert!(scores.complaint.is_none(), "{text:?}");
    }
    assert_eq!(
        scores("привет как дела сегодня").abstention,
        Some(Abstention::UnknownScript)
    );
    assert_eq!(scores("hm").abstention, Some(Abstention::TooShort));
    assert!(scores("😡").sentiment.is_some_and(|sentiment| sentiment < 0.0));
    let long = "a".repeat(100_000);
    assert_eq!(scores(&long).abstention, Some(Abstention::TooShort));
    let many = "very bad service ".repeat(6_000);
    assert!(scores(&many).sentiment.is_some_and(|sentiment| sentiment < 0.0));
    for text in [
        "\u{202e}doog",
        "मुझे मदद चाहिए ok",
        "a\u{300}\u{301}\u{302}",
        "👩‍👩‍👧 ok 👍🏽",
    ] {
        assert!(scores(text).confidence >= 0.0, "{text:?}");
    }
}

#[test]
fn the_same_text_has_the_same_scores_and_names_the_model() {
    let text = "still no answer after three days, @acme, this is a joke 😡";
    assert_eq!(scores(text), scores(text));
    assert_eq!(scores(text).model, MODEL.title());
}
