//! The provider's clients, as the open profile wants them.

use crate::{
    Failure,
    profiles::profile::Profile,
    providers::{deprecations::Heard, rappi::CLIENT_SECRET},
};
use gangway_providers::{
    net::Network,
    rappi::{Access, Hosts, Login, Rappi},
};
use gangway_sandbox::Sandbox;
use gangway_vault::Vault;
use secrecy::SecretString;
use std::sync::Arc;

/// Where a profile's provider is and as whom it is called.
pub(crate) struct Whereabouts {
    pub(crate) hosts: Hosts,
    client_id: String,
    oauth_client_id: String,
}

/// Of the simulated provider where there is one, otherwise of the profile.
pub(crate) fn whereabouts(profile: &Profile, sandbox: Option<&Sandbox>) -> Option<Whereabouts> {
    if let Some(sandbox) = sandbox {
        let it = sandbox.description();
        return Some(Whereabouts {
            hosts: Hosts { login: it.login.clone(), api: it.api.clone() },
            client_id: it.client_id.clone(),
            oauth_client_id: it.oauth_client_id.clone(),
        });
    }
    let keys = profile.rappi.as_ref()?;
    Some(Whereabouts {
        hosts: Hosts { login: keys.login.clone(), api: keys.api.clone() },
        client_id: keys.client_id.clone(),
        oauth_client_id: keys.oauth_client_id.clone(),
    })
}

/// The merchant's side.
pub(crate) fn login(
    profile: &Profile,
    at: &Whereabouts,
    network: &Network,
    heard: &Heard,
) -> Result<Arc<Login>, Failure> {
    let (host, client) = (at.hosts.login.clone(), at.oauth_client_id.clone());
    Ok(Arc::new(Login::new(host, client, network, profile.call_timeout, &heard.hear())?))
}

/// The integrator's side.
pub(crate) fn rappi(
    profile: &Profile,
    at: Whereabouts,
    secret: SecretString,
    network: &Network,
    heard: &Heard,
) -> Result<Arc<Rappi>, Failure> {
    let access = Access {
        hosts: at.hosts,
        dialect: profile.wire.dialect.spelled(),
        token: profile.wire.token.clone(),
        client_id: at.client_id,
        secret,
        network: network.clone(),
        call: profile.call_timeout,
        hear: heard.hear(),
    };
    Ok(Arc::new(Rappi::new(access)?))
}

/// The integrator's secret. A locked vault is no reason not to open: the window shows it and asks again.
pub(crate) async fn client_secret(sandbox: Option<&Sandbox>, vault: &Vault) -> Option<SecretString> {
    match sandbox {
        Some(sandbox) => Some(sandbox.description().client_secret.clone().into()),
        None => vault.get(CLIENT_SECRET).await.unwrap_or_default(),
    }
}
