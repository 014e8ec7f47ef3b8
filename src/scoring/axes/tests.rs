use std::collections::BTreeSet;
use std::sync::LazyLock;

use super::phrases::{LANGUAGES, LISTS};
use super::*;
use crate::domain::brand::Brand;
use crate::domain::score::{CaseState, Cue, Emotion, Intent, Stance, Urgency};
use crate::scoring::intents::surest;

fn brand() -> Brand {
    let list = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect();
    Brand {
        names: list(&["Nordwind Air", "Nordwind"]),
        ambiguous: list(&["Target"]),
        handles: list(&["@NordwindCare"]),
        context: list(&["store", "checkout", "my order"]),
        exclusions: list(&["on target", "target practice"]),
        executives: list(&["Mary Young", "Jörg Stein-Baum"]),
    }
}

static COMPILED: LazyLock<Compiled> = LazyLock::new(|| Compiled::new(&brand()).unwrap());

fn axes_of(compiled: &Compiled, asked: Asked<'_>) -> Axes {
    let mut scan = Scan::new();
    scan.read(asked.text);
    read(&scan, compiled, asked)
}

fn seen(text: &str) -> Axes {
    axes_of(
        &COMPILED,
        Asked {
            text,
            ..Asked::default()
        },
    )
}

#[test]
fn every_phrase_is_written_as_words_are_folded() {
    let lists = LISTS.iter().copied().flatten().map(|(_, _, phrases)| *phrases);
    for phrase in lists
        .chain(LANGUAGES.map(|(_, words)| words))
        .flat_map(|phrases| phrases.split('|'))
    {
        let spelled = pattern::spelled_out(phrase);
        assert!(
            (1..=1500).contains(&spelled.len()),
            "{} words lists: {phrase:?}",
            spelled.len()
        );
        for words in spelled {
            assert_ne!(words.last(), Some(&"*"), "{phrase:?} ends in any word");
            for word in words
                .into_iter()
                .filter(|word| !matches!(*word, "*" | "0" | "@") && word.is_ascii())
            {
                let face = word.starts_with(':');
                assert!(
                    !word.is_empty() && (face || word.bytes().all(|byte| byte.is_ascii_lowercase())),
                    "{word:?} in {phrase:?}"
                );
            }
        }
    }
}

#[test]
fn no_sign_has_the_number_of_another() {
    let languages = (0..LANGUAGES.len()).map(|place| Sign::Language(place as u8));
    let signs = LISTS
        .iter()
        .copied()
        .flatten()
        .map(|(sign, _, _)| *sign)
        .chain(languages)
        .chain([
            Sign::Executive,
            Sign::BrandName,
            Sign::AmbiguousName,
            Sign::BrandContext,
            Sign::BrandExclusion,
        ]);
    let mut names = BTreeSet::new();
    let mut numbers = BTreeSet::new();
    for sign in signs {
        names.insert(format!("{sign:?}"));
        numbers.insert(sign.index());
        assert!(sign.index() < sign::SIGNS);
    }
    assert_eq!(names.len(), numbers.len());
}

#[test]
fn a_phrase_ends_with_its_clause() {
    assert!(seen("I will speak to a manager").cues.has(Cue::AsksForManager));
    assert!(
        !seen("I will speak to a. Manager is here")
            .cues
            .has(Cue::AsksForManager)
    );
    assert!(seen("you lost \"my\" bag").cues.has(Cue::Complaint));
}

