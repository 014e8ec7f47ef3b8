//! A linear model as bytes.

use super::ModelError;
use super::bytes::{Bytes, put_text};
use crate::scoring::linear::{Column, Linear, MOST_BITS};

/// Most classes of a model.
const MOST_COLUMNS: u32 = 512;

pub(super) fn write(out: &mut Vec<u8>, model: &Linear) {
    out.extend_from_slice(&model.bits().to_le_bytes());
    for weight in model.weights() {
        out.extend_from_slice(&weight.to_le_bytes());
    }
    out.extend_from_slice(&(model.columns().len() as u32).to_le_bytes());
    for column in model.columns() {
        put_text(out, &column.label);
        out.extend_from_slice(&column.bias.to_le_bytes());
        out.extend_from_slice(&column.unit.to_bits().to_le_bytes());
    }
    out.extend(model.rows().flatten().map(|weight| weight.to_le_bytes()[0]));
}

pub(super) fn read(part: &'static str, bytes: &[u8]) -> Result<Linear, ModelError> {
    let mut bytes = Bytes::new(part, bytes);
    let bits = bytes.u32()?;
    let mut weights = [0; 4];
    for weight in &mut weights {
        *weight = bytes.u32()?.min(1 << 20);
    }
    let count = bytes.u32()?;
    if count > MOST_COLUMNS || bits > MOST_BITS {
        return Err(bytes.wrong("it is too large"));
    }
    let mut columns = Vec::new();
    for _ in 0..count {
        columns.push(Column {
            label: bytes.text()?,
            bias: bytes.i64()?.clamp(-(1 << 52), 1 << 52),
            unit: bytes.f64()?,
        });
    }
    let rows = bytes.take((1 << bits) * columns.len())?;
    let rows: Vec<i8> = rows.iter().map(|byte| i8::from_le_bytes([*byte])).collect();
    bytes.end()?;
    Linear::new(bits, columns, weights, &rows).ok_or_else(|| bytes.wrong("its size does not fit its rows"))
}
