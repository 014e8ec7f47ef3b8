//! The calendars of a deployment, by name.

use std::collections::BTreeMap;

use super::Calendar;

/// Name of the calendar that is always there: open at any moment.
pub const ALWAYS: &str = "always";

static OPEN: Calendar = Calendar::Always;

/// Calendars by name; `always` is one of them.
#[derive(Debug, Clone, PartialEq)]
pub struct Calendars(BTreeMap<String, Calendar>);

impl Default for Calendars {
    fn default() -> Self {
        Self::new(BTreeMap::new())
    }
}

impl Calendars {
    /// These, and `always`, whatever was given under that name.
    #[must_use]
    pub fn new(mut named: BTreeMap<String, Calendar>) -> Self {
        named.insert(ALWAYS.to_owned(), Calendar::Always);
        Self(named)
    }

    /// The calendar of this name.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&Calendar> {
        self.0.get(name)
    }

    /// The calendar of this name; `always` if it is gone from the settings: a promise is rather kept too early than
    /// too late.
    #[must_use]
    pub fn or_always(&self, name: &str) -> &Calendar {
        self.get(name).unwrap_or(&OPEN)
    }

    /// Their names, in order.
    pub fn names(&self) -> impl Iterator<Item = &str> + Clone {
        self.0.keys().map(String::as_str)
    }
}
