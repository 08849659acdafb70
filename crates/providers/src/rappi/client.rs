//! The typed client for all calls of the self-onboarding API.

use super::{
    Access, Call, Dialect, Doubt, Flags, Hosts, MerchantToken, NewStore, RappiError, Registration, Submission,
    answer::{message, sorted, submission},
    auth::{Held, IntegratorToken},
    deprecation_observer::Ear,
    wire::{BatchOut, TreeIn},
};
use crate::{
    http::{Answer, Cut, Http, NoClient, unreadable},
    net::clock,
};
use gangway_domain::tree;
use reqwest::{Client, RequestBuilder};
use secrecy::{ExposeSecret, SecretString};

/// Bytes; 100,000 stores take about 12 MB.
const TREE: usize = 96 << 20;
/// Bytes; every other answer is small.
const SMALL: usize = 1 << 20;

/// Rappi, as one profile sees it.
pub struct Rappi {
    http: Http,
    hosts: Hosts,
    dialect: Dialect,
    integrator: IntegratorToken,
    ear: Ear,
}

/// What one call is sent with.
struct Sending<'a> {
    call: Call,
    merchant: &'a MerchantToken,
    /// Of the answer, in bytes.
    limit: usize,
}

impl Rappi {
    /// A client for one set of credentials.
    pub fn new(access: Access) -> Result<Self, NoClient> {
        let http = Http::new(&access.network, access.call)?;
        let ear = Ear::new(access.hear.clone());
        let integrator = IntegratorToken::new(&access, ear.clone());
        let Access { hosts, dialect, .. } = access;
        Ok(Self { http, hosts, dialect, integrator, ear })
    }

    /// Where it is.
    pub fn hosts(&self) -> &Hosts {
        &self.hosts
    }

    /// Their clock minus ours in milliseconds, from the last answer that had a date.
    pub fn clock_skew_ms(&self) -> Option<i64> {
        self.ear.clock_skew_ms()
    }

    /// Logs in as the integrator; the cheapest proof that host and credentials are right.
    pub async fn check_login(&self) -> Result<(), RappiError> {
        self.integrator.get(&self.http).await.map(drop)
    }

    /// `GET integration-status`: the tree of the merchant whose token it is (seed 000, step 2).
    pub async fn integration_status(&self, merchant: &MerchantToken) -> Result<Vec<tree::Branch>, RappiError> {
        let build = |http: &Client| http.get(format!("{}{}", self.hosts.api, self.dialect.integration_status));
        let answer = self.as_both(build, &Sending { call: Call::IntegrationStatus, merchant, limit: TREE }).await?;
        if answer.status != 200 {
            return Err(sorted(&answer));
        }
        read_tree(&answer.body)
    }

    /// `POST provisioning`: at most 20 stores of one integration (seed 000, step 3).
    pub async fn provision(&self, merchant: &MerchantToken, stores: &[NewStore], flags: Flags) -> Submission {
        let body = BatchOut::provision(stores, flags, self.dialect.fields);
        let sending = Sending { call: Call::Provisioning, merchant, limit: SMALL };
        self.submit(self.dialect.provisioning, &sending, stores, &body).await
    }

    /// `POST deprovisioning`: at most 20 stores of one integration (seed 000, step 5).
    pub async fn deprovision(&self, merchant: &MerchantToken, stores: &[NewStore]) -> Submission {
        let body = BatchOut::deprovision(stores, self.dialect.fields);
        let sending = Sending { call: Call::Deprovisioning, merchant, limit: SMALL };
        self.submit(self.dialect.deprovisioning, &sending, stores, &body).await
    }

    /// `POST clients/{clientId}/webhooks`: answers 201 when new and 200 when an existing one was changed. Sending the
    /// same again changes nothing, so an answer that was lost may be asked for by another try, or by [`Rappi::webhooks`].
    pub async fn register_webhook(&self, event: &str, url: &str, secret: &SecretString) -> Result<u16, RappiError> {
        let body = serde_json::json!({ "event": event, "url": url, "secret": secret.expose_secret() });
        let answer = self.as_integrator(|http, path| http.post(path).json(&body), Some(secret)).await?;
        if !(200..300).contains(&answer.status) {
            return Err(sorted(&answer));
        }
        // A page of something in between answers 200 too.
        match serde_json::from_slice::<Registration>(&answer.body) {
            Ok(made) if made.event == event => Ok(answer.status),
            Ok(_) => Err(RappiError::Unreadable("webhooks: another event".to_owned())),
            Err(error) => Err(RappiError::Unreadable(unreadable("webhooks", &error))),
        }
    }

    /// `GET clients/{clientId}/webhooks`: what is registered (PROVIDERS.md 1.5).
    pub async fn webhooks(&self) -> Result<Vec<Registration>, RappiError> {
        let answer = self.as_integrator(Client::get, None).await?;
        if answer.status != 200 {
            return Err(sorted(&answer));
        }
        serde_json::from_slice(&answer.body).map_err(|error| RappiError::Unreadable(unreadable("webhooks", &error)))
    }

