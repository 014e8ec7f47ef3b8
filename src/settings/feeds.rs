//! Whose feeds are read: tenants and sources.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use config::ValueKind;
use secrecy::{ExposeSecret, SecretString};

use super::mapping;
use super::problem::nearest;
use super::scoring;
use super::secret::secret;
use super::section::{Context, Found, Section};
use crate::domain::brand::Brand;
use crate::domain::mapping::Mapping;
use crate::domain::network::Network;

/// A secret shorter than this many bytes can be guessed.
const SECRET_BYTES: usize = 16;

/// A company whose customers are cared for.
#[derive(Debug, Clone)]
pub struct Tenant {
    /// Its name, in records and labels.
    pub name: String,
    /// The secret that author keys are made with; `None` only for commands that publish nothing.
    pub author_secret: Option<SecretString>,
    /// Its own accounts on each network, by id or handle.
    pub own_accounts: BTreeMap<Network, BTreeSet<String>>,
    /// What it is called by those who speak about it.
    pub brand: Brand,
    /// The model file that its texts are scored with; that of `scoring.model` if `None`.
    pub model: Option<String>,
}

/// A network's feed that is read.
#[derive(Debug, Clone, PartialEq)]
pub struct Feed {
    /// The network.
    pub network: Network,
    /// Name of the tenant it belongs to.
    pub tenant: String,
    /// How old its news may be on arrival and still page somebody; `None` for what the network's delivery calls for.
    pub page_within: Option<Duration>,
    /// Where the fields of an event lie in its payloads; for the generic network alone.
    pub mapping: Option<Mapping>,
}

pub(super) fn network(context: &Context<'_>, found: &Found, name: &str) -> Option<Network> {
    let network = Network::named(name);
    if network.is_none() {
        let known: Vec<&str> = Network::ALL.iter().map(|network| network.name()).collect();
        let hint = nearest(name, known.iter().copied()).map_or_else(
            || format!("known: {}", known.join(", ")),
            |near| format!("did you mean `{near}`?"),
        );
        context.problem(
            &found.place,
            &found.path,
            format!("no network `{name}`"),
            Some(hint),
        );
    }
    network
}

fn tenant(context: &Context<'_>, found: Found) -> Tenant {
    let mut section = Section::of(context, found);
    let name = section
        .parsed(
            "name",
            "a name of letters, digits, `.`, `_` and `-`, at most 60",
            super::broker::name,
        )
        .unwrap_or_default();
    let author_secret = section.must("author_secret").and_then(|found| {
        let (place, path) = (found.place.clone(), found.path.clone());
        let value = secret(context, found)?;
        if value.expose_secret().len() < SECRET_BYTES {
            let message = format!("the secret is shorter than {SECRET_BYTES} bytes");
            let hint = "make one with `openssl rand -hex 32`";
            context.problem(&place, &path, message, Some(hint.into()));
        }
        Some(value)
    });
    let mut own_accounts = BTreeMap::new();
    let mut networks = section.section("own_accounts");
    for (key, found) in networks.rest() {
        let Some(network) = network(context, &found, &key) else {
            continue;
        };
        let accounts = found.items().unwrap_or_else(|| vec![found.clone()]);
        own_accounts.insert(network, accounts.iter().filter_map(Found::text).collect());
    }
    let brand = scoring::brand(section.section("brand"));
    let model = section.maybe_text("model");
    section.finish();
    Tenant {
        name,
        author_secret,
        own_accounts,
        brand,
        model,
    }
}

fn feed(context: &Context<'_>, found: Found, tenants: &[Tenant]) -> Option<Feed> {
    let whole = found.clone();
    let mut section = Section::of(context, found);
    let name = section.text("network");
    let owner = section.text("tenant");
    let page_within = section.maybe_span("page_within");
    let mapping = section.take("mapping");
    section.finish();
    if !owner.is_empty() && !tenants.iter().any(|tenant| tenant.name == owner) {
        let near = nearest(&owner, tenants.iter().map(|tenant| tenant.name.as_str()));
        let hint = near.map_or_else(
            || "add it to `tenants`".to_owned(),
            |near| format!("did you mean `{near}`?"),
        );
        context.problem(
            &whole.place,
            &whole.path,
            format!("no tenant `{owner}`"),
            Some(hint),
        );
    }
    let network = if name.is_empty() {
        None
    } else {
        network(context, &whole, &name)
    };
    let network = network?;
    Some(Feed {
        network,
        tenant: owner,
        page_within,
        mapping: mapping_of(context, network, &whole, mapping),
    })
}

/// The mapping of this feed: the generic network needs one, and no other network takes one.
fn mapping_of(
    context: &Context<'_>,
    network: Network,
    feed: &Found,
    found: Option<Found>,
) -> Option<Mapping> {
    match (network == Network::Generic, found) {
        (true, Some(found)) => mapping::read(context, found),
        (false, None) => None,
        (true, None) => {
            let hint = "add `mapping: { id: /POINTER, text: /POINTER }`";
            context.problem(
                &feed.place,
                &feed.path,
                "no `mapping` of the generic network",
                Some(hint.into()),
            );
            None
        }
        (false, Some(found)) => {
            let message = format!("{} needs no mapping", network.name());
            let hint = "leave it out, or read the feed as `network: generic`";
            context.problem(&found.place, &found.path, message, Some(hint.into()));
            None
        }
    }
}

/// Reads `tenants` and `sources`.
pub(super) fn read(root: &mut Section<'_>) -> (Vec<Tenant>, Vec<Feed>) {
    let context = root.context;
    let mut tenants: Vec<Tenant> = Vec::new();
    for found in root.items("tenants") {
        let (place, path) = (found.place.clone(), found.path.clone());
        let tenant = tenant(context, found);
        if tenants.iter().any(|other| other.name == tenant.name) {
            context.problem(&place, &path, format!("a second tenant `{}`", tenant.name), None);
        }
        tenants.push(tenant);
    }
    let mut feeds: Vec<Feed> = Vec::new();
    for found in root.items("sources") {
        let (place, path) = (found.place.clone(), found.path.clone());
        let is_table = matches!(found.kind, ValueKind::Table(_));
        let Some(feed) = feed(context, found, &tenants).filter(|_| is_table) else {
            continue;
        };
        if feeds.iter().any(|other| other.network == feed.network) {
            let message = format!("a second source for {}", feed.network.name());
            let hint = "a network has one raw topic; give another deployment its own `topics.prefix`";
            context.problem(&place, &path, message, Some(hint.into()));
        }
        feeds.push(feed);
    }
    if feeds.is_empty() && context.problems.borrow().is_empty() {
        let hint = "add `- { network: x, tenant: NAME }`";
        context.problem("", "sources", "no source is configured", Some(hint.into()));
    }
    (tenants, feeds)
}
