//! The language: frequent words, the script, a detector by letters and the network's tag, put together.

use whichlang::{Lang, detect_language};

use super::phrases::LANGUAGES;
use super::reading::Reading;
use super::script::{Script, script};
use super::sign::Sign;
use crate::scoring::text::{Kind, Scan};

/// From this many words on the own detection counts more than the network's tag.
const LONG_ENOUGH: u32 = 5;
/// An own detection that is less sure than this gives way to the network's tag.
const SURE: f64 = 0.6;
/// A detection that is less sure is none.
const LEAST: f64 = 0.25;

/// Most that a language in borrowed letters is sure.
const ROMANISED: f64 = 0.55;

/// Tags that may be taken over from a network.
const TAGS: [&str; 48] = [
    "en", "de", "fr", "es", "it", "pt", "nl", "tr", "sv", "ar", "hi", "ja", "ko", "zh", "ru", "vi", "fa",
    "ur", "uk", "bg", "sr", "mk", "be", "kk", "el", "he", "th", "mr", "ne", "da", "no", "nb", "nn", "fi",
    "pl", "cs", "sk", "hu", "ro", "hr", "sl", "et", "lv", "lt", "id", "ms", "ca", "tl",
];

/// The language of a text by its primary tag, and how sure that is, from 0 to 1; `None` and 0 where nothing
/// is known.
pub(super) fn language(
    scan: &Scan,
    text: &str,
    reading: &Reading,
    network: Option<&str>,
) -> (Option<&'static str>, f64) {
    let hint = network.and_then(tag);
    let (own, sure) = own(scan, text, reading, hint);
    match (own, hint) {
        (Some(own), Some(hint)) if own == hint => (Some(own), 1.0 - (1.0 - sure) * 0.4),
        (Some(own), Some(_)) if reading.words >= LONG_ENOUGH && sure >= SURE => (Some(own), sure),
        (Some(_), Some(hint)) => (Some(hint), 0.4),
        (None, Some(hint)) => (Some(hint), 0.5),
        (Some(own), None) if sure >= LEAST => (Some(own), sure),
        (_, None) => (None, 0.0),
    }
}

/// The primary tag of a network's tag; `None` for one that says nothing.
fn tag(network: &str) -> Option<&'static str> {
    let primary = network.split(['-', '_']).next()?;
    TAGS.into_iter().find(|tag| tag.eq_ignore_ascii_case(primary))
}

fn own(
    scan: &Scan,
    text: &str,
    reading: &Reading,
    hint: Option<&'static str>,
) -> (Option<&'static str>, f64) {
    match script(scan, text, reading.words) {
        None => (None, 0.0),
        Some((Script::Latin, share)) => {
            let (tag, sure) = latin(scan, text, reading);
            (tag, sure * share)
        }
        Some((script, share)) => {
            let (tag, sure) = script.language(hint);
            (Some(tag), sure * share)
        }
    }
}

/// Frequent words where they are plain, the detector where they are not.
fn latin(scan: &Scan, text: &str, reading: &Reading) -> (Option<&'static str>, f64) {
    let mut best: (i16, Option<&'static str>) = (0, None);
    let mut second = 0;
    for (place, (tag, _)) in LANGUAGES.into_iter().enumerate() {
        let count = reading.strength(Sign::Language(place as u8));
        if count > best.0 {
            second = best.0;
            best = (count, Some(tag));
        } else {
            second = second.max(count);
        }
    }
    let words = f64::from(reading.words.max(1));
    let share = f64::from(best.0) / words;
    if best.0 >= 3 && best.0 >= 2 * second && share >= 0.2 {
        let most = if best.1 == Some("hi") { ROMANISED } else { 0.98 };
        return (best.1, (0.8 + share * 0.4).min(most));
    }
    if best.0 >= 3 && 2 * best.0 >= 3 * second && share >= 0.15 {
        return (best.1, 0.7);
    }
    if best.0 == 2 && second == 0 && best.1 == Some("en") && share >= 0.15 {
        return (best.1, 0.65);
    }
    if reading.words < 3 {
        return (best.1, if second < best.0 { 0.4 } else { 0.0 });
    }
    let detected = primary(detect_language(longest_run(scan, text)));
    if best.1 == Some(detected) && best.0 > second {
        (Some(detected), if best.0 >= 2 { 0.85 } else { 0.65 })
    } else if best.0 == 0 {
        (Some(detected), 0.3)
    } else {
        (Some(detected), 0.4)
    }
}

/// The longest piece of the text without links and handles.
fn longest_run<'t>(scan: &Scan, text: &'t str) -> &'t str {
    let mut longest = (0, 0);
    let mut from = 0;
    let mut close = |from: usize, to: usize| {
        if to.saturating_sub(from) > longest.1 - longest.0 {
            longest = (from, to);
        }
    };
    for token in scan.tokens() {
        if matches!(token.kind, Kind::Link | Kind::Handle) {
            close(from, token.from as usize);
            from = token.to as usize;
        }
    }
    close(from, text.len());
    text.get(longest.0..longest.1).unwrap_or_default()
}

const fn primary(language: Lang) -> &'static str {
    match language {
        Lang::Ara => "ar",
        Lang::Cmn => "zh",
        Lang::Deu => "de",
        Lang::Eng => "en",
        Lang::Fra => "fr",
        Lang::Hin => "hi",
        Lang::Ita => "it",
        Lang::Jpn => "ja",
        Lang::Kor => "ko",
        Lang::Nld => "nl",
        Lang::Por => "pt",
        Lang::Rus => "ru",
        Lang::Spa => "es",
        Lang::Swe => "sv",
        Lang::Tur => "tr",
        Lang::Vie => "vi",
    }
}
