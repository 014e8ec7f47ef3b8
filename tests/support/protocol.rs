//! The few requests that the client library has no call for, spoken by hand. `rights.rs` has more of them.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::time::Duration;

/// How long an answer may take.
pub(super) const LIMIT: Duration = Duration::from_secs(30);
const DESCRIBE_QUORUM: i16 = 55;

/// The id of the node that leads the controllers.
///
/// # Panics
/// Nobody does, or the answer makes no sense.
pub fn leader_of_controllers(address: &str) -> i32 {
    let topic = "__cluster_metadata";
    // One topic with one partition; sizes of this encoding are one more than they are, tags are none.
    let mut body = vec![2, topic.len() as u8 + 1];
    body.extend(topic.as_bytes());
    body.extend([2, 0, 0, 0, 0, 0, 0, 0]);
    let answer = ask(address, DESCRIBE_QUORUM, 0, true, &body);
    let mut answer = Answer(&answer);
    assert_eq!(answer.int16(), 0, "the quorum is not told");
    answer.skip(2 + topic.len());
    answer.skip(1);
    answer.int32();
    assert_eq!(answer.int16(), 0, "the quorum is not told");
    answer.int32()
}

/// A number of things.
pub(super) fn count(of: usize) -> Vec<u8> {
    (of as i32).to_be_bytes().to_vec()
}

/// A text that is not missing.
pub(super) fn text(body: &mut Vec<u8>, text: &str) {
    body.extend((text.len() as i16).to_be_bytes());
    body.extend(text.as_bytes());
}

/// Sends a request and gives its answer.
pub(super) fn ask(address: &str, key: i16, version: i16, flexible: bool, body: &[u8]) -> Vec<u8> {
    let mut stream = TcpStream::connect(address).unwrap_or_else(|error| panic!("{address}: {error}"));
    stream.set_read_timeout(Some(LIMIT)).expect("a time limit");
    let mut request = [key, version].map(i16::to_be_bytes).concat();
    request.extend(7_i32.to_be_bytes());
    text(&mut request, "outcry-tests");
    request.extend(flexible.then_some(0));
    request.extend(body);
    let mut framed = count(request.len());
    framed.extend(request);
    stream.write_all(&framed).expect("the request is sent");
    let mut size = [0; 4];
    stream.read_exact(&mut size).expect("the broker answers");
    let mut answer = vec![0; i32::from_be_bytes(size) as usize];
    stream.read_exact(&mut answer).expect("the broker answers");
    // The number of the request, and no tags.
    answer.split_off(if flexible { 5 } else { 4 })
}

/// What is left of an answer.
pub(super) struct Answer<'a>(pub(super) &'a [u8]);

impl Answer<'_> {
    pub(super) fn skip(&mut self, bytes: usize) {
        self.0 = &self.0[bytes..];
    }

    pub(super) fn int16(&mut self) -> i16 {
        let bytes = [self.0[0], self.0[1]];
        self.skip(2);
        i16::from_be_bytes(bytes)
    }

    pub(super) fn int32(&mut self) -> i32 {
        let bytes = [self.0[0], self.0[1], self.0[2], self.0[3]];
        self.skip(4);
        i32::from_be_bytes(bytes)
    }

    pub(super) fn text(&mut self) -> String {
        let size = usize::try_from(self.int16()).unwrap_or(0);
        let found = String::from_utf8_lossy(&self.0[..size]).into_owned();
        self.skip(size);
        found
    }
}
