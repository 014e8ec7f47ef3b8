//! Settings: good files load, bad files give every mistake with its place, layers lie over one another, and
//! no secret is ever shown.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use outcry::domain::brand::Brand;
use outcry::domain::network::Network;
use outcry::domain::stage::StageName;
use outcry::domain::views::Views;
use outcry::settings::{AtEnd, DEFAULTS, Given, Loaded, PROTECTED, Problems, Schemas, SettingsFile, load};

const CANARY: &str = "canary-0123456789-canary";

fn fixture(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/fixtures/settings")
        .join(name)
}

fn file(name: &str) -> SettingsFile {
    let path = fixture(name);
    SettingsFile {
        name: path.file_name().unwrap().to_str().unwrap().to_owned(),
        text: std::fs::read_to_string(path).unwrap(),
    }
}

fn given() -> Given {
    let variables = [
        "OUTCRY_AUTHOR_SECRET",
        "ACME_SECRET",
        "KAFKA_PASSWORD",
        "REGISTRY_PASSWORD",
    ];
    Given {
        env: variables
            .iter()
            .map(|name| ((*name).to_owned(), CANARY.to_owned()))
            .collect(),
        secrets_needed: true,
        ..Given::default()
    }
}

fn with_file(name: &str) -> Result<Loaded, Problems> {
    load(&Given {
        files: vec![file(name)],
        ..given()
    })
}

fn with_sets(sets: &[&str]) -> Result<Loaded, Problems> {
    load(&Given {
        sets: sets.iter().map(|set| (*set).to_owned()).collect(),
        ..given()
    })
}

#[test]
fn the_defaults_alone_are_good() {
    let settings = load(&given()).unwrap().settings;
    assert_eq!(settings.stages, StageName::ALL);
    assert_eq!(settings.http_listen.unwrap().to_string(), "127.0.0.1:9464");
    assert_eq!(settings.at_end, AtEnd::Wall);
    assert_eq!(settings.publish, Views::default());
}

#[test]
fn topics_of_others_have_as_many_partitions_as_there_are_lanes_unless_the_settings_say_how_many() {
    let set = |sets: &[&str]| {
        let sets = sets.iter().map(|set| (*set).to_owned()).collect();
        let topics = load(&Given { sets, ..given() }).map(|loaded| loaded.settings.topics);
        topics.map(|topics| (topics.partitions, topics.public_partitions, topics.generation))
    };
    assert_eq!(set(&[]).unwrap(), (8, 8, 1));
    assert_eq!(set(&["topics.partitions=32"]).unwrap(), (32, 32, 1));
    let moved = [
        "topics.partitions=32",
        "topics.public_partitions=8",
        "topics.generation=2",
    ];
    assert_eq!(set(&moved).unwrap(), (32, 8, 2));
    for wrong in [
        "topics.public_partitions=0",
        "topics.public_partitions=some",
        "topics.generation=0",
    ] {
        assert!(set(&[wrong]).is_err(), "{wrong}");
    }
}

#[test]
fn a_good_file_is_read_whole() {
    let settings = with_file("good/production.yaml").unwrap().settings;
    assert_eq!(
        settings.kafka.bootstrap_servers,
        "one.example:9093,two.example:9093"
    );
    assert_eq!(settings.kafka.shards, 2);
    assert_eq!(settings.kafka.client["security.protocol"], "SASL_SSL");
    assert!(
        !settings.kafka.client.contains_key("isolation.level"),
        "said by the service itself"
    );
    assert!(settings.kafka.client_secrets.contains_key("sasl.password"));
    assert_eq!(
        settings.stages,
        [StageName::Assess, StageName::Cases],
        "in the order of the topology"
    );
    assert_eq!(settings.topics.retention, None);
    assert!(settings.publish.social_events && !settings.publish.scored_events);
    assert_eq!(settings.at_end, AtEnd::Hold);
    assert_eq!(settings.http_listen, None);
    let Schemas::Registry { addresses, .. } = &settings.schemas else {
        panic!("{:?}", settings.schemas)
    };
    assert!(matches!(&addresses[..], [one] if one.url == "https://registry.example" && one.login.is_some()));
    let own: BTreeSet<String> = ["1000000000000001", "@acme"].map(String::from).into();
    assert_eq!(settings.tenants[0].own_accounts[&Network::X], own);
    let words = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect();
    let brand = Brand {
        names: words(&["Acme", "Acme Rail", "24"]),
        ambiguous: Vec::new(),
        handles: words(&["@acme_help"]),
        context: words(&["train", "ticket"]),
        exclusions: words(&["cartoon"]),
        executives: Vec::new(),
    };
    assert_eq!(settings.tenants[0].brand, brand);
    assert_eq!(settings.scoring.model.as_deref(), Some("/models/care.model"));
}

