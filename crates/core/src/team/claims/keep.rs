//! What this console holds is renewed while it needs it, and given back when it does not; what colleagues left unknown is asked
//! about.

use super::follow::store_in;
use crate::{Code, Failure, merchants::Merchants, team::Team};
use gangway_domain::{
    MerchantId, StoreId,
    claims::{ClaimKey as Claimable, Stage},
};
use gangway_record::{
    Connection, Sql,
    notifications::outbox_attempts,
    operations,
    team::{
        self,
        claims::{self, TeamClaim},
        results,
    },
};
use gangway_wire::{CLAIM_KEYS, ClaimAct, ClaimKey, ClaimsRenewed};
use std::{
    collections::{HashMap, HashSet},
    sync::{Weak, atomic::Ordering},
    time::{Duration, Instant},
};

/// Between two looks; sooner when something ended.
const LOOK: Duration = Duration::from_secs(5);
/// At most so much of a lease passes between two renewals.
const RENEWALS: i64 = 4;
/// A run that rests for so long lets its stores go.
const IDLE: Duration = Duration::from_secs(10 * 60);

/// What was planned is given back when nothing needed it for so long: between a claim and the run that it is for there is a moment.
const GRACE: Duration = Duration::from_secs(3);
/// A provider that is asked in vain is asked again after twice as long each time, up to this.
const SELDOM: Duration = Duration::from_secs(5 * 60);

/// Asks the provider how a merchant's stores stand.
pub(crate) trait AskProvider: Send + Sync + 'static {
    /// Its status call, made after this was asked. What it says is in the record then.
    fn ask(&self, merchant: &str) -> impl Future<Output = Result<(), Failure>> + Send;
}

impl AskProvider for Weak<Merchants> {
    async fn ask(&self, merchant: &str) -> Result<(), Failure> {
        let Some(merchants) = self.upgrade() else {
            return Err(Failure::new(Code::Internal, "The environment is being closed."));
        };
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
    /// Messages of which an attempt is under way, or ended nobody knows how.
    messages: HashSet<String>,
}

/// What is remembered between two looks.
#[derive(Default)]
struct Before {
    renewed: Option<(Instant, ClaimsRenewed)>,
    /// Since when a store's run rests.
    idle: HashMap<StoreId, Instant>,
    /// Merchants that were asked about, when, and how often without an end.
    asked: HashMap<String, (Instant, u32)>,
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

    /// What rests with its run for so long that it is let go.
    fn rested(&mut self, planned: &HashMap<StoreId, bool>) -> HashSet<StoreId> {
        self.idle.retain(|store, _| planned.get(store) == Some(&true));
        for (store, _) in planned.iter().filter(|(_, rests)| **rests) {
            self.idle.entry(store.clone()).or_insert_with(Instant::now);
        }
        self.idle.iter().filter(|(_, since)| since.elapsed() >= IDLE).map(|(store, _)| store.clone()).collect()
    }

    fn may_ask(&self, merchant: &str) -> bool {
        self.asked.get(merchant).is_none_or(|(at, tries)| {
            at.elapsed() >= LOOK.saturating_mul(2_u32.saturating_pow((*tries).min(8))).min(SELDOM)
        })
    }

    fn was_asked(&mut self, merchant: &str) {
        let (at, tries) = self.asked.entry(merchant.to_owned()).or_insert((Instant::now(), 0));
        (*at, *tries) = (Instant::now(), tries.saturating_add(1));
    }
}

fn seen(c: &Connection, device: &str) -> Sql<Seen> {
    let (planned, open) = operations::working_on(c)?;
    let mut unknown = Vec::new();
    for claim in claims::unknowns(c)? {
        let store = store_in(&claim.key);
        let merchants = results::trees_with(c, &store)?.into_iter().map(|(merchant, _)| merchant.0).collect();
        unknown.push((claim, merchants));
    }
    let messages = outbox_attempts::open(c)?;
    Ok(Seen { ours: claims::of_device(c, device)?, unknown, planned, open, messages })
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
        self.give_back(&seen, before).await?;
        if before.is_due() {
            let (_, relay) = self.relay().await?;
            before.renewed = Some((Instant::now(), relay.renew_claims().await?));
        }
        let unknown_ms = before.renewed.map_or(i64::MAX, |(_, it)| it.unknown_ms);
        self.end_unknowns(seen, unknown_ms, provider, before).await
    }

