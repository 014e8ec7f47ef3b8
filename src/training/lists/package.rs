//! What a package says of itself.

use serde::Deserialize;

use super::archive::Archive;
use super::{ListError, wrong_line};

/// A package, as the model card names it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Package {
    /// Its name in its registry.
    pub name: String,
    /// Its version.
    pub version: String,
    /// Its licence, in its own words.
    pub licence: String,
    /// SHA-256 of its file, in hexadecimal digits.
    pub sha256: String,
}

#[derive(Deserialize)]
struct Manifest {
    name: String,
    version: String,
    license: String,
}

impl Package {
    /// Of a wheel: from its `METADATA`.
    pub(in crate::training) fn of_wheel(archive: &Archive) -> Result<Self, ListError> {
        let file = archive.named(".dist-info/METADATA")?;
        let text = archive.text(file)?;
        let field = |name: &str| {
            let head = text.lines().take_while(|line| !line.is_empty());
            let mut fields = head.filter_map(|line| line.split_once(": "));
            let found = fields
                .find(|(key, _)| *key == name)
                .map(|(_, value)| value.to_owned());
            found.ok_or_else(|| wrong_line(&archive.path, file, (1, format!("no field {name}"))))
        };
        Ok(Self {
            name: field("Name")?,
            version: field("Version")?,
            licence: field("License")?,
            sha256: archive.sha256.clone(),
        })
    }

    /// Of an npm tarball: from its `package.json`.
    pub(super) fn of_tarball(archive: &Archive) -> Result<Self, ListError> {
        let file = "package.json";
        let manifest: Manifest = serde_json::from_str(archive.text(file)?)
            .map_err(|cause| wrong_line(&archive.path, file, (cause.line(), cause.to_string())))?;
        Ok(Self {
            name: manifest.name,
            version: manifest.version,
            licence: manifest.license,
            sha256: archive.sha256.clone(),
        })
    }
}
