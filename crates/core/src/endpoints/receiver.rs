//! The receiver of this environment: whether webhooks can come in, and under which address.

use crate::{Code, Failure, environment::Environment, profiles::profile::Profile};
use gangway_domain::EndpointId;
use gangway_inbox::Place;
use std::sync::Arc;

/// Whether webhooks can come in.
pub(crate) struct Receiver {
    environment: Arc<Environment>,
    listening: ListenState,
}

/// What came of listening.
pub(crate) struct ListenState {
    address: String,
    /// Where the receiver says that it is ours, below `/hooks/`.
    alive: String,
    failure: Option<Failure>,
}

impl ListenState {
    /// Listens where the profile says.
    pub(crate) async fn listen(profile: &Profile) -> (Option<Place>, Self) {
        match gangway_inbox::listen(profile.receiver).await {
            Ok(place) => {
                let address = place.address().to_string();
                (Some(place), Self { address, alive: alive(), failure: None })
            }
            Err(error) => {
                let address = profile.receiver.to_string();
                (None, Self { address, alive: alive(), failure: Some(error.into()) })
            }
        }
    }

    /// Does not listen: for commands that only read.
    pub(crate) fn without(profile: &Profile) -> Self {
        let failure = Failure::new(Code::PortBusy, "This command does not receive webhooks.");
        Self { address: profile.receiver.to_string(), alive: alive(), failure: Some(failure) }
    }
}

impl Receiver {
    pub(crate) fn new(environment: Arc<Environment>, listening: ListenState) -> Arc<Self> {
        Arc::new(Self { environment, listening })
    }

    /// Address and port, as they were bound or should have been.
    pub(crate) fn address(&self) -> &str {
        &self.listening.address
    }

    /// Where the receiver says that it is ours, below `/hooks/`.
    pub(crate) fn alive(&self) -> &str {
        &self.listening.alive
    }

    /// Why nothing can come in; `None`: it listens.
    pub(crate) fn failure(&self) -> Option<&Failure> {
        self.listening.failure.as_ref()
    }

    /// The address of an endpoint, as a provider is given it.
    pub(crate) fn hook(&self, endpoint: &EndpointId) -> String {
        format!("{}/hooks/{endpoint}", self.public_address())
    }

    /// The address under which providers reach us.
    pub(crate) fn public_address(&self) -> String {
        self.environment.profile().public_url.unwrap_or_else(|| format!("http://{}", self.listening.address))
    }
}

fn alive() -> String {
    format!("alive-{}", uuid::Uuid::new_v4().simple())
}
