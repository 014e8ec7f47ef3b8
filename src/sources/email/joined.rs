//! Encoded words of headers (RFC 2047) that belong together. A word holds whole characters; many programs cut the
//! text into words by bytes, so neighbours of one encoding are decoded together.

use std::borrow::Cow;

use encoding_rs::{BIG5, EUC_KR, Encoding, GBK, SHIFT_JIS};
use mail_parser::decoders::base64::base64_decode;

/// The headers, with neighbours made into one word.
pub(super) fn joined(head: &[u8]) -> Cow<'_, [u8]> {
    let mut out: Option<Vec<u8>> = None;
    let (mut at, mut copied) = (0, 0);
    while let Some(found) = head
        .get(at..)
        .and_then(|rest| rest.windows(2).position(|pair| pair == b"=?"))
    {
        let start = at + found;
        let Some(run) = Run::at(head, start) else {
            at = start + 2;
            continue;
        };
        at = run.end;
        if let Some(text) = run.text() {
            let out = out.get_or_insert_with(|| Vec::with_capacity(head.len()));
            out.extend_from_slice(head.get(copied..start).unwrap_or_default());
            out.extend_from_slice(&word(&text));
            copied = run.end;
        }
    }
    match out {
        Some(mut out) => {
            out.extend_from_slice(head.get(copied..).unwrap_or_default());
            Cow::Owned(out)
        }
        None => Cow::Borrowed(head),
    }
}

/// Bytes of a word that are looked at: 75 are allowed, some programs write a whole line.
const WORD: usize = 1000;

/// Neighbours of one encoding.
struct Run {
    encoding: &'static Encoding,
    bytes: Vec<u8>,
    words: usize,
    end: usize,
}

impl Run {
    fn at(head: &[u8], start: usize) -> Option<Self> {
        let (encoding, bytes, end) = decoded(head, start)?;
        let mut run = Self {
            encoding,
            bytes,
            words: 1,
            end,
        };
        loop {
            let rest = head.get(run.end..)?;
            let blank = rest.iter().take_while(|byte| byte.is_ascii_whitespace()).count();
            // A line that does not go on ends the header.
            let gap = rest.get(..blank)?;
            let folded = !gap.contains(&b'\n') || gap.ends_with(b" ") || gap.ends_with(b"\t");
            match decoded(head, run.end + blank) {
                Some((encoding, bytes, end)) if folded && encoding == run.encoding => {
                    run.bytes.extend(bytes);
                    (run.words, run.end) = (run.words + 1, end);
                }
                _ => return Some(run),
            }
        }
    }

    /// What they say together, if they are several.
    fn text(&self) -> Option<Cow<'_, str>> {
        let encoding = self.encoding;
        (self.words > 1)
            .then(|| encoding.decode_without_bom_handling_and_without_replacement(&self.bytes))
            .flatten()
    }
}

/// The word that begins here: its encoding, its bytes, and where it ends.
fn decoded(head: &[u8], start: usize) -> Option<(&'static Encoding, Vec<u8>, usize)> {
    let rest = head.get(start..)?.strip_prefix(b"=?")?;
    let rest = rest.get(..rest.len().min(WORD))?;
    let line = rest.split(|byte| matches!(byte, b'\r' | b'\n')).next()?;
    let mut parts = line.splitn(3, |byte| *byte == b'?');
    let (charset, form, rest) = (parts.next()?, parts.next()?, parts.next()?);
    let length = rest.windows(2).position(|pair| pair == b"?=")?;
    let content = rest.get(..length)?;
    // RFC 2231 adds a language.
    let charset = charset.split(|byte| *byte == b'*').next()?;
    let bytes = match form {
        b"B" | b"b" => base64_decode(content)?,
        b"Q" | b"q" => quoted(content)?,
        _ => return None,
    };
    let end = start + 2 + (line.len() - rest.len()) + length + 2;
    Some((encoding(charset)?, bytes, end))
}

