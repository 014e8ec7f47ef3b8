//! Ids from a registry: against a small server in the test that speaks the endpoints used.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;

use outcry::domain::tick::Tick;
use outcry::domain::topic::RecordType;
use outcry::wire::registry::Credentials;
use outcry::wire::{Wire, WireError};
use serde_json::{Value, json};

use super::samples;

/// What the server holds and has been asked.
#[derive(Default)]
struct Held {
    schemas: Vec<String>,
    subjects: BTreeMap<String, Vec<usize>>,
    requests: Vec<String>,
    authorization: Option<String>,
    broken: bool,
    refused: Option<String>,
}

#[derive(Clone, Default)]
struct Server(Arc<Mutex<Held>>);

impl Server {
    /// Serves from now on until the test's process ends; returns the address.
    fn start(&self) -> String {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = format!("http://{}", listener.local_addr().unwrap());
        let server = self.clone();
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                server.serve(stream);
            }
        });
        address
    }

    fn serve(&self, mut stream: TcpStream) {
        let mut reader = BufReader::new(stream.try_clone().unwrap());
        let mut first = String::new();
        reader.read_line(&mut first).unwrap();
        let (mut length, mut authorization) = (0, None);
        for line in reader
            .by_ref()
            .lines()
            .map(Result::unwrap)
            .take_while(|line| !line.is_empty())
        {
            let (name, value) = line.split_once(": ").unwrap();
            match name.to_lowercase().as_str() {
                "content-length" => length = value.parse().unwrap(),
                "authorization" => authorization = Some(value.to_owned()),
                _ => {}
            }
        }
        let mut body = vec![0; length];
        reader.read_exact(&mut body).unwrap();
        let words: Vec<&str> = first.split_whitespace().collect();
        let (status, answer) = self.answer(words[0], words[1], &body, authorization.as_deref());
        let answer = answer.to_string();
        write!(
            stream,
            "HTTP/1.1 {status} x\r\nContent-Type: application/json\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{answer}",
            answer.len()
        )
        .unwrap();
    }

    fn answer(&self, method: &str, path: &str, body: &[u8], authorization: Option<&str>) -> (u16, Value) {
        let mut held = self.0.lock().unwrap();
        held.requests.push(format!("{method} {path}"));
        if held.broken {
            return (503, json!("down for repairs"));
        }
        if held.authorization.is_some() && held.authorization.as_deref() != authorization {
            return (401, json!({"error_code": 401, "message": "unauthorized"}));
        }
        let schema = || {
            serde_json::from_slice::<Value>(body).unwrap()["schema"]
                .as_str()
                .unwrap()
                .to_owned()
        };
        let parts: Vec<&str> = path.trim_start_matches('/').split('/').collect();
        match (method, &parts[..]) {
            ("GET", ["schemas", "ids", id]) => match held.schemas.get(id.parse::<usize>().unwrap() - 1) {
                Some(text) => (200, json!({ "schema": text })),
                None => (404, json!({"error_code": 40403, "message": "schema not found"})),
            },
            ("POST", ["subjects", subject, "versions"]) => {
                if held.refused.as_deref() == Some(*subject) {
                    return (
                        409,
                        json!({"error_code": 409, "message": "incompatible with version 1"}),
                    );
                }
                let id = held.id(&schema());
                held.subjects.entry((*subject).into()).or_default().push(id);
                (200, json!({ "id": id }))
            }
            ("POST", ["subjects", subject]) => {
                let id = held.id(&schema());
                match held.subjects.get(*subject).is_some_and(|ids| ids.contains(&id)) {
                    true => (200, json!({"subject": subject, "id": id, "version": 1})),
                    false => (404, json!({"error_code": 40401, "message": "subject not found"})),
                }
            }
            _ => (404, json!("no such page")),
        }
    }

    fn asked(&self, request: &str) -> usize {
        self.0
            .lock()
            .unwrap()
            .requests
            .iter()
            .filter(|found| *found == request)
            .count()
    }
}

impl Held {
    /// The same text has the same id under every subject.
    fn id(&mut self, schema: &str) -> usize {
        let known = self.schemas.iter().position(|found| found == schema);
        known.map_or_else(
            || {
                self.schemas.push(schema.into());
                self.schemas.len()
            },
            |at| at + 1,
        )
    }
}

fn frame(id: u32, body: &[u8]) -> Vec<u8> {
    [&[0][..], &id.to_be_bytes(), body].concat()
}

