//! Character references of HTML: by number, and by the names of signs that personal values are made of or parted by.

/// Names and what they stand for: blanks, signs, and what takes no room.
#[rustfmt::skip]
const NAMED: [(&str, &str); 77] = [
    ("amp", "&"), ("AMP", "&"), ("lt", "<"), ("LT", "<"), ("gt", ">"), ("GT", ">"), ("quot", "\""), ("QUOT", "\""),
    ("apos", "'"), ("nbsp", "\u{a0}"), ("NonBreakingSpace", "\u{a0}"), ("ensp", "\u{2002}"),
    ("emsp", "\u{2003}"), ("emsp13", "\u{2004}"), ("emsp14", "\u{2005}"), ("numsp", "\u{2007}"),
    ("puncsp", "\u{2008}"), ("thinsp", "\u{2009}"), ("ThinSpace", "\u{2009}"), ("hairsp", "\u{200a}"),
    ("VeryThinSpace", "\u{200a}"), ("MediumSpace", "\u{205f}"), ("Tab", "\t"), ("NewLine", "\n"),
    ("ZeroWidthSpace", "\u{200b}"), ("NegativeVeryThinSpace", "\u{200b}"), ("NegativeThinSpace", "\u{200b}"),
    ("NegativeMediumSpace", "\u{200b}"), ("NegativeThickSpace", "\u{200b}"), ("zwnj", "\u{200c}"),
    ("zwj", "\u{200d}"), ("lrm", "\u{200e}"), ("rlm", "\u{200f}"), ("NoBreak", "\u{2060}"), ("shy", "\u{ad}"),
    ("commat", "@"), ("period", "."), ("comma", ","), ("colon", ":"), ("semi", ";"), ("sol", "/"), ("bsol", "\\"),
    ("lowbar", "_"), ("UnderBar", "_"), ("hyphen", "-"), ("dash", "-"), ("ndash", "\u{2013}"),
    ("mdash", "\u{2014}"), ("horbar", "\u{2015}"), ("minus", "\u{2212}"), ("plus", "+"), ("equals", "="),
    ("num", "#"), ("ast", "*"), ("midast", "*"), ("lpar", "("), ("rpar", ")"), ("lsqb", "["), ("lbrack", "["),
    ("rsqb", "]"), ("rbrack", "]"), ("lcub", "{"), ("rcub", "}"), ("vert", "|"), ("verbar", "|"),
    ("VerticalLine", "|"), ("excl", "!"), ("quest", "?"), ("dollar", "$"), ("percnt", "%"), ("bull", "\u{2022}"),
    ("bullet", "\u{2022}"), ("middot", "\u{b7}"), ("centerdot", "\u{b7}"), ("CenterDot", "\u{b7}"),
    ("szlig", "ß"), ("rsquo", "\u{2019}"),
];

/// Names of letters end with that of their mark: `uuml` is `u` and a mark.
const MARKS: [(&str, char); 8] = [
    ("acute", '\u{301}'),
    ("grave", '\u{300}'),
    ("circ", '\u{302}'),
    ("uml", '\u{308}'),
    ("tilde", '\u{303}'),
    ("ring", '\u{30a}'),
    ("cedil", '\u{327}'),
    ("caron", '\u{30c}'),
];
/// Bytes of the longest reference.
const LONGEST: usize = 32;

/// Appends what the reference stands for that begins with the `&` of this text, or the sign itself; what follows it.
/// One that was escaped, once or more, is read as what was meant: `&amp;#64;` is an at-sign.
pub(super) fn resolve<'s>(marked: &'s str, to: &mut String) -> &'s str {
    let mut rest = marked.get(1..).unwrap_or_default();
    while let Some(inner) = rest.strip_prefix("amp;") {
        rest = inner;
    }
    let length = rest
        .bytes()
        .take(LONGEST)
        .take_while(|byte| byte.is_ascii_alphanumeric() || *byte == b'#')
        .count();
    let (name, after) = rest.split_at(length);
    let after = after.strip_prefix(';').unwrap_or(after);
    if let Some(number) = name.strip_prefix('#') {
        if let Some((sign, used)) = numbered(number) {
            to.push(sign);
            // What follows a number without `;` is no part of it.
            let left = number.len() - used;
            return if left > 0 {
                rest.get(1 + used..).unwrap_or_default()
            } else {
                after
            };
        }
    } else if let Some((_, plain)) = NAMED.iter().find(|(known, _)| *known == name) {
        to.push_str(plain);
        return after;
    } else if let Some((letter, mark)) = marked_letter(name) {
        to.extend([letter, mark]);
        return after;
    }
    to.push('&');
    rest
}

/// The character of a number as it stands in a reference, and how many bytes of it are digits.
fn numbered(written: &str) -> Option<(char, usize)> {
    let hex = written.strip_prefix(['x', 'X']);
    let (digits, radix) = hex.map_or((written, 10), |digits| (digits, 16));
    let length = digits.chars().take_while(|c| c.is_digit(radix)).count();
    let value = u32::from_str_radix(digits.get(..length)?, radix).ok()?;
    let sign = char::from_u32(value).filter(|c| *c != '\0')?;
    Some((sign, length + written.len() - digits.len()))
}

fn marked_letter(name: &str) -> Option<(char, char)> {
    let mut letters = name.chars();
    let letter = letters.next().filter(char::is_ascii_alphabetic)?;
    let (_, mark) = MARKS.iter().find(|(known, _)| *known == letters.as_str())?;
    Some((letter, *mark))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_are_resolved() {
        for (written, wanted, left) in [
            ("&#64;p", "@", "p"),
            ("&#64p", "@", "p"),
            ("&#x40;p", "@", "p"),
            ("&commat;p", "@", "p"),
            ("&amp;amp;#64;p", "@", "p"),
            ("&amp;p", "&", "p"),
            ("& p", "&", " p"),
            ("&#;", "&", "#;"),
            ("&#xd800;", "&", "#xd800;"),
            ("&nosuch;", "&", "nosuch;"),
            ("&ouml;p", "o\u{308}", "p"),
            (
                "&#0000000000000000000000000000000000064;",
                "&",
                "#0000000000000000000000000000000000064;",
            ),
        ] {
            let mut read = String::new();
            assert_eq!(
                (resolve(written, &mut read), read.as_str()),
                (left, wanted),
                "{written}"
            );
        }
    }
}
