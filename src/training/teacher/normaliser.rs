//! How a text is made plain before it is cut into pieces: characters of one look become one, runs of spaces one
//! sign. What becomes what is in the model, as a double-array trie (Aoe 1989) over UTF-8 and a list of replacements.

/// Stands for a space in a piece.
pub(super) const SPACE: char = '\u{2581}';

/// Makes texts plain.
#[derive(Debug, Clone)]
pub(super) struct Normaliser {
    units: Vec<u32>,
    /// Replacements one after the other, each closed by a zero byte.
    replacements: Vec<u8>,
}

impl Normaliser {
    /// The map of a model: the length of the trie in bytes, the trie, the replacements. `None` for a damaged one.
    pub(super) fn new(map: &[u8]) -> Option<Self> {
        let (length, rest) = map.split_first_chunk::<4>()?;
        let (trie, replacements) = rest.split_at_checked(u32::from_le_bytes(*length) as usize)?;
        let (units, odd) = trie.as_chunks::<4>();
        odd.is_empty().then(|| Self {
            units: units.iter().map(|unit| u32::from_le_bytes(*unit)).collect(),
            replacements: replacements.to_vec(),
        })
    }

    /// The text as pieces are cut from it: a [`SPACE`] before each word. Empty where nothing is left.
    pub(super) fn read(&self, text: &str) -> String {
        let mut plain = String::with_capacity(text.len() + 8);
        plain.push(SPACE);
        let mut after_space = true;
        let mut rest = text;
        while let Some(first) = rest.chars().next() {
            let found = self.longest(rest.as_bytes());
            let (shown, length) =
                found.unwrap_or((rest.get(..first.len_utf8()).unwrap_or_default(), first.len_utf8()));
            rest = rest.get(length..).unwrap_or_default();
            let shown = if after_space {
                shown.trim_start_matches(' ')
            } else {
                shown
            };
            if let Some(last) = shown.chars().next_back() {
                after_space = last == ' ';
            }
            plain.extend(shown.chars().map(|sign| if sign == ' ' { SPACE } else { sign }));
        }
        plain.truncate(plain.trim_end_matches(SPACE).len());
        plain
    }

    /// The longest entry of the map that a text begins with: what replaces it, and how many bytes it has.
    fn longest(&self, text: &[u8]) -> Option<(&str, usize)> {
        let mut at = offset(*self.units.first()?);
        let mut found = None;
        for (length, byte) in (1..).zip(text) {
            at ^= usize::from(*byte);
            let unit = self.units.get(at).copied().unwrap_or_default();
            if unit & (1 << 31 | 0xff) != u32::from(*byte) {
                break;
            }
            at ^= offset(unit);
            if unit & 1 << 8 != 0 {
                let leaf = self.units.get(at).copied().unwrap_or_default() & !(1 << 31);
                found = Some((leaf as usize, length));
            }
        }
        let (start, length) = found?;
        let from_there = self.replacements.get(start..)?;
        let end = from_there.iter().position(|byte| *byte == 0)?;
        let shown = std::str::from_utf8(from_there.get(..end)?).ok()?;
        Some((shown, length))
    }
}

/// How far the children of a unit lie from it.
const fn offset(unit: u32) -> usize {
    ((unit >> 10) << ((unit >> 6) & 8)) as usize
}
