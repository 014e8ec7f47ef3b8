//! Invented sentences, each with the numbers of the Python package: after `scripts/lists`,
//! `pip install --no-deps --no-index --target py .cache/lists/vaderSentiment-3.3.2-py2.py3-none-any.whl` and
//! `PYTHONPATH=py python3 -c 'import sys; from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer as A;
//! print(A().polarity_scores(sys.argv[1]))' SENTENCE`. The lists hold what occurs in them, no more.

use super::{Compound, Entries, Lists, ListsError, Rule, Scratch, Thousandths, explain, score};

const WORDS: &[(&str, Thousandths)] = &[
    (":)", 2000),
    ("ass", -2500),
    ("bad", -2500),
    ("badass", 1400),
    ("bomb", -2200),
    ("death", -2900),
    ("die", -2900),
    ("doubt", -1500),
    ("good", 1900),
    ("great", 3100),
    ("grinning", 1500),
    ("hate", -2700),
    ("heart", 3200),
    ("help", 1700),
    ("horrible", -2500),
    ("kind", 2400),
    ("kiss", 1800),
    ("lies", -1800),
    ("like", 1500),
    ("lol", 1800),
    ("love", 3200),
    ("nicely", 1900),
    ("no", -1200),
    ("ok", 1200),
    ("sad", -2100),
    ("shit", -2600),
    ("stop", -1200),
    ("sux", -1500),
    ("thanks", 1900),
    ("warm", 900),
    ("well", 1100),
    ("worst", -3100),
    ("yeah", 1200),
];

const BOOSTERS: &[(&str, Thousandths)] = &[
    ("absolutely", 293),
    ("barely", -293),
    ("just enough", -293),
    ("kind of", -293),
    ("kinda", -293),
    ("less", -293),
    ("little", -293),
    ("really", 293),
    ("slightly", -293),
    ("so", 293),
    ("sort of", -293),
    ("totally", 293),
    ("very", 293),
];

const NEGATIONS: &[&str] = &[
    "can't", "didn't", "isn't", "never", "nor", "not", "nothing", "wasn't", "without",
];

const PHRASES: &[(&str, Thousandths)] = &[
    ("bad ass", 1500),
    ("bus stop", 0),
    ("kiss of death", -1500),
    ("the bomb", 3000),
    ("the shit", 3000),
    ("to die for", 3000),
    ("yeah right", -2000),
];

const EMOJI: &[(char, &str)] = &[
    ('❤', "red heart"),
    ('🔛', "ON! arrow"),
    ('😀', "grinning face"),
    ('😡', "pouting face"),
];

