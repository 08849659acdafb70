//! Endpoints belong to the relay.

use crate::DeviceId;
use serde::{Deserialize, Serialize};

/// An endpoint as members see it, without its secrets.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Endpoint {
    /// As unguessable as a secret: the path is `/hooks/{id}`.
    pub id: String,
    /// The provider's word.
    pub provider: String,
    /// What comes here.
    pub event: String,
    /// Since when, Unix milliseconds.
    pub created_at: i64,
    /// Who added it; nobody where it was added at the relay itself.
    pub created_by: Option<DeviceId>,
    /// How many secrets a call may be signed with: two during a rotation.
    pub secrets: u8,
}

/// A secret that calls are signed with.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct EndpointSecret(String);

impl EndpointSecret {
    /// Of text.
    pub const fn new(text: String) -> Self {
        Self(text)
    }

    /// For the one place that verifies, and for the request that registers it.
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Debug for EndpointSecret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("EndpointSecret(•••)")
    }
}

/// Asks for an endpoint.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewEndpoint {
    /// The provider's word.
    pub provider: String,
    /// What comes here.
    pub event: String,
    /// Made by the device; the current one first.
    pub secrets: Vec<EndpointSecret>,
}

/// Secrets that an endpoint has from now on: the current one first, then those that are still accepted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Secrets {
    /// One, or two during a rotation.
    pub secrets: Vec<EndpointSecret>,
}

/// A call that was not believed, or that could not be routed: kept for a while, and no part of the log.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RejectedCall {
    /// The endpoint that it named.
    pub endpoint: String,
    /// When it came, Unix milliseconds.
    pub received_at: i64,
    /// The reason's word.
    pub why: String,
    /// What there is to add to it.
    pub detail: Option<String>,
    /// HTTP status it was answered with.
    pub answered: u16,
    /// Names and values of its headers; credentials are not kept.
    pub headers: Vec<(String, String)>,
    /// How many bytes of its body came.
    pub bytes: u32,
}
