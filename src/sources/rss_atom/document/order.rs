//! Dates of entries, some of which can only be read by the others: `8/9/2026` has its day first if another date of the
//! feed has, or if the feed says that it is written where days come first.

use super::super::super::moment::{self, letter};
use super::super::entry::{Entry, Feed};
use super::Place;
use crate::domain::time::Time;
use letter::Order;

/// Languages, and English by country, that write the day first.
const DAY_FIRST: [&str; 21] = [
    "cs", "da", "de", "el", "en-au", "en-gb", "en-ie", "en-in", "en-nz", "en-za", "es", "fi", "fr", "it",
    "nb", "nl", "pl", "pt", "ru", "tr", "uk",
];

/// English by country that writes the month first.
const MONTH_FIRST: [&str; 2] = ["en-ph", "en-us"];

/// The moment a date of a feed names by itself.
pub(super) fn moment(text: &str) -> Option<Time> {
    letter::parse(text).or_else(|| moment::parse(text))
}

/// What the dates of a feed show.
#[derive(Default)]
pub(super) struct Orders {
    day_first: bool,
    month_first: bool,
}

impl Orders {
    /// Writes down a date of this entry, to be settled later if it is not plain.
    pub(super) fn date(&mut self, entry: &mut Entry, place: Place, text: &str) {
        match letter::order(text) {
            Some(Order::DayFirst) => self.day_first = true,
            Some(Order::MonthFirst) => self.month_first = true,
            None => {}
        }
        let known = if place == Place::Published {
            &mut entry.published
        } else {
            &mut entry.updated
        };
        if known.is_none() {
            *known = moment(text);
            if known.is_none() {
                entry.unsettled.push((place == Place::Published, text.to_owned()));
            }
        }
    }

    /// Reads the dates that were not plain, if the feed shows how.
    pub(super) fn settle(&self, feed: &mut Feed) {
        let order = match (self.day_first, self.month_first) {
            (true, false) => Some(Order::DayFirst),
            (false, true) => Some(Order::MonthFirst),
            (true, true) => None,
            (false, false) => by_language(&feed.language),
        };
        let Some(order) = order else {
            return;
        };
        for entry in &mut feed.entries {
            for (published, text) in std::mem::take(&mut entry.unsettled) {
                let known = if published {
                    &mut entry.published
                } else {
                    &mut entry.updated
                };
                *known = known.or_else(|| letter::parse_in(&text, order));
            }
        }
    }
}

fn by_language(tag: &str) -> Option<Order> {
    let tag = tag.trim().to_ascii_lowercase().replace('_', "-");
    let primary = tag.split('-').next().unwrap_or_default();
    if MONTH_FIRST.contains(&tag.as_str()) {
        Some(Order::MonthFirst)
    } else {
        let day_first = DAY_FIRST.contains(&tag.as_str()) || DAY_FIRST.contains(&primary);
        day_first.then_some(Order::DayFirst)
    }
}