#[test]
fn every_cue_has_its_words() {
    let cues = [
        (Cue::Question, "where is my order?"),
        (Cue::Complaint, "this is unacceptable"),
        (Cue::Thanks, "thank you so much"),
        (Cue::Safety, "the charger caught fire"),
        (Cue::Legal, "see you in court"),
        (Cue::Media, "I am calling the local news"),
        (Cue::Regulator, "I will report this to the ombudsman"),
        (Cue::ThreatToLeave, "taking my business elsewhere"),
        (Cue::RepeatContact, "I have called three times"),
        (Cue::AsksForManager, "let me speak to a supervisor"),
        (Cue::OffersHelp, "have you tried turning it off and on"),
        (Cue::SameHere, "same here since noon"),
        (Cue::Defends, "give them a break, it snows"),
        (
            Cue::ChannelHop,
            "the chat told me to call and the phone told me to email",
        ),
        (Cue::Deadline, "I need it by friday"),
        (Cue::VulnerablePerson, "my mother is in a wheelchair"),
        (Cue::ExecutiveNamed, "writing to your CEO Mary Young"),
        (Cue::Hearsay, "a friend of mine was told so"),
    ];
    for (cue, text) in cues {
        assert!(seen(text).cues.has(cue), "{cue:?}: {text}");
    }
    assert_eq!(cues.map(|(cue, _)| cue), CUES);
}

#[test]
fn other_languages_have_the_grave_cues() {
    let texts = [
        (
            Cue::Legal,
            "ich gehe zum Anwalt, porter plainte, acciones legales, vie legali, vou processar",
        ),
        (
            Cue::Safety,
            "gefährlich! dangereux! peligroso! pericoloso! perigoso!",
        ),
        (
            Cue::ThreatToLeave,
            "nie wieder. plus jamais. nunca más. mai più. nunca mais.",
        ),
        (
            Cue::RepeatContact,
            "keine Antwort. aucune réponse. sin respuesta. nessuna risposta. sem resposta.",
        ),
    ];
    for (cue, text) in texts {
        for piece in text
            .split(['.', '!', ','])
            .map(str::trim)
            .filter(|piece| !piece.is_empty())
        {
            assert!(seen(piece).cues.has(cue), "{cue:?}: {piece}");
        }
    }
}

#[test]
fn an_executive_is_a_whole_name_with_an_office_or_an_address() {
    for text in [
        "Your boss Mary Young must know",
        "Dear Mary Young",
        "email to JORG STEIN-BAUM now",
    ] {
        assert!(seen(text).cues.has(Cue::ExecutiveNamed), "{text}");
    }
    let common = [
        "Mary and her young son wait here",
        "Mary Younger is our ceo",
        "mary had a young lamb, says the director",
        "Mary Young from school came along",
        "young mary, the boss of the house",
        "the chairman is young. Mary agrees",
        "Stein and Baum are directors",
        "your ceo is young",
        "email to Mary, young as she is",
        "Mary-Ann Young is the ceo",
    ];
    for text in common {
        assert!(!seen(text).cues.has(Cue::ExecutiveNamed), "{text}");
    }
    assert_eq!(
        Compiled::new(&Brand {
            executives: vec!["Mary".into()],
            ..Brand::default()
        })
        .err(),
        Some(BrandProblem::OneWord("Mary".into()))
    );
    let nothing = Compiled::new(&Brand {
        names: vec!["!!".into()],
        ..Brand::default()
    })
    .err();
    assert!(nothing.unwrap().to_string().contains("holds no word"));
}

#[test]
fn about_the_brand_by_handle_name_and_context() {
    let about = |text: &str| seen(text).about_brand.unwrap();
    assert!(about("hi @nordwindcare, all well?") > 0.9);
    assert!(about("flew nordwind air to town") > 0.9);
    assert!(about("the target store was closed") > 0.5);
    assert!(about("my target is ten miles") < 0.5);
    assert!(about("we are on target this year") < 0.1);
    assert!(about("the weather is fine") < 0.1);
    assert!(about("hi @nordwindcarefans, all well?") < 0.1);
    assert!(seen("my target is ten miles").ambiguous && !seen("nordwind met its target").ambiguous);
    let addressed = Asked {
        text: "any news?",
        addressed: true,
        ..Asked::default()
    };
    assert!(axes_of(&COMPILED, addressed).about_brand.unwrap() > 0.9);
    let unknown = Compiled::new(&Brand::default()).unwrap();
    let axes = axes_of(&unknown, addressed);
    assert_eq!((axes.about_brand, axes.stance), (None, Stance::Unknown));
}

