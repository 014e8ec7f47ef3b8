//! When the scorer says nothing of how a text sounds, rather than guess.

use super::features::Marks;
use super::text::{Kind, Scan};
use crate::domain::score::Abstention;

/// Fewer words than this, none of them known to a list, are too few to go by.
const FEWEST_WORDS: u32 = 2;

/// Why a text as such gives no ground to say how it sounds; `None` where it does.
pub(super) fn abstention(scan: &Scan, marks: &Marks) -> Option<Abstention> {
    let (mut words, mut foreign) = (0_u32, 0_u32);
    let mut pictures = false;
    let mut known = false;
    for (token, mark) in scan.tokens().iter().zip(marks.all()) {
        match token.kind {
            Kind::Word | Kind::Hashtag => {
                words += 1;
                foreign += u32::from(is_of_an_unseen_script(scan.word(token)));
            }
            Kind::Emoji | Kind::Emoticon => pictures = true,
            Kind::Handle
            | Kind::Link
            | Kind::Number
            | Kind::Stop
            | Kind::Comma
            | Kind::Question
            | Kind::Exclamation
            | Kind::Other => {}
        }
        known |= mark.feels();
    }
    if words == 0 && !pictures {
        Some(Abstention::NoWords)
    } else if foreign * 2 > words && !known {
        Some(Abstention::UnknownScript)
    } else if words < FEWEST_WORDS && !known && !pictures {
        Some(Abstention::TooShort)
    } else {
        None
    }
}

/// Whether a word is written in a script that no training set holds: other than Latin and Arabic.
fn is_of_an_unseen_script(word: &[char]) -> bool {
    word.first().is_some_and(|letter| {
        !matches!(letter, '\0'..='\u{24f}' | '\u{1e00}'..='\u{1eff}' | '\u{600}'..='\u{6ff}' | '\u{750}'..='\u{77f}' | '\u{fb50}'..='\u{fdff}' | '\u{fe70}'..='\u{feff}')
    })
}
