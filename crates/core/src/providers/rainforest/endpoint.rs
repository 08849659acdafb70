//! The endpoint that Rainforest calls. It is entered by hand in the provider's portal, which makes its secret
//! (docs/wire.md 2.4); in the sandbox this does both.

use crate::{
    Code, Failure, endpoints::secret_name, environment::random::octets, now, providers::rainforest::Applications,
    view::Change,
};
use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use gangway_domain::{EndpointId, Provider, RainforestMerchantId};
use gangway_providers::{http::Http, net::Network, rainforest::is_secret};
use gangway_record::endpoints::{self, Endpoint};
use secrecy::{ExposeSecret, SecretString};
use serde_json::{Value, json};
use std::time::Duration;

/// The family of all seven events; a message names its own (Rainforest's guide).
const EVENT: &str = "merchant_application";
/// Where whoever has no window puts the secret of the portal.
const PLACED: &str = "rainforest-webhook-secret";
/// The control of the simulated provider answers at once.
const CONTROL: Duration = Duration::from_secs(5);
const ANSWER: usize = 1 << 20;

impl Applications {
    /// The endpoint, made where there is none.
    pub(super) async fn rainforest_endpoint(&self) -> Result<Endpoint, Failure> {
        let new = Endpoint {
            id: EndpointId(BASE64_URL_SAFE_NO_PAD.encode(octets::<32>()?)),
            provider: Provider::Rainforest,
            event: EVENT.to_owned(),
            integration: "".into(),
            created_at: now(),
            url: None,
            registered_at: None,
            answer: None,
        };
        Ok(self.environment.record().write(move |c| endpoints::ensure(c, &new)).await?)
    }

    /// Since when messages could come in, Unix milliseconds; `None`: nobody listens.
    pub(super) async fn listening_since(&self) -> Result<Option<i64>, Failure> {
        let all = self.environment.record().read(endpoints::all).await?;
        Ok(all.into_iter().find(|it| it.provider == Provider::Rainforest).and_then(|it| it.registered_at))
    }

    /// Keeps the secret that the portal made. Where there is one already, both are taken until nothing can be signed with the
    /// old one any more.
    pub(super) async fn keep_rainforest_secret(&self, secret: SecretString) -> Result<(), Failure> {
        if !is_secret(secret.expose_secret()) {
            let message = "The endpoint's secret is 'whsec_' and base64, as the portal shows it.";
            return Err(Failure::new(Code::BadInput, message));
        }
        let endpoint = self.rainforest_endpoint().await?;
        match self.environment.vault().get(&secret_name(&endpoint.id)).await? {
            Some(known) if known.expose_secret() == secret.expose_secret() => {}
            Some(_) => {
                self.endpoints.begin_rotation(&endpoint, secret).await?;
                // The portal has it: that is where it comes from.
                self.endpoints.confirm_rotation(&endpoint).await?;
            }
            None => self.environment.vault().put(&secret_name(&endpoint.id), secret).await?,
        }
        let (id, url, at) = (endpoint.id.clone(), self.receiver.hook(&endpoint.id), now());
        let known = endpoint.registered_at.unwrap_or(at);
        self.environment.record().write(move |c| endpoints::registered(c, &id, &url, 200, known)).await?;
        self.endpoints.open_endpoint(&endpoint).await;
        self.environment.tell(Change::Subscriptions);
        Ok(())
    }

    /// Takes the secret that somebody put into the vault by hand: a server has a folder of files, and no form.
    pub(crate) async fn take_placed_secret(&self) -> Result<(), Failure> {
        match self.environment.vault().get(PLACED).await? {
            Some(placed) => self.keep_rainforest_secret(placed.expose_secret().trim().to_owned().into()).await,
            None => Ok(()),
        }
    }

    /// Enters our endpoint at the provider that runs in this process, and learns what that has from the beginning.
    pub(super) async fn begin_simulated(&self) -> Result<(), Failure> {
        let Some(simulated) = self.rainforest.simulated.clone() else { return Ok(()) };
        if self.receiver.failure().is_none() && self.listening_since().await?.is_none() {
            let endpoint = self.rainforest_endpoint().await?;
            let url = format!("http://{}/hooks/{}", self.receiver.address(), endpoint.id);
            let made = control(&format!("{}/endpoints", simulated.control), Some(json!({ "url": url }))).await?;
            let secret = made["secret"].as_str().unwrap_or_default().to_owned();
            self.keep_rainforest_secret(secret.into()).await?;
        }
        self.learn_simulated().await
    }

    /// What the sandbox has from the beginning: nothing here knows its merchants, as nothing knows those of a real platform
    /// from before its first message.
    pub(super) async fn learn_simulated(&self) -> Result<(), Failure> {
        let Some(simulated) = self.rainforest.simulated.clone() else { return Ok(()) };
        let all = control(&format!("{}/applications", simulated.control), None).await?;
        let mut merchants: Vec<String> =
            all.as_array().into_iter().flatten().filter_map(|it| it["merchant"].as_str().map(str::to_owned)).collect();
        merchants.sort();
        merchants.dedup();
        let merchants: Vec<RainforestMerchantId> = merchants.iter().map(|id| id.as_str().into()).collect();
        self.ask_about(&merchants).await.map(drop)
    }
}

async fn control(url: &str, body: Option<Value>) -> Result<Value, Failure> {
    let http = Http::new(&Network::loopback_only(), CONTROL)?;
    let client = http.requests();
    let request = body.map_or_else(|| client.get(url), |body| client.post(url).json(&body));
    let gone = || Failure::new(Code::ProviderUnavailable, "The sandbox's portal does not answer.");
    let answer = http.call(request, ANSWER, &[]).await.map_err(|_| gone())?;
    serde_json::from_slice(&answer.body).map_err(|_| gone())
}
