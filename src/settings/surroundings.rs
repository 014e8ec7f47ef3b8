//! Settings of what the service stands among: rules, schemas, HTTP, log lines.

use std::net::SocketAddr;

use secrecy::SecretString;

use super::secret::secret;
use super::section::Section;

/// Where schema ids come from.
#[derive(Debug, Clone)]
pub enum Schemas {
    /// From the ids fixed in the program: needs no registry.
    Locked,
    /// From a schema registry.
    Registry {
        /// Its address.
        url: String,
        /// Whether schemas it does not have are registered.
        auto_register: bool,
        /// User and password, if it asks for them.
        login: Option<(String, SecretString)>,
    },
}

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

/// Reads `schemas`.
pub(super) fn schemas(mut section: Section<'_>) -> Schemas {
    let context = section.context;
    let registry = section
        .choice("source", &[("locked", false), ("registry", true)])
        .unwrap_or_default();
    let url = section.maybe_text("url");
    let auto_register = section.flag("auto_register");
    let user = section.maybe_text("user");
    let password = section.take("password");
    let (url_path, user_path) = (section.path("url"), section.path("user"));
    section.finish();
    if !registry {
        if url.is_some() {
            let hint = "set schemas.source to registry, or remove the url";
            context.problem("", &url_path, "a url without a registry", Some(hint.into()));
        }
        return Schemas::Locked;
    }
    let url = url.unwrap_or_default();
    if !(url.starts_with("http://") || url.starts_with("https://")) {
        let hint = "such as http://localhost:8081";
        context.problem(
            "",
            &url_path,
            "the registry's http or https url is wanted",
            Some(hint.into()),
        );
    }
    let login = match (user, password) {
        (Some(user), Some(found)) => secret(context, found).map(|password| (user, password)),
        (None, None) => None,
        (Some(_), None) | (None, Some(_)) => {
            context.problem("", &user_path, "user and password belong together", None);
            None
        }
    };
    Schemas::Registry {
        url,
        auto_register,
        login,
    }
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
