//! Rights on a broker (ACLs): given, taken and counted. The client library has no call for them.

use std::time::{Duration, Instant};

use super::protocol::{Answer, LIMIT, ask, count, text};

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
