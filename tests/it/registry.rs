//! Ids from a registry: against a small server in the test that speaks the endpoints used.

#[path = "../support/registry.rs"]
#[allow(unreachable_pub, reason = "as in a crate of its own")]
pub(super) mod server;

use std::net::TcpListener;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use outcry::domain::tick::Tick;
use outcry::domain::time::Time;
use outcry::domain::topic::RecordType;
use outcry::wire::registry::{Address, Around, Credentials, Intent};
use outcry::wire::{Wire, WireError};
use server::{Server, frame};

use super::item_samples;
use super::samples;

/// A clock that is set by hand, and what was told.
#[derive(Debug, Default)]
struct Surroundings {
    now: Mutex<Duration>,
    told: Mutex<Vec<String>>,
}

impl Around for Surroundings {
    fn now(&self) -> Duration {
        *self.now.lock().unwrap()
    }

    fn tell(&self, words: &str) {
        self.told.lock().unwrap().push(words.to_owned());
    }
}

impl Surroundings {
    fn pass(&self, seconds: u64) {
        *self.now.lock().unwrap() += Duration::from_secs(seconds);
    }

    fn told(&self) -> Vec<String> {
        std::mem::take(&mut *self.told.lock().unwrap())
    }
}

fn addresses(urls: &[&str], credentials: Option<&Credentials>) -> Vec<Address> {
    let address = |url: &&str| Address {
        url: (*url).to_owned(),
        credentials: credentials.cloned(),
    };
    urls.iter().map(address).collect()
}

fn around(urls: &[&str], intent: Intent, around: &Arc<Surroundings>) -> Result<Wire, WireError> {
    let around = Arc::clone(around) as Arc<dyn Around>;
    Wire::registry(&addresses(urls, None), "", intent, around)
}

fn registry(
    url: &str,
    credentials: Option<&Credentials>,
    intent: Intent,
    prefix: &str,
) -> Result<Wire, WireError> {
    let around = Arc::new(Surroundings::default());
    Wire::registry(&addresses(&[url], credentials), prefix, intent, around)
}

/// An address where nobody listens.
fn nobody() -> String {
    let closed = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    format!("http://{closed}")
}

#[test]
fn schemas_are_registered_under_topic_and_record_and_found_there_again() {
    let server = Server::default();
    let url = server.start();
    let wire = registry(&url, None, Intent::Register, "staging.").unwrap();
    let subjects: Vec<String> = server.0.lock().unwrap().subjects.keys().cloned().collect();
    assert!(
        subjects.contains(&"staging.care.work-items.v1-outcry.care.WorkItem".to_owned()),
        "{subjects:?}"
    );
    let internal =
        |subject: &String| subject.contains("outcry.internal") || subject.contains(".outcry.scored");
    assert!(!subjects.iter().any(internal), "{subjects:?}");
    let mut bytes = Vec::new();
    wire.encode(&item_samples::work_item_full(), &mut bytes).unwrap();
    let id = wire
        .schemas()
        .find(|schema| schema.record == RecordType::WorkItem)
        .unwrap()
        .id;
    assert_eq!(bytes[..5], frame(id, b"")[..]);

    let again = registry(&url, None, Intent::Find, "staging.").unwrap();
    assert_eq!(again.decode(&bytes), Ok(item_samples::work_item_full()));

    let elsewhere = registry(&url, None, Intent::Find, "production.").unwrap_err();
    let WireError::BadSchema(text) = elsewhere else {
        panic!("{elsewhere:?}")
    };
    // All of them at once, each with what to do.
    assert_eq!(text.lines().count(), 12, "{text}");
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
    let wire = registry(&url, None, Intent::Register, "").unwrap();
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
    let surroundings = Arc::new(Surroundings::default());
    let wire = around(&[&url], Intent::Register, &surroundings).unwrap();
    server.0.lock().unwrap().broken = true;
    let unknown = frame(777, b"");
    let error = wire.record_type(&unknown).unwrap_err();
    assert_eq!(error.reason(), None);
    let text = error.to_string();
    assert!(
        text.contains("503") && text.contains(&format!("{url}/schemas/ids/777")),
        "{text}"
    );
    // It is not asked again at once: whoever asks holds up others.
    assert_eq!(wire.prepare(&unknown), Err(error));
    assert_eq!(server.asked("GET /schemas/ids/777"), 1);
    // What is known already keeps flowing.
    let mut bytes = Vec::new();
    wire.encode(&samples::measure(), &mut bytes).unwrap();
    assert_eq!(wire.decode(&bytes), Ok(samples::measure()));
    // The failure is not remembered for long.
    server.0.lock().unwrap().broken = false;
    surroundings.pass(6);
    assert_eq!(wire.record_type(&unknown), Err(WireError::UnknownSchema(777)));
    assert_eq!(wire.prepare(&unknown), Ok(()));
}

