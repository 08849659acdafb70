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
use std::{
    collections::HashSet,
    sync::atomic::{AtomicUsize, Ordering},
    time::Duration,
};

/// A permit that comes later than it counts is of no use.
pub(super) const PERMIT: Duration = Duration::from_millis(PERMIT_MS as u64);

impl SendClaims for Team {
    fn known(&self) -> Answer<'_, Known> {
        Box::pin(async {
            let read = |c: &gangway_record::Connection| {
                Ok(team::membership(c)?.and(team::entries::cursor(c)?).map(|cursor| cursor.seq))
            };
            let known = self.environment.record().read(read).await?;
            Ok(if self.is_alone().await? { None } else { known })
        })
    }

    fn held_by_others(&self) -> Answer<'_, HashSet<StoreId>> {
        Box::pin(async {
            let read = |c: &gangway_record::Connection| {
                let Some(membership) = team::membership(c)? else { return Ok(Vec::new()) };
                let of_others = |it: &team::claims::TeamClaim| it.held.by != membership.device;
                Ok(team::claims::all(c)?.into_iter().filter(of_others).map(|it| it.key).collect())
            };
            let keys = self.environment.record().read(read).await?;
            Ok(keys.iter().filter_map(|key| self.store_of(key)).collect())
        })
    }

    /// Some at a time, because the relay takes so many at once. What was had of them is given back where others are not.
    fn claim<'a>(&'a self, known: Known, stores: &'a [StoreId]) -> Answer<'a, ()> {
        Box::pin(async move {
            if known.is_none() {
                return Ok(());
            }
            let _one = Claiming::begin(&self.claiming);
            let read_to = self.knows(stores).await?;
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
            match (self.environment.record().read(team::membership).await?.is_some(), known) {
                (false, None) => return Ok(Permit::ALONE),
                // Somebody works alone, and said why.
                (true, None) if self.is_alone().await? => return Ok(Permit::ALONE),
                // Its claims went with the device: a colleague may have these stores by now.
                (false, Some(_)) => {
                    let message = "This environment left its team while the run was under way.";
                    return Err(Failure::new(Code::Stale, message).because(Reason::ClaimOutdated));
                }
                (true, _) => {}
            }
            let read_to = self.knows(stores).await?;
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

/// What is claimed is not given back before its run is in the record.
struct Claiming<'a>(&'a AtomicUsize);

impl<'a> Claiming<'a> {
    fn begin(count: &'a AtomicUsize) -> Self {
        count.fetch_add(1, Ordering::AcqRel);
        Self(count)
    }
}

impl Drop for Claiming<'_> {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::AcqRel);
    }
}

impl Team {
    /// Up to which entry what became of these stores is known here. Nothing is, where a colleague knows of one of them what the tree
    /// here does not show yet. Both as of one moment: what comes after it, the relay refuses.
    async fn knows(&self, stores: &[StoreId]) -> Result<u64, Failure> {
        let asked = stores.to_vec();
        let read = move |c: &gangway_record::Connection| {
            Ok((team::claims::outdated(c, &asked)?, team::entries::cursor(c)?.map_or(0, |cursor| cursor.seq)))
        };
        match self.environment.record().read(read).await? {
            (0, seq) => Ok(seq),
            (outdated, _) => {
                let message = "A colleague did something with some of these stores meanwhile. Refresh them, and look at the plan again.";
                Err(Failure::new(Code::Stale, message).because(Reason::ClaimOutdated).about(outdated.to_string()))
            }
        }
    }

    pub(in crate::team) async fn ask_relay(
        &self,
        act: ClaimAct,
        keys: Vec<ClaimKey>,
    ) -> Result<ClaimsGranted, Failure> {
        let (_, relay) = self.relay().await?;
        relay.claim(&ClaimRequest { request: Key(octets()?), act, keys }).await
    }
}
