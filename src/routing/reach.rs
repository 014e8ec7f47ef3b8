//! What a condition can ever meet: finds conditions that never hold, that always hold, and that hold whenever
//! another does. It sees through `all`, plain comparisons and single negations; where it cannot see it says nothing.

use std::collections::{BTreeMap, BTreeSet};

use super::condition::{Compare, Condition, Test};
use super::field::Field;
use super::number::Number;
use super::word::{Flag, Word};

/// The values that a conjunction of comparisons leaves to each field.
#[derive(Debug, Clone, Default)]
struct Reach {
    numbers: BTreeMap<Number, (f64, f64)>,
    words: BTreeMap<Word, BTreeSet<String>>,
    flags: BTreeMap<Flag, bool>,
    exists: BTreeMap<Field, bool>,
}

/// Why the condition can never hold, if it cannot.
pub(super) fn never(condition: &Condition) -> Option<String> {
    let at_fault = narrow(condition, &Reach::default()).err()?;
    let because = at_fault.map_or_else(String::new, |field| format!(", because of `{}`", field.name()));
    Some(format!("this condition can never hold{because}"))
}

/// Narrows `reach` by a condition; the field at fault, where there is one, if nothing is left.
fn narrow(condition: &Condition, reach: &Reach) -> Result<Reach, Option<Field>> {
    match condition {
        Condition::Always => Ok(reach.clone()),
        Condition::All(parts) => {
            // Plain comparisons first, so that alternatives are judged by all of them.
            let (plain, rest): (Vec<_>, Vec<_>) =
                parts.iter().partition(|part| matches!(part, Condition::Test(_)));
            plain
                .into_iter()
                .chain(rest)
                .try_fold(reach.clone(), |reach, part| narrow(part, &reach))
        }
        Condition::Any(parts) => {
            let mut at_fault = None;
            for part in parts {
                match narrow(part, reach) {
                    Ok(_) => return Ok(reach.clone()),
                    Err(field) => at_fault = field,
                }
            }
            Err(at_fault)
        }
        Condition::Not(part) => match part.as_ref() {
            Condition::Test(test) => denied(test, reach),
            part if always(part) => Err(None),
            Condition::Always | Condition::All(_) | Condition::Any(_) | Condition::Not(_) => {
                Ok(reach.clone())
            }
        },
        Condition::Test(test) => tested(test, reach),
    }
}

/// Least and greatest value that a comparison leaves, both possible.
fn bounds(field: Number, compare: Compare, than: f64) -> (f64, f64) {
    let (least, most) = field.range();
    let (up, down, above, below) = if field.is_whole() {
        (than.ceil(), than.floor(), than.floor() + 1.0, than.ceil() - 1.0)
    } else {
        (than, than, than.next_up(), than.next_down())
    };
    match compare {
        Compare::AtLeast => (up.max(least), most),
        Compare::Above => (above.max(least), most),
        Compare::AtMost => (least, down.min(most)),
        Compare::Below => (least, below.min(most)),
        Compare::Equals => (up.max(least), down.min(most)),
    }
}

fn tested(test: &Test, reach: &Reach) -> Result<Reach, Option<Field>> {
    let mut reach = reach.clone();
    let field = test.field();
    match test {
        Test::Number {
            field: number,
            compare,
            than,
        } => {
            let (least, most) = bounds(*number, *compare, *than);
            let held = reach.numbers.entry(*number).or_insert(number.range());
            *held = (held.0.max(least), held.1.min(most));
            if held.0 > held.1 {
                return Err(Some(field));
            }
        }
        Test::Word { field: word, one_of } => {
            let wanted: BTreeSet<String> = one_of.iter().cloned().collect();
            let left = match reach.words.get(word) {
                Some(held) => held.intersection(&wanted).cloned().collect(),
                None => wanted,
            };
            if left.is_empty() {
                return Err(Some(field));
            }
            reach.words.insert(*word, left);
        }
        Test::Flag { field: flag, is } => {
            if *reach.flags.entry(*flag).or_insert(*is) != *is {
                return Err(Some(field));
            }
        }
        Test::Set { .. } => return Ok(reach),
        Test::Exists { is, .. } => return exists(field, *is, reach),
    }
    exists(field, true, reach)
}

