//! What this console holds is renewed while it needs it, and given back when it does not; what colleagues left unknown is asked
//! about.

use crate::{Failure, merchants::Merchants, team::Team};
use gangway_domain::{StoreId, claims::Stage};
use gangway_record::{
    Connection, Sql, operations,
    team::{
        self,
        claims::{self, TeamClaim},
        results,
    },
};
use gangway_wire::{CLAIM_KEYS, ClaimAct, ClaimKey, ClaimsRenewed};
use std::{
    collections::{HashMap, HashSet},
    sync::Weak,
    time::{Duration, Instant},
};

/// Between two looks; sooner when something ended.
const LOOK: Duration = Duration::from_secs(5);
/// At most so much of a lease passes between two renewals.
const RENEWALS: i64 = 4;
/// A run that rests for so long lets its stores go.
const IDLE: Duration = Duration::from_secs(10 * 60);

/// What was planned is given back when nothing needed it for so long: between a claim and the run that it is for there is a moment.
const GRACE: Duration = Duration::from_secs(1);

/// Asks the provider how a merchant's stores stand.
pub(crate) trait AskProvider: Send + Sync + 'static {
    /// Its status call, made after this was asked. What it says is in the record then.
    fn ask(&self, merchant: &str) -> impl Future<Output = Result<(), Failure>> + Send;
}

impl AskProvider for Weak<Merchants> {
    async fn ask(&self, merchant: &str) -> Result<(), Failure> {
        let Some(merchants) = self.upgrade() else { return Ok(()) };
        merchants.refresh(merchant).await.map(drop)
    }
}

/// What one look saw, as of one moment: what is held by the log, and what runs need.
struct Seen {
    ours: Vec<TeamClaim>,
    /// Unknown outcomes of anybody, with the merchants whose trees have the store.
    unknown: Vec<(TeamClaim, Vec<String>)>,
    /// What runs have yet to send, and whether they rest.
    planned: HashMap<StoreId, bool>,
    open: HashSet<StoreId>,
}

/// What is remembered between two looks.
#[derive(Default)]
struct Before {
    renewed: Option<(Instant, ClaimsRenewed)>,
    /// Since when nothing of this console is under way.
    idle: Option<Instant>,
    /// Since when nothing needs what is planned, by key and fence.
    unneeded: HashMap<(String, u64), Instant>,
}

/// Runs for the life of a profile.
pub(crate) async fn keep_claims(team: Weak<Team>, provider: impl AskProvider) {
    let mut before = Before::default();
    loop {
        let Some(team) = team.upgrade() else { return };
        if let Err(failure) = team.look_after_claims(&provider, &mut before).await {
            tracing::info!(%failure, "claims were not looked after");
        }
        let _ = tokio::time::timeout(before.pause(), team.claims_woken.notified()).await;
    }
}

impl Before {
    /// A relay whose leases are short is looked at more often.
    fn pause(&self) -> Duration {
        let lease = self.renewed.map_or(LOOK, |(_, it)| Duration::from_millis((it.lease_ms / RENEWALS).max(50) as u64));
        lease.min(if self.unneeded.is_empty() { LOOK } else { GRACE })
    }

    fn is_due(&self) -> bool {
        self.renewed.is_none_or(|(at, it)| at.elapsed().as_millis() as i64 >= it.lease_ms / RENEWALS)
    }

    /// What nothing needs, and nothing needed a moment ago.
    fn unneeded<'a>(&mut self, claims: Vec<&'a TeamClaim>) -> Vec<&'a TeamClaim> {
        let named = |it: &TeamClaim| (it.key.clone(), it.held.fence);
        let now: HashSet<_> = claims.iter().map(|it| named(it)).collect();
        self.unneeded.retain(|claim, _| now.contains(claim));
        for claim in now {
            self.unneeded.entry(claim).or_insert_with(Instant::now);
        }
        let long = |it: &&TeamClaim| self.unneeded.get(&named(it)).is_some_and(|since| since.elapsed() >= GRACE);
        claims.into_iter().filter(long).collect()
    }

    fn has_rested(&mut self, rests: bool) -> bool {
        if !rests {
            self.idle = None;
            return false;
        }
        self.idle.get_or_insert_with(Instant::now).elapsed() >= IDLE
    }
}

