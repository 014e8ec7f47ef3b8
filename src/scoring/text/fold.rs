//! Folding of letters: lower case, no accents, one form for letters that people mix.

use unicode_normalization::char::decompose_canonical;

/// Feeds the folded form of a letter: none for a mark that is dropped, two for a ligature.
#[inline]
pub(super) fn fold(letter: char, mut take: impl FnMut(char)) {
    if letter.is_ascii() {
        take(letter.to_ascii_lowercase());
        return;
    }
    match letter {
        '\u{300}'..='\u{36f}' | '\u{64b}'..='\u{652}' | '\u{640}' | '\u{200d}' | '\u{fe0f}' => {}
        'ß' => ['s', 's'].into_iter().for_each(take),
        'æ' | 'Æ' => ['a', 'e'].into_iter().for_each(take),
        'œ' | 'Œ' => ['o', 'e'].into_iter().for_each(take),
        'ø' | 'Ø' => take('o'),
        'đ' | 'Đ' => take('d'),
        'ł' | 'Ł' => take('l'),
        'ı' => take('i'),
        'ё' | 'Ё' => take('е'),
        'أ' | 'إ' | 'آ' => take('ا'),
        'ى' => take('ي'),
        'ة' => take('ه'),
        '\u{c0}'..='\u{24f}' | '\u{370}'..='\u{3ff}' | '\u{1e00}'..='\u{1fff}' => {
            let mut base = letter;
            let mut first = true;
            decompose_canonical(letter, |part| {
                if std::mem::take(&mut first) {
                    base = part;
                }
            });
            base.to_lowercase().for_each(take);
        }
        '\u{400}'..='\u{52f}' | '\u{ff21}'..='\u{ff3a}' => letter.to_lowercase().for_each(take),
        _ => take(letter),
    }
}

/// Whether a character is part of a word.
#[inline]
pub(super) fn is_of_a_word(letter: char) -> bool {
    match letter {
        '\0'..='\u{7f}' => letter.is_ascii_alphabetic(),
        '\u{300}'..='\u{36f}' | '\u{640}' | '\u{64b}'..='\u{652}' => true,
        '\u{900}'..='\u{ddf}' | '\u{e00}'..='\u{eff}' => {
            !matches!(letter, '\u{964}' | '\u{965}') && !letter.is_numeric()
        }
        _ => letter.is_alphabetic(),
    }
}

/// Whether a character is an emoji, or another picture that stands for itself.
#[inline]
pub(super) const fn is_emoji(sign: char) -> bool {
    matches!(sign,
        '\u{2600}'..='\u{27bf}' | '\u{1f000}'..='\u{1f3fa}' | '\u{1f400}'..='\u{1faff}'
        | '\u{2b00}'..='\u{2bff}' | '\u{2300}'..='\u{23ff}' | '\u{203c}' | '\u{2049}' | '\u{3030}' | '\u{303d}')
}
