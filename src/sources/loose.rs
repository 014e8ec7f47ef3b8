//! Reading JSON that does not keep to its own documentation: numbers as text and text as numbers, one
//! value where a list is meant and a list where one value is meant, `null` anywhere. A value of no usable
//! form reads as absent, so that a whim in a field nobody needs never costs a record.

use std::borrow::Cow;
use std::fmt;
use std::marker::PhantomData;

use serde::de::value::MapAccessDeserializer;
use serde::de::{Deserialize, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};

/// Reads a field whose presence says something by itself: `null` is there too.
pub(super) fn present<'de, D: Deserializer<'de>, T: Deserialize<'de>>(
    from: D,
) -> Result<Option<T>, D::Error> {
    T::deserialize(from).map(Some)
}

/// A single value, whatever its form.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) enum Scalar<'a> {
    #[default]
    Nothing,
    Flag(bool),
    Whole(i64),
    /// A whole number above the range of `i64`.
    Large(u64),
    Decimal(f64),
    Text(Cow<'a, str>),
    /// An object with `seconds` and perhaps `nanos`.
    Parts {
        seconds: i64,
        nanos: i64,
    },
}

impl Scalar<'_> {
    fn whole(&self) -> Option<i64> {
        match self {
            Self::Whole(n) => Some(*n),
            Self::Text(text) => text.trim().parse().ok(),
            Self::Nothing | Self::Flag(_) | Self::Large(_) | Self::Decimal(_) | Self::Parts { .. } => None,
        }
    }
}

struct ScalarVisitor;

impl<'de> Visitor<'de> for ScalarVisitor {
    type Value = Scalar<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("any value")
    }
    fn visit_bool<E>(self, value: bool) -> Result<Scalar<'de>, E> {
        Ok(Scalar::Flag(value))
    }
    fn visit_i64<E>(self, value: i64) -> Result<Scalar<'de>, E> {
        Ok(Scalar::Whole(value))
    }
    fn visit_u64<E>(self, value: u64) -> Result<Scalar<'de>, E> {
        Ok(i64::try_from(value).map_or(Scalar::Large(value), Scalar::Whole))
    }
    fn visit_f64<E>(self, value: f64) -> Result<Scalar<'de>, E> {
        Ok(Scalar::Decimal(value))
    }
    fn visit_borrowed_str<E>(self, value: &'de str) -> Result<Scalar<'de>, E> {
        Ok(Scalar::Text(Cow::Borrowed(value)))
    }
    fn visit_str<E>(self, value: &str) -> Result<Scalar<'de>, E> {
        Ok(Scalar::Text(Cow::Owned(value.to_owned())))
    }
    fn visit_unit<E>(self) -> Result<Scalar<'de>, E> {
        Ok(Scalar::Nothing)
    }
    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Scalar<'de>, A::Error> {
        let first = list.next_element::<Scalar<'de>>()?.unwrap_or_default();
        while list.next_element::<IgnoredAny>()?.is_some() {}
        Ok(first)
    }
    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Scalar<'de>, A::Error> {
        let (mut seconds, mut nanos) = (None, 0);
        while let Some(Str(name)) = map.next_key::<Str<'de>>()? {
            match name.as_deref() {
                Some("seconds") => seconds = map.next_value::<Scalar<'de>>()?.whole(),
                Some("nanos") => nanos = map.next_value::<Scalar<'de>>()?.whole().unwrap_or(0),
                _ => {
                    map.next_value::<IgnoredAny>()?;
                }
            }
        }
        Ok(seconds.map_or(Scalar::Nothing, |seconds| Scalar::Parts { seconds, nanos }))
    }
}

impl<'de: 'a, 'a> Deserialize<'de> for Scalar<'a> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        from.deserialize_any(ScalarVisitor)
    }
}

/// Text; a number reads as its digits.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Str<'a>(pub(super) Option<Cow<'a, str>>);

impl<'a> Str<'a> {
    /// The text, if there is any: empty text is as good as none.
    pub(super) fn get(&self) -> Option<&str> {
        self.0.as_deref().filter(|text| !text.is_empty())
    }

