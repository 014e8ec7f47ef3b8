//! The schema registry of a deployment: waited for at start, asked by commands that only read, looked at by `check`.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use super::exit::{Exit, Failure};
use crate::runtime::patience;
use crate::settings::{Schemas, Settings};
use crate::wire::registry::{Address, Around, Credentials, Intent};
use crate::wire::{Wire, WireError};

/// The clock, and the log or a list.
#[derive(Debug)]
struct Surroundings {
    start: Instant,
    /// What was told; `None` where it goes to the log.
    told: Option<Mutex<Vec<String>>>,
}

impl Surroundings {
    fn new(told: Option<Mutex<Vec<String>>>) -> Arc<Self> {
        let start = now();
        Arc::new(Self { start, told })
    }
}

#[expect(
    clippy::disallowed_methods,
    reason = "waiting for a registry is told by the clock"
)]
fn now() -> Instant {
    Instant::now()
}

impl Around for Surroundings {
    fn now(&self) -> Duration {
        now().saturating_duration_since(self.start)
    }

    fn tell(&self, words: &str) {
        match &self.told {
            Some(told) => told
                .lock()
                .unwrap_or_else(PoisonError::into_inner)
                .push(words.to_owned()),
            None => tracing::warn!("{words}"),
        }
    }
}

fn failed(error: &WireError) -> Failure {
    let exit = match error {
        WireError::RegistryUnavailable(_) => Exit::Unavailable,
        WireError::RegistryTurnedAway(_)
        | WireError::NotFramed(_)
        | WireError::UnknownSchema(_)
        | WireError::WrongType { .. }
        | WireError::BadBody(_)
        | WireError::BadSchema(_) => Exit::Config,
    };
    Failure::new(exit, error)
}

/// One try.
fn asked(settings: &Settings, intent: Intent, around: &Arc<Surroundings>) -> Result<Wire, WireError> {
    let Schemas::Registry { addresses, .. } = &settings.schemas else {
        return Ok(Wire::locked());
    };
    let addresses: Vec<Address> = addresses
        .iter()
        .map(|address| Address {
            url: address.url.clone(),
            credentials: address.login.as_ref().map(|(user, password)| Credentials {
                user: user.clone(),
                password: password.clone(),
            }),
        })
        .collect();
    let around = Arc::clone(around) as Arc<dyn Around>;
    Wire::registry(&addresses, &settings.topics.prefix, intent, around)
}

/// The wire of a process that writes: registers what is missing where the settings say so, and waits for a registry that
/// does not answer yet.
///
/// # Errors
/// The registry does not answer in time, turns us away, or lacks or refuses a schema.
pub fn wire(settings: &Settings) -> Result<Wire, Failure> {
    let Schemas::Registry {
        auto_register,
        start_timeout,
        ..
    } = &settings.schemas
    else {
        return Ok(Wire::locked());
    };
    let intent = if *auto_register {
        Intent::Register
    } else {
        Intent::Find
    };
    let around = Surroundings::new(None);
    let mut tries = 0;
    loop {
        let error = match asked(settings, intent, &around) {
            Ok(wire) => return Ok(wire),
            Err(error) => error,
        };
        let left = start_timeout.saturating_sub(around.now());
        if !matches!(error, WireError::RegistryUnavailable(_)) || left.is_zero() {
            return Err(failed(&error));
        }
        if tries == 0 {
            around.tell(&format!("{error}; waiting for it up to schemas.start_timeout"));
        }
        tries += 1;
        // The second pause is the first that is one.
        std::thread::sleep(patience::pause(tries + 1).min(left));
    }
}

/// The wire of a command that only reads: it needs no schema of this build in the registry.
///
/// # Errors
/// The registry does not answer, or turns us away.
pub fn reading_wire(settings: &Settings) -> Result<Wire, Failure> {
    asked(settings, Intent::Read, &Surroundings::new(None)).map_err(|error| failed(&error))
}

/// What a process that writes would find at the registry, without writing anything to it: remarks.
///
/// # Errors
/// What would keep it from starting.
pub fn look(settings: &Settings) -> Result<Vec<String>, Failure> {
    let Schemas::Registry { auto_register, .. } = &settings.schemas else {
        return Ok(Vec::new());
    };
    let around = Surroundings::new(Some(Mutex::default()));
    let registers = *auto_register;
    asked(settings, Intent::Look { registers }, &around).map_err(|error| failed(&error))?;
    let told = around.told.as_ref().map(|told| {
        let mut told = told.lock().unwrap_or_else(PoisonError::into_inner);
        std::mem::take(&mut *told)
    });
    Ok(told.unwrap_or_default())
}
