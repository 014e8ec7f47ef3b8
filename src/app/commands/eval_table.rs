//! An evaluation as tables for people. Shares are in per cent.

use std::fmt::Write;

use comfy_table::{ContentArrangement, Table, presets};

use crate::evaluation::report::Report;

fn percent(share: f64) -> String {
    format!("{:.1}", share * 100.0)
}

fn fresh(header: Vec<&str>) -> Table {
    let mut table = Table::new();
    table
        .load_preset(presets::NOTHING)
        .set_content_arrangement(ContentArrangement::Disabled)
        .set_header(header);
    table
}

/// The tables of a report.
pub(super) fn table(report: &Report) -> String {
    let mut out = summary(report);
    if report.classes.iter().any(|class| class.rows > 0) {
        let mut classes = fresh(vec![
            "class",
            "rows",
            "precision",
            "95 % interval",
            "recall",
            "F1",
        ]);
        for class in &report.classes {
            let (from, to) = class.precision_interval;
            classes.add_row(vec![
                class.label.clone(),
                class.rows.to_string(),
                percent(class.precision),
                format!("{}-{}", percent(from), percent(to)),
                percent(class.recall),
                percent(class.f1),
            ]);
        }
        let _ = write!(out, "\n{classes}\n");
    }
    if !report.languages.is_empty() {
        let mut languages = fresh(vec!["language", "rows", "macro recall", "macro F1", "accuracy"]);
        for (language, found) in &report.languages {
            languages.add_row(vec![
                language.clone(),
                found.rows.to_string(),
                percent(found.macro_recall),
                percent(found.macro_f1),
                percent(found.accuracy),
            ]);
        }
        let _ = write!(out, "\n{languages}\n");
    }
    out.trim_end().to_owned()
}

fn summary(report: &Report) -> String {
    let (from, to) = report.macro_f1_interval;
    let mut out = format!(
        "{} by {}: {} rows, {} left out\n",
        report.task, report.model, report.rows, report.left_out
    );
    let mut line = |name: &str, value: String| {
        let _ = writeln!(out, "{name:<28}{value}");
    };
    if let Some(correlation) = report.correlation {
        line("correlation with grades", format!("{correlation:.4}"));
        return out;
    }
    line("macro recall", percent(report.macro_recall));
    line(
        "macro F1",
        format!("{} ({}-{})", percent(report.macro_f1), percent(from), percent(to)),
    );
    line("accuracy", percent(report.accuracy));
    line("calibration error", percent(report.calibration_error));
    if let Some(mean) = report.mean_language_f1 {
        line("mean F1 of languages", percent(mean));
    }
    let sure = &report.sure;
    line(
        &format!("sure, from {} on", percent(sure.threshold)),
        format!(
            "{} of the rows, accuracy {}, macro F1 {}",
            percent(sure.coverage),
            percent(sure.accuracy),
            percent(sure.macro_f1)
        ),
    );
    out
}