    /// The text itself, if there is any.
    pub(super) fn take(self) -> Option<Cow<'a, str>> {
        self.0.filter(|text| !text.is_empty())
    }
}

impl<'a> From<Scalar<'a>> for Str<'a> {
    fn from(value: Scalar<'a>) -> Self {
        Self(match value {
            Scalar::Text(text) => Some(text),
            Scalar::Whole(n) => Some(Cow::Owned(n.to_string())),
            Scalar::Large(n) => Some(Cow::Owned(n.to_string())),
            // A number with more digits than a double holds is no longer the id that was sent.
            Scalar::Nothing | Scalar::Flag(_) | Scalar::Decimal(_) | Scalar::Parts { .. } => None,
        })
    }
}

impl<'de: 'a, 'a> Deserialize<'de> for Str<'a> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        Scalar::deserialize(from).map(Self::from)
    }
}

/// A whole number; text of digits reads as the number.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(super) struct Int(pub(super) Option<i64>);

impl<'de> Deserialize<'de> for Int {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        Scalar::deserialize(from).map(|value| Self(value.whole()))
    }
}

/// Yes or no, also as text or as 0 and 1.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(super) struct Flag(pub(super) Option<bool>);

impl<'de> Deserialize<'de> for Flag {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        Scalar::deserialize(from).map(|value| {
            Self(match value {
                Scalar::Flag(flag) => Some(flag),
                Scalar::Whole(n) => Some(n != 0),
                Scalar::Text(text) => text.parse().ok(),
                Scalar::Nothing | Scalar::Large(_) | Scalar::Decimal(_) | Scalar::Parts { .. } => None,
            })
        })
    }
}

/// A list of texts; a single text reads as a list of one.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Strs<'a>(pub(super) Vec<Cow<'a, str>>);

struct StrsVisitor;

impl<'de> Visitor<'de> for StrsVisitor {
    type Value = Strs<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list of texts")
    }
    fn visit_bool<E>(self, _: bool) -> Result<Strs<'de>, E> {
        Ok(Strs::default())
    }
    fn visit_i64<E>(self, value: i64) -> Result<Strs<'de>, E> {
        Ok(Strs(vec![Cow::Owned(value.to_string())]))
    }
    fn visit_u64<E>(self, value: u64) -> Result<Strs<'de>, E> {
        Ok(Strs(vec![Cow::Owned(value.to_string())]))
    }
    fn visit_f64<E>(self, _: f64) -> Result<Strs<'de>, E> {
        Ok(Strs::default())
    }
    fn visit_borrowed_str<E>(self, value: &'de str) -> Result<Strs<'de>, E> {
        Ok(Strs(vec![Cow::Borrowed(value)]))
    }
    fn visit_str<E>(self, value: &str) -> Result<Strs<'de>, E> {
        Ok(Strs(vec![Cow::Owned(value.to_owned())]))
    }
    fn visit_unit<E>(self) -> Result<Strs<'de>, E> {
        Ok(Strs::default())
    }
    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Strs<'de>, A::Error> {
        let mut texts = Vec::new();
        while let Some(text) = list.next_element::<Str<'de>>()? {
            texts.extend(text.take());
        }
        Ok(Strs(texts))
    }
    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Strs<'de>, A::Error> {
        while map.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
        Ok(Strs::default())
    }
}

impl<'de: 'a, 'a> Deserialize<'de> for Strs<'a> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        from.deserialize_any(StrsVisitor)
    }
}

/// Objects: a list of them, or one alone. Anything that is no object is left out.
#[derive(Debug, Clone)]
pub(super) struct Many<T>(pub(super) Vec<T>);

impl<T> Default for Many<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

struct ManyVisitor<T>(PhantomData<T>);

