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
    match serde_saphyr::from_str::<Spanned<Node>>(text) {
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
    fn a_mistake_of_form_has_its_line() {
        let problem = parse("a: 1\nb: [1\n", &Origin::File("f.yaml")).unwrap_err();
        assert!(problem.place.starts_with("f.yaml:"), "{problem}");
        assert!(problem.message.starts_with("not valid yaml"), "{problem}");
    }
}