#[test]
fn stance_is_towards_the_brand_only() {
    let stance = |text: &str, sentiment: Option<f64>| {
        axes_of(
            &COMPILED,
            Asked {
                text,
                sentiment,
                ..Asked::default()
            },
        )
        .stance
    };
    assert_eq!(stance("nordwind ruined it", Some(-0.8)), Stance::Against);
    assert_eq!(stance("the rain ruined it", Some(-0.8)), Stance::None);
    assert_eq!(stance("nordwind flies at nine", Some(0.1)), Stance::Neutral);
    assert_eq!(stance("love nordwind", Some(0.9)), Stance::For);
    assert_eq!(stance("nordwind", None), Stance::Unknown);
    assert_eq!(
        stance("it is not their fault, nordwind does its best", Some(-0.3)),
        Stance::For
    );
    assert_eq!(
        stance("my friend told me nordwind was slow", Some(-0.3)),
        Stance::Neutral
    );
}

#[test]
fn the_tone_shows() {
    let formal = seen("Dear Sir, I would like to return a lamp. Kind regards").tone;
    let slangy = seen("lol u guys r gonna luv this haha 😂").tone;
    assert!(
        formal.formality > 0.3 && slangy.formality < -0.3,
        "{formal:?} {slangy:?}"
    );
    assert!(slangy.humour >= 0.5 && formal.humour == 0.0);
    assert_eq!(seen("I am furious").tone.emotion, Emotion::Anger);
    assert_eq!(seen("so sad 😢").tone.emotion, Emotion::Sadness);
    assert_eq!(seen("I am worried").tone.emotion, Emotion::Fear);
    assert_eq!(seen("so happy 😀").tone.emotion, Emotion::Joy);
    assert_eq!(seen("many thanks").tone.emotion, Emotion::Gratitude);
    assert_eq!(seen("I am not angry").tone.emotion, Emotion::None);
    let loud = seen("THIS IS LOUD not all").tone;
    assert_eq!((loud.all_caps, loud.emoji_density), (0.6, 0.0));
    assert_eq!(seen("Я ЗДЕСЬ и ТАМ").tone.all_caps, 1.0);
    assert_eq!(seen("").tone, crate::domain::score::Tone::PLAIN);
}

fn language(text: &str, network: Option<&str>) -> (Option<&'static str>, f64) {
    let axes = axes_of(
        &COMPILED,
        Asked {
            text,
            language: network,
            ..Asked::default()
        },
    );
    (axes.language, axes.language_confidence)
}

#[test]
fn languages_are_told_by_words_script_and_hint() {
    let texts = [
        ("en", "where is my order, it was due on monday"),
        (
            "de",
            "wo ist mein Paket, ich warte seit drei Tagen auf die Lieferung",
        ),
        ("fr", "je ne suis pas content, où est ma commande"),
        ("es", "no puedo entrar en mi cuenta desde ayer"),
        ("it", "non riesco ad accedere al mio conto da ieri"),
        ("pt", "não consigo entrar na minha conta desde ontem"),
        ("ru", "где мой заказ, я жду уже неделю"),
        ("uk", "де моє замовлення, я чекаю вже тиждень її"),
        ("ar", "أين طلبي لم يصل بعد"),
        ("hi", "मेरा ऑर्डर कहाँ है"),
        ("ja", "注文した商品がまだ届きません"),
        ("ko", "제 주문은 어디에 있나요"),
        ("th", "สินค้าของฉันอยู่ที่ไหน"),
    ];
    for (wanted, text) in texts {
        let (found, sure) = language(text, None);
        assert_eq!(found, Some(wanted), "{text}");
        assert!(sure >= 0.6, "{sure} for {text}");
    }
}

