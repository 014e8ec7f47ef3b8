//! `capture`: a topic as JSON Lines.

use std::borrow::Cow;
use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use serde_json::value::RawValue;
use serde_json::{Map, Value, json};

use crate::app::cli::{CaptureArgs, IsolationArg};
use crate::app::exit::{Exit, Failure, Outcome};
use crate::app::given::{Secrets, cluster, settings};
use crate::app::terminal::{progress, unwritten};
use crate::app::topology;
use crate::domain::base64;
use crate::kafka::capture::{Capture, Isolation, Seen};
use crate::settings::Schemas;
use crate::wire::headers::ORIGIN;
use crate::wire::lock::is_locked;
use crate::wire::sealed::{SCHEME, Seal};
use crate::wire::{Wire, WireError};

const FIRST_ANSWER: Duration = Duration::from_secs(15);

/// Bytes as text where they are text.
fn text(bytes: &[u8]) -> Value {
    match std::str::from_utf8(bytes) {
        Ok(text) => Value::String(text.to_owned()),
        Err(_) => json!({ "base64": base64::encode(bytes) }),
    }
}

/// Records as they are read: decoded by ids of this source, opened where there is a key.
struct Reading {
    wire: Wire,
    /// Whether the ids are a registry's.
    registry: bool,
    seal: Option<Seal>,
}

impl Reading {
    /// Why a framed value cannot be decoded, and what helps; `None` for one that is not framed.
    fn undecoded(&self, error: &WireError) -> Option<String> {
        Some(match error {
            WireError::NotFramed(_) => return None,
            WireError::UnknownSchema(id) if is_locked(*id) => {
                format!("{error}; read it with that build")
            }
            WireError::UnknownSchema(_) if self.registry => {
                format!("{error} to the registry; is schemas.url the one that it was written with?")
            }
            WireError::UnknownSchema(_) => format!(
                "{error}: it is a registry's, and schemas.source is locked; set schemas.source to registry, and schemas.url"
            ),
            WireError::WrongType { .. }
            | WireError::BadBody(_)
            | WireError::BadSchema(_)
            | WireError::RegistryUnavailable(_)
            | WireError::RegistryTurnedAway(_) => error.to_string(),
        })
    }
}

/// A value: decoded where it is framed, as it stands where it is JSON, else its bytes, and why they are not decoded.
fn value(reading: &Reading, bytes: Option<&[u8]>) -> String {
    let Some(bytes) = bytes else {
        return "null".into();
    };
    let error = match reading.wire.to_json(bytes) {
        Ok(decoded) => return decoded.to_string(),
        Err(error) => error,
    };
    // The text itself is passed on: a number of twenty digits stays what it is.
    if let Ok(raw) = serde_json::from_slice::<&RawValue>(bytes)
        && !raw.get().contains('\n')
    {
        return raw.get().to_owned();
    }
    let mut shown = json!({ "base64": base64::encode(bytes) });
    if let (Some(why), Some(fields)) = (reading.undecoded(&error), shown.as_object_mut()) {
        fields.insert("decode_error".into(), why.into());
    }
    shown.to_string()
}

/// The value as it was before it was encrypted, where the key is at hand.
fn opened<'s>(seal: Option<&Seal>, seen: &Seen<'s>) -> Option<Cow<'s, [u8]>> {
    let bytes = seen.value?;
    let Some(seal) = seal else {
        return Some(Cow::Borrowed(bytes));
    };
    let headers = seen.headers();
    let header = |wanted: &str| {
        let found = headers.iter().find(|(name, _)| name == wanted);
        found.and_then(|(_, value)| value.as_deref())
    };
    let sealed = header("dlq-encryption") == Some(SCHEME.as_bytes());
    let plain = header(ORIGIN)
        .filter(|_| sealed)
        .and_then(|origin| seal.open(origin, bytes));
    Some(plain.map_or(Cow::Borrowed(bytes), Cow::Owned))
}

fn line(reading: &Reading, topic: &str, seen: &Seen<'_>, headers: bool) -> String {
    let key = seen.key.map_or(Value::Null, text);
    let index = seen.index.map(|index| format!(",\"index\":{index}"));
    let mut line = format!(
        "{{\"topic\":{},\"partition\":{},\"offset\":{}{},\"key\":{key},\"timestamp\":{},\"value\":{}",
        Value::from(topic),
        seen.partition,
        seen.offset,
        index.unwrap_or_default(),
        seen.timestamp,
        value(reading, opened(reading.seal.as_ref(), seen).as_deref())
    );
    if headers {
        let headers: Map<String, Value> = seen
            .headers()
            .into_iter()
            .map(|(name, value)| (name, value.as_deref().map_or(Value::Null, text)))
            .collect();
        line.push_str(",\"headers\":");
        line.push_str(&Value::Object(headers).to_string());
    }
    line.push('}');
    line
}

