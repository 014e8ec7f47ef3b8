//! Certificates made on the spot with what every Java brings along. Each signs itself: whoever trusts it, trusts it
//! alone.

use std::path::{Path, PathBuf};
use std::process::Command;

use tempfile::TempDir;

/// Password of all key stores.
pub(crate) const PASSWORD: &str = "an-invented-password";

/// A folder of certificates; it goes with the value.
#[derive(Debug)]
pub(crate) struct Certificates(TempDir);

impl Certificates {
    /// Makes those of the broker, a good one and one that is out of date, that of a client, and somebody else's.
    pub(crate) fn make() -> Self {
        let made = Self(tempfile::tempdir().expect("temporary directory"));
        made.pair("broker", &["-validity", "2"]);
        made.pair("expired", &["-startdate", "-3d", "-validity", "1"]);
        made.pair("client", &["-validity", "2"]);
        made.pair("stranger", &["-validity", "2"]);
        // What the broker trusts.
        let client = made.pem("client");
        let trust = made.store("trust");
        keytool(
            &[
                "-importcert",
                "-noprompt",
                "-alias",
                "client",
                "-file",
                &shown(&client),
            ],
            &trust,
        );
        made
    }

    /// The file of a key and its certificate.
    pub(crate) fn store(&self, name: &str) -> PathBuf {
        self.0.path().join(format!("{name}.p12"))
    }

    /// The file of a certificate alone.
    pub(crate) fn pem(&self, name: &str) -> PathBuf {
        self.0.path().join(format!("{name}.pem"))
    }

    fn pair(&self, name: &str, valid: &[&str]) {
        let subject = format!("CN={name}");
        let mut arguments = vec!["-genkeypair", "-keyalg", "EC", "-alias", name, "-dname", &subject];
        // Good for the address, and for no name: so there is a name that does not fit.
        arguments.extend(["-ext", "san=ip:127.0.0.1", "-ext", "bc:c=ca:true"]);
        arguments.extend(valid);
        let store = self.store(name);
        keytool(&arguments, &store);
        let pem = shown(&self.pem(name));
        keytool(&["-exportcert", "-rfc", "-alias", name, "-file", &pem], &store);
    }
}

fn shown(path: &Path) -> String {
    path.display().to_string()
}

fn keytool(arguments: &[&str], store: &Path) {
    let done = Command::new("keytool")
        .args(arguments)
        .args(["-storetype", "PKCS12", "-storepass", PASSWORD, "-keystore"])
        .arg(store)
        .output()
        .expect("keytool runs: it is part of Java");
    let said = String::from_utf8_lossy(&done.stdout);
    assert!(done.status.success(), "keytool {arguments:?}: {said}");
}