    /// `DELETE clients/{clientId}/webhooks?event=…` (PROVIDERS.md 1.5).
    pub async fn remove_webhook(&self, event: &str) -> Result<(), RappiError> {
        let answer = self.as_integrator(|http, path| http.delete(path).query(&[("event", event)]), None).await?;
        match answer.status {
            // 204; a body that is there and no JSON is not Rappi's.
            200..=299 if answer.body.is_empty() => Ok(()),
            200..=299 => match serde_json::from_slice::<serde::de::IgnoredAny>(&answer.body) {
                Ok(_) => Ok(()),
                Err(error) => Err(RappiError::Unreadable(unreadable("webhooks", &error))),
            },
            _ => Err(sorted(&answer)),
        }
    }

    async fn submit(&self, path: &str, sending: &Sending<'_>, stores: &[NewStore], body: &BatchOut<'_>) -> Submission {
        let build = |http: &Client| http.post(format!("{}{path}", self.hosts.api)).json(body);
        match self.as_both(build, sending).await {
            Ok(answer) => submission(&answer, stores),
            Err(error) if error.nothing_was_done() => Submission::NotTaken(error),
            Err(RappiError::Cut(cut)) => {
                Submission::InDoubt(Doubt { answer: cut.word().to_owned(), message: None, cut: Some(cut) })
            }
            // The login call failed with 5xx or nonsense: the request itself never left.
            Err(error) => Submission::NotTaken(error),
        }
    }

    /// With both tokens. A 401 renews the integrator token once: nothing was done, so repeating is safe. After a second
    /// 401 a call that needs the integrator's token alone tells whose fault it is.
    async fn as_both(
        &self,
        build: impl Fn(&Client) -> RequestBuilder,
        sending: &Sending<'_>,
    ) -> Result<Answer, RappiError> {
        let held = self.login().await?;
        let first = self.send_as_both(&build, sending, &held).await?;
        if first.status != 401 {
            return Ok(first);
        }
        let held = self.renewed(&held).await?;
        let second = self.send_as_both(&build, sending, &held).await?;
        if second.status != 401 {
            return Ok(second);
        }
        let message = message(&second);
        let asked = self.send_as_integrator(&Client::get, &held, None).await;
        if asked.is_ok_and(|answer| answer.status == 401) {
            return Err(RappiError::Credentials { status: 401, message });
        }
        Err(RappiError::MerchantToken { message })
    }

    /// Nothing leaves with a token that would be over when it arrives.
    async fn send_as_both(
        &self,
        build: &impl Fn(&Client) -> RequestBuilder,
        sending: &Sending<'_>,
        held: &Held,
    ) -> Result<Answer, RappiError> {
        let theirs = clock::now() + self.clock_skew_ms().unwrap_or(0);
        if sending.merchant.is_over(theirs) {
            return Err(RappiError::MerchantTokenOver);
        }
        let bearer = format!("Bearer {}", sending.merchant.bearer.expose_secret());
        let request = self.authorized(build(self.http.requests()), held).header(self.dialect.merchant_header, bearer);
        let secrets = [&held.bearer, &sending.merchant.bearer];
        Ok(self.ear.noted(sending.call, self.http.call(request, sending.limit, &secrets).await?))
    }

    /// With the integrator token only, at the client's own path; `also` is a secret that the request holds besides. A 401 renews the token once; all these calls may be
    /// repeated.
    async fn as_integrator(
        &self,
        build: impl Fn(&Client, String) -> RequestBuilder,
        also: Option<&SecretString>,
    ) -> Result<Answer, RappiError> {
        let held = self.login().await?;
        let first = self.send_as_integrator(&build, &held, also).await?;
        if first.status != 401 {
            return Ok(first);
        }
        let held = self.renewed(&held).await?;
        self.send_as_integrator(&build, &held, also).await
    }

    async fn send_as_integrator(
        &self,
        build: &impl Fn(&Client, String) -> RequestBuilder,
        held: &Held,
        also: Option<&SecretString>,
    ) -> Result<Answer, RappiError> {
        let (before, after) = self.dialect.webhooks;
        let path = format!("{}{before}{}{after}", self.hosts.api, held.more);
        let request = self.authorized(build(self.http.requests(), path), held);
        let secrets: Vec<_> = also.into_iter().chain([&held.bearer]).collect();
        Ok(self.ear.noted(Call::Webhooks, self.http.call(request, SMALL, &secrets).await?))
    }

    async fn login(&self) -> Result<Held, RappiError> {
        self.integrator.get(&self.http).await.map_err(unsent)
    }

    async fn renewed(&self, refused: &Held) -> Result<Held, RappiError> {
        self.integrator.renew(&self.http, refused).await.map_err(unsent)
    }

    fn authorized(&self, request: RequestBuilder, held: &Held) -> RequestBuilder {
        request.header(self.dialect.integrator_header, format!("Bearer {}", held.bearer.expose_secret()))
    }
}

/// A status answer's body, in either spelling.
pub fn read_tree(body: &[u8]) -> Result<Vec<tree::Branch>, RappiError> {
    let tree: TreeIn = serde_json::from_slice(body)
        .map_err(|error| RappiError::Unreadable(unreadable("integration-status", &error)))?;
    Ok(tree.stores.into_iter().map(Into::into).collect())
}

/// A call cut off while logging in was certainly not sent itself.
fn unsent(error: RappiError) -> RappiError {
    match error {
        RappiError::Cut(cut) if !cut.nothing_was_sent() => RappiError::Cut(Cut::NotConnected),
        other => other,
    }
}
