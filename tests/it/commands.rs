//! Commands: help, exit codes and words, by running the program itself. No broker is needed.

use std::io::Write;
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::process::{Command, Output, Stdio};

use serde_json::{Value, json};

const SECRET: &str = "an-invented-secret-of-enough-bytes";
const COMMANDS: [&str; 14] = [
    "run",
    "demo",
    "replay",
    "publish",
    "capture",
    "normalise",
    "open-address",
    "sources",
    "check",
    "topics",
    "repartition",
    "lanes",
    "health",
    "config",
];

fn outcry(args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_outcry"));
    // Only what the test says: the settings of whoever runs it do not matter.
    command
        .args(args)
        .env_clear()
        .env("COLUMNS", "100")
        .stdin(Stdio::null());
    command
}

fn ran(args: &[&str]) -> Output {
    outcry(args).output().unwrap()
}

fn told(output: &Output) -> (Option<i32>, String, String) {
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
    (output.status.code(), text(&output.stdout), text(&output.stderr))
}

#[test]
fn the_help_is_what_it_was() {
    let mut all = told(&ran(&["--help"])).1;
    for name in COMMANDS {
        let (code, out, _) = told(&ran(&[name, "--help"]));
        assert_eq!(code, Some(0), "{name}");
        assert!(out.contains("Examples:\n  "), "{name} shows no example");
        all.push_str(&format!("\n==== {name}\n{out}"));
    }
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/help.txt");
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        std::fs::write(&path, &all).unwrap();
    }
    assert_eq!(
        all,
        std::fs::read_to_string(&path).unwrap(),
        "run with UPDATE_GOLDEN=1 to accept"
    );
}

#[test]
fn a_wrong_command_line_is_64() {
    for args in [
        &["rum"][..],
        &["replay"],
        &["run", "--exit-when-idle", "soon"],
        &["normalise", "--network", "z", "-"],
    ] {
        let (code, out, err) = told(&ran(args));
        assert_eq!(code, Some(64), "{args:?}: {err}");
        assert!(out.is_empty() && !err.is_empty(), "{args:?}");
    }
}

#[test]
fn to_move_to_where_one_is_is_64_and_nothing_is_begun() {
    let folder = tempfile::tempdir().unwrap();
    let dir = folder.path().join("move");
    let dir = dir.to_str().unwrap();
    let (code, out, err) = told(&ran(&["repartition", "--to", "8", "--dir", dir]));
    assert_eq!((code, out.as_str()), (Some(64), ""), "{err}");
    assert!(err.contains("topics.partitions is 8 already"), "{err}");
    let (code, _, err) = told(&ran(&["repartition", "--to", "0", "--dir", dir]));
    assert_eq!(code, Some(64), "{err}");
    assert!(!Path::new(dir).exists());
}

#[test]
fn a_wrong_configuration_is_78_with_all_its_mistakes() {
    let (code, _, err) = told(&ran(&[
        "check",
        "--set",
        "kafka.shard=1",
        "--set",
        "time.at_end=stop",
    ]));
    assert_eq!(code, Some(78), "{err}");
    for words in [
        "did you mean `shards`?",
        "one of wall, hold",
        "OUTCRY_AUTHOR_SECRET is not set",
    ] {
        assert!(err.contains(words), "{words}: {err}");
    }
    let (code, _, err) = told(&ran(&["run", "--config", "nowhere.yaml"]));
    assert_eq!(code, Some(78), "{err}");
    assert!(err.contains("nowhere.yaml"), "{err}");
}

#[test]
fn a_sealed_address_is_opened_with_the_secret_of_its_tenant_alone() {
    let seal = outcry::masking::seal::AddressSeal::new(SECRET.as_bytes(), "main");
    let sealed = seal.seal("kai@moss.example").unwrap().sealed.0;
    let text = outcry::domain::base64::encode(&sealed);
    let open = |secret: &str, args: &[&str]| {
        let mut command = outcry(&["open-address"]);
        told(
            &command
                .args(args)
                .env("OUTCRY_AUTHOR_SECRET", secret)
                .output()
                .unwrap(),
        )
    };
    for args in [&[text.as_str()][..], &["--tenant", "main", &text]] {
        let (code, out, err) = open(SECRET, args);
        assert_eq!((code, out.as_str()), (Some(0), "kai@moss.example\n"), "{err}");
    }
    let wrong = "another-invented-secret-of-enough-bytes";
    for (secret, args, wanted, words) in [
        (wrong, [text.as_str()].as_slice(), 65, "another secret"),
        (SECRET, &[&text[..8]], 65, "not whole"),
        (SECRET, &["no base64"], 65, "base64"),
        (SECRET, &["--tenant", "pier", &text], 64, "no tenant `pier`"),
    ] {
        let (code, out, err) = open(secret, args);
        assert_eq!((code, out.as_str()), (Some(wanted), ""), "{err}");
        assert!(err.contains(words), "{words}: {err}");
    }
}

