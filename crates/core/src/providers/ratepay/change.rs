//! Changing a subscription: a PUT with the complete body, read back and compared. What is meant here changes only when the
//! provider was seen to have it.

use super::{create::event_type, drift::settled, list::Sides};
use crate::{
    Code, Failure, Reason,
    providers::ratepay::Subscriptions,
    view::{Change, DesiredSubscription, SubscriptionRow, Target},
};
use gangway_domain::{
    ActKind, SubscriptionId,
    address::written,
    subscription::{Facts, differences},
};
use gangway_providers::ratepay::{Wanted, fingerprint};
use gangway_record::{
    audit::Act,
    subscriptions::{self, Subscription},
};
use secrecy::SecretString;

/// A change that was not seen at the provider.
pub(super) struct NotPut {
    pub(super) failure: Failure,
    /// It certainly was not made; otherwise it may still be.
    pub(super) nothing_was_done: bool,
}

pub(super) fn gone_there() -> Failure {
    Failure::new(Code::NotFound, "Ratepay does not have it any more; restore it first.").because(Reason::GoneThere)
}

impl Subscriptions {
    /// Changes event type, address or secret of a row. One that nobody here meant is adopted with it. An endpoint of ours
    /// keeps its address; its secret is changed by [`Subscriptions::rotate_subscription_secret`].
    pub async fn change_subscription(
        &self,
        id: &str,
        desired: &DesiredSubscription,
    ) -> Result<SubscriptionRow, Failure> {
        let event = event_type(&desired.event)?;
        let Target::Address { url } = &desired.target else {
            let message = "A subscription cannot be moved to an endpoint of ours; make a new one.";
            return Err(Failure::new(Code::BadInput, message).because(Reason::NotMovable));
        };
        self.check_address_for_use(url).await?;
        let _turn = self.ratepay.turn.lock().await;
        let sides = self.read_list().await?;
        let row = self.row_or_adopted(id, &sides).await?;
        if row.endpoint.is_some() {
            let message = "It points at an endpoint of ours: change its secret by a rotation, or remove it.";
            return Err(Failure::new(Code::BadInput, message).because(Reason::AtOurEndpoint));
        }
        let remote = row.remote.clone().filter(|id| sides.remote(id).is_some());
        let remote = remote.ok_or_else(gone_there)?;
        let secret = self.changed_secret(&row, desired).await?;
        let facts = Facts { event, url: written(url), fingerprint: fingerprint(&secret) };
        self.put_remote(&remote, &facts, &secret, None).await.map_err(|put| put.failure)?;
        self.meant_now(&row, facts, secret).await?;
        self.subscription_row(&row.key).await
    }

    /// Replaces a subscription, reads it back and compares. A lost answer is settled by the list too. `act`: what the list that
    /// shows the change is written together with.
    pub(super) async fn put_remote(
        &self,
        id: &SubscriptionId,
        facts: &Facts,
        secret: &SecretString,
        act: Option<Act>,
    ) -> Result<Sides, NotPut> {
        let maybe = |failure: Failure| NotPut { failure, nothing_was_done: false };
        let wanted = Wanted { url: facts.url.clone(), event: facts.event.clone(), secret: secret.clone() };
        let answer = self.ratepay().map_err(maybe)?.update(id, &wanted).await;
        self.note_ratepay(answer.as_ref().err());
        if let Err(error) = &answer
            && error.nothing_was_done()
        {
            return Err(NotPut { failure: error.clone().into(), nothing_was_done: true });
        }
        let (of, wanted) = (id.clone(), facts.clone());
        let is_there = move |sides: &Sides| sides.remote(&of).is_some_and(|it| it.facts == wanted);
        let sides = self.read_list_for(act, is_there).await.map_err(maybe)?;
        let differ = sides.remote(id).map(|there| differences(facts, &there.facts));
        let failure = match (answer, differ) {
            (_, Some(fields)) if fields.is_empty() => return Ok(sides),
            (Err(error), _) => error.into(),
            (Ok(()), None) => Failure::new(Code::NotFound, "Ratepay does not have the subscription any more."),
            (Ok(()), Some(fields)) => {
                let message = "Ratepay said that the subscription was changed, and its list shows it otherwise.";
                Failure::new(Code::AnswerUnreadable, message).with(format!("{fields:?}"))
            }
        };
        Err(maybe(failure))
    }

    /// What was seen at the provider is what is meant from now on. The provider has it already: a kill before this is written
    /// leaves a drift that a person settles, and both the settling and this are an entry.
    pub(super) async fn meant_now(
        &self,
        row: &Subscription,
        facts: Facts,
        secret: SecretString,
    ) -> Result<(), Failure> {
        self.keep_meant(row, secret).await?;
        let subject = facts.event.clone();
        let (key, after) = (row.key.clone(), facts.clone());
        let act = changes(self.environment.act(ActKind::SubscriptionChanged, &subject, None, None), &row.facts, &after);
        self.environment.commit(act, move |c| subscriptions::set_facts(c, &key, &facts)).await?;
        self.environment.tell(Change::Subscriptions);
        Ok(())
    }

    /// The row; a new one for what is unknown here.
    pub(super) async fn row_or_adopted(&self, id: &str, sides: &Sides) -> Result<Subscription, Failure> {
        if let Some(row) = sides.row(id) {
            return settled(row).map(|()| row.clone());
        }
        let remote = sides.remote(&id.into()).ok_or_else(|| Failure::not_found("subscription"))?;
        self.adopt_new(remote).await
    }

    /// The secret that a desired change means: unless another one is asked for, the one that it has.
    async fn changed_secret(&self, row: &Subscription, desired: &DesiredSubscription) -> Result<SecretString, Failure> {
        if desired.secret == crate::view::DesiredSecret::OfAddress
            && let Some(secret) = self.meant_secret(row).await?
        {
            return Ok(secret);
        }
        self.given_secret(&desired.secret, &desired.target).await
    }
}

/// Before and after, without secrets: of those only that another one is meant.
fn changes(act: Act, before: &Facts, after: &Facts) -> Act {
    let text = |it: &str| Some(it.to_owned());
    act.changed("event", text(&before.event), text(&after.event))
        .changed("url", text(&before.url), text(&after.url))
        .changed("secret_fingerprint", text(before.fingerprint.as_str()), text(after.fingerprint.as_str()))
}
