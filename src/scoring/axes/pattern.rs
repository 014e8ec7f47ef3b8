//! How phrases are written: words without capitals, accents and apostrophes, one space between them, `|`
//! between phrases. `a/b` is one word or the other, a word with `?` may be missing, `*` is any one word, `0`
//! any number, `@` any handle.

/// A phrase as a list of words.
pub(super) type Words<'p> = Vec<&'p str>;

/// Every list of words that a written phrase stands for.
pub(super) fn spelled_out(phrase: &str) -> Vec<Words<'_>> {
    let mut lists: Vec<Words<'_>> = vec![Vec::new()];
    for part in phrase.split_whitespace() {
        let (words, optional) = match part.strip_suffix('?') {
            Some(words) => (words, true),
            None => (part, false),
        };
        let mut longer = if optional { lists.clone() } else { Vec::new() };
        for word in words.split('/') {
            for list in &lists {
                let mut list = list.clone();
                list.push(word);
                longer.push(list);
            }
        }
        lists = longer;
    }
    lists.retain(|list| !list.is_empty());
    lists
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn alternatives_and_missing_words_are_spelled_out() {
        let mut lists = spelled_out("lost my? bag/case");
        lists.sort();
        assert_eq!(
            lists,
            [
                vec!["lost", "bag"],
                vec!["lost", "case"],
                vec!["lost", "my", "bag"],
                vec!["lost", "my", "case"]
            ]
        );
        assert!(spelled_out("").is_empty());
    }
}
