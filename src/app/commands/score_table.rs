//! A score for people.

use std::fmt::Write;

use super::score::Scored;

/// Words that add less to a class than this are left out, as a logit.
const LEAST: f64 = 0.05;

/// A score for people.
pub(super) fn table(scored: &Scored, text: &str) -> String {
    let mut out = format!("{text}\n");
    let scores = &scored.scores;
    let mut line = |name: &str, value: String| {
        let _ = writeln!(out, "  {name:<14}{value}");
    };
    let [negative, neutral, positive] = scored.sentiment;
    let shares = format!("negative {negative:.2}, neutral {neutral:.2}, positive {positive:.2}");
    match (scores.sentiment, scores.abstention) {
        (Some(sentiment), _) => line("sentiment", format!("{sentiment:+.2}  ({shares})")),
        (None, why) => line("sentiment", format!("unsure: {}  ({shares})", word(&why))),
    }
    line(
        "complaint",
        scores
            .complaint
            .map_or("unsure".to_owned(), |share| format!("{share:.2}")),
    );
    let about = scores
        .about_brand
        .map_or("no brand given".to_owned(), |share| format!("{share:.2}"));
    line("about brand", format!("{about}, stance {}", word(&scores.stance)));
    let intents = scores
        .intents
        .iter()
        .map(|found| format!("{} {:.2}", word(&found.intent), found.confidence));
    line("intents", intents.collect::<Vec<_>>().join(", "));
    line(
        "urgency",
        format!("{}  ({})", word(&scores.urgency), scored.axes.axes.urgency_rule),
    );
    line(
        "cues",
        scores.cues.iter().map(word).collect::<Vec<_>>().join(", "),
    );
    line("case", word(&scores.case_state));
    let tone = &scores.tone;
    line(
        "tone",
        format!(
            "emotion {}, formality {:+.2}, humour {:.2}",
            word(&tone.emotion),
            tone.formality,
            tone.humour
        ),
    );
    let language = scores.language.as_deref().unwrap_or("unknown");
    line(
        "language",
        format!("{language} {:.2}", scores.language_confidence),
    );
    line("model", scores.model.clone());
    out.push_str(&reasons(scored, text));
    out
}

/// The name that a value has where it is published.
fn word(value: &impl serde::Serialize) -> String {
    let value = serde_json::to_value(value).unwrap_or_default();
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

fn reasons(scored: &Scored, text: &str) -> String {
    let mut out = String::new();
    for reason in &scored.reasons {
        let _ = writeln!(
            out,
            "  why {} (logit {:+.3}, of it {:+.3} bias)",
            reason.label,
            reason.logit(),
            reason.bias as f64 * reason.unit
        );
        let mut parts: Vec<(f64, &str)> = Vec::new();
        for part in &reason.parts {
            let place = part.token.and_then(|token| scored.places.get(token as usize));
            let piece = place.and_then(|(from, to)| text.get(*from as usize..*to as usize));
            parts.push((
                part.whole as f64 * reason.unit,
                piece.unwrap_or("(style and feelings of the whole)"),
            ));
        }
        parts.sort_by(|one, other| other.0.abs().total_cmp(&one.0.abs()));
        for (adds, piece) in parts.iter().filter(|(adds, _)| adds.abs() >= LEAST).take(8) {
            let _ = writeln!(out, "    {adds:+.3}  {piece}");
        }
    }
    for sign in scored.axes.signs.iter().filter(|sign| sign.counted) {
        let found = text.get(sign.from as usize..sign.to as usize).unwrap_or_default();
        let _ = writeln!(out, "  sign {:?} ({:+}): {found}", sign.sign, sign.strength);
    }
    out.trim_end().to_owned()
}
