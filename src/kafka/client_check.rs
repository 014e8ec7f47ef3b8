//! Whether the client takes its configuration: misspelt keys, bad values and missing files are found by making handles.
//! No broker is asked.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::config::KafkaConfig;
use super::handles;
use crate::domain::stage::StageName;
use crate::runtime::witness::{Nobody, Witness};

/// Everything that keeps the client from being made; empty if nothing does.
#[must_use]
pub fn client_problems(config: &KafkaConfig) -> Vec<String> {
    let nobody: Arc<dyn Witness> = Arc::new(Nobody);
    let stage = StageName::Intake;
    let tried = [
        handles::member(config, stage, 0, &nobody).err(),
        handles::producer(config, &config.slot(stage, 0), &nobody).err(),
        handles::reader(config, stage, &nobody).err(),
    ];
    let found: BTreeSet<String> = tried
        .into_iter()
        .flatten()
        .map(|error| config.refusal(&error))
        .collect();
    found.into_iter().collect()
}
