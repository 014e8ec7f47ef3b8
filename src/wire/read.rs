//! Avro bytes to values, along a plan. Texts are handed on where they lie; no length is believed before
//! that many bytes are there.

use serde::de::value::StrDeserializer;
use serde::de::{
    DeserializeSeed, Deserializer, EnumAccess, IgnoredAny, MapAccess, SeqAccess, VariantAccess, Visitor,
};
use serde::forward_to_deserialize_any;

use super::plan::{Field, Misfit, Plan};

/// Reads one value.
pub(super) struct Reader<'p, 'r, 'de> {
    plan: &'p Plan,
    from: &'r mut &'de [u8],
}

impl<'p, 'r, 'de> Reader<'p, 'r, 'de> {
    /// Reads from the front of `from` along `plan`.
    pub(super) const fn new(plan: &'p Plan, from: &'r mut &'de [u8]) -> Self {
        Self { plan, from }
    }

    fn misfit<T>(&self, wanted: &str) -> Result<T, Misfit> {
        Err(Misfit(format!(
            "the schema has {} where {wanted} is wanted",
            self.plan.kind()
        )))
    }

    /// Passes over a value, checked like one that is read.
    fn pass(self) -> Result<(), Misfit> {
        match self.plan {
            Plan::Bool | Plan::Double => self.deserialize_any(IgnoredAny).map(drop),
            Plan::Whole => whole(self.from).map(drop),
            Plan::Bytes => measured(self.from).map(drop),
            Plan::Text => text(self.from).map(drop),
            Plan::Symbols(symbols) => symbol(symbols, self.from).map(drop),
            Plan::Optional(present) => self.present(present)?.map_or(Ok(()), Self::pass),
            Plan::Array(plan) => {
                let mut items = Items::new(plan, self.from);
                while items.next_is_there()? {
                    Reader::new(plan, items.from).pass()?;
                }
                Ok(())
            }
            Plan::Record(fields) => fields
                .all
                .iter()
                .try_for_each(|field| Reader::new(&field.plan, self.from).pass()),
        }
    }

    /// The present value of an optional one, if it is there.
    fn present(self, plan: &'p Plan) -> Result<Option<Self>, Misfit> {
        match whole(self.from)? {
            0 => Ok(None),
            1 => Ok(Some(Reader::new(plan, self.from))),
            branch => Err(Misfit(format!("branch {branch} of a union of two"))),
        }
    }
}

fn cut_short() -> Misfit {
    Misfit("it ends too early".into())
}

fn taken<'de>(from: &mut &'de [u8], length: usize) -> Result<&'de [u8], Misfit> {
    let (taken, rest) = from.split_at_checked(length).ok_or_else(cut_short)?;
    *from = rest;
    Ok(taken)
}

/// Bytes after their length.
fn measured<'de>(from: &mut &'de [u8]) -> Result<&'de [u8], Misfit> {
    let length = whole(from)?;
    let length = usize::try_from(length).map_err(|_| Misfit(format!("a length of {length}")))?;
    taken(from, length)
}

fn text<'de>(from: &mut &'de [u8]) -> Result<&'de str, Misfit> {
    std::str::from_utf8(measured(from)?).map_err(|e| Misfit(format!("a text that is not UTF-8: {e}")))
}

fn whole(from: &mut &[u8]) -> Result<i64, Misfit> {
    let mut bits = 0_u64;
    for shift in (0..64).step_by(7) {
        let (byte, rest) = from.split_first().ok_or_else(cut_short)?;
        *from = rest;
        bits |= u64::from(byte & 0x7F) << shift;
        if byte & 0x80 == 0 {
            return Ok((bits >> 1).cast_signed() ^ -(bits & 1).cast_signed());
        }
    }
    Err(Misfit("a number of more than 64 bits".into()))
}

fn symbol<'p>(symbols: &'p [String], from: &mut &[u8]) -> Result<&'p str, Misfit> {
    let index = whole(from)?;
    let symbol = usize::try_from(index).ok().and_then(|at| symbols.get(at));
    symbol
        .map(String::as_str)
        .ok_or_else(|| Misfit(format!("symbol {index} of {}", symbols.len())))
}

