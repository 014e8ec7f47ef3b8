//! Lines of postal addresses: number and street, or street and number, with postal code and town behind.

use std::ops::Range;

use super::postcode;
use super::scan::Scan;

/// Words that follow a street's name: `12 Main Street`.
const AFTER_NAME: [&str; 25] = [
    "street",
    "st",
    "road",
    "rd",
    "avenue",
    "ave",
    "lane",
    "ln",
    "drive",
    "dr",
    "boulevard",
    "blvd",
    "court",
    "square",
    "terrace",
    "crescent",
    "close",
    "parkway",
    "pkwy",
    "highway",
    "hwy",
    "gardens",
    "grove",
    "row",
    "way",
];
/// Words that stand before a street's name: `12 rue de Lyon`, `Calle Mayor 12`.
const BEFORE_NAME: [&str; 26] = [
    "rue",
    "avenue",
    "boulevard",
    "impasse",
    "allée",
    "quai",
    "chemin",
    "calle",
    "avenida",
    "paseo",
    "plaza",
    "via",
    "viale",
    "piazza",
    "corso",
    "rua",
    "travessa",
    "praça",
    "ul",
    "ulica",
    "aleja",
    "ул",
    "улица",
    "проспект",
    "jalan",
    "jl",
];
/// Those that a number may stand before.
const LED: &[&str] = &[
    "rue",
    "avenue",
    "boulevard",
    "impasse",
    "allée",
    "quai",
    "chemin",
    "place",
    "cours",
];
/// Ends of a street's name in one word: `Hauptstraße 12`.
const ENDS: [&str; 19] = [
    "straße", "strasse", "str", "gasse", "allee", "weg", "platz", "ring", "damm", "ufer", "straat", "laan",
    "plein", "gracht", "gatan", "vägen", "gade", "vej", "veien",
];
/// Words with such an end that are no streets.
const NO_STREETS: [&str; 22] = [
    "parkplatz",
    "sitzplatz",
    "stehplatz",
    "arbeitsplatz",
    "stellplatz",
    "studienplatz",
    "startplatz",
    "fensterplatz",
    "umweg",
    "heimweg",
    "rückweg",
    "hinweg",
    "schulweg",
    "radweg",
    "gehweg",
    "arbeitsweg",
    "ausweg",
    "hering",
    "spring",
    "during",
    "bring",
    "string",
];
/// Words behind a number that make it a count.
const UNITS: [&str; 22] = [
    "minuten", "min", "stunden", "std", "uhr", "km", "meter", "tage", "wochen", "monate", "jahre", "euro",
    "mal", "days", "hours", "minutes", "minuti", "ore", "giorni", "jours", "días", "horas",
];
/// Words of one street's name.
const NAME: usize = 4;

/// The address line that has the digit at `at` as the first of its number.
pub(super) fn at(scan: &Scan<'_>, at: usize) -> Option<Range<usize>> {
    if !scan.begins(at) {
        return None;
    }
    let digits = scan.ahead(at).bytes().take_while(u8::is_ascii_digit).count();
    let number = house(scan, at, digits)?;
    let line = before_street(scan, at, number).or_else(|| after_street(scan, at, number))?;
    let end = postcode::town_behind(scan, line.end).unwrap_or(line.end);
    scan.link(at).is_none().then_some(line.start..end)
}

/// Where the house number ends: digits, perhaps a letter, perhaps a range.
fn house(scan: &Scan<'_>, at: usize, digits: usize) -> Option<usize> {
    let mut end = at + digits;
    if scan.byte(end).is_ascii_alphabetic() {
        end += 1;
    } else if matches!(scan.byte(end), b'-' | b'/') && scan.byte(end + 1).is_ascii_digit() {
        let rest = scan.ahead(end + 1);
        end += 1 + rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
    }
    (digits < 5 && scan.ends(end) && scan.byte(end) != b'%').then_some(end)
}

/// Whether the word is among these, which are in small letters; a full stop behind it does not count.
fn among(word: &str, known: &[&str]) -> bool {
    let plain = word.trim_end_matches('.');
    known.iter().any(|known| same(plain, known))
}

fn same(word: &str, known: &str) -> bool {
    word.len() == known.len() && word.chars().flat_map(char::to_lowercase).eq(known.chars())
}

/// Whether the word begins with one large letter and goes on in small ones.
pub(super) fn capital(word: &str) -> bool {
    let mut letters = word.chars();
    letters.next().is_some_and(char::is_uppercase) && letters.any(char::is_lowercase)
}

/// Words on one line, joined by single spaces, with the end of each.
pub(super) struct Words<'s, 't> {
    scan: &'s Scan<'t>,
    at: usize,
}

/// The words from the space at `from` on.
pub(super) const fn words<'s, 't>(scan: &'s Scan<'t>, from: usize) -> Words<'s, 't> {
    Words { scan, at: from }
}

