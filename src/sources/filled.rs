//! What was filled into a form whose questions are not known: the texts of its answers, in their order. Figures and
//! lone links are no words.

use std::borrow::Cow;

use serde_json::value::RawValue;

use super::inside::{self, Seen};

/// Answers lie in lists of rows, and no deeper.
const DEPTH: usize = 5;

/// The texts in this value.
pub(super) fn words(raw: &RawValue) -> Vec<Cow<'_, str>> {
    let texts = inside::within(
        raw,
        DEPTH,
        |name| if is_id(name) { Seen::Hidden } else { Seen::Shown },
    );
    let texts = texts.into_iter().map(|(_, text)| text);
    texts.filter(|text| is_words(text)).map(Cow::Owned).collect()
}

/// Whether a field of this name holds the name of a question or of a choice.
fn is_id(name: &str) -> bool {
    name == "id" || name.ends_with("Id") || name.ends_with("_id")
}

/// Whether a text says something: more than a figure, yes or no, or a link.
pub(super) fn is_words(text: &str) -> bool {
    let text = text.trim();
    let link = text.starts_with("http") && text.contains("://") && !text.contains(char::is_whitespace);
    !(text.is_empty() || link || text.parse::<f64>().is_ok() || matches!(text, "true" | "false"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_found_and_figures_are_none() {
        let form = r#"{"a":"late again","b":4,"c":"5","d":["no lift",{"row":"dirty"}],"e":true,"f":" ","g":"https://a.example/b.png"}"#;
        let form: &RawValue = serde_json::from_str(form).unwrap();
        assert_eq!(words(form), ["late again", "no lift", "dirty"]);
        let deep: &RawValue = serde_json::from_str(r#"[[[[["a"],"b"]]]]"#).unwrap();
        assert_eq!(words(deep), ["b"]);
    }

    #[test]
    fn names_of_questions_are_no_answers() {
        let form =
            r#"{"questionId":"5f0a","textAnswers":{"answers":[{"value":"late again"}]},"choice_id":"x1"}"#;
        let form: &RawValue = serde_json::from_str(form).unwrap();
        assert_eq!(words(form), ["late again"]);
    }
}
