//! Settings of what the service stands among: rules, HTTP, log lines.

use std::net::SocketAddr;

use super::section::Section;

/// Form of log lines.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LogFormat {
    /// For people.
    Text,
    /// One JSON object a line.
    Json,
}

/// The least important line that is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum LogLevel {
    /// What must be mended now.
    Error,
    /// What must be looked at.
    Warn,
    /// What happened.
    Info,
    /// What is needed to find a fault.
    Debug,
    /// Everything.
    Trace,
}

impl LogLevel {
    /// The name used in settings.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warn => "warn",
            Self::Info => "info",
            Self::Debug => "debug",
            Self::Trace => "trace",
        }
    }
}

/// Log lines.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Log {
    /// Their form.
    pub format: LogFormat,
    /// Which are written.
    pub level: LogLevel,
}

/// Reads `rules`.
pub(super) fn rules(mut section: Section<'_>) -> Option<String> {
    let file = section.maybe_text("file");
    section.finish();
    file
}

/// Reads `http`.
pub(super) fn http(mut section: Section<'_>) -> Option<SocketAddr> {
    let listen = section.parsed("listen", "an address such as 127.0.0.1:9464, or off", |text| {
        if text == "off" {
            Some(None)
        } else {
            text.parse().ok().map(Some)
        }
    });
    section.finish();
    listen.flatten()
}

/// Reads `log`.
pub(super) fn log(mut section: Section<'_>) -> Log {
    let format = section.choice("format", &[("text", LogFormat::Text), ("json", LogFormat::Json)]);
    let levels = [
        LogLevel::Error,
        LogLevel::Warn,
        LogLevel::Info,
        LogLevel::Debug,
        LogLevel::Trace,
    ];
    let level = section.choice("level", &levels.map(|level| (level.name(), level)));
    section.finish();
    Log {
        format: format.unwrap_or(LogFormat::Text),
        level: level.unwrap_or(LogLevel::Info),
    }
}
