//! Files inside a package: a wheel (zip) or an npm tarball. Bounded, so that no archive fills the memory.

use std::collections::BTreeMap;
use std::io::{Cursor, Read};
use std::path::{Path, PathBuf};

use flate2::read::GzDecoder;
use sha2::{Digest, Sha256};

use super::ListError;

/// Largest archive, in bytes.
const LARGEST_ARCHIVE: u64 = 32 << 20;
/// Largest list, in bytes.
const LARGEST_FILE: u64 = 8 << 20;
/// Most bytes of all files that are looked at.
const LARGEST_SUM: u64 = 64 << 20;
/// Most files inside.
const MOST_FILES: usize = 10_000;

/// The files of an archive that were asked for, by name.
#[derive(Debug)]
pub(in crate::training) struct Archive {
    pub(super) path: PathBuf,
    /// SHA-256 of the archive as it lies there, in hexadecimal digits.
    pub(super) sha256: String,
    /// Largest file inside that is looked at, in bytes.
    largest: u64,
    files: BTreeMap<String, Vec<u8>>,
}

impl Archive {
    /// Reads the files of a wheel whose name is wanted.
    pub(super) fn wheel(path: &Path, wanted: impl Fn(&str) -> bool) -> Result<Self, ListError> {
        Self::wheel_of(path, LARGEST_FILE, wanted)
    }

    /// The same where a file may be larger than a list: this many bytes.
    pub(in crate::training) fn wheel_of(
        path: &Path,
        largest: u64,
        wanted: impl Fn(&str) -> bool,
    ) -> Result<Self, ListError> {
        let bytes = read(path)?;
        let broken = |cause: zip::result::ZipError| failed(path, format!("no wheel: {cause}"));
        let mut archive = Self::new(path, &bytes, largest);
        let mut zip = zip::ZipArchive::new(Cursor::new(&bytes)).map_err(broken)?;
        if zip.len() > MOST_FILES {
            return Err(failed(path, format!("more than {MOST_FILES} files")));
        }
        for at in 0..zip.len() {
            let file = zip.by_index(at).map_err(broken)?;
            let name = file.name().map_err(broken)?.into_owned();
            if file.is_file() && wanted(&name) {
                archive.take(name, file)?;
            }
        }
        Ok(archive)
    }

    /// Reads the files of an npm tarball whose name is wanted; names without the leading `package/`.
    pub(super) fn tarball(path: &Path, wanted: impl Fn(&str) -> bool) -> Result<Self, ListError> {
        let bytes = read(path)?;
        let broken = |cause: std::io::Error| failed(path, format!("no .tgz: {cause}"));
        let mut archive = Self::new(path, &bytes, LARGEST_FILE);
        let unpacked = GzDecoder::new(bytes.as_slice()).take(LARGEST_SUM);
        let mut tar = tar::Archive::new(unpacked);
        for (at, file) in tar.entries().map_err(broken)?.enumerate() {
            let file = file.map_err(broken)?;
            if at == MOST_FILES {
                return Err(failed(path, format!("more than {MOST_FILES} files")));
            }
            let name = String::from_utf8_lossy(&file.path_bytes()).into_owned();
            let name = name.strip_prefix("package/").unwrap_or(&name).to_owned();
            if file.header().entry_type().is_file() && wanted(&name) {
                archive.take(name, file)?;
            }
        }
        Ok(archive)
    }

    fn new(path: &Path, bytes: &[u8], largest: u64) -> Self {
        let digest = Sha256::digest(bytes);
        Self {
            path: path.to_owned(),
            sha256: digest.iter().map(|byte| format!("{byte:02x}")).collect(),
            largest,
            files: BTreeMap::new(),
        }
    }

    fn take(&mut self, name: String, file: impl Read) -> Result<(), ListError> {
        let broken = |what| failed(&self.path, format!("{name}: {what}"));
        let mut bytes = Vec::new();
        let mut bounded = file.take(self.largest + 1);
        let read = bounded.read_to_end(&mut bytes);
        read.map_err(|cause| broken(cause.to_string()))?;
        let sum: usize = self.files.values().map(Vec::len).sum();
        if bytes.len() as u64 > self.largest || (sum + bytes.len()) as u64 > LARGEST_SUM {
            return Err(broken("too large".to_owned()));
        }
        self.files.insert(name, bytes);
        Ok(())
    }

    /// The bytes of a file that was wanted.
    pub(in crate::training) fn bytes(&self, name: &str) -> Result<&[u8], ListError> {
        let bytes = self.files.get(name).ok_or_else(|| ListError::Missing {
            path: self.path.clone(),
            file: name.to_owned(),
        })?;
        Ok(bytes)
    }

    /// The text of a file that was wanted.
    pub(super) fn text(&self, name: &str) -> Result<&str, ListError> {
        let text = std::str::from_utf8(self.bytes(name)?)
            .map_err(|_| failed(&self.path, format!("{name}: not UTF-8")))?;
        Ok(text.strip_prefix('\u{feff}').unwrap_or(text))
    }

    /// The name of the first file that ends so.
    pub(super) fn named(&self, ending: &str) -> Result<&str, ListError> {
        let name = self.files.keys().find(|name| name.ends_with(ending));
        name.map(String::as_str).ok_or_else(|| ListError::Missing {
            path: self.path.clone(),
            file: format!("*{ending}"),
        })
    }
}

fn failed(path: &Path, what: String) -> ListError {
    ListError::Archive {
        path: path.to_owned(),
        what,
    }
}

fn read(path: &Path) -> Result<Vec<u8>, ListError> {
    let unreadable = |cause| ListError::Unreadable {
        path: path.to_owned(),
        cause,
    };
    let file = std::fs::File::open(path).map_err(unreadable)?;
    let mut bytes = Vec::new();
    let mut bounded = file.take(LARGEST_ARCHIVE + 1);
    bounded.read_to_end(&mut bytes).map_err(unreadable)?;
    if bytes.len() as u64 > LARGEST_ARCHIVE {
        return Err(failed(path, format!("larger than {} MB", LARGEST_ARCHIVE >> 20)));
    }
    Ok(bytes)
}