#[test]
fn every_bad_file_gives_all_its_mistakes_with_their_places() {
    for name in [
        "unknown_keys",
        "values",
        "form",
        "shapes",
        "masking",
        "scoring",
        "calendars",
    ] {
        let told = with_file(&format!("bad/{name}.yaml")).unwrap_err().to_string() + "\n";
        let path = fixture(&format!("bad/{name}.expected.txt"));
        if std::env::var_os("UPDATE_GOLDEN").is_some() {
            std::fs::write(&path, &told).unwrap();
        }
        let wanted = std::fs::read_to_string(&path).unwrap();
        assert_eq!(told, wanted, "{name}: run with UPDATE_GOLDEN=1 to accept");
    }
}

#[test]
fn flags_lie_over_the_environment_over_files_over_defaults() {
    let mut layers = given();
    let app = |layers: &Given| load(layers).unwrap().settings.app;
    assert_eq!(app(&layers), "outcry");
    layers.files = vec![file("good/production.yaml")];
    assert_eq!(app(&layers), "care");
    let second = "app: second\n".to_owned();
    layers.files.push(SettingsFile {
        name: "second.yaml".into(),
        text: second,
    });
    assert_eq!(app(&layers), "second");
    layers.env.insert("OUTCRY__APP".into(), "third".into());
    assert_eq!(app(&layers), "third");
    layers.sets.push("app=fourth".into());
    layers.sets.push("app=fifth".into());
    assert_eq!(app(&layers), "fifth");
    let shown = load(&layers).unwrap().effective.0;
    let entry = shown.iter().find(|entry| entry.key == "app").unwrap();
    assert_eq!(
        (entry.value.as_str(), entry.place.as_str()),
        ("fifth", "--set app")
    );
}

#[test]
fn variables_and_flags_reach_keys_with_underscores_and_dots_and_lists() {
    let mut layers = given();
    for (name, value) in [
        ("OUTCRY__KAFKA__BOOTSTRAP_SERVERS", "broker:1"),
        ("OUTCRY__KAFKA__CLIENT__SECURITY_PROTOCOL", "SSL"),
        ("OUTCRY__KAFKA__CLIENT__SSL_KEY_PASSWORD", CANARY),
        ("OUTCRY__STAGES", "intake, cases"),
    ] {
        layers.env.insert(name.into(), value.into());
    }
    layers.sets = vec![
        "kafka.client.sasl.username=me".into(),
        "tenants=[{name: acme, author_secret: {env: ACME_SECRET}, own_accounts: {x: [\"7\"]}}]".into(),
        "sources=[{network: bluesky, tenant: acme}]".into(),
    ];
    let settings = load(&layers).unwrap().settings;
    assert_eq!(settings.kafka.bootstrap_servers, "broker:1");
    assert_eq!(settings.kafka.client["security.protocol"], "SSL");
    assert_eq!(settings.kafka.client["sasl.username"], "me");
    assert!(settings.kafka.client_secrets.contains_key("ssl.key.password"));
    assert_eq!(settings.stages, [StageName::Intake, StageName::Cases]);
    assert_eq!(settings.sources[0].network, Network::Bluesky);
}

#[test]
fn a_mistake_is_told_with_the_variable_or_flag_it_stands_in() {
    let mut layers = given();
    layers.env.insert("OUTCRY__KAFKA__SHARD".into(), "2".into());
    layers.sets = vec!["http.listn=off".into(), "time.at_end".into()];
    let told = load(&layers).unwrap_err().to_string();
    assert_eq!(
        told,
        "--set time.at_end: no `=` in it; write --set section.key=value"
    );
    layers.sets.pop();
    let told = load(&layers).unwrap_err().to_string();
    let wanted = "--set http.listn: http.listn: no such key; did you mean `listen`?\n\
                  OUTCRY__KAFKA__SHARD: kafka.shard: no such key; did you mean `shards`?";
    assert_eq!(told, wanted);
}

