//! The typed client for all calls of the self-onboarding API.

use super::{
    Access, Call, Dialect, Flags, Hosts, MerchantToken, NewStore, Registration, Submission, UnknownOutcome,
    answer::{message, sorted, submission},
    auth::{authorization, claim},
    wire::{BatchOut, TreeIn},
};
use crate::{
    http::{Answer, Cut, Http, NoClient, unreadable},
    net::{
        ApiError, ApiErrorKind, LastLook, Stage,
        api_client::{ApiClient, Outgoing},
        clock,
        observer::Observer,
    },
};
use gangway_domain::{Provider, tree};
use reqwest::{Client, RequestBuilder, header::CONTENT_TYPE};
use secrecy::{ExposeSecret, SecretString};

/// Bytes; 100,000 stores take about 12 MB.
const TREE: usize = 96 << 20;
/// Bytes; every other answer is small.
const SMALL: usize = 1 << 20;

/// Rappi, as one profile sees it.
pub struct Rappi {
    client: ApiClient,
    hosts: Hosts,
    dialect: Dialect,
    client_id: String,
}

impl Rappi {
    /// A client for one set of credentials.
    pub fn new(access: Access) -> Result<Self, NoClient> {
        let http = Http::new(&access.network, access.call)?;
        let observer = Observer::new(Provider::Rappi, &access.hear);
        let client = ApiClient::new(http, observer, authorization(&access), sorted);
        let Access { hosts, dialect, client_id, .. } = access;
        Ok(Self { client: client.with_header(dialect.integrator_header), hosts, dialect, client_id })
    }

    /// Where it is.
    pub fn hosts(&self) -> &Hosts {
        &self.hosts
    }

    /// Their clock minus ours in milliseconds, from the last answer that had a date.
    pub fn clock_skew_ms(&self) -> Option<i64> {
        self.client.clock_skew_ms()
    }

    /// Logs in as the integrator; the cheapest proof that host and credentials are right.
    pub async fn check_login(&self) -> Result<(), ApiError> {
        self.client.check_login().await
    }

    /// `GET integration-status`: the tree of the merchant whose token it is (Rappi's guide, step 2).
    pub async fn integration_status(&self, merchant: &MerchantToken) -> Result<Vec<tree::Branch>, ApiError> {
        let build = |http: &Client| http.get(format!("{}{}", self.hosts.api, self.dialect.integration_status));
        let answer = self.as_both(build, Call::IntegrationStatus, merchant, TREE).await?;
        if answer.status != 200 {
            return Err(self.client.refusal(&answer));
        }
        read_tree(&answer.body).map_err(|error| self.unreadable("integration-status", &error))
    }

    /// `POST provisioning`: at most 20 stores of one integration (Rappi's guide, step 3).
    /// `look` is taken when it is about to be written.
    pub async fn provision(
        &self,
        merchant: &MerchantToken,
        stores: &[NewStore],
        flags: Flags,
        look: &LastLook,
    ) -> Submission {
        let body = BatchOut::provision(stores, flags, self.dialect.fields);
        self.submit(self.dialect.provisioning, (Call::Provisioning, merchant), stores, &body, look).await
    }

    /// `POST deprovisioning`: at most 20 stores of one integration (Rappi's guide, step 5).
    /// `look` is taken when it is about to be written.
    pub async fn deprovision(&self, merchant: &MerchantToken, stores: &[NewStore], look: &LastLook) -> Submission {
        let body = BatchOut::deprovision(stores, self.dialect.fields);
        self.submit(self.dialect.deprovisioning, (Call::Deprovisioning, merchant), stores, &body, look).await
    }

    /// `POST clients/{clientId}/webhooks`: answers 201 when new and 200 when an existing one was changed. Sending the
    /// same again changes nothing, so an answer that was lost may be asked for by another try, or by [`Rappi::webhooks`].
    pub async fn register_webhook(&self, event: &str, url: &str, secret: &SecretString) -> Result<u16, ApiError> {
        let body = serde_json::json!({ "event": event, "url": url, "secret": secret.expose_secret() });
        let answer = self.as_integrator(|http, path| http.post(path).json(&body), &[secret]).await?;
        // A page of something in between answers 200 too.
        match serde_json::from_slice::<Registration>(&answer.body) {
            Ok(made) if made.event == event => Ok(answer.status),
            Ok(_) => Err(self.client.error(ApiErrorKind::Unreadable("webhooks: another event".to_owned()))),
            Err(error) => Err(self.unreadable("webhooks", &error)),
        }
    }

    /// `GET clients/{clientId}/webhooks`: what is registered (docs/wire.md 1.5).
    pub async fn webhooks(&self) -> Result<Vec<Registration>, ApiError> {
        let answer = self.as_integrator(|http, path| http.get(path), &[]).await?;
        if answer.status != 200 {
            return Err(self.client.refusal(&answer));
        }
        serde_json::from_slice(&answer.body).map_err(|error| self.unreadable("webhooks", &error))
    }

