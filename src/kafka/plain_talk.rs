//! Whether an address that does not answer wants another protocol: a listener for TLS or SASL ends a plain conversation,
//! and the client can only say that nobody is there.

use std::io::{Read, Write};
use std::net::{TcpStream, ToSocketAddrs};
use std::time::Duration;

const PATIENCE: Duration = Duration::from_secs(3);

/// `ApiVersions`, version 0: length, key, version, a number, no client id.
const REQUEST: [u8; 14] = [0, 0, 0, 10, 0, 18, 0, 0, 0, 0, 0, 1, 255, 255];

/// Whether the first of these addresses hangs up on a plain request instead of answering it. Who is silent, or is not there,
/// does not.
pub(super) fn is_ended(bootstrap: &str) -> bool {
    let first = bootstrap.split(',').next().unwrap_or_default().trim();
    let ended = || -> std::io::Result<bool> {
        let mut addresses = first.to_socket_addrs()?;
        let address = addresses.next().ok_or(std::io::ErrorKind::NotFound)?;
        let mut stream = TcpStream::connect_timeout(&address, PATIENCE)?;
        stream.set_read_timeout(Some(PATIENCE))?;
        stream.write_all(&REQUEST)?;
        let mut answer = [0; 4];
        match stream.read_exact(&mut answer) {
            // A broker's answer begins with its length; 21 is how TLS begins to complain.
            Ok(()) => Ok(answer.first() == Some(&21)),
            Err(error) => Ok(matches!(
                error.kind(),
                std::io::ErrorKind::UnexpectedEof | std::io::ErrorKind::ConnectionReset
            )),
        }
    };
    ended().unwrap_or(false)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::net::TcpListener;

    /// Listens once, reads the request, and does this.
    fn listening(answer: fn(TcpStream)) -> String {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let address = listener.local_addr().expect("address").to_string();
        std::thread::spawn(move || {
            let (mut stream, _) = listener.accept().expect("a client");
            let mut request = [0; REQUEST.len()];
            stream.read_exact(&mut request).expect("a request");
            answer(stream);
        });
        address
    }

    #[test]
    fn only_who_hangs_up_or_complains_wants_another_protocol() {
        assert!(is_ended(&listening(drop)));
        assert!(is_ended(&listening(|mut stream| {
            stream.write_all(&[21, 3, 3, 0, 2, 2, 10]).expect("an alert");
        })));
        assert!(!is_ended(&listening(|mut stream| {
            stream
                .write_all(&[0, 0, 0, 6, 0, 0, 0, 1, 0, 0])
                .expect("an answer");
        })));
        assert!(!is_ended("127.0.0.1:1"));
        assert!(!is_ended("nonsense"));
    }
}
