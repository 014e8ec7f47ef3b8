//! Rule files: the shipped one decides as its table of cases says, bad ones are refused with every mistake.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use outcry::domain::alert::Severity;
use outcry::domain::event::{Rating, Visibility};
use outcry::domain::network::Network;
use outcry::domain::score::{
    Abstention, CaseState, Cue, Emotion, Intent, Level, ScoredIntent, Stance, Tone, Urgency,
};
use outcry::routing::{Facts, RuleSet};
use outcry::scoring::Asked;

use crate::scorer::scorer;

use serde::Deserialize;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn shipped() -> RuleSet {
    let path = root().join("deploy/rules/routing.yaml");
    let text = fs::read_to_string(path).expect("the shipped rules");
    RuleSet::compile("deploy/rules/routing.yaml", &text).unwrap_or_else(|problems| {
        let lines: Vec<String> = problems.iter().map(ToString::to_string).collect();
        panic!("the shipped rules are refused:\n{}", lines.join("\n"))
    })
}

fn quiet(cues: &[Cue]) -> Facts<'_> {
    Facts {
        tenant: "acme",
        network: Network::X,
        visibility: Visibility::Public,
        language: Some("en"),
        urgency: Urgency::NoAction,
        cues,
        ..Facts::UNKNOWN
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    name: String,
    facts: Given,
    rule: String,
    queue: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Given {
    #[serde(default)]
    cues: Vec<Cue>,
    sentiment: Option<f64>,
    abstention: Option<Abstention>,
    #[serde(default)]
    intents: Vec<ScoredIntent>,
    urgency: Option<Urgency>,
    risk_level: Option<Level>,
    risk_score: Option<f64>,
    joiners: Option<i64>,
    rating: Option<Rating>,
    #[serde(default)]
    needs_enrichment: bool,
}

#[test]
fn the_shipped_rules_decide_as_their_table_says() {
    let path = root().join("tests/fixtures/rules/default.cases.yaml");
    let cases: Vec<Case> = serde_saphyr::from_str(&fs::read_to_string(path).expect("cases")).expect("cases");
    let rules = shipped();
    let mut wrong = String::new();
    for case in &cases {
        let given = &case.facts;
        let facts = Facts {
            sentiment: given.sentiment,
            abstention: given.abstention,
            intents: &given.intents,
            urgency: given.urgency.unwrap_or(Urgency::NoAction),
            risk_level: given.risk_level.unwrap_or(Level::Quiet),
            risk_score: given.risk_score.unwrap_or(0.0),
            joiners: given.joiners.unwrap_or(0),
            rating: given.rating,
            needs_enrichment: given.needs_enrichment,
            ..quiet(&given.cues)
        };
        let decision = rules.decide(&facts);
        let queue = decision.send.map(|send| send.queue.clone());
        if (decision.rule, &queue) != (case.rule.as_str(), &case.queue) {
            writeln!(wrong, "{}: {} -> {queue:?}", case.name, decision.rule).expect("a string");
        }
        assert_eq!(decision, shipped().decide(&facts), "{}", case.name);
        let first = rules.explain(&facts).into_iter().find(|rule| rule.holds);
        assert_eq!(first.map(|rule| rule.rule), Some(decision.rule), "{}", case.name);
        assert_eq!(rules.opens(&facts), decision.send.is_some(), "{}", case.name);
        let (open, routed) = (rules.decide_open(&facts), rules.route_open(&facts));
        assert_eq!(
            (open.rule, open.send),
            (routed.rule, Some(routed.send)),
            "{}",
            case.name
        );
        let priority = (routed.priority_score, routed.priority);
        assert_eq!((open.priority_score, open.priority), priority, "{}", case.name);
    }
    assert!(wrong.is_empty(), "\n{wrong}");
    assert!(cases.len() > 15);
}

#[test]
fn a_decision_shows_what_it_compared() {
    let rules = shipped();
    let facts = Facts {
        sentiment: Some(-0.25),
        risk_level: Level::High,
        ..quiet(&[Cue::Question])
    };
    let decision = rules.decide(&facts);
    let compared: Vec<String> = decision
        .compared
        .iter()
        .map(|c| format!("{}: {} / {}", c.field, c.wanted, c.found))
        .collect();
    assert_eq!(
        compared,
        [
            "risk_level: at least high / high",
            "sentiment: below -0.2 / -0.25"
        ]
    );
}

#[test]
fn whether_a_post_opens_a_case_is_the_same_whatever_the_case_around_it() {
    let rules = shipped();
    // The other signs are asked about by no rule.
    let asked = [
        Cue::Question,
        Cue::Complaint,
        Cue::Thanks,
        Cue::Safety,
        Cue::Legal,
        Cue::Media,
        Cue::Regulator,
        Cue::ThreatToLeave,
        Cue::RepeatContact,
        Cue::AsksForManager,
        Cue::OffersHelp,
        Cue::SameHere,
        Cue::Defends,
        Cue::ChannelHop,
        Cue::VulnerablePerson,
    ];
    for mask in 0..1_u32 << asked.len() {
        let shown = asked.iter().enumerate().filter(|(n, _)| mask >> n & 1 == 1);
        let cues: Vec<Cue> = shown.map(|(_, cue)| *cue).collect();
        let alone = quiet(&cues);
        let amid = Facts {
            risk_level: Level::Critical,
            risk_score: 1.0,
            shares: 9000,
            audience: 1_000_000,
            posts: 7,
            joiners: 300,
            peer_answers: 9,
            earlier_cases: 4,
            late: true,
            breached: true,
            ..alone.clone()
        };
        assert_eq!(
            rules.decide(&alone).send.is_some(),
            rules.decide(&amid).send.is_some(),
            "{cues:?}"
        );
    }
}

/// Whether a rule file of this one condition takes these facts.
fn holds(condition: &str, facts: &Facts<'_>) -> bool {
    let text = format!(
        "version: 1\nqueues: [a, b]\nroutes: [{{ id: r, when: {condition}, send: {{ queue: a, priority: 1 }} }}]\n\
         otherwise: {{ send: {{ queue: b, priority: 1 }} }}\n"
    );
    let rules =
        RuleSet::compile("one.yaml", &text).unwrap_or_else(|problems| panic!("{condition}: {problems:?}"));
    rules.decide(facts).rule == "r"
}

/// A condition that every axis meets, and one that it does not.
const AXES: [(&str, &str); 15] = [
    ("{ sentiment: { at_most: -0.5 } }", "{ sentiment: { above: 0 } }"),
    (
        "{ about_brand: { at_least: 0.9 } }",
        "{ about_brand: { below: 0.9 } }",
    ),
    (
        "{ stance: { equals: against } }",
        "{ stance: { one_of: [for, unknown] } }",
    ),
    ("{ complaint: { above: 0.8 } }", "{ complaint: { below: 0.8 } }"),
    (
        "{ intents: { has_all: [refund, delay] } }",
        "{ intents: { has_all: [refund, login] } }",
    ),
    (
        "{ intents: { has_any: [login, delay] } }",
        "{ intents: { has: other } }",
    ),
    (
        "{ intent_confidence: { equals: 0.75 } }",
        "{ intent_confidence: { below: 0.7 } }",
    ),
    ("{ urgency: { equals: now } }", "{ urgency: { below: now } }"),
    (
        "{ cues: { has_all: [deadline, hearsay] } }",
        "{ cues: { has_any: [executive_named, legal] } }",
    ),
    ("{ formality: { below: 0 } }", "{ formality: { above: 0 } }"),
    (
        "{ humour: { equals: 0.25 }, emotion: { equals: fear } }",
        "{ emotion: { one_of: [none, joy] } }",
    ),
    ("{ all_caps: { above: 0.4 } }", "{ all_caps: { above: 0.5 } }"),
    (
        "{ emoji_density: { above: 0 } }",
        "{ emoji_density: { at_least: 1 } }",
    ),
    (
        "{ case_state: { equals: unresolved } }",
        "{ case_state: { equals: resolved } }",
    ),
    (
        "{ language: { equals: en }, language_confidence: { above: 0.5 } }",
        "{ language_confidence: { below: 0.5 } }",
    ),
];

#[test]
fn every_axis_can_be_asked_about() {
    let wanted = |intent, confidence| ScoredIntent { intent, confidence };
    let intents = [wanted(Intent::Refund, 0.75), wanted(Intent::Delay, 0.25)];
    let facts = Facts {
        sentiment: Some(-0.5),
        about_brand: Some(0.9),
        stance: Stance::Against,
        complaint: Some(0.9),
        intents: &intents,
        urgency: Urgency::Now,
        tone: Some(Tone {
            formality: -0.5,
            humour: 0.25,
            emotion: Emotion::Fear,
            all_caps: 0.5,
            emoji_density: 0.125,
        }),
        case_state: CaseState::Unresolved,
        language_confidence: Some(0.75),
        ..quiet(&[Cue::Deadline, Cue::Hearsay])
    };
    for (met, unmet) in AXES {
        assert!(holds(met, &facts), "{met}");
        assert!(!holds(unmet, &facts), "{unmet}");
    }
}

#[test]
fn what_the_scorer_abstained_on_is_no_number_at_all() {
    let unsure = Facts {
        abstention: Some(Abstention::LowMargin),
        ..quiet(&[])
    };
    for axis in [
        "sentiment",
        "complaint",
        "about_brand",
        "formality",
        "intent_confidence",
    ] {
        assert!(
            !holds(&format!("{{ {axis}: {{ at_most: 1 }} }}"), &unsure),
            "{axis}"
        );
        assert!(
            holds(&format!("{{ {axis}: {{ exists: false }} }}"), &unsure),
            "{axis}"
        );
    }
    assert!(holds("{ abstention: { exists: true } }", &unsure));
    assert!(holds(
        "{ abstention: { one_of: [too_short, low_margin] } }",
        &unsure
    ));
    assert!(!holds("{ abstention: { equals: no_words } }", &unsure));
    assert!(!holds("{ abstention: { exists: true } }", &quiet(&[])));
    assert!(
        !holds("{ emotion: { equals: none } }", &unsure),
        "no words, no tone"
    );
}

#[test]
fn bad_files_are_refused_with_every_mistake() {
    let folder = root().join("tests/fixtures/rules/bad");
    let mut files: Vec<PathBuf> = fs::read_dir(folder)
        .expect("bad files")
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| path.extension().is_some_and(|e| e == "yaml"))
        .collect();
    files.sort();
    assert!(files.len() >= 5);
    for path in files {
        let name = path.file_name().and_then(|name| name.to_str()).expect("a name");
        let problems =
            RuleSet::compile(name, &fs::read_to_string(&path).expect("a file")).expect_err("a refusal");
        let mut found = String::new();
        for problem in &problems {
            writeln!(found, "{problem}").expect("a string");
        }
        let expected = path.with_extension("expected.txt");
        if std::env::var_os("OUTCRY_WRITE_EXPECTED").is_some() {
            fs::write(&expected, &found).expect("written");
        }
        assert_eq!(found, fs::read_to_string(&expected).unwrap_or_default(), "{name}");
    }
}

