//! Giving a subscription at an endpoint of ours a new secret without a gap.

use super::{change::gone_there, list::Sides, secrets::generate};
use crate::{Code, Console, Failure, Reason, view::SubscriptionRow};
use gangway_domain::subscription::Facts;
use gangway_providers::ratepay::fingerprint;
use gangway_record::{endpoints, rotations, subscriptions};

impl Console {
    /// Gives a row a new secret: the receiver takes both, the provider is sent the complete body with the new one, and the
    /// old one goes when nothing can still be signed with it. A rotation whose answer was lost is gone on with.
    pub async fn rotate_subscription_secret(&self, id: &str) -> Result<SubscriptionRow, Failure> {
        let _turn = self.ratepay.turn.lock().await;
        let sides = self.read_list().await?;
        let row = sides.row(id).cloned().ok_or_else(|| Failure::not_found("subscription"))?;
        let bad = |message: &str, reason| Failure::new(Code::BadInput, message).because(reason);
        let endpoint_id = row.endpoint.clone().ok_or_else(|| {
            let message = "It points at somebody else's address: change its secret, once that address takes both.";
            bad(message, Reason::AtTheirAddress)
        })?;
        let remote = sides.partner(&row).ok_or_else(gone_there)?;
        let of = endpoint_id.clone();
        let found = self.record.read(move |c| Ok((endpoints::by_id(c, &of)?, rotations::of(c, &of)?))).await?;
        let (Some(endpoint), rotation) = found else { return Err(Failure::not_found("endpoint")) };
        if rotation.is_some_and(|rotation| rotation.confirmed_at.is_some()) {
            let message =
                "The last new secret is not over yet: calls may still come that are signed with the one before it.";
            return Err(bad(message, Reason::OldSecretNeeded));
        }
        let new = match self.next_secret(&endpoint_id).await? {
            Some(next) if rotation.is_some() => next,
            _ => generate()?,
        };
        self.begin_rotation(&endpoint, new.clone()).await?;
        let facts = Facts { fingerprint: fingerprint(&new), ..row.facts.clone() };
        if let Err(put) = self.put_remote(&remote.id, &facts, &new).await {
            if put.nothing_was_done {
                self.abandon_rotation(&endpoint).await?;
            }
            return Err(put.failure);
        }
        self.subscription_row(&row.key).await
    }

    /// Rotations whose new secret is in the provider's list are confirmed, however their answer came.
    pub(super) async fn confirm_rotations(&self, sides: &Sides) -> Result<(), Failure> {
        let open = self.record.read(rotations::all).await?;
        for (id, _) in open.into_iter().filter(|(_, rotation)| rotation.confirmed_at.is_none()) {
            let Some(row) = sides.rows.iter().find(|row| row.endpoint.as_ref() == Some(&id)) else { continue };
            let Some(remote) = sides.partner(row) else { continue };
            let Some(newest) = self.endpoint_secrets(&id).await?.into_iter().next() else { continue };
            if fingerprint(&newest) != remote.facts.fingerprint {
                continue;
            }
            let (of, key) = (id.clone(), row.key.clone());
            let facts = Facts { fingerprint: fingerprint(&newest), ..row.facts.clone() };
            let endpoint = self
                .record
                .write(move |c| {
                    subscriptions::set_facts(c, &key, &facts)?;
                    endpoints::by_id(c, &of)
                })
                .await?;
            if let Some(endpoint) = endpoint {
                self.confirm_rotation(&endpoint).await?;
            }
        }
        Ok(())
    }
}