#[test]
fn a_variable_that_misses_an_underscore_is_refused() {
    let mut layers = given();
    for name in [
        "OUTCRY_KAFKA_BOOTSTRAP_SERVERS",
        "OUTCRY_HTTP__LISTEN",
        "OUTCRY_PORT",
    ] {
        layers.env.insert(name.into(), CANARY.into());
    }
    let told = load(&layers).unwrap_err().to_string();
    let wanted = "OUTCRY_HTTP__LISTEN: no such variable; did you mean `OUTCRY__HTTP__LISTEN`?\n\
                  OUTCRY_KAFKA_BOOTSTRAP_SERVERS: no such variable; did you mean \
                  `OUTCRY__KAFKA__BOOTSTRAP_SERVERS`?";
    assert_eq!(told, wanted);
    layers
        .env
        .retain(|name, _| !name.starts_with("OUTCRY_HTTP") && !name.starts_with("OUTCRY_KAFKA"));
    layers.env.insert("OUTCRY_COLOUR".into(), "red".into());
    let remarks = load(&layers).unwrap().remarks;
    assert!(
        remarks.len() == 1 && remarks[0].contains("OUTCRY_COLOUR"),
        "{remarks:?}"
    );
}

#[test]
fn every_protected_key_is_refused_with_both_values_named() {
    for (key, ours) in PROTECTED {
        let told = with_sets(&[&format!("kafka.client.{key}=something-else")])
            .unwrap_err()
            .to_string();
        assert!(
            told.contains("something-else") && told.contains(ours),
            "{key}: {told}"
        );
    }
}

#[test]
fn every_key_that_the_client_side_holds_is_refused_here_already() {
    let here: BTreeSet<&str> = PROTECTED.iter().map(|(key, _)| *key).collect();
    for key in outcry::kafka::config::HELD_KEYS {
        assert!(
            here.contains(key),
            "{key} would be refused later and with fewer words"
        );
    }
}

#[test]
fn a_missing_secret_stops_only_commands_that_publish() {
    let mut layers = Given {
        secrets_needed: true,
        ..Given::default()
    };
    let told = load(&layers).unwrap_err().to_string();
    assert!(told.contains("OUTCRY_AUTHOR_SECRET is not set"), "{told}");
    layers.secrets_needed = false;
    assert!(load(&layers).unwrap().settings.tenants[0].author_secret.is_none());
    layers.env = BTreeMap::from([("OUTCRY_AUTHOR_SECRET".to_owned(), "short".to_owned())]);
    let told = load(&layers).unwrap_err().to_string();
    assert!(told.contains("shorter than 16 bytes"), "{told}");
}

#[test]
fn no_secret_is_ever_shown() {
    let mut layers = given();
    layers.files = vec![file("good/production.yaml")];
    layers
        .env
        .insert("OUTCRY__KAFKA__CLIENT__SSL_KEY_PASSWORD".into(), CANARY.into());
    let loaded = load(&layers).unwrap();
    let shown = format!("{:?}\n{loaded:?}", loaded.settings);
    assert!(!shown.contains(CANARY), "{shown}");
    let entry = |key: &str| {
        loaded
            .effective
            .0
            .iter()
            .find(|entry| entry.key == key)
            .unwrap()
            .value
            .clone()
    };
    assert_eq!(entry("kafka.client.ssl.key.password"), "********");
    assert_eq!(
        entry("kafka.client.sasl.password.env"),
        "KAFKA_PASSWORD",
        "a reference may be shown"
    );
    let set = format!("kafka.client.sasl.password={CANARY}");
    let told = with_sets(&[&set]).unwrap_err().to_string();
    assert!(!told.contains(CANARY), "{told}");
    assert!(
        told.contains("a secret is not written into files or flags"),
        "{told}"
    );
}

#[test]
fn a_secret_may_lie_in_a_file() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("secret");
    std::fs::write(&path, format!("{CANARY}\n")).unwrap();
    let set = |path: &Path| {
        let tenant = format!(
            "{{name: acme, author_secret: {{file: \"{}\"}}, own_accounts: {{}}}}",
            path.display()
        );
        with_sets(&[
            &format!("tenants=[{tenant}]"),
            "sources=[{network: x, tenant: acme}]",
        ])
    };
    assert!(set(&path).unwrap().settings.tenants[0].author_secret.is_some());
    let told = set(&folder.path().join("elsewhere")).unwrap_err().to_string();
    assert!(told.contains("elsewhere cannot be read"), "{told}");
}

/// Each key of the file of defaults has a comment above it or above its section's first key.
#[test]
fn every_default_is_explained() {
    let mut explained = false;
    for (number, line) in DEFAULTS.lines().enumerate() {
        let text = line.trim();
        if text.starts_with('#') {
            explained = true;
        } else if text.is_empty() {
            explained = false;
        } else if text.ends_with(':') && !line.starts_with(' ') {
            // A section: its keys are explained one by one.
        } else if !text.starts_with('-') && !line.starts_with("    ") {
            let follows = text.starts_with("password:");
            assert!(
                explained || follows,
                "line {} of the defaults has no comment: {text}",
                number + 1
            );
            explained = false;
        }
    }
}
