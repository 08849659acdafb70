//! Making links, many at a time, and taking them back.

use super::{Invitations, Kept, seal_name};
use crate::{
    Code, Failure, Reason,
    environment::random::octets,
    merchants::authorization::authorize::digest,
    team::{relay::Relay, sealed::TeamKey},
    view::{Change, InvitationChannel, InvitationRow, NewInvitation},
};
use gangway_domain::ActKind;
use gangway_record::team::Membership;
use gangway_wire::{
    CALLBACK, LINKS, LinkChannel, LinkId, LinkNews, LinkSecret, LinkStage, NewLink, NewLinks, state_digest,
};
use std::collections::HashMap;
use uuid::Uuid;

impl Invitations {
    /// Invites merchants, all of them or none of a request that is wrong. Whoever has an open link already is told that one again.
    pub async fn make(&self, wanted: &[NewInvitation]) -> Result<Vec<InvitationRow>, Failure> {
        let wanted = wanted.iter().enumerate().map(|(n, it)| checked(n, it)).collect::<Result<Vec<_>, _>>()?;
        let (membership, relay, key) = self.team.relay_and_key().await?;
        let there = relay.links().await?.into_iter();
        let open: HashMap<String, LinkId> =
            there.filter(|it| it.stage == LinkStage::Open).filter_map(|it| Some((it.email?, it.link))).collect();
        let mut ids = Vec::new();
        let mut new = Vec::new();
        for it in wanted {
            if let Some(link) = it.email.as_ref().and_then(|email| open.get(email)) {
                ids.push(link.clone());
                continue;
            }
            let link = self.link(&membership, &key, it)?;
            ids.push(link.link.clone());
            new.push(link);
        }
        self.send(&relay, new).await?;
        let mut rows = self.rows(&membership, Some(&key), relay.links().await?).await?;
        let mut made = Vec::new();
        for id in &ids {
            made.extend(rows.iter().position(|row| row.id == id.as_str()).map(|at| rows.swap_remove(at)));
        }
        self.environment.tell(Change::Invitations);
        Ok(made)
    }

    /// Some at a time, because the relay takes so many at once.
    async fn send(&self, relay: &Relay, new: Vec<NewLink>) -> Result<(), Failure> {
        for links in new.chunks(LINKS) {
            let labels: Vec<_> = links.iter().map(|it| it.label.as_str()).collect();
            let act = self.environment.act(ActKind::MerchantsInvited, &labels.join(", "), None, None);
            let request = NewLinks { links: links.to_vec() };
            self.environment.audit_outside(act, async { relay.make_links(&request).await }).await?;
        }
        Ok(())
    }

    fn link(&self, membership: &Membership, key: &TeamKey, it: NewInvitation) -> Result<NewLink, Failure> {
        let redirect = format!("{}{CALLBACK}", membership.relay);
        let started = self.line.login().start(&redirect)?;
        let (link, secret) = (Uuid::new_v4().to_string(), LinkSecret::new(octets()?));
        let kept = Kept {
            secret: secret.expose(),
            verifier: started.verifier,
            state_digest: digest(&started.state),
            redirect,
            email: it.email.clone(),
        };
        Ok(NewLink {
            sealed: key.seal_text(&seal_name(&link), &kept)?,
            link: LinkId(link),
            secret_digest: secret.digest(),
            state_digest: state_digest(&started.state),
            label: it.label,
            email: it.email,
            language: it.language.map(|it| it.word().to_owned()),
            login: started.url,
            recipient: key.recipient()?,
        })
    }

    /// Nobody may sign in by it any more.
    pub async fn cancel(&self, invitation: &str) -> Result<(), Failure> {
        let (_, relay, _) = self.team.relay_and_key().await?;
        let act = self.environment.act(ActKind::InvitationCancelled, invitation, None, None);
        let cancel = async { relay.link_news(invitation, &LinkNews::Cancelled).await };
        let label = self.environment.audit_outside(act, cancel).await?.label;
        tracing::debug!(label, "an invitation was taken back");
        self.environment.tell(Change::Invitations);
        Ok(())
    }

    /// That it was handed on.
    pub async fn sent(&self, invitation: &str, by: InvitationChannel) -> Result<(), Failure> {
        let (_, relay, _) = self.team.relay_and_key().await?;
        let by = match by {
            InvitationChannel::Email => LinkChannel::Email,
            InvitationChannel::Copied => LinkChannel::Copied,
            InvitationChannel::File => LinkChannel::File,
        };
        relay.link_news(invitation, &LinkNews::Sent { by }).await?;
        self.environment.tell(Change::Invitations);
        Ok(())
    }
}

/// Trimmed; the failure names the place in the list.
fn checked(n: usize, it: &NewInvitation) -> Result<NewInvitation, Failure> {
    let email = it.email.as_deref().map(|it| it.trim().to_lowercase()).filter(|it| !it.is_empty());
    let malformed = |it: &String| !it.contains('@') || it.contains(char::is_whitespace) || it.len() > 200;
    if email.as_ref().is_some_and(malformed) {
        let message = format!("Invitation {}: the email address is none.", n + 1);
        return Err(Failure::new(Code::BadInput, message).because(Reason::EmailMalformed).about((n + 1).to_string()));
    }
    let label = it.label.trim();
    let label = if label.is_empty() { email.clone().unwrap_or_default() } else { label.to_owned() };
    if label.is_empty() || label.chars().count() > 200 || label.chars().any(char::is_control) {
        let message = format!("Invitation {}: it needs a name or an email address, of 200 characters at most.", n + 1);
        return Err(Failure::new(Code::BadInput, message)
            .because(Reason::InvitationNameless)
            .about((n + 1).to_string()));
    }
    Ok(NewInvitation { label, email, language: it.language })
}
