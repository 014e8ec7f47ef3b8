//! What the client says of its configuration, without the values that it was given: one of them may be a secret under a
//! misspelt key.

/// What stands in place of a value.
const CUT: &str = "********";
/// A value of fewer bytes is cut only where it stands alone: within words it would be found by chance.
const WITHIN_WORDS: usize = 8;

/// The text with every one of these values cut out of it.
#[must_use]
pub fn without_values<'v>(text: &str, values: impl Iterator<Item = &'v str>) -> String {
    let mut values: Vec<&str> = values.filter(|value| !value.trim().is_empty()).collect();
    // The longest first: one may be a part of another.
    values.sort_by_key(|value| std::cmp::Reverse(value.len()));
    values
        .into_iter()
        .fold(text.to_owned(), |text, value| without(&text, value))
}

fn without(text: &str, value: &str) -> String {
    let (mut kept, mut rest) = (String::with_capacity(text.len()), text);
    while let Some((before, after)) = rest.split_once(value) {
        kept.push_str(before);
        let of_word = |c: char| c.is_alphanumeric() || matches!(c, '.' | '_');
        let joined = kept.ends_with(of_word) || after.starts_with(of_word);
        kept.push_str(if joined && value.len() < WITHIN_WORDS {
            value
        } else {
            CUT
        });
        rest = after;
    }
    kept.push_str(rest);
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(text: &str, values: &[&str]) -> String {
        without_values(text, values.iter().copied())
    }

    #[test]
    fn a_value_is_cut_wherever_it_stands() {
        let said = "No such configuration property: \"sasl.passwordd\" hunter2-right";
        assert_eq!(
            cut(said, &["PLAIN", "hunter2-right"]),
            "No such configuration property: \"sasl.passwordd\" ********"
        );
        assert_eq!(cut("(hunter2)", &["hunter2"]), "(********)");
        assert_eq!(cut("xhunter2-righty", &["hunter2-right"]), "x********y");
    }

    #[test]
    fn a_short_value_leaves_words_alone() {
        assert_eq!(cut("sasl.mechanism: sasl", &["sasl"]), "sasl.mechanism: ********");
        assert_eq!(
            cut("no ssl.ca.location, 1 of 10", &["1", "ca"]),
            "no ssl.ca.location, ******** of 10"
        );
    }

    #[test]
    fn a_value_within_another_leaves_no_rest_of_it() {
        assert_eq!(cut("is secretsecret", &["secret", "secretsecret"]), "is ********");
        assert_eq!(cut("is fine", &["", " "]), "is fine");
    }
}
