//! Stages made from settings. The only place that knows which parts a stage is made of.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use secrecy::ExposeSecret;

use super::exit::{Exit, Failure};
use super::model::model;
pub use super::registry::{look, reading_wire, wire};
use super::world::World;
use crate::domain::brand::Brand;
use crate::domain::network::Network;
use crate::domain::time::Span;
use crate::domain::topic::Topic;
use crate::routing::RuleSet;
use crate::scoring::axes::Compiled;
use crate::scoring::model::Profile;
use crate::scoring::scorer::ModelScorer;
use crate::scoring::tenants::TenantScorer;
use crate::scoring::{Scorer, SpreadParams};
use crate::settings::{self, Feed, Settings, Tenant};
use crate::sources::{Limits, Reader, Setup};
use crate::stages::assess::{Assess, AssessParams, OwnHandles};
use crate::stages::cases::{CaseParams, Cases};
use crate::stages::erasure::ErasureParams;
use crate::stages::intake::Intake;
use crate::stages::resolve::{Resolve, ResolveParams};
use crate::wire::Wire;
use crate::wire::sealed::{RawBytes, Seal};

/// The rules built in.
const RULES: &str = include_str!("../../deploy/rules/routing.yaml");

/// Stands in for an author secret in commands that publish nothing: not a secret at all.
const OPEN_SECRET: &[u8] = b"outcry offline: this is no secret";

fn span(duration: Duration) -> Span {
    Span(i64::try_from(duration.as_millis()).unwrap_or(i64::MAX))
}

/// The rules of these settings.
///
/// # Errors
/// The file cannot be read, or every mistake in it.
pub fn rules(settings: &Settings) -> Result<Arc<RuleSet>, Failure> {
    let (name, text) = match &settings.rules_file {
        None => ("built-in routing.yaml", RULES.to_owned()),
        Some(path) => {
            let text = std::fs::read_to_string(path).map_err(|error| {
                Failure::new(Exit::Config, format!("cannot read the rules {path}: {error}"))
            })?;
            (path.as_str(), text)
        }
    };
    let rules = RuleSet::compile_with(name, &text, &settings.calendars);
    rules.map(Arc::new).map_err(|problems| {
        let lines: Vec<String> = problems.iter().map(ToString::to_string).collect();
        Failure::new(Exit::Config, lines.join("\n"))
    })
}

/// What becomes of the bytes of refused records.
#[must_use]
pub fn raw_bytes(settings: &Settings) -> RawBytes {
    match &settings.dead_letters.raw {
        settings::RawBytes::Keep => RawBytes::Keep,
        settings::RawBytes::Drop => RawBytes::Drop,
        // A key that is none was refused with the settings: without it, nothing may stand in the clear.
        settings::RawBytes::Encrypt => {
            seal(settings).map_or(RawBytes::Drop, |seal| RawBytes::Encrypt(Box::new(seal)))
        }
    }
}

/// What opens encrypted bytes, if there is a key.
#[must_use]
pub fn seal(settings: &Settings) -> Option<Seal> {
    Seal::new(settings.dead_letters.key.as_ref()?.expose_secret())
}

fn setup(settings: &Settings, tenant: &Tenant, feed: &Feed) -> Setup {
    let secret = tenant.author_secret.as_ref();
    Setup {
        tenant: tenant.name.clone(),
        secret: secret.map_or_else(
            || OPEN_SECRET.to_vec(),
            |secret| secret.expose_secret().as_bytes().to_vec(),
        ),
        own_accounts: tenant.own_accounts.clone(),
        limits: Limits {
            payload_bytes: settings.limits.payload_bytes,
            text_bytes: settings.limits.text_bytes,
            ..Limits::default()
        },
        page_within: feed.page_within.map_or(feed.network.page_within(), span),
        masking: settings.masking.clone(),
        mapping: feed.mapping.clone(),
    }
}

/// The networks that are read.
#[must_use]
pub fn networks(settings: &Settings) -> Vec<Network> {
    settings.sources.iter().map(|feed| feed.network).collect()
}

/// The reader of a feed.
#[must_use]
pub fn reader(settings: &Settings, feed: &Feed) -> Option<Reader> {
    settings
        .tenant_of(feed)
        .map(|tenant| Reader::new(setup(settings, tenant, feed)))
}

/// Raw records to social events.
#[must_use]
pub fn intake(settings: &Settings, wire: &Wire) -> Intake {
    let readers: BTreeMap<Network, Reader> = settings
        .sources
        .iter()
        .filter_map(|feed| reader(settings, feed).map(|reader| (feed.network, reader)))
        .collect();
    Intake::new(readers, wire.clone(), settings.topics.partitions).publishing(settings.publish.social_events)
}

/// How a segment's age and the broker's rounds add to the retention of a topic: segments are rolled after six
/// hours, and looked at every few minutes.
const ROLLED: Span = Span::hours(7);

fn erasure(settings: &Settings) -> ErasureParams {
    ErasureParams {
        partitions: settings.topics.partitions,
        window: span(settings.windows.posts),
        most_keys: settings.limits.erased_keys,
    }
}

