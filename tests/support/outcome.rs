//! What came out in the end: the last version of each item, each alert, each cascade.

use std::collections::BTreeMap;

use outcry::domain::alert::EscalationAlert;
use outcry::domain::cascade::Cascade;
use outcry::domain::item::WorkItem;
use outcry::domain::item_state::WorkState;
use outcry::domain::topic::Topic;
use outcry::wire::{Contract, Wire};

use super::client::{Client, Isolation};

/// Committed records of a contract topic, by topic.
#[derive(Debug)]
pub struct Outcome {
    /// Every version of each item, in order.
    pub items: BTreeMap<String, Vec<WorkItem>>,
    /// Every notice of each alert, in order.
    pub alerts: BTreeMap<String, Vec<EscalationAlert>>,
    /// The last state of each cascade.
    pub cascades: BTreeMap<String, Cascade>,
}

impl Outcome {
    /// Reads what is committed.
    pub fn read(client: &Client, prefix: &str) -> Self {
        let cascades = by_key::<Cascade>(client, prefix, Topic::Cascades).into_iter();
        Self {
            items: by_key(client, prefix, Topic::WorkItems),
            alerts: by_key(client, prefix, Topic::Alerts),
            cascades: cascades
                .filter_map(|(key, mut all)| Some((key, all.pop()?)))
                .collect(),
        }
    }

    /// The last version of the only item of the customer with this handle.
    ///
    /// # Panics
    /// There is none, or more than one.
    pub fn item_of(&self, handle: &str) -> &WorkItem {
        let mut of = self.of(handle);
        let item = of
            .next()
            .unwrap_or_else(|| panic!("no item of {handle} among {:?}", self.handles()));
        assert!(of.next().is_none(), "{handle} has more than one item");
        item
    }

    /// Whether the customer with this handle has an item.
    pub fn has_item(&self, handle: &str) -> bool {
        self.of(handle).next().is_some()
    }

    /// The last version of each item that ever named this handle: one that is retracted names none.
    fn of(&self, handle: &str) -> impl Iterator<Item = &WorkItem> {
        let named = move |item: &WorkItem| item.customer.handle.as_deref() == Some(handle);
        let of = self.items.values().filter(move |all| all.iter().any(named));
        of.filter_map(|versions| versions.last())
    }

    /// The last version of each item.
    pub fn latest(&self) -> impl Iterator<Item = &WorkItem> {
        self.items.values().filter_map(|versions| versions.last())
    }

    /// Every version of an item.
    pub fn versions(&self, item: &WorkItem) -> &[WorkItem] {
        self.items
            .values()
            .find(|all| all.last() == Some(item))
            .map_or(&[], Vec::as_slice)
    }

    fn handles(&self) -> Vec<(Option<&str>, WorkState)> {
        self.latest()
            .map(|item| (item.customer.handle.as_deref(), item.work_state))
            .collect()
    }
}

fn by_key<T: Contract>(client: &Client, prefix: &str, topic: Topic) -> BTreeMap<String, Vec<T>> {
    let wire = Wire::locked();
    let mut found: BTreeMap<String, Vec<T>> = BTreeMap::new();
    for record in client
        .topic(&format!("{prefix}{}", topic.name()), Isolation::Committed)
        .into_iter()
        .flatten()
    {
        let key = String::from_utf8(record.key.unwrap_or_default()).expect("keys are text");
        let Some(value) = record.value else {
            found.remove(&key);
            continue;
        };
        found
            .entry(key)
            .or_default()
            .push(wire.decode(&value).expect("a contract record"));
    }
    found
}
