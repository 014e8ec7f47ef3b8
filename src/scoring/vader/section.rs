//! The lists as bytes. After the version each list: how many entries, and for each what it shares with the entry
//! before it, the rest of its text, and its amount. Entries are in order and each stands once. Numbers are
//! variable in length, seven bits a byte, the lowest first; signed ones are folded (0, -1, 1, -2, ...).

use std::collections::BTreeMap;

use super::lists::{Entries, LONGEST_DESCRIPTION, LONGEST_WORD, ListsError, MOST_ENTRIES, Thousandths};

const VERSION: u8 = 1;

pub(super) fn write(entries: &Entries, into: &mut Vec<u8>) {
    into.push(VERSION);
    for list in [&entries.words, &entries.boosters, &entries.phrases] {
        write_number(list.len(), into);
        let mut before = "";
        for (word, amount) in list {
            write_word(before, word, into);
            write_number(fold(*amount), into);
            before = word;
        }
    }
    write_number(entries.negations.len(), into);
    let mut before = "";
    for word in &entries.negations {
        write_word(before, word, into);
        before = word;
    }
    write_number(entries.emoji.len(), into);
    for (emoji, description) in &entries.emoji {
        write_number(*emoji as usize, into);
        write_number(description.len(), into);
        into.extend_from_slice(description.as_bytes());
    }
}

fn write_word(before: &str, word: &str, into: &mut Vec<u8>) {
    let mut shared = before
        .bytes()
        .zip(word.bytes())
        .take_while(|(a, b)| a == b)
        .count();
    while !word.is_char_boundary(shared) {
        shared -= 1;
    }
    let rest = word.get(shared..).unwrap_or_default();
    write_number(shared, into);
    write_number(rest.len(), into);
    into.extend_from_slice(rest.as_bytes());
}

fn write_number(mut number: usize, into: &mut Vec<u8>) {
    while number > 0x7f {
        into.push(number as u8 | 0x80);
        number >>= 7;
    }
    into.push(number as u8);
}

const fn fold(amount: Thousandths) -> usize {
    ((amount << 1) ^ (amount >> 15)) as u16 as usize
}

const fn unfold(number: u16) -> Thousandths {
    (number >> 1) as i16 ^ -((number & 1) as i16)
}

pub(super) fn read(bytes: &[u8]) -> Result<Entries, ListsError> {
    let mut cursor = Cursor { bytes, at: 0 };
    let found = cursor.byte()?;
    if found != VERSION {
        return Err(ListsError::Version {
            found,
            known: VERSION,
        });
    }
    let entries = Entries {
        words: cursor.amounts()?,
        boosters: cursor.amounts()?,
        phrases: cursor.amounts()?,
        negations: cursor.list(Cursor::nothing)?.into_keys().collect(),
        emoji: cursor.emoji()?,
    };
    if cursor.at == bytes.len() {
        Ok(entries)
    } else {
        Err(cursor.damaged("bytes after the end"))
    }
}

struct Cursor<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl<'a> Cursor<'a> {
    const fn damaged(&self, what: &'static str) -> ListsError {
        ListsError::Damaged { at: self.at, what }
    }

    fn byte(&mut self) -> Result<u8, ListsError> {
        let byte = self.bytes.get(self.at).ok_or(self.damaged("an early end"))?;
        self.at += 1;
        Ok(*byte)
    }

    fn number(&mut self, most: usize) -> Result<usize, ListsError> {
        let mut number = 0;
        for shift in [0, 7, 14] {
            let byte = self.byte()?;
            number |= usize::from(byte & 0x7f) << shift;
            if byte & 0x80 == 0 {
                let fits = number <= most;
                return fits
                    .then_some(number)
                    .ok_or(self.damaged("a number beyond its limit"));
            }
        }
        Err(self.damaged("a number without an end"))
    }

    fn text(&mut self, length: usize) -> Result<&'a str, ListsError> {
        let bytes = self.bytes.get(self.at..self.at + length);
        let text = bytes.ok_or(self.damaged("an early end"))?;
        let text = std::str::from_utf8(text).map_err(|_| self.damaged("text that is not UTF-8"))?;
        self.at += length;
        Ok(text)
    }

    fn amount(&mut self) -> Result<Thousandths, ListsError> {
        let number = self.number(usize::from(u16::MAX))?;
        Ok(unfold(number as u16))
    }

    const fn nothing(&mut self) -> Result<(), ListsError> {
        Ok(())
    }

    fn amounts(&mut self) -> Result<BTreeMap<String, Thousandths>, ListsError> {
        self.list(Self::amount)
    }

    /// A list whose entries carry what `value` reads.
    fn list<T>(
        &mut self,
        value: impl Fn(&mut Self) -> Result<T, ListsError>,
    ) -> Result<BTreeMap<String, T>, ListsError> {
        let mut list = BTreeMap::new();
        let mut word = String::new();
        for _ in 0..self.number(MOST_ENTRIES)? {
            let shared = self.number(LONGEST_WORD)?;
            let length = self.number(LONGEST_WORD)?;
            let rest = self.text(length)?;
            let start = word
                .get(..shared)
                .ok_or(self.damaged("a shared part that is not there"))?;
            let next = format!("{start}{rest}");
            if next <= word {
                return Err(self.damaged("an entry out of order"));
            }
            list.insert(next.clone(), value(self)?);
            word = next;
        }
        Ok(list)
    }

    fn emoji(&mut self) -> Result<BTreeMap<char, String>, ListsError> {
        let mut list = BTreeMap::new();
        let mut before = '\0';
        for _ in 0..self.number(MOST_ENTRIES)? {
            let code = self.number(char::MAX as usize)?;
            let emoji = u32::try_from(code).ok().and_then(char::from_u32);
            let emoji = emoji.ok_or(self.damaged("a character that is none"))?;
            let length = self.number(LONGEST_DESCRIPTION)?;
            let description = self.text(length)?;
            if emoji <= before {
                return Err(self.damaged("an entry out of order"));
            }
            list.insert(emoji, description.to_owned());
            before = emoji;
        }
        Ok(list)
    }
}
