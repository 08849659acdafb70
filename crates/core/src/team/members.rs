//! Who is in the team, inviting and removing.

use super::{Team, key, key_name, relay::Relay};
use crate::{
    Code, Failure, Reason,
    environment::random::octets,
    view::{Change, TeamDevice, TeamEndpoint, TeamInvitation, TeamMembers, TeamRole},
};
use gangway_domain::ActKind;
use gangway_record::team::Membership;
use gangway_wire::{DeviceId, Digest256, Endpoint, InvitationLink, InvitationSecret, Invite};
use std::sync::{Arc, PoisonError};

/// A relay as it was asked last, for as long as membership and way are the same.
pub(super) struct Kept {
    membership: Membership,
    way: u64,
    relay: Arc<Relay>,
}

impl Team {
    /// The relay, with connections that stay open and the token read once: a permit is asked before every request.
    pub(super) async fn relay(&self) -> Result<(Membership, Arc<Relay>), Failure> {
        let membership = self.membership().await?;
        let way = self.environment.way();
        let kept = || self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(it) = kept().as_ref().filter(|it| it.membership == membership && it.way == way) {
            return Ok((membership, Arc::clone(&it.relay)));
        }
        let bearer = self.bearer(&membership).await?;
        let relay = Arc::new(Relay::new(&self.environment.network(), &membership.relay, Some(bearer))?);
        *kept() = Some(Kept { membership: membership.clone(), way, relay: Arc::clone(&relay) });
        Ok((membership, relay))
    }

    /// The team's devices and endpoints, as the relay tells them now.
    pub async fn members(&self) -> Result<TeamMembers, Failure> {
        let (membership, relay) = self.relay().await?;
        let (team, endpoints) = (relay.team().await?, relay.endpoints().await?);
        let devices = team.devices.into_iter().map(|it| TeamDevice {
            is_this: it.id == team.you,
            id: it.id.0,
            name: it.name,
            person: it.person_name,
            role: it.role.into(),
            joined_at: it.joined_at,
            seen_at: it.seen.map(|seen| seen.at),
            has: it.seen.map(|seen| seen.has),
            behind: it.seen.map(|seen| team.head.saturating_sub(seen.has)),
        });
        let endpoints = endpoints.into_iter().map(|it| endpoint(&membership.relay, it));
        Ok(TeamMembers { devices: devices.collect(), endpoints: endpoints.collect() })
    }

    /// Invites somebody. The link is for one person, and is shown once.
    pub async fn invite(&self, invited: &str, role: TeamRole) -> Result<TeamInvitation, Failure> {
        let invited = invited.trim();
        let (membership, relay) = self.relay().await?;
        let team_key = self.environment.vault().get(&key_name(&membership.team)).await?.ok_or_else(|| {
            let message = "The team's key is missing here. Somebody else of the team invites.";
            Failure::new(Code::VaultFailed, message).because(Reason::SecretMissing)
        })?;
        let secret = InvitationSecret::new(octets()?);
        let invite = Invite {
            proof_digest: Digest256(secret.proof().digest()),
            role: role.into(),
            invited: Some(invited.to_owned()),
            sealed_team_key: Some(key::seal(&team_key, &secret.sealing_key())?),
        };
        let role = gangway_wire::Role::from(role).word().to_owned();
        let act = self.act(ActKind::TeamInvited, invited, Some(role));
        let made = self.environment.audit_outside(act, async { relay.invite(&invite).await }).await?;
        let link = InvitationLink { relay: membership.relay, invitation: made.invitation, secret };
        Ok(TeamInvitation { link: link.expose(), invited: invited.to_owned(), expires_at: made.expires_at })
    }

    /// Removes a device of the team. Its streams end within seconds.
    pub async fn remove_device(&self, device: &str) -> Result<(), Failure> {
        let (_, relay) = self.relay().await?;
        let (act, id) = (self.act(ActKind::TeamDeviceRemoved, device, None), DeviceId(device.to_owned()));
        self.environment.audit_outside(act, async { relay.remove(&id).await }).await?;
        self.environment.tell(Change::Team);
        Ok(())
    }
}

/// Whoever knows the whole address could send calls there; they would not be believed, and nobody needs to see it.
fn endpoint(relay: &str, it: Endpoint) -> TeamEndpoint {
    let begin: String = it.id.chars().take(8).collect();
    TeamEndpoint {
        address: format!("{relay}/hooks/{begin}…"),
        provider: it.provider,
        event: it.event,
        created_at: it.created_at,
        secrets: it.secrets,
    }
}
