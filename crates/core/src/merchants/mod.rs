//! Merchants, their sign-in and their trees.

pub(crate) mod authorization;
pub(crate) mod export;
pub(crate) mod linked_accounts;
pub(crate) mod refresh;
pub(crate) mod settle;
pub(crate) mod shared;
pub(crate) mod sign_out;
pub(crate) mod trees;

pub use authorization::Authorization;
pub use linked_accounts::LinkedAccounts;

use crate::{
    environment::Environment,
    providers::rappi::{MerchantTokens, RappiLine},
    provisioning::Provisioning,
};
use refresh::Looks;
use shared::SharedSignIns;
use std::sync::Arc;

/// Merchants who authorized, and their trees.
pub struct Merchants {
    environment: Arc<Environment>,
    line: Arc<RappiLine>,
    tokens: Arc<MerchantTokens>,
    provisioning: Arc<Provisioning>,
    shared: Arc<dyn SharedSignIns>,
    looks: Looks,
}

impl Merchants {
    pub(crate) fn new(
        environment: Arc<Environment>,
        line: Arc<RappiLine>,
        tokens: Arc<MerchantTokens>,
        provisioning: Arc<Provisioning>,
        shared: Arc<dyn SharedSignIns>,
    ) -> Arc<Self> {
        Arc::new(Self { environment, line, tokens, provisioning, shared, looks: Looks::default() })
    }
}
