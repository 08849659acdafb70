//! What is done at the relay itself, by whoever runs it.

use crate::{
    Clock, Credentials, CredentialsError, KeptEndpoint, NewInvitation, Store, StoreError, TeamName,
    credentials::random,
    server::{endpoints::kept, members::INVITATION},
};
use gangway_wire::{InvitationId, InvitationLink, InvitationSecret, NewEndpoint, Role, TeamId};
use thiserror::Error;
use uuid::Uuid;

/// Why it was not done.
#[derive(Debug, Error)]
pub enum AdminError {
    /// What the store says.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// What the credentials say.
    #[error(transparent)]
    Credentials(#[from] CredentialsError),
    /// There is no such team, or there are several.
    #[error("{0:?} is the id of no team, nor the name of exactly one")]
    WhichTeam(String),
    /// The endpoint is not one.
    #[error("{0}")]
    Endpoint(String),
    /// The name is none.
    #[error("a team's name has 1 to 100 characters")]
    Name,
}

/// A new team, and how its first admin comes in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FirstInvitation {
    /// The team.
    pub team: TeamId,
    /// To be handed on, to one person.
    pub link: InvitationLink,
    /// Until when, Unix milliseconds.
    pub expires_at: i64,
}

/// Makes a team. `relay` is the public address, without a slash at its end.
pub async fn found_team<S: Store>(
    store: &S,
    name: &str,
    relay: &str,
    clock: &Clock,
) -> Result<FirstInvitation, AdminError> {
    let name = name.trim();
    if name.is_empty() || name.chars().count() > 100 || name.chars().any(char::is_control) {
        return Err(AdminError::Name);
    }
    let (team, id) = (TeamId(Uuid::new_v4().to_string()), InvitationId(Uuid::new_v4().to_string()));
    let (secret, now) = (InvitationSecret::new(random()?), clock.now());
    store.add_team(&TeamName { id: team.clone(), name: name.to_owned() }, now).await?;
    let invitation = NewInvitation {
        id: id.clone(),
        team: team.clone(),
        proof_digest: secret.proof().digest(),
        role: Role::Admin,
        invited: None,
        // The first device makes the team key.
        sealed_team_key: None,
        expires_at: now + INVITATION,
    };
    store.invite(invitation).await?;
    let link = InvitationLink { relay: relay.to_owned(), invitation: id, secret };
    Ok(FirstInvitation { team, link, expires_at: now + INVITATION })
}

/// Opens an endpoint for a team, by its id or its name. A relay that runs on the store opens it within a second.
pub async fn add_endpoint<S: Store>(
    store: &S,
    credentials: &Credentials,
    team: &str,
    new: &NewEndpoint,
    clock: &Clock,
) -> Result<KeptEndpoint, AdminError> {
    // Sealed with other keys, the secrets would be of no use to the relay that runs.
    let given = credentials.relay_key();
    let pinned = store.pin(given).await?;
    if pinned != given {
        return Err(StoreError::OtherRelay { pinned, given }.into());
    }
    let teams = store.teams().await?;
    let mut named = teams.iter().filter(|it| it.id.as_str() == team || it.name == team);
    let (Some(found), None) = (named.next(), named.next()) else {
        return Err(AdminError::WhichTeam(team.to_owned()));
    };
    let endpoint = kept(credentials, found.id.clone(), None, new, clock.now())
        .map_err(|refused| AdminError::Endpoint(refused.message()))?;
    store.add_endpoint(endpoint.clone()).await?;
    Ok(endpoint)
}
