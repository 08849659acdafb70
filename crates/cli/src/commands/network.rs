//! Which way calls take, and the password of the proxy.

use super::check;
use crate::{
    args::{Common, Network, Password},
    exit::Exit,
    open_profile,
    out::{Out, table},
};
use gangway_core::{
    Console, Failure, Options, read_secret,
    view::{NetworkSettings, ProxyNamedBy, SecretState},
};

/// Longer than any password.
const LONGEST: u64 = 64 << 10;

pub(super) async fn run(common: &Common, command: &Network, out: Out<'_>) -> Result<Exit, Failure> {
    let console = open_profile::open(common, Options::READING, out).await?;
    match command {
        Network::Show => {
            let settings = console.settings.network_settings().await?;
            out.result(&settings, || words(&settings));
            Ok(Exit::Done)
        }
        Network::Test => {
            let checked = console.overview.check_network().await?;
            Ok(check::say(&checked, out))
        }
        Network::Password(request) => password(&console, request, out).await,
    }
}

async fn password(console: &Console, request: &Password, out: Out<'_>) -> Result<Exit, Failure> {
    console.settings.vault_lasts()?;
    if request.remove {
        console.settings.remove_proxy_password().await?;
    } else {
        let read = out.caller.stdin(LONGEST);
        console.settings.keep_proxy_password(read_secret("stdin", read)?).await?;
    }
    let settings = console.settings.network_settings().await?;
    out.result(&settings, || words(&settings));
    Ok(Exit::Done)
}

fn words(settings: &NetworkSettings) -> String {
    let rows = settings.ways.iter().map(|way| {
        let named = match way.named_by {
            None => "",
            Some(ProxyNamedBy::Profile) => "the profile",
            Some(ProxyNamedBy::Environment) => "environment or system",
            Some(ProxyNamedBy::Desktop) => "the desktop's settings",
        };
        let through = match (&way.through, way.finding) {
            (_, Some(finding)) => check::what(finding).to_owned(),
            (Some(proxy), None) => proxy.clone(),
            (None, None) => "straight".to_owned(),
        };
        vec![check::name(way.step).to_owned(), way.host.clone(), through, named.to_owned()]
    });
    let rows = table(&["WHOSE", "HOST", "THROUGH", "SAID BY"], &rows.collect::<Vec<_>>());
    let password = match settings.password {
        SecretState::Stored => "The proxy's password is in the vault.",
        SecretState::Missing => "There is no password of a proxy in the vault.",
    };
    format!("{rows}\n{password}")
}
