//! Values to Avro bytes, along a plan. The library's own way through serde looks each field up by name and
//! keeps a table for each record on the way: it takes several times as long (`benches/wire.rs`).

use serde::ser::{Impossible, Serialize, SerializeSeq, SerializeStruct, SerializeTuple, Serializer};

use super::plan::{Field, Misfit, Plan};
use crate::domain::ids::hex;

/// Writes one value.
pub(super) struct Writer<'p, 't> {
    plan: &'p Plan,
    to: &'t mut Vec<u8>,
}

impl<'p, 't> Writer<'p, 't> {
    /// Appends to `to` along `plan`.
    pub(super) const fn new(plan: &'p Plan, to: &'t mut Vec<u8>) -> Self {
        Self { plan, to }
    }

    fn misfit<T>(&self, found: &str) -> Result<T, Misfit> {
        Err(Misfit(format!(
            "{found} where the schema has {}",
            self.plan.kind()
        )))
    }

    fn length_and(self, bytes: &[u8]) {
        whole(bytes.len() as i64, self.to);
        self.to.extend_from_slice(bytes);
    }

    fn items(self, length: Option<usize>) -> Result<Items<'p, 't>, Misfit> {
        let (Plan::Array(plan), Some(length)) = (self.plan, length) else {
            return self.misfit("a sequence");
        };
        if length > 0 {
            whole(length as i64, self.to);
        }
        Ok(Items {
            plan,
            to: self.to,
            left: length,
        })
    }
}

/// Appends a whole number: zigzag, then seven bits a byte, lowest first.
fn whole(value: i64, to: &mut Vec<u8>) {
    let mut rest = (value.cast_unsigned() << 1) ^ (value >> 63).cast_unsigned();
    while rest > 0x7F {
        to.push(rest.to_le_bytes()[0] | 0x80);
        rest >>= 7;
    }
    to.push(rest.to_le_bytes()[0]);
}

/// Appends an array of so many items, whose bytes these are: one block, then the end.
pub(super) fn block(items: usize, encoded: &[u8], to: &mut Vec<u8>) {
    if items > 0 {
        whole(items as i64, to);
    }
    to.extend_from_slice(encoded);
    whole(0, to);
}

macro_rules! whole_numbers {
    ($($method:ident $kind:ty),*) => {$(
        fn $method(self, value: $kind) -> Result<(), Misfit> {
            self.serialize_i64(value.into())
        }
    )*};
}

type Never = Impossible<(), Misfit>;

impl<'p, 't> Serializer for Writer<'p, 't> {
    type Ok = ();
    type Error = Misfit;
    type SerializeSeq = Items<'p, 't>;
    type SerializeTuple = Items<'p, 't>;
    type SerializeTupleStruct = Never;
    type SerializeTupleVariant = Never;
    type SerializeMap = Never;
    type SerializeStruct = Fields<'p, 't>;
    type SerializeStructVariant = Never;

    whole_numbers!(serialize_i8 i8, serialize_i16 i16, serialize_i32 i32);
    whole_numbers!(serialize_u8 u8, serialize_u16 u16, serialize_u32 u32);

    fn serialize_i64(self, value: i64) -> Result<(), Misfit> {
        let Plan::Whole = self.plan else {
            return self.misfit("a whole number");
        };
        whole(value, self.to);
        Ok(())
    }

    fn serialize_u64(self, value: u64) -> Result<(), Misfit> {
        match i64::try_from(value) {
            Ok(value) => self.serialize_i64(value),
            Err(_) => self.misfit("a number above the largest long"),
        }
    }

    fn serialize_bool(self, value: bool) -> Result<(), Misfit> {
        let Plan::Bool = self.plan else {
            return self.misfit("a boolean");
        };
        self.to.push(value.into());
        Ok(())
    }

    fn serialize_f64(self, value: f64) -> Result<(), Misfit> {
        let Plan::Double = self.plan else {
            return self.misfit("a double");
        };
        self.to.extend_from_slice(&value.to_le_bytes());
        Ok(())
    }

    fn serialize_f32(self, value: f32) -> Result<(), Misfit> {
        self.serialize_f64(value.into())
    }

    fn serialize_str(self, text: &str) -> Result<(), Misfit> {
        let Plan::Text = self.plan else {
            return self.misfit("a text");
        };
        self.length_and(text.as_bytes());
        Ok(())
    }

    fn serialize_char(self, value: char) -> Result<(), Misfit> {
        self.serialize_str(value.encode_utf8(&mut [0; 4]))
    }

    /// The sixteen bytes of an id stand as hexadecimal digits where the schema has a text.
    fn serialize_bytes(self, bytes: &[u8]) -> Result<(), Misfit> {
        if let Plan::Bytes = self.plan {
            self.length_and(bytes);
        } else if let (Plan::Text, Ok(id)) = (self.plan, bytes.try_into()) {
            self.length_and(&hex(id));
        } else {
            return self.misfit("bytes");
        }
        Ok(())
    }

