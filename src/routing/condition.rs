//! A compiled condition: says whether it holds, and what it compared.

use super::facts::Facts;
use super::field::Field;
use super::number::Number;
use super::set::{Member, Set};
use super::word::{Flag, Word};
use crate::domain::item::Compared;

/// A compiled condition. A comparison with something the facts lack does not hold, and its `not` does.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Condition {
    Always,
    All(Vec<Self>),
    Any(Vec<Self>),
    Not(Box<Self>),
    Test(Test),
}

/// One comparison.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Test {
    Number {
        field: Number,
        compare: Compare,
        than: f64,
    },
    Word {
        field: Word,
        one_of: Vec<String>,
    },
    Flag {
        field: Flag,
        is: bool,
    },
    /// At least one of these is in the set.
    Set {
        field: Set,
        any: Vec<Member>,
    },
    Exists {
        field: Field,
        is: bool,
    },
}

/// How a number is compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Compare {
    AtLeast,
    AtMost,
    Above,
    Below,
    Equals,
}

impl Compare {
    const fn holds(self, found: f64, than: f64) -> bool {
        match self {
            Self::AtLeast => found >= than,
            Self::AtMost => found <= than,
            Self::Above => found > than,
            Self::Below => found < than,
            Self::Equals => found == than,
        }
    }

    const fn words(self) -> &'static str {
        match self {
            Self::AtLeast => "at least",
            Self::AtMost => "at most",
            Self::Above => "above",
            Self::Below => "below",
            Self::Equals => "equal to",
        }
    }
}

impl Condition {
    /// Whether it holds. No allocation.
    pub(super) fn holds(&self, facts: &Facts<'_>) -> bool {
        match self {
            Self::Always => true,
            Self::All(parts) => parts.iter().all(|part| part.holds(facts)),
            Self::Any(parts) => parts.iter().any(|part| part.holds(facts)),
            Self::Not(part) => !part.holds(facts),
            Self::Test(test) => test.holds(facts),
        }
    }

    /// The comparisons that made it hold: of alternatives, only those that hold.
    pub(super) fn because(&self, facts: &Facts<'_>) -> Vec<Compared> {
        let mut to = Vec::new();
        self.collect(facts, false, true, &mut to);
        to
    }

    /// Every comparison it names.
    pub(super) fn every(&self, facts: &Facts<'_>) -> Vec<Compared> {
        let mut to = Vec::new();
        self.collect(facts, false, false, &mut to);
        to
    }

    fn collect(&self, facts: &Facts<'_>, denied: bool, only_holding: bool, to: &mut Vec<Compared>) {
        match self {
            Self::Always => {}
            Self::All(parts) | Self::Any(parts) => {
                for part in parts {
                    if !only_holding || part.holds(facts) != denied {
                        part.collect(facts, denied, only_holding, to);
                    }
                }
            }
            Self::Not(part) => part.collect(facts, !denied, only_holding, to),
            Self::Test(test) => to.push(test.compared(facts, denied)),
        }
    }

    /// Every comparison in it, whatever stands around it.
    pub(super) fn tests(&self) -> Vec<&Test> {
        match self {
            Self::Always => Vec::new(),
            Self::All(parts) | Self::Any(parts) => parts.iter().flat_map(Self::tests).collect(),
            Self::Not(part) => part.tests(),
            Self::Test(test) => vec![test],
        }
    }

    /// The condition with each number's threshold moved by `share` of itself towards holding.
    /// Inside a `not` nothing is moved.
    pub(super) fn relaxed(&self, share: f64) -> Self {
        let each = |parts: &[Self]| parts.iter().map(|part| part.relaxed(share)).collect();
        match self {
            Self::Always => Self::Always,
            Self::All(parts) => Self::All(each(parts)),
            Self::Any(parts) => Self::Any(each(parts)),
            Self::Not(part) => Self::Not(part.clone()),
            Self::Test(test) => Self::Test(test.relaxed(share)),
        }
    }
}

impl Test {
    /// The field compared.
    pub(super) const fn field(&self) -> Field {
        match self {
            Self::Number { field, .. } => Field::Number(*field),
            Self::Word { field, .. } => Field::Word(*field),
            Self::Flag { field, .. } => Field::Flag(*field),
            Self::Set { field, .. } => Field::Set(*field),
            Self::Exists { field, .. } => *field,
        }
    }

    fn holds(&self, facts: &Facts<'_>) -> bool {
        match self {
            Self::Number { field, compare, than } => {
                field.of(facts).is_some_and(|found| compare.holds(found, *than))
            }
            Self::Word { field, one_of } => field
                .of(facts)
                .is_some_and(|found| one_of.iter().any(|wanted| wanted == found)),
            Self::Flag { field, is } => field.of(facts) == Some(*is),
            Self::Set { any, .. } => any.iter().any(|member| member.is_in(facts)),
            Self::Exists { field, is } => field.exists(facts) == *is,
        }
    }

    fn relaxed(&self, share: f64) -> Self {
        match self {
            Self::Number { field, compare, than } if field.ranks().is_empty() => {
                let moved = than.abs() * share;
                let than = match compare {
                    Compare::AtLeast | Compare::Above => than - moved,
                    Compare::AtMost | Compare::Below => than + moved,
                    Compare::Equals => *than,
                };
                Self::Number {
                    field: *field,
                    compare: *compare,
                    than,
                }
            }
            Self::Number { .. }
            | Self::Word { .. }
            | Self::Flag { .. }
            | Self::Set { .. }
            | Self::Exists { .. } => self.clone(),
        }
    }

    fn compared(&self, facts: &Facts<'_>, denied: bool) -> Compared {
        let wanted = self.wanted();
        Compared {
            field: self.field().name().into(),
            wanted: if denied { format!("not {wanted}") } else { wanted },
            found: found(self.field(), facts),
        }
    }

    fn wanted(&self) -> String {
        match self {
            Self::Number { field, compare, than } => format!("{} {}", compare.words(), field.words(*than)),
            Self::Word { one_of, .. } => one_of.join(" or "),
            Self::Flag { is, .. } => is.to_string(),
            Self::Set { any, .. } => {
                let names: Vec<&str> = any.iter().map(|member| member.name()).collect();
                names.join(" or ")
            }
            Self::Exists { is, .. } => if *is { "known" } else { "unknown" }.into(),
        }
    }
}

/// The value of a field in words.
fn found(field: Field, facts: &Facts<'_>) -> String {
    let known = match field {
        Field::Number(number) => number.of(facts).map(|value| number.words(value)),
        Field::Word(word) => word.of(facts).map(Into::into),
        Field::Flag(flag) => flag.of(facts).map(|value| value.to_string()),
        Field::Set(set) => Some(set.words(facts)),
    };
    known.unwrap_or_else(|| "unknown".into())
}
