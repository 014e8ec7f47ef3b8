//! The address in a header, however it is written.

/// The first address of a header's value: what stands in angle brackets, else the first word with an `@`.
pub(super) fn first(value: &str) -> Option<&str> {
    let is_address = |word: &&str| word.contains('@') && !word.contains(char::is_whitespace);
    let mut bracketed = value
        .split('<')
        .skip(1)
        .filter_map(|rest| Some(rest.split_once('>')?.0.trim()));
    let mut words = value
        .split(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | '<' | '>' | '"' | '(' | ')'))
        .map(|word| word.trim_start_matches("mailto:"));
    bracketed.find(is_address).or_else(|| words.find(is_address))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_found_in_every_form() {
        for value in [
            "ada@harbour.example",
            "<ada@harbour.example>",
            "Ada Reed <ada@harbour.example>",
            "ada@harbour.example (Ada Reed)",
            "\"Reed, Ada\" <ada@harbour.example>, \"B\" <b@harbour.example>",
            "Ada <ada@harbour.example> B <b@harbour.example>",
            "ada@harbour.example b@harbour.example",
            "\"b@harbour.example\" <ada@harbour.example>",
        ] {
            assert_eq!(first(value), Some("ada@harbour.example"), "{value}");
        }
        assert_eq!(first("MAILER-DAEMON (Mail Delivery System)"), None);
        assert_eq!(first(""), None);
    }
}
