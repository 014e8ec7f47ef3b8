//! A text cut into sentence pieces: of all ways to cut it, the one whose pieces are likeliest together (Kudo 2018,
//! "Subword regularization", section 3.2), by the vocabulary of a model.

use super::normaliser::Normaliser;
use super::protobuf::{Value, bytes, fields};

/// Piece of what the vocabulary lacks.
const UNKNOWN: u32 = 0;
/// Pieces that open and close every text.
const OPENS: u32 = 1;
const CLOSES: u32 = 2;
/// How much less likely than the rarest piece a letter is that no piece begins with, as a logarithm.
const PENALTY: f64 = 10.0;

/// A piece of the vocabulary.
#[derive(Debug, Clone)]
struct Piece {
    text: Box<[u8]>,
    number: u32,
    /// Logarithm of its probability.
    score: f64,
}

/// Cuts texts into pieces.
#[derive(Debug, Clone)]
pub struct Pieces {
    normaliser: Normaliser,
    /// In the order of their bytes.
    vocabulary: Vec<Piece>,
    unknown: f64,
}

/// The best way to cut a text up to some place.
#[derive(Debug, Clone, Copy)]
struct Best {
    score: f64,
    from: usize,
    piece: u32,
}

impl Pieces {
    /// Reads a sentence-piece model; `None` for a damaged one.
    #[must_use]
    pub fn read(model: &[u8]) -> Option<Self> {
        let model = fields(model)?;
        let mut vocabulary = Vec::new();
        for (number, value) in &model {
            if let (1, Value::Bytes(piece)) = (number, value) {
                vocabulary.push(read_piece(piece, vocabulary.len() as u32)?);
            }
        }
        let rarest = vocabulary.iter().map(|piece| piece.score).reduce(f64::min)?;
        vocabulary.sort_by(|one, other| one.text.cmp(&other.text));
        let map = bytes(&fields(bytes(&model, 3)?)?, 2)?;
        Some(Self {
            normaliser: Normaliser::new(map)?,
            vocabulary,
            unknown: rarest - PENALTY,
        })
    }

    /// How many pieces there are.
    #[must_use]
    pub const fn count(&self) -> usize {
        self.vocabulary.len()
    }

    /// The numbers of the pieces of a text, between those that open and close it.
    #[must_use]
    pub fn cut(&self, text: &str) -> Vec<u32> {
        let plain = self.normaliser.read(text);
        let ways = self.ways(&plain);
        let mut pieces = vec![CLOSES];
        let mut end = plain.len();
        while let Some(best) = ways.get(end).filter(|_| end > 0) {
            pieces.push(best.piece);
            end = best.from;
        }
        if plain.is_empty() {
            pieces.push(UNKNOWN);
        }
        pieces.push(OPENS);
        pieces.reverse();
        pieces
    }

    /// The best way to each place of a plain text, by bytes.
    fn ways(&self, plain: &str) -> Vec<Best> {
        let nowhere = Best {
            score: f64::NEG_INFINITY,
            from: 0,
            piece: UNKNOWN,
        };
        let mut ways = vec![nowhere; plain.len() + 1];
        if let Some(start) = ways.first_mut() {
            start.score = 0.0;
        }
        for (from, letter) in plain.char_indices() {
            let so_far = ways.get(from).map_or(f64::NEG_INFINITY, |best| best.score);
            let mut offer = |length: usize, score: f64, piece: u32| {
                let score = so_far + score;
                if let Some(best) = ways.get_mut(from + length).filter(|best| score > best.score) {
                    *best = Best { score, from, piece };
                }
            };
            let mut alone = false;
            self.begin(plain.as_bytes().get(from..).unwrap_or_default(), |piece| {
                alone |= piece.text.len() == letter.len_utf8();
                offer(piece.text.len(), piece.score, piece.number);
            });
            if !alone {
                offer(letter.len_utf8(), self.unknown, UNKNOWN);
            }
        }
        ways
    }

    /// Every piece that a text begins with, the shortest first.
    fn begin(&self, text: &[u8], mut found: impl FnMut(&Piece)) {
        let mut among = self.vocabulary.as_slice();
        for (at, byte) in text.iter().enumerate() {
            let from = among.partition_point(|piece| piece.text.get(at) < Some(byte));
            among = among.get(from..).unwrap_or_default();
            let to = among.partition_point(|piece| piece.text.get(at) == Some(byte));
            among = among.get(..to).unwrap_or_default();
            match among.first() {
                Some(piece) if piece.text.len() == at + 1 => found(piece),
                Some(_) => {}
                None => break,
            }
        }
    }
}

fn read_piece(message: &[u8], number: u32) -> Option<Piece> {
    let fields = fields(message)?;
    let score = fields.iter().find_map(|(number, value)| {
        if let Value::Four(bytes) = value
            && *number == 2
        {
            Some(f32::from_le_bytes(*bytes))
        } else {
            None
        }
    });
    Some(Piece {
        text: bytes(&fields, 1)?.into(),
        number,
        score: score.unwrap_or_default().into(),
    })
}
