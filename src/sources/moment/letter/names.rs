//! Names in dates: of months, in the languages in which feeds are written, and of zones.

use super::figures::number;

/// How the months begin, January first. Of the French ones for June and July four letters count, and the Czech ones
/// differ later still.
const MONTHS: [&[&str]; 12] = [
    &["jan", "ene", "gen", "sty", "led", "янв", "oca"],
    &["feb", "fev", "fév", "lut", "úno", "фев", "şub"],
    &["mar", "mär", "mrz", "mrt", "maa", "bře", "мар"],
    &["apr", "abr", "avr", "kwi", "dub", "апр", "nis"],
    &["may", "mai", "mag", "mei", "maj", "kvě", "мая", "май"],
    &["jun", "juin", "giu", "cze", "čvn", "června", "июн", "haz"],
    &["jul", "juil", "lug", "lip", "čvc", "července", "июл", "tem"],
    &["aug", "ago", "aoû", "aou", "agu", "sie", "srp", "авг", "ağu"],
    &["sep", "set", "wrz", "zář", "сен", "eyl"],
    &["oct", "okt", "out", "ott", "paź", "říj", "окт", "eki"],
    &["nov", "lis", "ноя", "kas"],
    &["dec", "dez", "dic", "déc", "des", "gru", "pro", "дек", "ara"],
];

/// Minutes ahead of UTC of zones that are written by name and mean one thing alone, or have one by RFC 822.
const ZONES: [(&str, i64); 34] = [
    ("Z", 0),
    ("WET", 0),
    ("EST", -300),
    ("EDT", -240),
    ("CST", -360),
    ("CDT", -300),
    ("MST", -420),
    ("MDT", -360),
    ("PST", -480),
    ("PDT", -420),
    ("AKST", -540),
    ("AKDT", -480),
    ("HST", -600),
    ("BRT", -180),
    ("BST", 60),
    ("WEST", 60),
    ("CET", 60),
    ("MEZ", 60),
    ("CEST", 120),
    ("MESZ", 120),
    ("EET", 120),
    ("SAST", 120),
    ("EEST", 180),
    ("MSK", 180),
    ("PKT", 300),
    ("WIB", 420),
    ("HKT", 480),
    ("AWST", 480),
    ("JST", 540),
    ("KST", 540),
    ("AEST", 600),
    ("AEDT", 660),
    ("NZST", 720),
    ("NZDT", 780),
];

/// Names of the zone from which the others are counted.
const UNIVERSAL: [&str; 3] = ["UTC", "GMT", "UT"];

/// The month that this word names, from 1.
pub(super) fn month(word: &str) -> Option<i64> {
    let word = word.to_lowercase();
    let named = |names: &&[&str]| names.iter().any(|name| word.starts_with(name));
    let at = MONTHS.iter().position(named)?;
    i64::try_from(at).ok().map(|at| at + 1)
}

/// Minutes ahead of UTC of this zone: by name, as a distance, or as a distance from UTC or GMT.
pub(super) fn zone(word: &str) -> Option<i64> {
    if let Some((_, ahead)) = ZONES.iter().find(|(name, _)| word.eq_ignore_ascii_case(name)) {
        return Some(*ahead);
    }
    let after = |name: &&str| {
        let head = word.get(..name.len())?;
        head.eq_ignore_ascii_case(name).then(|| word.get(name.len()..))?
    };
    match UNIVERSAL.iter().find_map(after) {
        Some("") => Some(0),
        Some(distance) => offset(distance),
        None => offset(word),
    }
}

/// `+0200`, `+02:00`, `-5`, `+530`.
fn offset(word: &str) -> Option<i64> {
    let (sign, rest) = match word.strip_prefix('+') {
        Some(rest) => (1, rest),
        None => (-1, word.strip_prefix(['-', '\u{2212}'])?),
    };
    let (hours, minutes) = match (rest.split_once(':'), rest.len()) {
        (Some(pieces), _) => pieces,
        (None, 1 | 2) => (rest, "0"),
        (None, length @ (3 | 4)) => rest.split_at_checked(length - 2)?,
        (None, _) => return None,
    };
    let below = |digits, most| number(digits).filter(|n| *n < most);
    Some(sign * (below(hours, 24)? * 60 + below(minutes, 60)?))
}
