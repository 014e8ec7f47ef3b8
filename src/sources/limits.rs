//! Bounds on what one payload may cost.

/// Bounds on what one payload may cost.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of a raw payload; a larger one is refused unread. From 1.
    pub payload_bytes: usize,
    /// Bytes of a post's text in UTF-8; more is cut and marked. From 4, so that one scalar always fits.
    pub text_bytes: usize,
    /// Spans of a text; those beyond are left out, last ones first.
    pub spans: usize,
    /// Things attached to a post; those beyond are left out.
    pub media: usize,
    /// Figures that an author gave; those beyond are left out.
    pub ratings: usize,
    /// Extra fields of an event; those beyond are left out.
    pub extras: usize,
    /// Bytes of an extra field's value; a longer one is cut.
    pub extra_bytes: usize,
    /// Bytes of a network's id; a longer one is refused.
    pub id_bytes: usize,
    /// Objects in a raw payload, counted by their opening braces; one with more is refused unread. Read
    /// objects take more room than their two bytes.
    pub objects: usize,
    /// Payloads in a batch; a larger batch is refused whole.
    pub parts: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            payload_bytes: 1024 * 1024,
            text_bytes: 16 * 1024,
            spans: 256,
            media: 32,
            ratings: 32,
            extras: 32,
            extra_bytes: 512,
            id_bytes: 512,
            objects: 20_000,
            parts: 1000,
        }
    }
}
