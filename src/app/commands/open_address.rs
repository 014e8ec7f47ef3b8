//! `open-address`: the address that was sealed.

use std::io;

use secrecy::ExposeSecret;

use crate::app::cli::OpenAddressArgs;
use crate::app::exit::{Exit, Failure, Outcome};
use crate::app::given::{Secrets, settings};
use crate::app::terminal::say;
use crate::domain::base64;
use crate::masking::seal::AddressSeal;
use crate::settings::{Settings, Tenant};

/// The tenant of this name, or the only one.
fn tenant<'s>(settings: &'s Settings, name: Option<&str>) -> Result<&'s Tenant, Failure> {
    let names: Vec<&str> = settings
        .tenants
        .iter()
        .map(|tenant| tenant.name.as_str())
        .collect();
    let known = || format!("known: {}", names.join(", "));
    match (name, settings.tenants.as_slice()) {
        (Some(name), all) => all
            .iter()
            .find(|tenant| tenant.name == name)
            .ok_or_else(|| Failure::new(Exit::Usage, format!("no tenant `{name}`; {}", known()))),
        (None, [only]) => Ok(only),
        (None, _) => {
            let what = format!("name one tenant with --tenant; {}", known());
            Err(Failure::new(Exit::Usage, what))
        }
    }
}

pub(in crate::app) fn run(args: &OpenAddressArgs) -> Outcome {
    let settings = settings(&args.layers, &[], Secrets::Needed)?.settings;
    let tenant = tenant(&settings, args.tenant.as_deref())?;
    let Some(secret) = &tenant.author_secret else {
        let what = format!("tenant `{}` has no secret; set its `author_secret`", tenant.name);
        return Err(Failure::new(Exit::Config, what));
    };
    let Some(sealed) = base64::decode(args.sealed.trim()) else {
        let what = "the sealed address is no base64 with padding; copy the whole field";
        return Err(Failure::new(Exit::Data, what));
    };
    let seal = AddressSeal::new(secret.expose_secret().as_bytes(), &tenant.name);
    let Some(address) = seal.open(&sealed) else {
        let what = format!(
            "tenant `{}` cannot open it: it was sealed for another tenant or with another secret, or is not whole; \
             its key is {}, compare it with the `key_id` beside the address",
            tenant.name,
            seal.key_id()
        );
        return Err(Failure::new(Exit::Data, what));
    };
    say(&mut io::stdout().lock(), &address)
}
