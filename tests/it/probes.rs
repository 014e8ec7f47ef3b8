//! `/metrics`, `/live` and `/ready`, asked over a real socket.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::sync::Arc;

use outcry::domain::stage::StageName;
use outcry::runtime::witness::{Happening, Witness};
use outcry::telemetry::{HttpServer, Telemetry};
use prometheus::Registry;

fn ask(address: SocketAddr, path: &str) -> (String, String) {
    let mut stream = TcpStream::connect(address).unwrap();
    write!(
        stream,
        "GET {path} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n"
    )
    .unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    let (head, body) = answer.split_once("\r\n\r\n").unwrap();
    (head.lines().next().unwrap().to_owned(), body.to_owned())
}

#[test]
fn probes_tell_life_from_readiness() {
    let telemetry = Arc::new(Telemetry::new(Registry::new()).unwrap());
    let server = HttpServer::start("127.0.0.1:0".parse().unwrap(), Arc::clone(&telemetry)).unwrap();
    let (ok, unwell) = ("HTTP/1.1 200 OK", "HTTP/1.1 503 Service Unavailable");
    assert_eq!(ask(server.address(), "/live").0, ok);
    let (status, body) = ask(server.address(), "/ready");
    assert_eq!(status, unwell);
    assert!(body.contains("the service has not started"), "{body}");
    telemetry.health.started();
    assert_eq!(ask(server.address(), "/ready").0, ok);
    let (status, body) = ask(server.address(), "/metrics");
    assert_eq!(status, ok);
    assert!(body.contains("outcry_build_info{version="), "{body}");
    telemetry.saw(&Happening::Ended {
        stage: StageName::Cases,
        shard: 1,
        failure: Some("an invented failure"),
    });
    let (status, body) = ask(server.address(), "/live");
    assert_eq!(status, unwell);
    assert!(
        body.contains("shard 1 of cases failed: an invented failure"),
        "{body}"
    );
    assert_eq!(ask(server.address(), "/elsewhere").0, "HTTP/1.1 404 Not Found");
}

#[test]
fn a_server_that_is_dropped_gives_its_address_back() {
    let telemetry = Arc::new(Telemetry::new(Registry::new()).unwrap());
    let server = HttpServer::start("127.0.0.1:0".parse().unwrap(), Arc::clone(&telemetry)).unwrap();
    let address = server.address();
    let told = HttpServer::start(address, Arc::clone(&telemetry))
        .unwrap_err()
        .to_string();
    assert!(
        told.contains(&address.to_string()) && told.contains("http.listen"),
        "{told}"
    );
    drop(server);
    assert!(HttpServer::start(address, telemetry).is_ok());
}
