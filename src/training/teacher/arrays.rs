//! Arrays of numbers out of a `.npz` file: a zip of `.npy` files (NumPy enhancement proposal 1), little-endian.

use std::collections::BTreeMap;
use std::io::{Cursor, Read};

use ndarray::Array2;

/// Most bytes of one array, and of all.
const LARGEST: u64 = 16 << 20;
const LARGEST_SUM: u64 = 256 << 20;

/// Arrays by name.
#[derive(Debug, Default)]
pub(super) struct Arrays(BTreeMap<String, Npy>);

/// One array: its shape and its bytes.
#[derive(Debug)]
struct Npy {
    kind: String,
    shape: Vec<usize>,
    bytes: Vec<u8>,
}

impl Arrays {
    /// Reads all arrays.
    pub(super) fn read(npz: &[u8]) -> Result<Self, String> {
        let broken = |cause: zip::result::ZipError| format!("no .npz: {cause}");
        let mut zip = zip::ZipArchive::new(Cursor::new(npz)).map_err(broken)?;
        let mut arrays = BTreeMap::new();
        let mut sum = 0;
        for at in 0..zip.len() {
            let file = zip.by_index(at).map_err(broken)?;
            let name = file.name().map_err(broken)?.trim_end_matches(".npy").to_owned();
            let mut bytes = Vec::new();
            let read = file.take(LARGEST + 1).read_to_end(&mut bytes);
            read.map_err(|cause| format!("{name}: {cause}"))?;
            sum += bytes.len() as u64;
            if bytes.len() as u64 > LARGEST || sum > LARGEST_SUM {
                return Err(format!("{name}: too large"));
            }
            let array = parse(&bytes).ok_or_else(|| format!("{name}: no array in C order"))?;
            arrays.insert(name, array);
        }
        Ok(Self(arrays))
    }

    fn of(&self, name: &str, kind: &str, shape: &[usize]) -> Result<&[u8], String> {
        let array = self.0.get(name).ok_or_else(|| format!("no array {name}"))?;
        if array.kind != kind || array.shape != shape {
            return Err(format!(
                "{name}: {} of {:?}, {kind} of {shape:?} wanted",
                array.kind, array.shape
            ));
        }
        Ok(&array.bytes)
    }

    /// Whole numbers from 0 to 255.
    pub(super) fn bytes(&self, name: &str, rows: usize, columns: usize) -> Result<&[u8], String> {
        self.of(name, "|u1", &[rows, columns])
    }

    /// A row of numbers.
    pub(super) fn row(&self, name: &str, length: usize) -> Result<Vec<f32>, String> {
        self.of(name, "<f4", &[length]).map(numbers)
    }

    /// A matrix.
    pub(super) fn matrix(&self, name: &str, rows: usize, columns: usize) -> Result<Array2<f32>, String> {
        let found = numbers(self.of(name, "<f4", &[rows, columns])?);
        Array2::from_shape_vec((rows, columns), found).map_err(|cause| format!("{name}: {cause}"))
    }
}

fn numbers(bytes: &[u8]) -> Vec<f32> {
    let (numbers, _) = bytes.as_chunks::<4>();
    numbers.iter().map(|number| f32::from_le_bytes(*number)).collect()
}

fn parse(file: &[u8]) -> Option<Npy> {
    let (version, rest) = file.strip_prefix(b"\x93NUMPY")?.split_first_chunk::<2>()?;
    let (length, rest) = if version.first() == Some(&1) {
        let (length, rest) = rest.split_first_chunk::<2>()?;
        (usize::from(u16::from_le_bytes(*length)), rest)
    } else {
        let (length, rest) = rest.split_first_chunk::<4>()?;
        (u32::from_le_bytes(*length) as usize, rest)
    };
    let (header, bytes) = rest.split_at_checked(length)?;
    let header = std::str::from_utf8(header).ok()?;
    let after = |key: &str| header.split_once(key).map(|(_, value)| value.trim_start());
    if !after("'fortran_order':")?.starts_with("False") {
        return None;
    }
    let kind = after("'descr':")?
        .strip_prefix('\'')?
        .split('\'')
        .next()?
        .to_owned();
    let shape = after("'shape':")?.strip_prefix('(')?.split(')').next()?;
    let sizes = shape.split(',').map(str::trim).filter(|size| !size.is_empty());
    let shape: Vec<usize> = sizes.map(|size| size.parse().ok()).collect::<Option<_>>()?;
    let width = kind.get(2..)?.parse::<usize>().ok()?;
    let size = shape
        .iter()
        .try_fold(width, |size, length| size.checked_mul(*length))?;
    (bytes.len() == size).then(|| Npy {
        kind,
        shape,
        bytes: bytes.to_vec(),
    })
}
