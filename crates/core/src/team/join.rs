//! Joining a team by an invitation. A kill or a lost answer at any step leaves nobody outside: the token is in the vault before
//! the relay hears of it, the relay tells the same device the same again, and the membership is written last.

use super::{Team, key, key_name, parse_invitation, relay::Relay, token_name};
use crate::{
    Code, Failure, Reason,
    environment::random::octets,
    now,
    view::{Change, TeamStatus},
};
use gangway_domain::ActKind;
use gangway_record::{
    audit::Act,
    team::{self, Membership},
};
use gangway_wire::{
    DeviceToken, Digest256, Head, InvitationLink, Join, Joined, Link, RelayKey, Role, SignedHead, VERSION,
};
use secrecy::{ExposeSecret as _, SecretString};

/// How somebody joins.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Joining {
    /// How the person is called in the team.
    pub person: String,
    /// How this device is called.
    pub device: String,
    /// Begin with so many last days of the team's log; all of it without this.
    pub days: Option<u32>,
}

impl Team {
    /// Joins the team of an invitation. Done again with the same invitation it changes nothing.
    pub async fn join(&self, link: &str, as_whom: &Joining) -> Result<TeamStatus, Failure> {
        let link = parse_invitation(link)?;
        let _one = self.turn.lock().await;
        if let Some(present) = self.environment.record().read(team::membership).await? {
            if present.invitation == link.invitation.as_str() {
                return self.status().await;
            }
            let message = format!("This environment is in the team {} already.", present.team_name);
            let failure = Failure::new(Code::BadInput, message).because(Reason::TeamJoined);
            return Err(failure.about(present.team_name));
        }
        self.nothing_under_way().await?;
        let token = self.token(&link).await?;
        let joined = self.ask(&link, &token, as_whom).await?;
        verified(&joined.head, &joined.relay_key, &joined)?;
        let (begins_after, first_link) = self.beginning(&link, &joined, &token, as_whom.days).await?;
        self.keep_key(&link, &joined).await?;
        self.keep_membership(&link, joined, as_whom, begins_after, first_link).await?;
        self.awaits_lead().await?;
        self.lead_woken.notify_one();
        self.forget_registered();
        self.environment.tell(Change::Activity);
        self.environment.tell(Change::Team);
        self.woken.notify_one();
        self.status().await
    }

    /// The token of the device that this invitation makes: the one of an earlier attempt, if there was one.
    async fn token(&self, link: &InvitationLink) -> Result<DeviceToken, Failure> {
        let name = token_name(link.invitation.as_str());
        if let Some(kept) = self.environment.vault().get(&name).await?
            && let Ok(token) = kept.expose_secret().parse()
        {
            return Ok(token);
        }
        let token = DeviceToken::new(octets()?);
        self.environment.vault().keep(&name, SecretString::from(token.expose())).await?;
        Ok(token)
    }

    async fn ask(&self, link: &InvitationLink, token: &DeviceToken, as_whom: &Joining) -> Result<Joined, Failure> {
        let join = Join {
            wire: VERSION,
            invitation: link.invitation.clone(),
            proof: link.secret.proof(),
            token_digest: Digest256(token.digest()),
            person: as_whom.person.clone(),
            device: as_whom.device.clone(),
        };
        let joined = Relay::new(&self.environment.network(), &link.relay, None)?.join(&join).await;
        if joined.as_ref().is_err_and(|failure| failure.reason == Some(Reason::InvitationInvalid)) {
            // It is no device of anybody.
            self.environment.vault().discard(&token_name(link.invitation.as_str())).await?;
        }
        joined
    }

    /// The entry before the first one, and its link.
    async fn beginning(
        &self,
        link: &InvitationLink,
        joined: &Joined,
        token: &DeviceToken,
        days: Option<u32>,
    ) -> Result<(u64, Link), Failure> {
        let Some(days) = days else { return Ok((0, Link::ORIGIN)) };
        let bearer = SecretString::from(format!("{}.{}", joined.device, token.expose()));
        let relay = Relay::new(&self.environment.network(), &link.relay, Some(bearer))?;
        let beginning = relay.beginning(days).await?.beginning;
        let head = verified(&beginning, &joined.relay_key, joined)?;
        Ok((head.seq, head.link))
    }

    /// The team's key is in the vault: out of the invitation, or made by the first device of the team.
    async fn keep_key(&self, link: &InvitationLink, joined: &Joined) -> Result<(), Failure> {
        let name = key_name(joined.team.as_str());
        let team_key = match &joined.sealed_team_key {
            // A viewer opens nothing, whatever an older console put into the invitation.
            _ if joined.role == Role::Viewer => return Ok(()),
            Some(sealed) => key::open(sealed, &link.secret.sealing_key())?,
            None if self.environment.vault().get(&name).await?.is_some() => return Ok(()),
            None => key::new()?,
        };
        Ok(self.environment.vault().keep(&name, team_key).await?)
    }

    async fn keep_membership(
        &self,
        link: &InvitationLink,
        joined: Joined,
        as_whom: &Joining,
        begins_after: u64,
        first_link: Link,
    ) -> Result<(), Failure> {
        let membership = Membership {
            relay: link.relay.clone(),
            relay_key: joined.relay_key.0,
            invitation: link.invitation.0.clone(),
            team: joined.team.0,
            team_name: joined.team_name,
            person: joined.person.0,
            person_name: as_whom.person.trim().to_owned(),
            device: joined.device.0,
            device_name: as_whom.device.trim().to_owned(),
            role: joined.role.word().to_owned(),
            joined_at: now(),
            begins_after,
        };
        let act = self.act(ActKind::TeamJoined, &membership.team_name, Some(membership.relay.clone()));
        self.environment.commit(act, move |c| team::join(c, &membership, first_link.0)).await
    }

    pub(super) fn act(&self, kind: ActKind, subject: &str, detail: Option<String>) -> Act {
        self.environment.act(kind, subject, None, detail)
    }
}

/// The head that the relay signed for this team. Whose key it is decides the invitation's address, once.
fn verified<'a>(signed: &'a SignedHead, key: &RelayKey, joined: &Joined) -> Result<&'a Head, Failure> {
    let forged = || {
        let message = "The relay's answer is not signed with the relay's key.";
        Failure::new(Code::RelayRefused, message).because(Reason::RelayForged)
    };
    let head = signed.verify(key).map_err(|_| forged())?;
    if head.team == joined.team { Ok(head) } else { Err(forged()) }
}
