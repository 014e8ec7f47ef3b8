//! Tenants with models of their own beside tenants without.

use std::path::Path;

use outcry::app::topology;
use outcry::domain::score::Scores;
use outcry::scoring::Asked;
use outcry::scoring::model::Model;
use outcry::settings::{Given, SettingsFile, load};

const SHIPPED: &[u8] = include_bytes!("../../models/default.model");
const POST: &str = "third time I write about the same bill, charged twice again";

fn settings(own: &Path) -> Given {
    let text = format!(
        "tenants:\n  - name: acme\n    author_secret: {{ env: SECRET }}\n    model: {}\n    brand: {{ names: [Acme] }}\n  - name: main\n    \
         author_secret: {{ env: SECRET }}\n    brand: {{ names: [Northwind] }}\n",
        own.display()
    );
    Given {
        files: vec![SettingsFile {
            name: "two.yaml".into(),
            text,
        }],
        env: [("SECRET".to_owned(), "sixteen bytes and more".to_owned())].into(),
        secrets_needed: true,
        ..Given::default()
    }
}

#[test]
fn each_tenant_is_scored_with_its_own_model_and_brand() {
    let mut model = Model::read(SHIPPED).unwrap();
    "acme-calibrated".clone_into(&mut model.identity.name);
    let head = model.heads.full.take().unwrap();
    let shift = [(3.0, 1.0), (0.0, 1.0), (0.0, 1.0), (0.0, 1.0)];
    model.heads.full = Some(head.calibrated(&shift));
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("acme.model");
    std::fs::write(&path, model.write()).unwrap();
    let settings = load(&settings(&path)).unwrap().settings;
    let scorer = topology::scorer(&settings).unwrap_or_else(|failure| panic!("{failure:?}"));
    let score = |tenant: &str| -> Scores {
        let asked = Asked {
            tenant,
            ..Asked::alone(POST)
        };
        scorer.score(&asked)
    };
    let (own, main, unknown) = (score("acme"), score("main"), score("nobody"));
    assert!(own.model.starts_with("acme-calibrated-"), "{}", own.model);
    assert!(main.model.starts_with("default-"), "{}", main.model);
    assert!(own.sentiment.unwrap() < main.sentiment.unwrap(), "{own:?}");
    assert_eq!(main.sentiment, unknown.sentiment);
    assert!(own.about_brand.is_some());
    assert!(main.about_brand.is_some());
    assert_eq!(
        unknown.about_brand, None,
        "a tenant that is not configured has no brand"
    );
}

#[test]
fn a_tenants_model_that_is_not_there_stops_the_start_and_is_named() {
    let settings = load(&settings(Path::new("nowhere.model"))).unwrap().settings;
    let Err(failure) = topology::scorer(&settings) else {
        panic!("it starts");
    };
    assert!(failure.message.contains("nowhere.model"), "{}", failure.message);
}
