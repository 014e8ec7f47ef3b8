//! Dates of mail and of feeds: `Mon, 2 Mar 2026 06:10:50 +0100 (CET)`, with or without weekday, clock and zone, the
//! parts in any order, months by name or figure, clocks of twelve hours, and what the command `date` prints.

mod figures;
mod names;

pub(in crate::sources) use figures::Order;

use super::{calendar, days};
use crate::domain::time::Time;

/// The moment this date names. A date without a zone, or with one that is not known, is read as UTC; one of which it
/// cannot be told whether its day or its month comes first names none.
pub(in crate::sources) fn parse(text: &str) -> Option<Time> {
    read(text, None)
}

/// The same where that is known.
pub(in crate::sources) fn parse_in(text: &str, order: Order) -> Option<Time> {
    read(text, Some(order))
}

/// Which of day and month comes first in this date, if it shows that.
pub(in crate::sources) fn order(text: &str) -> Option<Order> {
    words(text).find_map(figures::order)
}

fn read(text: &str, order: Option<Order>) -> Option<Time> {
    let text = text.trim();
    if text.as_bytes().get(4) == Some(&b'-')
        && let Some(time) = calendar(text.as_bytes())
    {
        return Some(time);
    }
    let mut date = Date::default();
    for word in words(text) {
        date.word(word, order)?;
    }
    date.time()
}

/// The words of a date without comments. Chinese and Japanese write a word behind each figure.
fn words(text: &str) -> impl Iterator<Item = &str> {
    let text = text.split('(').next().unwrap_or_default();
    let apart = |c: char| c.is_whitespace() || matches!(c, ',' | '،' | ';' | '日');
    text.split(apart).filter(|word| !word.is_empty())
}

/// What is known of a date, word by word.
#[derive(Default)]
struct Date<'t> {
    /// Year, month and day of a date of figures.
    figures: Option<(i64, i64, i64)>,
    /// Day and year, in the order written.
    numbers: Vec<&'t str>,
    /// The last word before the first number that may be a month: weekdays begin like months in some languages.
    month_before: Option<i64>,
    /// The first one after it.
    month_after: Option<i64>,
    clock: Option<i64>,
    /// Whether the clock is one of the afternoon, if it has twelve hours.
    afternoon: Option<bool>,
    ahead: Option<i64>,
}

impl<'t> Date<'t> {
    /// Takes in one word; `None` if no date has it.
    fn word(&mut self, word: &'t str, order: Option<Order>) -> Option<()> {
        if let Some((afternoon, rest)) = glued(word) {
            self.afternoon = Some(afternoon);
            return if rest.is_empty() {
                Some(())
            } else {
                self.word(rest, order)
            };
        }
        if !word.starts_with(|c: char| c.is_ascii_digit()) {
            self.name(word);
            return Some(());
        }
        let word = word.trim_end_matches('.');
        let dated = self.figures.is_some() || self.numbers.len() > 2 || self.has_month();
        if let Some((date, clock)) = word.split_once('T')
            && clock.contains(':')
        {
            self.word(date, order)?;
            return self.word(clock, order);
        }
        if word.contains(':') || (dated && self.clock.is_none() && word.contains(['.', 'h'])) {
            return self.timed(word);
        }
        if let Some((_, [day, month, year])) = figures::pieces(word) {
            if let Some(month) = names::month(month) {
                self.numbers.extend([day, year]);
                self.month_after = Some(month);
            } else {
                self.figures = Some(figures::date(word, order)?);
            }
            return Some(());
        }
        let end = word.find(|c: char| !c.is_ascii_digit()).unwrap_or(word.len());
        let (number, after) = word.split_at_checked(end)?;
        if half(after).is_some() {
            return self.timed(word);
        }
        self.numbers.push(number);
        Some(())
    }

    /// A clock, and what is written to it without a space.
    fn timed(&mut self, word: &str) -> Option<()> {
        let (seconds, after) = figures::clock(word)?;
        self.clock = Some(seconds);
        self.name(after);
        Some(())
    }

    /// A word of letters: half of the day, zone or month; else it says nothing, as names of weekdays.
    fn name(&mut self, word: &str) {
        if let Some(afternoon) = half(word) {
            self.afternoon = Some(afternoon);
            if self.clock.is_none() {
                let hour = self.numbers.pop().and_then(figures::number);
                self.clock = hour.filter(|hour| *hour < 13).map(|hour| hour * 3600);
            }
        } else if let Some(ahead) = names::zone(word) {
            // A distance beside a name is what the name means.
            self.ahead = match self.ahead {
                Some(known) if known != 0 => Some(known),
                Some(_) | None => Some(ahead),
            };
        } else if let Some(month) = names::month(word) {
            if self.numbers.is_empty() {
                self.month_before = Some(month);
            } else {
                self.month_after = self.month_after.or(Some(month));
            }
        }
    }

