//! Reviews of plans and trees.

pub(crate) mod export;
pub(crate) mod plan;
pub(crate) mod tree;

use crate::{
    environment::Environment,
    providers::rappi::{MerchantTokens, Registration},
    provisioning::Provisioning,
};
use std::sync::{Arc, Mutex};
use tree::Compared;

/// Reviews of plans and of trees, and what was signed off.
pub struct Reviews {
    environment: Arc<Environment>,
    tokens: Arc<MerchantTokens>,
    registration: Arc<Registration>,
    provisioning: Arc<Provisioning>,
    /// The last two trees that were compared.
    compared: Mutex<Option<Arc<Compared>>>,
}

impl Reviews {
    pub(crate) fn new(
        environment: Arc<Environment>,
        tokens: Arc<MerchantTokens>,
        registration: Arc<Registration>,
        provisioning: Arc<Provisioning>,
    ) -> Arc<Self> {
        Arc::new(Self { environment, tokens, registration, provisioning, compared: Mutex::default() })
    }
}
