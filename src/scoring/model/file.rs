//! The file: a sign, a layout number, packed parts each with a name, and the SHA-256 of all that.

use flate2::{Compress, Compression, Decompress, FlushCompress, FlushDecompress, Status};
use sha2::{Digest, Sha256};

use super::bytes::{Bytes, put_text};
use super::{Heads, Identity, Model, ModelError, linear, lists};
use crate::scoring::linear::Linear;
use crate::scoring::urgency;
use crate::scoring::vader::Lists;

/// How a file begins.
const SIGN: &[u8; 12] = b"outcry-model";
/// The layout that this version writes and reads.
const LAYOUT: u32 = 1;
const DIGEST: usize = 32;
/// Largest file once unpacked, in bytes.
const LARGEST: u32 = 1 << 28;

const IDENTITY: &str = "identity";
const RULES: &str = "rules";
const VALENCES: &str = "valences";
const FULL: &str = "full";
const FAST: &str = "fast";
const INTENTS: &str = "intents";
const URGENCY: &str = "urgency_and_rules";

impl Model {
    /// Reads a model file.
    ///
    /// # Errors
    /// [`ModelError`] for bytes that are no model, of another layout, or damaged.
    pub fn read(bytes: &[u8]) -> Result<Self, ModelError> {
        let body = bytes.strip_prefix(SIGN).ok_or(ModelError::Foreign)?;
        let (layout, body) = body.split_first_chunk::<4>().ok_or(ModelError::Damaged)?;
        let found = u32::from_le_bytes(*layout);
        if found != LAYOUT {
            return Err(ModelError::Layout { found, known: LAYOUT });
        }
        let (packed, digest) = body.split_last_chunk::<DIGEST>().ok_or(ModelError::Damaged)?;
        if Sha256::digest(packed).as_slice() != digest {
            return Err(ModelError::Damaged);
        }
        let parts = unpacked(packed).ok_or(ModelError::Damaged)?;
        let mut model = Self::from_parts(Bytes::new("list of parts", &parts))?;
        model.identity.hash = digest.iter().take(8).map(|byte| format!("{byte:02x}")).collect();
        Ok(model)
    }

    fn from_parts(mut bytes: Bytes<'_>) -> Result<Self, ModelError> {
        let mut model = Self {
            identity: Identity::default(),
            unsure: 0.0,
            rules: Lists::default(),
            valences: crate::scoring::valences::Valences::default(),
            heads: Heads::default(),
        };
        for _ in 0..bytes.u32()? {
            let name = bytes.text()?;
            let length = bytes.u32()? as usize;
            let part = bytes.take(length)?;
            match name.as_str() {
                IDENTITY => (model.identity, model.unsure) = read_identity(part)?,
                RULES => {
                    model.rules = Lists::read(part).map_err(|error| ModelError::Part {
                        part: RULES,
                        what: error.to_string(),
                    })?;
                }
                VALENCES => model.valences = lists::read(VALENCES, part)?,
                FULL => model.heads.full = Some(linear::read(FULL, part)?),
                FAST => model.heads.fast = Some(linear::read(FAST, part)?),
                INTENTS => model.heads.intents = Some(linear::read(INTENTS, part)?),
                URGENCY => model.heads.urgency = Some(read_urgency(part)?),
                other => return Err(bytes.wrong(format!("{other:?} is unknown to this version"))),
            }
        }
        bytes.end()?;
        Ok(model)
    }

    /// The bytes of a model file: the same for the same model. The hash of the identity is not written.
    #[must_use]
    pub fn write(&self) -> Vec<u8> {
        let mut parts: Vec<(&str, Vec<u8>)> = vec![(IDENTITY, self.identity_bytes())];
        let mut rules = Vec::new();
        self.rules.write(&mut rules);
        parts.push((RULES, rules));
        let mut valences = Vec::new();
        lists::write(&mut valences, &self.valences);
        parts.push((VALENCES, valences));
        let heads: [(&str, &Option<Linear>); 3] = [
            (FULL, &self.heads.full),
            (FAST, &self.heads.fast),
            (INTENTS, &self.heads.intents),
        ];
        for (name, head) in heads {
            if let Some(head) = head {
                let mut bytes = Vec::new();
                linear::write(&mut bytes, head);
                parts.push((name, bytes));
            }
        }
        if let Some(urgency::Head { linear, rules }) = &self.heads.urgency {
            let mut bytes = rules.to_bits().to_le_bytes().to_vec();
            linear::write(&mut bytes, linear);
            parts.push((URGENCY, bytes));
        }
        seal(&parts)
    }

    fn identity_bytes(&self) -> Vec<u8> {
        let mut out = Vec::new();
        let Identity {
            name,
            version,
            recipe,
            languages,
            hash: _,
        } = &self.identity;
        put_text(&mut out, name);
        out.extend_from_slice(&version.to_le_bytes());
        put_text(&mut out, recipe);
        out.extend_from_slice(&(languages.len() as u32).to_le_bytes());
        languages.iter().for_each(|language| put_text(&mut out, language));
        out.extend_from_slice(&self.unsure.to_bits().to_le_bytes());
        out
    }
}

fn read_identity(part: &[u8]) -> Result<(Identity, f64), ModelError> {
    let mut bytes = Bytes::new(IDENTITY, part);
    let mut identity = Identity {
        name: bytes.text()?,
        version: bytes.u32()?,
        recipe: bytes.text()?,
        ..Identity::default()
    };
    for _ in 0..bytes.u32()? {
        identity.languages.push(bytes.text()?);
    }
    let unsure = bytes.f64()?;
    bytes.end()?;
    Ok((identity, unsure))
}

fn read_urgency(part: &[u8]) -> Result<urgency::Head, ModelError> {
    let mut bytes = Bytes::new(URGENCY, part);
    let rules = bytes.f64()?;
    let linear = linear::read(URGENCY, bytes.rest())?;
    Ok(urgency::Head { linear, rules })
}

pub(super) fn seal(parts: &[(&str, Vec<u8>)]) -> Vec<u8> {
    let mut plain = (parts.len() as u32).to_le_bytes().to_vec();
    for (name, bytes) in parts {
        put_text(&mut plain, name);
        plain.extend_from_slice(&(bytes.len() as u32).to_le_bytes());
        plain.extend_from_slice(bytes);
    }
    let packed = packed(&plain);
    let mut file = SIGN.to_vec();
    file.extend_from_slice(&LAYOUT.to_le_bytes());
    file.extend_from_slice(&packed);
    file.extend_from_slice(&Sha256::digest(&packed));
    file
}

/// The plain length, then the bytes packed.
fn packed(plain: &[u8]) -> Vec<u8> {
    let mut out = (plain.len() as u32).to_le_bytes().to_vec();
    out.reserve(plain.len() + plain.len() / 64 + 1024);
    // there is room for bytes that cannot be packed; a file cut short would fail when it is read
    let mut packer = Compress::new(Compression::best(), true);
    let _ = packer.compress_vec(plain, &mut out, FlushCompress::Finish);
    out
}

fn unpacked(packed: &[u8]) -> Option<Vec<u8>> {
    let (length, packed) = packed.split_first_chunk::<4>()?;
    let length = u32::from_le_bytes(*length);
    if length > LARGEST {
        return None;
    }
    let mut plain = Vec::with_capacity(length as usize + 1);
    let status = Decompress::new(true).decompress_vec(packed, &mut plain, FlushDecompress::Finish);
    (matches!(status, Ok(Status::StreamEnd)) && plain.len() == length as usize).then_some(plain)
}
