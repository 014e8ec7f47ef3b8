//! Scripts, and the language that a script gives away.

use crate::scoring::text::{Kind, Scan};

/// A script.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Script {
    Latin,
    Cyrillic,
    Ukrainian,
    Arabic,
    Persian,
    Urdu,
    Devanagari,
    Han,
    Kana,
    Hangul,
    Thai,
    Greek,
    Hebrew,
}

impl Script {
    const fn of(letter: char) -> Option<Self> {
        Some(match letter {
            'a'..='z' | 'A'..='Z' | '\u{c0}'..='\u{24f}' | '\u{1e00}'..='\u{1eff}' => Self::Latin,
            'і' | 'ї' | 'є' | 'ґ' => Self::Ukrainian,
            '\u{400}'..='\u{52f}' => Self::Cyrillic,
            'ٹ' | 'ڈ' | 'ے' | 'ں' | 'ڑ' => Self::Urdu,
            'پ' | 'چ' | 'گ' | 'ژ' | 'ی' | 'ک' => Self::Persian,
            '\u{600}'..='\u{6ff}' | '\u{750}'..='\u{77f}' => Self::Arabic,
            '\u{900}'..='\u{97f}' => Self::Devanagari,
            '\u{3040}'..='\u{30ff}' => Self::Kana,
            '\u{4e00}'..='\u{9fff}' => Self::Han,
            '\u{ac00}'..='\u{d7af}' => Self::Hangul,
            '\u{e00}'..='\u{e7f}' => Self::Thai,
            '\u{370}'..='\u{3ff}' => Self::Greek,
            '\u{590}'..='\u{5ff}' => Self::Hebrew,
            _ => return None,
        })
    }

    /// The family that a letter counts for.
    const fn family(self) -> Self {
        match self {
            Self::Ukrainian => Self::Cyrillic,
            Self::Persian | Self::Urdu => Self::Arabic,
            Self::Kana => Self::Han,
            Self::Latin
            | Self::Cyrillic
            | Self::Arabic
            | Self::Devanagari
            | Self::Han
            | Self::Hangul
            | Self::Thai
            | Self::Greek
            | Self::Hebrew => self,
        }
    }

    /// The language it is most often written for, or the network's where it is written so too.
    pub(super) fn language(self, hint: Option<&'static str>) -> (&'static str, f64) {
        let (first, sure, others): (_, _, &[&str]) = match self {
            Self::Latin => ("en", 0.0, &[]),
            Self::Cyrillic => ("ru", 0.75, &["uk", "bg", "sr", "mk", "be", "kk"]),
            Self::Ukrainian => ("uk", 0.85, &["be", "kk"]),
            Self::Arabic => ("ar", 0.85, &["fa", "ur"]),
            Self::Persian => ("fa", 0.7, &["ur"]),
            Self::Urdu => ("ur", 0.85, &[]),
            Self::Devanagari => ("hi", 0.8, &["mr", "ne"]),
            Self::Han => ("zh", 0.85, &["ja"]),
            Self::Kana => ("ja", 0.98, &[]),
            Self::Hangul => ("ko", 0.99, &[]),
            Self::Thai => ("th", 0.99, &[]),
            Self::Greek => ("el", 0.98, &[]),
            Self::Hebrew => ("he", 0.95, &[]),
        };
        match hint.and_then(|hint| others.iter().find(|other| **other == hint)) {
            Some(other) => (other, 0.6),
            None => (first, sure),
        }
    }
}

/// The script that most words begin in, and its share of the words; a letter that only one language has
/// names that language.
pub(super) fn script(scan: &Scan, text: &str, words: u32) -> Option<(Script, f64)> {
    if text.is_ascii() {
        return (words > 0).then_some((Script::Latin, 1.0));
    }
    let mut counts: [(Option<Script>, u32); 4] = [(None, 0); 4];
    let mut telling: Option<Script> = None;
    let mut words = 0;
    for token in scan.tokens() {
        if !matches!(token.kind, Kind::Word | Kind::Hashtag) {
            continue;
        }
        let word = scan.word(token);
        let Some(found) = word.first().copied().and_then(Script::of) else {
            continue;
        };
        words += 1;
        let family = found.family();
        if let Some(place) = counts
            .iter_mut()
            .find(|(known, _)| known.is_none() || *known == Some(family))
        {
            *place = (Some(family), place.1 + 1);
        }
        let special = |letter: &char| Script::of(*letter).filter(|script| script.family() != *script);
        telling = telling.or_else(|| word.iter().find_map(special));
    }
    let (most, count) = counts.into_iter().max_by_key(|(_, count)| *count)?;
    let most = most?;
    let named = telling.filter(|script| script.family() == most).unwrap_or(most);
    Some((named, f64::from(count) / f64::from(words.max(1))))
}
