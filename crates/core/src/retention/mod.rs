//! How long what is kept: what is too old is removed, and one merchant's personal data is erased.

pub(crate) mod removal;
pub(crate) mod upkeep;

use crate::{environment::Environment, providers::rappi::MerchantTokens};
use std::sync::Arc;

/// The record's size and upkeep, and what is removed from it.
pub struct Retention {
    environment: Arc<Environment>,
    tokens: Arc<MerchantTokens>,
}

impl Retention {
    pub(crate) fn new(environment: Arc<Environment>, tokens: Arc<MerchantTokens>) -> Arc<Self> {
        Arc::new(Self { environment, tokens })
    }
}
