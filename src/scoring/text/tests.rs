use super::{Kind, Scan, hash_of};

fn kinds(text: &str) -> Vec<(Kind, String)> {
    let mut scan = Scan::new();
    scan.read(text);
    scan.tokens()
        .iter()
        .map(|token| (token.kind, scan.word(token).iter().collect()))
        .collect()
}

fn words(text: &str) -> Vec<String> {
    kinds(text)
        .into_iter()
        .filter(|(kind, _)| matches!(kind, Kind::Word | Kind::Hashtag))
        .map(|(_, word)| word)
        .collect()
}

#[test]
fn words_are_folded() {
    assert_eq!(
        words("DON'T be Söphisticated, naïve Straße"),
        ["dont", "be", "sophisticated", "naive", "strasse"]
    );
    assert_eq!(words("sooooo gooood"), ["soo", "good"]);
    assert_eq!(words("e\u{301}te\u{301}"), ["ete"]);
}

#[test]
fn the_hash_is_that_of_the_folded_word() {
    let mut scan = Scan::new();
    scan.read("Été ÉTÉ été");
    for token in scan.tokens() {
        assert_eq!(token.hash, hash_of("ete"));
        assert_eq!(token.hash, hash_of(&scan.word(token).iter().collect::<String>()));
    }
    assert!(scan.tokens()[1].loud && !scan.tokens()[0].loud);
}

#[test]
fn handles_links_hashtags_numbers_and_marks_are_tokens() {
    let found: Vec<Kind> =
        kinds("@brand_care see https://a.example/b?c #NoSignal 3 times, 1,200 later!? 10%")
            .into_iter()
            .map(|(kind, _)| kind)
            .collect();
    assert_eq!(
        found,
        [
            Kind::Handle,
            Kind::Word,
            Kind::Link,
            Kind::Hashtag,
            Kind::Number,
            Kind::Word,
            Kind::Comma,
            Kind::Number,
            Kind::Word,
            Kind::Exclamation,
            Kind::Question,
            Kind::Number,
            Kind::Other
        ]
    );
}

#[test]
fn faces_and_emoji_stand_alone() {
    let found: Vec<Kind> = kinds("ok :) :-( &lt;3 😡😡 at 10:30")
        .into_iter()
        .map(|(kind, _)| kind)
        .collect();
    assert_eq!(
        found,
        [
            Kind::Word,
            Kind::Emoticon,
            Kind::Emoticon,
            Kind::Emoticon,
            Kind::Emoji,
            Kind::Emoji,
            Kind::Word,
            Kind::Number
        ]
    );
}

#[test]
fn ranges_lie_in_the_source() {
    let text = "Ünd &amp; “wörds” 👍🏽 @you’re";
    let mut scan = Scan::new();
    scan.read(text);
    let pieces: Vec<&str> = scan
        .tokens()
        .iter()
        .map(|token| &text[token.from as usize..token.to as usize])
        .collect();
    assert_eq!(pieces, ["Ünd", "“", "wörds", "”", "👍", "@you", "re"]);
}

#[test]
fn awkward_texts_are_read_to_their_end() {
    for text in [
        "",
        "\u{0}\u{1}\u{7f}",
        "@",
        "#",
        "@@##",
        "'''",
        "&",
        "&amp",
        ":",
        "\u{202e}abc",
        "مرحبا بكم",
        "ฉันไม่ชอบ",
    ] {
        let mut scan = Scan::new();
        scan.read(text);
    }
    let mut scan = Scan::new();
    scan.read(&"a".repeat(100_000));
    assert_eq!(scan.tokens().len(), 1);
    scan.read(&"ab".repeat(50_000));
    assert!(scan.tokens().len() > 1_000);
}
