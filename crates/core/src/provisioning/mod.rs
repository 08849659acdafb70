//! Runs: planned, carried out, settled, read.

pub(crate) mod claims;
pub(crate) mod control;
pub(crate) mod engine;
pub(crate) mod estimate;
pub(crate) mod halted;
pub(crate) mod operate;
pub(crate) mod operations;
pub(crate) mod plan;
pub(crate) mod run;
pub(crate) mod settle;
#[cfg(test)]
pub(crate) mod simulation;
pub(crate) mod store_file;

use crate::{
    environment::Environment,
    providers::rappi::{MerchantTokens, RappiLine, Registration},
};
use claims::SendClaims;
use control::Runs;
use gangway_domain::OperationId;
use std::sync::{Arc, Mutex};
use store_file::Import;
use tokio::sync::{Notify, broadcast};

/// An operation that ended, for a notification of the desktop.
#[derive(Debug, Clone)]
pub struct Ended {
    /// Which.
    pub operation: OperationId,
    /// Whose stores.
    pub merchant: String,
    /// By name.
    pub merchant_name: String,
    /// How many stores were confirmed.
    pub confirmed: u32,
    /// How many failed or were rejected.
    pub failed: u32,
    /// How long it took, in milliseconds.
    pub took_ms: i64,
}

/// Runs of one environment: what they are made of, what is under way, and who waits for their end.
pub struct Provisioning {
    environment: Arc<Environment>,
    line: Arc<RappiLine>,
    tokens: Arc<MerchantTokens>,
    registration: Arc<Registration>,
    claims: Arc<dyn SendClaims>,
    runs: Runs,
    /// Woken when something waits for the provider's result.
    outstanding: Notify,
    ended: broadcast::Sender<Ended>,
    /// The file that is being imported.
    open_import: Mutex<Option<Import>>,
}

impl Provisioning {
    pub(crate) fn new(
        environment: Arc<Environment>,
        line: Arc<RappiLine>,
        tokens: Arc<MerchantTokens>,
        registration: Arc<Registration>,
        claims: Arc<dyn SendClaims>,
    ) -> Arc<Self> {
        Arc::new(Self {
            environment,
            line,
            tokens,
            registration,
            claims,
            runs: Runs::default(),
            outstanding: Notify::new(),
            ended: broadcast::channel(16).0,
            open_import: Mutex::default(),
        })
    }

    /// Operations as they end.
    pub fn ended(&self) -> broadcast::Receiver<Ended> {
        self.ended.subscribe()
    }
}