#[test]
fn schemas_are_registered_under_topic_and_record_and_found_there_again() {
    let server = Server::default();
    let url = server.start();
    let wire = Wire::registry(&url, None, true, "staging.").unwrap();
    let subjects: Vec<String> = server.0.lock().unwrap().subjects.keys().cloned().collect();
    assert!(
        subjects.contains(&"staging.care.work-items.v1-outcry.care.WorkItem".to_owned()),
        "{subjects:?}"
    );
    assert!(subjects.contains(&"staging.outcry.scored.v1-outcry.internal.Tick".to_owned()));
    let mut bytes = Vec::new();
    wire.encode(&samples::work_item_full(), &mut bytes).unwrap();
    let id = wire
        .schemas()
        .find(|schema| schema.record == RecordType::WorkItem)
        .unwrap()
        .id;
    assert_eq!(bytes[..5], frame(id, b"")[..]);

    let again = Wire::registry(&url, None, false, "staging.").unwrap();
    assert_eq!(again.decode(&bytes), Ok(samples::work_item_full()));

    let elsewhere = Wire::registry(&url, None, false, "production.").unwrap_err();
    let WireError::BadSchema(text) = elsewhere else {
        panic!("{elsewhere:?}")
    };
    // All of them at once, each with what to do.
    assert_eq!(text.lines().count(), 25, "{text}");
    assert!(
        text.lines()
            .all(|line| line.contains("`production.") && line.contains("auto_register")),
        "{text}"
    );
}

#[test]
fn an_id_is_asked_for_once_whether_it_is_there_or_not() {
    let server = Server::default();
    let url = server.start();
    let wire = Wire::registry(&url, None, true, "").unwrap();
    let id = u32::try_from(server.0.lock().unwrap().id(TICK_WITH_MORE)).unwrap();
    // The moment 1, then the added field with the value 2.
    let bytes = frame(id, &[2, 4]);
    for _ in 0..3 {
        assert_eq!(wire.record_type(&bytes), Ok(RecordType::Tick));
        assert_eq!(wire.decode::<Tick>(&bytes).unwrap().time.0, 1);
        assert_eq!(
            wire.record_type(&frame(9999, b"")),
            Err(WireError::UnknownSchema(9999))
        );
    }
    assert_eq!(server.asked(&format!("GET /schemas/ids/{id}")), 1);
    assert_eq!(server.asked("GET /schemas/ids/9999"), 1);
}

const TICK_WITH_MORE: &str = r#"{"type":"record","name":"Tick","namespace":"outcry.internal","fields":[
    {"name":"time","type":{"type":"long","logicalType":"timestamp-millis"}},
    {"name":"lanes","type":"int","default":0}]}"#;

#[test]
fn a_registry_that_cannot_be_asked_is_not_the_records_fault() {
    let server = Server::default();
    let url = server.start();
    let wire = Wire::registry(&url, None, true, "").unwrap();
    server.0.lock().unwrap().broken = true;
    let unknown = frame(777, b"");
    let error = wire.record_type(&unknown).unwrap_err();
    assert_eq!(error.reason(), None);
    let text = error.to_string();
    assert!(
        text.contains("503") && text.contains(&format!("{url}/schemas/ids/777")),
        "{text}"
    );
    assert_eq!(wire.prepare(&unknown), Err(error));
    // What is known already keeps flowing.
    let mut bytes = Vec::new();
    wire.encode(&samples::measure(), &mut bytes).unwrap();
    assert_eq!(wire.decode(&bytes), Ok(samples::measure()));
    // The failure is not remembered.
    server.0.lock().unwrap().broken = false;
    assert_eq!(wire.record_type(&unknown), Err(WireError::UnknownSchema(777)));
    assert_eq!(wire.prepare(&unknown), Ok(()));
}

#[test]
fn nobody_at_the_address_and_a_page_that_is_no_registry_are_said_so() {
    let closed = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let error = Wire::registry(&format!("http://{closed}"), None, false, "").unwrap_err();
    assert!(
        matches!(&error, WireError::RegistryUnavailable(text) if text.contains("schemas.url")),
        "{error}"
    );
    let url = Server::default().start();
    let error = Wire::registry(&format!("{url}/wrong/path"), None, false, "").unwrap_err();
    assert!(
        matches!(&error, WireError::RegistryUnavailable(text) if text.contains("no schema registry's answer")),
        "{error}"
    );
}

#[test]
fn credentials_are_sent_and_never_shown() {
    let server = Server::default();
    // `ada:open sesame` in Base64.
    server.0.lock().unwrap().authorization = Some("Basic YWRhOm9wZW4gc2VzYW1l".into());
    let url = server.start();
    let right = Credentials {
        user: "ada".into(),
        password: "open sesame".into(),
    };
    let wire = Wire::registry(&url, Some(&right), true, "").unwrap();
    let shown = format!("{right:?} {wire:?}");
    assert!(
        !shown.contains("sesame") && !shown.contains("YWRhOm"),
        "a secret is shown"
    );
    let wrong = Credentials {
        user: "ada".into(),
        password: "open barley".into(),
    };
    let error = Wire::registry(&url, Some(&wrong), true, "")
        .unwrap_err()
        .to_string();
    assert!(
        error.contains("401") && error.contains("check the registry's user"),
        "{error}"
    );
    assert!(!error.contains("barley"));
}

#[test]
fn an_incompatible_schema_is_refused_with_what_the_registry_says() {
    let server = Server::default();
    let subject = "care.cascades.v1-outcry.care.Cascade";
    server.0.lock().unwrap().refused = Some(subject.into());
    let error = Wire::registry(&server.start(), None, true, "")
        .unwrap_err()
        .to_string();
    for part in [subject, "409", "incompatible with version 1"] {
        assert!(error.contains(part), "{error}");
    }
}
