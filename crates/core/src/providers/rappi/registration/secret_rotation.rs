//! A new secret for the result webhook, with no delivery lost: the receiver takes both, the registration is changed, and the
//! old secret goes when nothing can still be signed with it.
//!
//! The provider never says which secret it has. Therefore the address that is registered with a new secret carries a mark of
//! it, and reading the registration tells which of the two is there. Until that is certain both are taken, and the same
//! registration is sent again, which changes nothing when it was taken before.

use crate::{
    Code, Conclusion, Failure, Reason,
    endpoints::secret_name,
    environment::random::octets,
    now,
    providers::rappi::{
        Registration,
        registration::{EVENT, owner::Elsewhere},
    },
    view::{Change, RotationView},
};
use gangway_domain::{EndpointId, IntegrationId, Provider};
use gangway_providers::{
    net::ApiError,
    rappi::{Call, Rappi},
};
use gangway_record::endpoints::{self, Endpoint, rotations};
use gangway_vault::State;
use secrecy::{ExposeSecret, SecretString};
use sha2::{Digest, Sha256};
use std::{
    sync::{Arc, Weak},
    time::Duration,
};

/// Between two tries to settle what is open, from try to try.
const BACK_OFF: [Duration; 5] = [
    Duration::from_millis(500),
    Duration::from_secs(5),
    Duration::from_secs(30),
    Duration::from_secs(60),
    Duration::from_secs(300),
];

impl Registration {
    /// The change that is under way at an integration's webhook, if any.
    pub async fn webhook_rotation(&self, integration: &str) -> Result<Option<RotationView>, Failure> {
        let Some(endpoint) = self.rappi_endpoint(integration).await? else { return Ok(None) };
        let of = endpoint.id.clone();
        let found = self.environment.record().read(move |c| rotations::of(c, &of)).await?;
        Ok(found.map(|found| self.endpoints.rotation_view(&found)))
    }

    /// Gives the webhook a new secret. When this returns, the provider has it, or both secrets are taken until it is certain
    /// which one the provider has; a refusal leaves everything as it was. A registration that leads elsewhere is left as it
    /// is, and the refusal says where it leads.
    pub async fn rotate_webhook_secret(&self, integration: &str) -> Result<RotationView, Failure> {
        self.rotate(integration, Elsewhere::Ask).await
    }

    /// Gives the webhook a new secret in place of whatever is registered: a person said so.
    pub async fn take_over_webhook_secret(&self, integration: &str) -> Result<RotationView, Failure> {
        self.rotate(integration, Elsewhere::TakeOver).await
    }

    async fn rotate(&self, integration: &str, elsewhere: Elsewhere) -> Result<RotationView, Failure> {
        let bad = |message: &str, reason| Failure::new(Code::BadInput, message).because(reason);
        self.refuse_in_team().await?;
        if let Some(failure) = self.receiver.failure() {
            return Err(failure.clone());
        }
        if self.environment.vault().state() != State::Keyring {
            let why = "Secrets are forgotten here when the program ends, and a new one would be lost with them.";
            return Err(Failure::new(Code::VaultFailed, why).because(Reason::VaultForgets));
        }
        let rappi = self.line.rappi();
        let _one = self.registering.lock().await;
        let endpoint = self.rappi_endpoint(integration).await?.filter(|endpoint| endpoint.registered_at.is_some());
        let endpoint =
            endpoint.ok_or_else(|| bad("No webhook is registered for this integration yet.", Reason::NoWebhook))?;
        let rappi = rappi?;
        let of = endpoint.id.clone();
        let under_way = self.environment.record().read(move |c| rotations::of(c, &of)).await?;
        if under_way.is_some_and(|rotation| rotation.confirmed_at.is_some()) {
            let message = "The secret before this one is still needed: deliveries may come that are signed with it.";
            return Err(bad(message, Reason::OldSecretNeeded));
        }
        if elsewhere == Elsewhere::Ask {
            self.refuse_elsewhere(&rappi).await?;
        }
        let new = match self.endpoints.next_secret(&endpoint.id).await? {
            Some(next) if under_way.is_some() => next,
            _ => SecretString::from(hex::encode(octets::<32>()?)),
        };
        self.endpoints.begin_rotation(&endpoint, new.clone()).await?;
        self.environment.tell(Change::Webhooks);
        match self.tell_provider(&rappi, &endpoint, &new).await {
            Ok(Told::Noted) => {}
            Ok(Told::NotNoted) => self.rotating_webhook.notify_one(),
            Err(error) => {
                let conclusion = Conclusion::of_error(Call::RegisterWebhook, &error);
                let failure = Failure::from(error);
                self.line.note_call(Some(&failure));
                // Certainly not taken, and no earlier try of the same secret may have been.
                if conclusion != Conclusion::Unknown && under_way.is_none() {
                    self.endpoints.abandon_rotation(&endpoint).await?;
                    self.environment.tell(Change::Webhooks);
                    return Err(failure);
                }
                self.rotating_webhook.notify_one();
            }
        }
        let view = self.webhook_rotation(integration).await?;
        view.ok_or_else(|| Failure::new(Code::Internal, "The rotation is not in the record."))
    }

