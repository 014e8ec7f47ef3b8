//! Half of a surrogate pair in the words of a post costs one sign, on every network.

use std::collections::BTreeSet;

use outcry::domain::event::SocialEvent;
use outcry::domain::network::Network;
use outcry::sources::Reading;

use super::{covered, fixtures, read};

/// Half of a pair, as JSON writes it.
const HALF: &str = r"\ud83d";

fn words(reading: &Reading) -> Vec<String> {
    let plain = |event: &SocialEvent| event.text.as_ref().map(|text| text.plain.clone());
    reading
        .events
        .iter()
        .filter_map(|read| plain(read.event()))
        .collect()
}

/// The fixture with half a sign behind a line of its words that stands in it as it is read.
fn cut(network: Network, body: &str) -> Option<String> {
    let plain = |line: &&str| {
        line.len() > 3
            && line
                .chars()
                .all(|c| c.is_alphanumeric() || matches!(c, ' ' | '.' | ','))
    };
    let words = words(&read(network, body));
    let mut lines = words.iter().flat_map(|words| words.lines());
    let line = lines.find(|line| plain(line) && body.contains(line))?;
    Some(body.replace(line, &format!("{line}{HALF}")))
}

#[test]
fn half_a_sign_in_the_words_costs_one_sign() {
    let mut tried = BTreeSet::new();
    for network in covered() {
        for (name, body) in fixtures(network) {
            let Ok(body) = String::from_utf8(body) else {
                continue;
            };
            let Some(cut) = cut(network, &body).filter(|_| body.trim_start().starts_with(['{', '['])) else {
                continue;
            };
            let (whole, cut) = (read(network, &body), read(network, &cut));
            assert_eq!(
                (cut.events.len(), &cut.refused),
                (whole.events.len(), &whole.refused),
                "{name}"
            );
            assert!(
                words(&cut).iter().any(|words| words.contains('\u{FFFD}')),
                "{name}"
            );
            tried.insert(network);
        }
    }
    let sends_json = |network: &Network| !matches!(network, Network::RssAtom | Network::Email);
    let untried: Vec<Network> = covered()
        .into_iter()
        .filter(sends_json)
        .filter(|network| !tried.contains(network))
        .collect();
    assert_eq!(untried, []);
}

#[test]
fn halves_in_three_bytes_and_in_json_inside_json() {
    let telegram = |text: &[u8]| {
        let start = br#"{"update_id":1,"message":{"message_id":9,"from":{"id":81},"chat":{"id":81,"type":"private"},"date":1775549730,"text":""#;
        [&start[..], text, &b"\"}}"[..]].concat()
    };
    let read = |body: &[u8]| {
        super::read_at(
            &super::reader(),
            Network::Telegram,
            body,
            super::Time(1_775_563_200_000),
        )
    };
    let cesu = read(&telegram(b"late \xED\xA0\xBD, \xED\xA0\xBD\xED\xB8\x80"));
    assert_eq!(words(&cesu), ["late \u{FFFD}, \u{1F600}"]);
    let inner = String::from_utf8(telegram(HALF.as_bytes())).unwrap();
    let wrapped = serde_json::to_string(&inner).unwrap();
    assert_eq!(words(&read(wrapped.as_bytes())), ["\u{FFFD}"]);
    // One that is broken for another reason is refused as before.
    let broken = read(br#"{"update_id":1,"message":{"text":"\ud83d",}}"#);
    assert_eq!((broken.events.len(), broken.refused.len()), (0, 1));
}