pub(in crate::app) fn run(args: &CaptureArgs) -> Outcome {
    let sugar = [("kafka.bootstrap_servers", args.bootstrap.as_deref())];
    let settings = settings(&args.layers, &sugar, Secrets::Optional)?.settings;
    let cluster = cluster(&settings);
    let reading = Reading {
        wire: topology::reading_wire(&settings)?,
        registry: matches!(settings.schemas, Schemas::Registry { .. }),
        seal: topology::seal(&settings),
    };
    let prefix = &settings.topics.prefix;
    let topic = if args.topic.starts_with(prefix.as_str()) {
        args.topic.clone()
    } else {
        format!("{prefix}{}", args.topic)
    };
    let Some(partitions) = cluster.topics(FIRST_ANSWER)?.get(&topic).copied() else {
        let words =
            format!("topic {topic} is not there; `outcry topics plan` shows the topics of these settings");
        return Err(Failure::new(Exit::Config, words));
    };
    let isolation = match args.isolation {
        IsolationArg::ReadCommitted => Isolation::ReadCommitted,
        IsolationArg::ReadUncommitted => Isolation::ReadUncommitted,
    };
    let out: Box<dyn Write> =
        match &args.out {
            None => Box::new(io::stdout().lock()),
            Some(path) => Box::new(File::create(path).map_err(|error| {
                Failure::new(Exit::Io, format!("cannot write {}: {error}", path.display()))
            })?),
        };
    let mut out = BufWriter::new(out);
    let stop = interrupted()?;
    let mut capture = Capture::start(cluster, &topic, partitions, isolation)?;
    let bar = progress("records read", args.layers.quiet || args.out.is_none());
    while !(stop.load(Ordering::Relaxed) || args.until_end && capture.at_end()) {
        let mut written = Ok(());
        let mut idle = true;
        capture.next(Duration::from_millis(200), |seen| {
            idle = false;
            if written.is_ok() {
                written = writeln!(out, "{}", line(&reading, &topic, seen, args.headers));
            }
        })?;
        if idle {
            written = written.and_then(|()| out.flush());
        } else {
            bar.inc(1);
        }
        if let Err(error) = written {
            return gone(&error);
        }
    }
    bar.finish_and_clear();
    out.flush()
        .or_else(|error| gone(&error).map_err(|_| error))
        .map_err(|error| unwritten(&error))
}

/// A reader that went away, such as `head`, has what it wanted.
fn gone(error: &io::Error) -> Outcome {
    if error.kind() == io::ErrorKind::BrokenPipe {
        Ok(())
    } else {
        Err(unwritten(error))
    }
}

fn interrupted() -> Result<Arc<AtomicBool>, Failure> {
    let stop = Arc::new(AtomicBool::new(false));
    for signal in [signal_hook::consts::SIGINT, signal_hook::consts::SIGTERM] {
        signal_hook::flag::register(signal, Arc::clone(&stop))
            .map_err(|error| Failure::new(Exit::Software, format!("cannot listen to signals: {error}")))?;
    }
    Ok(stop)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reading(registry: bool) -> Reading {
        Reading {
            wire: Wire::locked(),
            registry,
            seal: None,
        }
    }

    #[test]
    fn a_value_that_cannot_be_decoded_says_why() {
        let shown = |registry, bytes: &[u8]| -> Value {
            serde_json::from_str(&value(&reading(registry), Some(bytes))).unwrap()
        };
        for (registry, bytes, wanted) in [
            (
                false,
                [0, 0, 0, 0, 7],
                "schema id 7 is not known: it is a registry's",
            ),
            (true, [0, 0, 0, 0, 7], "schema id 7 is not known to the registry"),
            (
                false,
                [0, 0x4F, 0x55, 0xFF, 1],
                "0x4F55FF01, of another build's schemas/ids.lock",
            ),
        ] {
            let shown = shown(registry, &bytes);
            let why = shown["decode_error"].as_str().unwrap();
            assert!(why.contains(wanted) && shown["base64"].is_string(), "{why}");
        }
        let cut = shown(false, &[0, 0x4F, 0x55, 0, 0]);
        assert!(
            cut["decode_error"]
                .as_str()
                .unwrap()
                .contains("does not follow its schema"),
            "{cut}"
        );
        assert_eq!(shown(false, &[0xff]), json!({ "base64": "/w==" }), "never framed");
    }

    #[test]
    fn json_passes_as_it_stands_and_other_bytes_are_kept() {
        let reading = reading(false);
        let json = br#"{"id": 12345678901234567890, "x": 1e2}"#;
        assert_eq!(value(&reading, Some(json)), String::from_utf8_lossy(json));
        assert_eq!(value(&reading, Some(&[0xff, 0xfe])), r#"{"base64":"//4="}"#);
        assert_eq!(value(&reading, Some(b"{\n}")), r#"{"base64":"ewp9"}"#);
        assert_eq!(value(&reading, None), "null");
    }
}
