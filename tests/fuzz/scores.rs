//! Scoring allocates nothing once its buffers have grown.

use std::collections::BTreeMap;

use outcry::domain::brand::Brand;
use outcry::scoring::axes::Compiled;
use outcry::scoring::model::{Model, Profile};
use outcry::scoring::scorer::{ModelScorer, Scratch};
use outcry::scoring::{Asked, vader};

const POSTS: [&str; 4] = [
    "@acme two hours on hold, then hung up on. NEVER again!!! 😡 https://pictures.example/1 #fail",
    "danke für die schnelle Hilfe :) alles wieder gut, ihr seid spitze",
    "is the shop in the old town open on Sunday, or only on weekdays?",
    "👍🏽",
];

#[test]
fn scoring_a_text_allocates_nothing_after_warm_up() {
    let model = Model::read(include_bytes!("../../models/default.model")).expect("the built-in model");
    for profile in [Profile::Full, Profile::Fast] {
        let nobody = Compiled::new(&Brand::default()).expect("phrases");
        let scorer = ModelScorer::new(model.clone(), profile, BTreeMap::new(), nobody).expect("a profile");
        let mut scratch = Scratch::default();
        let mut rules = vader::Scratch::new();
        let mut score = |text: &str| {
            let reading = scorer.read(&mut scratch, &Asked::alone(text));
            let compound = vader::score(&scorer.model().rules, text, &mut rules).compound;
            (reading.complaint, compound)
        };
        for text in POSTS {
            score(text);
        }
        for text in POSTS {
            let spent = allocation_counter::measure(|| {
                score(text);
            });
            assert_eq!(spent.count_total, 0, "{text:?} by {profile:?}");
        }
    }
}
