//! Giving a subscription at an endpoint of ours a new secret without a gap.

use super::{change::gone_there, drift::settled, list::Sides, secrets::generate};
use crate::{Code, Failure, Reason, now, providers::ratepay::Subscriptions, view::SubscriptionRow};
use gangway_domain::{Fingerprint, Provider, rotation::Rotation, subscription::Facts};
use gangway_providers::ratepay::fingerprint;
use gangway_record::{
    Connection, Sql,
    endpoints::{self, Endpoint, rotations},
    subscriptions::{self, Subscription},
};
use secrecy::SecretString;

/// Rotations at endpoints of ours whose new secret the provider was not seen to have yet.
pub(super) fn open_rotations(c: &Connection) -> Sql<Vec<(Endpoint, Rotation)>> {
    let mut open = Vec::new();
    for (id, rotation) in rotations::all(c)?.into_iter().filter(|(_, rotation)| rotation.confirmed_at.is_none()) {
        let endpoint = endpoints::by_id(c, &id)?.filter(|endpoint| endpoint.provider == Provider::Ratepay);
        open.extend(endpoint.map(|endpoint| (endpoint, rotation)));
    }
    Ok(open)
}

impl Subscriptions {
    /// Gives a row a new secret: the receiver takes both, the provider is sent the complete body with the new one, and the
    /// old one goes when nothing can still be signed with it. A rotation whose answer was lost is gone on with.
    pub async fn rotate_subscription_secret(&self, id: &str) -> Result<SubscriptionRow, Failure> {
        let _turn = self.ratepay.turn.lock().await;
        let sides = self.read_list().await?;
        let row = sides.row(id).cloned().ok_or_else(|| Failure::not_found("subscription"))?;
        settled(&row)?;
        self.rotate_row(&row, None, &sides).await?;
        self.subscription_row(&row.key).await
    }

    /// Gives a row a new secret: `wanted`, or one that is made here. The caller has the turn and has just read the list.
    pub(super) async fn rotate_row(
        &self,
        row: &Subscription,
        wanted: Option<&SecretString>,
        sides: &Sides,
    ) -> Result<(), Failure> {
        let bad = |message: &str, reason| Failure::new(Code::BadInput, message).because(reason);
        let endpoint_id = row.endpoint.clone().ok_or_else(|| {
            let message = "It points at somebody else's address: change its secret, once that address takes both.";
            bad(message, Reason::AtTheirAddress)
        })?;
        let remote = sides.partner(row).ok_or_else(gone_there)?;
        let of = endpoint_id.clone();
        let found =
            self.environment.record().read(move |c| Ok((endpoints::by_id(c, &of)?, rotations::of(c, &of)?))).await?;
        let (Some(endpoint), rotation) = found else { return Err(Failure::not_found("endpoint")) };
        let next = self.endpoints.next_secret(&endpoint_id).await?.filter(|_| rotation.is_some());
        let is_other = |next: &SecretString| wanted.is_some_and(|wanted| fingerprint(wanted) != fingerprint(next));
        if rotation.is_some_and(|rotation| rotation.confirmed_at.is_some()) || next.as_ref().is_some_and(is_other) {
            let message =
                "The last new secret is not over yet: calls may still come that are signed with the one before it.";
            return Err(bad(message, Reason::OldSecretNeeded));
        }
        let new = match next.or_else(|| wanted.cloned()) {
            Some(new) => new,
            None => generate()?,
        };
        self.endpoints.begin_rotation(&endpoint, new.clone()).await?;
        let facts = Facts { fingerprint: fingerprint(&new), ..row.facts.clone() };
        let Err(put) = self.put_remote(&remote.id, &facts, &new, None).await else { return Ok(()) };
        // Certainly not taken, and no earlier try of the same secret may still be.
        if put.nothing_was_done && rotation.is_none() {
            self.endpoints.abandon_rotation(&endpoint).await?;
        } else {
            self.ratepay.open.notify_one();
        }
        Err(put.failure)
    }

    /// Goes on with rotations whose answer was lost, so that nobody has to: where the provider still has the old secret when
    /// that time is over, it is sent the same again, which changes nothing if the first was taken after all.
    pub(super) async fn go_on_with_rotations(&self, sides: &Sides) -> Result<(), Failure> {
        for (endpoint, rotation) in self.environment.record().read(open_rotations).await? {
            let Some(row) = sides.rows.iter().find(|row| row.endpoint.as_ref() == Some(&endpoint.id)) else { continue };
            // Gone or changed by somebody else is a drift, which a person settles.
            let is_old = |there: &Fingerprint| *there == row.facts.fingerprint;
            let Some(remote) = sides.partner(row).filter(|it| is_old(&it.facts.fingerprint)) else { continue };
            if now() - rotation.started_at < self.unknown_for().as_millis() as i64 {
                continue;
            }
            let Some(new) = self.endpoints.next_secret(&endpoint.id).await? else { continue };
            let facts = Facts { fingerprint: fingerprint(&new), ..row.facts.clone() };
            if let Err(put) = self.put_remote(&remote.id, &facts, &new, None).await {
                tracing::warn!(failure = %put.failure, "Ratepay was not seen to have a new secret yet");
            }
        }
        Ok(())
    }

    /// Rotations whose new secret is in the provider's list are confirmed, however their answer came.
    pub(super) async fn confirm_rotations(&self, sides: &Sides) -> Result<(), Failure> {
        for (endpoint, _) in self.environment.record().read(open_rotations).await? {
            let Some(row) = sides.rows.iter().find(|row| row.endpoint.as_ref() == Some(&endpoint.id)) else { continue };
            let Some(remote) = sides.partner(row) else { continue };
            let Some(newest) = self.endpoints.endpoint_secrets(&endpoint.id).await?.into_iter().next() else {
                continue;
            };
            if fingerprint(&newest) != remote.facts.fingerprint {
                continue;
            }
            let key = row.key.clone();
            let facts = Facts { fingerprint: fingerprint(&newest), ..row.facts.clone() };
            self.environment.record().write(move |c| subscriptions::set_facts(c, &key, &facts)).await?;
            self.endpoints.confirm_rotation(&endpoint).await?;
        }
        Ok(())
    }
}
