//! The typed client for the four operations of the management API.

use super::{
    RatepayError,
    auth::{Held, Token},
    wire::{self, Listed, Wanted, WantedOut},
};
use crate::{
    http::{Answer, Cut, Http, NoClient},
    net::Network,
};
use gangway_domain::SubscriptionId;
use reqwest::{Client, RequestBuilder};
use secrecy::{ExposeSecret, SecretString};
use std::time::Duration;

/// Path of the management API (seed 002).
pub const PATH: &str = "/webhook/management/v1";
/// A list of 10,000 subscriptions takes about 3 MB.
const LIST: usize = 32 << 20;
/// Every other answer is small.
const SMALL: usize = 1 << 20;

/// Where Ratepay is (PROVIDERS.md 3.1 and 3.2). Without a trailing slash.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hosts {
    /// `https://oauth.ratepay.com`
    pub oauth: String,
    /// `https://api-integration.ratepay.com` or `https://api.ratepay.com`
    pub api: String,
}

/// What the token call needs (PROVIDERS.md 3.1).
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
    http: Http,
    api: String,
    token: Token,
}

impl Ratepay {
    /// A client for one set of credentials. `call` bounds every call, answer included.
    pub fn new(hosts: &Hosts, access: Access, network: &Network, call: Duration) -> Result<Self, NoClient> {
        let token = Token::new(&hosts.oauth, access);
        Ok(Self { http: Http::new(network, call)?, api: hosts.api.clone(), token })
    }

    /// The API host.
    pub fn host(&self) -> &str {
        &self.api
    }

    /// Gets a token; the cheapest proof that host and credentials are right.
    pub async fn check_login(&self) -> Result<(), RatepayError> {
        self.token.get(&self.http).await.map(drop)
    }

    /// `GET`: all subscriptions of this client, secrets included.
    pub async fn list(&self) -> Result<Vec<Listed>, RatepayError> {
        let answer = self.call(|http| http.get(self.url(None)), None, LIST).await?;
        wire::listed(&answer.body)
    }

    /// `POST`: makes a subscription. `None` when it was made and the answer does not tell its id; the list does.
    pub async fn create(&self, wanted: &Wanted) -> Result<Option<SubscriptionId>, RatepayError> {
        let body = WantedOut::from(wanted);
        let answer = self.call(|http| http.post(self.url(None)).json(&body), Some(wanted), SMALL).await?;
        Ok(wire::created(&answer.body))
    }

    /// `PUT`: replaces everything but the id.
    pub async fn update(&self, id: &SubscriptionId, wanted: &Wanted) -> Result<(), RatepayError> {
        let body = WantedOut::from(wanted);
        self.call(|http| http.put(self.url(Some(id))).json(&body), Some(wanted), SMALL).await.map(drop)
    }

    /// `DELETE`: to subscribe again is to create a new one.
    pub async fn delete(&self, id: &SubscriptionId) -> Result<(), RatepayError> {
        self.call(|http| http.delete(self.url(Some(id))), None, SMALL).await.map(drop)
    }

    fn url(&self, id: Option<&SubscriptionId>) -> String {
        // Ids are checked when they are read: nothing in them needs escaping.
        id.map_or_else(|| format!("{}{PATH}", self.api), |id| format!("{}{PATH}/{id}", self.api))
    }

    /// Any 2xx is a success: which one is not documented for every call. A 401 renews the token once: nothing was done, so
    /// repeating is safe.
    async fn call(
        &self,
        build: impl Fn(&Client) -> RequestBuilder,
        wanted: Option<&Wanted>,
        limit: usize,
    ) -> Result<Answer, RatepayError> {
        let send = async |held: &Held| {
            let request = build(self.http.requests());
            let request = request.header("Authorization", format!("Bearer {}", held.bearer.expose_secret()));
            let secrets: Vec<_> = wanted.map(|wanted| &wanted.secret).into_iter().chain([&held.bearer]).collect();
            self.http.call(request, limit, &secrets).await
        };
        let held = self.login().await?;
        let mut answer = send(&held).await?;
        if answer.status == 401 {
            let held = self.token.renew(&self.http, &held).await.map_err(not_sent)?;
            answer = send(&held).await?;
        }
        match answer.status {
            200..=299 => Ok(answer),
            _ => Err(sorted(&answer)),
        }
    }

    async fn login(&self) -> Result<Held, RatepayError> {
        self.token.get(&self.http).await.map_err(not_sent)
    }
}

/// A token call that went wrong in any way: the call itself certainly never left.
fn not_sent(error: RatepayError) -> RatepayError {
    match error {
        RatepayError::Cut(cut) if cut.nothing_was_sent() => error,
        RatepayError::Cut(_) | RatepayError::Unavailable { .. } | RatepayError::Unreadable(_) => {
            RatepayError::Cut(Cut::NotConnected)
        }
        other => other,
    }
}

/// An answer that is no success, sorted by what can be done about it.
pub(super) fn sorted(answer: &Answer) -> RatepayError {
    match answer.status {
        status @ (401 | 403) => RatepayError::Credentials { status },
        404 => RatepayError::NotFound,
        429 => RatepayError::RateLimited { retry_after: answer.retry_after },
        status @ 400..=499 => RatepayError::Refused { status, text: answer.text() },
        status => RatepayError::Unavailable { status, text: answer.text() },
    }
}