#[test]
fn the_hash_changes_with_the_text_and_only_with_it() {
    let text = "version: 1\nqueues: [a]\nroutes: []\notherwise: { send: { queue: a, priority: 1 } }\n";
    let hash = |file: &str, text: &str| RuleSet::compile(file, text).expect("rules").hash().to_string();
    assert_eq!(hash("one", text), hash("two", text));
    assert_ne!(hash("one", text), hash("one", &text.replace("1 }", "2 }")));
    assert_eq!(hash("one", text).len(), 32);
}

#[test]
fn an_escalation_climbs_with_the_facts_and_is_left_late() {
    let rules = shipped();
    let rule = |id: &str| {
        rules
            .escalations()
            .iter()
            .find(|rule| rule.id == id)
            .expect("a rule")
    };
    let joined = |joiners| Facts {
        joiners,
        ..quiet(&[])
    };
    let same = rule("same-trouble");
    assert_eq!(
        [0, 4, 5, 19, 20].map(|n| same.level(&joined(n), 0)),
        [0, 0, 1, 1, 2]
    );
    assert_eq!(
        [20, 16, 15, 4, 3].map(|n| same.level(&joined(n), 2)),
        [2, 2, 1, 1, 0]
    );
    assert_eq!(
        [0, 1, 2, 3].map(|n| same.severity(n)),
        [None, Some(Severity::Warning), Some(Severity::Error), None]
    );
    let compared = same.compared(1, &joined(7));
    assert_eq!(
        (compared[0].wanted.as_str(), compared[0].found.as_str()),
        ("at least 5", "7")
    );
    assert_eq!(same.compared(0, &joined(7)), []);
}