/// The encoding of this name; Windows has numbers of its own for some.
fn encoding(charset: &[u8]) -> Option<&'static Encoding> {
    Encoding::for_label(charset).or_else(|| match &*charset.to_ascii_lowercase() {
        b"cp932" => Some(SHIFT_JIS),
        b"cp936" | b"ms936" | b"euc-cn" => Some(GBK),
        b"cp949" | b"ms949" => Some(EUC_KR),
        b"cp950" | b"ms950" => Some(BIG5),
        _ => None,
    })
}

/// The bytes of the `Q` form.
fn quoted(content: &[u8]) -> Option<Vec<u8>> {
    let mut bytes = Vec::with_capacity(content.len());
    let mut signs = content.iter();
    while let Some(sign) = signs.next() {
        bytes.push(match sign {
            b'_' => b' ',
            b'=' => digit(*signs.next()?)? * 16 + digit(*signs.next()?)?,
            sign => *sign,
        });
    }
    Some(bytes)
}

fn digit(sign: u8) -> Option<u8> {
    char::from(sign)
        .to_digit(16)
        .and_then(|digit| u8::try_from(digit).ok())
}

/// The text as one word: nothing in it can be read as a part of the header.
fn word(text: &str) -> Vec<u8> {
    let mut word = b"=?utf-8?Q?".to_vec();
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() {
            word.push(byte);
        } else {
            word.extend(format!("={byte:02X}").into_bytes());
        }
    }
    word.extend(b"?=");
    word
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(head: &[u8]) -> String {
        let mail = [&*joined(head), b"\r\n\r\nwords"].concat();
        let message = mail_parser::MessageParser::default().parse(&mail).unwrap();
        message.subject().unwrap_or_default().to_owned()
    }

    #[test]
    fn words_that_split_a_character_are_read_together() {
        for (head, subject) in [
            (&b"Subject: =?utf-8?B?w4PD?=\r\n =?utf-8?B?hA==?="[..], "ÃÄ"),
            (b"Subject: =?utf-8?Q?K=C3?= =?UTF-8?b?tmxu?=", "Köln"),
            (
                b"Subject: =?utf-8?Q?K=C3?=\n\t=?utf-8*de?Q?=B6ln_1?= now",
                "Köln 1 now",
            ),
            (b"Subject: =?shift_jis?B?k4w=?= =?shift_jis?B?i54=?=", "東京"),
            (b"Subject: =?shift_jis?B?k4yL?= =?shift_jis?B?ng==?=", "東京"),
            (
                b"Subject: =?gb18030?B?sbE=?= =?gb18030?B?vg==?= =?gb18030?B?qQ==?=",
                "北京",
            ),
            (b"Subject: =?cp936?B?sbE=?= =?gbk?B?vqk=?=", "北京"),
            (b"Subject: =?big5?B?pXil?= =?big5?B?Xw==?=", "台北"),
            (b"Subject: =?euc-kr?B?vK2/?= =?euc-kr?B?7w==?=", "서울"),
            (
                b"Subject: =?iso-2022-jp?B?GyRCRWw=?= =?iso-2022-jp?B?NX4bKEI=?=",
                "東京",
            ),
            (
                b"Subject: \"at =?utf-8?Q?K=C3?= =?utf-8?Q?=B6ln?= now\"",
                "\"at Köln now\"",
            ),
        ] {
            assert_eq!(read(head), subject, "{}", String::from_utf8_lossy(head));
        }
    }

    #[test]
    fn what_is_no_run_of_words_stays() {
        for head in [
            &b"Subject: =?utf-8?Q?K=C3=B6ln?= and =?utf-8?Q?Bonn?="[..],
            b"Subject: =?utf-8?Q?a?=\r\nX-Other: =?utf-8?Q?b?=",
            b"Subject: =?utf-8?Q?a?=\r\n=?utf-8?Q?b?=",
            b"Subject: =?utf-8?Q?a?= =?iso-8859-1?Q?b?=",
            b"Subject: =?utf-8?Q?a=C3?= =?utf-8?Q?b?=",
            b"Subject: what =? is ?= this =?",
        ] {
            assert_eq!(&*joined(head), head, "{}", String::from_utf8_lossy(head));
        }
    }
}
