//! Minimal pairs: two texts that differ by little and mean different things. Those that the phrases get wrong
//! are marked, so that the list says what is weak and a repair shows.

use super::*;
use crate::domain::brand::Brand;
use crate::domain::score::{CaseState, Cue, Intent, Urgency};
use crate::scoring::intents::surest;

/// What is asked of a text.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Wanted {
    Has(Cue),
    Lacks(Cue),
    Soon(Urgency),
    State(CaseState),
    Top(Intent),
}

use Wanted::{Has, Lacks, Soon, State, Top};

/// Whether the phrases get the pair right today.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Known {
    Right,
    Wrong,
}

use Known::{Right, Wrong};

type Pair = ((&'static str, Wanted), (&'static str, Wanted), Known);

const NEGATION: &[Pair] = &[
    (
        ("I will call a lawyer", Has(Cue::Legal)),
        ("no need to call a lawyer", Lacks(Cue::Legal)),
        Right,
    ),
    (
        ("this is unsafe", Has(Cue::Safety)),
        ("this is not unsafe at all", Lacks(Cue::Safety)),
        Right,
    ),
    (
        ("I will never fly with you again", Has(Cue::ThreatToLeave)),
        ("I will always fly with you", Lacks(Cue::ThreatToLeave)),
        Right,
    ),
    (
        ("please call me, it is urgent", Soon(Urgency::Today)),
        ("please call me, it is not urgent", Soon(Urgency::CanWait)),
        Right,
    ),
    (
        ("our train is delayed", Has(Cue::Complaint)),
        ("our train is not delayed", Lacks(Cue::Complaint)),
        Right,
    ),
    (
        ("I want to speak to a manager", Has(Cue::AsksForManager)),
        ("I don't want to speak to a manager", Lacks(Cue::AsksForManager)),
        Right,
    ),
    (
        ("the app is working again, thanks", State(CaseState::Resolved)),
        ("the app is not working again", State(CaseState::Unresolved)),
        Right,
    ),
    (
        ("ich gehe zum Anwalt", Has(Cue::Legal)),
        ("ich brauche keinen Anwalt", Lacks(Cue::Legal)),
        Right,
    ),
    (
        ("quiero llamar a mi abogado", Has(Cue::Legal)),
        ("no quiero llamar a mi abogado", Lacks(Cue::Legal)),
        Right,
    ),
    (
        ("I'm telling the press about this", Has(Cue::Media)),
        ("press the button to start", Lacks(Cue::Media)),
        Right,
    ),
];

const SARCASM: &[Pair] = &[
    (
        ("thanks for the quick help!", Has(Cue::Thanks)),
        ("thanks for nothing!", Lacks(Cue::Thanks)),
        Right,
    ),
    (
        ("thanks for the help with the delay", Has(Cue::Thanks)),
        ("thanks for another delay", Has(Cue::Complaint)),
        Right,
    ),
    (
        ("great job finding my parcel", Has(Cue::Thanks)),
        ("great job losing my parcel", Has(Cue::Complaint)),
        Right,
    ),
    (
        ("I love how you treat people", Lacks(Cue::Complaint)),
        ("I love how you lose my parcel", Has(Cue::Complaint)),
        Right,
    ),
    (
        ("the wait was short, lovely", Lacks(Cue::Complaint)),
        ("two hours on hold, lovely 🙄", Has(Cue::Complaint)),
        Right,
    ),
    (
        ("well done, it works", Top(Intent::Praise)),
        ("well done ruining my holiday", Has(Cue::Complaint)),
        Right,
    ),
    (
        ("five stars, wonderful stay", Top(Intent::Praise)),
        (
            "five stars for waking me up at dawn with a drill",
            Has(Cue::Complaint),
        ),
        Wrong,
    ),
    (
        ("danke für die schnelle Hilfe", Has(Cue::Thanks)),
        ("danke für nichts", Lacks(Cue::Thanks)),
        Right,
    ),
    (
        ("merci pour votre aide", Has(Cue::Thanks)),
        ("merci pour rien", Lacks(Cue::Thanks)),
        Right,
    ),
    (
        ("what a lovely day, cheers", Lacks(Cue::Complaint)),
        ("what a joke, cheers", Has(Cue::Complaint)),
        Right,
    ),
];

const STATE: &[Pair] = &[
    (
        ("finally fixed, thank you", State(CaseState::Resolved)),
        ("still not fixed", State(CaseState::Unresolved)),
        Right,
    ),
    (
        ("it was fixed yesterday", State(CaseState::Resolved)),
        ("it was fixed but broke again", State(CaseState::Unresolved)),
        Right,
    ),
    (
        ("my refund has arrived", State(CaseState::Resolved)),
        ("my refund hasn't arrived", State(CaseState::Unresolved)),
        Right,
    ),
    (
        ("thanks for solving my problem", State(CaseState::Resolved)),
        (
            "thanks for reading about my problem",
            State(CaseState::Unresolved),
        ),
        Wrong,
    ),
    (
        ("all sorted now", State(CaseState::Resolved)),
        ("not sorted yet", State(CaseState::Unresolved)),
        Right,
    ),
    (
        ("thank you so much", State(CaseState::Thanks)),
        ("can you help, thanks in advance?", State(CaseState::Question)),
        Right,
    ),
    (
        ("das Problem ist gelöst", State(CaseState::Resolved)),
        ("das Problem ist nicht gelöst", State(CaseState::Unresolved)),
        Right,
    ),
    (
        ("le problème est résolu", State(CaseState::Resolved)),
        (
            "le problème n'est toujours pas résolu",
            State(CaseState::Unresolved),
        ),
        Right,
    ),
    (
        ("ya está resuelto, gracias", State(CaseState::Resolved)),
        ("sigue sin resolver", State(CaseState::Unresolved)),
        Right,
    ),
];

