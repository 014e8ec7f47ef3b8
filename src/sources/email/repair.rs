//! Mail whose headers are not written in ASCII or UTF-8, as they must be, and mail out of a mailbox file.

use std::borrow::Cow;

use encoding_rs::{EUC_JP, Encoding, ISO_2022_JP, SHIFT_JIS, UTF_8, WINDOWS_1252};

use super::joined::joined;

/// The mail with headers in UTF-8, without the line that a mailbox file puts before it.
pub(super) fn repair(body: &[u8]) -> Cow<'_, [u8]> {
    let body = match body.strip_prefix(b"From ") {
        Some(rest) => rest.split_once_line(),
        None => body,
    };
    let end = end_of_headers(body);
    let (head, rest) = body.split_at_checked(end).unwrap_or((body, &[]));
    let shifted = shifted(head);
    let decoded = match std::str::from_utf8(&shifted) {
        Ok(_) => Cow::Borrowed(&*shifted),
        Err(_) => Cow::Owned(decode(&shifted).into_owned().into_bytes()),
    };
    match joined(&decoded) {
        Cow::Borrowed(same) if same == head => Cow::Borrowed(body),
        Cow::Borrowed(head) => Cow::Owned([head, rest].concat()),
        Cow::Owned(head) => Cow::Owned([&head, rest].concat()),
    }
}

/// The headers without ISO-2022-JP, which switches between its signs with escapes and looks like ASCII.
fn shifted(head: &[u8]) -> Cow<'_, [u8]> {
    const ESCAPE: u8 = 0x1B;
    if !head.contains(&ESCAPE) {
        return Cow::Borrowed(head);
    }
    let lines = head.split_inclusive(|byte| *byte == b'\n').map(|line| {
        let japanese = line.contains(&ESCAPE);
        let text = japanese.then(|| ISO_2022_JP.decode_without_bom_handling_and_without_replacement(line));
        text.flatten().map_or(Cow::Borrowed(line), |text| {
            Cow::Owned(text.into_owned().into_bytes())
        })
    });
    Cow::Owned(lines.collect::<Vec<_>>().concat())
}

trait Line {
    fn split_once_line(&self) -> &[u8];
}

impl Line for [u8] {
    /// What follows the first line.
    fn split_once_line(&self) -> &[u8] {
        let end = self.iter().position(|byte| *byte == b'\n');
        end.and_then(|end| self.get(end + 1..)).unwrap_or_default()
    }
}

fn end_of_headers(body: &[u8]) -> usize {
    let blank = |window: &[u8]| matches!(window, [b'\n', b'\n', ..] | [b'\n', b'\r', b'\n']);
    body.windows(3).position(blank).map_or(body.len(), |at| at + 1)
}

/// Text in what the headers themselves name as the encoding of the body; else as most mail programs did it.
/// Japanese mail names one encoding and uses another.
pub(super) fn decode(bytes: &[u8]) -> Cow<'_, str> {
    let named = label(bytes).and_then(Encoding::for_label);
    let japanese = named.is_some_and(|named| [ISO_2022_JP, SHIFT_JIS, EUC_JP].contains(&named));
    let tries: &[&'static Encoding] = match named {
        Some(_) if japanese => &[SHIFT_JIS, EUC_JP],
        Some(named) => &[named],
        None => &[UTF_8],
    };
    let decoded = tries
        .iter()
        .find_map(|encoding| encoding.decode_without_bom_handling_and_without_replacement(bytes));
    decoded.unwrap_or_else(|| WINDOWS_1252.decode_without_bom_handling(bytes).0)
}

/// What a text says that was read as Windows does and is UTF-8: such mail says that it is ASCII, and is not.
pub(super) fn beyond_ascii(text: &str) -> Option<String> {
    if text.is_ascii() {
        return None;
    }
    let (bytes, _, unknown) = WINDOWS_1252.encode(text);
    (!unknown)
        .then(|| String::from_utf8(bytes.into_owned()).ok())
        .flatten()
}

fn label(bytes: &[u8]) -> Option<&[u8]> {
    const NAME: &[u8] = b"charset=";
    let at = bytes
        .windows(NAME.len())
        .position(|window| window.eq_ignore_ascii_case(NAME))?;
    let rest = bytes.get(at + NAME.len()..)?;
    let rest = rest.strip_prefix(b"\"").unwrap_or(rest);
    let end = rest
        .iter()
        .position(|byte| matches!(byte, b'"' | b';' | b' ' | b'\r' | b'\n'));
    rest.get(..end.unwrap_or(rest.len()))
}
