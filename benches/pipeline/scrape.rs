//! The service's own counters, read as Prometheus reads them.

use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};

/// A loopback address that is free now.
pub fn free_address() -> String {
    TcpListener::bind("127.0.0.1:0")
        .expect("a port")
        .local_addr()
        .expect("address")
        .to_string()
}

/// The sum of a metric over its labels.
pub fn sum(address: &str, metric: &str) -> f64 {
    let Ok(mut stream) = TcpStream::connect(address) else {
        return f64::NAN;
    };
    let asked = write!(
        stream,
        "GET /metrics HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n"
    );
    let mut text = String::new();
    if asked.is_err() || stream.read_to_string(&mut text).is_err() {
        return f64::NAN;
    }
    let mine = text.lines().filter(|line| {
        line.strip_prefix(metric)
            .is_some_and(|rest| rest.starts_with(['{', ' ']))
    });
    mine.filter_map(|line| line.rsplit(' ').next()?.parse::<f64>().ok())
        .sum()
}