fn exists(field: Field, is: bool, mut reach: Reach) -> Result<Reach, Option<Field>> {
    if *reach.exists.entry(field).or_insert(is) == is {
        Ok(reach)
    } else {
        Err(Some(field))
    }
}

fn denied(test: &Test, reach: &Reach) -> Result<Reach, Option<Field>> {
    let field = test.field();
    match test {
        Test::Exists { is, .. } => exists(field, !is, reach.clone()),
        // What may be missing also fails the comparison, so its denial says nothing of the value.
        _ if field.may_be_missing() => Ok(reach.clone()),
        Test::Number { field, compare, than } => {
            let compare = match compare {
                Compare::AtLeast => Compare::Below,
                Compare::AtMost => Compare::Above,
                Compare::Above => Compare::AtMost,
                Compare::Below => Compare::AtLeast,
                Compare::Equals => return Ok(reach.clone()),
            };
            let test = Test::Number {
                field: *field,
                compare,
                than: *than,
            };
            tested(&test, reach)
        }
        Test::Flag { field, is } => tested(
            &Test::Flag {
                field: *field,
                is: !is,
            },
            reach,
        ),
        Test::Word { field: word, one_of } => {
            let left = reach
                .words
                .get(word)
                .map(|held| held.iter().any(|w| !one_of.contains(w)));
            if left == Some(false) {
                Err(Some(field))
            } else {
                Ok(reach.clone())
            }
        }
        Test::Set { .. } => Ok(reach.clone()),
    }
}

/// Whether the condition holds whatever the facts.
pub(super) fn always(condition: &Condition) -> bool {
    match condition {
        Condition::Always => true,
        Condition::All(parts) => parts.iter().all(always),
        Condition::Any(parts) => parts.iter().any(always),
        Condition::Not(part) => never(part).is_some(),
        Condition::Test(Test::Number { field, compare, than }) => {
            !Field::Number(*field).may_be_missing() && bounds(*field, *compare, *than) == field.range()
        }
        Condition::Test(Test::Word { .. } | Test::Flag { .. } | Test::Set { .. } | Test::Exists { .. }) => {
            false
        }
    }
}

/// Whether `wide` holds wherever `narrow` does, as far as can be seen.
pub(super) fn covers(wide: &Condition, narrow: &Condition) -> bool {
    if wide == narrow || always(wide) {
        return true;
    }
    match (wide, narrow) {
        (Condition::All(parts), _) => parts.iter().all(|part| covers(part, narrow)),
        (_, Condition::Any(parts)) if !parts.is_empty() => parts.iter().all(|part| covers(wide, part)),
        (Condition::Any(parts), Condition::All(within)) => {
            parts.iter().any(|part| covers(part, narrow)) || within.iter().any(|part| covers(wide, part))
        }
        (Condition::Any(parts), _) => parts.iter().any(|part| covers(part, narrow)),
        (_, Condition::All(within)) => within.iter().any(|part| covers(wide, part)),
        (Condition::Test(wide), Condition::Test(narrow)) => test_covers(wide, narrow),
        (Condition::Always | Condition::Not(_) | Condition::Test(_), _) => false,
    }
}

fn test_covers(wide: &Test, narrow: &Test) -> bool {
    match (wide, narrow) {
        (
            Test::Number { field, compare, than },
            Test::Number {
                field: of,
                compare: how,
                than: what,
            },
        ) if field == of => {
            let (wide, narrow) = (bounds(*field, *compare, *than), bounds(*of, *how, *what));
            wide.0 <= narrow.0 && narrow.1 <= wide.1
        }
        (
            Test::Word { field, one_of },
            Test::Word {
                field: of,
                one_of: within,
            },
        ) => field == of && within.iter().all(|word| one_of.contains(word)),
        // Members of one set are none of the other, so the fields need not be compared.
        (Test::Set { any: wide, .. }, Test::Set { any: narrow, .. }) => {
            narrow.iter().all(|member| wide.contains(member))
        }
        (Test::Exists { field, is: true }, other) => {
            *field == other.field() && !matches!(other, Test::Exists { is: false, .. })
        }
        _ => false,
    }
}

#[cfg(test)]
#[path = "reach_tests.rs"]
mod tests;