/// Sentences with the negative, neutral and positive share and the compound that the package gives.
const SENTENCES: &[(&str, [f64; 4])] = &[
    ("", [0.0, 0.0, 0.0, 0.0]),
    ("   ", [0.0, 0.0, 0.0, 0.0]),
    ("the parcel lies on the shelf", [0.359, 0.641, 0.0, -0.4215]),
    ("the parcel is good", [0.0, 0.508, 0.492, 0.4404]),
    ("the parcel is GOOD", [0.0, 0.452, 0.548, 0.5622]),
    ("THE PARCEL IS GOOD", [0.0, 0.508, 0.492, 0.4404]),
    ("the PARCEL is good", [0.0, 0.508, 0.492, 0.4404]),
    ("the parcel is good!", [0.0, 0.484, 0.516, 0.4926]),
    ("the parcel is good!!", [0.0, 0.463, 0.537, 0.5399]),
    ("the parcel is good!!!", [0.0, 0.443, 0.557, 0.5826]),
    ("the parcel is good!!!!", [0.0, 0.424, 0.576, 0.6209]),
    ("the parcel is good!!!!!!", [0.0, 0.424, 0.576, 0.6209]),
    ("is the parcel good?", [0.0, 0.508, 0.492, 0.4404]),
    ("is the parcel good??", [0.0, 0.479, 0.521, 0.504]),
    ("is the parcel good???", [0.0, 0.466, 0.534, 0.533]),
    ("is the parcel good?????", [0.0, 0.437, 0.563, 0.594]),
    ("is the parcel bad?!?!", [0.597, 0.403, 0.0, -0.6645]),
    ("the shelf stands there!!!", [0.0, 1.0, 0.0, 0.0]),
    ("the parcel is very good", [0.0, 0.556, 0.444, 0.4927]),
    ("the parcel is VERY good", [0.0, 0.505, 0.495, 0.6028]),
    ("the parcel is very bad", [0.487, 0.513, 0.0, -0.5849]),
    ("the parcel is VERY bad", [0.531, 0.469, 0.0, -0.6732]),
    ("the parcel is very nicely good", [0.0, 0.386, 0.614, 0.7485]),
    ("the parcel is very much too good", [0.0, 0.655, 0.345, 0.4877]),
    ("the parcel is kind of good", [0.0, 0.657, 0.343, 0.3832]),
    ("the parcel is kinda bad", [0.445, 0.555, 0.0, -0.4951]),
    ("the parcel was kind of a bad one", [0.333, 0.667, 0.0, -0.5423]),
    ("what a kind of help", [0.0, 0.624, 0.376, 0.3415]),
    ("she is kind to everybody", [0.0, 0.541, 0.459, 0.5267]),
    ("kind of", [0.0, 1.0, 0.0, 0.0]),
    ("the parcel was sort of the worst", [0.423, 0.577, 0.0, -0.659]),
    ("there is just enough good in it", [0.0, 0.697, 0.303, 0.3832]),
    ("it was barely good, slightly bad", [0.308, 0.419, 0.273, -0.0865]),
    ("the parcel is not good", [0.376, 0.624, 0.0, -0.3412]),
    ("the parcel is not a good one", [0.286, 0.714, 0.0, -0.3412]),
    ("the parcel is not at all good", [0.286, 0.714, 0.0, -0.3412]),
    (
        "the parcel is not one of the good ones",
        [0.0, 0.734, 0.266, 0.4404],
    ),
    ("the parcel ISN'T good", [0.445, 0.555, 0.0, -0.3412]),
    ("that wasn't very good", [0.466, 0.534, 0.0, -0.3865]),
    ("the clerk hadn't've helped", [0.0, 1.0, 0.0, 0.0]),
    ("without a good reason", [0.445, 0.555, 0.0, -0.3412]),
    ("nothing good came of it", [0.376, 0.624, 0.0, -0.3412]),
    ("the tea has never been good", [0.325, 0.675, 0.0, -0.3412]),
    ("the tea was never so good", [0.0, 0.53, 0.47, 0.6626]),
    ("the tea was never this good", [0.0, 0.557, 0.443, 0.6084]),
    ("the tea was never so very good", [0.0, 0.595, 0.405, 0.6236]),
    ("I like this warm good tea", [0.0, 0.285, 0.715, 0.7597]),
    ("the tea was so warm and good", [0.0, 0.469, 0.531, 0.6863]),
    ("without doubt a good tea", [0.0, 0.375, 0.625, 0.6136]),
    ("without a doubt good tea", [0.0, 0.375, 0.625, 0.6136]),
    ("without any good tea", [0.445, 0.555, 0.0, -0.3412]),
    ("no good tea here", [0.445, 0.555, 0.0, -0.3412]),
    ("no warm good tea", [0.671, 0.329, 0.0, -0.4717]),
    ("no sugar or good tea", [0.606, 0.394, 0.0, -0.5583]),
    ("no sugar nor bad tea", [0.604, 0.396, 0.0, -0.5528]),
    ("no, the answer", [0.0, 1.0, 0.0, 0.0]),
    ("NO good tea", [0.805, 0.195, 0.0, -0.4835]),
    ("NO thanks", [1.0, 0.0, 0.0, -0.4835]),
    ("the least good tea", [0.445, 0.555, 0.0, -0.3412]),
    ("least good tea", [0.546, 0.454, 0.0, -0.3412]),
    ("at least good tea", [0.0, 0.508, 0.492, 0.4404]),
    ("the very least bad tea", [0.486, 0.514, 0.0, -0.5829]),
    (
        "the tea is good but the service is bad",
        [0.347, 0.511, 0.142, -0.5859],
    ),
    (
        "the tea is bad, but the service was good and the cake great",
        [0.103, 0.46, 0.437, 0.85],
    ),
    ("but good", [0.0, 0.206, 0.794, 0.5927]),
    ("good, good, bad but bad and good", [0.418, 0.119, 0.463, -0.0644]),
    (
        "one good tea. but a great cake, but a horrible bill",
        [0.233, 0.393, 0.373, 0.431],
    ),
    ("this tea is really the bomb", [0.0, 0.556, 0.444, 0.6124]),
    (
        "such a bad ass kettle came late today",
        [0.292, 0.5, 0.208, -0.25],
    ),
    ("yesterday it was a badass kettle", [0.0, 0.676, 0.324, 0.34]),
    (
        "we stood at the old bus stop and it was bad",
        [0.259, 0.741, 0.0, -0.5423],
    ),
    ("oh well then yeah right", [0.37, 0.37, 0.259, -0.2263]),
    ("a cake that is to die for", [0.394, 0.606, 0.0, -0.5994]),
    ("this old lift is the kiss of death", [0.455, 0.545, 0.0, -0.6124]),
    ("well well it is the shit", [0.0, 0.268, 0.732, 0.802]),
    ("a good :)", [0.0, 0.145, 0.855, 0.7096]),
    (":) is enough", [0.0, 0.4, 0.6, 0.4588]),
    ("a sad ;( face", [0.508, 0.492, 0.0, -0.4767]),
    ("(good)", [0.0, 0.0, 1.0, 0.4404]),
    ("\"bad\"", [1.0, 0.0, 0.0, -0.5423]),
    ("good... bad!!!", [0.601, 0.0, 0.399, -0.3561]),
    ("it is ok", [0.0, 0.476, 0.524, 0.296]),
    ("a 'ok' tea", [0.0, 1.0, 0.0, 0.0]),
    ("good,bad", [0.0, 1.0, 0.0, 0.0]),
    ("#good @bad", [0.547, 0.0, 0.453, -0.1531]),
    ("lol that tea sux", [0.342, 0.274, 0.384, 0.0772]),
    ("tea 😀", [0.0, 0.444, 0.556, 0.3612]),
    ("tea😀", [0.0, 0.444, 0.556, 0.3612]),
    ("😀😀", [0.0, 0.286, 0.714, 0.6124]),
    ("😀good tea", [0.0, 0.444, 0.556, 0.3612]),
    ("❤\u{fe0f} tea", [0.0, 1.0, 0.0, 0.0]),
    ("a tea ❤ and a 😡!", [0.0, 0.609, 0.391, 0.6696]),
    ("🔛 good", [0.0, 0.385, 0.615, 0.4926]),
    ("GREAT tea, GREAT cake, bad bill", [0.217, 0.186, 0.598, 0.8001]),
    ("very very good", [0.0, 0.366, 0.634, 0.5379]),
    ("NOT good", [0.706, 0.294, 0.0, -0.3412]),
    ("not bad at all", [0.0, 0.513, 0.487, 0.431]),
    ("they didn't hate it", [0.0, 0.5, 0.5, 0.4585]),
    ("it is absolutely, totally horrible", [0.504, 0.496, 0.0, -0.6214]),
    (
        "the hotel is less good than the little bad inn",
        [0.232, 0.579, 0.189, -0.1531],
    ),
    ("das ist gut, aber nicht GUT", [0.0, 1.0, 0.0, 0.0]),
    ("ÉTÉ good, hiver bad", [0.417, 0.238, 0.345, -0.1531]),
    (
        "I do not like it but I love it, and she can't stand it",
        [0.08, 0.62, 0.3, 0.7387],
    ),
    ("good\tbad\u{a0}tea", [0.473, 0.135, 0.392, -0.1531]),
    ("good\u{1f}bad tea", [0.473, 0.135, 0.392, -0.1531]),
    ("sad\u{2003}good day", [0.443, 0.143, 0.414, -0.0516]),
    ("tea\n😀 cake", [0.0, 0.545, 0.455, 0.3612]),
    ("not\u{b}good", [0.706, 0.294, 0.0, -0.3412]),
];

