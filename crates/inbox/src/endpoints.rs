use gangway_domain::{EndpointId, Provider};
use secrecy::SecretString;
use std::{
    collections::HashMap,
    sync::{Arc, PoisonError, RwLock},
};

/// What an endpoint's path tells: provider, event and the secrets to verify with.
#[derive(Clone)]
pub struct Known {
    /// It decides how a call is verified.
    pub provider: Provider,
    /// `STORE_PROVISIONING_STATUS`, or the event type of a subscription; no body names it (docs/wire.md 1.6 and 3.3).
    pub event: String,
    /// Current first, then, during a rotation, the others that a call may be signed with.
    pub secrets: Vec<SecretString>,
}

/// The endpoints that are open now. Cheap to clone; all clones are one.
#[derive(Clone, Default)]
pub struct Endpoints(Arc<RwLock<HashMap<EndpointId, Arc<Known>>>>);

impl Endpoints {
    /// Opens an endpoint, or changes what is known of it.
    pub fn open(&self, id: EndpointId, known: Known) {
        self.0.write().unwrap_or_else(PoisonError::into_inner).insert(id, Arc::new(known));
    }

    /// Closes an endpoint: its path leads nowhere from now on.
    pub fn close(&self, id: &EndpointId) {
        self.0.write().unwrap_or_else(PoisonError::into_inner).remove(id);
    }

    /// The endpoint of a path.
    pub fn find(&self, id: &str) -> Option<Arc<Known>> {
        // A lookup by a borrowed key would need `Borrow<str>` on the id, which would let any text stand for one.
        self.0.read().unwrap_or_else(PoisonError::into_inner).get(&EndpointId::from(id)).cloned()
    }
}
