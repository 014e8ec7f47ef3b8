use super::{Group, Groups, Marks, Sink, extract};
use crate::scoring::text::Scan;
use crate::scoring::valences::Valences;

#[derive(Default)]
struct All(Vec<(Group, u32, u32)>);

impl Sink for All {
    fn take(&mut self, group: Group, token: u32, hash: u32) {
        self.0.push((group, token, hash));
    }
}

const FULL: [u32; 4] = [1, 0, 1, 1];
const FAST: [u32; 4] = [1, 0, 0, 1];

fn features(text: &str, weights: [u32; 4]) -> Vec<(Group, u32, u32)> {
    let mut scan = Scan::new();
    scan.read(text);
    let mut all = All::default();
    let mut marks = Marks::default();
    marks.read(&scan, &Valences::default());
    extract(&scan, &marks, Groups::weighed(weights), &mut all);
    all.0
}

#[test]
fn the_same_text_has_the_same_features() {
    let text = "Not good at all, my parcel is LOST!!! 😡";
    assert_eq!(features(text, FULL), features(text, FULL));
}

#[test]
fn a_negated_word_is_another_feature() {
    let plain = features("that is good", FAST);
    let negated = features("that is not good", FAST);
    let new = negated
        .iter()
        .filter(|(_, _, hash)| !plain.iter().any(|(_, _, known)| known == hash));
    assert!(new.count() >= 4, "not, two pairs, good after a negation");
}

#[test]
fn the_fast_profile_has_no_letters() {
    assert!(
        features("hello there", FAST)
            .iter()
            .all(|(group, ..)| *group != Group::Letters)
    );
    let full = features("hello", FULL);
    // seven letters with the edges: 6 pairs, 5 threes, 4 fours, 3 fives
    assert_eq!(
        full.iter().filter(|(group, ..)| *group == Group::Letters).count(),
        18
    );
}

#[test]
fn an_empty_text_has_style_alone() {
    assert!(
        features("", FULL)
            .iter()
            .all(|(group, ..)| *group == Group::Style)
    );
}
