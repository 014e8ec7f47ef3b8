//! A list of large objects, read one after the other: it is never held as a whole.

use std::fmt;
use std::marker::PhantomData;

use serde::de::value::MapAccessDeserializer;
use serde::de::{Deserialize, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::value::RawValue;

use super::loose::One;
use super::peel::not_json;
use crate::domain::fate::{Reject, RejectReason};

/// Objects of one list; a batch has fewer.
const MOST: usize = 1024;

/// Objects: a list of them, or one alone. Anything that is no object is left out.
#[derive(Debug, Clone)]
pub(super) enum Listed<'a, T> {
    /// One alone.
    Alone(T),
    /// The items of a list, unread, and how many there are beyond those that are kept.
    Unread(Vec<&'a RawValue>, usize),
}

impl<T> Default for Listed<'_, T> {
    fn default() -> Self {
        Self::Unread(Vec::new(), 0)
    }
}

impl<'a, T: Deserialize<'a>> Listed<'a, T> {
    /// Whether there are none.
    pub(super) const fn is_empty(&self) -> bool {
        match self {
            Self::Alone(_) => false,
            Self::Unread(items, _) => items.is_empty(),
        }
    }

    /// Hands on the first of them, as many as are kept; those that cannot be read are left out.
    pub(super) fn first(self, mut told: impl FnMut(T)) {
        match self {
            Self::Alone(one) => told(one),
            Self::Unread(items, _) => {
                let read = |item: &'a RawValue| serde_json::from_str(item.get()).ok();
                items.into_iter().filter_map(read).for_each(told);
            }
        }
    }

    /// Hands each object on; ends where one cannot be read, or where there are too many.
    pub(super) fn each(self, mut told: impl FnMut(T) -> Result<(), Reject>) -> Result<(), Reject> {
        let (items, beyond) = match self {
            Self::Alone(one) => return told(one),
            Self::Unread(items, beyond) => (items, beyond),
        };
        if beyond > 0 {
            let detail = format!("a list of {} objects, more than {MOST}", items.len() + beyond);
            return Err(Reject::new(RejectReason::Oversize, detail));
        }
        for item in items {
            let item: One<T> = serde_json::from_str(item.get()).map_err(|e| not_json(&e))?;
            if let Some(item) = item.0 {
                told(item)?;
            }
        }
        Ok(())
    }
}

struct ListedVisitor<T>(PhantomData<T>);

impl<'de, T: Deserialize<'de>> Visitor<'de> for ListedVisitor<T> {
    type Value = Listed<'de, T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list of objects")
    }
    fn visit_bool<E>(self, _: bool) -> Result<Self::Value, E> {
        Ok(Listed::default())
    }
    fn visit_i64<E>(self, _: i64) -> Result<Self::Value, E> {
        Ok(Listed::default())
    }
    fn visit_u64<E>(self, _: u64) -> Result<Self::Value, E> {
        Ok(Listed::default())
    }
    fn visit_f64<E>(self, _: f64) -> Result<Self::Value, E> {
        Ok(Listed::default())
    }
    fn visit_str<E>(self, _: &str) -> Result<Self::Value, E> {
        Ok(Listed::default())
    }
    fn visit_unit<E>(self) -> Result<Self::Value, E> {
        Ok(Listed::default())
    }
    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Self::Value, A::Error> {
        let mut items = Vec::new();
        while items.len() < MOST {
            let Some(item) = list.next_element::<&'de RawValue>()? else {
                break;
            };
            if item.get().starts_with('{') {
                items.push(item);
            }
        }
        let mut beyond = 0;
        while list.next_element::<IgnoredAny>()?.is_some() {
            beyond += 1;
        }
        Ok(Listed::Unread(items, beyond))
    }
    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Self::Value, A::Error> {
        T::deserialize(MapAccessDeserializer::new(map)).map(|one| Listed::Alone(one))
    }
}

impl<'de: 'a, 'a, T: Deserialize<'de>> Deserialize<'de> for Listed<'a, T> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        from.deserialize_any(ListedVisitor(PhantomData))
    }
}
