//! `health`: asks a running service, for images without a shell.

use std::io::{Read, Write};
use std::net::{IpAddr, Ipv4Addr, SocketAddr, TcpStream};
use std::time::Duration;

use crate::app::cli::HealthArgs;
use crate::app::exit::{Exit, Failure, Outcome};
use crate::app::given::{Secrets, settings};
use crate::app::terminal::say;

const PATIENCE: Duration = Duration::from_secs(3);
/// Longest answer that is read.
const LONGEST: u64 = 64 * 1024;

/// Where this process finds a service that listens there.
fn reachable(listen: SocketAddr) -> SocketAddr {
    let mut address = listen;
    if listen.ip().is_unspecified() {
        address.set_ip(IpAddr::V4(Ipv4Addr::LOCALHOST));
    }
    address
}

/// The answer of the service that listens there: status line, headers, body.
///
/// # Errors
/// Nobody listens, or does not answer in time.
pub(super) fn ask(listen: SocketAddr, path: &str) -> std::io::Result<String> {
    let address = reachable(listen);
    let mut stream = TcpStream::connect_timeout(&address, PATIENCE)?;
    stream.set_read_timeout(Some(PATIENCE))?;
    stream.set_write_timeout(Some(PATIENCE))?;
    write!(
        stream,
        "GET {path} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n"
    )?;
    let mut answer = String::new();
    stream.take(LONGEST).read_to_string(&mut answer)?;
    Ok(answer)
}

pub(in crate::app) fn run(args: &HealthArgs) -> Outcome {
    let settings = settings(&args.layers, &[], Secrets::Optional)?.settings;
    let Some(listen) = settings.http_listen else {
        return Err(Failure::new(
            Exit::Config,
            "http.listen is off: there is nobody to ask",
        ));
    };
    let address = reachable(listen);
    let path = if args.live { "/live" } else { "/ready" };
    let answer = ask(listen, path).map_err(|error| {
        Failure::new(
            Exit::Unavailable,
            format!("no service answers at {address}: {error}"),
        )
    })?;
    let body = answer.split_once("\r\n\r\n").map_or("", |(_, body)| body.trim());
    if answer.starts_with("HTTP/1.1 200") {
        return say(&mut std::io::stdout().lock(), body);
    }
    Err(Failure::new(
        Exit::Unavailable,
        format!("the service at {address}{path} says: {body}"),
    ))
}