#[test]
fn good_settings_are_said_to_be_good() {
    let output = outcry(&["check"])
        .env("OUTCRY_AUTHOR_SECRET", SECRET)
        .output()
        .unwrap();
    let (code, out, err) = told(&output);
    assert_eq!(
        (code, out.as_str()),
        (Some(0), "settings, client, rules, schemas and model are good\n"),
        "{err}"
    );
}

#[test]
fn what_the_client_does_not_take_is_found_without_a_broker() {
    let wrong = [
        ("ssl.ca.locationn=/nowhere.pem", "ssl.ca.locationn"),
        ("security.protocol=sasl_sssl", "security.protocol"),
        ("no.such.key=a-canary", "no.such.key"),
        ("ssl.ca.location=/nowhere.pem", "ssl.ca.location"),
        ("message.max.bytes=100", "limits.message_bytes"),
    ];
    for (key_value, named) in wrong {
        // A file that is not there is looked for where it would be used.
        let secure = "kafka.client.security.protocol=ssl";
        let mut command = outcry(&[
            "check",
            "--set",
            secure,
            "--set",
            &format!("kafka.client.{key_value}"),
        ]);
        let output = command.env("OUTCRY_AUTHOR_SECRET", SECRET).output().unwrap();
        let (code, _, err) = told(&output);
        assert_eq!(code, Some(78), "{key_value}: {err}");
        assert!(err.contains(named), "{key_value}: {err}");
        assert!(
            !err.contains("a-canary"),
            "a value under a misspelt key is told: {err}"
        );
    }
}

#[test]
fn bad_rules_are_78_with_file_and_line() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("rules.yaml");
    std::fs::write(&path, "version: 1\nrotes: []\n").unwrap();
    let set = format!("rules.file={}", path.display());
    let output = outcry(&["check", "--set", &set])
        .env("OUTCRY_AUTHOR_SECRET", SECRET)
        .output()
        .unwrap();
    let (code, _, err) = told(&output);
    assert_eq!(code, Some(78), "{err}");
    assert!(err.contains("rules.yaml:2"), "{err}");
}

#[test]
fn nobody_at_the_address_is_69_and_names_it() {
    // A port that was free a moment ago.
    let free = TcpListener::bind("127.0.0.1:0")
        .unwrap()
        .local_addr()
        .unwrap()
        .to_string();
    let server = format!("kafka.bootstrap_servers={free}");
    let patience = "kafka.start_timeout=1s";
    let run = [
        "run",
        "--set",
        &server,
        "--set",
        patience,
        "--set",
        "http.listen=off",
    ];
    let output = outcry(&run).env("OUTCRY_AUTHOR_SECRET", SECRET).output().unwrap();
    let (code, _, err) = told(&output);
    assert_eq!(code, Some(69), "{err}");
    assert!(
        err.contains(&free) && err.contains("kafka.bootstrap_servers"),
        "{err}"
    );
}

#[test]
fn a_missing_file_is_66_and_a_bad_line_65_with_its_place() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("out");
    let out = out.to_str().unwrap();
    let (code, _, err) = told(&ran(&["replay", "nowhere.jsonl", "--out", out]));
    assert_eq!(code, Some(66), "{err}");
    assert!(err.contains("nowhere.jsonl"), "{err}");
    let bad = folder.path().join("bad.jsonl");
    std::fs::write(
        &bad,
        "{\"topic\":\"social.raw.x.v1\",\"timestamp\":1,\"value\":{}}\nnot json\n",
    )
    .unwrap();
    let (code, _, err) = told(&ran(&["replay", bad.to_str().unwrap(), "--out", out]));
    assert_eq!(code, Some(65), "{err}");
    assert!(err.contains("bad.jsonl:2"), "{err}");
}

