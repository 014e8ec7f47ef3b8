//! What a figure measures, by the names that surveys give to their questions. Names of the survey's maker
//! are read, never words of the person who answers.

use crate::domain::event::{Metric, Rating};

/// What a question of this name, type or wording measures, and the highest figure where that is settled.
pub(super) fn named(name: &str) -> Option<(Metric, Option<f64>)> {
    let name = name.to_ascii_lowercase();
    let pieces: Vec<&str> = name.split(|c: char| !c.is_ascii_alphanumeric()).collect();
    let has = |piece: &str| pieces.contains(&piece);
    Some(
        if has("nps") || has("enps") || name.contains("net promoter") || name.contains("recommend") {
            (Metric::Nps, Some(10.0))
        } else if has("ces") || has("ces7") || name.contains("effort") {
            (Metric::Ces, has("ces7").then_some(7.0))
        } else if has("csat") || name.contains("satisf") {
            (Metric::Csat, None)
        } else if name.starts_with("star") || has("stars") {
            (Metric::Stars, None)
        } else {
            return None;
        },
    )
}

/// The figure that a question of these names, the most telling first, was answered with.
pub(super) fn rating(names: &[Option<&str>], value: f64, max: Option<f64>) -> Rating {
    let found = names.iter().flatten().find_map(|name| named(name));
    let (metric, settled) = found.unwrap_or((Metric::Unknown, None));
    Rating {
        metric,
        value,
        max: max.or(settled),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn questions_are_known_by_their_names() {
        let metric = |name| named(name).map(|(metric, _)| metric);
        for name in [
            "nps",
            "NPS_score",
            "net promoter score",
            "How likely are you to recommend us?",
        ] {
            assert_eq!(metric(name), Some(Metric::Nps), "{name}");
        }
        assert_eq!(metric("customer_effort_score"), Some(Metric::Ces));
        assert_eq!(metric("ces7"), Some(Metric::Ces));
        assert_eq!(metric("csat-2"), Some(Metric::Csat));
        assert_eq!(metric("stars_five"), Some(Metric::Stars));
        // A name that only holds the letters is no name of it.
        assert_eq!(
            (metric("process"), metric("snapshot"), metric("age")),
            (None, None, None)
        );
    }
}
