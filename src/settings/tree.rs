//! YAML text to values that know the line they were written on.

use std::fmt;

use config::{Value, ValueKind};
use serde::Deserialize;
use serde::de::{Deserializer, MapAccess, SeqAccess, Visitor};
use serde_saphyr::Spanned;

use super::problem::Problem;

/// One node of a YAML document.
#[derive(Debug)]
enum Node {
    Nothing,
    Scalar(ValueKind),
    List(Vec<Spanned<Node>>),
    Table(Vec<(String, Spanned<Node>)>),
}

impl<'de> Deserialize<'de> for Node {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        from.deserialize_any(AnyNode)
    }
}

struct AnyNode;

impl<'de> Visitor<'de> for AnyNode {
    type Value = Node;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }
    fn visit_bool<E>(self, value: bool) -> Result<Node, E> {
        Ok(Node::Scalar(ValueKind::Boolean(value)))
    }
    fn visit_i64<E>(self, value: i64) -> Result<Node, E> {
        Ok(Node::Scalar(ValueKind::I64(value)))
    }
    fn visit_u64<E>(self, value: u64) -> Result<Node, E> {
        Ok(Node::Scalar(ValueKind::U64(value)))
    }
    fn visit_f64<E>(self, value: f64) -> Result<Node, E> {
        Ok(Node::Scalar(ValueKind::Float(value)))
    }
    fn visit_str<E>(self, value: &str) -> Result<Node, E> {
        Ok(Node::Scalar(ValueKind::String(value.to_owned())))
    }
    fn visit_none<E>(self) -> Result<Node, E> {
        Ok(Node::Nothing)
    }
    fn visit_unit<E>(self) -> Result<Node, E> {
        Ok(Node::Nothing)
    }
    fn visit_some<D: Deserializer<'de>>(self, from: D) -> Result<Node, D::Error> {
        Node::deserialize(from)
    }
    fn visit_seq<A: SeqAccess<'de>>(self, mut from: A) -> Result<Node, A::Error> {
        let mut list = Vec::new();
        while let Some(item) = from.next_element()? {
            list.push(item);
        }
        Ok(Node::List(list))
    }
    fn visit_map<A: MapAccess<'de>>(self, mut from: A) -> Result<Node, A::Error> {
        let mut table = Vec::new();
        while let Some(entry) = from.next_entry()? {
            table.push(entry);
        }
        Ok(Node::Table(table))
    }
}

/// How the place of a node is told.
pub(super) enum Origin<'a> {
    /// A file: its name and the node's line.
    File(&'a str),
    /// A variable or a flag: its name.
    Name(&'a str),
}

impl Origin<'_> {
    fn at(&self, line: u64) -> String {
        match self {
            Self::File(name) => format!("{name}:{line}"),
            Self::Name(name) => (*name).to_owned(),
        }
    }
}

fn value(node: Spanned<Node>, origin: &Origin<'_>) -> Value {
    let place = origin.at(node.referenced.line());
    let kind = match node.value {
        Node::Nothing => ValueKind::Nil,
        Node::Scalar(scalar) => scalar,
        Node::List(items) => ValueKind::Array(items.into_iter().map(|item| value(item, origin)).collect()),
        Node::Table(entries) => ValueKind::Table(
            entries
                .into_iter()
                .map(|(key, item)| (key, value(item, origin)))
                .collect(),
        ),
    };
    Value::new(Some(&place), kind)
}

/// Parses YAML text; the values remember where they stand.
///
/// # Errors
/// The first mistake of form, with its line.
pub(super) fn parse(text: &str, origin: &Origin<'_>) -> Result<Value, Problem> {
    if text
        .lines()
        .all(|line| line.trim().is_empty() || line.trim_start().starts_with('#'))
    {
        return Ok(Value::new(None, ValueKind::Nil));
    }
    // `off`, `no` and ids with a leading zero are texts; a value that is wanted as something else says so itself.
    let options = serde_saphyr::options! {
        strict_booleans: true,
        leading_zero_numbers_as_strings: true,
        underscored_numbers_as_strings: true,
    };
    match serde_saphyr::from_str_with_options::<Spanned<Node>>(text, options) {
        Ok(root) => Ok(value(root, origin)),
        Err(error) => {
            let words = error.without_snippet().to_string();
            Err(Problem {
                place: origin.at(error.location().map_or(1, |place| place.line())),
                key: String::new(),
                message: format!("not valid yaml: {}", words.lines().next().unwrap_or_default()),
                hint: None,
            })
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_know_their_lines() {
        let root = parse("a: 1\nb:\n  c.d: [x, 2]\n", &Origin::File("f.yaml")).unwrap();
        let table = root.into_table().unwrap();
        assert_eq!(table["a"].origin(), Some("f.yaml:1"));
        let inner = table["b"].clone().into_table().unwrap();
        let list = inner["c.d"].clone().into_array().unwrap();
        assert_eq!(list[1].origin(), Some("f.yaml:3"));
        assert_eq!(list[0].clone().into_string().unwrap(), "x");
    }

    #[test]
    fn words_and_ids_stay_what_they_are() {
        let root = parse("[off, no, 007, 1_0, true, 7]", &Origin::Name("n")).unwrap();
        let kinds: Vec<ValueKind> = root
            .into_array()
            .unwrap()
            .into_iter()
            .map(|item| item.kind)
            .collect();
        let text = |text: &str| ValueKind::String(text.into());
        let wanted = [
            text("off"),
            text("no"),
            text("007"),
            text("1_0"),
            ValueKind::Boolean(true),
            ValueKind::U64(7),
        ];
        assert_eq!(kinds, wanted);
    }

    #[test]
    fn a_mistake_of_form_has_its_line() {
        let problem = parse("a: 1\nb: [1\n", &Origin::File("f.yaml")).unwrap_err();
        assert!(problem.place.starts_with("f.yaml:"), "{problem}");
        assert!(problem.message.starts_with("not valid yaml"), "{problem}");
    }
}