impl<'t> Iterator for Words<'_, 't> {
    type Item = (&'t str, usize);

    fn next(&mut self) -> Option<Self::Item> {
        let rest = self.scan.ahead(self.at).strip_prefix(' ')?;
        let length = rest.find(|c: char| !of_name(c)).unwrap_or(rest.len());
        let word = rest.get(..length).filter(|word| !word.is_empty())?;
        self.at += 1 + length;
        Some((word, self.at))
    }
}

fn of_name(c: char) -> bool {
    c.is_alphabetic() || matches!(c, '\'' | '’' | '-' | '.')
}

/// `12 Main Street`, `12 bis rue de Lyon`.
fn before_street(scan: &Scan<'_>, start: usize, number: usize) -> Option<Range<usize>> {
    let from = number + usize::from(scan.byte(number) == b',');
    let mut following = words(scan, from);
    let mut kind = following.next()?;
    if among(kind.0, &["bis", "ter"]) {
        kind = following.next()?;
    }
    if among(kind.0, LED) && !shouted(kind.0) {
        let name = following
            .take(NAME)
            .take_while(|(word, _)| capital(word) || linking(word));
        let (_, end) = name.filter(|(word, _)| capital(word)).last()?;
        return Some(start..trimmed(scan, end));
    }
    let name = words(scan, from).take(NAME).take_while(|(word, _)| capital(word));
    let (_, end) = name.skip(1).find(|(word, _)| among(word, &AFTER_NAME))?;
    Some(start..trimmed(scan, end))
}

/// A kind of street is written small or with one large letter.
fn shouted(word: &str) -> bool {
    word.chars().count() > 2 && word.chars().all(char::is_uppercase)
}

/// Small words within a street's name.
fn linking(word: &str) -> bool {
    let joined = ["d'", "l'", "d’", "l’"]
        .iter()
        .any(|start| word.starts_with(start));
    joined
        || among(
            word,
            &[
                "de", "du", "des", "la", "le", "les", "del", "della", "dei", "da", "das", "dos", "do", "los",
                "las", "el",
            ],
        )
}

pub(super) fn trimmed(scan: &Scan<'_>, end: usize) -> usize {
    if scan.before(end) == b'.' { end - 1 } else { end }
}

/// `Hauptstraße 12`, `Calle Mayor, 12`.
fn after_street(scan: &Scan<'_>, at: usize, number: usize) -> Option<Range<usize>> {
    let back = scan.back(at).strip_suffix(' ')?;
    let mut line = back.strip_suffix(',').unwrap_or(back);
    for place in 0..=NAME {
        let from = line.trim_end_matches(of_name).len();
        let word = line.get(from..).filter(|word| !word.is_empty())?;
        let start = at - (scan.back(at).len() - from);
        let street = if place == 0 && is_street(word) {
            Some(before_part(scan, line.get(..from)?, start, word))
        } else {
            (place > 0 && among(word, &BEFORE_NAME) && (capital(word) || word.ends_with('.')))
                .then_some(start)
        };
        if let Some(street) = street {
            let counted = words(scan, number)
                .next()
                .is_some_and(|(word, _)| among(word, &UNITS));
            return (!counted).then_some(street..number);
        }
        if !(capital(word) || linking(word)) {
            return None;
        }
        line = line.get(..from)?.strip_suffix(' ')?;
    }
    None
}

fn is_street(word: &str) -> bool {
    if !word.chars().next().is_some_and(char::is_uppercase) {
        return false;
    }
    let plain = word.trim_end_matches('.');
    let named = |end: &&str| {
        let from = plain.len().checked_sub(end.len());
        let cut = from.and_then(|from| plain.split_at_checked(from));
        cut.is_some_and(|(name, rest)| same(rest, end) && (name.chars().count() > 2 || is_alone(plain)))
    };
    ENDS.iter().any(named) && !among(word, &NO_STREETS)
}

/// Whether a street's kind may stand in a word of its own.
fn is_alone(word: &str) -> bool {
    among(word, &["straße", "strasse", "str"])
}

/// `Berliner Straße 12`, `Lange Str. 3`: the name in a word of its own.
fn before_part(scan: &Scan<'_>, named: &str, start: usize, word: &str) -> usize {
    let Some(name) = named.strip_suffix(' ').filter(|_| is_alone(word)) else {
        return start;
    };
    let from = name
        .trim_end_matches(|c: char| c.is_alphabetic() || c == '-')
        .len();
    match name.get(from..) {
        Some(word) if capital(word) => (start - 1 - (name.len() - from)).max(scan.floor),
        Some(_) | None => start,
    }
}

/// The one form of an address: small letters, signs left out.
pub(super) fn form(written: &str) -> String {
    let letters = written.chars().filter(|c| c.is_alphanumeric());
    letters.flat_map(char::to_lowercase).collect()
}
