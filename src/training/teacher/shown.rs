//! A post as the encoder is shown it.

/// The text without links, each name of somebody as `@user`, and the signs that pages escape as they are.
#[must_use]
pub fn shown(text: &str) -> String {
    let plain = text
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&amp;", "&");
    let link = |word: &str| {
        ["http://", "https://", "www."]
            .iter()
            .any(|start| word.starts_with(start))
    };
    let words = plain.split_whitespace().filter(|word| !link(word));
    let words = words.map(|word| {
        if word.len() > 1 && word.starts_with('@') {
            "@user"
        } else {
            word
        }
    });
    words.collect::<Vec<_>>().join(" ")
}
