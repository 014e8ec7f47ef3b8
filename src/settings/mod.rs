//! Settings: defaults under files under the environment under flags, checked as a whole.
//! Guarantees: every mistake is reported at once with the place it was written at; no secret is ever printed;
//! no key that carries correctness can be overridden. Knows the domain's names and nothing else of ours.

mod broker;
mod calendars;
mod dead_letters;
mod effective;
mod feeds;
mod layer;
mod mapping;
mod masking;
mod pipeline;
mod problem;
mod protected;
mod schemas;
mod scoring;
mod secret;
mod section;
mod stray;
mod surroundings;
mod tree;
mod userinfo;

use std::cell::RefCell;
use std::collections::BTreeMap;

pub use broker::Kafka;
pub use dead_letters::{DeadLetters, RawBytes};
pub use effective::{Effective, Entry};
pub use feeds::{Feed, Tenant};
pub use layer::{DEFAULTS, SettingsFile};
pub use pipeline::{AtEnd, Limits, Topics, Windows};
pub use problem::{Problem, Problems, nearest};
pub use protected::{PROTECTED, clash};
pub use schemas::{RegistryAddress, Schemas};
pub use scoring::Scoring;
pub use section::span;
pub use surroundings::{Log, LogFormat, LogLevel};

use crate::domain::calendar::Calendars;
use crate::domain::mask::MaskPolicy;
use crate::domain::stage::StageName;
use crate::domain::views::Views;
use section::{Context, Section};

/// What the settings are made of.
#[derive(Debug, Clone, Default)]
pub struct Given {
    /// Files, the later over the earlier.
    pub files: Vec<SettingsFile>,
    /// The environment: `OUTCRY__SECTION__KEY`, and the variables that secrets refer to.
    pub env: BTreeMap<String, String>,
    /// Flags, each `section.key=value`.
    pub sets: Vec<String>,
    /// Whether the default secret must be there; only commands that publish nothing do without.
    pub secrets_needed: bool,
}

/// Settings, checked.
#[derive(Debug, Clone)]
pub struct Settings {
    /// Name of the deployment, in group and transactional ids.
    pub app: String,
    /// The cluster.
    pub kafka: Kafka,
    /// Stages this process runs, in the order of the topology, each once.
    pub stages: Vec<StageName>,
    /// Topics.
    pub topics: Topics,
    /// Views that are published.
    pub publish: Views,
    /// Tenants.
    pub tenants: Vec<Tenant>,
    /// Feeds that are read.
    pub sources: Vec<Feed>,
    /// Where time stands at the end of the input.
    pub at_end: AtEnd,
    /// The file of rules; the embedded one if `None`.
    pub rules_file: Option<String>,
    /// When the people of a brand work, by names that rules use.
    pub calendars: Calendars,
    /// What texts are scored with.
    pub scoring: Scoring,
    /// Where schema ids come from.
    pub schemas: Schemas,
    /// Address of `/metrics`, `/live` and `/ready`; `None` for none.
    pub http_listen: Option<std::net::SocketAddr>,
    /// How long things are remembered or waited for.
    pub windows: Windows,
    /// Bounds of a payload and of a lane's state.
    pub limits: Limits,
    /// Which personal values are masked where.
    pub masking: MaskPolicy,
    /// What becomes of the bytes of refused records.
    pub dead_letters: DeadLetters,
    /// Log lines.
    pub log: Log,
}

/// Settings and where each value came from.
#[derive(Debug, Clone)]
pub struct Loaded {
    /// The settings.
    pub settings: Settings,
    /// Every value with its place, secrets masked.
    pub effective: Effective,
    /// What is no mistake, and yet perhaps not meant.
    pub remarks: Vec<String>,
}

impl Settings {
    /// The tenant a feed belongs to.
    #[must_use]
    pub fn tenant_of(&self, feed: &Feed) -> Option<&Tenant> {
        self.tenants.iter().find(|tenant| tenant.name == feed.tenant)
    }
}

/// Reads settings.
///
/// # Errors
/// Every mistake in them.
pub fn load(given: &Given) -> Result<Loaded, Problems> {
    let value = layer::merged(&given.files, &given.env, &given.sets).map_err(Problems)?;
    let effective = Effective::of(&value);
    let context = Context {
        problems: RefCell::new(Vec::new()),
        env: &given.env,
        secrets_needed: given.secrets_needed,
        referred: RefCell::default(),
    };
    let settings = read(&context, value);
    let keys = effective.0.iter().map(|entry| entry.key.as_str());
    let (strays, remarks) = stray::strays(&given.env, keys, &context.referred.into_inner());
    let mut problems = context.problems.into_inner();
    problems.extend(strays);
    if problems.is_empty() {
        return Ok(Loaded {
            settings,
            effective,
            remarks,
        });
    }
    problems.sort_by(|a, b| {
        natural(&a.place)
            .cmp(&natural(&b.place))
            .then_with(|| a.key.cmp(&b.key))
    });
    problems.dedup();
    Err(Problems(problems))
}

fn read(context: &Context<'_>, value: config::Value) -> Settings {
    let mut root = Section::root(context, value);
    let app = root
        .parsed(
            "app",
            "a name of letters, digits, `.`, `_` and `-`, at most 60",
            broker::name,
        )
        .unwrap_or_default();
    let kafka = broker::read(root.section("kafka"));
    let stages = pipeline::stages(&mut root);
    let topics = pipeline::topics(root.section("topics"));
    let publish = pipeline::publish(root.section("publish"));
    let (tenants, sources) = feeds::read(&mut root);
    let at_end = pipeline::at_end(root.section("time"));
    let rules_file = surroundings::rules(root.section("rules"));
    let calendars = calendars::read(root.section("calendars"));
    let scoring = scoring::read(root.section("scoring"));
    let schemas = schemas::read(root.section("schemas"));
    let http_listen = surroundings::http(root.section("http"));
    let windows = pipeline::windows(root.section("windows"));
    let limits = pipeline::limits(root.section("limits"));
    let masking = masking::read(root.section("masking"));
    let dead_letters = dead_letters::read(root.section("dead_letters"));
    let log = surroundings::log(root.section("log"));
    root.finish();
    Settings {
        app,
        kafka,
        stages,
        topics,
        publish,
        tenants,
        sources,
        at_end,
        rules_file,
        calendars,
        scoring,
        schemas,
        http_listen,
        windows,
        limits,
        masking,
        dead_letters,
        log,
    }
}

/// A place that sorts by file and then by line as a number.
fn natural(place: &str) -> (&str, u64) {
    match place.rsplit_once(':') {
        Some((file, line)) => line.parse().map_or((place, 0), |line| (file, line)),
        None => (place, 0),
    }
}
