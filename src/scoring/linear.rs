//! A linear model in whole numbers: hashed features, a row of small integers a bucket, one column a class.
//!
//! A column's logit is `bias + sum over the groups of (scale of the group * sum of its rows)`, all integers, times
//! the column's unit. So the contributions of the parts of a text add up to the logit exactly.

use super::features::{Features, Group, Groups};

/// Weights of groups and scales are in units of `1 / ONE`.
pub const ONE: u32 = 1 << 12;
/// Most buckets, as a power of two.
pub const MOST_BITS: u32 = 22;
const GROUPS: usize = Group::ALL.len();
/// Columns of a model of few, and the room of its rows; those of others take whole multiples of `WIDE`. What is over
/// is 0, so that sums run over arrays whose length is known.
pub(super) const FEW: usize = 4;
/// Columns that are summed together.
const WIDE: usize = 32;
/// Most rows whose sum sixteen bits hold.
const SHORT: usize = 255;

/// A class.
#[derive(Debug, Clone, PartialEq)]
pub struct Column {
    /// Its name.
    pub label: String,
    /// What an empty text has of it.
    pub bias: i64,
    /// What one of its whole numbers is worth.
    pub unit: f64,
}

/// Features of one group that were summed before: how many they are, and the sums of their rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Summed {
    count: usize,
    sums: [i32; FEW],
}

impl Summed {
    /// Adds so many features and the sums of their rows.
    #[inline]
    pub(super) fn add(&mut self, count: usize, sums: [i32; FEW]) {
        self.count += count;
        let both = self.sums.iter_mut().zip(sums);
        both.for_each(|(all, sum)| *all += sum);
    }
}

/// A linear model.
#[derive(Debug, Clone, PartialEq)]
pub struct Linear {
    bits: u32,
    columns: Vec<Column>,
    /// Weight of each group, in units of `1 / ONE`; 0 where the model does not look at it.
    weights: [u32; GROUPS],
    /// Numbers a row takes, those that are over included.
    room: usize,
    rows: Vec<i8>,
    fingerprint: u64,
}

impl Linear {
    /// A model; `None` unless there are `2^bits` rows of as many numbers as columns.
    #[must_use]
    pub fn new(bits: u32, columns: Vec<Column>, weights: [u32; GROUPS], rows: &[i8]) -> Option<Self> {
        let size = (1_usize << bits.min(MOST_BITS)).checked_mul(columns.len())?;
        let fits = (1..=MOST_BITS).contains(&bits) && !columns.is_empty() && rows.len() == size;
        let room = match columns.len() {
            ..=FEW => FEW,
            more => more.next_multiple_of(WIDE),
        };
        fits.then(|| Self {
            bits,
            weights,
            room,
            fingerprint: fingerprint(bits, rows),
            rows: spread(rows, columns.len(), room),
            columns,
        })
    }

    /// The classes.
    #[must_use]
    pub fn columns(&self) -> &[Column] {
        &self.columns
    }

    /// How many buckets, as a power of two.
    #[must_use]
    pub const fn bits(&self) -> u32 {
        self.bits
    }

    /// Whether its columns are so few that sums of its rows can be kept.
    #[must_use]
    pub(super) const fn is_of_few(&self) -> bool {
        self.room == FEW
    }

    /// A number that models with other rows do not share, but by chance.
    #[must_use]
    pub(super) const fn fingerprint(&self) -> u64 {
        self.fingerprint
    }

    /// Weight of each group, in units of `1 / ONE`.
    #[must_use]
    pub const fn weights(&self) -> [u32; GROUPS] {
        self.weights
    }

    /// The rows in order, as many numbers each as there are columns.
    pub fn rows(&self) -> impl Iterator<Item = &[i8]> {
        let rows = self.rows.chunks_exact(self.room);
        rows.map(|row| row.get(..self.columns.len()).unwrap_or_default())
    }

    /// The groups that it looks at.
    #[must_use]
    pub fn groups(&self) -> Groups {
        Groups::weighed(self.weights)
    }

    /// The same with other biases and units, in the order of the columns: what calibration changes.
    #[must_use]
    pub fn calibrated(mut self, changes: &[(f64, f64)]) -> Self {
        for (column, (shift, temperature)) in self.columns.iter_mut().zip(changes) {
            column.unit /= temperature;
            column.bias += libm::round(shift / column.unit) as i64;
        }
        self
    }

    #[inline]
    const fn bucket(&self, hash: u32) -> usize {
        (hash >> (32 - self.bits)) as usize
    }

    /// What a sum over `count` features of a group is multiplied with.
    fn scale(&self, group: Group, count: usize) -> i64 {
        let weight = self.weights.get(group as usize).copied().unwrap_or(0);
        let root = (count.max(1) as f64).sqrt();
        libm::round(f64::from(weight) * f64::from(ONE) / root) as i64
    }

    /// What one feature of a group adds to a column, as a whole number, in a text with these features.
    #[must_use]
    pub fn share(&self, features: &Features, group: Group, hash: u32, column: usize) -> i64 {
        let at = self.bucket(hash) * self.room + column;
        let weight = self.rows.get(at).copied().unwrap_or(0);
        self.scale(group, features.of(group).len()) * i64::from(weight)
    }