    /// Whether day and year are there, and between them a month by its name.
    fn has_month(&self) -> bool {
        self.numbers.len() > 1 && (self.month_before.is_some() || self.month_after.is_some())
    }

    fn time(self) -> Option<Time> {
        let (year, month, day) = match self.figures {
            Some(date) => date,
            None => self.by_name()?,
        };
        let clock = self.clock.unwrap_or(0);
        let noon = 12 * 3600;
        let clock = match self.afternoon {
            Some(true) if clock < noon => clock + noon,
            Some(false) if clock >= noon => clock - noon,
            Some(_) | None => clock,
        };
        let seconds = days(year, month, day)? * 86_400 + clock - self.ahead.unwrap_or(0) * 60;
        Some(Time(seconds * 1000))
    }

    /// Year, month and day of a date that names its month.
    fn by_name(&self) -> Option<(i64, i64, i64)> {
        let (first, second) = match self.numbers.as_slice() {
            [first, second] => (*first, *second),
            // Korean and Hungarian write the year first, and each part by itself.
            [year, month, day] if year.len() == 4 => {
                let [year, month, day] = [year, month, day].map(|part| figures::number(part));
                return Some((year?, month?, day?));
            }
            _ => return None,
        };
        let (day, year) = if first.len() > 2 {
            (second, first)
        } else {
            (first, second)
        };
        let month = self.month_after.or(self.month_before)?;
        Some((figures::year(year)?, month, figures::number(day)?))
    }
}

/// Names of the halves of the day that are written before the clock, or to it.
const HALVES: [(&str, bool); 8] = [
    ("오전", false),
    ("오후", true),
    ("午前", false),
    ("午後", true),
    ("上午", false),
    ("下午", true),
    ("凌晨", false),
    ("晚上", true),
];

/// Whether it is the half after noon that the word begins with, and what is written to it.
fn glued(word: &str) -> Option<(bool, &str)> {
    let found = HALVES
        .iter()
        .find_map(|(name, afternoon)| Some((*afternoon, word.strip_prefix(name)?)));
    // Spanish sets the two letters apart.
    found.or(match word {
        "a." => Some((false, "")),
        "p." => Some((true, "")),
        _ => None,
    })
}

