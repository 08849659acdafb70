//! Asking the relay before a run begins, and before each request leaves.

use crate::{
    Code, Failure, Reason,
    clock::awake_or_asleep,
    environment::{Answer, random::octets},
    provisioning::{
        claims::{Known, SendClaims},
        engine::Permit,
    },
    team::Team,
};
use gangway_domain::{StoreId, claims::PERMIT_MS};
use gangway_record::team;
use gangway_wire::{CLAIM_KEYS, ClaimAct, ClaimKey, ClaimRequest, ClaimsGranted, Key};
use std::time::Duration;

/// A permit that comes later than it counts is of no use.
const PERMIT: Duration = Duration::from_millis(PERMIT_MS as u64);

impl SendClaims for Team {
    fn known(&self) -> Answer<'_, Known> {
        Box::pin(async {
            let read = |c: &gangway_record::Connection| {
                Ok(team::membership(c)?.and(team::entries::cursor(c)?).map(|cursor| cursor.seq))
            };
            Ok(self.environment.record().read(read).await?)
        })
    }

    /// Some at a time, because the relay takes so many at once. What was had of them is given back where others are not.
    fn claim<'a>(&'a self, known: Known, stores: &'a [StoreId]) -> Answer<'a, ()> {
        Box::pin(async move {
            let Some(read_to) = known else { return Ok(()) };
            for some in stores.chunks(CLAIM_KEYS) {
                if let Err(failure) = self.ask_relay(ClaimAct::Claim { knows: read_to }, self.keys(some)).await {
                    self.look();
                    return Err(failure);
                }
            }
            Ok(())
        })
    }

    fn permit<'a>(&'a self, known: Known, stores: &'a [StoreId]) -> Answer<'a, Permit> {
        Box::pin(async move {
            let member = self.environment.record().read(team::membership).await?.is_some();
            let read_to = match (member, known) {
                (false, _) => return Ok(Permit::ALONE),
                (true, Some(read_to)) => read_to,
                // It joined while the run was under way: nothing is known of what colleagues did before.
                (true, None) => 0,
            };
            let asked_at = awake_or_asleep();
            let asked = self.ask_relay(ClaimAct::Permit { knows: read_to }, self.keys(stores));
            let answered = tokio::time::timeout(PERMIT, asked).await;
            answered.map_err(|_| {
                let message = "The team's relay does not answer in time whether the request may leave.";
                Failure::new(Code::RelayUnavailable, message).because(Reason::TimedOut)
            })??;
            Ok(Permit::asked_at(asked_at))
        })
    }

    fn look(&self) {
        self.claims_woken.notify_one();
    }
}

impl Team {
    pub(super) async fn ask_relay(&self, act: ClaimAct, keys: Vec<ClaimKey>) -> Result<ClaimsGranted, Failure> {
        let (_, relay) = self.relay().await?;
        relay.claim(&ClaimRequest { request: Key(octets()?), act, keys }).await
    }
}
