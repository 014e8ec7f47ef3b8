use std::io::Write;
use std::path::PathBuf;

use super::*;
use crate::scoring::vader::{Scratch, score};

const RULES: &str = "# invented
B_INCR = 0.293
B_DECR = -0.293
NEGATE = \\
    [\"nay\", 'noway',  # two of them
     \"nevermore\"]
BOOSTER_DICT = \\
    {\"hugely\": B_INCR, \"bit of\": B_DECR}
SPECIAL_CASES = {\"the pits\": -3, \"so what\": -1.5, \"tea time\": 0.0}
";
const METADATA: &str =
    "Metadata-Version: 2.1\nName: invented\nVersion: 1.2.3\nLicense: MIT License\n\nName: other\n";

fn wheel_with(rules: &str, words: &str, metadata: &str) -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("invented.whl");
    let mut zip = zip::ZipWriter::new(std::fs::File::create(&path).unwrap());
    for (name, text) in [
        ("vaderSentiment/vader_lexicon.txt", words),
        ("vaderSentiment/vaderSentiment.py", rules),
        (
            "vaderSentiment/emoji_utf8_lexicon.txt",
            "😀\tfine face\n👩‍🚀\ttwo signs\n",
        ),
        ("invented-1.2.3.dist-info/METADATA", metadata),
        ("invented/other.bin", "\u{0}"),
    ] {
        let options = zip::write::SimpleFileOptions::default();
        zip.start_file(name, options).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    zip.finish().unwrap();
    (folder, path)
}

const WORDS: &str = "fine\t1.5\t0.4\t[1, 2]\nawful\t-2.25\t0.1\t[]\n:D\t2.3\t0\t[]\nfine\t1.6\t0.4\t[]\n\n";

#[test]
fn vaders_lists_come_out_of_a_wheel() {
    let (_folder, path) = wheel_with(RULES, WORDS, METADATA);
    let Listed { package, lists } = vader(&path).unwrap();
    assert_eq!(
        (&*package.name, &*package.version, &*package.licence),
        ("invented", "1.2.3", "MIT License")
    );
    assert_eq!(package.sha256.len(), 64);
    let entries = lists.entries();
    let amounts = |list: &std::collections::BTreeMap<String, i16>| -> Vec<(String, i16)> {
        list.iter()
            .map(|(word, amount)| (word.clone(), *amount))
            .collect()
    };
    let own = |list: &[(&str, i16)]| -> Vec<(String, i16)> {
        list.iter()
            .map(|(word, amount)| ((*word).to_owned(), *amount))
            .collect()
    };
    assert_eq!(amounts(&entries.words), own(&[("awful", -2250), ("fine", 1600)]));
    assert_eq!(
        amounts(&entries.boosters),
        own(&[("bit of", -293), ("hugely", 293)])
    );
    assert_eq!(
        amounts(&entries.phrases),
        own(&[("so what", -1500), ("tea time", 0), ("the pits", -3000)])
    );
    assert_eq!(
        entries.negations.iter().collect::<Vec<_>>(),
        ["nay", "nevermore", "noway"]
    );
    assert_eq!(entries.emoji.len(), 1);
    let numbers = score(&lists, "hugely fine 😀", &mut Scratch::new());
    assert!(numbers.compound > 0.4);
}

#[test]
fn a_wrong_line_is_named() {
    let of = |rules: &str, words: &str, metadata: &str| {
        let (_folder, path) = wheel_with(rules, words, metadata);
        let error = vader(&path).unwrap_err().to_string();
        error.split_once(".whl: ").unwrap().1.to_owned()
    };
    let rules = |from: &str, to: &str| of(&RULES.replace(from, to), WORDS, METADATA);
    assert_eq!(
        rules("'noway'", "noway"),
        "vaderSentiment/vaderSentiment.py:5: a string in quotes wanted"
    );
    assert_eq!(
        rules("\"nevermore\"]", "\"nevermore\" \"a\"]"),
        "vaderSentiment/vaderSentiment.py:6: `,` wanted"
    );
    assert_eq!(
        rules("B_DECR}", "B_NONE}"),
        "vaderSentiment/vaderSentiment.py:1: no constant B_NONE"
    );
    assert_eq!(
        rules("-3,", "[1],"),
        "vaderSentiment/vaderSentiment.py:9: a number or a name wanted"
    );
    assert_eq!(
        rules("0.0}", "0.0"),
        "vaderSentiment/vaderSentiment.py:10: the file ends before `}`"
    );
    assert_eq!(
        rules("NEGATE", "NEGATES"),
        "vaderSentiment/vaderSentiment.py:1: no constant NEGATE"
    );
    assert_eq!(
        of(RULES, "fine\t1.5\nawful\n", METADATA),
        "vaderSentiment/vader_lexicon.txt:2: two cells with a tab between them wanted"
    );
    assert_eq!(
        of(RULES, "fine\t5.5\n", METADATA),
        "vaderSentiment/vader_lexicon.txt:1: a valence from -4 to 4 wanted"
    );
    assert_eq!(
        of(RULES, WORDS, "Name: invented\n"),
        "invented-1.2.3.dist-info/METADATA:1: no field Version"
    );
}

#[test]
fn numbers_read_in_thousandths() {
    let number = super::literal::number;
    for (text, amount) in [
        ("0.293", 293),
        ("-1.5", -1500),
        ("3", 3000),
        ("0.0", 0),
        ("-0.2500", -250),
    ] {
        assert_eq!(number(text), Some(amount), "{text}");
    }
    for text in ["", "-", ".5", "1.2345", "99", "1e3", "--1", "1.x"] {
        assert_eq!(number(text), None, "{text}");
    }
}

fn tarball_with(files: &[(&str, &str)]) -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("invented.tgz");
    let file = std::fs::File::create(&path).unwrap();
    let mut tar = tar::Builder::new(flate2::write::GzEncoder::new(file, flate2::Compression::fast()));
    for (name, text) in files {
        let mut header = tar::Header::new_gnu();
        header.set_size(text.len() as u64);
        header.set_mode(0o644);
        tar.append_data(&mut header, format!("package/{name}"), text.as_bytes())
            .unwrap();
    }
    tar.into_inner().unwrap().finish().unwrap();
    (folder, path)
}

const MANIFEST: (&str, &str) = (
    "package.json",
    r#"{"name": "invented", "version": "0.1.0", "license": "MIT", "other": {}}"#,
);

#[test]
fn translated_words_come_out_of_a_tarball() {
    let (_folder, path) = tarball_with(&[
        (
            "build/languages/AFINN-de.json",
            r#"{"Gut": 3, "übel": -3, " ": 1}"#,
        ),
        MANIFEST,
        ("build/languages/AFINN-es.json", "{\"bueno\": 3}"),
        ("build/languages/AFINN-xx.json", "{\n\"a\": 3,\n\"b\": \"c\"}"),
        ("build/languages/AFINN-yy.json", r#"{"a": 6}"#),
    ]);
    let listed = translated(&path, &["es", "de"]).unwrap();
    let valence = |word: &str, language: &str, valence| Valence {
        word: word.to_owned(),
        language: language.to_owned(),
        valence,
    };
    assert_eq!(
        listed.lists,
        [
            valence("bueno", "es", 3),
            valence("gut", "de", 3),
            valence("übel", "de", -3)
        ]
    );
    assert_eq!(
        (&*listed.package.name, &*listed.package.licence),
        ("invented", "MIT")
    );
    let error = |language: &str| translated(&path, &[language]).unwrap_err().to_string();
    assert!(error("fr").ends_with("holds no build/languages/AFINN-fr.json; is it the right package?"));
    assert!(error("xx").contains("build/languages/AFINN-xx.json:3: "));
    assert!(error("yy").ends_with("a valence of 6, 5 is the farthest"));
}

#[test]
fn ranks_of_emoji_come_out_of_a_tarball() {
    let head =
        "Emoji,Unicode codepoint,Occurrences,Position,Negative,Neutral,Positive,Unicode name,Unicode block";
    let file = |rows: &str| {
        let table = format!("{head}\n{rows}");
        tarball_with(&[MANIFEST, ("build/emojis/Emoji_Sentiment_Data_v1.0.csv", &table)])
    };
    let (_folder, path) = file("😀,0x1f600,17,0.5,2,5,10,FACE,Faces\n");
    let ranks = emoji(&path).unwrap().lists;
    assert_eq!(
        ranks,
        [Rank {
            emoji: "😀".to_owned(),
            rank: 0.4,
            tweets: 17
        }]
    );
    let (_folder, path) = file("😀,0x1f600,17,0.5,2,5,10,FACE,Faces\n😡,0x1f621,3,0.5,many,1,1,FACE,Faces\n");
    let error = emoji(&path).unwrap_err().to_string();
    assert!(
        error.ends_with("Emoji_Sentiment_Data_v1.0.csv:3: a row that does not read"),
        "{error}"
    );
}

#[test]
fn what_is_no_package_is_an_error() {
    let folder = tempfile::tempdir().unwrap();
    let missing = folder.path().join("missing.whl");
    assert!(
        vader(&missing)
            .unwrap_err()
            .to_string()
            .contains("scripts/lists fetches the packages")
    );
    let other = folder.path().join("other");
    std::fs::write(&other, "no archive at all").unwrap();
    assert!(matches!(vader(&other), Err(ListError::Archive { .. })));
    assert!(matches!(emoji(&other), Err(ListError::Archive { .. })));
    let large = "a".repeat((8 << 20) + 1);
    let (_folder, path) = tarball_with(&[MANIFEST, ("build/languages/AFINN-de.json", &large)]);
    let error = translated(&path, &["de"]).unwrap_err().to_string();
    assert!(error.ends_with("AFINN-de.json: too large"), "{error}");
}
