//! The few requests that the client library has no call for, spoken by hand: rights, and who leads the controllers.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::time::{Duration, Instant};

const LIMIT: Duration = Duration::from_secs(30);
const DESCRIBE_QUORUM: i16 = 55;
const DESCRIBE_ACLS: i16 = 29;
const CREATE_ACLS: i16 = 30;
const DELETE_ACLS: i16 = 31;
const ANY: i8 = 1;
const ALLOW: i8 = 3;

/// A right of one principal, in the words of Kafka's own tools.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Right {
    /// `topic`, `group` or `transactional-id`.
    pub resource: String,
    /// `literal` or `prefixed`.
    pub pattern: String,
    /// Name of the resource, or how it begins.
    pub name: String,
    /// Such as `Read`.
    pub operation: String,
}

impl Right {
    fn codes(&self) -> [i8; 3] {
        let of = |words: &[(&str, i8)], word: &str| {
            let found = words.iter().find(|(known, _)| *known == word);
            found.unwrap_or_else(|| panic!("{self:?}: `{word}` is unknown")).1
        };
        [
            of(
                &[("topic", 2), ("group", 3), ("transactional-id", 5)],
                &self.resource,
            ),
            of(&[("literal", 3), ("prefixed", 4)], &self.pattern),
            of(&OPERATIONS, &self.operation),
        ]
    }
}

const OPERATIONS: [(&str, i8); 5] = [
    ("Read", 3),
    ("Write", 4),
    ("Create", 5),
    ("Describe", 8),
    ("DescribeConfigs", 10),
];

/// Gives a user of a broker rights that he does not have. The address is one where we may do everything.
///
/// # Panics
/// The broker refuses.
pub fn grant(address: &str, user: &str, rights: &[Right]) {
    let before = held(address, user);
    let mut body = count(rights.len());
    for right in rights {
        let [resource, pattern, operation] = right.codes();
        body.push(resource.to_be_bytes()[0]);
        text(&mut body, &right.name);
        body.push(pattern.to_be_bytes()[0]);
        text(&mut body, &format!("User:{user}"));
        text(&mut body, "*");
        body.extend([operation, ALLOW].map(|code| code.to_be_bytes()[0]));
    }
    let answer = ask(address, CREATE_ACLS, 1, false, &body);
    let mut answer = Answer(&answer[4..]);
    let results = answer.int32();
    assert_eq!(results, rights.len() as i32, "answers for {user}");
    for right in rights {
        let code = answer.int16();
        let said = answer.text();
        assert_eq!(code, 0, "{right:?} for {user}: {said}");
    }
    wait(address, user, |held| held >= before + rights.len());
}

/// How many rights a user has, as the broker sees it that answers.
fn held(address: &str, user: &str) -> usize {
    let mut body = vec![ANY.to_be_bytes()[0]];
    body.extend((-1_i16).to_be_bytes());
    body.push(ANY.to_be_bytes()[0]);
    text(&mut body, &format!("User:{user}"));
    body.extend((-1_i16).to_be_bytes());
    body.extend([ANY, ANY].map(|code| code.to_be_bytes()[0]));
    let answer = ask(address, DESCRIBE_ACLS, 1, false, &body);
    let mut answer = Answer(&answer[4..]);
    let code = answer.int16();
    let said = answer.text();
    assert_eq!(code, 0, "rights of {user}: {said}");
    let mut found = 0;
    for _ in 0..answer.int32() {
        // Kind and name of the resource, kind of its name; then principal, host, operation and whether it may.
        answer.skip(1);
        answer.text();
        answer.skip(1);
        for _ in 0..answer.int32() {
            answer.text();
            answer.text();
            answer.skip(2);
            found += 1;
        }
    }
    found
}

/// Waits until the broker sees rights as they are: the controllers hold them, and tell it a little later.
fn wait(address: &str, user: &str, enough: impl Fn(usize) -> bool) {
    let began = Instant::now();
    loop {
        let held = held(address, user);
        if enough(held) {
            return;
        }
        assert!(began.elapsed() < LIMIT, "{user} still has {held} rights");
        std::thread::sleep(Duration::from_millis(20));
    }
}

/// Takes rights from a user; all that there are where none is named. Gives how many were taken.
///
/// # Panics
/// The broker refuses.
pub fn revoke(address: &str, user: &str, right: Option<&Right>) -> usize {
    let before = held(address, user);
    let [resource, pattern, operation] = right.map_or([ANY; 3], Right::codes);
    let mut body = count(1);
    body.push(resource.to_be_bytes()[0]);
    match right {
        Some(right) => text(&mut body, &right.name),
        None => body.extend((-1_i16).to_be_bytes()),
    }
    body.push(pattern.to_be_bytes()[0]);
    text(&mut body, &format!("User:{user}"));
    text(&mut body, "*");
    body.extend([operation, ANY].map(|code| code.to_be_bytes()[0]));
    let answer = ask(address, DELETE_ACLS, 1, false, &body);
    // How long we were held back, one filter, its error, its words; then what it found.
    let mut answer = Answer(&answer[8..]);
    let code = answer.int16();
    let said = answer.text();
    assert_eq!(code, 0, "rights of {user}: {said}");
    let taken = answer.int32() as usize;
    wait(address, user, |held| held + taken <= before);
    taken
}

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

fn count(of: usize) -> Vec<u8> {
    (of as i32).to_be_bytes().to_vec()
}

fn text(body: &mut Vec<u8>, text: &str) {
    body.extend((text.len() as i16).to_be_bytes());
    body.extend(text.as_bytes());
}

fn ask(address: &str, key: i16, version: i16, flexible: bool, body: &[u8]) -> Vec<u8> {
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

struct Answer<'a>(&'a [u8]);

impl Answer<'_> {
    fn skip(&mut self, bytes: usize) {
        self.0 = &self.0[bytes..];
    }

    fn int16(&mut self) -> i16 {
        let bytes = [self.0[0], self.0[1]];
        self.skip(2);
        i16::from_be_bytes(bytes)
    }

    fn int32(&mut self) -> i32 {
        let bytes = [self.0[0], self.0[1], self.0[2], self.0[3]];
        self.skip(4);
        i32::from_be_bytes(bytes)
    }

    fn text(&mut self) -> String {
        let size = usize::try_from(self.int16()).unwrap_or(0);
        let found = String::from_utf8_lossy(&self.0[..size]).into_owned();
        self.skip(size);
        found
    }
}