fn lists() -> Lists {
    let amounts = |list: &[(&str, Thousandths)]| {
        list.iter()
            .map(|(word, amount)| ((*word).to_owned(), *amount))
            .collect()
    };
    Lists::new(Entries {
        words: amounts(WORDS),
        boosters: amounts(BOOSTERS),
        negations: NEGATIONS.iter().map(|word| (*word).to_owned()).collect(),
        phrases: amounts(PHRASES),
        emoji: EMOJI
            .iter()
            .map(|(emoji, words)| (*emoji, (*words).to_owned()))
            .collect(),
    })
    .unwrap()
}

#[test]
fn each_sentence_has_the_numbers_of_the_python_package() {
    let (lists, mut scratch) = (lists(), Scratch::new());
    for (text, [negative, neutral, positive, compound]) in SENTENCES {
        let expected = Compound {
            negative: *negative,
            neutral: *neutral,
            positive: *positive,
            compound: *compound,
        };
        assert_eq!(score(&lists, text, &mut scratch), expected, "{text:?}");
    }
}

#[test]
fn the_parts_of_an_explanation_make_the_compound() {
    let (lists, mut scratch) = (lists(), Scratch::new());
    for (text, _) in SENTENCES {
        let sum: f64 = explain(&lists, text).iter().map(|hit| hit.valence).sum();
        let compound = score(&lists, text, &mut scratch).compound;
        assert!(
            (sum / (sum * sum + 15.0).sqrt() - compound).abs() <= 5e-5,
            "{text:?}"
        );
    }
}

