//! A sentence encoder: texts of 16 languages as 512 numbers each, near one another where they mean the same (Yang et
//! al. 2020, "Multilingual universal sentence encoder for semantic retrieval", the convolutional variant).
//!
//! Each piece of a text is a row of a table. Three branches look at windows of two, three and five pieces; what they
//! and the table say is brought to one scale and summed over the text, and a few dense layers make the 512 numbers.

use ndarray::{Array2, ArrayView2, Axis, Slice};

use super::arrays::Arrays;
use super::layers::{Dense, Norm, rectify, scaled_to_one};
use super::pieces::Pieces;

const COLUMNS: Axis = Axis(1);
/// Numbers of a text.
pub const WIDTH: usize = 512;
/// The table of pieces comes in parts: part `number % PARTS` holds the piece.
const PARTS: usize = 17;
const ROWS: usize = 7530;
/// Numbers of a piece within a branch.
const BRANCH: usize = 256;
const HIDDEN: usize = 320;
/// Pieces in a window, and how many of them stand before the one that it is for.
const WINDOWS: [(usize, usize); 3] = [(2, 0), (3, 1), (5, 2)];
/// Texts that are read together: products of larger matrices cost less a row.
const AT_ONCE: usize = 32;
/// Numbers of a piece before they are summed.
const WIDE: usize = WIDTH + WINDOWS.len() * BRANCH;

/// Makes numbers of texts.
#[derive(Debug)]
pub struct Encoder {
    pieces: Pieces,
    table: Vec<u8>,
    scales: Vec<f32>,
    offsets: Vec<f32>,
    inner: Dense,
    inner_norm: Norm,
    branches: Vec<Branch>,
    norm: Norm,
    pooled: Dense,
    dense: [Array2<f32>; 6],
}

/// What looks at windows of one length.
#[derive(Debug)]
struct Branch {
    length: usize,
    before: usize,
    steps: [Dense; 2],
}

impl Encoder {
    pub(super) fn new(pieces: Pieces, arrays: &Arrays) -> Result<Self, String> {
        if pieces.count() > PARTS * ROWS {
            return Err(format!("{} pieces, {} at most", pieces.count(), PARTS * ROWS));
        }
        let mut table = Vec::with_capacity(PARTS * ROWS * WIDTH);
        for part in 1..=PARTS {
            table.extend_from_slice(arrays.bytes(&format!("q{part}"), ROWS, WIDTH)?);
        }
        let branches = WINDOWS.map(|window| Branch::read(arrays, window));
        let lengths = WINDOWS.map(|(length, _)| length.to_string());
        Ok(Self {
            pieces,
            table,
            scales: arrays.row("scale", PARTS)?,
            offsets: arrays.row("lo", PARTS)?,
            inner: Dense::beside(arrays, ("proj", "proj_b"), &lengths, (WIDTH, BRANCH))?,
            inner_norm: Norm::beside(arrays, ("ln_g", "ln_b"), &lengths, BRANCH)?,
            branches: branches.into_iter().collect::<Result<_, _>>()?,
            norm: Norm::read(arrays, ("ln_g", "ln_b"), WIDE)?,
            pooled: Dense::read(arrays, ("cnn_W", "cnn_b"), WIDE, WIDTH)?,
            dense: [
                arrays.matrix("d0", WIDTH, HIDDEN)?,
                arrays.matrix("p1", WIDTH, HIDDEN)?,
                arrays.matrix("d1", HIDDEN, HIDDEN)?,
                arrays.matrix("d2", HIDDEN, WIDTH)?,
                arrays.matrix("p3", HIDDEN, WIDTH)?,
                arrays.matrix("d3", WIDTH, WIDTH)?,
            ],
        })
    }

    /// The numbers of any count of texts, by all processors; their count leaves no trace in the numbers.
    #[must_use]
    pub fn numbers(&self, texts: &[String]) -> Array2<f32> {
        let mut numbers = Array2::zeros((texts.len(), WIDTH));
        let threads = std::thread::available_parallelism().map_or(1, usize::from);
        let share = texts.len().div_ceil(AT_ONCE).div_ceil(threads).max(1) * AT_ONCE;
        std::thread::scope(|scope| {
            let places = numbers.axis_chunks_iter_mut(Axis(0), share);
            for (mut places, texts) in places.zip(texts.chunks(share)) {
                scope.spawn(move || {
                    let parts = places.axis_chunks_iter_mut(Axis(0), AT_ONCE);
                    for (mut place, texts) in parts.zip(texts.chunks(AT_ONCE)) {
                        let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
                        place.assign(&self.encode(&texts));
                    }
                });
            }
        });
        numbers
    }