impl<'de> Deserializer<'de> for Reader<'_, '_, 'de> {
    type Error = Misfit;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Misfit> {
        match self.plan {
            Plan::Bool => match taken(self.from, 1)? {
                [0] => visitor.visit_bool(false),
                [1] => visitor.visit_bool(true),
                _ => Err(Misfit("a boolean that is neither 0 nor 1".into())),
            },
            Plan::Whole => visitor.visit_i64(whole(self.from)?),
            Plan::Double => {
                let bytes = taken(self.from, 8)?.try_into().map_err(|_| cut_short())?;
                visitor.visit_f64(f64::from_le_bytes(bytes))
            }
            Plan::Bytes => visitor.visit_borrowed_bytes(measured(self.from)?),
            Plan::Text => visitor.visit_borrowed_str(text(self.from)?),
            Plan::Symbols(_) => visitor.visit_enum(self),
            Plan::Optional(present) => match self.present(present)? {
                Some(value) => visitor.visit_some(value),
                None => visitor.visit_none(),
            },
            Plan::Array(plan) => visitor.visit_seq(Items::new(plan, self.from)),
            Plan::Record(fields) => visitor.visit_map(Named {
                rest: fields.all.iter(),
                value: None,
                from: self.from,
            }),
        }
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Misfit> {
        if let Plan::Optional(_) = self.plan {
            self.deserialize_any(visitor)
        } else {
            self.misfit("an optional value")
        }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, Misfit> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        name: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Misfit> {
        if let Plan::Symbols(_) = self.plan {
            visitor.visit_enum(self)
        } else {
            self.misfit(name)
        }
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Misfit> {
        let Plan::Record(planned) = self.plan else {
            return self.misfit(name);
        };
        if planned.are(fields) {
            visitor.visit_seq(InOrder {
                rest: planned.all.iter(),
                from: self.from,
            })
        } else {
            self.deserialize_any(visitor)
        }
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf unit
        unit_struct seq tuple tuple_struct map identifier
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Misfit> {
        self.pass()?;
        visitor.visit_unit()
    }

    fn is_human_readable(&self) -> bool {
        false
    }
}

impl<'de> EnumAccess<'de> for Reader<'_, '_, 'de> {
    type Error = Misfit;
    type Variant = Unit;

    fn variant_seed<S: DeserializeSeed<'de>>(self, seed: S) -> Result<(S::Value, Unit), Misfit> {
        let Plan::Symbols(symbols) = self.plan else {
            return self.misfit("an enum");
        };
        let symbol = symbol(symbols, self.from)?;
        Ok((seed.deserialize(StrDeserializer::<Misfit>::new(symbol))?, Unit))
    }
}

/// An enum's variant: symbols carry nothing.
pub(super) struct Unit;

impl<'de> VariantAccess<'de> for Unit {
    type Error = Misfit;

    fn unit_variant(self) -> Result<(), Misfit> {
        Ok(())
    }

    fn newtype_variant_seed<S: DeserializeSeed<'de>>(self, _: S) -> Result<S::Value, Misfit> {
        Err(Misfit("a symbol carries no value".into()))
    }

    fn tuple_variant<V: Visitor<'de>>(self, _: usize, _: V) -> Result<V::Value, Misfit> {
        Err(Misfit("a symbol carries no values".into()))
    }

    fn struct_variant<V: Visitor<'de>>(self, _: &'static [&'static str], _: V) -> Result<V::Value, Misfit> {
        Err(Misfit("a symbol carries no fields".into()))
    }
}

/// Items of an array, block by block.
struct Items<'p, 'r, 'de> {
    plan: &'p Plan,
    from: &'r mut &'de [u8],
    left: u64,
    over: bool,
}

impl<'p, 'r, 'de> Items<'p, 'r, 'de> {
    const fn new(plan: &'p Plan, from: &'r mut &'de [u8]) -> Self {
        Self {
            plan,
            from,
            left: 0,
            over: false,
        }
    }

    /// Whether another item follows; it must then be taken.
    fn next_is_there(&mut self) -> Result<bool, Misfit> {
        if self.left == 0 && !self.over {
            self.next_block()?;
        }
        self.left = self.left.saturating_sub(1);
        Ok(!self.over)
    }

    fn next_block(&mut self) -> Result<(), Misfit> {
        let count = whole(self.from)?;
        if count < 0 {
            // The block's size in bytes, for readers that skip.
            whole(self.from)?;
        }
        self.left = count.unsigned_abs();
        self.over = self.left == 0;
        // Every item takes at least a byte.
        if self.left > self.from.len() as u64 {
            return Err(Misfit(format!(
                "{} items in {} bytes",
                self.left,
                self.from.len()
            )));
        }
        Ok(())
    }
}

impl<'de> SeqAccess<'de> for Items<'_, '_, 'de> {
    type Error = Misfit;

    fn next_element_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<Option<S::Value>, Misfit> {
        if !self.next_is_there()? {
            return Ok(None);
        }
        seed.deserialize(Reader::new(self.plan, self.from)).map(Some)
    }
}

/// Fields of a record whose struct has the same fields in the same order.
struct InOrder<'p, 'r, 'de> {
    rest: std::slice::Iter<'p, Field>,
    from: &'r mut &'de [u8],
}

impl<'de> SeqAccess<'de> for InOrder<'_, '_, 'de> {
    type Error = Misfit;

    fn next_element_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<Option<S::Value>, Misfit> {
        let Some(Field { name, plan, .. }) = self.rest.next() else {
            return Ok(None);
        };
        let read = seed.deserialize(Reader::new(plan, self.from));
        read.map(Some)
            .map_err(|Misfit(why)| Misfit(format!("{name}: {why}")))
    }
}

/// Fields of a record by name: the struct has others, or in another order.
struct Named<'p, 'r, 'de> {
    rest: std::slice::Iter<'p, Field>,
    value: Option<&'p Plan>,
    from: &'r mut &'de [u8],
}

impl<'de> MapAccess<'de> for Named<'_, '_, 'de> {
    type Error = Misfit;

    fn next_key_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<Option<S::Value>, Misfit> {
        let Some(Field { name, plan, .. }) = self.rest.next() else {
            return Ok(None);
        };
        self.value = Some(plan);
        seed.deserialize(StrDeserializer::<Misfit>::new(name)).map(Some)
    }

    fn next_value_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<S::Value, Misfit> {
        match self.value.take() {
            Some(plan) => seed.deserialize(Reader::new(plan, self.from)),
            None => Err(Misfit("a value was asked for before its name".into())),
        }
    }
}