fn seen(c: &Connection, device: &str) -> Sql<Seen> {
    let (planned, open) = operations::working_on(c)?;
    let mut unknown = Vec::new();
    for claim in claims::unknowns(c)? {
        // The last part of its key; what is no store is in no tree.
        let store = StoreId::from(claim.key.splitn(4, '/').nth(3).unwrap_or_default());
        let merchants = results::trees_with(c, &store)?.into_iter().map(|(merchant, _)| merchant.0).collect();
        unknown.push((claim, merchants));
    }
    Ok(Seen { ours: claims::of_device(c, device)?, unknown, planned, open })
}

impl Team {
    async fn look_after_claims(&self, provider: &impl AskProvider, before: &mut Before) -> Result<(), Failure> {
        let read = |c: &Connection| match team::membership(c)? {
            Some(membership) => seen(c, &membership.device).map(Some),
            None => Ok(None),
        };
        let Some(seen) = self.environment.record().read(read).await? else {
            *before = Before::default();
            return Ok(());
        };
        if seen.ours.is_empty() && seen.unknown.is_empty() {
            return Ok(());
        }
        let rests = seen.open.is_empty() && seen.planned.values().all(|rests| *rests);
        let has_rested = before.has_rested(rests);
        self.give_back(&seen, has_rested, before).await?;
        if before.is_due() {
            let (_, relay) = self.relay().await?;
            before.renewed = Some((Instant::now(), relay.renew_claims().await?));
        }
        let unknown_ms = before.renewed.map_or(i64::MAX, |(_, it)| it.unknown_ms);
        self.end_unknowns(seen, unknown_ms, provider).await
    }

    /// What no run needs: what was planned is released, and of what may have left the outcome is known, because nothing of it is
    /// open in the journal, which is written before a permit is asked.
    async fn give_back(&self, seen: &Seen, has_rested: bool, before: &mut Before) -> Result<(), Failure> {
        let (mut released, mut ended) = (Vec::new(), Vec::new());
        for claim in &seen.ours {
            let Some(store) = self.store_of(&claim.key) else { continue };
            let is_planned = seen.planned.get(&store).is_some_and(|rests| !(*rests && has_rested));
            if seen.open.contains(&store) || is_planned && claim.held.stage == Stage::Planned {
                continue;
            }
            match claim.held.stage {
                Stage::Planned => released.push(claim),
                // A request of it was not taken, and the next one may be about to be asked for.
                Stage::Leaving if is_planned => {}
                Stage::Leaving | Stage::Unknown => ended.push(claim),
            }
        }
        self.tell(&before.unneeded(released), |fences| ClaimAct::Release { fences }).await?;
        self.tell(&ended, |fences| ClaimAct::Outcome { fences }).await
    }

    async fn tell(&self, claims: &[&TeamClaim], act: impl Fn(Vec<u64>) -> ClaimAct) -> Result<(), Failure> {
        for some in claims.chunks(CLAIM_KEYS) {
            let keys = some.iter().map(|it| ClaimKey(it.key.clone())).collect();
            let told = self.ask_relay(act(some.iter().map(|it| it.held.fence).collect()), keys).await?;
            if !told.refused.is_empty() {
                tracing::debug!(refused = told.refused.len(), "claims had gone on meanwhile");
            }
        }
        Ok(())
    }

    /// What colleagues, or this console, left unknown: the provider is asked once that may end it. What this console's own journal
    /// has open is settled there first.
    async fn end_unknowns(&self, seen: Seen, unknown_ms: i64, provider: &impl AskProvider) -> Result<(), Failure> {
        let mut by_merchant: HashMap<String, Vec<TeamClaim>> = HashMap::new();
        for (claim, merchants) in seen.unknown {
            let Some(store) = self.store_of(&claim.key) else { continue };
            if let Some(merchant) = merchants.into_iter().next().filter(|_| !seen.open.contains(&store)) {
                by_merchant.entry(merchant).or_default().push(claim);
            }
        }
        if by_merchant.is_empty() {
            return Ok(());
        }
        let (_, relay) = self.relay().await?;
        for (merchant, mut claims) in by_merchant {
            // The relay's clock, before the call.
            let asked_at = relay.renew_claims().await?.now;
            claims.retain(|it| it.held.since.saturating_add(unknown_ms) <= asked_at);
            if claims.is_empty() {
                continue;
            }
            if let Err(failure) = provider.ask(&merchant).await {
                tracing::info!(%failure, "asking for a colleague's outcome did not work");
                continue;
            }
            let claims: Vec<&TeamClaim> = claims.iter().collect();
            self.tell(&claims, |fences| ClaimAct::Status { fences, asked_at }).await?;
        }
        Ok(())
    }
}
