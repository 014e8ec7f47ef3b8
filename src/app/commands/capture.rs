//! `capture`: a topic as JSON Lines.

use std::borrow::Cow;
use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use serde_json::value::RawValue;
use serde_json::{Map, Value, json};

use super::base64::base64;
use crate::app::cli::{CaptureArgs, IsolationArg};
use crate::app::exit::{Exit, Failure, Outcome};
use crate::app::given::{Secrets, cluster, settings};
use crate::app::terminal::{progress, unwritten};
use crate::app::topology;
use crate::kafka::capture::{Capture, Isolation, Seen};
use crate::wire::Wire;
use crate::wire::headers::ORIGIN;
use crate::wire::sealed::{SCHEME, Seal};

const FIRST_ANSWER: Duration = Duration::from_secs(15);

/// Bytes as text where they are text.
fn text(bytes: &[u8]) -> Value {
    match std::str::from_utf8(bytes) {
        Ok(text) => Value::String(text.to_owned()),
        Err(_) => json!({ "base64": base64(bytes) }),
    }
}

/// A value: decoded where it is framed, as it stands where it is JSON, else its bytes.
fn value(wire: &Wire, bytes: Option<&[u8]>) -> String {
    let Some(bytes) = bytes else {
        return "null".into();
    };
    if let Ok(decoded) = wire.to_json(bytes) {
        return decoded.to_string();
    }
    // The text itself is passed on: a number of twenty digits stays what it is.
    if let Ok(raw) = serde_json::from_slice::<&RawValue>(bytes)
        && !raw.get().contains('\n')
    {
        return raw.get().to_owned();
    }
    json!({ "base64": base64(bytes) }).to_string()
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

fn line(wire: &Wire, seal: Option<&Seal>, topic: &str, seen: &Seen<'_>, headers: bool) -> String {
    let key = seen.key.map_or(Value::Null, text);
    let index = seen.index.map(|index| format!(",\"index\":{index}"));
    let mut line = format!(
        "{{\"topic\":{},\"partition\":{},\"offset\":{}{},\"key\":{key},\"timestamp\":{},\"value\":{}",
        Value::from(topic),
        seen.partition,
        seen.offset,
        index.unwrap_or_default(),
        seen.timestamp,
        value(wire, opened(seal, seen).as_deref())
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
    let wire = topology::wire(&settings)?;
    let seal = topology::seal(&settings);
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
                written = writeln!(out, "{}", line(&wire, seal.as_ref(), &topic, seen, args.headers));
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

    #[test]
    fn json_passes_as_it_stands_and_other_bytes_are_kept() {
        let wire = Wire::locked();
        let json = br#"{"id": 12345678901234567890, "x": 1e2}"#;
        assert_eq!(value(&wire, Some(json)), String::from_utf8_lossy(json));
        assert_eq!(value(&wire, Some(&[0xff, 0xfe])), r#"{"base64":"//4="}"#);
        assert_eq!(value(&wire, Some(b"{\n}")), r#"{"base64":"ewp9"}"#);
        assert_eq!(value(&wire, None), "null");
    }
}