    /// What no run needs: what was planned is released, and of what may have left the outcome is known, because nothing of it is
    /// open in the journal, which is written before a permit is asked.
    async fn give_back(&self, seen: &Seen, before: &mut Before) -> Result<(), Failure> {
        let rested = before.rested(&seen.planned);
        let (mut released, mut ended) = (Vec::new(), Vec::new());
        for claim in &seen.ours {
            if let Ok(Claimable::Message(id)) = claim.key.parse() {
                // Sent, refused, or not sent: whatever became of it is in the record.
                if !seen.messages.contains(&id) {
                    ended.push(claim);
                }
                continue;
            }
            let Some(store) = self.store_of(&claim.key) else { continue };
            let is_planned = seen.planned.contains_key(&store) && !rested.contains(&store);
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
        // The run of what is being claimed is not in the record yet.
        if self.claiming.load(Ordering::Acquire) > 0 {
            before.unneeded.clear();
            released.clear();
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
    /// has open is settled there first. "Not done yet" ends nothing before the time after which a run itself gives up: the provider
    /// may have accepted it and be at work. A tree that moved says that it was done.
    async fn end_unknowns(
        &self,
        seen: Seen,
        unknown_ms: i64,
        provider: &impl AskProvider,
        before: &mut Before,
    ) -> Result<(), Failure> {
        let mut by_merchant: HashMap<String, Vec<TeamClaim>> = HashMap::new();
        for (claim, merchants) in seen.unknown {
            let Some(store) = self.store_of(&claim.key) else { continue };
            // Another merchant with the same store is asked where the first cannot be.
            let ready = merchants.into_iter().find(|merchant| before.may_ask(merchant));
            if let Some(merchant) = ready.filter(|_| !seen.open.contains(&store)) {
                by_merchant.entry(merchant).or_default().push(claim);
            }
        }
        before.asked.retain(|_, (at, _)| at.elapsed() < SELDOM * 2);
        if by_merchant.is_empty() {
            return Ok(());
        }
        let (_, relay) = self.relay().await?;
        let given_up = self.environment.profile().no_result_after.as_millis() as i64;
        for (merchant, mut claims) in by_merchant {
            // The relay's clock, before the call.
            let asked_at = relay.renew_claims().await?.now;
            claims.retain(|it| it.held.since.saturating_add(unknown_ms) <= asked_at);
            if claims.is_empty() {
                continue;
            }
            before.was_asked(&merchant);
            if let Err(failure) = provider.ask(&merchant).await {
                tracing::info!(%failure, "asking for a colleague's outcome did not work");
                continue;
            }
            let long = unknown_ms.max(given_up);
            let ended = self.ended(&merchant, &claims, asked_at.saturating_sub(long)).await?;
            self.tell(&ended, |fences| ClaimAct::Status { fences, asked_at }).await?;
        }
        Ok(())
    }

    /// Those that the tree, read just now, shows otherwise than when they were claimed, and those since before `long_ago`.
    async fn ended<'a>(
        &self,
        merchant: &str,
        claims: &'a [TeamClaim],
        long_ago: i64,
    ) -> Result<Vec<&'a TeamClaim>, Failure> {
        let merchant = MerchantId::from(merchant);
        let keys: Vec<String> = claims.iter().map(|it| it.key.clone()).collect();
        let read = move |c: &Connection| {
            keys.iter().map(|key| claims::has_moved(c, key, &merchant, &store_in(key))).collect::<Sql<Vec<bool>>>()
        };
        let moved = self.environment.record().read(read).await?;
        let pairs = claims.iter().zip(moved);
        Ok(pairs.filter(|(it, moved)| *moved || it.held.since <= long_ago).map(|(it, _)| it).collect())
    }
}
