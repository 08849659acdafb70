//! Addresses at which providers call us, and the secrets that calls to them are signed with.

mod of_team;
mod receiver;
pub(crate) mod rotation;

pub(crate) use of_team::{TeamEndpoints, TeamReceiver};
pub(crate) use receiver::{ListenState, Receiver};

use crate::{Failure, environment::Environment};
use gangway_domain::EndpointId;
use gangway_inbox::{Endpoints as Known, Known as KnownEndpoint};
use gangway_record::endpoints::{self, Endpoint};
use std::sync::Arc;
use tokio::sync::Notify;

/// Endpoints that are open, with every secret that a call to one may be signed with.
pub(crate) struct Endpoints {
    environment: Arc<Environment>,
    /// What the receiver looks a call's endpoint up in.
    known: Known,
    /// Woken when a rotation began or was confirmed.
    rotating: Arc<Notify>,
}

impl Endpoints {
    pub(crate) fn new(environment: Arc<Environment>) -> Arc<Self> {
        Arc::new(Self { environment, known: Known::default(), rotating: Arc::default() })
    }

    /// For the inbox.
    pub(crate) fn known(&self) -> &Known {
        &self.known
    }

    /// Opens the endpoints of the record whose secrets are in the vault.
    pub(crate) async fn open_endpoints(&self) -> Result<(), Failure> {
        for endpoint in self.environment.record().read(endpoints::all).await? {
            self.open_endpoint(&endpoint).await;
        }
        Ok(())
    }

    /// Opens an endpoint with every secret that a call to it may be signed with now.
    pub(crate) async fn open_endpoint(&self, endpoint: &Endpoint) {
        // A locked keyring must not keep the profile from opening; deliveries are rejected with their reason.
        let secrets = self.endpoint_secrets(&endpoint.id).await.unwrap_or_default();
        let known = KnownEndpoint { provider: endpoint.provider, event: endpoint.event.clone(), secrets };
        self.known.open(endpoint.id.clone(), known);
    }

    /// Nothing is taken at it any more.
    pub(crate) fn close_endpoint(&self, endpoint: &EndpointId) {
        self.known.close(endpoint);
    }
}

/// Where an endpoint's secret is in the vault.
pub(crate) fn secret_name(endpoint: &EndpointId) -> String {
    format!("endpoint-secret-{endpoint}")
}
