//! Damage to payloads: to their bytes, and to the values of those that are JSON.

use serde_json::{Value, json};

use crate::corpus::Corpus;
use crate::dice::Dice;
use crate::invented;

/// Bytes that a payload is never made larger than here. Larger payloads only take longer.
const MOST: usize = 256 * 1024;

/// A fixture with some damage.
pub fn payload(corpus: &Corpus, dice: &mut Dice) -> Vec<u8> {
    let mut body = if corpus.documents.is_empty() || dice.below(4) == 0 {
        dice.one_of(&corpus.payloads).clone()
    } else {
        let mut document = dice.one_of(&corpus.documents).clone();
        for _ in 0..=dice.below(4) {
            hurt(&mut document, corpus, dice);
        }
        document.to_string().into_bytes()
    };
    let times = if dice.below(3) == 0 { 1 + dice.below(4) } else { 0 };
    for _ in 0..times {
        hurt_bytes(&mut body, dice);
    }
    body.truncate(MOST);
    body
}

fn hurt_bytes(body: &mut Vec<u8>, dice: &mut Dice) {
    let at = dice.below(body.len() as u64 + 1) as usize;
    let length = 1 + dice.below(60) as usize;
    let end = (at + length).min(body.len());
    match dice.below(6) {
        0 if at < body.len() => body[at] = dice.next() as u8,
        1 if at < body.len() => body[at] ^= 1 << dice.below(8),
        2 => drop(body.drain(at..end)),
        3 => body.truncate(at),
        4 => {
            let piece = body[at..end].to_vec();
            body.splice(at..at, piece);
        }
        _ => {
            let times = 1 << dice.below(10);
            let piece = body[at..end].repeat(times);
            body.splice(at..at, piece);
        }
    }
}

/// Changes one value somewhere in the document.
fn hurt(document: &mut Value, corpus: &Corpus, dice: &mut Dice) {
    let mut at = document;
    // Down a random way, ending anywhere on it.
    while dice.below(6) != 0 {
        let width = width(at);
        if width == 0 {
            break;
        }
        at = child(at, dice.below(width) as usize);
    }
    match dice.below(9) {
        0 => *at = invented::scalar(dice),
        1 => *at = dice.one_of(&corpus.pieces).clone(),
        2 => *at = json!([at.take()]),
        3 => *at = nested(at.take(), corpus, dice),
        4 => *at = json!(at.to_string()),
        5 => drop_one(at, dice),
        6 => rename(at, corpus, dice),
        7 => repeat(at, dice),
        _ => other_form(at),
    }
}

fn width(value: &Value) -> u64 {
    match value {
        Value::Object(fields) => fields.len() as u64,
        Value::Array(items) => items.len() as u64,
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => 0,
    }
}

fn child(value: &mut Value, number: usize) -> &mut Value {
    match value {
        Value::Object(fields) => fields.values_mut().nth(number).expect("within the width"),
        Value::Array(items) => &mut items[number],
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => value,
    }
}

fn nested(value: Value, corpus: &Corpus, dice: &mut Dice) -> Value {
    let name = dice.one_of(&corpus.names).as_str();
    let list = dice.below(2) == 0;
    (0..1 << dice.below(8)).fold(value, |inner, _| {
        if list {
            json!([inner])
        } else {
            json!({ name: inner })
        }
    })
}

fn drop_one(value: &mut Value, dice: &mut Dice) {
    let width = width(value);
    if width == 0 {
        return;
    }
    let number = dice.below(width) as usize;
    match value {
        Value::Object(fields) => {
            let name = fields.keys().nth(number).cloned();
            name.and_then(|name| fields.remove(&name));
        }
        Value::Array(items) => drop(items.remove(number)),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

fn rename(value: &mut Value, corpus: &Corpus, dice: &mut Dice) {
    if let Value::Object(fields) = value
        && !fields.is_empty()
    {
        let name = fields
            .keys()
            .nth(dice.below(fields.len() as u64) as usize)
            .cloned();
        if let Some(moved) = name.and_then(|name| fields.remove(&name)) {
            fields.insert(dice.one_of(&corpus.names).clone(), moved);
        }
    }
}

/// Much of the same: a list of one value, a long text, a wide object.
fn repeat(value: &mut Value, dice: &mut Dice) {
    let times = 1 << dice.below(11);
    let size = value.to_string().len();
    let times = times.min(MOST / size.max(1));
    *value = match value.take() {
        Value::String(text) => Value::String(text.repeat(times)),
        Value::Array(items) => items.iter().cycle().take(items.len() * times).cloned().collect(),
        Value::Object(fields) if dice.below(3) == 0 => {
            let copies = (0..times).flat_map(|number| {
                let copy = fields
                    .iter()
                    .map(move |(name, value)| (format!("{name}{number}"), value.clone()));
                copy.collect::<Vec<_>>()
            });
            copies.collect()
        }
        one @ (Value::Null | Value::Bool(_) | Value::Number(_) | Value::Object(_)) => vec![one; times].into(),
    };
}

/// The same value as another type: digits as a number, a number as text, a list as its first item.
fn other_form(value: &mut Value) {
    *value = match value.take() {
        Value::String(text) => serde_json::from_str(&text).unwrap_or(Value::Null),
        Value::Array(items) => items.into_iter().next().unwrap_or_default(),
        Value::Object(fields) => fields.into_iter().map(|(_, value)| value).collect(),
        other @ (Value::Null | Value::Bool(_) | Value::Number(_)) => Value::String(other.to_string()),
    };
}