/// A post of the documented shape, invented.
fn post(id: &str, text: &str) -> Value {
    json!({
        "data": {
            "id": id, "text": text, "author_id": "42", "conversation_id": id, "lang": "en",
            "created_at": "2026-03-02T06:10:50.000Z", "edit_history_tweet_ids": [id],
        },
        "includes": { "users": [{ "id": "42", "username": "someone", "name": "Someone" }] },
    })
}

#[test]
fn payloads_come_to_a_line_each() {
    let mut child = outcry(&["normalise", "--network", "x", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let lines = format!(
        "{}\n{}\n{{}}\n",
        post("7", "no train since nine"),
        post("8", "still none")
    );
    child.stdin.take().unwrap().write_all(lines.as_bytes()).unwrap();
    let (code, out, _) = told(&child.wait_with_output().unwrap());
    assert_eq!(code, Some(0));
    let told: Vec<Value> = out
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    assert_eq!(told.len(), 3);
    assert_eq!(told[0]["fate"], "emitted");
    assert_eq!(told[0]["events"][0]["native_id"], "7");
    assert_ne!(told[2]["fate"], "emitted");
}

#[test]
fn sources_are_listed_with_what_they_cover() {
    let (code, out, _) = told(&ran(&["sources", "list", "--json"]));
    assert_eq!(code, Some(0));
    let listed: Value = serde_json::from_str(&out).unwrap();
    let networks = listed["networks"].as_array().unwrap();
    let x = networks.iter().find(|network| network["network"] == "x").unwrap();
    assert_eq!(x["bodies"], json!(["json"]));
    assert!(x["kinds"]["post"].as_array().unwrap().contains(&json!("edit")));
    let (_, table, _) = told(&ran(&["sources", "list"]));
    assert!(table.lines().count() > networks.len(), "{table}");
}

#[test]
fn a_payload_is_explained_field_by_field() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("post.json");
    std::fs::write(&file, post("7", "no train &amp; no bus").to_string()).unwrap();
    let file = file.to_str().unwrap();
    let (code, out, _) = told(&ran(&["sources", "explain", "--network", "x_v2", file, "--json"]));
    assert_eq!(code, Some(0));
    let told_of: Value = serde_json::from_str(&out).unwrap();
    let origin = |field: &str| {
        let all = told_of["events"][0].as_array().unwrap();
        let found = all.iter().find(|origin| origin["field"] == field).unwrap();
        (found["how"].clone(), found["from"].clone())
    };
    let from = |how: &str, pointers: &[&str]| (json!(how), json!(pointers));
    assert_eq!(
        origin("/author/handle"),
        from("sent", &["/includes/users/0/username"])
    );
    assert_eq!(origin("/text/plain"), from("rewritten", &["/data/text"]));
    assert_eq!(origin("/occurred_at"), from("rewritten", &["/data/created_at"]));
    assert_eq!(
        origin("/author/key"),
        from("hashed", &["/data/author_id", "/includes/users/0/id"])
    );
    // Three places hold it: all are named.
    let own = [
        "/data/conversation_id",
        "/data/edit_history_tweet_ids/0",
        "/data/id",
    ];
    assert_eq!(origin("/native_id"), from("sent", &own));
    assert_eq!(origin("/kind"), from("derived", &[]));
    let (code, table, _) = told(&ran(&["sources", "explain", "--network", "x", file]));
    assert_eq!(code, Some(0));
    assert!(table.contains("/includes/users/0/username"), "{table}");
}

const MAPPED: &str = concat!(
    "sources=[{network: generic, tenant: main, mapping: {id: /nr, kind: review, ",
    "time: {at: /day, form: seconds}, text: /words, author: /by/0, rating: {at: /marks, metric: csat, max: 6}}}]"
);
const COMPLAINT: &str = concat!(
    env!("CARGO_MANIFEST_DIR"),
    "/tests/fixtures/sources/generic/complaint.in.json"
);

#[test]
fn a_feed_of_no_known_network_is_read_by_a_mapping() {
    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/sources/generic.yaml");
    let folder = tempfile::tempdir().unwrap();
    let ferry = folder.path().join("ferry.json");
    std::fs::write(
        &ferry,
        r#"{"nr":"f-1","day":1775549730,"words":"The ferry was late","by":[81],"marks":2}"#,
    )
    .unwrap();
    for (layer, value, payload, id, words) in [
        (
            "--set",
            MAPPED,
            ferry.to_str().unwrap(),
            "f-1",
            "The ferry was late",
        ),
        (
            "--config",
            file,
            COMPLAINT,
            "9007199254740993",
            "Pier 4\n\nNo lift & no stairs",
        ),
    ] {
        let out = outcry(&["normalise", "--network", "generic", layer, value, payload])
            .output()
            .unwrap();
        let (code, out, err) = told(&out);
        assert_eq!(code, Some(0), "{err}");
        let line: Value = serde_json::from_str(&out).unwrap();
        let event = &line["events"][0];
        assert_eq!(
            (line["fate"].as_str(), event["native_id"].as_str()),
            (Some("emitted"), Some(id))
        );
        assert_eq!(event["text"]["plain"], words);
        assert!(
            event["author"]["key"].is_string() && event["occurred_at"].is_number(),
            "{line}"
        );
    }
}

#[test]
fn mistakes_in_a_mapping_are_told_all_at_once() {
    let broken = MAPPED.replace("id: /nr", "id: nr, colour: /c");
    let out = outcry(&["normalise", "--network", "generic", "--set", &broken, COMPLAINT])
        .output()
        .unwrap();
    let (code, _, err) = told(&out);
    assert_ne!(code, Some(0));
    for piece in [
        "--set sources: ",
        "mapping.id: a json pointer",
        "mapping.colour: no such key",
    ] {
        assert!(err.contains(piece), "{piece}: {err}");
    }
}

#[test]
fn a_recording_is_replayed_without_settings() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("day.jsonl");
    let record = |at: u64, id: &str| {
        let value = post(
            id,
            "@brand my bag is lost and nobody answers, this is terrible, where is it?",
        );
        json!({ "topic": "social.raw.x.v1", "key": id, "timestamp": at, "value": value }).to_string()
    };
    let text = [record(1_772_431_850_000, "7"), record(1_772_431_851_000, "8")].join("\n");
    std::fs::write(&file, text).unwrap();
    let out = folder.path().join("out");
    let args = ["replay", file.to_str().unwrap(), "--out", out.to_str().unwrap()];
    let (code, printed, err) = told(&ran(&args));
    assert_eq!(code, Some(0), "{err}");
    let summary: Value = serde_json::from_str(&printed).unwrap();
    assert_eq!(summary["records"], 2);
    let written = std::fs::read_to_string(out.join("summary.json")).unwrap();
    assert_eq!(serde_json::from_str::<Value>(&written).unwrap(), summary);
}

