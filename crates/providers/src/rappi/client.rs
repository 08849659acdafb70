//! The typed client for all calls of the self-onboarding API.

use super::{
    Dialect, Doubt, Flags, NewStore, RappiError, Registration, Submission, Taken,
    token::{Credentials, Held, IntegratorToken},
    wire::{BatchIn, BatchOut, MessageIn, TreeIn},
};
use crate::http::{self, Answer, NoClient};
use gangway_domain::{BatchId, StoreId, tree};
use reqwest::{Client, RequestBuilder};
use secrecy::{ExposeSecret, SecretString};
use std::{
    sync::atomic::{AtomicI64, Ordering},
    time::Duration,
};

/// 100,000 stores take about 12 MB.
const TREE: usize = 96 << 20;
/// Every other answer is small.
const SMALL: usize = 1 << 20;
/// A provider's message is cut here; what is longer is not a message.
const MESSAGE: usize = 400;
/// `clock_skew` before any answer came.
const NO_SKEW: i64 = i64::MIN;

/// Where Rappi is (PROVIDERS.md 1.2). Without a trailing slash.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hosts {
    /// `https://login.partners.rappi.com`
    pub login: String,
    /// `https://api.rappi.com.co`
    pub api: String,
}

/// Rappi, as one profile sees it.
pub struct Rappi {
    http: Client,
    hosts: Hosts,
    dialect: Dialect,
    integrator: IntegratorToken,
    skew_ms: AtomicI64,
}

impl Rappi {
    /// A client for one set of credentials. `call` bounds every call, answer included.
    pub fn new(
        hosts: Hosts,
        dialect: Dialect,
        client_id: String,
        secret: SecretString,
        call: Duration,
    ) -> Result<Self, NoClient> {
        let integrator = IntegratorToken::new(&hosts.api, Credentials { id: client_id, secret });
        Ok(Self { http: http::client(call)?, hosts, dialect, integrator, skew_ms: AtomicI64::new(NO_SKEW) })
    }

    /// Where it is.
    pub fn hosts(&self) -> &Hosts {
        &self.hosts
    }

    /// Their clock minus ours in milliseconds, from the last answer that had a date.
    pub fn clock_skew_ms(&self) -> Option<i64> {
        Some(self.skew_ms.load(Ordering::Relaxed)).filter(|skew| *skew != NO_SKEW)
    }

    /// Logs in as the integrator; the cheapest proof that host and credentials are right.
    pub async fn check_login(&self) -> Result<(), RappiError> {
        self.integrator.get(&self.http).await.map(drop)
    }

    /// `GET integration-status`: the tree of the merchant whose token it is (seed 000, step 2).
    pub async fn integration_status(&self, merchant: &SecretString) -> Result<Vec<tree::Branch>, RappiError> {
        let build = |http: &Client| http.get(format!("{}{}", self.hosts.api, self.dialect.integration_status));
        let answer = self.as_both(build, merchant, TREE).await?;
        if answer.status != 200 {
            return Err(sorted(&answer));
        }
        let tree: TreeIn = serde_json::from_slice(&answer.body)
            .map_err(|error| RappiError::Unreadable(format!("integration-status: {error}")))?;
        Ok(tree.stores.into_iter().map(Into::into).collect())
    }

    /// `POST provisioning`: at most 20 stores of one integration (seed 000, step 3).
    pub async fn provision(&self, merchant: &SecretString, stores: &[NewStore], flags: Flags) -> Submission {
        let body = BatchOut::provision(stores, flags, self.dialect.fields);
        self.submit(self.dialect.provisioning, merchant, stores, &body).await
    }

    /// `POST deprovisioning`: at most 20 stores of one integration (seed 000, step 5).
    pub async fn deprovision(&self, merchant: &SecretString, stores: &[NewStore]) -> Submission {
        let body = BatchOut::deprovision(stores, self.dialect.fields);
        self.submit(self.dialect.deprovisioning, merchant, stores, &body).await
    }

