//! Invitations as they stand.

use super::{Invitations, Kept, seal_name};
use crate::{
    Failure, Reason,
    team::sealed::TeamKey,
    view::{InvitationRow, InvitationStage, Language},
};
use gangway_record::{
    Connection,
    merchants::{self, attempt_state::Status, attempts},
    team::Membership,
};
use gangway_wire::{LinkStage, LinkView};
use std::collections::{HashMap, HashSet};

impl Invitations {
    /// All of the team's, the newest first, as the relay tells them now.
    pub async fn list(&self) -> Result<Vec<InvitationRow>, Failure> {
        let (membership, relay) = self.team.relay().await?;
        let key = match self.team.team_key(&membership).await {
            Ok(key) => Some(key),
            // A viewer, who has none.
            Err(failure) if matches!(failure.reason, Some(Reason::SecretMissing | Reason::ViewerOnly)) => None,
            Err(failure) => return Err(failure),
        };
        self.rows(&membership, key.as_ref(), relay.links().await?).await
    }

    pub(super) async fn rows(
        &self,
        membership: &Membership,
        key: Option<&TeamKey>,
        links: Vec<LinkView>,
    ) -> Result<Vec<InvitationRow>, Failure> {
        let read = |c: &Connection| {
            let merchants: HashMap<String, String> =
                merchants::all(c)?.into_iter().map(|it| (it.email, it.id.0)).collect();
            let asked = attempts::waiting(c)?.into_iter().filter(|it| it.state.status() == Status::Question);
            Ok((merchants, asked.map(|it| it.id).collect::<HashSet<_>>()))
        };
        let (merchants, asked) = self.environment.record().read(read).await?;
        let rows = links.into_iter().map(|link| {
            let merchant = link.who.as_ref().filter(|_| link.signed_in_at.is_some()).and_then(|who| merchants.get(who));
            let (merchant, asks_here) = (merchant.cloned(), asked.contains(link.link.as_str()));
            let address = key.and_then(|key| address(membership, key, &link));
            InvitationRow { address, merchant, asks_here, ..row(link) }
        });
        Ok(rows.collect())
    }
}

/// What the relay does not have: its maker sealed it.
fn address(membership: &Membership, key: &TeamKey, link: &LinkView) -> Option<String> {
    let sealed = link.sealed.as_deref()?;
    let kept: Result<Kept, _> = key.open_text(&seal_name(link.link.as_str()), sealed);
    kept.ok().map(|it| format!("{}/m/{}", membership.relay, it.secret))
}

fn row(link: LinkView) -> InvitationRow {
    InvitationRow {
        id: link.link.0,
        label: link.label,
        email: link.email,
        language: link.language.as_deref().and_then(Language::read),
        address: None,
        stage: match link.stage {
            LinkStage::Open => InvitationStage::Open,
            LinkStage::Answered => InvitationStage::Answered,
            LinkStage::SomebodyElse => InvitationStage::SomebodyElse,
            LinkStage::SignedIn => InvitationStage::SignedIn,
            LinkStage::Cancelled => InvitationStage::Cancelled,
            LinkStage::Expired => InvitationStage::Expired,
            LinkStage::Other(_) => InvitationStage::Other,
        },
        made_by: link.person_name,
        made_at: link.made_at,
        expires_at: link.expires_at,
        sent_at: link.sent.last().map(|it| it.at),
        sent_times: link.sent.len() as u32,
        opened_at: link.opened_at,
        declined_at: link.declined_at,
        failure: link.failure,
        signed_in_at: link.signed_in_at,
        who: link.who,
        stores: link.stores,
        merchant: None,
        asks_here: false,
    }
}
