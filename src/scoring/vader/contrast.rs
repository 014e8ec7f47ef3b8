//! `but`: what stands after it outweighs what stands before it.

use std::collections::BTreeSet;

use super::hit::Rule;

/// What counts of a valence before `but`, and after it.
const BEFORE: f64 = 0.5;
const AFTER: f64 = 1.5;
/// Up to so many words a look at all of them is quickest, and allocates nothing.
const FEW: usize = 400;

/// Weighs the valences before and after the first `but`. As in the Python package each is looked up by its first
/// equal: where a word before it has the same valence by then, that one changes in its place.
pub(super) fn contrast(valences: &mut [f64], but: usize, note: &mut impl FnMut(usize, Rule)) {
    let mut index = (valences.len() > FEW).then(BTreeSet::new);
    for at in 0..valences.len() {
        let Some(valence) = valences.get(at).copied().filter(|valence| *valence != 0.0) else {
            continue;
        };
        let bits = valence.to_bits();
        let first = match &index {
            None => valences.iter().position(|one| *one == valence),
            Some(index) => index
                .range((bits, 0)..=(bits, at))
                .next()
                .map(|(_, first)| *first),
        };
        let first = first.unwrap_or(at);
        let (share, rule) = if first < but {
            (BEFORE, Some(Rule::BeforeBut))
        } else if first > but {
            (AFTER, Some(Rule::AfterBut))
        } else {
            (1.0, None)
        };
        let changed = valence * share;
        if let Some(found) = valences.get_mut(first) {
            *found = changed;
        }
        if let Some(index) = &mut index {
            index.insert((bits, at));
            index.remove(&(bits, first));
            index.insert((changed.to_bits(), first));
        }
        if let Some(rule) = rule {
            note(first, rule);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_equal_valence_before_it_changes_instead() {
        let mut valences = [2.0, 1.0, 0.0, 1.5];
        contrast(&mut valences, 2, &mut |_, _| {});
        // 2 is 1 when the second word is looked up, which so stays what it is.
        assert_eq!(valences, [0.5, 1.0, 0.0, 2.25]);
    }

    #[test]
    fn many_words_change_as_a_look_at_all_of_them_has_it() {
        let valence = |at: usize| [0.0, 2.0, -1.0, 1.0, 0.5, -2.0, 0.25][at * at % 31 % 7];
        let mut long: Vec<f64> = (0..FEW * 4).map(valence).collect();
        long[FEW] = 0.0;
        let mut plain = long.clone();
        contrast(&mut long, FEW, &mut |_, _| {});
        for at in (0..plain.len()).filter(|at| *at != FEW) {
            let first = plain.iter().position(|one| *one == plain[at]).unwrap();
            plain[first] *= if first < FEW { BEFORE } else { AFTER };
        }
        assert!(long == plain);
    }
}
