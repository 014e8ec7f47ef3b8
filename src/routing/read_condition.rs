//! Reads a condition out of the tree.

use super::bounds::NAMES;
use super::condition::{Compare, Condition, Test};
use super::field::{FIELDS, Field};
use super::names::{NETWORKS, VISIBILITIES};
use super::number::Number;
use super::problem::{At, Problems, nearest};
use super::read;
use super::set::{Member, Set};
use super::tree::{Name, Node, Value};
use super::word::Word;
use crate::domain::event::Metric;
use crate::domain::score::{Abstention, CaseState, Emotion, Stance};

const ALWAYS: &str = "always";

/// Reads a condition; what cannot be read is noted and left out.
pub(super) fn condition(node: &Node, problems: &mut Problems) -> Option<Condition> {
    match &node.value {
        Value::Scalar { text, .. } if text == ALWAYS => Some(Condition::Always),
        Value::Map(entries) if !entries.is_empty() => {
            let mut parts = Vec::new();
            let before = problems.len();
            for (name, value) in entries {
                parts.extend(entry(name, value, problems));
            }
            (problems.len() == before).then(|| one_or_all(parts))
        }
        Value::Scalar { .. } | Value::List(_) | Value::Map(_) => {
            problems.add(
                node.at,
                format!("a condition must be a map of fields, not {}", node.kind()),
                "for example `sentiment: { below: -0.3 }`, or `always`".to_string(),
            );
            None
        }
    }
}

fn one_or_all(mut parts: Vec<Condition>) -> Condition {
    match (parts.pop(), parts.is_empty()) {
        (Some(only), true) => only,
        (Some(last), false) => {
            parts.push(last);
            Condition::All(parts)
        }
        (None, _) => Condition::All(parts),
    }
}

fn entry(name: &Name, value: &Node, problems: &mut Problems) -> Option<Condition> {
    match name.text.as_str() {
        "all" => Some(Condition::All(several(value, "all", problems))),
        "any" => Some(Condition::Any(several(value, "any", problems))),
        "not" => Some(Condition::Not(Box::new(condition(value, problems)?))),
        other => match Field::named(other) {
            Some(field) => comparisons(field, value, problems),
            None => {
                let known = FIELDS.iter().map(|(name, _)| *name).chain(["all", "any", "not"]);
                problems.add(
                    name.at,
                    format!("no field is called `{other}`"),
                    nearest(other, known),
                );
                None
            }
        },
    }
}

fn several(node: &Node, what: &str, problems: &mut Problems) -> Vec<Condition> {
    let items = read::items(node, &format!("`{what}`"), problems);
    if items.is_empty() && matches!(node.value, Value::List(_)) {
        problems.add(node.at, format!("`{what}` holds no condition"), None);
    }
    items
        .iter()
        .filter_map(|item| condition(item, problems))
        .collect()
}

/// The operators that go with a field.
const fn operators(field: Field) -> &'static [&'static str] {
    match field {
        Field::Number(_) => &[
            "at_least", "at_most", "above", "below", "equals", "one_of", "exists",
        ],
        Field::Word(_) => &["equals", "one_of", "exists"],
        Field::Flag(_) => &["equals", "exists"],
        Field::Set(_) => &["has", "has_any", "has_all"],
    }
}

fn comparisons(field: Field, node: &Node, problems: &mut Problems) -> Option<Condition> {
    let known = operators(field);
    let Value::Map(entries) = &node.value else {
        let example = known.first().copied().unwrap_or_default();
        problems.add(
            node.at,
            format!(
                "`{}` must be a map of comparisons, not {}",
                field.name(),
                node.kind()
            ),
            format!("for example `{}: {{ {example}: ... }}`", field.name()),
        );
        return None;
    };
    let mut parts = Vec::new();
    for (operator, value) in entries {
        if known.contains(&operator.text.as_str()) {
            parts.extend(comparison(field, &operator.text, value, problems));
        } else {
            problems.add(
                operator.at,
                format!("`{}` cannot be compared by `{}`", field.name(), operator.text),
                nearest(&operator.text, known.iter().copied()),
            );
        }
    }
    if entries.is_empty() {
        problems.add(
            node.at,
            format!("`{}` is compared with nothing", field.name()),
            None,
        );
    }
    Some(one_or_all(parts))
}

fn comparison(field: Field, operator: &str, node: &Node, problems: &mut Problems) -> Option<Condition> {
    if operator == "exists" {
        if !field.may_be_missing() {
            problems.add(
                node.at,
                format!("`{}` always exists", field.name()),
                "leave the comparison out".to_string(),
            );
        }
        let is = read::truth(node, "`exists`", problems)?;
        return Some(Condition::Test(Test::Exists { field, is }));
    }
    match field {
        Field::Number(number) => numbers(number, operator, node, problems),
        Field::Word(word) => words(word, operator, node, problems),
        Field::Flag(flag) => {
            let is = read::truth(node, &format!("`{}`", field.name()), problems)?;
            Some(Condition::Test(Test::Flag { field: flag, is }))
        }
        Field::Set(set) => members(set, operator, node, problems),
    }
}

