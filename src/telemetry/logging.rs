//! Log lines on standard error: text for people or one JSON object a line.

use tracing_subscriber::EnvFilter;
use tracing_subscriber::fmt::format::FmtSpan;

use crate::settings::{Log, LogFormat};

/// Starts logging. A second call changes nothing. `colour` is for text on a terminal.
pub fn start_logging(log: Log, colour: bool) {
    // The client's own words come through the service's reports; its chatter is for those who ask for debug.
    let filter = EnvFilter::new(format!(
        "{level},librdkafka={level},rdkafka={level}",
        level = log.level.name()
    ));
    let builder = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_span_events(FmtSpan::NONE)
        .with_target(false)
        .with_writer(std::io::stderr)
        .with_ansi(colour);
    let started = match log.format {
        LogFormat::Text => builder.try_init(),
        LogFormat::Json => builder.json().flatten_event(true).try_init(),
    };
    // Somebody else's subscriber in the same process is as good.
    drop(started);
}
