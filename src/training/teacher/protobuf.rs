//! The fields of a protobuf message, as far as a sentence-piece model needs them.

/// What a field holds.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Value<'a> {
    /// A whole number.
    Whole(u64),
    /// A text, bytes or a message.
    Bytes(&'a [u8]),
    /// Four bytes: a number with a fraction, or a whole one.
    Four([u8; 4]),
    /// Eight bytes, which no field here uses.
    Eight,
}

/// The fields of a message with their numbers, in order; `None` for a damaged message.
pub(super) fn fields(message: &[u8]) -> Option<Vec<(u64, Value<'_>)>> {
    let mut rest = message;
    let mut fields = Vec::new();
    while !rest.is_empty() {
        let tag = whole(&mut rest)?;
        let value = match tag & 7 {
            0 => Value::Whole(whole(&mut rest)?),
            1 => {
                take(&mut rest, 8)?;
                Value::Eight
            }
            2 => {
                let length = usize::try_from(whole(&mut rest)?).ok()?;
                Value::Bytes(take(&mut rest, length)?)
            }
            5 => Value::Four(take(&mut rest, 4)?.try_into().ok()?),
            _ => return None,
        };
        fields.push((tag >> 3, value));
    }
    Some(fields)
}

/// The bytes of the first field of a number.
pub(super) fn bytes<'a>(fields: &[(u64, Value<'a>)], wanted: u64) -> Option<&'a [u8]> {
    fields.iter().find_map(|(number, value)| {
        if let Value::Bytes(bytes) = value
            && *number == wanted
        {
            Some(*bytes)
        } else {
            None
        }
    })
}

/// A whole number in groups of seven bits, the lowest first.
fn whole(rest: &mut &[u8]) -> Option<u64> {
    let mut number = 0;
    for group in 0..10 {
        let byte = *rest.split_off_first()?;
        number |= u64::from(byte & 0x7f) << (7 * group);
        if byte & 0x80 == 0 {
            return Some(number);
        }
    }
    None
}

fn take<'a>(rest: &mut &'a [u8], length: usize) -> Option<&'a [u8]> {
    rest.split_off(..length)
}
