//! How spans move when pieces of their text are replaced.

use std::ops::Range;

/// One replaced piece, in Unicode scalars.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Piece {
    start: usize,
    end: usize,
    length: usize,
}

/// The pieces replaced in a text, in order.
#[derive(Debug, Clone, Default)]
pub(super) struct Moves {
    pieces: Vec<Piece>,
    /// Byte and scalar up to which scalars are counted.
    counted: (usize, usize),
}

impl Moves {
    /// Notes that these bytes of `text` are replaced by `length` scalars; called in order.
    pub(super) fn push(&mut self, text: &str, bytes: &Range<usize>, length: usize) {
        let (byte, scalar) = self.counted;
        let start = scalar + scalars(text, byte..bytes.start);
        let end = start + scalars(text, bytes.clone());
        self.pieces.push(Piece { start, end, length });
        self.counted = (bytes.end, end);
    }

    /// Where a span lies afterwards, and whether a replaced piece lies in it or reaches into it. A span that
    /// ends inside a piece takes all of it.
    pub(super) fn span(&self, start: usize, end: usize) -> (usize, usize, bool) {
        let touched = self
            .pieces
            .iter()
            .any(|piece| piece.start < end && start < piece.end);
        (self.to(start, false), self.to(end, true), touched)
    }

    fn to(&self, position: usize, after: bool) -> usize {
        let (mut from, mut to) = (0, 0);
        for piece in &self.pieces {
            if position <= piece.start {
                break;
            }
            to += piece.start - from;
            if position < piece.end {
                return if after { to + piece.length } else { to };
            }
            (from, to) = (piece.end, to + piece.length);
        }
        position - from + to
    }
}

fn scalars(text: &str, range: Range<usize>) -> usize {
    text.get(range).map_or(0, |piece| piece.chars().count())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spans_move_and_widen() {
        let mut moves = Moves::default();
        // `é` takes two bytes: pieces 2..5 and 7..9 in scalars.
        moves.push("éabcdefghij", &(3..6), 10);
        moves.push("éabcdefghij", &(8..10), 1);
        assert_eq!(moves.span(0, 2), (0, 2, false));
        assert_eq!(moves.span(2, 5), (2, 12, true));
        assert_eq!(moves.span(3, 4), (2, 12, true));
        assert_eq!(moves.span(5, 7), (12, 14, false));
        assert_eq!(moves.span(9, 11), (15, 17, false));
    }
}
