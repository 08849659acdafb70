//! Authorizing a merchant.

pub(crate) mod authorize;
pub(crate) mod callback;
pub(crate) mod invited;
pub(crate) mod loopback;
pub(crate) mod loopback_page;

use crate::{
    environment::Environment,
    merchants::{Merchants, shared::SharedSignIns},
    providers::rappi::RappiLine,
    provisioning::Provisioning,
    view::Attempt,
};
use std::{
    collections::HashMap,
    sync::{Arc, Mutex},
};

/// Attempts of merchants to authorize, and where browsers are sent back to.
pub struct Authorization {
    environment: Arc<Environment>,
    line: Arc<RappiLine>,
    merchants: Arc<Merchants>,
    provisioning: Arc<Provisioning>,
    shared: Arc<dyn SharedSignIns>,
    redirects: Redirects,
    /// Links of attempts that still wait.
    links: Mutex<HashMap<String, Attempt>>,
}

/// Redirects as they are registered at the login host.
#[derive(Debug, Clone)]
pub(crate) struct Redirects {
    pub(crate) deep_link: String,
    pub(crate) loopback: String,
    pub(crate) loopback_port: u16,
}

impl Authorization {
    pub(crate) fn new(
        environment: Arc<Environment>,
        line: Arc<RappiLine>,
        merchants: Arc<Merchants>,
        provisioning: Arc<Provisioning>,
        shared: Arc<dyn SharedSignIns>,
        redirects: Redirects,
    ) -> Arc<Self> {
        Arc::new(Self { environment, line, merchants, provisioning, shared, redirects, links: Mutex::default() })
    }
}
