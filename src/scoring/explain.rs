//! Why a score is what it is: what each part of a text adds to the logit of a class. Whole numbers, so that the
//! parts add up to the logit exactly.

use super::features::{Features, Group, Groups, Marks, Sink, WHOLE, extract};
use super::linear::Linear;
use super::text::Scan;

/// What one part of a text adds to a class.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Part {
    /// Number of the token; `None` for what belongs to the text as a whole: its style, and its feelings summed.
    pub token: Option<u32>,
    /// As a whole number of the class.
    pub whole: i64,
}

/// Why one class got its logit.
#[derive(Debug, Clone, PartialEq)]
pub struct Reason {
    /// The class.
    pub label: String,
    /// What one whole number is worth.
    pub unit: f64,
    /// What an empty text has.
    pub bias: i64,
    /// What each part adds, by token, the text as a whole last.
    pub parts: Vec<Part>,
}

impl Reason {
    /// The logit, as a whole number.
    #[must_use]
    pub fn whole(&self) -> i64 {
        self.bias + self.parts.iter().map(|part| part.whole).sum::<i64>()
    }

    /// The logit.
    #[must_use]
    pub fn logit(&self) -> f64 {
        self.whole() as f64 * self.unit
    }
}

#[derive(Default)]
struct Owners(Vec<(Group, u32, u32)>);

impl Sink for Owners {
    fn take(&mut self, group: Group, token: u32, hash: u32) {
        self.0.push((group, token, hash));
    }
}

/// Why each class of a model got its logit. A pair of words counts for its second word.
#[must_use]
pub fn explain(model: &Linear, scan: &Scan, marks: &Marks) -> Vec<Reason> {
    let groups: Groups = model.groups();
    let mut features = Features::default();
    features.read(scan, marks, groups);
    let mut owners = Owners::default();
    extract(scan, marks, groups, &mut owners);
    let reason = |column: usize, label: &str, unit: f64, bias: i64| {
        let mut parts: Vec<Part> = (0..scan.tokens().len() as u32)
            .map(|token| Part {
                token: Some(token),
                whole: 0,
            })
            .collect();
        let mut rest = Part {
            token: None,
            whole: 0,
        };
        for (group, token, hash) in &owners.0 {
            let share = model.share(&features, *group, *hash, column);
            match parts.get_mut(*token as usize) {
                Some(part) if *token != WHOLE => part.whole += share,
                _ => rest.whole += share,
            }
        }
        parts.push(rest);
        Reason {
            label: label.to_owned(),
            unit,
            bias,
            parts,
        }
    };
    let columns = model.columns().iter().enumerate();
    columns
        .map(|(number, column)| reason(number, &column.label, column.unit, column.bias))
        .collect()
}
