//! The pass itself.

use super::emoticon::emoticon;
use super::entity::next;
use super::fold::{fold, is_emoji, is_of_a_word};
use super::token::{Kind, SEED, Token, hash_of, hash_on};
use super::{EDGE, LONGEST_WORD, MOST_TOKENS};

/// A pass over one text.
pub(super) struct Reader<'a> {
    text: &'a str,
    at: usize,
    letters: &'a mut Vec<char>,
    tokens: &'a mut Vec<Token>,
    /// Whether the character before was a letter or a digit.
    inside: bool,
}

impl<'a> Reader<'a> {
    pub(super) fn new(text: &'a str, letters: &'a mut Vec<char>, tokens: &'a mut Vec<Token>) -> Self {
        let whole = text.len().min(u32::MAX as usize);
        Self {
            text: text.get(..whole).unwrap_or_default(),
            at: 0,
            letters,
            tokens,
            inside: false,
        }
    }

    pub(super) fn read(mut self) {
        while let Some((sign, size)) = next(self.text, self.at) {
            if sign == ' ' {
                self.at += size;
                self.inside = false;
                continue;
            }
            if self.tokens.len() >= MOST_TOKENS {
                return;
            }
            if is_of_a_word(sign) {
                if !self.link() {
                    self.word(Kind::Word);
                }
                self.inside = true;
            } else if sign.is_numeric() {
                self.number();
                self.inside = true;
            } else {
                self.sign(sign, size);
                self.inside = false;
            }
        }
    }

    fn sign(&mut self, sign: char, size: usize) {
        match sign {
            '@' if self.follows(size, |after| after.is_ascii_alphanumeric() || after == '_') => {
                self.handle(size);
            }
            '#' if self.follows(size, is_of_a_word) => {
                self.at += size;
                self.word(Kind::Hashtag);
            }
            ':' | ';' | '=' | '<' if !self.inside && self.face() => {}
            '.' | ';' | ':' | '\n' | '\r' | '…' | '。' | '।' | '۔' => self.mark(Kind::Stop, size, "."),
            ',' | '،' | '、' => self.mark(Kind::Comma, size, ","),
            '?' | '؟' | '？' => self.mark(Kind::Question, size, "?"),
            '!' | '！' => self.mark(Kind::Exclamation, size, "!"),
            '"' | '“' | '”' | '«' | '»' => self.mark(Kind::Other, size, "\""),
            '%' => self.mark(Kind::Other, size, "%"),
            '$' | '€' | '£' | '¥' | '₹' => self.mark(Kind::Other, size, "$"),
            sign if is_emoji(sign) => {
                let mut bytes = [0; 4];
                self.mark(Kind::Emoji, size, sign.encode_utf8(&mut bytes));
            }
            _ => self.at += size,
        }
    }

    fn follows(&self, size: usize, wanted: impl Fn(char) -> bool) -> bool {
        next(self.text, self.at + size).is_some_and(|(after, _)| wanted(after))
    }

    fn mark(&mut self, kind: Kind, size: usize, name: &str) {
        let from = self.at;
        self.at += size;
        self.push(kind, from, self.letters.len(), hash_of(name));
    }

    fn push(&mut self, kind: Kind, from: usize, start: usize, hash: u64) {
        self.tokens.push(Token {
            start: start as u32,
            end: self.letters.len() as u32,
            from: from as u32,
            to: self.at as u32,
            hash,
            kind,
            loud: false,
            name: false,
            drawn: false,
        });
    }

    fn face(&mut self) -> bool {
        let Some((name, length)) = emoticon(self.text, self.at) else {
            return false;
        };
        self.mark(Kind::Emoticon, length, name);
        true
    }

    fn handle(&mut self, size: usize) {
        let from = self.at;
        self.at += size;
        while let Some((sign, size)) = next(self.text, self.at)
            && (sign.is_ascii_alphanumeric() || sign == '_')
        {
            self.at += size;
        }
        self.push(Kind::Handle, from, self.letters.len(), hash_of("@"));
    }

    fn link(&mut self) -> bool {
        let rest = self.text.get(self.at..).unwrap_or_default();
        let begins = matches!(rest.as_bytes().first(), Some(b'h' | b'w' | b'H' | b'W'))
            && ["http://", "https://", "www.", "Http://", "Https://", "Www."]
                .iter()
                .any(|start| rest.starts_with(start));
        if !begins || self.inside {
            return false;
        }
        let from = self.at;
        let length = rest.find(char::is_whitespace).unwrap_or(rest.len());
        self.at += length;
        self.push(Kind::Link, from, self.letters.len(), hash_of("://"));
        true
    }

