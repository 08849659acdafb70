//! The provider's clients, as the open profile wants them.

use crate::{Console, Failure, deprecations::Heard, profile::Profile, view::Change};
use gangway_providers::rappi::{Access, Hosts, Login, Rappi};
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
pub(crate) fn login(profile: &Profile, at: &Whereabouts, heard: &Heard) -> Result<Arc<Login>, Failure> {
    let (host, client) = (at.hosts.login.clone(), at.oauth_client_id.clone());
    Ok(Arc::new(Login::new(host, client, profile.call_timeout, heard.hear())?))
}

/// The integrator's side.
pub(crate) fn rappi(
    profile: &Profile,
    at: Whereabouts,
    secret: SecretString,
    heard: &Heard,
) -> Result<Arc<Rappi>, Failure> {
    let access = Access {
        hosts: at.hosts,
        dialect: profile.wire.dialect.spelled(),
        token: profile.wire.token.clone(),
        client_id: at.client_id,
        secret,
        call: profile.call_timeout,
        hear: heard.hear(),
    };
    Ok(Arc::new(Rappi::new(access)?))
}

impl Console {
    /// New clients from what profile and vault hold now.
    pub(crate) async fn connect_again(&self) -> Result<(), Failure> {
        self.connect_ratepay_again().await?;
        self.connect_rainforest_again().await?;
        let profile = self.profile();
        let sandbox = self.sandbox.as_ref();
        let Some(at) = whereabouts(&profile, sandbox) else { return Ok(()) };
        let login = login(&profile, &at, &self.heard)?;
        let rappi = match crate::open::client_secret(sandbox, &self.vault).await {
            Some(secret) => Some(rappi(&profile, at, secret, &self.heard)?),
            None => None,
        };
        *self.login.write().unwrap_or_else(PoisonError::into_inner) = login;
        *self.rappi.write().unwrap_or_else(PoisonError::into_inner) = rappi;
        self.tell(Change::Connection);
        Ok(())
    }

    pub(crate) fn login(&self) -> Arc<Login> {
        Arc::clone(&self.login.read().unwrap_or_else(PoisonError::into_inner))
    }
}