#[test]
fn until_keeps_a_level_until_it_holds() {
    let text = "version: 1\nqueues: [a]\nroutes: []\notherwise: { send: { queue: a, priority: 1 } }\n\
                escalations:\n  - id: e\n    levels:\n      - severity: error\n        when: { shares: { at_least: 100 } }\n        \
                until: { shares: { below: 10 } }\n";
    let rules = RuleSet::compile("rules", text).expect("rules");
    let level = |shares, present| rules.escalations()[0].level(&Facts { shares, ..quiet(&[]) }, present);
    assert_eq!(
        [level(99, 0), level(100, 0), level(10, 1), level(9, 1)],
        [0, 1, 1, 0]
    );
}

/// Runs over a recorded day where one is there: `OUTCRY_SHARED` names the folder that holds it.
#[test]
fn a_recorded_day_opens_cases_for_some_posts_and_not_for_others() {
    let Some(shared) = std::env::var_os("OUTCRY_SHARED") else {
        eprintln!("SKIPPED: no recorded day: OUTCRY_SHARED is not set");
        return;
    };
    let path = Path::new(&shared).join("data/stream/x-day.jsonl.gz");
    let mut text = String::new();
    let file = fs::File::open(&path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
    std::io::Read::read_to_string(&mut flate2::read::GzDecoder::new(file), &mut text)
        .expect("a recorded day");
    let (rules, list) = (shipped(), scorer());
    let mut by_rule: std::collections::BTreeMap<String, u32> = std::collections::BTreeMap::new();
    let (mut posts, mut opened) = (0_u32, 0_u32);
    for line in text.lines() {
        let record: serde_json::Value = serde_json::from_str(line).expect("a record");
        let data = &record["value"]["data"];
        let Some(plain) = data["text"]
            .as_str()
            .filter(|_| data["referenced_tweets"].is_null())
        else {
            continue;
        };
        let scores = list.score(&Asked::alone(plain));
        let facts = Facts {
            sentiment: scores.sentiment,
            urgency: scores.urgency,
            ..quiet(&scores.cues)
        };
        let decision = rules.decide(&facts);
        *by_rule.entry(decision.rule.into()).or_default() += 1;
        posts += 1;
        opened += u32::from(decision.send.is_some());
    }
    println!("{opened} of {posts} posts open a case: {by_rule:?}");
    assert!(posts > 10_000);
    assert!(
        opened * 10 > posts * 3 && opened * 10 < posts * 8,
        "{opened} of {posts}"
    );
}
