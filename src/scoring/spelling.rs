//! What the letters of words add to a model of few columns, word by word: a word that was met before is not summed
//! again. What is kept changes no sum, only how fast it is found.

use super::features::{Group, Groups, Marks, WHOLE, letters_of, shows_letters};
use super::linear::{FEW, Linear, Summed};
use super::text::Scan;

/// Words that are kept; of two words for one slot the later stays.
const SLOTS: usize = 1 << 12;
/// Longest word that is kept, in letters.
const LONGEST: usize = 16;

/// The letters of words that were met before. Reusable; serves one model at a time.
#[derive(Debug, Default)]
pub struct Spelling {
    /// The model whose sums are kept: [`Linear::fingerprint`].
    model: u64,
    slots: Vec<Slot>,
    hashes: Vec<u32>,
}

/// A word and what its letters add.
#[derive(Debug, Clone, Copy, Default)]
struct Slot {
    /// Its letters, a byte each; 0 is a free slot.
    word: u128,
    sums: [i16; FEW],
    count: u16,
}

impl Spelling {
    /// The sums of the letters of a text, and the groups of features that the model needs beside them: all that it
    /// looks at, and no sums, for one of many columns or one that does not look at letters.
    pub fn read(&mut self, model: &Linear, scan: &Scan, marks: &Marks) -> (Option<Summed>, Groups) {
        let groups = model.groups();
        if !model.is_of_few() || !groups.has(Group::Letters) {
            return (None, groups);
        }
        (self.summed(model, scan, marks), groups.without(Group::Letters))
    }

    fn summed(&mut self, model: &Linear, scan: &Scan, marks: &Marks) -> Option<Summed> {
        if self.model != model.fingerprint() || self.slots.is_empty() {
            self.slots.clear();
            self.slots.resize(SLOTS, Slot::default());
            self.model = model.fingerprint();
        }
        let mut summed = Summed::default();
        for (token, seen) in scan.tokens().iter().zip(marks.seen()) {
            if !shows_letters(token, *seen) {
                continue;
            }
            let word = packed(scan.word(token));
            let place = token.hash as usize & (SLOTS - 1);
            let slot = self.slots.get_mut(place)?;
            if word == 0 || slot.word != word {
                self.hashes.clear();
                letters_of(scan, token, WHOLE, &mut self.hashes);
                let sums = model.sums_of_few(&self.hashes);
                if word == 0 {
                    summed.add(self.hashes.len(), sums);
                    continue;
                }
                // at most 4 rows of a byte begin at each of 17 letters: 16 bits hold them
                *slot = Slot {
                    word,
                    sums: sums.map(|sum| sum as i16),
                    count: self.hashes.len() as u16,
                };
            }
            summed.add(slot.count.into(), slot.sums.map(i32::from));
        }
        Some(summed)
    }
}

/// The letters of a word, a byte each; 0 for a word with others than those of ASCII, or with too many.
#[inline]
fn packed(word: &[char]) -> u128 {
    if word.len() > LONGEST {
        return 0;
    }
    let (mut packed, mut all) = (0, 0);
    for letter in word {
        packed = packed << 8 | u128::from(*letter as u32);
        all |= *letter as u32;
    }
    if all < 0x80 { packed } else { 0 }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::evaluation::dice::Dice;
    use crate::scoring::features::Features;
    use crate::scoring::linear::{Column, ONE};
    use crate::scoring::valences::Valences;

    const TEXTS: [&str; 7] = [
        "the parcel is not here, the parcel is lost",
        "the PARCEL is nooooot heeere #theparcel",
        "señora, la caja está rota; où est le colis",
        "الشحنة تأخرت جدا the parcel",
        "a antidisestablishmentarianism parcel sixteenlettersxx seventeenlettersxx",
        "",
        "today Maria says the parcel is not here",
    ];

    fn model(columns: usize, seed: u64) -> Linear {
        let mut dice = Dice(seed);
        let columns: Vec<Column> = (0..columns)
            .map(|number| Column {
                label: number.to_string(),
                bias: 5,
                unit: 1e-6,
            })
            .collect();
        let rows: Vec<i8> = (0..columns.len() << 8).map(|_| dice.roll() as i8).collect();
        Linear::new(8, columns, [ONE, 0, ONE, ONE], &rows).unwrap()
    }

    fn logits(model: &Linear, text: &str, spelling: Option<&mut Spelling>) -> Vec<f64> {
        let (mut scan, mut marks, mut features) = (Scan::new(), Marks::default(), Features::default());
        scan.read(text);
        marks.read(&scan, &Valences::default());
        let (letters, groups) = match spelling {
            Some(spelling) => spelling.read(model, &scan, &marks),
            None => (None, model.groups()),
        };
        assert_eq!(letters.is_none(), groups.has(Group::Letters));
        features.read(&scan, &marks, groups);
        let mut logits = Vec::new();
        model.logits_with(&features, letters, &mut Vec::new(), &mut logits);
        logits
    }

    #[test]
    fn what_was_met_before_changes_no_logit() {
        let mut spelling = Spelling::default();
        let models = [model(4, 1), model(3, 2)];
        for round in 0..3 {
            for model in &models {
                for text in TEXTS {
                    let found = logits(model, text, Some(&mut spelling));
                    assert_eq!(found, logits(model, text, None), "{text:?} in round {round}");
                    assert_eq!(found, logits(model, text, Some(&mut spelling)), "{text:?} again");
                }
            }
        }
    }

    #[test]
    fn a_word_takes_the_slot_of_another() {
        let (model, mut spelling) = (model(4, 3), Spelling::default());
        let mut dice = Dice(9);
        for number in 0..2 * SLOTS {
            let text = ["parcel", "lost", "here"][dice.below(3)].to_owned() + &letters(number);
            assert_eq!(
                logits(&model, &text, Some(&mut spelling)),
                logits(&model, &text, None),
                "{text}"
            );
        }
    }

    fn letters(mut number: usize) -> String {
        let mut letters = String::new();
        for _ in 0..4 {
            letters.push(char::from(b'a' + (number % 26) as u8));
            number /= 26;
        }
        letters
    }

    #[test]
    fn a_model_of_many_columns_keeps_none() {
        let (mut scan, mut marks) = (Scan::new(), Marks::default());
        scan.read("the parcel");
        marks.read(&scan, &Valences::default());
        let many = model(5, 4);
        let found = Spelling::default().read(&many, &scan, &marks);
        assert_eq!(found, (None, many.groups()));
    }
}