impl<'de, T: Deserialize<'de>> Visitor<'de> for ManyVisitor<T> {
    type Value = Many<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list of objects")
    }
    fn visit_bool<E>(self, _: bool) -> Result<Many<T>, E> {
        Ok(Many::default())
    }
    fn visit_i64<E>(self, _: i64) -> Result<Many<T>, E> {
        Ok(Many::default())
    }
    fn visit_u64<E>(self, _: u64) -> Result<Many<T>, E> {
        Ok(Many::default())
    }
    fn visit_f64<E>(self, _: f64) -> Result<Many<T>, E> {
        Ok(Many::default())
    }
    fn visit_str<E>(self, _: &str) -> Result<Many<T>, E> {
        Ok(Many::default())
    }
    fn visit_unit<E>(self) -> Result<Many<T>, E> {
        Ok(Many::default())
    }
    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Many<T>, A::Error> {
        let mut all = Vec::new();
        while let Some(Item(found)) = list.next_element::<Item<T>>()? {
            all.extend(found);
        }
        Ok(Many(all))
    }
    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Many<T>, A::Error> {
        T::deserialize(MapAccessDeserializer::new(map)).map(|one| Many(vec![one]))
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Many<T> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        from.deserialize_any(ManyVisitor(PhantomData))
    }
}

/// An object, or the first object of a list. Anything else reads as absent.
#[derive(Debug, Clone)]
pub(super) struct One<T>(pub(super) Option<T>);

impl<T> Default for One<T> {
    fn default() -> Self {
        Self(None)
    }
}

struct OneVisitor<T>(PhantomData<T>);

impl<'de, T: Deserialize<'de>> Visitor<'de> for OneVisitor<T> {
    type Value = One<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }
    fn visit_bool<E>(self, _: bool) -> Result<One<T>, E> {
        Ok(One(None))
    }
    fn visit_i64<E>(self, _: i64) -> Result<One<T>, E> {
        Ok(One(None))
    }
    fn visit_u64<E>(self, _: u64) -> Result<One<T>, E> {
        Ok(One(None))
    }
    fn visit_f64<E>(self, _: f64) -> Result<One<T>, E> {
        Ok(One(None))
    }
    fn visit_str<E>(self, _: &str) -> Result<One<T>, E> {
        Ok(One(None))
    }
    fn visit_unit<E>(self) -> Result<One<T>, E> {
        Ok(One(None))
    }
    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<One<T>, A::Error> {
        let first = list.next_element::<Item<T>>()?.and_then(|first| first.0);
        while list.next_element::<IgnoredAny>()?.is_some() {}
        Ok(One(first))
    }
    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<One<T>, A::Error> {
        T::deserialize(MapAccessDeserializer::new(map)).map(|one| One(Some(one)))
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for One<T> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        from.deserialize_any(OneVisitor(PhantomData))
    }
}

/// An object in a list. A list in a list is none: how deep lists lie in each other must not decide how much
/// of the stack is taken.
struct Item<T>(Option<T>);

struct ItemVisitor<T>(PhantomData<T>);

impl<'de, T: Deserialize<'de>> Visitor<'de> for ItemVisitor<T> {
    type Value = Item<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }
    fn visit_bool<E>(self, _: bool) -> Result<Item<T>, E> {
        Ok(Item(None))
    }
    fn visit_i64<E>(self, _: i64) -> Result<Item<T>, E> {
        Ok(Item(None))
    }
    fn visit_u64<E>(self, _: u64) -> Result<Item<T>, E> {
        Ok(Item(None))
    }
    fn visit_f64<E>(self, _: f64) -> Result<Item<T>, E> {
        Ok(Item(None))
    }
    fn visit_str<E>(self, _: &str) -> Result<Item<T>, E> {
        Ok(Item(None))
    }
    fn visit_unit<E>(self) -> Result<Item<T>, E> {
        Ok(Item(None))
    }
    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Item<T>, A::Error> {
        while list.next_element::<IgnoredAny>()?.is_some() {}
        Ok(Item(None))
    }
    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Item<T>, A::Error> {
        T::deserialize(MapAccessDeserializer::new(map)).map(|one| Item(Some(one)))
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Item<T> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        from.deserialize_any(ItemVisitor(PhantomData))
    }
}