    /// `POST clients/{clientId}/webhooks`: answers 201 when new and 200 when an existing one was changed.
    pub async fn register_webhook(&self, event: &str, url: &str, secret: &SecretString) -> Result<u16, RappiError> {
        let body = serde_json::json!({ "event": event, "url": url, "secret": secret.expose_secret() });
        let answer = self.as_integrator(|http, path| http.post(path).json(&body)).await?;
        match answer.status {
            status @ 200..=299 => Ok(status),
            _ => Err(sorted(&answer)),
        }
    }

    /// `GET clients/{clientId}/webhooks`: what is registered (PROVIDERS.md 1.5).
    pub async fn webhooks(&self) -> Result<Vec<Registration>, RappiError> {
        let answer = self.as_integrator(Client::get).await?;
        if answer.status != 200 {
            return Err(sorted(&answer));
        }
        serde_json::from_slice(&answer.body).map_err(|error| RappiError::Unreadable(format!("webhooks: {error}")))
    }

    /// `DELETE clients/{clientId}/webhooks?event=…` (PROVIDERS.md 1.5).
    pub async fn remove_webhook(&self, event: &str) -> Result<(), RappiError> {
        let answer = self.as_integrator(|http, path| http.delete(path).query(&[("event", event)])).await?;
        if (200..300).contains(&answer.status) { Ok(()) } else { Err(sorted(&answer)) }
    }

    async fn submit(
        &self,
        path: &str,
        merchant: &SecretString,
        stores: &[NewStore],
        body: &BatchOut<'_>,
    ) -> Submission {
        let build = |http: &Client| http.post(format!("{}{path}", self.hosts.api)).json(body);
        match self.as_both(build, merchant, SMALL).await {
            Ok(answer) => submission(&answer, stores),
            Err(error) if error.nothing_was_done() => Submission::NotTaken(error),
            Err(RappiError::Cut(cut)) => {
                Submission::InDoubt(Doubt { answer: cut.word().to_owned(), message: Some(cut.to_string()) })
            }
            // The login call failed with 5xx or nonsense: the request itself never left.
            Err(error) => Submission::NotTaken(error),
        }
    }

    /// With both tokens. A 401 renews the integrator token once: nothing was done, so repeating is safe. A second 401
    /// cannot be the integrator's, whose token is new.
    async fn as_both(
        &self,
        build: impl Fn(&Client) -> RequestBuilder,
        merchant: &SecretString,
        limit: usize,
    ) -> Result<Answer, RappiError> {
        let held = self.login().await?;
        let send = |held: &Held| {
            let bearer = format!("Bearer {}", merchant.expose_secret());
            self.authorized(build(&self.http), held).header(self.dialect.merchant_header, bearer)
        };
        let first = self.noted(http::call(send(&held), limit).await?);
        if first.status != 401 {
            return Ok(first);
        }
        let held = self.integrator.renew(&self.http, &held).await?;
        let second = self.noted(http::call(send(&held), limit).await?);
        if second.status == 401 {
            return Err(RappiError::MerchantToken { message: message(&second.body) });
        }
        Ok(second)
    }

    /// With the integrator token only, at the client's own path.
    async fn as_integrator(&self, build: impl Fn(&Client, String) -> RequestBuilder) -> Result<Answer, RappiError> {
        let (before, after) = self.dialect.webhooks;
        let send = |held: &Held| {
            let path = format!("{}{before}{}{after}", self.hosts.api, held.client);
            self.authorized(build(&self.http, path), held)
        };
        let held = self.login().await?;
        let first = self.noted(http::call(send(&held), SMALL).await?);
        if first.status != 401 {
            return Ok(first);
        }
        let held = self.integrator.renew(&self.http, &held).await?;
        Ok(self.noted(http::call(send(&held), SMALL).await?))
    }

    /// A call cut off while logging in was certainly not sent.
    async fn login(&self) -> Result<Held, RappiError> {
        self.integrator.get(&self.http).await.map_err(|error| match error {
            RappiError::Cut(_) => RappiError::Cut(http::Cut::NotConnected),
            other => other,
        })
    }

