//! The model card: what a model was made from, on what terms, and how right it is, for people.

use std::fmt::Write;

use serde_json::Value;

use crate::scoring::model::Model;

/// The card of a model of this many bytes, in Markdown.
#[must_use]
pub fn card(model: &Model, report: &Value, bytes: usize) -> String {
    let recipe: Value = serde_json::from_str(&model.identity.recipe).unwrap_or_default();
    let mut out = format!(
        "# Model {}\n\n{bytes} bytes, seed {}. Unsure below {:.0} %.\n",
        model.title(),
        recipe.get("seed").unwrap_or(&Value::Null),
        model.unsure * 100.0
    );
    put_lists(&mut out, &recipe);
    put_sets(&mut out, &recipe);
    put_teacher(&mut out, &recipe);
    put_measures(&mut out, report);
    out
}

fn items<'a>(of: &'a Value, key: &str) -> impl Iterator<Item = &'a Value> {
    of.get(key).and_then(Value::as_array).into_iter().flatten()
}

fn text<'a>(of: &'a Value, key: &str) -> &'a str {
    of.get(key).and_then(Value::as_str).unwrap_or_default()
}

fn put_lists(out: &mut String, recipe: &Value) {
    out.push_str("\n## Word lists\n\n| package | version | licence | SHA-256 |\n|---|---|---|---|\n");
    for list in items(recipe, "lists") {
        let cells = ["package", "version", "licence", "sha256"].map(|key| text(list, key));
        let _ = writeln!(out, "| {} |", cells.join(" | "));
    }
}

fn put_sets(out: &mut String, recipe: &Value) {
    out.push_str("\n## Sets\n\n| head | file | splits | rows | non-commercial | terms | SHA-256 |\n|---|---|---|---|---|---|---|\n");
    for head in items(recipe, "heads") {
        for set in items(head, "sets") {
            let _ = writeln!(
                out,
                "| {} | {} | {} | {} | {} | {} | {} |",
                text(head, "head"),
                text(set, "file"),
                joined(set, "splits"),
                set.get("rows").unwrap_or(&Value::Null),
                yes_or_no(set, "non_commercial"),
                text(set, "terms"),
                text(set, "sha256"),
            );
        }
    }
}

fn put_teacher(out: &mut String, recipe: &Value) {
    let Some(teacher) = recipe.get("teacher") else {
        return;
    };
    let package = teacher.get("package").unwrap_or(&Value::Null);
    let cells = ["package", "version", "licence", "sha256"].map(|key| text(package, key));
    let _ = writeln!(
        out,
        "\n## Teacher\n\nA network over the numbers of an encoder judged these posts for sentiment; their labels were \
         not looked at.\nNothing of the encoder is in the model.\n\n\
         | encoder | version | licence | SHA-256 |\n|---|---|---|---|\n| {} |",
        cells.join(" | ")
    );
    out.push_str("\n| file | splits | languages | posts | non-commercial | terms | SHA-256 |\n|---|---|---|---|---|---|---|\n");
    for set in items(teacher, "sets") {
        let _ = writeln!(
            out,
            "| {} | {} | {} | {} | {} | {} | {} |",
            text(set, "file"),
            joined(set, "splits"),
            joined(set, "languages"),
            set.get("rows").unwrap_or(&Value::Null),
            yes_or_no(set, "non_commercial"),
            text(set, "terms"),
            text(set, "sha256"),
        );
    }
}

fn joined(of: &Value, key: &str) -> String {
    let parts: Vec<&str> = items(of, key).filter_map(Value::as_str).collect();
    parts.join(", ")
}

fn yes_or_no(of: &Value, key: &str) -> &'static str {
    if of.get(key) == Some(&Value::Bool(true)) {
        "yes"
    } else {
        "no"
    }
}

fn put_measures(out: &mut String, report: &Value) {
    let heads = report
        .get("heads")
        .and_then(Value::as_object)
        .into_iter()
        .flatten();
    out.push_str("\n## Measures on the rows kept for calibration (per cent)\n");
    for (head, found) in heads {
        let share = |key: &str| found.get(key).and_then(Value::as_f64).unwrap_or(0.0) * 100.0;
        let rows = found.get("rows").unwrap_or(&Value::Null);
        let _ = writeln!(
            out,
            "\n{head}: {rows} rows, macro recall {:.1}, macro F1 {:.1}, accuracy {:.1}, calibration error {:.1}",
            share("macro_recall"),
            share("macro_f1"),
            share("accuracy"),
            share("calibration_error"),
        );
        put_confusion(out, found);
        put_languages(out, found);
    }
    put_ablations(out, report);
}

fn put_confusion(out: &mut String, found: &Value) {
    let labels: Vec<&str> = items(found, "classes")
        .map(|class| text(class, "label"))
        .collect();
    if labels.len() > 12 {
        return;
    }
    let _ = writeln!(
        out,
        "\n| is \\ said | {} |\n|---|{}",
        labels.join(" | "),
        "---|".repeat(labels.len())
    );
    for (label, row) in labels.iter().zip(items(found, "confusion")) {
        let counts: Vec<String> = row
            .as_array()
            .into_iter()
            .flatten()
            .map(Value::to_string)
            .collect();
        let _ = writeln!(out, "| {label} | {} |", counts.join(" | "));
    }
}

fn put_languages(out: &mut String, found: &Value) {
    let languages = found.get("languages").and_then(Value::as_object);
    let Some(languages) = languages.filter(|languages| !languages.is_empty()) else {
        return;
    };
    out.push_str("\n| language | rows | macro F1 | accuracy |\n|---|---|---|---|\n");
    for (language, found) in languages {
        let share = |key: &str| found.get(key).and_then(Value::as_f64).unwrap_or(0.0) * 100.0;
        let rows = found.get("rows").unwrap_or(&Value::Null);
        let _ = writeln!(
            out,
            "| {language} | {rows} | {:.1} | {:.1} |",
            share("macro_f1"),
            share("accuracy")
        );
    }
}

fn put_ablations(out: &mut String, report: &Value) {
    let Some(without) = report.get("without").and_then(Value::as_object) else {
        return;
    };
    out.push_str(
        "\n## Without a group of features\n\n| without | macro recall | macro F1 |\n|---|---|---|\n",
    );
    for (group, found) in without {
        let share = |key: &str| found.get(key).and_then(Value::as_f64).unwrap_or(0.0) * 100.0;
        let _ = writeln!(
            out,
            "| {group} | {:.1} | {:.1} |",
            share("macro_recall"),
            share("macro_f1")
        );
    }
}
