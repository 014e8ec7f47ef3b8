//! A schema registry for tests, in a thread of the test: it speaks the endpoints used.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;

use serde_json::{Value, json};

/// What the server holds and has been asked.
#[derive(Debug, Default)]
pub struct Held {
    /// Texts of schemas; the id of one is its place, from 1.
    pub schemas: Vec<String>,
    /// Ids by subject.
    pub subjects: BTreeMap<String, Vec<usize>>,
    /// Requests so far, method and path.
    pub requests: Vec<String>,
    /// What it wants to be told.
    pub authorization: Option<String>,
    /// Whether it answers that it is down.
    pub broken: bool,
    /// A subject that it takes no schema for.
    pub refused: Option<String>,
    /// Levels of compatibility by subject; of all others it is `BACKWARD`.
    pub levels: BTreeMap<String, String>,
}

/// A small registry that speaks the endpoints used.
#[derive(Debug, Clone, Default)]
pub struct Server(pub Arc<Mutex<Held>>);

impl Server {
    /// Serves from now on until the test's process ends; returns the address.
    pub fn start(&self) -> String {
        let listener = TcpListener::bind("127.0.0.1:0").expect("as a test would have it");
        let address = format!(
            "http://{}",
            listener.local_addr().expect("as a test would have it")
        );
        let server = self.clone();
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                server.serve(stream);
            }
        });
        address
    }

    fn serve(&self, mut stream: TcpStream) {
        let mut reader = BufReader::new(stream.try_clone().expect("as a test would have it"));
        let mut first = String::new();
        reader.read_line(&mut first).expect("as a test would have it");
        let (mut length, mut authorization) = (0, None);
        for line in reader
            .by_ref()
            .lines()
            .map(|line| line.expect("a line"))
            .take_while(|line| !line.is_empty())
        {
            let (name, value) = line.split_once(": ").expect("as a test would have it");
            match name.to_lowercase().as_str() {
                "content-length" => length = value.parse().expect("as a test would have it"),
                "authorization" => authorization = Some(value.to_owned()),
                _ => {}
            }
        }
        let mut body = vec![0; length];
        reader.read_exact(&mut body).expect("as a test would have it");
        let words: Vec<&str> = first.split_whitespace().collect();
        let (status, answer) = self.answer(words[0], words[1], &body, authorization.as_deref());
        let answer = answer.to_string();
        write!(
            stream,
            "HTTP/1.1 {status} x\r\nContent-Type: application/json\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{answer}",
            answer.len()
        )
        .expect("as a test would have it");
    }

    fn answer(&self, method: &str, path: &str, body: &[u8], authorization: Option<&str>) -> (u16, Value) {
        let mut held = self.0.lock().expect("as a test would have it");
        held.requests.push(format!("{method} {path}"));
        if held.broken {
            return (503, json!("down for repairs"));
        }
        if held.authorization.is_some() && held.authorization.as_deref() != authorization {
            return (401, json!({"error_code": 401, "message": "unauthorized"}));
        }
        let schema = || {
            serde_json::from_slice::<Value>(body).expect("as a test would have it")["schema"]
                .as_str()
                .expect("as a test would have it")
                .to_owned()
        };
        let path = path.split('?').next().unwrap_or_default();
        let parts: Vec<&str> = path.trim_start_matches('/').split('/').collect();
        if let Some(answer) = held.of_levels(method, &parts, body) {
            return answer;
        }
        match (method, &parts[..]) {
            ("GET", ["subjects", subject, "versions"]) => match held.subjects.get(*subject) {
                Some(ids) => (200, json!((1..=ids.len()).collect::<Vec<_>>())),
                None => (404, json!({"error_code": 40401, "message": "subject not found"})),
            },
            ("GET", ["schemas", "ids", id]) => match held
                .schemas
                .get(id.parse::<usize>().expect("as a test would have it") - 1)
            {
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
                let id = held.known(&schema());
                match (id, held.subjects.get(*subject)) {
                    (Some(id), Some(ids)) if ids.contains(&id) => {
                        (200, json!({"subject": subject, "id": id, "version": 1}))
                    }
                    (_, Some(_)) => (404, json!({"error_code": 40403, "message": "schema not found"})),
                    (_, None) => (404, json!({"error_code": 40401, "message": "subject not found"})),
                }
            }
            _ => (404, json!("no such page")),
        }
    }

    /// Requests so far that write, if they are of such a kind.
    pub fn written(&self) -> Vec<String> {
        let held = self.0.lock().expect("as a test would have it");
        let writes = |request: &&String| {
            request.starts_with("PUT")
                || request.starts_with("POST /subjects/") && request.ends_with("/versions")
        };
        held.requests.iter().filter(writes).cloned().collect()
    }

    /// How often this was asked.
    pub fn asked(&self, request: &str) -> usize {
        self.0
            .lock()
            .expect("as a test would have it")
            .requests
            .iter()
            .filter(|found| *found == request)
            .count()
    }
}

impl Held {
    /// Answers what is asked of compatibility.
    fn of_levels(&mut self, method: &str, parts: &[&str], body: &[u8]) -> Option<(u16, Value)> {
        match (method, parts) {
            ("GET", ["config", subject]) => {
                let level = self.levels.get(*subject).map_or("BACKWARD", String::as_str);
                Some((200, json!({ "compatibilityLevel": level })))
            }
            ("PUT", ["config", subject]) => {
                let asked: Value = serde_json::from_slice(body).expect("as a test would have it");
                let level = asked["compatibility"].as_str().expect("as a test would have it");
                self.levels.insert((*subject).into(), level.into());
                Some((200, asked))
            }
            ("POST", ["compatibility", "subjects", subject, "versions", "latest"]) => {
                let fits = self.refused.as_deref() != Some(*subject);
                Some((200, json!({"is_compatible": fits, "messages": ["a field went"]})))
            }
            _ => None,
        }
    }

    /// The same text has the same id under every subject.
    pub fn id(&mut self, schema: &str) -> usize {
        self.known(schema).unwrap_or_else(|| {
            self.schemas.push(schema.into());
            self.schemas.len()
        })
    }

    fn known(&self, schema: &str) -> Option<usize> {
        let known = self.schemas.iter().position(|found| found == schema);
        known.map(|at| at + 1)
    }
}

/// A value of these bytes under a schema id.
pub fn frame(id: u32, body: &[u8]) -> Vec<u8> {
    [&[0][..], &id.to_be_bytes(), body].concat()
}