    /// Registers the webhook with `secret`, or finds that it is registered so.
    async fn tell_provider(&self, rappi: &Rappi, endpoint: &Endpoint, secret: &SecretString) -> Result<Told, ApiError> {
        let url = self.marked(&endpoint.id, secret);
        let answer = match rappi.register_webhook(EVENT, &url, secret).await {
            Ok(answer) => answer,
            Err(error) if Conclusion::of_error(Call::RegisterWebhook, &error) == Conclusion::Unknown => {
                let there = rappi.webhooks().await?;
                if !there.iter().any(|it| it.event == EVENT && it.url == url) {
                    return Err(error);
                }
                200
            }
            Err(error) => return Err(error),
        };
        let (id, at) = (endpoint.id.clone(), now());
        let noted = async {
            self.environment.record().write(move |c| endpoints::registered(c, &id, &url, answer, at)).await?;
            self.endpoints.confirm_rotation(endpoint).await
        };
        if let Err(failure) = noted.await {
            tracing::error!(%failure, "a new secret could not be noted");
            return Ok(Told::NotNoted);
        }
        self.environment.tell(Change::Webhooks);
        Ok(Told::Noted)
    }

    /// Goes on with every change whose end is not known. `true`: something is still open.
    async fn settle_webhook_rotations(&self) -> Result<bool, Failure> {
        let mut open = false;
        for (id, rotation) in self.environment.record().read(rotations::all).await? {
            if rotation.confirmed_at.is_some() {
                continue;
            }
            let of = id.clone();
            let Some(endpoint) = self.environment.record().read(move |c| endpoints::by_id(c, &of)).await? else {
                continue;
            };
            if endpoint.provider == Provider::Rappi {
                open |= !self.settle_webhook_rotation(&endpoint).await?;
            }
        }
        Ok(open)
    }

    async fn settle_webhook_rotation(&self, endpoint: &Endpoint) -> Result<bool, Failure> {
        let _one = self.registering.lock().await;
        let newest = match self.endpoints.next_secret(&endpoint.id).await? {
            Some(next) => Some(next),
            // The end came between the vault and the record: what is current is the new one.
            None => self.environment.vault().get(&secret_name(&endpoint.id)).await?,
        };
        // A vault that forgot both: the next registration makes a new secret, and this change is over.
        let Some(newest) = newest else {
            self.endpoints.abandon_rotation(endpoint).await?;
            return Ok(true);
        };
        // Nobody is here to ask: one that leads elsewhere by now stays, and a person may send the new secret again.
        let rappi = self.line.rappi()?;
        self.refuse_elsewhere(&rappi).await?;
        let told = self.line.noted(self.tell_provider(&rappi, endpoint, &newest).await);
        Ok(told.is_ok_and(|told| told == Told::Noted))
    }

    async fn rappi_endpoint(&self, integration: &str) -> Result<Option<Endpoint>, Failure> {
        let integration = IntegrationId::from(integration);
        let rows = self.environment.record().read(endpoints::all).await?;
        Ok(rows.into_iter().find(|row| row.provider == Provider::Rappi && row.integration == integration))
    }

    /// The endpoint's address with the mark of a secret: 32 bits of a digest of 256 random bits, which help nobody.
    pub(crate) fn marked(&self, endpoint: &EndpointId, secret: &SecretString) -> String {
        let digest = Sha256::new().chain_update("gangway mark of a secret").chain_update(secret.expose_secret());
        format!("{}?k={}", self.receiver.hook(endpoint), hex::encode(&digest.finalize()[..4]))
    }
}

/// Rappi has the new secret.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Told {
    /// And the record says so.
    Noted,
    /// Both secrets are taken: the next look at the registration notes it.
    NotNoted,
}

/// The address without a mark.
pub(crate) fn unmarked(url: &str) -> &str {
    url.split_once('?').map_or(url, |(address, _)| address)
}

/// Runs for the life of a profile.
pub(crate) async fn keep_rotating(registration: Weak<Registration>) {
    let mut tries = 0;
    loop {
        let Some(open) = registration.upgrade() else { return };
        let left = open.settle_webhook_rotations().await.unwrap_or_else(|failure| {
            tracing::info!(%failure, "a new secret could not be settled");
            true
        });
        let woken = Arc::clone(&open.rotating_webhook);
        drop(open);
        if left {
            let pause = BACK_OFF[tries.min(BACK_OFF.len() - 1)];
            tries += 1;
            tokio::time::sleep(pause).await;
        } else {
            tries = 0;
            woken.notified().await;
        }
    }
}
