//! A registry while a deployment starts: waited for, looked at, and never told to people with its password.

use std::net::TcpListener;
use std::process::{Command, Output};
use std::time::Duration;

use outcry::app::exit::Exit;
use outcry::app::topology;
use outcry::settings::{Given, Settings, load};

use super::registry::server::Server;

const SECRET: &str = "canary-0123456789-canary";

fn settings(url: &str, patience: &str) -> Settings {
    let sets = [
        "schemas.source=registry",
        &format!("schemas.url={url}"),
        "schemas.auto_register=true",
        &format!("schemas.start_timeout={patience}"),
    ];
    let given = Given {
        sets: sets.map(String::from).into(),
        ..Given::default()
    };
    load(&given).unwrap().settings
}

fn outcry(args: &[&str], url: &str) -> Output {
    Command::new(env!("CARGO_BIN_EXE_outcry"))
        .args(args)
        .args([
            "--set",
            "schemas.source=registry",
            "--set",
            "schemas.auto_register=true",
        ])
        .args(["--set", &format!("schemas.url={url}")])
        .env_clear()
        .env("OUTCRY_AUTHOR_SECRET", SECRET)
        .output()
        .unwrap()
}

fn words(output: &Output) -> String {
    [&output.stdout, &output.stderr]
        .map(|bytes| String::from_utf8_lossy(bytes).into_owned())
        .concat()
}

#[test]
fn a_registry_that_comes_late_is_waited_for() {
    let server = Server::default();
    server.0.lock().unwrap().broken = true;
    let settings = settings(&server.start(), "10m");
    let mended = server.clone();
    let mend = std::thread::spawn(move || {
        // It was asked in vain more than once.
        while mended.0.lock().unwrap().requests.len() < 3 {
            std::thread::sleep(Duration::from_millis(10));
        }
        mended.0.lock().unwrap().broken = false;
    });
    topology::wire(&settings).unwrap();
    mend.join().unwrap();
}

#[test]
fn one_that_never_comes_is_given_up_with_69_and_one_that_turns_us_away_at_once_with_78() {
    let closed = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let failure = topology::wire(&settings(&format!("http://{closed}"), "1s")).unwrap_err();
    assert_eq!(failure.exit, Exit::Unavailable);
    assert!(
        failure.message.contains(&closed.to_string()),
        "{}",
        failure.message
    );
    let server = Server::default();
    server.0.lock().unwrap().authorization = Some("Basic none".into());
    let failure = topology::wire(&settings(&server.start(), "10m")).unwrap_err();
    assert_eq!(failure.exit, Exit::Config, "{}", failure.message);
    assert_eq!(server.0.lock().unwrap().requests.len(), 1);
}

#[test]
fn check_asks_a_registry_and_writes_nothing_to_it() {
    let server = Server::default();
    let output = outcry(&["check"], &server.start());
    let told = words(&output);
    assert_eq!(output.status.code(), Some(0), "{told}");
    assert!(
        told.contains("remark: `run` and `topics apply` would register"),
        "{told}"
    );
    assert_eq!(server.written(), Vec::<String>::new());
    assert!(!server.0.lock().unwrap().requests.is_empty());
}

#[test]
fn a_login_in_an_address_is_sent_and_shown_by_no_command() {
    let server = Server::default();
    // `ada:canary-0123456789-canary` in Base64.
    let wanted = "Basic YWRhOmNhbmFyeS0wMTIzNDU2Nzg5LWNhbmFyeQ==";
    server.0.lock().unwrap().authorization = Some(wanted.into());
    let url = server
        .start()
        .replace("http://", &format!("http://ada:{SECRET}@"));
    let closed = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let away = format!("http://ada:{SECRET}@{closed}");
    let wrong = format!("http://ada:{SECRET}@host:port");
    for (args, url, code) in [
        (&["check", "-vv"][..], url.as_str(), 0),
        (&["config", "show"], &url, 0),
        (
            &["config", "show", "--format", "json"],
            &format!("[\"{url}\", \"{away}\"]"),
            0,
        ),
        (&["check"], &away, 69),
        (&["check"], &wrong, 78),
        (&["check", "--set", "schemas.user=me"], &url, 78),
        (
            &[
                "check",
                "--set",
                "kafka.shards=http://a:canary-0123456789-canary@b",
            ],
            &url,
            78,
        ),
    ] {
        let output = outcry(args, url);
        let told = words(&output);
        assert!(!told.contains("canary-0123456789"), "{args:?}: {told}");
        assert_eq!(output.status.code(), Some(code), "{args:?}: {told}");
    }
    let shown = format!("{:?}", settings(&away, "1s"));
    assert!(!shown.contains(SECRET), "{shown}");
}
