//! Who may ask over HTTP at once, and for how long. Descriptors are shared with the Kafka client: a crowd of slow or idle
//! askers must neither take them all nor keep a probe from its answer.

use std::collections::VecDeque;
use std::net::TcpListener;
use std::time::Duration;

use axum::Router;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::service::TowerToHyperService;
use tokio::net::TcpStream;
use tokio::task::JoinHandle;

/// How long nobody is taken in after the system refused to take somebody in.
const PAUSE: Duration = Duration::from_millis(100);

/// What a crowd of askers may take.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Bounds {
    /// Connections that are open at once. A newcomer takes the place of the one that is open longest.
    pub(super) open: usize,
    /// How long the head of a request may take.
    pub(super) head: Duration,
    /// How long a connection may take, its answer and all.
    pub(super) whole: Duration,
}

impl Default for Bounds {
    fn default() -> Self {
        Self {
            open: 64,
            head: Duration::from_secs(5),
            whole: Duration::from_secs(10),
        }
    }
}

/// Connections that are open, the oldest first.
#[derive(Debug, Default)]
struct Open(VecDeque<JoinHandle<()>>);

impl Open {
    /// Forgets those that are done, then ends the oldest ones until fewer than `most` are left.
    async fn make_room(&mut self, most: usize) {
        self.0.retain(|one| !one.is_finished());
        while self.0.len() >= most.max(1) {
            self.end_oldest().await;
        }
    }

    async fn end_oldest(&mut self) {
        if let Some(oldest) = self.0.pop_front() {
            oldest.abort();
            // Only then is its descriptor free. How it ended is known.
            let _ = oldest.await;
        }
    }
}

/// Serves one request a connection, for ever.
pub(super) async fn serve(listener: TcpListener, router: Router, bounds: Bounds) {
    let listener = match tokio::net::TcpListener::from_std(listener) {
        Ok(listener) => listener,
        Err(error) => {
            tracing::error!(%error, "the http server cannot start");
            return;
        }
    };
    let mut open = Open::default();
    let mut refused = false;
    loop {
        match listener.accept().await {
            Ok((stream, _)) => {
                refused = false;
                open.make_room(bounds.open).await;
                open.0
                    .push_back(tokio::spawn(answer(stream, router.clone(), bounds)));
                // Whoever has just come is heard before the next one is let in.
                tokio::task::yield_now().await;
            }
            // Mostly: no descriptors are left. What is open longest gives its own back, and the server goes on.
            Err(error) => {
                if !std::mem::replace(&mut refused, true) {
                    tracing::warn!(%error, "the http server cannot take in a connection, and tries on");
                }
                open.make_room(open.0.len()).await;
                tokio::time::sleep(PAUSE).await;
            }
        }
    }
}

/// Answers one request, or gives up on it.
async fn answer(stream: TcpStream, router: Router, bounds: Bounds) {
    let connection = http1::Builder::new()
        .keep_alive(false)
        .timer(TokioTimer::new())
        .header_read_timeout(bounds.head)
        .serve_connection(TokioIo::new(stream), TowerToHyperService::new(router));
    // Whatever went wrong went wrong for the asker alone.
    let _ = tokio::time::timeout(bounds.whole, connection).await;
}

#[cfg(test)]
mod tests {
    use std::io::{ErrorKind, Read, Write};
    use std::net::SocketAddr;
    use std::sync::mpsc;

    use axum::routing::get;

    use super::*;

    const LONG: Duration = Duration::from_secs(3600);

    /// A server that lives as long as the test's process.
    fn served(bounds: Bounds) -> SocketAddr {
        let (told, address) = mpsc::channel();
        std::thread::spawn(move || {
            let listener = TcpListener::bind("127.0.0.1:0").unwrap();
            listener.set_nonblocking(true).unwrap();
            told.send(listener.local_addr().unwrap()).unwrap();
            let router = Router::new().route("/", get(|| async { "well" }));
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
            runtime.unwrap().block_on(serve(listener, router, bounds));
        });
        address.recv().unwrap()
    }

    fn half_open(address: SocketAddr) -> std::net::TcpStream {
        let mut stream = std::net::TcpStream::connect(address).unwrap();
        stream.write_all(b"GET / HTTP/1.1\r\nHost: a\r\n").unwrap();
        stream
    }

    fn ask(address: SocketAddr) -> String {
        let mut stream = half_open(address);
        stream.write_all(b"\r\n").unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        answer
    }

    /// Whether the server has ended this connection; waits for at most `wait` to hear of it.
    fn is_ended(stream: &mut std::net::TcpStream, wait: Duration) -> bool {
        stream.set_read_timeout(Some(wait)).unwrap();
        let mut rest = Vec::new();
        match stream.read_to_end(&mut rest) {
            Ok(_) => true,
            Err(error) => error.kind() == ErrorKind::ConnectionReset,
        }
    }

    #[test]
    fn a_newcomer_takes_the_place_of_the_one_that_is_open_longest() {
        let address = served(Bounds {
            open: 4,
            head: LONG,
            whole: LONG,
        });
        let mut crowd = Vec::new();
        for round in 0..20 {
            crowd.push(half_open(address));
            if round % 5 == 0 {
                assert!(ask(address).ends_with("well"), "a probe in round {round}");
            }
        }
        // The answer says that all before it were let in.
        assert!(ask(address).ends_with("well"));
        let last = crowd.split_off(17);
        for (at, stream) in crowd.iter_mut().enumerate() {
            assert!(
                is_ended(stream, Duration::from_secs(60)),
                "connection {at} is still open"
            );
        }
        for mut stream in last {
            assert!(!is_ended(&mut stream, Duration::from_millis(50)));
        }
    }

    #[test]
    fn who_does_not_finish_a_head_is_let_go_and_so_is_who_takes_no_end() {
        for bounds in [
            Bounds {
                open: 4,
                head: Duration::from_millis(50),
                whole: LONG,
            },
            Bounds {
                open: 4,
                head: LONG,
                whole: Duration::from_millis(50),
            },
        ] {
            let address = served(bounds);
            assert!(
                is_ended(&mut half_open(address), Duration::from_secs(60)),
                "{bounds:?}"
            );
        }
    }

    #[test]
    fn a_connection_carries_one_request() {
        let address = served(Bounds::default());
        let mut stream = half_open(address);
        stream
            .write_all(b"\r\nGET / HTTP/1.1\r\nHost: a\r\n\r\n")
            .unwrap();
        let mut answers = String::new();
        stream.read_to_string(&mut answers).unwrap();
        assert_eq!(answers.matches("HTTP/1.1 200").count(), 1, "{answers}");
        assert!(answers.to_lowercase().contains("connection: close"), "{answers}");
    }
}