#[test]
fn nobody_at_the_address_and_a_page_that_is_no_registry_are_said_so() {
    let error = registry(&nobody(), None, Intent::Find, "").unwrap_err();
    assert!(
        matches!(&error, WireError::RegistryUnavailable(text) if text.contains("schemas.url")),
        "{error}"
    );
    let url = Server::default().start();
    let error = registry(&format!("{url}/wrong/path"), None, Intent::Find, "").unwrap_err();
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
    let wire = registry(&url, Some(&right), Intent::Register, "").unwrap();
    let shown = format!("{right:?} {wire:?}");
    assert!(
        !shown.contains("sesame") && !shown.contains("YWRhOm"),
        "a secret is shown"
    );
    let wrong = Credentials {
        user: "ada".into(),
        password: "open barley".into(),
    };
    let error = registry(&url, Some(&wrong), Intent::Register, "")
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
    let error = registry(&server.start(), None, Intent::Register, "")
        .unwrap_err()
        .to_string();
    for part in [subject, "409", "incompatible with version 1"] {
        assert!(error.contains(part), "{error}");
    }
}

#[test]
fn ids_of_the_lock_are_read_under_every_source() {
    let server = Server::default();
    let url = server.start();
    let wire = registry(&url, None, Intent::Register, "").unwrap();
    let (mut item, mut tick) = (Vec::new(), Vec::new());
    Wire::locked()
        .encode(&item_samples::work_item_full(), &mut item)
        .unwrap();
    Wire::locked().encode(&Tick { time: Time(7) }, &mut tick).unwrap();
    assert_eq!(wire.prepare(&item), Ok(()));
    assert_eq!(wire.decode(&item), Ok(item_samples::work_item_full()));
    assert_eq!(wire.decode(&tick), Ok(Tick { time: Time(7) }));
    let asked = server.0.lock().unwrap().requests.clone();
    assert!(
        !asked.iter().any(|one| one.contains("/schemas/ids/")),
        "{asked:?}"
    );
    // The other way round no id tells what it is: it is the registry's own.
    let mut bytes = Vec::new();
    wire.encode(&samples::measure(), &mut bytes).unwrap();
    let told = Wire::locked().record_type(&bytes).unwrap_err().to_string();
    assert!(told.ends_with("is not known"), "{told}");
}

#[test]
fn an_id_that_named_nothing_is_learned_when_its_schema_comes() {
    let server = Server::default();
    let url = server.start();
    let surroundings = Arc::new(Surroundings::default());
    let wire = around(&[&url], Intent::Register, &surroundings).unwrap();
    let id = u32::try_from(server.0.lock().unwrap().schemas.len() + 1).unwrap();
    let bytes = frame(id, &[2, 4]);
    let asked = || server.asked(&format!("GET /schemas/ids/{id}"));
    assert_eq!(wire.prepare(&bytes), Ok(()), "it is not the registry's fault");
    assert_eq!(wire.record_type(&bytes), Err(WireError::UnknownSchema(id)));
    assert_eq!(
        server.0.lock().unwrap().id(TICK_WITH_MORE),
        usize::try_from(id).unwrap()
    );
    surroundings.pass(20);
    assert_eq!(wire.prepare(&bytes), Ok(()));
    assert_eq!(asked(), 1, "it is believed for a while");
    surroundings.pass(20);
    // A record in the middle of its step never asks: what it was made ready with holds.
    assert_eq!(wire.record_type(&bytes), Err(WireError::UnknownSchema(id)));
    assert_eq!(asked(), 1);
    assert_eq!(wire.prepare(&bytes), Ok(()));
    assert_eq!(wire.decode::<Tick>(&bytes).unwrap().time.0, 1);
}

