//! The log of received calls: what a test or a person asks when the client says one thing and the merchant another.

use std::{
    collections::VecDeque,
    sync::{Arc, Mutex, PoisonError},
};

use serde::Serialize;

use crate::faults::Kind;

/// Older entries go when there are more.
const KEPT: usize = 100_000;

/// What a request is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Call {
    Provisioning,
    Deprovisioning,
    IntegrationStatus,
    /// Machine-to-machine login.
    Token,
    /// Code for tokens.
    OauthToken,
    Webhooks,
    ListSubscriptions,
    CreateSubscription,
    UpdateSubscription,
    DeleteSubscription,
    ListApplications,
    OneApplication,
    Simulate,
    /// A webhook call of the simulated Ratepay or Rainforest; no call of a client.
    Event,
    /// A page that a person sees.
    Page,
    Other,
}

impl Call {
    /// By path alone, so that a wrong method is logged under the right name.
    pub(crate) fn of(path: &str) -> Self {
        match path {
            _ if path.ends_with("/stores/provisioning") => Self::Provisioning,
            _ if path.ends_with("/stores/deprovisioning") => Self::Deprovisioning,
            _ if path.ends_with("/stores/integration-status") => Self::IntegrationStatus,
            _ if path.ends_with("/token/login/integrations") => Self::Token,
            _ if path.ends_with("/webhooks") => Self::Webhooks,
            "/oauth/token" => Self::OauthToken,
            "/auth0/oauth/token" => Self::Token,
            _ if path.starts_with("/authorize") => Self::Page,
            _ => Self::Other,
        }
    }
}

/// One call. Queries and headers are never kept: they carry codes and tokens.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Entry {
    pub(crate) at: String,
    pub(crate) host: Host,
    pub(crate) call: Call,
    pub(crate) method: String,
    pub(crate) path: String,
    /// `null` when the connection was closed without an answer.
    pub(crate) status: Option<u16>,
    #[serde(flatten)]
    pub(crate) note: Note,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) fault: Option<Kind>,
}

/// Which of the hosts was called.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Host {
    Login,
    Api,
}

/// What a handler adds to the log.
#[derive(Debug, Clone, Default, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Note {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) merchant: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) stores: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) batch_id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) remark: Option<&'static str>,
}

/// Handed to handlers as a request extension.
#[derive(Debug, Clone, Default)]
pub(crate) struct Notebook(Arc<Mutex<Note>>);

impl Notebook {
    pub(crate) fn write(&self, change: impl FnOnce(&mut Note)) {
        change(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner));
    }

    pub(crate) fn read(&self) -> Note {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

/// Received calls, oldest first.
#[derive(Debug, Default)]
pub(crate) struct Calls(Mutex<VecDeque<Entry>>);

impl Calls {
    pub(crate) fn add(&self, entry: Entry) {
        let mut log = self.log();
        if log.len() == KEPT {
            log.pop_front();
        }
        log.push_back(entry);
    }

    pub(crate) fn all(&self) -> Vec<Entry> {
        self.log().iter().cloned().collect()
    }

    /// The newest `n`, oldest first.
    pub(crate) fn last(&self, n: usize) -> Vec<Entry> {
        let log = self.log();
        log.iter().skip(log.len().saturating_sub(n)).cloned().collect()
    }

    pub(crate) fn len(&self) -> usize {
        self.log().len()
    }

    fn log(&self) -> std::sync::MutexGuard<'_, VecDeque<Entry>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