const POLITE: &[Pair] = &[
    (
        ("could you tell me when you open?", Lacks(Cue::Complaint)),
        (
            "could you tell me why my order is still not here?",
            Has(Cue::Complaint),
        ),
        Right,
    ),
    (
        ("how do I return a coat?", Top(Intent::Information)),
        (
            "how do I return a coat that arrived broken?",
            Top(Intent::DamagedItem),
        ),
        Right,
    ),
    (
        ("I would like to order a phone, please", Lacks(Cue::Complaint)),
        (
            "I would like to report a broken phone, please",
            Has(Cue::Complaint),
        ),
        Right,
    ),
    (
        ("is breakfast included?", Soon(Urgency::CanWait)),
        ("is your website down?", Soon(Urgency::Today)),
        Right,
    ),
    (
        ("what are the fees?", Top(Intent::FeesAndPrices)),
        ("I was charged twice", Top(Intent::WrongCharge)),
        Right,
    ),
    (
        ("can I get a refund if I cancel?", Top(Intent::Refund)),
        ("cancel my contract", Top(Intent::EndContract)),
        Right,
    ),
];

const SOONER: &[Pair] = &[
    (
        ("my flight was late last year", Soon(Urgency::CanWait)),
        (
            "my flight is late and I will miss my connection",
            Soon(Urgency::Now),
        ),
        Right,
    ),
    (
        ("we found a lovely hotel", Soon(Urgency::NoAction)),
        ("we are stranded, no hotel, this is terrible", Soon(Urgency::Now)),
        Right,
    ),
    (
        ("a locked door is a good thing, love it", Soon(Urgency::NoAction)),
        ("my account is locked, help", Soon(Urgency::Today)),
        Right,
    ),
    (
        ("the toaster looks like new", Soon(Urgency::NoAction)),
        ("the toaster caught fire", Soon(Urgency::Now)),
        Right,
    ),
    (
        ("lovely crew today", Soon(Urgency::NoAction)),
        ("rude crew last week", Soon(Urgency::CanWait)),
        Right,
    ),
    (
        ("I lost interest in this show", Soon(Urgency::NoAction)),
        ("you lost my suitcase", Soon(Urgency::Today)),
        Right,
    ),
    (
        ("travelling with friends", Lacks(Cue::VulnerablePerson)),
        ("travelling with my newborn", Has(Cue::VulnerablePerson)),
        Right,
    ),
    (
        ("first time I write to you", Lacks(Cue::RepeatContact)),
        ("third time I write to you", Has(Cue::RepeatContact)),
        Right,
    ),
    (
        ("my card was charged", Lacks(Cue::Deadline)),
        ("I need it by tomorrow", Has(Cue::Deadline)),
        Right,
    ),
];

const MIXED: &[Pair] = &[
    (
        ("my Paket is da, danke", Lacks(Cue::Complaint)),
        ("my Paket is kaputt, sehr schlecht", Has(Cue::Complaint)),
        Right,
    ),
    (
        ("el wifi funciona great, thanks", Lacks(Cue::Complaint)),
        ("el wifi no funciona, terrible service", Has(Cue::Complaint)),
        Right,
    ),
    (("😍👏", Has(Cue::Thanks)), ("😡👎", Has(Cue::Complaint)), Right),
    (("🎉🙌", Top(Intent::Praise)), ("🤔", Top(Intent::Other)), Right),
    (
        ("my friend told me you closed", Has(Cue::Hearsay)),
        ("my friend and I love it", Lacks(Cue::Hearsay)),
        Right,
    ),
    (
        ("same here, no signal since noon", Has(Cue::SameHere)),
        ("we sat here since noon", Lacks(Cue::SameHere)),
        Right,
    ),
];

fn holds(compiled: &Compiled, text: &str, wanted: Wanted) -> bool {
    let mut scan = Scan::new();
    scan.read(text);
    let axes = read(
        &scan,
        compiled,
        Asked {
            text,
            ..Asked::default()
        },
    );
    match wanted {
        Has(cue) => axes.cues.has(cue),
        Lacks(cue) => !axes.cues.has(cue),
        Soon(urgency) => axes.urgency == urgency,
        State(state) => axes.case_state == state,
        Top(intent) => surest::<1>(&[], &[], &axes)[0].is_some_and(|top| top.intent == intent),
    }
}

#[test]
fn minimal_pairs() {
    let compiled = Compiled::new(&Brand::default()).unwrap();
    let (mut pairs, mut right, mut changed) = (0, 0, Vec::new());
    for list in [NEGATION, SARCASM, STATE, POLITE, SOONER, MIXED] {
        for (first, second, known) in list {
            let failed: Vec<_> = [first, second]
                .into_iter()
                .filter(|(text, wanted)| !holds(&compiled, text, *wanted))
                .collect();
            pairs += 1;
            right += usize::from(failed.is_empty());
            for (text, wanted) in &failed {
                println!("wrong: {text:?}, wanted {wanted:?}");
            }
            if failed.is_empty() != (*known == Right) {
                changed.push(failed);
            }
        }
    }
    println!("{right} of {pairs} minimal pairs are right");
    assert!(pairs >= 40);
    assert!(changed.is_empty(), "not as marked: {changed:?}");
}
