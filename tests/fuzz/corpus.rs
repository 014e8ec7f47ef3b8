//! What payloads of a network are made from: its fixtures, their values and the names of their fields.

use std::collections::BTreeSet;

use outcry::domain::network::Network;
use serde_json::Value;

use crate::fixture;

/// The fixtures of one network, taken apart.
pub struct Corpus {
    /// Whole payloads.
    pub payloads: Vec<Vec<u8>>,
    /// Payloads that are JSON.
    pub documents: Vec<Value>,
    /// Names of fields, of every level.
    pub names: Vec<String>,
    /// Objects, lists and scalars below the root.
    pub pieces: Vec<Value>,
}

impl Corpus {
    /// The corpus of this network; of an unknown one, that of all networks.
    pub fn of(network: Network) -> Self {
        let known = fixture::covered();
        let sources = if known.contains(&network) {
            vec![network]
        } else {
            known
        };
        let payloads: Vec<Vec<u8>> = sources
            .into_iter()
            .flat_map(fixture::fixtures)
            .map(|(_, body)| body)
            .collect();
        let json = |body: &Vec<u8>| serde_json::from_slice(body).ok();
        let documents: Vec<Value> = payloads.iter().filter_map(json).collect();
        let (mut names, mut pieces) = (BTreeSet::new(), Vec::new());
        for document in &documents {
            collect(document, &mut names, &mut pieces);
        }
        Self {
            payloads,
            documents,
            names: names.into_iter().collect(),
            pieces,
        }
    }
}

fn collect(value: &Value, names: &mut BTreeSet<String>, pieces: &mut Vec<Value>) {
    match value {
        Value::Object(fields) => {
            for (name, value) in fields {
                names.insert(name.clone());
                pieces.push(value.clone());
                collect(value, names, pieces);
            }
        }
        Value::Array(items) => {
            for item in items {
                pieces.push(item.clone());
                collect(item, names, pieces);
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}
