//! The schemas at hand: those this version writes, and those that others wrote.

use std::collections::BTreeMap;
use std::sync::{Arc, PoisonError, RwLock};
use std::time::Duration;

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

/// What an id was found to name.
#[derive(Debug, Clone)]
enum Asked {
    /// This.
    Named(Arc<Writer>),
    /// No schema, or none that can be used; as of this moment.
    Nothing(Duration),
}

/// How long it is believed that an id names nothing: somebody may register its schema yet.
const FORGET: Duration = Duration::from_secs(30);

/// After how many ids those are swept out that are long forgotten.
const SWEEP: usize = 1_000;

/// The schemas at hand under one source of ids.
#[derive(Debug)]
pub(super) struct Schemas {
    /// In the order of `RecordType::ALL`.
    own: Vec<Own>,
    /// All ids of own schemas, in order.
    own_ids: Vec<(u32, RecordType)>,
    /// What was asked for.
    others: RwLock<BTreeMap<u32, Asked>>,
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
                Err(error) if error.reason().is_none() => return Err(error),
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

    /// What an id of somebody else names: as it was found before, however long ago, or asked for now. A record that was
    /// made ready is read without asking.
    ///
    /// # Errors
    /// There is no such schema, or the source cannot be asked.
    pub(super) fn writer(&self, id: u32) -> Result<Arc<Writer>, WireError> {
        self.asked(id, |_| true)
    }

    /// As `writer`, but what named nothing a while ago is asked for again.
    ///
    /// # Errors
    /// There is no such schema, or the source cannot be asked.
    pub(super) fn sought(&self, id: u32) -> Result<Arc<Writer>, WireError> {
        let now = self.ids.now().unwrap_or_default();
        self.asked(id, |since| now.saturating_sub(since) < FORGET)
    }

    fn asked(&self, id: u32, believed: impl Fn(Duration) -> bool) -> Result<Arc<Writer>, WireError> {
        let known = {
            let others = self.others.read().unwrap_or_else(PoisonError::into_inner);
            others.get(&id).cloned()
        };
        match known {
            Some(Asked::Named(writer)) => return Ok(writer),
            Some(Asked::Nothing(since)) if believed(since) => return Err(WireError::UnknownSchema(id)),
            Some(Asked::Nothing(_)) | None => {}
        }
        let found = self.ids.writer(id)?.and_then(|text| self.usable(&text));
        let mut others = self.others.write().unwrap_or_else(PoisonError::into_inner);
        if let Some(writer) = found {
            others.insert(id, Asked::Named(Arc::clone(&writer)));
            return Ok(writer);
        }
        if let Some(now) = self.ids.now() {
            // For the sake of those who send ids that are made up.
            if others.len() % SWEEP == SWEEP - 1 {
                others.retain(|_, asked| match asked {
                    Asked::Named(_) => true,
                    Asked::Nothing(since) => now.saturating_sub(*since) < FORGET * 2,
                });
            }
            others.insert(id, Asked::Nothing(now));
        }
        Err(WireError::UnknownSchema(id))
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

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicU64, Ordering};

    use super::*;

    /// Knows this build's schemas and no others; a second passes with each question.
    #[derive(Debug)]
    struct Slow(Locked, AtomicU64);

    impl SchemaIds for Slow {
        fn own(&self, record: RecordType, name: &str, schema: &str) -> Result<Vec<u32>, WireError> {
            self.0.own(record, name, schema)
        }

        fn writer(&self, _id: u32) -> Result<Option<String>, WireError> {
            self.1.fetch_add(1, Ordering::Relaxed);
            Ok(None)
        }

        fn now(&self) -> Option<Duration> {
            Some(Duration::from_secs(self.1.load(Ordering::Relaxed)))
        }
    }

    #[test]
    fn ids_that_are_made_up_do_not_pile_up() {
        let ids = Slow(Locked::embedded().unwrap(), AtomicU64::new(0));
        let schemas = Schemas::new(Box::new(ids)).unwrap();
        let locked = Schemas::new(Box::new(Locked::embedded().unwrap())).unwrap();
        for id in 1..10_000 {
            assert!(schemas.sought(id).is_err() && locked.sought(id).is_err());
        }
        assert!(schemas.others.read().unwrap().len() <= SWEEP);
        assert!(locked.others.read().unwrap().is_empty());
    }
}
