//! Settings of where schema ids come from.

use std::time::Duration;

use secrecy::SecretString;

use super::secret::secret;
use super::section::{Context, Found, Section};
use super::userinfo::parted;

/// Where schema ids come from.
#[derive(Debug, Clone)]
pub enum Schemas {
    /// From the ids fixed in the program: needs no registry.
    Locked,
    /// From a schema registry.
    Registry {
        /// Where it answers, in the order in which they are asked.
        addresses: Vec<RegistryAddress>,
        /// Whether schemas it does not have are registered.
        auto_register: bool,
        /// How long to wait for its first answer.
        start_timeout: Duration,
    },
}

/// One address of a registry.
#[derive(Debug, Clone)]
pub struct RegistryAddress {
    /// Its http or https address, without user and password.
    pub url: String,
    /// User and password, if it asks for them.
    pub login: Option<(String, SecretString)>,
}

const LOGIN: &str = "user and password belong together";

/// Reads `schemas`.
pub(super) fn read(mut section: Section<'_>) -> Schemas {
    let context = section.context;
    let registry = section
        .choice("source", &[("locked", false), ("registry", true)])
        .unwrap_or_default();
    let urls = section.items("url");
    let auto_register = section.flag("auto_register");
    let start_timeout = section.span("start_timeout");
    let (user, password) = (section.maybe_text("user"), section.take("password"));
    let (url_path, user_path) = (section.path("url"), section.path("user"));
    section.finish();
    if !registry {
        if !urls.is_empty() {
            let hint = "set schemas.source to registry, or remove the url";
            context.problem("", &url_path, "a url without a registry", Some(hint.into()));
        }
        return Schemas::Locked;
    }
    if urls.is_empty() {
        bad_url(context, "", &url_path);
    }
    let login = match (user, password) {
        (Some(user), Some(found)) => secret(context, found).map(|password| (user, password)),
        (None, None) => None,
        (Some(_), None) | (None, Some(_)) => {
            context.problem("", &user_path, LOGIN, None);
            None
        }
    };
    let addresses = urls
        .iter()
        .filter_map(|found| address(context, found, login.as_ref()))
        .collect();
    Schemas::Registry {
        addresses,
        auto_register,
        start_timeout,
    }
}

fn bad_url(context: &Context<'_>, place: &str, path: &str) {
    let hint = "such as http://localhost:8081";
    let message = "the registry's http or https url is wanted";
    context.problem(place, path, message, Some(hint.into()));
}

fn address(
    context: &Context<'_>,
    found: &Found,
    login: Option<&(String, SecretString)>,
) -> Option<RegistryAddress> {
    let (url, own) = parted(found.text().unwrap_or_default().trim());
    if !is_url(&url) {
        bad_url(context, &found.place, &found.path);
        return None;
    }
    let login = match (own, login) {
        (Some(_), Some(_)) => {
            let message = "a user stands in the url and in schemas.user";
            let hint = "write it in one of them";
            context.problem(&found.place, &found.path, message, Some(hint.into()));
            None
        }
        (Some(own), None) => {
            if own.pair.is_none() {
                let hint = "write user:password@ and encode @, / and % as %40, %2F and %25";
                context.problem(&found.place, &found.path, LOGIN, Some(hint.into()));
            }
            own.pair
        }
        (None, login) => login.cloned(),
    };
    Some(RegistryAddress { url, login })
}

/// Whether this is an address without a login. What is left of a login that is not encoded makes it none.
fn is_url(text: &str) -> bool {
    let rest = ["http://", "https://"]
        .iter()
        .find_map(|scheme| text.strip_prefix(scheme));
    let Some(rest) = rest else {
        return false;
    };
    let authority = rest.split('/').next().unwrap_or_default();
    // The colons of an IPv6 address stand in brackets.
    let (host, port) = match authority.rsplit_once(':') {
        Some((host, port)) if !port.ends_with(']') => (host, Some(port)),
        _ => (authority, None),
    };
    let strange = |c: char| c.is_whitespace() || matches!(c, '@' | '?' | '#');
    !host.is_empty() && port.is_none_or(|port| port.parse::<u16>().is_ok()) && !rest.contains(strange)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_whole_and_hold_no_login() {
        for good in [
            "http://a",
            "https://a:8081/apis/ccompat/v7",
            "http://[::1]:80",
            "http://[::1]",
        ] {
            assert!(is_url(good), "{good}");
        }
        for bad in [
            "a:8081",
            "http://",
            "http://:1",
            "http://a:b",
            "http://a/p@b",
            "http://a?x",
            "ftp://a",
        ] {
            assert!(!is_url(bad), "{bad}");
        }
    }
}
