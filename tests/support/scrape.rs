//! What a worker says over HTTP: its counters, read as Prometheus reads them, and its probes.

use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::time::Duration;

/// A loopback address that is free now.
pub fn free_address() -> String {
    TcpListener::bind("127.0.0.1:0")
        .expect("a port")
        .local_addr()
        .expect("address")
        .to_string()
}

/// Status and text of an answer; `None` where nobody answers.
pub fn get(address: &str, path: &str) -> Option<(u16, String)> {
    let mut stream = TcpStream::connect(address).ok()?;
    stream.set_read_timeout(Some(Duration::from_secs(10))).ok()?;
    write!(
        stream,
        "GET {path} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n"
    )
    .ok()?;
    let mut answer = String::new();
    stream.read_to_string(&mut answer).ok()?;
    let status = answer.split(' ').nth(1)?.parse().ok()?;
    Some((status, answer))
}

/// The sum of a metric over its labels; not a number where nobody answers.
pub fn sum(address: &str, metric: &str) -> f64 {
    get(address, "/metrics").map_or(f64::NAN, |(_, text)| sum_in(&text, metric, ""))
}

/// The sum of a metric over those of its labels that hold these words.
pub fn sum_in(text: &str, metric: &str, labels: &str) -> f64 {
    let mine = text.lines().filter(|line| {
        line.strip_prefix(metric)
            .is_some_and(|rest| rest.starts_with(['{', ' ']) && rest.contains(labels))
    });
    mine.filter_map(|line| line.rsplit(' ').next()?.parse::<f64>().ok())
        .fold(0.0, |sum, value| sum + value)
}
