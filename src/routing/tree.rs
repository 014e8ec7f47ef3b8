//! A rule file as a tree in which each part knows its place, so that every mistake can be shown where it is.

use std::borrow::Cow;

use serde_saphyr::granit_parser::{Event, Parser, ScalarStyle, Span};

use super::problem::{At, Problems};

/// Deepest nesting read.
const DEEPEST: usize = 40;

/// A part of the file.
#[derive(Debug, Clone)]
pub(super) struct Node {
    pub(super) at: At,
    pub(super) value: Value,
}

/// What a part is.
#[derive(Debug, Clone)]
pub(super) enum Value {
    /// A word, number or text. `quoted`: never a number or a truth value.
    Scalar { text: String, quoted: bool },
    /// A list.
    List(Vec<Node>),
    /// Names and their values, in the order of the file, repeated names included.
    Map(Vec<(Name, Node)>),
}

/// A name in a map.
#[derive(Debug, Clone)]
pub(super) struct Name {
    pub(super) at: At,
    pub(super) text: String,
}

impl Node {
    /// What it is, in words.
    pub(super) fn kind(&self) -> &'static str {
        match &self.value {
            Value::Scalar { text, quoted } if text.is_empty() && !quoted => "nothing",
            Value::Scalar { .. } => "a single value",
            Value::List(_) => "a list",
            Value::Map(_) => "a map",
        }
    }
}

/// Reads the one document of `text`; `None` once a problem is noted that leaves nothing to read.
pub(super) fn parse(text: &str, problems: &mut Problems) -> Option<Node> {
    let mut reader = Reader {
        events: Parser::new_from_str(text),
        problems,
    };
    loop {
        match reader.next()? {
            (Event::DocumentStart(..), _) => break,
            (Event::StreamEnd, span) => {
                reader.problems.add(
                    place(&span),
                    "the file is empty",
                    "a rule file needs at least version, queues, routes and otherwise".to_string(),
                );
                return None;
            }
            _ => {}
        }
    }
    let (event, span) = reader.next()?;
    reader.node(event, &span, 0)
}

struct Reader<'t, 'p> {
    events: Parser<'t, serde_saphyr::granit_parser::StrInput<'t>>,
    problems: &'p mut Problems,
}

impl<'t> Reader<'t, '_> {
    fn next(&mut self) -> Option<(Event<'t>, Span)> {
        match self.events.next()? {
            Ok(event) => Some(event),
            Err(error) => {
                let at = At {
                    line: error.marker().line(),
                    column: error.marker().col() + 1,
                };
                self.problems.add(
                    at,
                    format!("not yaml: {}", error.info()),
                    "what follows was not read; check indentation, colons and quotes here".to_string(),
                );
                None
            }
        }
    }

    fn node(&mut self, event: Event<'t>, span: &Span, depth: usize) -> Option<Node> {
        let at = place(span);
        if depth > DEEPEST {
            self.problems
                .add(at, format!("nested deeper than {DEEPEST}"), None);
            return None;
        }
        let value = if let Event::Scalar(text, style, _, _) = event {
            scalar(text, style)
        } else if matches!(event, Event::SequenceStart(..)) {
            Value::List(self.list(depth)?)
        } else if matches!(event, Event::MappingStart(..)) {
            Value::Map(self.map(depth)?)
        } else {
            self.problems.add(
                at,
                "references to other parts of the file are not understood",
                "write the part out".to_string(),
            );
            scalar(Cow::Borrowed(""), ScalarStyle::Plain)
        };
        Some(Node { at, value })
    }

    fn list(&mut self, depth: usize) -> Option<Vec<Node>> {
        let mut items = Vec::new();
        loop {
            match self.next()? {
                (Event::SequenceEnd, _) => return Some(items),
                (event, span) => items.push(self.node(event, &span, depth + 1)?),
            }
        }
    }

    fn map(&mut self, depth: usize) -> Option<Vec<(Name, Node)>> {
        let mut entries = Vec::new();
        loop {
            let (event, span) = self.next()?;
            if event == Event::MappingEnd {
                return Some(entries);
            }
            let key = self.node(event, &span, depth + 1)?;
            let (event, span) = self.next()?;
            let value = self.node(event, &span, depth + 1)?;
            match key.value {
                Value::Scalar { text, .. } => entries.push((Name { at: key.at, text }, value)),
                Value::List(_) | Value::Map(_) => {
                    self.problems.add(key.at, "a name must be a single word", None);
                }
            }
        }
    }
}

fn scalar(text: Cow<'_, str>, style: ScalarStyle) -> Value {
    Value::Scalar {
        text: text.into_owned(),
        quoted: style != ScalarStyle::Plain,
    }
}

fn place(span: &Span) -> At {
    At {
        line: span.start.line(),
        column: span.start.col() + 1,
    }
}