    /// A number up to two digits is told from others; a longer one is only long.
    fn number(&mut self) {
        let from = self.at;
        let start = self.letters.len();
        let mut digits = 0;
        let mut hash = SEED;
        while let Some((sign, size)) = next(self.text, self.at) {
            if sign.is_numeric() {
                digits += 1;
                if let (true, Some(digit)) = (digits <= 2, sign.to_digit(10)) {
                    hash = hash_on(hash, b'0' + digit as u8);
                }
            } else if !(matches!(sign, '.' | ',' | ':') && self.follows(size, char::is_numeric)) {
                break;
            }
            self.at += size;
        }
        let hash = if digits > 2 { hash_of("000") } else { hash };
        self.push(Kind::Number, from, start, hash);
    }

    fn word(&mut self, kind: Kind) {
        let mut word = Letters::new(self.at, self.letters.len());
        self.at += word.take_plain(
            self.text.as_bytes().get(self.at..).unwrap_or_default(),
            self.letters,
        );
        if self.may_go_on() {
            self.rest_of_word(&mut word, kind);
        }
        if self.letters.len() == word.start {
            return;
        }
        let amid = self.tokens.last().is_some_and(|before| {
            matches!(
                before.kind,
                Kind::Word | Kind::Hashtag | Kind::Comma | Kind::Number
            )
        });
        self.push(kind, word.from, word.start, word.hash);
        if let Some(token) = self.tokens.last_mut() {
            token.loud = word.letters >= 2 && word.capitals == word.letters;
            token.name = amid && word.begins_large && word.letters >= 2 && word.capitals < word.letters;
            token.drawn = word.drawn;
        }
        self.letters.push(EDGE);
    }

    /// Whether a word may go on here: not before an ASCII sign that joins nothing.
    fn may_go_on(&self) -> bool {
        self.text.as_bytes().get(self.at).is_some_and(|byte| {
            !byte.is_ascii() || byte.is_ascii_alphabetic() || matches!(byte, b'&' | b'\'' | b'`' | b'_')
        })
    }

    fn rest_of_word(&mut self, word: &mut Letters, kind: Kind) {
        while word.length < LONGEST_WORD
            && let Some((sign, size)) = next(self.text, self.at)
        {
            if is_of_a_word(sign) {
                word.take(sign, self.letters);
            } else if !(word.goes_on_over(sign, kind) && self.follows(size, is_of_a_word)) {
                break;
            }
            self.at += size;
        }
    }
}

/// The letters of a word so far.
struct Letters {
    from: usize,
    start: usize,
    hash: u64,
    length: usize,
    letters: u32,
    capitals: u32,
    begins_large: bool,
    last: char,
    run: u32,
    drawn: bool,
}

impl Letters {
    const fn new(from: usize, start: usize) -> Self {
        Self {
            from,
            start,
            hash: SEED,
            length: 0,
            letters: 0,
            capitals: 0,
            begins_large: false,
            last: '\0',
            run: 0,
            drawn: false,
        }
    }

    /// Takes the plain letters that a word begins with; says how many.
    fn take_plain(&mut self, text: &[u8], folded: &mut Vec<char>) -> usize {
        let mut taken = 0;
        let mut last = 0;
        for byte in text.iter().take(LONGEST_WORD) {
            let letter = byte | 0x20;
            if !letter.is_ascii_lowercase() {
                break;
            }
            taken += 1;
            self.capitals += u32::from(*byte != letter);
            self.run = if letter == last { self.run + 1 } else { 1 };
            last = letter;
            if self.run > 2 {
                self.drawn = true;
                continue;
            }
            self.hash = hash_on(self.hash, letter);
            folded.push(char::from(letter));
        }
        self.begins_large = text.first().is_some_and(u8::is_ascii_uppercase);
        self.last = char::from(last);
        self.letters += taken as u32;
        self.length = folded.len() - self.start;
        taken
    }

    /// An apostrophe joins; in a hashtag so does a low line.
    const fn goes_on_over(&self, sign: char, kind: Kind) -> bool {
        matches!(sign, '\'' | '’' | 'ʼ' | '`') || (matches!(kind, Kind::Hashtag) && sign == '_')
    }

    #[inline]
    fn take(&mut self, sign: char, folded: &mut Vec<char>) {
        self.begins_large |= self.letters == 0 && sign.is_uppercase();
        self.letters += 1;
        self.capitals += u32::from(if sign.is_ascii() {
            sign.is_ascii_uppercase()
        } else {
            sign.is_uppercase()
        });
        fold(sign, |letter| {
            self.run = if letter == self.last { self.run + 1 } else { 1 };
            self.last = letter;
            if self.run > 2 {
                self.drawn = true;
                return;
            }
            self.length += 1;
            if letter.is_ascii() {
                self.hash = hash_on(self.hash, letter as u8);
                folded.push(letter);
            } else {
                let mut bytes = [0; 4];
                for byte in letter.encode_utf8(&mut bytes).bytes() {
                    self.hash = hash_on(self.hash, byte);
                }
                folded.push(letter);
            }
        });
    }
}