/// Whether this names the half of the day after noon, if it names one: `AM`, `p.m.`, in Greek `π.μ.`.
fn half(word: &str) -> Option<bool> {
    let is = |half: &str| {
        word.chars()
            .filter(|c| *c != '.')
            .map(|c| c.to_ascii_lowercase())
            .eq(half.chars())
    };
    if is("pm") || is("μμ") {
        Some(true)
    } else {
        (is("am") || is("πμ")).then_some(false)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_form_names_the_same_moment() {
        for form in [
            "Mon, 02 Mar 2026 06:10:50 +0000",
            "Mon, 2 Mar 2026 06:10:50 GMT",
            "Mon,2 Mar 2026 06:10:50 UTC",
            "2 Mar 26 06:10:50",
            "Mo, 02. März 2026 07:10:50 +0100 (CET)",
            "Seg, 02 Mar 2026 03:10:50 -0300",
            "lun., 02 mars 2026 07:10:50 CET",
            "пн, 02 мар 2026 09:10:50 +0300",
            "Mon, 2 Mar 2026 1:10:50 EST",
            "Mar 2, 2026 6:10:50",
            "Monday, March 2nd, 2026 at 6:10:50 a.m. UTC",
            "Mon, Mar 2 2026 06:10:50 AM",
            "Mon Mar  2 06:10:50 UTC 2026",
            "Mon 02 Mar 2026 06:10:50 AM UTC",
            "Mon Mar 02 2026 07:10:50 GMT+0100 (Central European Standard Time)",
            "Mon, 2 Mar 2026 08:10:50 UTC+2",
            "Mon, 2 Mar 2026 08:10:50 GMT+02:00",
            "Mon, 2 Mar 2026 11:40:50 UTC +5:30",
            "2 Mar 2026 01:10:50 UTC\u{2212}5",
            "2-Mar-2026 06:10:50Z",
            "2026 March 2 06:10:50.5",
            "2026/03/02 06:10:50",
            "2026/3/2T06:10:50Z",
            "2026.03.02 06:10:50",
            "2026-03-02 6:10:50",
            "2026-03-02 07:10:50 +0100",
            "2026年3月2日 06:10:50",
            "02.03.2026 06:10:50",
            "2.3.2026 6.10.50",
            "2 de marzo de 2026, 6:10:50",
            "mar., 2 mars 2026 06h10:50",
            "2026년 3월 2일 06:10:50",
            "2026. 3. 2. 오전 6:10:50",
            "2026. 03. 02. 6:10:50",
            "2026年3月2日 上午6:10:50",
            "2. maaliskuuta 2026 klo 6.10.50",
            "2 mar 2026, 6:10:50\u{a0}a.\u{a0}m.",
            "2 Μαρτίου 2026 6:10:50 π.μ.",
            "2 березня 2026 р. 06:10:50",
            "2 מרץ 2026, 6:10:50",
            "2 مارس 2026، 6:10:50",
            "Mon, 2 Mar 2026 14:10:50 SGT",
        ] {
            assert_eq!(parse(form), Some(Time(1_772_431_850_000)), "{form}");
        }
        assert_eq!(parse("Mon, 02 Mar 2026"), Some(Time(1_772_409_600_000)));
        assert_eq!(parse("06 juil. 1999 00:00"), parse("6 Jul 99 00:00:00 +0000"));
    }

    #[test]
    fn clocks_of_twelve_hours_and_of_one_digit() {
        for (form, clock) in [
            ("28 Oct 2026 8:28:28 PM", "20:28:28"),
            ("28 Oct 2026 12:15 AM", "00:15"),
            ("28 Oct 2026 12:15 pm", "12:15"),
            ("28 Oct 2026 9pm", "21:00"),
            ("Oct 28, 2026 9 PM", "21:00"),
            ("28 Oct 2026 20:28 PM", "20:28"),
            ("28 Oct 2026 20:0:0 Z", "20:00:00"),
            ("10/28/2026 8:28:28 PM", "20:28:28"),
            ("28/10/2026 20:28", "20:28"),
            ("mar 28 ott 2026 20:28", "20:28"),
            ("28 oct 2026 8:28:28 p. m.", "20:28:28"),
            ("2026년 10월 28일 오후 8:28", "20:28"),
            ("2026年10月28日 下午8:28:28", "20:28:28"),
            ("28 Οκτ 2026 8:28 μ.μ.", "20:28"),
        ] {
            assert_eq!(parse(form), parse(&format!("2026-10-28 {clock}")), "{form}");
        }
    }

    #[test]
    fn months_whose_names_begin_alike() {
        for (form, day) in [
            ("2 marraskuuta 2026", "2026-11-02"),
            ("2 marca 2026", "2026-03-02"),
            ("2. lipnja 2026", "2026-06-02"),
            ("2 lipca 2026", "2026-07-02"),
            ("2. srpnja 2026", "2026-07-02"),
            ("2. srpna 2026", "2026-08-02"),
            ("2 травня 2026", "2026-05-02"),
            ("2 noiembrie 2026", "2026-11-02"),
            ("2 באוקטובר 2026", "2026-10-02"),
            ("2026. szeptember 2.", "2026-09-02"),
            ("середа, 2 вересня 2026", "2026-09-02"),
        ] {
            assert_eq!(parse(form), parse(day), "{form}");
        }
    }

    #[test]
    fn day_and_month_are_not_guessed() {
        assert_eq!(parse("8/9/2026 10:00"), None);
        assert_eq!(parse("8-9-2026"), None);
        assert_eq!(parse_in("8/9/2026", Order::DayFirst), parse("8 Sep 2026"));
        assert_eq!(parse_in("8/9/2026", Order::MonthFirst), parse("9 Aug 2026"));
        assert_eq!(parse("9/9/2026"), parse("9 Sep 2026"));
        assert_eq!(order("8/21/2026 9:00"), Some(Order::MonthFirst));
        assert_eq!(order("21/8/2026"), Some(Order::DayFirst));
        assert_eq!(
            (order("8/9/2026"), order("2026/08/21"), order("21 Aug 2026")),
            (None, None, None)
        );
    }

    #[test]
    fn what_names_no_moment_is_absent() {
        for form in [
            "",
            "yesterday",
            "Mon, 02 Mar 2026 29:10:50 +0000",
            "Pn, 29 paX 2007 21:13:00 +0100",
            "Mon, 31 Feb 2026 06:10:50 +0000",
            "Mon, 02 Mar -026 06:10:50 +0000",
            "13/13/2026",
            "2026/28/10",
            "20:28",
            "Mar 2026",
        ] {
            assert_eq!(parse(form), None, "{form}");
        }
    }
}
