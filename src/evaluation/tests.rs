use super::measures::{Confusion, calibration_error, correlation};
use super::outcome::{Outcome, Truth};
use super::predictions;

fn outcome(truth: Truth, probabilities: &[f64]) -> Outcome {
    Outcome {
        id: "7".to_owned(),
        language: String::new(),
        truth,
        probabilities: probabilities.to_vec(),
    }
}

#[test]
fn measures_of_a_small_matrix_are_those_worked_out_by_hand() {
    let right = |class| {
        outcome(
            Truth::Class(class),
            if class == 0 { &[0.9, 0.1] } else { &[0.2, 0.8] },
        )
    };
    let wrong = outcome(Truth::Class(1), &[0.6, 0.4]);
    let outcomes = [right(0), right(1), right(1), wrong];
    let confusion = Confusion::of(&outcomes, 2);
    assert_eq!(confusion.counts(), [vec![1, 0], vec![1, 2]]);
    assert!((confusion.macro_recall() - (1.0 + 2.0 / 3.0) / 2.0).abs() < 1e-12);
    assert!((confusion.macro_f1() - (2.0 / 3.0 + 0.8) / 2.0).abs() < 1e-12);
    assert!((confusion.accuracy() - 0.75).abs() < 1e-12);
    // bins: 0.9 right, twice 0.8 right, 0.6 wrong
    assert!((calibration_error(&outcomes) - (0.1 + 0.4 + 0.6) / 4.0).abs() < 1e-12);
}

#[test]
fn grades_correlate_with_the_difference_of_the_outer_classes() {
    let graded = |grade, high| outcome(Truth::Grade(grade), &[1.0 - high, 0.0, high]);
    let outcomes = [graded(-4.0, 0.0), graded(0.0, 0.5), graded(4.0, 1.0)];
    assert!((correlation(&outcomes).unwrap() - 1.0).abs() < 1e-12);
    assert_eq!(correlation(&outcomes[..1]), None);
}

#[test]
fn predictions_have_one_column_a_class() {
    let labels = ["no".to_owned(), "yes".to_owned()];
    let mut out = Vec::new();
    predictions::write(&mut out, &labels, [("7", &[0.25, 0.75][..])]).unwrap();
    assert_eq!(
        String::from_utf8(out).unwrap(),
        "id\tno\tyes\tpredicted\n7\t0.250000\t0.750000\tyes\n"
    );
}
