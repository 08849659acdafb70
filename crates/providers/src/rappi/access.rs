//! What a client needs to know of one profile.

use super::Dialect;
use crate::net::{Hear, Network};
use secrecy::SecretString;
use std::time::Duration;

/// Where Rappi is (docs/wire.md 1.2). Without a trailing slash.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hosts {
    /// `https://login.partners.rappi.com`
    pub login: String,
    /// `https://api.rappi.com.co`
    pub api: String,
}

/// How the integrator logs in, where it is not the current way (docs/wire.md 1.3).
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TokenCall {
    /// The whole address; `None`: the one below the API host.
    pub url: Option<String>,
    /// Sent besides `client_id` and `client_secret`; older tenants want `audience` and `grant_type`.
    pub fields: Vec<(String, String)>,
}

/// Everything a [`super::Rappi`] is made of.
#[derive(Clone)]
pub struct Access {
    /// Where it is.
    pub hosts: Hosts,
    /// How it is spelled.
    pub dialect: Dialect,
    /// How the integrator logs in.
    pub token: TokenCall,
    /// The integrator's client id.
    pub client_id: String,
    /// The integrator's client secret.
    pub secret: SecretString,
    /// The way that calls take.
    pub network: Network,
    /// Limit of every call, answer included.
    pub call: Duration,
    /// Told about every announcement in an answer.
    pub hear: Hear,
}
