//! Ids from a registry: against a small server in the test that speaks the endpoints used.

#[path = "../support/registry.rs"]
#[allow(unreachable_pub, reason = "as in a crate of its own")]
mod server;

use std::net::TcpListener;

use outcry::domain::tick::Tick;
use outcry::domain::topic::RecordType;
use outcry::wire::registry::Credentials;
use outcry::wire::{Wire, WireError};
use server::{Server, frame};

use super::samples;

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
    let internal =
        |subject: &String| subject.contains("outcry.internal") || subject.contains(".outcry.scored");
    assert!(!subjects.iter().any(internal), "{subjects:?}");
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
    assert_eq!(text.lines().count(), 11, "{text}");
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