    /// `DELETE clients/{clientId}/webhooks?event=…` (docs/wire.md 1.5).
    pub async fn remove_webhook(&self, event: &str) -> Result<(), ApiError> {
        let answer = self.as_integrator(|http, path| http.delete(path).query(&[("event", event)]), &[]).await?;
        // 204; a body that is there and no JSON is not Rappi's.
        if answer.body.is_empty() {
            return Ok(());
        }
        let read = serde_json::from_slice::<serde::de::IgnoredAny>(&answer.body);
        read.map(drop).map_err(|error| self.unreadable("webhooks", &error))
    }

    async fn submit(
        &self,
        path: &str,
        (call, merchant): (Call, &MerchantToken),
        stores: &[NewStore],
        body: &BatchOut<'_>,
        look: &LastLook,
    ) -> Submission {
        let Ok(body) = serde_json::to_vec(body) else {
            return Submission::NotTaken(self.client.error(ApiErrorKind::Unreadable("the stores".to_owned())));
        };
        let build = |http: &Client| {
            let request = http.post(format!("{}{path}", self.hosts.api));
            request.header(CONTENT_TYPE, "application/json").body(look.body(body.clone()))
        };
        match self.as_both(build, call, merchant, SMALL).await {
            Ok(answer) => submission(&answer, stores),
            // Its body was not written, and without it nothing is done.
            Err(_) if look.refused() => Submission::NotTaken(self.client.error(Cut::NotConnected)),
            Err(ApiError { kind: ApiErrorKind::Cut(cut), stage: Stage::Call, .. }) if !cut.nothing_was_sent() => {
                Submission::Unknown(UnknownOutcome { answer: cut.word().to_owned(), message: None, cut: Some(cut) })
            }
            // Refused before it left, or what was asked for it never came.
            Err(error) => Submission::NotTaken(error),
        }
    }

    /// With both tokens. After a 401 to a new token of the integrator a call that needs that one alone tells whose fault it
    /// is.
    async fn as_both(
        &self,
        build: impl Fn(&Client) -> RequestBuilder,
        call: Call,
        merchant: &MerchantToken,
        limit: usize,
    ) -> Result<Answer, ApiError> {
        // Nothing leaves with a token that would be over when it arrives; the login tells their clock.
        self.client.check_login().await?;
        if merchant.is_over(clock::now() + self.clock_skew_ms().unwrap_or(0)) {
            return Err(self.client.error(ApiErrorKind::MerchantTokenOver));
        }
        let bearer = format!("Bearer {}", merchant.bearer.expose_secret());
        let build = |http: &Client| build(http).header(self.dialect.merchant_header, &bearer);
        let outgoing = Outgoing { of: call.word(), secrets: &[&merchant.bearer], limit };
        let answer = self.client.answer(build, &outgoing).await?;
        if answer.status != 401 {
            return Ok(answer);
        }
        let url = self.webhooks_url().await?;
        let alone = Outgoing { of: Call::Webhooks.word(), secrets: &[], limit: SMALL };
        let asked = self.client.once(|http| http.get(&url), &alone).await;
        if asked.is_ok_and(|asked| asked.status == 401) {
            return Err(self.client.refusal(&answer));
        }
        Err(self.client.error(ApiErrorKind::MerchantToken { text: message(&answer) }))
    }

    /// With the integrator token only, at the client's own path; `also` is a secret that the request holds besides. All
    /// these calls may be repeated.
    async fn as_integrator(
        &self,
        build: impl Fn(&Client, &str) -> RequestBuilder,
        also: &[&SecretString],
    ) -> Result<Answer, ApiError> {
        let url = self.webhooks_url().await?;
        let outgoing = Outgoing { of: Call::Webhooks.word(), secrets: also, limit: SMALL };
        self.client.call(|http| build(http, &url), &outgoing).await
    }

    /// The client's own path: by the token's `azp` claim, or the client id (docs/wire.md 1.5).
    async fn webhooks_url(&self) -> Result<String, ApiError> {
        let held = self.client.bearer().await?;
        let client = claim(held.bearer.expose_secret(), "azp").unwrap_or_else(|| self.client_id.clone());
        let (before, after) = self.dialect.webhooks;
        Ok(format!("{}{before}{client}{after}", self.hosts.api))
    }

    fn unreadable(&self, what: &str, error: &serde_json::Error) -> ApiError {
        self.client.error(ApiErrorKind::Unreadable(unreadable(what, error)))
    }
}

/// A status answer's body, in either spelling.
pub fn read_tree(body: &[u8]) -> serde_json::Result<Vec<tree::Branch>> {
    let tree: TreeIn = serde_json::from_slice(body)?;
    Ok(tree.stores.into_iter().map(Into::into).collect())
}
