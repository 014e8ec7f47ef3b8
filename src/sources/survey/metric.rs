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

/// Where the highest figure is not told, no scale goes beyond this.
const BEYOND: f64 = 100.0;

/// The figure that a question of these names, the most telling first, was answered with. `None` for one that stands
/// for no answer: surveys write -1, -99, 99 or 999 where somebody had no opinion or passed a question over.
pub(super) fn rating(names: &[Option<&str>], value: f64, max: Option<f64>) -> Option<Rating> {
    let found = names.iter().flatten().find_map(|name| named(name));
    let (metric, settled) = found.unwrap_or((Metric::Unknown, None));
    let max = max.or(settled);
    let end = match metric {
        Metric::Unknown => max,
        Metric::Stars | Metric::Nps | Metric::Ces | Metric::Csat => max.or(Some(BEYOND)),
    };
    let given = value >= 0.0 && end.is_none_or(|end| value <= end);
    // Stars begin with one.
    let given = given && (metric != Metric::Stars || value > 0.0);
    given.then_some(Rating { metric, value, max })
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
    #[test]
    fn a_figure_beyond_its_scale_stands_for_no_answer() {
        let value = |name, value, max| rating(&[Some(name)], value, max).map(|rating| rating.value);
        for (name, figure, max) in [
            ("nps", -99.0, None),
            ("nps", 11.0, None),
            ("nps", 99.0, Some(10.0)),
            ("csat", -1.0, None),
            ("csat", 6.0, Some(5.0)),
            ("ces", 999.0, None),
            ("stars", 0.0, Some(5.0)),
            ("age", -1.0, None),
        ] {
            assert_eq!(value(name, figure, max), None, "{name} {figure}");
        }
        for (name, figure, max) in [
            ("nps", 0.0, None),
            ("nps", 10.0, None),
            ("csat", 87.5, None),
            ("csat", 0.0, Some(1.0)),
            ("ces", 7.0, None),
            ("age", 4000.0, None),
        ] {
            assert_eq!(value(name, figure, max), Some(figure), "{name} {figure}");
        }
    }
}