    /// The whole number of each column: its bias and what the features add. Letters that were summed before take the
    /// place of the features of letters.
    pub fn wholes(&self, features: &Features, letters: Option<Summed>, wholes: &mut Vec<i64>) {
        wholes.clear();
        wholes.extend(self.columns.iter().map(|column| column.bias));
        for group in Group::ALL.into_iter().filter(|group| self.groups().has(*group)) {
            if let (Group::Letters, Some(Summed { count, sums })) = (group, letters) {
                add(wholes, self.scale(group, count), sums);
                continue;
            }
            let hashes = features.of(group);
            let scale = self.scale(group, hashes.len());
            if self.is_of_few() {
                add(wholes, scale, self.sums_of_few(hashes));
            } else {
                for (part, wholes) in wholes.chunks_mut(WIDE).enumerate() {
                    add(wholes, scale, self.sums::<WIDE>(hashes, part));
                }
            }
        }
    }

    /// Sums of the rows of these features, for a model of few columns.
    #[must_use]
    pub(super) fn sums_of_few(&self, hashes: &[u32]) -> [i32; FEW] {
        self.sums(hashes, 0)
    }

    /// Sums of the rows of these features, as far as their part of `N` columns goes.
    fn sums<const N: usize>(&self, hashes: &[u32], part: usize) -> [i32; N] {
        let (parts, _) = self.rows.as_chunks::<N>();
        let parts_a_row = self.room / N;
        let mut sums = [0; N];
        for hashes in hashes.chunks(SHORT) {
            let mut short = [0; N];
            short_sums(
                parts,
                hashes,
                |hash| self.bucket(hash) * parts_a_row + part,
                &mut short,
            );
            let both = sums.iter_mut().zip(short);
            both.for_each(|(sum, short)| *sum += i32::from(short));
        }
        sums
    }

    /// The logit of each column.
    pub fn logits(&self, features: &Features, scratch: &mut Vec<i64>, logits: &mut Vec<f64>) {
        self.logits_with(features, None, scratch, logits);
    }

    /// The logit of each column, with letters that were summed before in place of the features of letters.
    pub fn logits_with(
        &self,
        features: &Features,
        letters: Option<Summed>,
        scratch: &mut Vec<i64>,
        logits: &mut Vec<f64>,
    ) {
        self.wholes(features, letters, scratch);
        logits.clear();
        let worth = |(column, whole): (&Column, &i64)| *whole as f64 * column.unit;
        logits.extend(self.columns.iter().zip(scratch.iter()).map(worth));
    }
}

/// Sums of at most `SHORT` rows. Not inlined: in one piece with what is done with the sums, the compiler adds up half a
/// register at a time.
#[inline(never)]
fn short_sums<const N: usize>(
    rows: &[[i8; N]],
    hashes: &[u32],
    place: impl Fn(u32) -> usize,
    sums: &mut [i16; N],
) {
    for row in hashes.iter().filter_map(|hash| rows.get(place(*hash))) {
        let both = sums.iter_mut().zip(row);
        both.for_each(|(sum, weight)| *sum += i16::from(*weight));
    }
}

/// A hash over rows (after FNV-1a, eight numbers a step).
fn fingerprint(bits: u32, rows: &[i8]) -> u64 {
    let on = |hash: u64, number: u64| {
        (hash ^ number)
            .wrapping_mul(0x0000_0100_0000_01b3)
            .rotate_left(29)
    };
    let number = |part: &[i8]| {
        part.iter()
            .fold(0, |number, byte| number << 8 | u64::from(byte.cast_unsigned()))
    };
    rows.chunks(8)
        .map(number)
        .fold(on(0xcbf2_9ce4_8422_2325, bits.into()), on)
}

/// The rows, each in so much room.
fn spread(rows: &[i8], columns: usize, room: usize) -> Vec<i8> {
    let mut spread = vec![0; rows.len() / columns.max(1) * room];
    let both = spread
        .chunks_exact_mut(room)
        .zip(rows.chunks_exact(columns.max(1)));
    both.for_each(|(to, row)| to.iter_mut().zip(row).for_each(|(to, weight)| *to = *weight));
    spread
}

fn add<const N: usize>(wholes: &mut [i64], scale: i64, sums: [i32; N]) {
    let both = wholes.iter_mut().zip(sums);
    both.for_each(|(whole, sum)| *whole += scale * i64::from(sum));
}

/// Shares that add up to 1, in place: `exp(logit)` over their sum.
pub fn softmax(logits: &mut [f64]) {
    let most = logits.iter().copied().fold(f64::MIN, f64::max);
    for logit in logits.iter_mut() {
        *logit = libm::exp(*logit - most);
    }
    let all: f64 = logits.iter().sum();
    logits.iter_mut().for_each(|share| *share /= all);
}

/// `1 / (1 + exp(-logit))`.
#[must_use]
pub fn logistic(logit: f64) -> f64 {
    1.0 / (1.0 + libm::exp(-logit))
}
