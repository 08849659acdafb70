//! Settling a drift: adopt, restore or remove, one row or many, each with a preview.

use super::{
    create::Created,
    list::{Sides, sides},
    secrets::name_of,
};
use crate::{
    Code, Failure, Reason, now,
    providers::ratepay::Subscriptions,
    view::{Change, DriftWord, RequestPreview, SettleWord, Settled, SubscriptionOutcome, SubscriptionRow},
};
use gangway_domain::ActKind;
use gangway_domain::subscription::Remote;
use gangway_record::subscriptions::{self, Phase, Subscription};
use uuid::Uuid;

impl Subscriptions {
    /// Reads the provider's list and answers the rows that are not in sync with it.
    pub async fn subscription_drift(&self) -> Result<Vec<SubscriptionRow>, Failure> {
        let all = self.refresh_subscriptions().await?;
        let ratepay = all.rows.into_iter().filter(|row| row.provider == crate::view::Provider::Ratepay);
        Ok(ratepay.filter(|row| row.drift != DriftWord::InSync).collect())
    }

    /// The requests that settling these rows would send, in order.
    pub async fn preview_settle(&self, how: SettleWord, ids: &[String]) -> Result<Vec<RequestPreview>, Failure> {
        let sides = self.environment.record().read(sides).await?;
        ids.iter().map(|id| self.preview_one(how, id, &sides)).collect()
    }

    /// Settles these rows, one after the other. One that fails leaves the others alone.
    pub async fn settle_drift(&self, how: SettleWord, ids: &[String]) -> Result<Vec<Settled>, Failure> {
        let _turn = self.ratepay.turn.lock().await;
        let mut sides = self.read_list().await?;
        let mut done = Vec::with_capacity(ids.len());
        for id in ids {
            let outcome = self.settle_one(how, id, &sides).await;
            let (outcome, failure) =
                outcome.map_or_else(|failure| (SubscriptionOutcome::Failed, Some(failure)), |outcome| (outcome, None));
            done.push(Settled { id: id.clone(), outcome, failure });
            // Each act ended by reading the list, so this is what it left behind.
            sides = self.environment.record().read(super::list::sides).await?;
        }
        Ok(done)
    }

    async fn settle_one(&self, how: SettleWord, id: &str, sides: &Sides) -> Result<SubscriptionOutcome, Failure> {
        match how {
            SettleWord::Adopt => self.adopt_one(id, sides).await,
            SettleWord::Restore => self.restore_one(id, sides).await,
            SettleWord::Remove => self.remove_row(id, sides).await,
        }
    }

    /// The provider's side is what is meant: an unknown one gets a row, a changed one its facts, a missing one goes here too.
    pub(super) async fn adopt_one(&self, id: &str, sides: &Sides) -> Result<SubscriptionOutcome, Failure> {
        let Some(row) = sides.row(id) else {
            let remote = sides.remote(&id.into()).ok_or_else(|| Failure::not_found("subscription"))?;
            self.adopt_new(remote).await?;
            return Ok(SubscriptionOutcome::Done);
        };
        settled(row)?;
        match sides.partner(row) {
            Some(remote) if remote.facts == row.facts => Ok(SubscriptionOutcome::Nothing),
            Some(remote) => {
                if row.endpoint.is_some() {
                    let message = "It points at an endpoint of ours; restore it, or remove it.";
                    return Err(Failure::new(Code::BadInput, message).because(Reason::AtOurEndpoint));
                }
                let secret = self.remote_secret(&remote.id).await?;
                let secret = secret.ok_or_else(|| Failure::not_found("secret"))?;
                self.meant_now(row, remote.facts.clone(), secret).await?;
                Ok(SubscriptionOutcome::Done)
            }
            None => self.give_up(row).await.map(|()| SubscriptionOutcome::Done),
        }
    }

    /// It is no longer meant here.
    pub(super) async fn give_up(&self, row: &Subscription) -> Result<(), Failure> {
        let act =
            self.environment.act(ActKind::SubscriptionGivenUp, &row.facts.event, None, Some(row.facts.url.clone()));
        self.forget_row(row, Some(act)).await
    }

    /// A row for what nobody here meant until now.
    pub(super) async fn adopt_new(&self, remote: &Remote) -> Result<Subscription, Failure> {
        let row = Subscription {
            key: Uuid::new_v4().to_string(),
            remote: Some(remote.id.clone()),
            facts: remote.facts.clone(),
            endpoint: None,
            phase: Phase::Settled,
            sent_at: 0,
            made_at: now(),
        };
        if let Some(secret) = self.remote_secret(&remote.id).await? {
            self.environment.vault().put(&name_of(&row), secret).await?;
        }
        let written = row.clone();
        let act =
            self.environment.act(ActKind::SubscriptionAdopted, &row.facts.event, None, Some(row.facts.url.clone()));
        self.environment.commit(act, move |c| subscriptions::put(c, &written)).await?;
        self.environment.tell(Change::Subscriptions);
        Ok(row)
    }

    /// The provider gets what is meant.
    async fn restore_one(&self, id: &str, sides: &Sides) -> Result<SubscriptionOutcome, Failure> {
        let Some(row) = sides.row(id) else {
            let message = "Nobody here meant this subscription: adopt it, or remove it.";
            return Err(Failure::new(Code::BadInput, message).because(Reason::NobodyMeant));
        };
        settled(row)?;
        let there = sides.partner(row);
        if there.is_some_and(|remote| remote.facts == row.facts) {
            return Ok(SubscriptionOutcome::Nothing);
        }
        let secret = self.meant_secret(row).await?.ok_or_else(|| {
            Failure::new(Code::NotFound, "The secret of this subscription is not in the vault: adopt it, or remove it.")
        })?;
        self.check_address_for_use(&row.facts.url).await?;
        match there {
            None => Ok(match self.create_row(row, secret, sides).await? {
                Created::Done => SubscriptionOutcome::Done,
                Created::Open => SubscriptionOutcome::Open,
            }),
            Some(remote) => {
                let detail = Some(row.facts.url.clone());
                let act = self.environment.act(ActKind::SubscriptionRestored, &row.facts.event, None, detail);
                let put = self.put_remote(&remote.id, &row.facts, &secret, Some(act)).await;
                put.map_err(|put| put.failure)?;
                Ok(SubscriptionOutcome::Done)
            }
        }
    }
}

/// A row whose create has an unknown outcome is neither sent again, nor changed, removed or given up, before the list has settled it.
pub(super) fn settled(row: &Subscription) -> Result<(), Failure> {
    if row.phase == Phase::Settled {
        return Ok(());
    }
    let message = "It is not known yet whether this subscription was made; the list is read again in a moment.";
    Err(Failure::new(Code::BadInput, message).because(Reason::OutcomeUnknown))
}