/// The topics that lose their records by age, in the order of their names.
fn aging(settings: &Settings) -> Vec<String> {
    let all = Topic::all(&networks(settings), settings.publish).into_iter();
    let aging = all.filter(|topic| !topic.is_compacted());
    let mut names: Vec<String> = aging
        .map(|topic| topic.name_in(settings.topics.generation))
        .collect();
    names.sort();
    names
}

/// The conversation of posts that do not know it.
#[must_use]
pub fn resolve(settings: &Settings, wire: &Wire) -> Resolve {
    let params = ResolveParams {
        retention: span(settings.windows.posts),
        most_rows: settings.limits.lookup_rows,
        most_waiting: settings.limits.waiting,
        erasure: erasure(settings),
    };
    Resolve::new(wire.clone(), params).publishing(settings.publish.social_events)
}

/// Scores, threads and cascades.
#[must_use]
pub fn assess(settings: &Settings, wire: &Wire, scorer: &Arc<dyn Scorer>) -> Assess {
    let params = AssessParams {
        spread: SpreadParams::default(),
        lateness: span(settings.windows.lateness),
        retention: span(settings.windows.posts),
        most_posts: settings.limits.posts,
        most_waiting: settings.limits.waiting,
        own: settings.tenants.iter().map(own_handles).collect(),
        erasure: erasure(settings),
    };
    Assess::new(wire.clone(), Arc::clone(scorer), params).publishing(settings.publish.scored_events)
}

/// What scores texts: the model of the settings, and the brands of the tenants.
///
/// # Errors
/// The model cannot be read, or a brand holds a name that cannot be looked for.
pub fn scorer(settings: &Settings) -> Result<Arc<dyn Scorer>, Failure> {
    let wrong = |tenant: &str, problem| {
        Failure::new(Exit::Config, format!("the brand of tenant {tenant}: {problem}"))
    };
    let nobody = Compiled::new(&Brand::default()).map_err(|problem| wrong("", problem))?;
    let (mut own, mut brands) = (BTreeMap::new(), BTreeMap::new());
    for tenant in &settings.tenants {
        let compiled = Compiled::new(&brand(tenant)).map_err(|problem| wrong(&tenant.name, problem))?;
        match &tenant.model {
            Some(path) => {
                let scorer = scorer_of(Some(path), BTreeMap::new(), compiled)?;
                own.insert(tenant.name.clone(), scorer);
            }
            None => {
                brands.insert(tenant.name.clone(), compiled);
            }
        }
    }
    let others = scorer_of(settings.scoring.model.as_deref(), brands, nobody)?;
    Ok(Arc::new(TenantScorer::new(own, others)))
}

fn scorer_of(
    path: Option<&str>,
    brands: BTreeMap<String, Compiled>,
    nobody: Compiled,
) -> Result<ModelScorer, Failure> {
    let scorer = ModelScorer::new(model(path.map(Path::new))?, Profile::Full, brands, nobody);
    scorer.ok_or_else(|| {
        let name = path.unwrap_or("the built-in model");
        Failure::new(Exit::Config, format!("{name}: the model has no sentiment"))
    })
}

/// What a tenant is known by: its brand, and the handles of its own accounts.
fn brand(tenant: &Tenant) -> Brand {
    let accounts = tenant.own_accounts.values().flatten();
    Brand {
        handles: tenant.brand.handles.iter().chain(accounts).cloned().collect(),
        ..tenant.brand.clone()
    }
}

/// The handles by which this tenant is addressed.
fn own_handles(tenant: &Tenant) -> (String, OwnHandles) {
    let plain = |name: &String| name.trim_start_matches('@').to_owned();
    let accounts = tenant.own_accounts.iter();
    let own = OwnHandles {
        accounts: accounts
            .map(|(network, names)| (*network, names.iter().map(plain).collect()))
            .collect(),
        anywhere: tenant.brand.handles.iter().map(plain).collect(),
    };
    (tenant.name.clone(), own)
}

/// Work items and alerts.
#[must_use]
pub fn cases(settings: &Settings, wire: &Wire, rules: &Arc<RuleSet>) -> Cases {
    let params = CaseParams {
        association: span(settings.windows.association),
        retention: span(settings.windows.customers),
        words_kept: span(settings.windows.posts),
        item_grace: span(settings.windows.item_grace),
        affinity: span(settings.windows.affinity),
        erasure: erasure(settings),
        aging: aging(settings),
        gone_after: settings.topics.retention.map(|kept| span(kept).plus(ROLLED)),
        ..CaseParams::default()
    };
    Cases::new(wire.clone(), Arc::clone(rules), params)
}

/// The whole topology in memory.
#[must_use]
pub fn world(
    settings: &Settings,
    wire: &Wire,
    rules: &Arc<RuleSet>,
    scorer: &Arc<dyn Scorer>,
    partitions: i32,
) -> World {
    let mut settings = settings.clone();
    settings.topics.partitions = partitions;
    World::new(wire.clone(), partitions, &networks(&settings))
        .with(intake(&settings, wire))
        .with(resolve(&settings, wire))
        .with(assess(&settings, wire, scorer))
        .with(cases(&settings, wire, rules))
}
