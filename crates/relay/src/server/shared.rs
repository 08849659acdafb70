//! What the parts of a running relay share.

use crate::{
    ClaimLimits, Clock, Credentials, Directory, KeptEndpoint, Member, Store, StoreError,
    feed::{bundles::Bundles, hub::Hubs},
    server::{LinkOptions, Options, links::Guesses, metrics::Metrics, seen::SeenHere},
};
use gangway_domain::{EndpointId, Provider};
use gangway_inbox::{Endpoints, Known};
use secrecy::SecretString;
use std::{
    sync::{Arc, Mutex, PoisonError},
    time::{Duration, Instant},
};
use tokio::sync::watch;

/// Between two looks at whether the directory changed. A device that was removed loses its streams within this and a read.
pub(crate) const LOOK: Duration = Duration::from_millis(500);
/// Between two looks for the sake of somebody who is not known.
const STRANGERS: Duration = Duration::from_millis(100);

/// Everything that a request may need.
pub(crate) struct Shared<S> {
    pub(crate) store: S,
    pub(crate) credentials: Credentials,
    pub(crate) clock: Clock,
    /// As this node knows it.
    pub(crate) directory: watch::Sender<Arc<Directory>>,
    pub(crate) endpoints: Endpoints,
    pub(crate) hubs: Hubs,
    pub(crate) bundles: Bundles,
    /// For a console to take a frame.
    pub(crate) take: Duration,
    /// How long claims last.
    pub(crate) claims: ClaimLimits,
    /// Where links may lead.
    pub(crate) links: LinkOptions,
    /// Who guesses addresses of links.
    pub(crate) guesses: Guesses,
    /// Whether the relay is about to end.
    pub(crate) closing: watch::Sender<bool>,
    /// Devices that were here.
    pub(crate) seen: SeenHere,
    /// What is counted.
    pub(crate) metrics: Metrics,
    /// Why the newest append failed; `None` where it did not.
    pub(crate) trouble: Mutex<Option<String>>,
    /// One at a time reads the directory; when that was.
    turn: tokio::sync::Mutex<Option<Instant>>,
}

impl<S: Store> Shared<S> {
    pub(crate) fn new(store: S, credentials: Credentials, clock: Clock, options: &Options) -> Self {
        Self {
            take: options.bounds.take,
            claims: options.claims,
            links: options.links.clone(),
            guesses: Guesses::default(),
            store,
            credentials,
            clock,
            directory: watch::channel(Arc::default()).0,
            endpoints: Endpoints::default(),
            hubs: Hubs::default(),
            bundles: Bundles::default(),
            closing: watch::channel(false).0,
            seen: SeenHere::default(),
            metrics: Metrics::default(),
            trouble: Mutex::default(),
            turn: tokio::sync::Mutex::default(),
        }
    }

    /// Reads the directory again if it changed, and opens and closes endpoints by it.
    pub(crate) async fn refresh(&self) -> Result<(), StoreError> {
        let mut turn = self.turn.lock().await;
        self.read_directory(&mut turn).await
    }

    /// The same for somebody who is not known, and may have joined at another node just now. One look serves all who came
    /// before it, so that whoever guesses does not cost the store more than a look now and then.
    pub(crate) async fn refresh_for_a_stranger(&self) -> Result<(), StoreError> {
        let came = Instant::now();
        let mut turn = self.turn.lock().await;
        match *turn {
            Some(looked) if looked > came => return Ok(()),
            Some(looked) => tokio::time::sleep(STRANGERS.saturating_sub(looked.elapsed())).await,
            None => {}
        }
        self.read_directory(&mut turn).await
    }

    async fn read_directory(&self, looked: &mut Option<Instant>) -> Result<(), StoreError> {
        *looked = Some(Instant::now());
        if self.store.revision().await? == self.directory.borrow().revision {
            return Ok(());
        }
        let directory = self.store.directory().await?;
        let before = Arc::clone(&self.directory.borrow());
        for (id, endpoint) in &directory.endpoints {
            if before.endpoints.get(id) != Some(endpoint) {
                self.open(endpoint);
            }
        }
        for id in before.endpoints.keys().filter(|id| !directory.endpoints.contains_key(*id)) {
            self.endpoints.close(&EndpointId::from(id.as_str()));
        }
        self.directory.send_replace(Arc::new(directory));
        Ok(())
    }

    fn open(&self, endpoint: &KeptEndpoint) {
        let Some(provider) = Provider::read(&endpoint.provider) else {
            tracing::error!(
                provider = endpoint.provider,
                "an endpoint is of a provider that this program does not know"
            );
            return;
        };
        // Without its secrets an endpoint answers 503: the provider tries again, and nothing is lost.
        let secrets = self.credentials.unseal(&endpoint.id, &endpoint.sealed_secrets).unwrap_or_else(|error| {
            tracing::error!(%error, event = endpoint.event, "an endpoint has no secrets");
            Vec::new()
        });
        let secrets = secrets.iter().map(|secret| SecretString::from(secret.expose())).collect();
        self.endpoints
            .open(EndpointId::from(endpoint.id.as_str()), Known { provider, event: endpoint.event.clone(), secrets });
    }

    /// Runs for the life of the relay.
    pub(crate) async fn keep_refreshing(&self) {
        loop {
            tokio::time::sleep(LOOK).await;
            if let Err(error) = self.refresh().await {
                tracing::warn!(%error, "members and endpoints were not read again");
            }
        }
    }

    /// Whether a device is still of its team.
    pub(crate) fn is_member(&self, member: &Member) -> bool {
        self.directory.borrow().devices.get(&member.device).is_some_and(|known| known.team == member.team)
    }

    pub(crate) fn trouble(&self) -> Option<String> {
        self.trouble.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    pub(crate) fn note_trouble(&self, trouble: Option<String>) {
        *self.trouble.lock().unwrap_or_else(PoisonError::into_inner) = trouble;
    }
}
