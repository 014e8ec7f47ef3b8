//! Reads plain values out of the tree, noting what is wrong with them.

use super::bounds::NAME_BYTES;
use super::problem::{At, Problems, nearest};
use super::tree::{Node, Value};
use crate::domain::time::Span;

/// The entries of a map whose names are known.
pub(super) struct Entries<'t> {
    at: At,
    what: &'static str,
    found: Vec<(&'t str, &'t Node)>,
}

impl<'t> Entries<'t> {
    /// Opens `node` as a map of these names; notes unknown and repeated ones. `what`: what the map is.
    pub(super) fn of(
        node: &'t Node,
        what: &'static str,
        known: &[&'static str],
        problems: &mut Problems,
    ) -> Option<Self> {
        let Value::Map(entries) = &node.value else {
            problems.add(
                node.at,
                format!("{what} must be a map, not {}", node.kind()),
                format!("it may hold: {}", known.join(", ")),
            );
            return None;
        };
        let mut found: Vec<(&str, &Node)> = Vec::new();
        for (name, value) in entries {
            if found.iter().any(|(seen, _)| *seen == name.text) {
                problems.add(
                    name.at,
                    format!("`{}` stands twice in {what}", name.text),
                    "remove one of the two".to_string(),
                );
            } else if known.contains(&name.text.as_str()) {
                found.push((&name.text, value));
            } else {
                problems.add(
                    name.at,
                    format!("{what} has no `{}`", name.text),
                    nearest(&name.text, known.iter().copied()),
                );
            }
        }
        Some(Self {
            at: node.at,
            what,
            found,
        })
    }

    /// The value of this name, if it is there.
    pub(super) fn get(&self, name: &str) -> Option<&'t Node> {
        self.found
            .iter()
            .find(|(known, _)| *known == name)
            .map(|(_, node)| *node)
    }

    /// The value of this name; its absence is noted with the hint.
    pub(super) fn need(&self, name: &str, hint: &str, problems: &mut Problems) -> Option<&'t Node> {
        let found = self.get(name);
        if found.is_none() {
            problems.add(
                self.at,
                format!("{} has no `{name}`", self.what),
                hint.to_string(),
            );
        }
        found
    }

    /// The place of the map.
    pub(super) const fn at(&self) -> At {
        self.at
    }
}

/// A list's items.
pub(super) fn items<'t>(node: &'t Node, what: &str, problems: &mut Problems) -> &'t [Node] {
    if let Value::List(items) = &node.value {
        return items;
    }
    problems.add(
        node.at,
        format!("{what} must be a list, not {}", node.kind()),
        "write one item a line, each after `- `, or [a, b]".to_string(),
    );
    &[]
}

/// A list's items, at most so many.
pub(super) fn few<'t>(node: &'t Node, what: &str, most: usize, problems: &mut Problems) -> &'t [Node] {
    let items = items(node, what, problems);
    if items.len() > most {
        problems.add(
            node.at,
            format!("{what} holds {} items, more than {most}", items.len()),
            None,
        );
    }
    items
}

/// A text that is not empty, and no longer than a name.
pub(super) fn text<'t>(node: &'t Node, what: &str, problems: &mut Problems) -> Option<&'t str> {
    match &node.value {
        Value::Scalar { text, .. } if text.len() > NAME_BYTES => {
            problems.add(
                node.at,
                format!("{what} has {} bytes, more than {NAME_BYTES}", text.len()),
                None,
            );
            None
        }
        Value::Scalar { text, .. } if !text.trim().is_empty() => Some(text),
        Value::Scalar { .. } | Value::List(_) | Value::Map(_) => {
            problems.add(
                node.at,
                format!("{what} must be a name, not {}", node.kind()),
                None,
            );
            None
        }
    }
}

/// Whether a text that stands as the name of an entry is not empty, and no longer than a name.
pub(super) fn name(at: At, text: &str, what: &str, problems: &mut Problems) -> bool {
    if text.len() > NAME_BYTES {
        let bytes = text.len();
        problems.add(
            at,
            format!("{what} has {bytes} bytes, more than {NAME_BYTES}"),
            None,
        );
    } else if text.trim().is_empty() {
        problems.add(at, format!("{what} is empty"), None);
    } else {
        return true;
    }
    false
}

/// True or false.
pub(super) fn truth(node: &Node, what: &str, problems: &mut Problems) -> Option<bool> {
    if let Value::Scalar { text, quoted: false } = &node.value {
        match text.as_str() {
            "true" => return Some(true),
            "false" => return Some(false),
            _ => {}
        }
    }
    wrong(node, what, "true or false", problems);
    None
}

/// A number.
pub(super) fn number(node: &Node, what: &str, problems: &mut Problems) -> Option<f64> {
    let read = match &node.value {
        Value::Scalar { text, quoted: false } => text.replace('_', "").parse().ok(),
        Value::Scalar { .. } | Value::List(_) | Value::Map(_) => None,
    };
    let read = read.filter(|number: &f64| number.is_finite());
    if read.is_none() {
        wrong(node, what, "a number", problems);
    }
    read
}

/// A whole number from 0 to 1000.
pub(super) fn points(node: &Node, what: &str, problems: &mut Problems) -> Option<i32> {
    let read: Option<i32> = match &node.value {
        Value::Scalar { text, quoted: false } => text.parse().ok(),
        Value::Scalar { .. } | Value::List(_) | Value::Map(_) => None,
    };
    let read = read.filter(|points| (0..=1000).contains(points));
    if read.is_none() {
        wrong(node, what, "a whole number from 0 to 1000", problems);
    }
    read
}

/// A length of time: a whole number above 0 and a unit.
pub(super) fn span(node: &Node, what: &str, problems: &mut Problems) -> Option<Span> {
    let read = match &node.value {
        Value::Scalar { text, .. } => length(text),
        Value::List(_) | Value::Map(_) => None,
    };
    if read.is_none() {
        wrong(
            node,
            what,
            "a length of time such as 90s, 15m, 4h or 2d",
            problems,
        );
    }
    read
}

fn length(text: &str) -> Option<Span> {
    let unit = text.chars().last()?;
    let seconds = match unit {
        's' => 1,
        'm' => 60,
        'h' => 3600,
        'd' => 86_400,
        _ => return None,
    };
    let count: i64 = text.strip_suffix(unit)?.parse().ok()?;
    // A year is more than any promise.
    (1..=31_536_000 / seconds)
        .contains(&count)
        .then(|| Span::seconds(count * seconds))
}

fn wrong(node: &Node, what: &str, wanted: &str, problems: &mut Problems) {
    let found = match &node.value {
        Value::Scalar { text, .. } if !text.is_empty() => format!("`{text}`"),
        Value::Scalar { .. } | Value::List(_) | Value::Map(_) => node.kind().into(),
    };
    problems.add(node.at, format!("{what} must be {wanted}, not {found}"), None);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_of_time_have_a_unit_and_are_above_nothing() {
        assert_eq!(length("15m"), Some(Span::minutes(15)));
        assert_eq!(length("2d"), Some(Span::hours(48)));
        for bad in [
            "",
            "15",
            "m",
            "0m",
            "-4h",
            "1.5h",
            "15 m",
            "4w",
            "99999999999999999999s",
            "800d",
            "4é",
        ] {
            assert_eq!(length(bad), None, "{bad}");
        }
    }
}
