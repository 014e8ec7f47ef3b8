//! Cuts a text into words and marks, without allocation.

/// Longest word looked at, in bytes; longer ones are no word of any list.
const LONGEST: usize = 24;

/// A piece of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Token<'a> {
    /// A word: lower case, without accents and apostrophes. `loud`: written in capitals, three or more.
    Word { folded: &'a str, loud: bool },
    /// The end of a sentence or line.
    Stop,
    /// A question mark.
    Question,
    /// An exclamation mark.
    Exclamation,
    /// A sign that is no letter, such as an emoji.
    Sign(char),
}

/// A word while it is read.
struct Word {
    bytes: [u8; LONGEST],
    len: usize,
    too_long: bool,
    letters: u32,
    capitals: u32,
    run: u32,
}

impl Word {
    const fn new() -> Self {
        Self {
            bytes: [0; LONGEST],
            len: 0,
            too_long: false,
            letters: 0,
            capitals: 0,
            run: 0,
        }
    }

    fn push(&mut self, letter: char) {
        self.letters += 1;
        self.capitals += u32::from(letter.is_uppercase());
        let (folded, second) = fold(letter);
        self.push_byte(folded);
        if let Some(second) = second {
            self.push_byte(second);
        }
    }

    /// A letter drawn out beyond two is dropped: `soooo` becomes `soo`.
    fn push_byte(&mut self, byte: u8) {
        let same = self.len > 0 && self.bytes.get(self.len - 1) == Some(&byte);
        self.run = if same { self.run + 1 } else { 1 };
        if self.run > 2 && byte.is_ascii_alphabetic() {
            return;
        }
        match self.bytes.get_mut(self.len) {
            Some(place) => {
                *place = byte;
                self.len += 1;
            }
            None => self.too_long = true,
        }
    }

    fn take(&mut self, to: &mut impl FnMut(Token<'_>)) {
        if self.letters == 0 {
            return;
        }
        let folded = if self.too_long {
            None
        } else {
            self.bytes.get(..self.len)
        };
        let folded = folded
            .and_then(|bytes| std::str::from_utf8(bytes).ok())
            .unwrap_or("");
        to(Token::Word {
            folded,
            loud: self.letters > 2 && self.capitals == self.letters,
        });
        *self = Self::new();
    }
}

/// The letter without case and accent, as ASCII; `\x01` stands for any letter outside the lists' alphabet.
fn fold(letter: char) -> (u8, Option<u8>) {
    if let Ok(byte) = u8::try_from(letter)
        && byte.is_ascii()
    {
        return (byte.to_ascii_lowercase(), None);
    }
    match letter {
        'à'..='å' | 'À'..='Å' => (b'a', None),
        'ç' | 'Ç' => (b'c', None),
        'è'..='ë' | 'È'..='Ë' => (b'e', None),
        'ì'..='ï' | 'Ì'..='Ï' => (b'i', None),
        'ñ' | 'Ñ' => (b'n', None),
        'ò'..='ö' | 'Ò'..='Ö' => (b'o', None),
        'ù'..='ü' | 'Ù'..='Ü' => (b'u', None),
        'ß' => (b's', Some(b's')),
        'œ' | 'Œ' => (b'o', Some(b'e')),
        _ => (1, None),
    }
}

/// Hands over the pieces of `text` in order. Links and mentions are passed over; a hashtag is its word.
pub(super) fn cut(text: &str, mut to: impl FnMut(Token<'_>)) {
    let mut word = Word::new();
    let mut skipping = false;
    let mut previous = ' ';
    for letter in text.chars() {
        if skipping {
            skipping = !letter.is_whitespace();
            if letter == '\n' {
                to(Token::Stop);
            }
        } else if letter.is_alphanumeric() {
            word.push(letter);
        } else if matches!(letter, '\'' | '’' | '‘') && word.letters > 0 {
            // An apostrophe inside a word: `can't` is `cant`.
        } else if (letter == '@' && word.letters == 0) || (letter == '/' && previous == ':') {
            skipping = true;
        } else {
            word.take(&mut to);
            mark(letter, &mut to);
        }
        previous = letter;
    }
    word.take(&mut to);
    to(Token::Stop);
}

fn mark(letter: char, to: &mut impl FnMut(Token<'_>)) {
    match letter {
        '?' | '？' | '¿' => to(Token::Question),
        '!' | '！' => to(Token::Exclamation),
        '.' | ';' | '\n' | '…' | '。' => to(Token::Stop),
        other if !other.is_ascii() && !other.is_whitespace() => to(Token::Sign(other)),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pieces(text: &str) -> Vec<String> {
        let mut found = Vec::new();
        cut(text, |token| {
            found.push(match token {
                Token::Word { folded, loud } => format!("{folded}{}", if loud { "^" } else { "" }),
                other @ (Token::Stop | Token::Question | Token::Exclamation | Token::Sign(_)) => {
                    format!("{other:?}")
                }
            });
        });
        found
    }

    #[test]
    fn words_lose_case_accents_apostrophes_and_drawn_out_letters() {
        assert_eq!(
            pieces("Can’t für STRAẞE soooo #Broken"),
            ["cant", "fur", "stra\u{1}e^", "soo", "broken", "Stop"]
        );
    }

    #[test]
    fn links_and_mentions_are_passed_over() {
        assert_eq!(
            pieces("@brand see https://t.example/a?b=1 now?"),
            ["see", "https", "now", "Question", "Stop"]
        );
    }

    #[test]
    fn marks_come_in_order() {
        assert_eq!(pieces("no! 😡"), ["no", "Exclamation", "Sign('😡')", "Stop"]);
    }
}
