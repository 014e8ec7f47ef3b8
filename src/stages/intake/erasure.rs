//! Requests to forget somebody or something: checked, hashed, and told to every lane.

use super::Intake;
use crate::domain::erasure::{Erasure, ErasureRequest, Subject};
use crate::domain::fate::{Fate, Ignored, Reject, RejectReason};
use crate::domain::ids::{AuthorKey, ErasureId, PostKey};
use crate::domain::network::Network;
use crate::domain::outbox::Outbox;
use crate::domain::record::Record;
use crate::sources::Reader;
use crate::stages::erasure::tell_all;
use crate::wire::WireError;

/// Longest id of a request.
const REQUEST_ID: usize = 64;
/// Longest id of an account or post.
const NATIVE_ID: usize = 1024;

/// Whom or what a request names.
enum Named {
    Author(AuthorKey),
    Post(PostKey),
}

impl Intake {
    pub(super) fn erasure(&self, record: &Record<'_>, out: &mut Outbox) -> Result<Fate, WireError> {
        let Some(value) = record.value else {
            return Ok(Fate::Ignored(Ignored::Tombstone));
        };
        let request: ErasureRequest = self.wire.decode(value)?;
        let named = match self.named(&request) {
            Ok(named) => named,
            Err(detail) => return Ok(Fate::Rejected(Reject::new(RejectReason::BadField, detail))),
        };
        let (subject, author, posts, key) = match named {
            Named::Author(author) => (Subject::Author, Some(author), Vec::new(), *author.bytes()),
            Named::Post(post) => (Subject::Post, None, vec![post], *post.bytes()),
        };
        let erasure = ErasureId::derive(&request.request_id, &key);
        let told = Erasure {
            telling: erasure,
            erasure,
            request_id: request.request_id,
            subject,
            requested_at: record.ingested_at,
            author,
            posts,
        };
        tell_all(&self.wire, self.partitions, &told, out)?;
        Ok(Fate::Emitted(out.written()))
    }

    /// Whom or what the request names, or what is wrong with it: never with the ids themselves.
    fn named(&self, request: &ErasureRequest) -> Result<Named, String> {
        let fits = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-');
        let id = &request.request_id;
        if id.is_empty() || id.len() > REQUEST_ID || !id.chars().all(fits) {
            return Err(format!(
                "request_id is not 1 to {REQUEST_ID} letters, digits, `.`, `_`, `-`"
            ));
        }
        match (
            &request.account,
            request.author_key,
            &request.post,
            request.post_key,
        ) {
            (Some(account), None, None, None) => {
                let (network, reader) = self.reader(request, "account", account)?;
                Ok(Named::Author(reader.author_key(network, account)))
            }
            (None, Some(author), None, None) => Ok(Named::Author(author)),
            (None, None, Some(post), None) => {
                let (network, reader) = self.reader(request, "post", post)?;
                Ok(Named::Post(reader.post_key(network, post)))
            }
            (None, None, None, Some(post)) => Ok(Named::Post(post)),
            _ => Err("not exactly one of account, author_key, post and post_key is given".into()),
        }
    }

    fn reader(&self, request: &ErasureRequest, field: &str, id: &str) -> Result<(Network, &Reader), String> {
        if id.is_empty() || id.len() > NATIVE_ID {
            return Err(format!("{field} has {} bytes, not 1 to {NATIVE_ID}", id.len()));
        }
        let Some(name) = &request.network else {
            return Err(format!(
                "{field} is given without network; add the network's name"
            ));
        };
        let known = Network::named(name).and_then(|network| Some((network, self.readers.get(&network)?)));
        known.ok_or_else(|| {
            let read: Vec<&str> = self.readers.keys().map(|network| network.name()).collect();
            format!(
                "network is none that is read here; these are: {}",
                read.join(", ")
            )
        })
    }
}
