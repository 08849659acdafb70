//! The result webhook of an integration: an endpoint of ours, a secret in the vault, a registration at the provider.

mod at_relay;
pub(crate) mod owner;
pub(crate) mod secret_rotation;

use crate::{
    Code, Conclusion, Failure, Reason,
    endpoints::{Endpoints, Receiver, TeamEndpoints, TeamReceiver, secret_name},
    environment::{Environment, random::octets},
    now,
    providers::rappi::{
        RappiLine,
        registration::{owner::Elsewhere, secret_rotation::unmarked},
    },
    view::{Change, SecretState, Webhook, WebhookState},
};
use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use gangway_domain::{ActKind, EndpointId, IntegrationId, Provider};
use gangway_providers::rappi::Call;
use gangway_record::endpoints::{self, Endpoint};
use secrecy::SecretString;
use std::sync::Arc;
use tokio::sync::Notify;

/// The only event there is (Rappi's guide).
pub(crate) const EVENT: &str = "STORE_PROVISIONING_STATUS";

/// The registration at Rappi: one address for all integrations of a client.
pub struct Registration {
    environment: Arc<Environment>,
    line: Arc<RappiLine>,
    endpoints: Arc<Endpoints>,
    receiver: Arc<Receiver>,
    /// In a team its relay is registered, and not this console's receiver.
    team: Arc<dyn TeamEndpoints>,
    /// One registration at a time: two at once could leave the provider with another secret than the vault.
    registering: tokio::sync::Mutex<()>,
    /// Woken when it is not certain which secret the provider has for a webhook.
    rotating_webhook: Arc<Notify>,
}

impl Registration {
    pub(crate) fn new(
        environment: Arc<Environment>,
        line: Arc<RappiLine>,
        (endpoints, receiver): (Arc<Endpoints>, Arc<Receiver>),
        team: Arc<dyn TeamEndpoints>,
    ) -> Arc<Self> {
        let (registering, rotating_webhook) = (tokio::sync::Mutex::default(), Arc::default());
        Arc::new(Self { environment, line, endpoints, receiver, team, registering, rotating_webhook })
    }

    /// One row for each integration of the profile. In a team the provider is asked whether its relay is registered.
    pub async fn webhooks(&self) -> Result<Vec<Webhook>, Failure> {
        match self.team.receives().await? {
            Some(receiver) => {
                let state = self.seen_at_relay().await;
                Ok(self.rows_at_relay(&receiver, state))
            }
            None => self.webhooks_here().await,
        }
    }

    /// The same, as far as known; makes no call.
    pub(crate) async fn known_webhooks(&self) -> Result<Vec<Webhook>, Failure> {
        match self.team.receives().await? {
            Some(receiver) => Ok(self.rows_at_relay(&receiver, self.known_at_relay())),
            None => self.webhooks_here().await,
        }
    }

    fn rows_at_relay(&self, receiver: &TeamReceiver, state: WebhookState) -> Vec<Webhook> {
        let integrations = self.environment.profile().integrations;
        integrations.iter().map(|it| at_relay::at_relay(it, receiver.clone(), state)).collect()
    }

    async fn webhooks_here(&self) -> Result<Vec<Webhook>, Failure> {
        let rows = self.environment.record().read(endpoints::all).await?;
        let mut webhooks = Vec::new();
        for integration in self.environment.profile().integrations {
            let row = rows.iter().find(|row| row.integration == integration);
            webhooks.push(self.webhook_view(&integration, row).await?);
        }
        Ok(webhooks)
    }

    /// Registers the webhook, or tells the provider again. 201: it is new there; 200: one was there and was changed. One that
    /// leads elsewhere is left as it is, and the refusal says where it leads.
    pub async fn register_webhook(&self, integration: &str) -> Result<Webhook, Failure> {
        self.register(integration, Elsewhere::Ask).await
    }

    /// Registers the webhook in place of whatever is registered: a person said so.
    pub async fn take_over_webhook(&self, integration: &str) -> Result<Webhook, Failure> {
        self.register(integration, Elsewhere::TakeOver).await
    }

