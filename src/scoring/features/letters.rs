//! Letters of words: every two to five in a row, the word's edges counted as a letter.

use super::people::{is_hidden, seen};
use super::{Group, Marks, Sink};
use crate::scoring::text::{Kind, LONGEST_WORD, Scan};

const SEED: u64 = 0x1e77_e125;
const STEP: u64 = 0x9e37_79b9_7f4a_7c15;
/// Fewest and most letters in a row.
const LEAST: usize = 2;
const MOST: usize = 5;
const EDGE: u32 = b' ' as u32;
/// A ligature may make a word longer by one.
const ROOM: usize = LONGEST_WORD + 4;

pub(super) fn extract(scan: &Scan, marks: &Marks, sink: &mut impl Sink) {
    let mut letters = [EDGE; ROOM];
    for (number, (token, seen)) in (0..).zip(scan.tokens().iter().zip(seen(scan, marks))) {
        if is_hidden(seen) || !matches!(token.kind, Kind::Word | Kind::Hashtag) {
            continue;
        }
        let mut length = 1;
        for (place, letter) in letters.iter_mut().skip(1).zip(scan.word(token).chars()) {
            *place = u32::from(letter);
            length += 1;
        }
        if let Some(edge) = letters.get_mut(length) {
            *edge = EDGE;
            length += 1;
        }
        let word = letters.get(..length).unwrap_or_default();
        for start in 0..word.len().saturating_sub(LEAST - 1) {
            let mut hash = SEED;
            for (row, letter) in word.iter().skip(start).take(MOST).enumerate() {
                hash = (hash ^ u64::from(*letter)).wrapping_mul(STEP).rotate_left(29);
                if row + 1 >= LEAST {
                    sink.take(Group::Letters, number, (hash.wrapping_mul(STEP) >> 32) as u32);
                }
            }
        }
    }
}
