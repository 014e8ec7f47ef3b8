//! Records with which a test lets something go wrong. Without the feature `fail-points` nothing does.

/// What goes wrong with a record that holds the bytes a test names in `OUTCRY_FAIL_RECORD`, as `panic:bytes`,
/// `slow:bytes` or `swell:bytes`, separated by commas.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mishap {
    /// Its step panics.
    Panic,
    /// Its step takes longer than a transaction may.
    Slow,
    /// What it leads to is larger than the client takes.
    Swell,
}

impl Mishap {
    /// The name used in `OUTCRY_FAIL_RECORD`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Panic => "panic",
            Self::Slow => "slow",
            Self::Swell => "swell",
        }
    }
}

/// Before a step: panics or takes long, if a test wants it with this record.
#[cfg(not(feature = "fail-points"))]
pub const fn strike(_: Option<&[u8]>) {}

/// A value that is too large in place of this one, if a test wants it.
#[cfg(not(feature = "fail-points"))]
#[must_use]
pub const fn swollen(_: Option<&[u8]>) -> Option<Vec<u8>> {
    None
}

/// How long a member of a group may be busy before it is taken for dead, in milliseconds: shorter where a test has steps
/// that take long.
#[cfg(not(feature = "fail-points"))]
#[must_use]
pub const fn busy() -> &'static str {
    BUSY
}

/// The client's own default, in milliseconds.
const BUSY: &str = "300000";

#[cfg(feature = "fail-points")]
pub use armed::{busy, strike, swollen};

#[cfg(feature = "fail-points")]
mod armed {
    use std::sync::OnceLock;
    use std::time::Duration;

    use super::{BUSY, Mishap};

    /// Longer than a transaction may be open.
    const LONG: Duration = Duration::from_secs(17);
    /// Larger than any setting lets the client take.
    const LARGE: usize = 16 << 20;

    static WANTED: OnceLock<Vec<(String, Vec<u8>)>> = OnceLock::new();

    fn wanted() -> Vec<(String, Vec<u8>)> {
        let text = std::env::var("OUTCRY_FAIL_RECORD").unwrap_or_default();
        text.split(',')
            .filter_map(|wish| wish.split_once(':'))
            .map(|(name, bytes)| (name.to_owned(), bytes.as_bytes().to_vec()))
            .collect()
    }

    fn named(mishap: Mishap) -> impl Iterator<Item = &'static [u8]> {
        let all = WANTED.get_or_init(wanted).iter();
        let of = all.filter(move |(name, bytes)| name == mishap.name() && !bytes.is_empty());
        of.map(|(_, bytes)| bytes.as_slice())
    }

    fn wants(mishap: Mishap, value: Option<&[u8]>) -> bool {
        let holds =
            |bytes: &[u8]| value.is_some_and(|value| value.windows(bytes.len()).any(|part| part == bytes));
        named(mishap).any(holds)
    }

    /// How long a member of a group may be busy before it is taken for dead, in milliseconds.
    #[must_use]
    pub fn busy() -> &'static str {
        if named(Mishap::Slow).next().is_some() {
            "7000"
        } else {
            BUSY
        }
    }

    /// Before a step: panics or takes long, if a test wants it with this record.
    #[expect(clippy::panic, reason = "it is what the test asked for")]
    pub fn strike(value: Option<&[u8]>) {
        if wants(Mishap::Slow, value) {
            std::thread::sleep(LONG);
        }
        if wants(Mishap::Panic, value) {
            panic!("a record that a test named");
        }
    }

    /// A value that is too large in place of this one, if a test wants it.
    #[must_use]
    pub fn swollen(value: Option<&[u8]>) -> Option<Vec<u8>> {
        wants(Mishap::Swell, value).then(|| vec![0; LARGE])
    }
}