#[test]
fn a_secret_is_shown_by_no_command() {
    for args in [
        &["config", "show"][..],
        &["config", "show", "--format", "json"],
        &["check", "-vv"],
        &[
            "check",
            "--set",
            "kafka.client.sasl.passwort=x",
            "--set",
            "kafka.shards=0",
        ],
    ] {
        let output = outcry(args)
            .env("OUTCRY_AUTHOR_SECRET", SECRET)
            .env("OUTCRY__KAFKA__CLIENT__SASL_PASSWORD", SECRET)
            .output()
            .unwrap();
        let (_, out, err) = told(&output);
        assert!(
            !out.contains(SECRET) && !err.contains(SECRET),
            "{args:?}: {out}{err}"
        );
    }
}

#[test]
fn settings_in_effect_tell_where_they_came_from() {
    let (code, out, _) = told(&ran(&[
        "config",
        "show",
        "--set",
        "app=other",
        "--format",
        "json",
    ]));
    assert_eq!(code, Some(0));
    let shown: Value = serde_json::from_str(&out).unwrap();
    assert_eq!(shown["app"], json!({ "value": "other", "place": "--set app" }));
    assert_eq!(shown["time.at_end"]["place"], "built-in default");
    let (_, default, _) = told(&ran(&["config", "default"]));
    assert_eq!(default, outcry::settings::DEFAULTS);
}

#[test]
fn an_address_in_use_is_told() {
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap().to_string();
    // It is really taken: somebody can connect.
    TcpStream::connect(&address).unwrap();
    let set = format!("http.listen={address}");
    let output = outcry(&["run", "--set", &set])
        .env("OUTCRY_AUTHOR_SECRET", SECRET)
        .output()
        .unwrap();
    let (code, _, err) = told(&output);
    assert_eq!(code, Some(69), "{err}");
    assert!(err.contains(&address) && err.contains("http.listen"), "{err}");
}