    fn serialize_none(self) -> Result<(), Misfit> {
        let Plan::Optional(_) = self.plan else {
            return self.misfit("nothing");
        };
        whole(0, self.to);
        Ok(())
    }

    fn serialize_some<T: ?Sized + Serialize>(self, value: &T) -> Result<(), Misfit> {
        let Plan::Optional(present) = self.plan else {
            return self.misfit("an optional value");
        };
        whole(1, self.to);
        value.serialize(Writer::new(present, self.to))
    }

    fn serialize_unit_variant(
        self,
        name: &'static str,
        index: u32,
        variant: &'static str,
    ) -> Result<(), Misfit> {
        let Plan::Symbols(symbols) = self.plan else {
            return self.misfit(name);
        };
        let at_home = usize::try_from(index)
            .ok()
            .filter(|at| symbols.get(*at).is_some_and(|s| s == variant));
        match at_home.or_else(|| symbols.iter().position(|symbol| symbol == variant)) {
            Some(index) => {
                whole(index as i64, self.to);
                Ok(())
            }
            None => Err(Misfit(format!("`{variant}` is no symbol of {name}"))),
        }
    }

    fn serialize_newtype_struct<T: ?Sized + Serialize>(
        self,
        _: &'static str,
        value: &T,
    ) -> Result<(), Misfit> {
        value.serialize(self)
    }

    fn serialize_seq(self, length: Option<usize>) -> Result<Items<'p, 't>, Misfit> {
        self.items(length)
    }

    fn serialize_tuple(self, length: usize) -> Result<Items<'p, 't>, Misfit> {
        self.items(Some(length))
    }

    fn serialize_struct(self, name: &'static str, _: usize) -> Result<Fields<'p, 't>, Misfit> {
        let Plan::Record(fields) = self.plan else {
            return self.misfit(name);
        };
        Ok(Fields {
            rest: fields.all.iter(),
            to: self.to,
        })
    }

    fn serialize_unit(self) -> Result<(), Misfit> {
        self.misfit("a unit")
    }

    fn serialize_unit_struct(self, name: &'static str) -> Result<(), Misfit> {
        self.misfit(name)
    }

    fn serialize_newtype_variant<T: ?Sized + Serialize>(
        self,
        name: &'static str,
        _: u32,
        _: &'static str,
        _: &T,
    ) -> Result<(), Misfit> {
        self.misfit(name)
    }

    fn serialize_tuple_struct(self, name: &'static str, _: usize) -> Result<Never, Misfit> {
        self.misfit(name)
    }

    fn serialize_tuple_variant(
        self,
        name: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Never, Misfit> {
        self.misfit(name)
    }

    fn serialize_map(self, _: Option<usize>) -> Result<Never, Misfit> {
        self.misfit("a map")
    }

    fn serialize_struct_variant(
        self,
        name: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Never, Misfit> {
        self.misfit(name)
    }

    fn is_human_readable(&self) -> bool {
        false
    }
}

/// Writes the items of an array: one block, then the end.
pub(super) struct Items<'p, 't> {
    plan: &'p Plan,
    to: &'t mut Vec<u8>,
    left: usize,
}

impl SerializeSeq for Items<'_, '_> {
    type Ok = ();
    type Error = Misfit;

    fn serialize_element<T: ?Sized + Serialize>(&mut self, value: &T) -> Result<(), Misfit> {
        self.left = self.left.wrapping_sub(1);
        value.serialize(Writer::new(self.plan, self.to))
    }

    fn end(self) -> Result<(), Misfit> {
        if self.left != 0 {
            return Err(Misfit("a sequence of another length than it said".into()));
        }
        whole(0, self.to);
        Ok(())
    }
}

impl SerializeTuple for Items<'_, '_> {
    type Ok = ();
    type Error = Misfit;

    fn serialize_element<T: ?Sized + Serialize>(&mut self, value: &T) -> Result<(), Misfit> {
        SerializeSeq::serialize_element(self, value)
    }

    fn end(self) -> Result<(), Misfit> {
        SerializeSeq::end(self)
    }
}

/// Writes the fields of a record, which must come in the schema's order.
pub(super) struct Fields<'p, 't> {
    rest: std::slice::Iter<'p, Field>,
    to: &'t mut Vec<u8>,
}

impl SerializeStruct for Fields<'_, '_> {
    type Ok = ();
    type Error = Misfit;

    fn serialize_field<T: ?Sized + Serialize>(&mut self, key: &'static str, value: &T) -> Result<(), Misfit> {
        match self.rest.next() {
            Some(field) if field.is(key) => value
                .serialize(Writer::new(&field.plan, self.to))
                .map_err(|Misfit(why)| Misfit(format!("{key}: {why}"))),
            Some(Field { name, .. }) => Err(Misfit(format!("field `{key}` where the schema has `{name}`"))),
            None => Err(Misfit(format!("field `{key}` where the schema has no more"))),
        }
    }

    fn end(mut self) -> Result<(), Misfit> {
        match self.rest.next() {
            None => Ok(()),
            Some(Field { name, .. }) => Err(Misfit(format!("no field `{name}`, which the schema has"))),
        }
    }
}