    async fn register(&self, integration: &str, elsewhere: Elsewhere) -> Result<Webhook, Failure> {
        let integration = IntegrationId::from(integration);
        if !self.environment.profile().integrations.contains(&integration) {
            return Err(Failure::new(
                Code::BadInput,
                format!("{integration} is not one of the profile's integrations."),
            )
            .because(Reason::IntegrationUnknown)
            .about(integration.0.clone()));
        }
        let is_in_team = self.team.name().await?.is_some();
        if let Some(failure) = self.receiver.failure().filter(|_| !is_in_team) {
            return Err(failure.clone());
        }
        let rappi = self.line.rappi()?;
        let _one = self.registering.lock().await;
        if is_in_team {
            return self.register_at_relay(&integration, elsewhere).await;
        }
        if elsewhere == Elsewhere::Ask {
            self.refuse_elsewhere(&rappi).await?;
        }
        let (endpoint, secret) = self.endpoint_of(&integration).await?;
        // While a new secret is under way, every registration carries it.
        let next = self.endpoints.next_secret(&endpoint.id).await?;
        let was_marked = endpoint.url.as_deref().is_some_and(|url| unmarked(url) != url);
        let (url, secret) = match &next {
            Some(next) => (self.marked(&endpoint.id, next), next.clone()),
            None if was_marked => (self.marked(&endpoint.id, &secret), secret),
            None => (self.receiver.hook(&endpoint.id), secret),
        };
        let mut answer = rappi.register_webhook(EVENT, &url, &secret).await;
        if answer.as_ref().is_err_and(|error| Conclusion::of_error(Call::RegisterWebhook, error) == Conclusion::Unknown)
        {
            // The same again changes nothing when it was taken.
            answer = rappi.register_webhook(EVENT, &url, &secret).await;
        }
        let answer = self.line.noted(answer)?;
        let (id, at, written) = (endpoint.id.clone(), now(), url.clone());
        // The answer, and with it the entry.
        let detail = format!("{}/hooks/…", self.receiver.public_address());
        let act = self
            .environment
            .act(ActKind::WebhookRegistered, integration.as_str(), None, Some(detail))
            .answered(&answer);
        self.environment.commit(act, move |c| endpoints::registered(c, &id, &written, answer, at)).await?;
        if next.is_some() {
            self.endpoints.confirm_rotation(&endpoint).await?;
        }
        self.environment.tell(Change::Webhooks);
        let registered = Endpoint { url: Some(url), answer: Some(answer), registered_at: Some(at), ..endpoint };
        self.webhook_view(&integration, Some(&registered)).await
    }

    /// Whether results reach us: registered, at the address we have now, with a secret that is still in the vault.
    /// A free port, a changed public address or a vault that forgets at the end of a session need a new registration.
    pub(crate) async fn webhook_ready(&self, integration: &IntegrationId) -> Result<bool, Failure> {
        if self.team.name().await?.is_some() {
            return self.is_registered_at_relay().await;
        }
        let rows = self.environment.record().read(endpoints::all).await?;
        let mut rows = rows.iter().filter(|row| row.integration == *integration && row.registered_at.is_some());
        let here = |row: &&Endpoint| row.url.as_deref().map(unmarked) == Some(&self.receiver.hook(&row.id));
        let Some(row) = rows.find(here) else { return Ok(false) };
        Ok(self.environment.vault().get(&secret_name(&row.id)).await?.is_some())
    }

    /// Registers it unless that was done already: without it no result would ever come in. A registration that leads
    /// elsewhere is never replaced by a run.
    pub(crate) async fn ensure_webhook(&self, integration: &IntegrationId) -> Result<(), Failure> {
        if self.webhook_ready(integration).await? {
            return Ok(());
        }
        self.register_webhook(integration.as_str()).await.map(drop)
    }

    /// The integration's endpoint, open, with its secret. Both are made where there is none.
    async fn endpoint_of(&self, integration: &IntegrationId) -> Result<(Endpoint, SecretString), Failure> {
        let new = Endpoint {
            id: EndpointId(BASE64_URL_SAFE_NO_PAD.encode(octets::<32>()?)),
            provider: Provider::Rappi,
            event: EVENT.to_owned(),
            integration: integration.clone(),
            created_at: now(),
            url: None,
            registered_at: None,
            answer: None,
        };
        let endpoint = self.environment.record().write(move |c| endpoints::ensure(c, &new)).await?;
        let name = secret_name(&endpoint.id);
        let secret = if let Some(secret) = self.environment.vault().get(&name).await? {
            secret
        } else {
            let secret = SecretString::from(hex::encode(octets::<32>()?));
            self.environment.vault().put(&name, secret.clone()).await?;
            secret
        };
        self.endpoints.open_endpoint(&endpoint).await;
        Ok((endpoint, secret))
    }

    async fn webhook_view(&self, integration: &IntegrationId, row: Option<&Endpoint>) -> Result<Webhook, Failure> {
        let secret = match row {
            Some(row) => self.environment.vault().get(&secret_name(&row.id)).await.unwrap_or_default(),
            None => None,
        };
        let registered_at = row.and_then(|row| row.registered_at);
        Ok(Webhook {
            integration: integration.0.clone(),
            event: EVENT.to_owned(),
            state: if registered_at.is_some() { WebhookState::Registered } else { WebhookState::NotRegistered },
            team: None,
            endpoint: row.map(|row| row.id.0.clone()).unwrap_or_default(),
            url: row
                .and_then(|row| row.url.clone())
                .unwrap_or_else(|| format!("{}/hooks/…", self.receiver.public_address())),
            registered_at,
            answer: row.and_then(|row| row.answer),
            secret: if secret.is_some() { SecretState::Stored } else { SecretState::Missing },
        })
    }
}
