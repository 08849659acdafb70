//! In a team the result webhook is registered at the relay, which receives for everybody; this console's own receiver is
//! registered nowhere.

use crate::{
    Code, Failure, Reason,
    endpoints::TeamReceiver,
    now,
    providers::rappi::registration::{EVENT, Registration, owner::Elsewhere},
    view::{Change, SecretState, Webhook, WebhookState},
};
use gangway_domain::{ActKind, IntegrationId, Provider};

impl Registration {
    /// Whether the registration leads to the team's relay.
    pub(crate) async fn is_registered_at_relay(&self) -> Result<bool, Failure> {
        // That it does not may have changed a moment ago: a run asks again.
        if self.team.seen_registered() == Some(true) {
            return Ok(true);
        }
        let registered = self.line.noted(self.line.rappi()?.webhooks().await)?;
        let leads_here = match registered.into_iter().find(|it| it.event == EVENT) {
            Some(it) => self.team.is_endpoint(Provider::Rappi, EVENT, &it.url).await?,
            None => false,
        };
        self.team.see_registered(leads_here);
        Ok(leads_here)
    }

    /// Registers an endpoint of the team. One of this console's own is replaced without a question: results that are on their
    /// way to it are still taken in. Anybody else's is not.
    pub(crate) async fn register_at_relay(
        &self,
        integration: &IntegrationId,
        elsewhere: Elsewhere,
    ) -> Result<Webhook, Failure> {
        let rappi = self.line.rappi()?;
        if elsewhere == Elsewhere::Ask {
            self.refuse_elsewhere(&rappi).await?;
        }
        let (url, secret) = self.team.endpoint(Provider::Rappi, EVENT).await?;
        let answer = self.line.noted(rappi.register_webhook(EVENT, &url, &secret).await)?;
        self.team.see_registered(true);
        let relay = url.split("/hooks/").next().unwrap_or_default().to_owned();
        let act = self.environment.act(
            ActKind::WebhookRegistered,
            integration.as_str(),
            None,
            Some(format!("{relay}/hooks/…")),
        );
        self.environment.commit(act.answered(&answer), |_| Ok(())).await?;
        self.environment.tell(Change::Webhooks);
        let receiver = TeamReceiver { team: self.team.name().await?.unwrap_or_default(), relay };
        let row = at_relay(integration, receiver, WebhookState::Registered);
        Ok(Webhook { registered_at: Some(now()), answer: Some(answer), ..row })
    }

    /// How the registration stood when it was last looked at; nobody is asked.
    pub(super) fn known_at_relay(&self) -> WebhookState {
        match self.team.seen_registered() {
            Some(true) => WebhookState::Registered,
            Some(false) => WebhookState::NotRegistered,
            None => WebhookState::NotRead,
        }
    }

    /// The same, and the provider is asked unless it was a moment ago.
    pub(super) async fn seen_at_relay(&self) -> WebhookState {
        if self.team.seen_registered().is_none()
            && let Err(failure) = self.is_registered_at_relay().await
        {
            tracing::info!(%failure, "whether the webhook leads to the team's relay could not be read");
        }
        self.known_at_relay()
    }

    /// Whether an address is the team's; there is none where the environment is in no team.
    pub(super) async fn is_of_team(&self, url: &str) -> Result<bool, Failure> {
        Ok(self.team.name().await?.is_some() && self.team.is_endpoint(Provider::Rappi, EVENT, url).await?)
    }

    /// What this console's own receiver does not do in a team.
    pub(crate) async fn refuse_in_team(&self) -> Result<(), Failure> {
        let Some(team) = self.team.name().await? else { return Ok(()) };
        let message = format!("The team {team} receives webhooks at its relay, and not at this console.");
        Err(Failure::new(Code::BadInput, message).because(Reason::TeamJoined).about(team))
    }
}

/// The row of an integration whose results the team's relay takes in. Its secret is the relay's to verify with.
pub(super) fn at_relay(integration: &IntegrationId, receiver: TeamReceiver, state: WebhookState) -> Webhook {
    Webhook {
        integration: integration.0.clone(),
        event: EVENT.to_owned(),
        state,
        team: Some(receiver.team),
        endpoint: String::new(),
        url: format!("{}/hooks/…", receiver.relay),
        registered_at: None,
        answer: None,
        secret: SecretState::Stored,
    }
}
