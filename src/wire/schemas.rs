//! The schemas at hand: those this version writes, and those that others wrote.

use std::collections::BTreeMap;
use std::sync::{Arc, PoisonError, RwLock};

use super::WireError;
use super::catalogue;
use super::datum::Datum;
use super::ids::SchemaIds;
use super::lock::Locked;
use crate::domain::topic::RecordType;

/// What this version writes for a record type.
#[derive(Debug)]
pub(super) struct Own {
    /// The id it writes: of the source for public records, of the lock for internal ones.
    pub(super) id: u32,
    /// The id of the lock: what stands on internal topics, whatever the source.
    pub(super) locked: u32,
    /// The schema.
    pub(super) datum: Datum,
}

/// What somebody else wrote.
#[derive(Debug)]
pub(super) struct Writer {
    /// The type of record.
    pub(super) record: RecordType,
    /// The schema.
    pub(super) datum: Datum,
    /// Whether it is the same as the own one.
    pub(super) is_own: bool,
}

/// The schemas at hand under one source of ids.
#[derive(Debug)]
pub(super) struct Schemas {
    /// In the order of `RecordType::ALL`.
    own: Vec<Own>,
    /// All ids of own schemas, in order.
    own_ids: Vec<(u32, RecordType)>,
    /// What was asked for; `None`: there is no such schema, or none that can be used.
    others: RwLock<BTreeMap<u32, Option<Arc<Writer>>>>,
    ids: Box<dyn SchemaIds>,
}

impl Schemas {
    /// Reads the embedded schemas and asks for the ids of the public ones. No source stands between stages: internal
    /// records have the ids of the lock, and those are always read.
    ///
    /// # Errors
    /// A schema that cannot be used, or every schema that the source does not know.
    pub(super) fn new(ids: Box<dyn SchemaIds>) -> Result<Self, WireError> {
        let (mut own, mut own_ids, mut missing) = (Vec::new(), Vec::new(), Vec::new());
        let lock = Locked::embedded().map_err(WireError::BadSchema)?;
        for record in RecordType::ALL {
            let text = catalogue::schema(record);
            let datum = Datum::parse(text)
                .map_err(|e| WireError::BadSchema(format!("schema of {}: {e}", record.name())))?;
            let name = datum.name();
            let locked = lock.id(record, &name, &datum)?;
            own_ids.push((locked, record));
            if !record.is_contract() {
                let id = locked;
                own.push(Own { id, locked, datum });
                continue;
            }
            match ids.own(record, &name, text) {
                Ok(found) => {
                    own_ids.extend(found.iter().map(|id| (*id, record)));
                    let id = found.first().copied().unwrap_or(locked);
                    own.push(Own { id, locked, datum });
                }
                // Each of them has the same cause: no use in waiting for it once a record type.
                Err(error @ WireError::RegistryUnavailable(_)) => return Err(error),
                Err(error) => missing.push(error.to_string()),
            }
        }
        own_ids.sort_unstable();
        own_ids.dedup();
        if missing.is_empty() {
            let others = RwLock::default();
            Ok(Self {
                own,
                own_ids,
                others,
                ids,
            })
        } else {
            Err(WireError::BadSchema(missing.join("\n")))
        }
    }

    /// What this version writes for `record`.
    pub(super) fn own(&self, record: RecordType) -> &Own {
        #[expect(
            clippy::indexing_slicing,
            reason = "one entry for each type, in the order of the types"
        )]
        &self.own[record as usize]
    }

    /// The type that an own id names.
    pub(super) fn own_type(&self, id: u32) -> Option<RecordType> {
        let at = self.own_ids.binary_search_by_key(&id, |(own, _)| *own).ok()?;
        self.own_ids.get(at).map(|(_, record)| *record)
    }

    /// What an id of somebody else names. Asked for once.
    ///
    /// # Errors
    /// There is no such schema, or the source cannot be asked.
    pub(super) fn writer(&self, id: u32) -> Result<Arc<Writer>, WireError> {
        let known = self
            .others
            .read()
            .unwrap_or_else(PoisonError::into_inner)
            .get(&id)
            .cloned();
        let found = match known {
            Some(found) => found,
            None => {
                let found = self.ids.writer(id)?.and_then(|text| self.usable(&text));
                let mut others = self.others.write().unwrap_or_else(PoisonError::into_inner);
                others.entry(id).or_insert(found).clone()
            }
        };
        found.ok_or(WireError::UnknownSchema(id))
    }

    /// A schema by its text, if it is one of a record type known here.
    fn usable(&self, text: &str) -> Option<Arc<Writer>> {
        let datum = Datum::parse(text).ok()?;
        let name = datum.name();
        let (own, record) = self
            .own
            .iter()
            .zip(RecordType::ALL)
            .find(|(own, _)| own.datum.name() == name)?;
        let is_own = own.datum.same_as(&datum);
        Some(Arc::new(Writer {
            record,
            datum,
            is_own,
        }))
    }
}
