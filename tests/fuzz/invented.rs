//! Payloads that no fixture stands behind: any bytes, tokens in a row, and JSON of the names that a network uses.

use serde_json::{Map, Value, json};

use crate::corpus::Corpus;
use crate::dice::Dice;

const TOKENS: [&str; 28] = [
    "{",
    "}",
    "[",
    "]",
    ":",
    ",",
    "\"",
    "null",
    "true",
    "-1",
    "1e999",
    "\\u0000",
    "\\ud83c",
    "\u{feff}",
    "<",
    "/>",
    "<item>",
    "<![CDATA[",
    "]]>",
    "&amp;",
    "<!DOCTYPE a [",
    "From: a@b.example\r\n",
    "\r\n\r\n",
    "Content-Type: multipart/mixed; boundary=x\r\n",
    "--x\r\n",
    "event: update\n",
    "data: ",
    "=?utf-8?B?",
];

/// A payload of at most some kilobytes.
pub fn payload(corpus: &Corpus, dice: &mut Dice) -> Vec<u8> {
    match dice.below(4) {
        0 => bytes(dice),
        1 => tokens(corpus, dice),
        _ => value(corpus, dice, 5).to_string().into_bytes(),
    }
}

fn bytes(dice: &mut Dice) -> Vec<u8> {
    let length = dice.below(600);
    let mut body: Vec<u8> = (0..length).map(|_| dice.next() as u8).collect();
    // So that adapters see them too, not only the step that takes wrapping off.
    if let (Some(first), true) = (body.first_mut(), dice.below(2) == 0) {
        *first = *dice.one_of(b"{[\"<F:e");
    }
    body
}

fn tokens(corpus: &Corpus, dice: &mut Dice) -> Vec<u8> {
    let mut body = String::new();
    for _ in 0..dice.below(80) {
        if dice.below(3) == 0 && !corpus.names.is_empty() {
            body.push_str(&format!("\"{}\":", dice.one_of(&corpus.names)));
        } else {
            let token: &&str = dice.one_of(&TOKENS);
            body.push_str(token);
        }
    }
    body.into_bytes()
}

fn value(corpus: &Corpus, dice: &mut Dice, depth: u64) -> Value {
    let leaf = depth == 0 || corpus.names.is_empty();
    match dice.below(if leaf { 3 } else { 8 }) {
        0 => scalar(dice),
        1 | 2 if !corpus.pieces.is_empty() => dice.one_of(&corpus.pieces).clone(),
        1 | 2 => scalar(dice),
        3 => (0..dice.below(6))
            .map(|_| value(corpus, dice, depth - 1))
            .collect(),
        _ => {
            let mut fields = Map::new();
            for _ in 0..dice.below(12) {
                fields.insert(dice.one_of(&corpus.names).clone(), value(corpus, dice, depth - 1));
            }
            Value::Object(fields)
        }
    }
}

/// A scalar that stands where another form is documented, or at the edge of its range.
pub fn scalar(dice: &mut Dice) -> Value {
    let all = [
        json!(null),
        json!(""),
        json!(" "),
        json!(true),
        json!(0),
        json!(-1),
        json!(0.5),
        json!(1e300),
        json!(u64::MAX),
        json!(i64::MIN),
        json!(i64::MAX),
        json!("0"),
        json!("-1"),
        json!("18446744073709551616"),
        json!("NaN"),
        json!([]),
        json!({}),
        json!([[]]),
        json!([null]),
        json!({"": null}),
        json!("{\"a\":"),
        json!("[{}]"),
        json!("\u{0}"),
        json!("\u{202e}\u{5e9}\u{301}\u{200d}"),
        json!("👩🏽‍🚒🇦🇶"),
        json!("a\u{300}\u{323}e\u{301}"),
        json!("&amp;lt;&#0;&#x110000;&bogus;"),
        json!("<p>a<br><a href='x'>b</a><ul><li>c"),
        json!("> a\n> b\n\n- c\n`d"),
        json!("2026-02-30T25:61:61Z"),
        json!("9999-12-31T23:59:60-23:59"),
        json!("0000-00-00"),
        json!(253_402_300_800_i64),
        json!("a@b.example +44 20 7946 0958 4111 1111 1111 1111 GB33BUKB20201555555555 10.0.0.1"),
        json!({"seconds": i64::MAX, "nanos": -1}),
        json!({"start": -1, "end": u64::MAX}),
    ];
    dice.one_of(&all).clone()
}