#[test]
fn the_networks_tag_counts_for_short_texts_and_nothing_tags_do_not() {
    assert_eq!(language("ok super", Some("de")).0, Some("de"));
    assert_eq!(language("ok", Some("und")), (None, 0.0));
    assert_eq!(
        language("@care https://a.example/die-der-das 😀", None),
        (None, 0.0)
    );
    for nothing in ["und", "zxx", "art", "qht", ""] {
        assert_eq!(
            language("wo ist mein Paket und die Rechnung", Some(nothing)).0,
            Some("de")
        );
    }
    let (own, sure) = language("wo ist mein Paket, ich warte seit drei Tagen", Some("en"));
    assert!(own == Some("de") && sure >= 0.6);
    assert!(language("wo ist mein Paket, ich warte seit Tagen", Some("de-AT")).1 > sure);
    for text in [
        "mera order kahan hai bhai abhi tak nahi aaya",
        "wallah el khedma wehsha khales ya gamaa",
    ] {
        let (found, sure) = language(text, None);
        assert!(sure <= 0.55, "{found:?} {sure}");
    }
    assert!(language("ok lol d d d d", None).1 <= 0.3);
}

#[test]
fn an_explanation_points_at_the_words() {
    let text = "Ünd no lawyer, but you lost my bag @nordwindcare";
    let mut scan = Scan::new();
    scan.read(text);
    let asked = Asked {
        text,
        ..Asked::default()
    };
    let explanation = explain(&scan, &COMPILED, asked);
    assert_eq!(explanation.axes, read(&scan, &COMPILED, asked));
    let words = |sign: Sign, counted: bool| {
        let mut found = explanation
            .signs
            .iter()
            .filter(|found| found.sign == sign && found.counted == counted);
        found
            .next()
            .map(|found| &text[found.from as usize..found.to as usize])
    };
    assert_eq!(words(Sign::Cue(Cue::Legal), false), Some("lawyer"));
    assert_eq!(words(Sign::Cue(Cue::Legal), true), None);
    assert_eq!(words(Sign::Intent(Intent::LostItem), true), Some("lost my"));
    assert_eq!(explanation.axes.urgency_rule, "lost or stolen, still");
}

#[test]
fn intents_are_ranked_and_belong_to_a_group() {
    let tops = surest::<3>(&[], &[], &seen("you lost my bag and charged me twice"));
    assert_eq!(tops[0].map(|top| top.intent), Some(Intent::LostItem));
    assert!(
        tops.iter()
            .flatten()
            .any(|next| next.intent == Intent::WrongCharge)
    );
    let sure: Vec<f64> = tops.iter().flatten().map(|next| next.confidence).collect();
    assert!(sure.is_sorted_by(|a, b| a >= b) && sure.iter().sum::<f64>() <= 1.001);
    let groups: BTreeSet<_> = INTENTS
        .iter()
        .copied()
        .chain([Intent::Other])
        .map(group)
        .collect();
    assert_eq!(groups.len(), 11);
}

#[test]
fn the_learnt_answers_weigh_in() {
    let text = "my parcel went to the neighbour";
    let calm = axes_of(
        &COMPILED,
        Asked {
            text,
            ..Asked::default()
        },
    );
    let told = axes_of(
        &COMPILED,
        Asked {
            text,
            complaint: Some(0.9),
            ..Asked::default()
        },
    );
    assert!(!calm.cues.has(Cue::Complaint) && told.cues.has(Cue::Complaint));
    assert_eq!(
        (calm.urgency, told.urgency),
        (Urgency::NoAction, Urgency::CanWait)
    );
    assert_eq!(told.case_state, CaseState::Unresolved);
}

#[test]
fn awkward_texts_have_an_answer() {
    let compiled = &COMPILED;
    let long = "never ".repeat(20_000);
    for text in [
        "",
        " ",
        "😀",
        "@",
        "\u{0}\u{7}",
        "????",
        "مرحبا 你好 hello",
        &"a".repeat(100_000),
        &long,
    ] {
        let axes = axes_of(
            compiled,
            Asked {
                text,
                ..Asked::default()
            },
        );
        let tone = axes.tone;
        assert!((-1.0..=1.0).contains(&tone.formality) && (0.0..=1.0).contains(&tone.humour));
        assert!((0.0..=1.0).contains(&axes.language_confidence));
    }
}
