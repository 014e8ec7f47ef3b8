//! Variables that look like settings and are none: a setting is `OUTCRY__SECTION__KEY`, and one that is written otherwise
//! would be passed over without a word.

use std::collections::{BTreeMap, BTreeSet};

use super::problem::{Problem, nearest};

const BEGIN: &str = "OUTCRY_";
const PREFIX: &str = "OUTCRY__";
/// Keys of the client stand below it, whatever they are called.
const CLIENT: &str = "KAFKA_CLIENT_";
/// Beginnings of variables that are no settings and mean something: secrets that the settings refer to by default, and
/// what tests and measurements are told.
const KNOWN: [&str; 12] = [
    "OUTCRY_AUTHOR_SECRET",
    "OUTCRY_DEAD_LETTER_KEY",
    "OUTCRY_BENCH_",
    "OUTCRY_CHAOS_",
    "OUTCRY_FAIL_",
    "OUTCRY_FUZZ_",
    "OUTCRY_KAFKA_VERSION",
    "OUTCRY_NETWORK",
    "OUTCRY_SCORER",
    "OUTCRY_SHARED",
    "OUTCRY_TEST_",
    "OUTCRY_WRITE_EXPECTED",
];

/// How a setting is written as a variable, by how it would be written with single underscores.
fn spellings<'k>(keys: impl Iterator<Item = &'k str>) -> BTreeMap<String, String> {
    keys.map(|key| {
        let upper = key.to_uppercase();
        (
            upper.replace('.', "_"),
            format!("{PREFIX}{}", upper.replace('.', "__")),
        )
    })
    .collect()
}

/// Kubernetes tells every container of every service: one that is called `outcry` or `outcry-…` has such variables.
fn is_of_a_service(rest: &str) -> bool {
    let ends = ["_SERVICE_HOST", "_SERVICE_PORT", "_PORT"];
    let name = format!("_{rest}");
    ends.iter().any(|end| name.ends_with(end)) || name.contains("_SERVICE_PORT_") || {
        let port = name.split("_PORT_").nth(1).unwrap_or_default();
        port.contains("_TCP") || port.contains("_UDP")
    }
}

/// Mistakes, and remarks about variables that nobody reads. `keys` are those of all settings, `referred` the variables
/// that the settings name.
pub(super) fn strays<'k>(
    env: &BTreeMap<String, String>,
    keys: impl Iterator<Item = &'k str>,
    referred: &BTreeSet<String>,
) -> (Vec<Problem>, Vec<String>) {
    let spellings = spellings(keys);
    let (mut problems, mut remarks) = (Vec::new(), Vec::new());
    for name in env.keys() {
        let rest = name.strip_prefix(BEGIN).filter(|_| !name.starts_with(PREFIX));
        let known = KNOWN.iter().any(|known| name.starts_with(known)) || referred.contains(name);
        let Some(rest) = rest.filter(|rest| !known && !is_of_a_service(rest)) else {
            continue;
        };
        let plain = rest.replace("__", "_");
        let meant = match plain.strip_prefix(CLIENT) {
            Some(key) if !key.is_empty() => Some(format!("{PREFIX}KAFKA__CLIENT__{key}")),
            _ => spellings.get(&plain).cloned(),
        };
        match meant {
            Some(meant) => problems.push(Problem {
                place: name.clone(),
                key: String::new(),
                message: "no such variable".into(),
                hint: Some(format!("did you mean `{meant}`?")),
            }),
            None => {
                let near = nearest(&plain, spellings.keys().map(String::as_str));
                let near = near.and_then(|near| spellings.get(near));
                let hint = near.map_or_else(String::new, |near| format!("; did you mean `{near}`?"));
                remarks.push(format!(
                    "the variable {name} is no setting and is not read: settings are written {PREFIX}SECTION__KEY{hint}"
                ));
            }
        }
    }
    (problems, remarks)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(name: &str) -> (Vec<String>, Vec<String>) {
        let env = [(name.to_owned(), "canary".to_owned())].into();
        let keys = ["kafka.bootstrap_servers", "kafka.shards", "app", "log.format"];
        let referred = [String::from("OUTCRY_ACME_SECRET")].into();
        let (problems, remarks) = strays(&env, keys.into_iter(), &referred);
        (problems.iter().map(ToString::to_string).collect(), remarks)
    }

    #[test]
    fn one_underscore_where_two_belong_is_a_mistake() {
        for (name, meant) in [
            (
                "OUTCRY_KAFKA_BOOTSTRAP_SERVERS",
                "OUTCRY__KAFKA__BOOTSTRAP_SERVERS",
            ),
            (
                "OUTCRY_KAFKA__BOOTSTRAP_SERVERS",
                "OUTCRY__KAFKA__BOOTSTRAP_SERVERS",
            ),
            ("OUTCRY_APP", "OUTCRY__APP"),
            (
                "OUTCRY_KAFKA_CLIENT_SASL_PASSWORD",
                "OUTCRY__KAFKA__CLIENT__SASL_PASSWORD",
            ),
        ] {
            let wanted = format!("{name}: no such variable; did you mean `{meant}`?");
            assert_eq!(told(name), (vec![wanted], vec![]));
        }
    }

    #[test]
    fn what_nobody_reads_is_remarked_upon_without_its_value() {
        let (problems, remarks) = told("OUTCRY_KAFKA_SHARD");
        assert!(problems.is_empty() && remarks[0].contains("did you mean `OUTCRY__KAFKA__SHARDS`?"));
        let (problems, remarks) = told("OUTCRY_COLOUR_OF_SKY");
        assert!(problems.is_empty() && remarks[0].contains("OUTCRY_COLOUR_OF_SKY"));
        assert!(!remarks[0].contains("did you mean") && !remarks[0].contains("canary"));
    }

    #[test]
    fn what_others_set_is_passed_over() {
        for name in [
            "OUTCRY__KAFKA__SHARDS",
            "OUTCRY_AUTHOR_SECRET",
            "OUTCRY_ACME_SECRET",
            "OUTCRY_FAIL_POINT",
            "OUTCRY_PORT",
            "OUTCRY_SERVICE_HOST",
            "OUTCRY_PORT_9464_TCP_ADDR",
            "OUTCRY_KAFKA_SERVICE_PORT_HTTP",
            "PATH",
        ] {
            assert_eq!(told(name), (vec![], vec![]), "{name}");
        }
    }
}
