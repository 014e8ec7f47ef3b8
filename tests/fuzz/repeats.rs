//! The same few bytes over and over, on the stack that a thread has by default: nothing that reads them may call
//! itself once for each.

use outcry::domain::network::Network;
use serde_json::json;

use crate::{fixture, properties};

/// Pieces of the forms in which words are sent.
const PIECES: [&str; 24] = [
    "b ",
    "b=c ",
    "b=\"c\" ",
    "b='>' ",
    "/",
    "= ",
    "&amp;",
    "&#x41;",
    "&",
    "<b>",
    "</b>",
    "<a ",
    "<!--",
    "-->",
    "<![CDATA[",
    "<!DOCTYPE ",
    "<blockquote>",
    "> ",
    "- ",
    "*",
    "[",
    "](",
    "`",
    "<script>",
];

#[test]
fn words_of_one_piece_are_read_or_cut() {
    let reader = fixture::reader();
    for piece in PIECES {
        for begin in ["", "<a ", "<p>", "<script>"] {
            let words = format!("{begin}{}", piece.repeat(40_000 / piece.len()));
            let payloads = [
                (
                    Network::Discourse,
                    json!({"event": "post_created", "payload": {"post": {"id": 1, "topic_id": 2, "post_number": 2, "cooked": words}}}),
                ),
                (
                    Network::Discourse,
                    json!({"event": "post_created", "payload": {"post": {"id": 1, "topic_id": 2, "post_number": 2, "raw": words}}}),
                ),
            ];
            for (network, payload) in payloads {
                let checked = properties::check(&reader, network, payload.to_string().as_bytes());
                assert!(checked.is_ok(), "{begin}{piece}: {checked:?}");
            }
        }
    }
}