    /// The numbers of texts, a row a text, of length 1 each.
    #[must_use]
    pub fn encode(&self, texts: &[&str]) -> Array2<f32> {
        let cut: Vec<Vec<u32>> = texts.iter().map(|text| self.pieces.cut(text)).collect();
        let mut sums = self.sums(&cut);
        for (mut sum, pieces) in sums.rows_mut().into_iter().zip(&cut) {
            sum /= (pieces.len() as f32).sqrt();
        }
        let mut mean = sums.dot(&self.pooled.weights);
        for (mut row, pieces) in mean.rows_mut().into_iter().zip(&cut) {
            row.scaled_add((pieces.len() as f32).sqrt(), &self.pooled.bias);
        }
        self.dense(&mean)
    }

    fn dense(&self, mean: &Array2<f32>) -> Array2<f32> {
        let [d0, p1, d1, d2, p3, d3] = &self.dense;
        let first = rectify(mean.dot(d0));
        let second = rectify(mean.dot(p1) + first.dot(d1));
        let third = rectify(second.dot(d2));
        let mut last = second.dot(p3) + third.dot(d3);
        last.mapv_inplace(libm::tanhf);
        scaled_to_one(last)
    }

    /// What all pieces of a text say, summed, a row a text.
    fn sums(&self, cut: &[Vec<u32>]) -> Array2<f32> {
        let raw = self.rows(cut);
        let ends: Vec<usize> = cut
            .iter()
            .scan(0, |end, pieces| {
                *end += pieces.len();
                Some(*end)
            })
            .collect();
        let mut wide = Array2::zeros((raw.nrows(), WIDE));
        wide.slice_axis_mut(COLUMNS, Slice::from(..WIDTH)).assign(&raw);
        let mut inner = self.inner.apply(&raw.view());
        self.inner_norm.apply(&mut inner);
        for (number, branch) in self.branches.iter().enumerate() {
            let from = number * BRANCH;
            let seen = branch.see(inner.slice_axis(COLUMNS, Slice::from(from..from + BRANCH)), &ends);
            wide.slice_axis_mut(COLUMNS, Slice::from(WIDTH + from..WIDTH + from + BRANCH))
                .assign(&seen);
        }
        self.norm.apply(&mut wide);
        let mut sums = Array2::zeros((cut.len(), WIDE));
        let mut start = 0;
        for (mut sum, end) in sums.rows_mut().into_iter().zip(ends) {
            sum.assign(
                &wide
                    .slice_axis(Axis(0), Slice::from(start..end))
                    .sum_axis(Axis(0)),
            );
            start = end;
        }
        sums
    }

    /// The rows of the table for all pieces of all texts.
    fn rows(&self, cut: &[Vec<u32>]) -> Array2<f32> {
        let pieces: Vec<usize> = cut.iter().flatten().map(|piece| *piece as usize).collect();
        let mut rows = Array2::zeros((pieces.len(), WIDTH));
        for (mut row, piece) in rows.rows_mut().into_iter().zip(pieces) {
            let part = piece % PARTS;
            let at = (part * ROWS + piece / PARTS) * WIDTH;
            let stored = self.table.get(at..at + WIDTH).unwrap_or_default();
            let scale = self.scales.get(part).copied().unwrap_or_default();
            let offset = self.offsets.get(part).copied().unwrap_or_default();
            for (place, step) in row.iter_mut().zip(stored) {
                *place = f32::from(*step) * scale + offset;
            }
        }
        rows
    }
}

impl Branch {
    fn read(arrays: &Arrays, (length, before): (usize, usize)) -> Result<Self, String> {
        let step = |step: u8| {
            let names = (format!("w{step}_{length}"), format!("b{step}_{length}"));
            Dense::read(arrays, (&names.0, &names.1), length * BRANCH, BRANCH)
        };
        Ok(Self {
            length,
            before,
            steps: [step(1)?, step(2)?],
        })
    }

    /// What the branch says of each piece; texts end at `ends`, and no window reaches beyond its text.
    fn see(&self, inner: ArrayView2<'_, f32>, ends: &[usize]) -> Array2<f32> {
        let mut seen = inner.to_owned();
        for step in &self.steps {
            let added = rectify(step.apply(&windows(&seen, ends, (self.length, self.before)).view()));
            seen += &added;
        }
        seen
    }
}

/// The rows of the window around each row, side by side, `length` of them with `before` before it; nothing where a
/// text ends. Texts end at `ends`.
pub(super) fn windows(rows: &Array2<f32>, ends: &[usize], (length, before): (usize, usize)) -> Array2<f32> {
    let width = rows.ncols();
    let mut wide = Array2::zeros((rows.nrows(), length * width));
    let mut start = 0;
    for end in ends {
        for slot in 0..length {
            // row `at + slot - before` stands in the window of row `at`
            let first = (start + before).saturating_sub(slot).max(start);
            let last = (end + before).saturating_sub(slot).min(*end);
            if first < last {
                let seen = first + slot - before..last + slot - before;
                let columns = Slice::from(slot * width..(slot + 1) * width);
                let mut places = wide.slice_axis_mut(COLUMNS, columns);
                let mut places = places.slice_axis_mut(Axis(0), Slice::from(first..last));
                places.assign(&rows.slice_axis(Axis(0), Slice::from(seen)));
            }
        }
        start = *end;
    }
    wide
}
