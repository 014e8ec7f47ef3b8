//! `/metrics`, `/live` and `/ready`, asked over a real socket.

use std::io::{ErrorKind, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::sync::Arc;
use std::time::Duration;

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

/// Whether nothing has come over this connection, not even its end.
fn is_open(stream: &TcpStream) -> bool {
    stream.set_nonblocking(true).unwrap();
    stream
        .peek(&mut [0])
        .is_err_and(|error| error.kind() == ErrorKind::WouldBlock)
}

#[test]
fn a_flood_of_half_requests_neither_hides_a_probe_nor_stays() {
    let telemetry = Arc::new(Telemetry::new(Registry::new()).unwrap());
    let server = HttpServer::start("127.0.0.1:0".parse().unwrap(), Arc::clone(&telemetry)).unwrap();
    let mut flood = Vec::new();
    for at in 0..300 {
        let mut stream = TcpStream::connect(server.address()).unwrap();
        // The server may have ended it already.
        let _ = stream.write_all(b"GET /live HTTP/1.1\r\nHost: a\r\n");
        flood.push(stream);
        if at % 50 == 49 {
            assert_eq!(ask(server.address(), "/live").0, "HTTP/1.1 200 OK", "after {at}");
        }
    }
    // An answer comes after everything that was let in before it.
    assert_eq!(
        ask(server.address(), "/ready").0,
        "HTTP/1.1 503 Service Unavailable"
    );
    let left = flood.iter().filter(|one| is_open(one)).count();
    assert!(left <= 64, "{left} of 300 half requests hold a descriptor");
    let mut looks = 0;
    while flood.iter().any(is_open) {
        assert!(looks < 2400, "half requests are kept for ever");
        std::thread::sleep(Duration::from_millis(50));
        looks += 1;
    }
}
