//! `/metrics`, `/live`, `/ready` and `/lanes`, on a thread of their own. How many may ask at once, and for how long:
//! `connections.rs`.

use std::net::{SocketAddr, TcpListener};
use std::sync::Arc;
use std::thread::JoinHandle;

use axum::Router;
use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use serde_json::{Value, json};
use tokio::sync::oneshot;

use super::connections::{Bounds, serve};
use super::health::Verdict;
use super::metrics::Telemetry;

/// Why the server does not run.
#[derive(Debug, thiserror::Error)]
pub enum HttpError {
    /// The address cannot be taken.
    #[error("cannot listen on {address}: {source}; set http.listen to a free address or to off")]
    Listen {
        /// Which.
        address: SocketAddr,
        /// What the system said.
        source: std::io::Error,
    },
    /// The thread or its runtime cannot be started.
    #[error("cannot start the http server: {0}")]
    Start(#[source] std::io::Error),
}

/// The running server; it ends when this is dropped.
#[derive(Debug)]
pub struct HttpServer {
    address: SocketAddr,
    stop: Option<oneshot::Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

impl HttpServer {
    /// Listens and serves.
    ///
    /// # Errors
    /// The address is taken, or the thread cannot be started.
    pub fn start(address: SocketAddr, telemetry: Arc<Telemetry>) -> Result<Self, HttpError> {
        let listen = |source| HttpError::Listen { address, source };
        let listener = TcpListener::bind(address).map_err(listen)?;
        listener.set_nonblocking(true).map_err(listen)?;
        let address = listener.local_addr().map_err(listen)?;
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .map_err(HttpError::Start)?;
        let (stop, stopped) = oneshot::channel();
        let thread = std::thread::Builder::new()
            .name("http".into())
            .spawn(move || {
                // A scraper that keeps its connection open must not keep the process: no graceful end is awaited.
                runtime.block_on(async {
                    tokio::select! {
                        () = serve(listener, routes(telemetry), Bounds::default()) => {}
                        _ = stopped => {}
                    }
                });
            })
            .map_err(HttpError::Start)?;
        Ok(Self {
            address,
            stop: Some(stop),
            thread: Some(thread),
        })
    }

    /// Where it listens.
    #[must_use]
    pub const fn address(&self) -> SocketAddr {
        self.address
    }
}

impl Drop for HttpServer {
    fn drop(&mut self) {
        if let Some(stop) = self.stop.take() {
            // The server may have ended by itself.
            let _ = stop.send(());
        }
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

fn routes(telemetry: Arc<Telemetry>) -> Router {
    Router::new()
        .route("/metrics", get(metrics))
        .route("/live", get(live))
        .route("/ready", get(ready))
        .route("/lanes", get(lanes))
        .with_state(telemetry)
}

async fn metrics(State(telemetry): State<Arc<Telemetry>>) -> Response {
    let kind = [(header::CONTENT_TYPE, "text/plain; version=0.0.4; charset=utf-8")];
    (kind, telemetry.exposition()).into_response()
}

async fn live(State(telemetry): State<Arc<Telemetry>>) -> Response {
    answer(&telemetry.health.live())
}

async fn ready(State(telemetry): State<Arc<Telemetry>>) -> Response {
    answer(&telemetry.health.ready())
}

/// The lanes of this process that are stopped.
async fn lanes(State(telemetry): State<Arc<Telemetry>>) -> Response {
    let stopped = telemetry.health.stopped();
    let stopped: Vec<Value> = stopped
        .iter()
        .map(|stop| {
            json!({
                "stage": stop.stage.name(),
                "topic": stop.lane.source.topic().name(),
                "partition": stop.lane.partition,
                "reason": stop.reason.name(),
                "offset": stop.next.map(|next| next.offset),
                "index": stop.next.map(|next| next.index),
                "since_ms": stop.since.0,
                "detail": stop.detail,
            })
        })
        .collect();
    (JSON, json!({ "stopped": stopped }).to_string()).into_response()
}

const JSON: [(header::HeaderName, &str); 1] = [(header::CONTENT_TYPE, "application/json")];

fn answer(verdict: &Verdict) -> Response {
    let status = if verdict.is_well() {
        StatusCode::OK
    } else {
        StatusCode::SERVICE_UNAVAILABLE
    };
    let body = json!({ "status": verdict.status.name(), "reasons": verdict.reasons });
    (status, JSON, body.to_string()).into_response()
}
