//! The provider's clients, as the open profile wants them.

use crate::{
    Console, Failure,
    profiles::{network::network, profile::Profile},
    providers::rappi::deprecations::Heard,
    view::Change,
};
use gangway_providers::{
    net::Network,
    rappi::{Access, Hosts, Login, Rappi},
};
use gangway_sandbox::Sandbox;
use secrecy::SecretString;
use std::sync::{Arc, PoisonError};

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
    Ok(Arc::new(Login::new(host, client, network, profile.call_timeout, heard.hear())?))
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

impl Console {
    /// New clients from what profile and vault hold now.
    pub(crate) async fn connect_again(&self) -> Result<(), Failure> {
        let profile = self.profile();
        let network = network(&profile, &self.vault).await?;
        *self.network.write().unwrap_or_else(PoisonError::into_inner) = network.clone();
        self.connect_ratepay_again().await?;
        self.connect_rainforest_again().await?;
        let sandbox = self.sandbox.as_ref();
        let Some(at) = whereabouts(&profile, sandbox) else { return Ok(()) };
        let login = login(&profile, &at, &network, &self.heard)?;
        let rappi = match crate::app::open::client_secret(sandbox, &self.vault).await {
            Some(secret) => Some(rappi(&profile, at, secret, &network, &self.heard)?),
            None => None,
        };
        *self.login.write().unwrap_or_else(PoisonError::into_inner) = login;
        *self.rappi.write().unwrap_or_else(PoisonError::into_inner) = rappi;
        self.tell(Change::Connection);
        Ok(())
    }

    /// The way that calls take now.
    pub(crate) fn network(&self) -> Network {
        self.network.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    pub(crate) fn login(&self) -> Arc<Login> {
        Arc::clone(&self.login.read().unwrap_or_else(PoisonError::into_inner))
    }
}
