//! Removing a subscription, there and here.

use super::{drift::settled, list::Sides};
use crate::{
    Failure,
    providers::ratepay::Subscriptions,
    view::{Change, SubscriptionOutcome},
};
use gangway_domain::{ActKind, SubscriptionId};
use gangway_providers::net::ApiErrorKind;
use gangway_record::audit::Act;

impl Subscriptions {
    /// Removes a row: the provider's subscription, and with it the secret and the endpoint of ours that it points at.
    pub async fn remove_subscription(&self, id: &str) -> Result<SubscriptionOutcome, Failure> {
        let _turn = self.ratepay.turn.lock().await;
        let sides = self.read_list().await?;
        self.remove_row(id, &sides).await
    }

    /// The caller has the turn and has just read the list.
    pub(super) async fn remove_row(&self, id: &str, sides: &Sides) -> Result<SubscriptionOutcome, Failure> {
        let row = sides.row(id);
        row.map_or(Ok(()), settled)?;
        let remote = match row {
            Some(row) => sides.partner(row),
            None => Some(sides.remote(&id.into()).ok_or_else(|| Failure::not_found("subscription"))?),
        };
        let facts = row.map(|row| &row.facts).or(remote.map(|remote| &remote.facts));
        let (event, url) = facts.map(|facts| (facts.event.clone(), facts.url.clone())).unwrap_or_default();
        let act = self.environment.act(ActKind::SubscriptionRemoved, &event, None, Some(url));
        match (remote, row) {
            // What there is of it here goes together with the entry; until then it shows as missing remotely.
            (remote, Some(row)) => {
                if let Some(remote) = remote {
                    self.delete_remote(&remote.id, None).await?;
                }
                self.forget_row(row, Some(act)).await?;
            }
            (Some(remote), None) => self.delete_remote(&remote.id, Some(act)).await?,
            (None, None) => {}
        }
        self.environment.tell(Change::Subscriptions);
        Ok(SubscriptionOutcome::Done)
    }

    /// Gone is gone, whoever did it; a lost answer is settled by the list. `act`: what the list without it is written together
    /// with.
    async fn delete_remote(&self, id: &SubscriptionId, act: Option<Act>) -> Result<(), Failure> {
        let answer = self.ratepay()?.delete(id).await;
        self.note_ratepay(answer.as_ref().err());
        match answer {
            Err(error) if error.nothing_was_done() && error.kind != ApiErrorKind::NotFound => return Err(error.into()),
            _ => {}
        }
        let of = id.clone();
        let sides = self.read_list_for(act, move |sides| sides.remote(&of).is_none()).await?;
        match (sides.remote(id), answer) {
            (None, _) => Ok(()),
            (Some(_), Err(error)) => Err(error.into()),
            (Some(_), Ok(())) => Err(Failure::new(
                crate::Code::AnswerUnreadable,
                "Ratepay said that the subscription was removed, and its list still shows it.",
            )),
        }
    }
}
