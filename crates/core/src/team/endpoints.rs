//! Where providers call in a team: endpoints of the relay, with a secret that a device makes.

use super::{Team, relay::Relay};
use crate::{
    Failure,
    endpoints::{TeamEndpoints, TeamReceiver},
    environment::{Answer, random::octets},
};
use gangway_domain::Provider;
use gangway_record::team;
use gangway_wire::{EndpointSecret, NewEndpoint};
use secrecy::{ExposeSecret as _, SecretString};
use std::{
    sync::PoisonError,
    time::{Duration, Instant},
};

/// Where a provider calls: the whole address, and what calls there are signed with.
type RelayEndpoint = (String, SecretString);

fn secret_name(endpoint: &str) -> String {
    format!("team-endpoint-{endpoint}")
}

/// So long it counts that the registration was seen to lead to the relay: plans are looked at often.
const SEEN: Duration = Duration::from_secs(60);

impl TeamEndpoints for Team {
    fn name(&self) -> Answer<'_, Option<String>> {
        Box::pin(async {
            let membership = self.environment.record().read(team::membership).await?;
            Ok(membership.map(|membership| membership.team_name))
        })
    }

    fn receives(&self) -> Answer<'_, Option<TeamReceiver>> {
        Box::pin(async {
            let membership = self.environment.record().read(team::membership).await?;
            Ok(membership.map(|it| TeamReceiver { team: it.team_name, relay: it.relay }))
        })
    }

    fn is_endpoint<'a>(&'a self, provider: Provider, event: &'a str, url: &'a str) -> Answer<'a, bool> {
        Box::pin(async move {
            let (membership, relay) = self.relay().await?;
            let ours = relay.endpoints().await?;
            let mut ours = ours.iter().filter(|it| it.provider == provider.word() && it.event == event);
            Ok(ours.any(|it| address(&membership.relay, &it.id) == url))
        })
    }

    /// A new one is for admins only.
    fn endpoint<'a>(&'a self, provider: Provider, event: &'a str) -> Answer<'a, RelayEndpoint> {
        Box::pin(async move {
            let (membership, relay) = self.relay().await?;
            let there = relay.endpoints().await?;
            for it in there.into_iter().filter(|it| it.provider == provider.word() && it.event == event) {
                if let Some(secret) = self.environment.vault().get(&secret_name(&it.id)).await? {
                    return Ok((address(&membership.relay, &it.id), secret));
                }
            }
            self.new_endpoint(&membership.relay, &relay, provider, event).await
        })
    }

    fn seen_registered(&self) -> Option<bool> {
        let seen = *self.registered.lock().unwrap_or_else(PoisonError::into_inner);
        seen.filter(|(at, _)| at.elapsed() < SEEN).map(|(_, leads_here)| leads_here)
    }

    fn see_registered(&self, leads_here: bool) {
        *self.registered.lock().unwrap_or_else(PoisonError::into_inner) = Some((Instant::now(), leads_here));
    }
}

impl Team {
    /// In another team, and in none, nobody looked yet.
    pub(super) fn forget_registered(&self) {
        *self.registered.lock().unwrap_or_else(PoisonError::into_inner) = None;
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
        self.environment.vault().keep(&secret_name(&made.id), secret.clone()).await?;
        Ok((address(address_of_relay, &made.id), secret))
    }
}

fn address(relay: &str, endpoint: &str) -> String {
    format!("{relay}/hooks/{endpoint}")
}
