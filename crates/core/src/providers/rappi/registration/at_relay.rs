//! In a team the result webhook is registered at the relay, which receives for everybody; this console's own receiver is
//! registered nowhere.

use crate::{
    Code, Failure, Reason, now,
    providers::rappi::registration::{EVENT, Registration, owner::Elsewhere},
    view::{Change, SecretState, Webhook},
};
use gangway_domain::{ActKind, IntegrationId, Provider};

impl Registration {
    /// Whether the registration leads to the team's relay.
    pub(crate) async fn is_registered_at_relay(&self) -> Result<bool, Failure> {
        if self.team.is_seen_registered() {
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
        let relay = url.split("/hooks/").next().unwrap_or_default().to_owned();
        let act = self.environment.act(
            ActKind::WebhookRegistered,
            integration.as_str(),
            None,
            Some(format!("{relay}/hooks/…")),
        );
        self.environment.commit(act.answered(&answer), |_| Ok(())).await?;
        self.environment.tell(Change::Webhooks);
        Ok(Webhook {
            integration: integration.0.clone(),
            event: EVENT.to_owned(),
            endpoint: String::new(),
            url: format!("{relay}/hooks/…"),
            registered_at: Some(now()),
            answer: Some(answer),
            secret: SecretState::Stored,
        })
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
