//! The typed client for the four operations of the management API.

use super::{
    auth::authorization,
    wire::{self, Listed, Wanted, WantedOut},
};
use crate::{
    http::{Answer, Http, NoClient},
    net::{
        ApiError, ApiErrorKind, Hear, Network, Problem,
        api_client::{ApiClient, Outgoing},
        observer::Observer,
    },
};
use gangway_domain::{Provider, SubscriptionId};
use secrecy::SecretString;
use std::time::Duration;

/// Path of the management API (Ratepay's guide).
pub const PATH: &str = "/webhook/management/v1";
/// A list of 10,000 subscriptions takes about 3 MB.
const LIST: usize = 32 << 20;
/// Every other answer is small.
const SMALL: usize = 1 << 20;

/// Where Ratepay is (docs/wire.md 3.1 and 3.2). Without a trailing slash.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hosts {
    /// `https://oauth.ratepay.com`
    pub oauth: String,
    /// `https://api-integration.ratepay.com` or `https://api.ratepay.com`
    pub api: String,
}

/// What the token call needs (docs/wire.md 3.1).
#[derive(Debug, Clone)]
pub struct Access {
    /// Who calls.
    pub client_id: String,
    /// Its secret.
    pub client_secret: SecretString,
    /// `https://api.ratepay.com/webhook/management`, or the one of the integration platform.
    pub audience: String,
}

/// Ratepay, as one profile sees it.
pub struct Ratepay {
    client: ApiClient,
    api: String,
}

impl Ratepay {
    /// A client for one set of credentials. `call` bounds every call, answer included.
    pub fn new(
        hosts: &Hosts,
        access: Access,
        network: &Network,
        call: Duration,
        hear: &Hear,
    ) -> Result<Self, NoClient> {
        let http = Http::new(network, call)?;
        let (observer, authorization) = (Observer::new(Provider::Ratepay, hear), authorization(&hosts.oauth, access));
        let client = ApiClient::new(http, observer, authorization, |answer| ApiErrorKind::of(answer, problems));
        Ok(Self { client, api: hosts.api.clone() })
    }

    /// The API host.
    pub fn host(&self) -> &str {
        &self.api
    }

    /// Gets a token; the cheapest proof that host and credentials are right.
    pub async fn check_login(&self) -> Result<(), ApiError> {
        self.client.check_login().await
    }

    /// `GET`: all subscriptions of this client, secrets included.
    pub async fn list(&self) -> Result<Vec<Listed>, ApiError> {
        let answer = self.client.call(|http| http.get(self.url(None)), &outgoing(&[], LIST)).await?;
        wire::listed(&answer.body).map_err(|why| self.client.error(ApiErrorKind::Unreadable(why)))
    }

    /// `POST`: makes a subscription. `None` when it was made and the answer does not tell its id; the list does.
    pub async fn create(&self, wanted: &Wanted) -> Result<Option<SubscriptionId>, ApiError> {
        let body = WantedOut::from(wanted);
        let build = |http: &reqwest::Client| http.post(self.url(None)).json(&body);
        let answer = self.client.call(build, &outgoing(&[&wanted.secret], SMALL)).await?;
        Ok(wire::created(&answer.body))
    }

    /// `PUT`: replaces everything but the id.
    pub async fn update(&self, id: &SubscriptionId, wanted: &Wanted) -> Result<(), ApiError> {
        let body = WantedOut::from(wanted);
        let build = |http: &reqwest::Client| http.put(self.url(Some(id))).json(&body);
        self.client.call(build, &outgoing(&[&wanted.secret], SMALL)).await.map(drop)
    }

    /// `DELETE`: to subscribe again is to create a new one.
    pub async fn delete(&self, id: &SubscriptionId) -> Result<(), ApiError> {
        self.client.call(|http| http.delete(self.url(Some(id))), &outgoing(&[], SMALL)).await.map(drop)
    }

    fn url(&self, id: Option<&SubscriptionId>) -> String {
        // Ids are checked when they are read: nothing in them needs escaping.
        id.map_or_else(|| format!("{}{PATH}", self.api), |id| format!("{}{PATH}/{id}", self.api))
    }
}

const fn outgoing<'a>(secrets: &'a [&'a SecretString], limit: usize) -> Outgoing<'a> {
    Outgoing { of: "subscriptions", secrets, limit }
}

/// Error bodies are not documented: whatever came, for a person to read.
fn problems(answer: &Answer) -> Vec<Problem> {
    vec![Problem::words(answer.text())]
}