    fn authorized(&self, request: RequestBuilder, held: &Held) -> RequestBuilder {
        request.header(self.dialect.integrator_header, format!("Bearer {}", held.bearer.expose_secret()))
    }

    fn noted(&self, answer: Answer) -> Answer {
        if let Some(skew) = answer.clock_skew_ms {
            self.skew_ms.store(skew, Ordering::Relaxed);
        }
        answer
    }
}

/// An answer that is no success, sorted by what can be done about it.
pub(super) fn sorted(answer: &Answer) -> RappiError {
    let message = message(&answer.body);
    match answer.status {
        401 => RappiError::Credentials { status: 401 },
        403 => RappiError::NotAuthorized { message },
        429 => RappiError::RateLimited { retry_after: answer.retry_after },
        status @ (424 | 500..=599) => RappiError::Unavailable { status, message },
        status @ 400..=499 => RappiError::Refused { status, message },
        status => RappiError::Unreadable(format!("status {status}")),
    }
}

fn submission(answer: &Answer, stores: &[NewStore]) -> Submission {
    let doubt = |word: &str, message: Option<String>| {
        Submission::InDoubt(Doubt { answer: word.to_owned(), message: message.filter(|text| !text.is_empty()) })
    };
    match answer.status {
        202 | 200 => match serde_json::from_slice::<BatchIn>(&answer.body) {
            Ok(wire) if wire.batch_id.is_some() => Submission::Taken(taken(answer, wire, stores)),
            Ok(_) => doubt("202 without a batch id", None),
            Err(_) if answer.body.is_empty() => doubt("202 empty", None),
            Err(_) => doubt("202 unreadable", None),
        },
        422 => Submission::Taken(all_rejected(answer, stores)),
        status @ (300..=399 | 424 | 500..=599) => doubt(&status.to_string(), Some(message(&answer.body))),
        200..=299 => doubt(&answer.status.to_string(), None),
        _ => Submission::NotTaken(sorted(answer)),
    }
}

fn taken(answer: &Answer, wire: BatchIn, stores: &[NewStore]) -> Taken {
    let sent = |id: &StoreId| stores.iter().any(|store| store.id == *id);
    Taken {
        status: answer.status,
        batch: wire.batch_id.map(BatchId),
        accepted: wire.accepted.into_iter().map(|store| StoreId(store.store_id)).filter(sent).collect(),
        rejected: wire.rejected.into_iter().map(super::Rejected::from).filter(|store| sent(&store.store)).collect(),
        message: wire.message,
        took_ms: answer.took.as_millis() as u64,
    }
}

/// 422: whether or not the answer lists them, every store was rejected (seed 000).
fn all_rejected(answer: &Answer, stores: &[NewStore]) -> Taken {
    let wire = serde_json::from_slice::<BatchIn>(&answer.body).ok();
    let mut taken = wire.map_or_else(
        || Taken {
            status: answer.status,
            batch: None,
            accepted: Vec::new(),
            rejected: Vec::new(),
            message: None,
            took_ms: answer.took.as_millis() as u64,
        },
        |wire| taken(answer, wire, stores),
    );
    taken.accepted.clear();
    let reason = taken.message.clone().unwrap_or_else(|| message(&answer.body));
    for store in stores {
        if !taken.rejected.iter().any(|rejected| rejected.store == store.id) {
            let children = Vec::new();
            taken.rejected.push(super::Rejected { store: store.id.clone(), reason: reason.clone(), children });
        }
    }
    taken
}

/// `{"message": …}`, or the beginning of whatever came, for a person to read.
fn message(body: &[u8]) -> String {
    let text = match serde_json::from_slice::<MessageIn>(body) {
        Ok(wire) if !wire.message.is_empty() => wire.message,
        _ => String::from_utf8_lossy(body).into_owned(),
    };
    text.chars().filter(|c| !c.is_control()).take(MESSAGE).collect()
}