fn numbers(field: Number, operator: &str, node: &Node, problems: &mut Problems) -> Option<Condition> {
    let compare = match operator {
        "at_least" => Compare::AtLeast,
        "at_most" => Compare::AtMost,
        "above" => Compare::Above,
        "below" => Compare::Below,
        _ => Compare::Equals,
    };
    let mut test = |node: &Node| {
        let than = value(field, node, problems)?;
        Some(Condition::Test(Test::Number { field, compare, than }))
    };
    if operator != "one_of" {
        return test(node);
    }
    let Value::List(items) = &node.value else {
        read::items(node, "`one_of`", problems);
        return None;
    };
    Some(Condition::Any(items.iter().filter_map(test).collect()))
}

fn value(field: Number, node: &Node, problems: &mut Problems) -> Option<f64> {
    let name = Field::Number(field).name();
    let ranks = field.ranks();
    if ranks.is_empty() {
        return read::number(node, &format!("`{name}`"), problems);
    }
    let text = read::text(node, &format!("`{name}`"), problems)?;
    let rank = ranks.iter().position(|known| *known == text);
    if rank.is_none() {
        problems.add(
            node.at,
            format!("`{name}` has no value `{text}`"),
            nearest(text, ranks.iter().copied()),
        );
    }
    rank.map(|rank| rank as f64)
}

fn words(field: Word, operator: &str, node: &Node, problems: &mut Problems) -> Option<Condition> {
    let nodes = if operator == "one_of" {
        read::few(node, "`one_of`", NAMES, problems)
    } else {
        std::slice::from_ref(node)
    };
    let mut one_of = Vec::new();
    for node in nodes {
        let name = Field::Word(field).name();
        let Some(text) = read::text(node, &format!("`{name}`"), problems) else {
            continue;
        };
        known_word(field, name, text, node.at, problems);
        one_of.push(text.to_string());
    }
    Some(Condition::Test(Test::Word { field, one_of }))
}

fn known_word(field: Word, name: &str, text: &str, at: At, problems: &mut Problems) {
    let known: Vec<&str> = match field {
        Word::Network => NETWORKS.to_vec(),
        Word::Visibility => VISIBILITIES.to_vec(),
        Word::Abstention => Abstention::ALL.map(Abstention::name).to_vec(),
        Word::Stance => Stance::ALL.map(Stance::name).to_vec(),
        Word::Emotion => Emotion::ALL.map(Emotion::name).to_vec(),
        Word::RatingMetric => Metric::ALL.map(Metric::name).to_vec(),
        Word::CaseState => CaseState::ALL.map(CaseState::name).to_vec(),
        Word::Language => return language_tag(text, at, problems),
        Word::Tenant => return,
    };
    if !known.contains(&text) {
        problems.add(
            at,
            format!("`{name}` has no value `{text}`"),
            nearest(text, known.iter().copied()),
        );
    }
}

fn language_tag(text: &str, at: At, problems: &mut Problems) {
    let tag = text.len() >= 2 && text.len() <= 3 && text.bytes().all(|b| b.is_ascii_lowercase());
    if !tag {
        problems.add(
            at,
            format!("`{text}` is no primary language tag"),
            "write two or three small letters, such as en".to_string(),
        );
    }
}

fn members(field: Set, operator: &str, node: &Node, problems: &mut Problems) -> Option<Condition> {
    let nodes = if operator == "has" {
        std::slice::from_ref(node)
    } else {
        read::items(node, &format!("`{operator}`"), problems)
    };
    let any: Vec<Member> = nodes
        .iter()
        .filter_map(|node| member(field, node, problems))
        .collect();
    let test = |any| Condition::Test(Test::Set { field, any });
    if any.is_empty() {
        None
    } else if operator == "has_all" {
        Some(one_or_all(any.into_iter().map(|one| test(vec![one])).collect()))
    } else {
        Some(test(any))
    }
}

fn member(field: Set, node: &Node, problems: &mut Problems) -> Option<Member> {
    let (what, one) = field.member();
    let text = read::text(node, one, problems)?;
    let all = field.all();
    let found = all.iter().find(|member| member.name() == text).copied();
    if found.is_none() {
        problems.add(
            node.at,
            format!("no {what} is called `{text}`"),
            nearest(text, all.iter().map(|member| member.name())),
        );
    }
    found
}