#[test]
fn an_explanation_names_words_and_rules() {
    let names = |text: &str| -> Vec<(String, Vec<Rule>)> {
        let hits = explain(&lists(), text).into_iter();
        hits.map(|hit| (text[hit.range].to_owned(), hit.rules)).collect()
    };
    let hit = |word: &str, rules: &[Rule]| (word.to_owned(), rules.to_vec());
    assert_eq!(
        names("tea isn't VERY good, but 😀lovely \u{2764}!!"),
        [
            hit("good", &[Rule::Booster, Rule::Negation, Rule::BeforeBut]),
            hit("😀", &[Rule::Booster, Rule::AfterBut]),
            hit("\u{2764}", &[Rule::AfterBut]),
            hit("!!", &[Rule::Exclamation]),
        ]
    );
    assert_eq!(
        names("no GOOD tea"),
        [hit("no", &[Rule::No]), hit("GOOD", &[Rule::No, Rule::Capitals])]
    );
    assert_eq!(
        names("such a fine bad ass kettle")[0],
        hit("bad", &[Rule::Phrase])
    );
    assert_eq!(names("the shelf!"), []);
}

#[test]
fn any_text_has_numbers() {
    let (lists, mut scratch) = (lists(), Scratch::new());
    for text in [
        "a".repeat(100_000),
        "!".repeat(100_000),
        "😀".repeat(20_000),
        "good but ".repeat(20_000),
        "\u{0}\u{1}\u{7f} good \u{fffd}\u{202e}".to_owned(),
    ] {
        let numbers = score(&lists, &text, &mut scratch);
        let shares = numbers.negative + numbers.neutral + numbers.positive;
        assert!((shares - 1.0).abs() < 2e-3, "{shares}");
        assert!((-1.0..=1.0).contains(&numbers.compound));
    }
}

#[test]
fn a_section_gives_the_lists_back() {
    let lists = lists();
    let mut bytes = Vec::new();
    lists.write(&mut bytes);
    let back = Lists::read(&bytes).unwrap();
    assert_eq!(back.entries(), lists.entries());
    let mut scratch = Scratch::new();
    for (text, _) in SENTENCES {
        let once = score(&lists, text, &mut scratch);
        assert_eq!(score(&back, text, &mut scratch), once);
    }
}

#[test]
fn a_damaged_section_is_an_error_and_no_panic() {
    let mut bytes = Vec::new();
    lists().write(&mut bytes);
    for end in 0..bytes.len() {
        assert!(Lists::read(&bytes[..end]).is_err(), "cut at {end}");
    }
    for at in 0..bytes.len() {
        for flip in [1, 0x40, 0x80, 0xff] {
            let mut damaged = bytes.clone();
            damaged[at] ^= flip;
            // Some damage reads as other lists: then they are whole lists.
            if let Ok(other) = Lists::read(&damaged) {
                let mut again = Vec::new();
                other.write(&mut again);
                assert_eq!(Lists::read(&again).unwrap().entries(), other.entries());
            }
        }
    }
    bytes.push(0);
    assert!(matches!(Lists::read(&bytes), Err(ListsError::Damaged { .. })));
    bytes[0] = 9;
    assert_eq!(
        Lists::read(&bytes).unwrap_err(),
        ListsError::Version { found: 9, known: 1 }
    );
}

#[test]
fn entries_that_no_text_can_meet_are_left_out() {
    let entries = |words: &[&str]| Entries {
        words: words.iter().map(|word| ((*word).to_owned(), 1000)).collect(),
        ..Entries::default()
    };
    let lists = Lists::new(entries(&["fine", "Fine", "very fine", ""])).unwrap();
    assert_eq!(lists.entries(), &entries(&["fine"]));
    let long = "f".repeat(65);
    assert!(matches!(
        Lists::new(entries(&[&long])),
        Err(ListsError::Entry { .. })
    ));
}
