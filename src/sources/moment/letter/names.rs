//! Names in dates: of months, in the languages in which feeds are written, and of zones.

use super::figures::number;

/// How the months begin, January first; of two that fit the longer one counts. Where two languages give one name to
/// two months, as Polish and Croatian do with the tenth and eleventh, it is the month of the one with more feeds.
#[rustfmt::skip]
const MONTHS: [&[&str]; 12] = [
    &["jan", "ene", "gen", "ian", "sty", "led", "sij", "tammi", "saus", "янв", "яну", "січ", "ιαν",
        "يناير", "ינואר", "जनवरी", "oca"],
    &["feb", "fev", "fév", "lut", "úno", "velj", "helmi", "vasar", "фев", "лют", "φεβ", "فبراير", "פברואר",
        "फ़रवरी", "फरवरी", "şub"],
    &["mar", "mär", "már", "mrz", "mrt", "maa", "bře", "ožu", "kovo", "мар", "бер", "μαρ", "μάρ", "مارس",
        "מרץ", "मार्च"],
    &["apr", "ápr", "abr", "avr", "kwi", "dub", "trav", "huhti", "balan", "апр", "кві", "απρ", "أبريل",
        "ابريل", "إبريل", "אפריל", "अप्रैल", "nis"],
    &["may", "mai", "mag", "mei", "maj", "máj", "kvě", "svi", "touko", "geguž", "мая", "май", "тра", "μαΐ",
        "μαι", "μάι", "مايو", "מאי", "मई"],
    &["jun", "jún", "jūn", "juin", "giu", "iun", "cze", "čvn", "června", "lipnj", "kesä", "birž", "июн",
        "юни", "чер", "ιουν", "ιούν", "يونيو", "יוני", "जून", "haz"],
    &["jul", "júl", "jūl", "juil", "lug", "iul", "lip", "čvc", "července", "srpnj", "hein", "liep", "июл",
        "юли", "лип", "ιουλ", "ιούλ", "يوليو", "יולי", "जुलाई", "tem"],
    &["aug", "ago", "aoû", "aou", "agu", "sie", "srp", "kolo", "elok", "rugp", "авг", "сер", "αυγ", "αύγ",
        "أغسطس", "اغسطس", "אוגוסט", "अगस्त", "ağu"],
    &["sep", "set", "szep", "wrz", "zář", "ruj", "syys", "rugs", "сен", "сеп", "вер", "σεπ", "سبتمبر",
        "ספטמבר", "सितंबर", "सितम्बर", "eyl"],
    &["oct", "okt", "out", "ott", "paź", "říj", "loka", "spal", "окт", "жов", "οκτ", "أكتوبر", "اكتوبر",
        "אוקטובר", "अक्टूबर", "अक्तूबर", "eki"],
    &["nov", "noi", "lis", "studen", "marras", "lapkr", "ноя", "ное", "лис", "νοε", "νοέ", "نوفمبر",
        "נובמבר", "नवंबर", "नवम्बर", "kas"],
    &["dec", "dez", "dic", "déc", "des", "gru", "pro", "joulu", "дек", "гру", "δεκ", "ديسمبر", "דצמבר",
        "दिसंबर", "दिसम्बर", "ara"],
];

/// Minutes ahead of UTC of zones that are written by name and mean one thing alone, or have one by RFC 822.
const ZONES: [(&str, i64); 43] = [
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
    ("COT", -300),
    ("BRT", -180),
    ("BST", 60),
    ("WEST", 60),
    ("CET", 60),
    ("MEZ", 60),
    ("CEST", 120),
    ("MESZ", 120),
    ("EET", 120),
    ("SAST", 120),
    ("EAT", 180),
    ("EEST", 180),
    ("MSK", 180),
    ("PKT", 300),
    ("NPT", 345),
    ("WIB", 420),
    ("HKT", 480),
    ("MYT", 480),
    ("SGT", 480),
    ("WITA", 480),
    ("AWST", 480),
    ("JST", 540),
    ("KST", 540),
    ("WIT", 540),
    ("ACST", 570),
    ("AEST", 600),
    ("ACDT", 630),
    ("AEDT", 660),
    ("NZST", 720),
    ("NZDT", 780),
];

/// Names of the zone from which the others are counted.
const UNIVERSAL: [&str; 3] = ["UTC", "GMT", "UT"];

/// The month that this word names, from 1.
pub(super) fn month(word: &str) -> Option<i64> {
    let word = word.to_lowercase();
    // Hebrew writes "in" to the name.
    let bare = word.strip_prefix('ב').unwrap_or(&word);
    let named = (1..)
        .zip(MONTHS)
        .flat_map(|(month, names)| names.iter().map(move |name| (month, *name)));
    let fitting = named.filter(|(_, name)| word.starts_with(name) || bare.starts_with(name));
    fitting.max_by_key(|(_, name)| name.len()).map(|(month, _)| month)
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
