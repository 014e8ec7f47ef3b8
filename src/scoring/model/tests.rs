use super::file::seal;
use super::{Heads, Identity, Model, ModelError};
use crate::scoring::linear::{Column, Linear, ONE};
use crate::scoring::text::hash_of;
use crate::scoring::urgency;
use crate::scoring::vader::Lists;
use crate::scoring::valences::{Entry, Valences};

fn model() -> Model {
    let columns = ["negative", "neutral", "positive", "complaint"];
    let columns = columns.map(|label| Column {
        label: label.to_owned(),
        bias: -7,
        unit: 1e-6,
    });
    let rows: Vec<i8> = (0..4 << 6).map(|number| (number % 251) as i8).collect();
    let linear = Linear::new(6, columns.to_vec(), [ONE, 0, ONE, ONE], &rows);
    Model {
        identity: Identity {
            name: "tiny".to_owned(),
            version: 3,
            hash: String::new(),
            recipe: "{}".to_owned(),
            languages: vec!["en".to_owned()],
        },
        unsure: 0.45,
        rules: Lists::default(),
        valences: Valences::new(vec![(hash_of("fine"), Entry::new([20, 0]))]),
        heads: Heads {
            urgency: linear.clone().map(|linear| urgency::Head { linear, rules: 1.5 }),
            full: linear,
            ..Heads::default()
        },
    }
}

#[test]
fn a_model_is_read_as_it_was_written() {
    let bytes = model().write();
    let read = Model::read(&bytes).unwrap();
    assert_eq!(read.heads, model().heads);
    assert_eq!(read.valences.words(), model().valences.words());
    assert_eq!((read.unsure, read.identity.version), (0.45, 3));
    assert_eq!(read.identity.hash.len(), 16);
    assert_eq!(read.write(), bytes, "the same model gives the same bytes");
}

#[test]
fn a_part_of_a_name_that_is_not_known_is_refused_by_its_name() {
    let error = Model::read(&seal(&[("mood", vec![0; 8])])).unwrap_err();
    assert!(error.to_string().contains("\"mood\" is unknown"), "{error}");
}

#[test]
fn every_damage_is_an_error_and_never_a_panic() {
    let bytes = model().write();
    assert_eq!(Model::read(b"something else").unwrap_err(), ModelError::Foreign);
    let mut other = bytes.clone();
    other[12] = 9;
    assert_eq!(
        Model::read(&other).unwrap_err(),
        ModelError::Layout { found: 9, known: 1 }
    );
    for end in 0..bytes.len() {
        assert!(Model::read(&bytes[..end]).is_err(), "cut at {end}");
    }
    for at in 16..bytes.len() {
        let mut other = bytes.clone();
        other[at] ^= 0x10;
        assert!(Model::read(&other).is_err(), "a bit turned at {at}");
    }
}