#[test]
fn the_next_address_is_asked_where_one_does_not_answer_or_cannot() {
    let (first, second) = (Server::default(), Server(Arc::default()));
    let (one, two) = (first.start(), second.start());
    let surroundings = Arc::new(Surroundings::default());
    // Nobody, then one that is down for repairs, then one that is well.
    first.0.lock().unwrap().broken = true;
    let wire = around(&[&nobody(), &one, &two], Intent::Register, &surroundings).unwrap();
    assert_eq!(
        first.0.lock().unwrap().requests.len(),
        1,
        "the one that answers is asked first"
    );
    let unknown = frame(777, b"");
    assert_eq!(wire.record_type(&unknown), Err(WireError::UnknownSchema(777)));
    assert_eq!(second.asked("GET /schemas/ids/777"), 1);
    second.0.lock().unwrap().broken = true;
    let told = wire.record_type(&frame(778, b"")).unwrap_err().to_string();
    assert!(told.contains(&one) && told.contains(&two), "{told}");
    first.0.lock().unwrap().broken = false;
    surroundings.pass(6);
    assert_eq!(
        wire.record_type(&frame(778, b"")),
        Err(WireError::UnknownSchema(778))
    );
    assert_eq!(first.asked("GET /schemas/ids/778"), 2);
}

const OLD: &str = "care.cascades.v1-outcry.care.Cascade";

#[test]
fn subjects_that_are_ours_are_fully_compatible_and_weaker_ones_are_told_of() {
    let server = Server::default();
    let url = server.start();
    // Somebody else was here before.
    {
        let mut held = server.0.lock().unwrap();
        let id = held.id("\"string\"");
        held.subjects.insert(OLD.into(), vec![id]);
    }
    let surroundings = Arc::new(Surroundings::default());
    around(&[&url], Intent::Register, &surroundings).unwrap();
    let held = server.0.lock().unwrap();
    for subject in held.subjects.keys().filter(|subject| *subject != OLD) {
        assert_eq!(
            held.levels.get(subject).map(String::as_str),
            Some("FULL_TRANSITIVE"),
            "{subject}"
        );
    }
    assert!(
        !held.levels.contains_key(OLD),
        "a level that somebody chose is left alone"
    );
    drop(held);
    let told = surroundings.told();
    assert_eq!(told.len(), 1, "{told:?}");
    for part in [OLD, "BACKWARD", "PUT", "FULL_TRANSITIVE"] {
        assert!(told[0].contains(part), "{told:?}");
    }
    // A second start has nothing to write.
    let before = server.written().len();
    around(&[&url], Intent::Register, &surroundings).unwrap();
    assert_eq!(server.written().len(), before);
}

#[test]
fn a_look_writes_nothing_and_says_what_would_be_registered() {
    let server = Server::default();
    let url = server.start();
    let surroundings = Arc::new(Surroundings::default());
    let look = |registers| around(&[&url], Intent::Look { registers }, &surroundings);
    look(true).unwrap();
    let told = surroundings.told();
    assert!(
        told.iter().all(|line| line.contains("would register")),
        "{told:?}"
    );
    assert!(told.iter().any(|line| line.contains(OLD)), "{told:?}");
    assert!(look(false).unwrap_err().to_string().contains("auto_register"));
    {
        let mut held = server.0.lock().unwrap();
        let id = held.id("\"string\"");
        held.subjects.insert(OLD.into(), vec![id]);
        held.refused = Some(OLD.into());
    }
    let error = look(true).unwrap_err();
    assert!(
        matches!(&error, WireError::BadSchema(text) if text.contains(OLD) && text.contains("a field went")),
        "{error}"
    );
    assert_eq!(server.written(), Vec::<String>::new());
    // What only reads needs nothing to be there.
    around(&[&url], Intent::Read, &surroundings).unwrap();
    assert_eq!(server.written(), Vec::<String>::new());
}
