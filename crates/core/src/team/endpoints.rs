//! Where providers call in a team: endpoints of the relay, with a secret that a device makes.

use super::{Team, relay::Relay};
use crate::{Failure, app::random::octets};
use gangway_domain::Provider;
use gangway_record::team;
use gangway_wire::{EndpointSecret, NewEndpoint};
use secrecy::{ExposeSecret as _, SecretString};

/// Where a provider calls: the whole address, and what calls there are signed with.
type RelayEndpoint = (String, SecretString);

fn secret_name(endpoint: &str) -> String {
    format!("team-endpoint-{endpoint}")
}

impl Team {
    /// The name of the team that this console is in.
    pub(crate) async fn name(&self) -> Result<Option<String>, Failure> {
        Ok(self.record.read(team::membership).await?.map(|membership| membership.team_name))
    }

    /// Whether an address is one of the team's endpoints for an event.
    pub(crate) async fn is_endpoint(&self, provider: Provider, event: &str, url: &str) -> Result<bool, Failure> {
        let (membership, relay) = self.relay().await?;
        let ours = relay.endpoints().await?;
        let mut ours = ours.iter().filter(|it| it.provider == provider.word() && it.event == event);
        Ok(ours.any(|it| address(&membership.relay, &it.id) == url))
    }

    /// An endpoint of the team whose secret is known here; a new one where there is none. Admins only.
    pub(crate) async fn endpoint(&self, provider: Provider, event: &str) -> Result<RelayEndpoint, Failure> {
        let (membership, relay) = self.relay().await?;
        for it in relay.endpoints().await?.into_iter().filter(|it| it.provider == provider.word() && it.event == event)
        {
            if let Some(secret) = self.vault.get(&secret_name(&it.id)).await? {
                return Ok((address(&membership.relay, &it.id), secret));
            }
        }
        self.new_endpoint(&membership.relay, &relay, provider, event).await
    }

    async fn new_endpoint(
        &self,
        address_of_relay: &str,
        relay: &Relay,
        provider: Provider,
        event: &str,
    ) -> Result<RelayEndpoint, Failure> {
        let secret = SecretString::from(hex::encode(octets::<32>()?));
        let new = NewEndpoint {
            provider: provider.word().to_owned(),
            event: event.to_owned(),
            secrets: vec![EndpointSecret::new(secret.expose_secret().to_owned())],
        };
        // A kill before the next line leaves an endpoint that nobody calls; an admin removes it.
        let made = relay.add_endpoint(&new).await?;
        self.vault.keep(&secret_name(&made.id), secret.clone()).await?;
        Ok((address(address_of_relay, &made.id), secret))
    }
}

fn address(relay: &str, endpoint: &str) -> String {
    format!("{relay}/hooks/{endpoint}")
}
