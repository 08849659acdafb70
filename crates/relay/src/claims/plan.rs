//! What an order comes to, over all its keys. Pure.

use super::{ClaimOrder, ClaimsDone, Holder, RefusedKey};
use crate::NewEntry;
use gangway_domain::claims::{Claimed, Event, Grant, Refused, Stage, claimed_again, next};
use gangway_wire::{Claim, ClaimAct, ClaimChange, ClaimKey, Entry, Envelope, Key};
use sha2::{Digest as _, Sha256};
use std::collections::BTreeMap;

/// What is kept of a key, and until when its holder is not silent.
#[derive(Debug, Clone, Default)]
pub(crate) struct Known {
    pub(crate) claimed: Claimed<Holder>,
    /// Of the holder's lease; nothing where it has none.
    pub(crate) until: Option<i64>,
}

/// What one transaction writes.
#[derive(Debug, Default)]
pub(crate) struct Plan {
    /// In their order, the first at the place after the log's end.
    pub(crate) entries: Vec<NewEntry>,
    /// Rows as they are from now on.
    pub(crate) rows: BTreeMap<ClaimKey, Claimed<Holder>>,
    /// Who waits for these from now on.
    pub(crate) waits: Vec<ClaimKey>,
    pub(crate) done: ClaimsDone,
}

impl Plan {
    /// Appends an entry and answers its place.
    fn tell(&mut self, head: u64, by: &Holder, keys: Vec<ClaimKey>, change: ClaimChange, key: Option<Key>) -> u64 {
        let seq = head + self.entries.len() as u64 + 1;
        let key = key.unwrap_or_else(|| silent(seq));
        let claim = Claim { person: by.person.clone(), device: by.device.clone(), keys, change };
        let envelope = Envelope::seal(key, self.done.now, &Entry::Claim(claim));
        self.entries.push(NewEntry { key, at: self.done.now, envelope, body: None });
        seq
    }
}

/// The key of an entry that no device asked for. Each place has one such entry at most.
fn silent(seq: u64) -> Key {
    let digest = Sha256::digest([b"claims that lapse, at ".as_slice(), &seq.to_be_bytes()].concat());
    let mut key = [0; 16];
    key.copy_from_slice(&digest[..16]);
    Key(key)
}

/// What silence makes of a row.
fn heard(known: &Known, grant: Grant) -> Claimed<Holder> {
    if known.until.is_some_and(|until| until > grant.now) {
        return known.claimed.clone();
    }
    // Silence is refused nowhere.
    next(&known.claimed, &Event::Silence, grant).unwrap_or_else(|_| known.claimed.clone())
}

/// Notes what silence changed, with one entry for each device and each way in which it changed.
fn tell_lapsed(plan: &mut Plan, head: u64, lapsed: Vec<(ClaimKey, Holder, Claimed<Holder>)>) {
    let mut by: BTreeMap<(String, bool), (Holder, Vec<ClaimKey>)> = BTreeMap::new();
    for (key, holder, after) in lapsed {
        let group = by.entry((holder.device.0.clone(), after.held.is_some())).or_insert_with(|| (holder, Vec::new()));
        group.1.push(key.clone());
        plan.rows.insert(key, after);
    }
    for ((_, is_unknown), (holder, keys)) in by {
        let change = if is_unknown { ClaimChange::OutcomeUnknown } else { ClaimChange::Freed };
        plan.tell(head, &holder, keys, change, None);
    }
}

/// What silence comes to, for these rows.
pub(crate) fn lapse(rows: Vec<(ClaimKey, Known)>, head: u64, now: i64) -> Plan {
    let mut plan = Plan { done: ClaimsDone { now, seq: head, ..ClaimsDone::default() }, ..Plan::default() };
    let grant = Grant { seq: head + 1, now, unknown_ms: 0 };
    let mut lapsed = Vec::new();
    for (key, known) in rows {
        let after = heard(&known, grant);
        if after != known.claimed
            && let Some(held) = known.claimed.held
        {
            lapsed.push((key, held.by, after));
        }
    }
    tell_lapsed(&mut plan, head, lapsed);
    plan
}

/// What an order comes to. `rows`: what is known of each of its keys, in their order.
pub(crate) fn plan(order: &ClaimOrder, rows: &[Known], head: u64, now: i64) -> Result<Plan, Vec<RefusedKey>> {
    let mut plan = Plan { done: ClaimsDone { now, seq: head, ..ClaimsDone::default() }, ..Plan::default() };
    let unknown_ms = order.limits.unknown_ms;
    let mut lapsed = Vec::new();
    let before: Vec<Claimed<Holder>> =
        rows.iter().map(|known| heard(known, Grant { seq: 0, now, unknown_ms })).collect();
    for (n, (known, heard)) in rows.iter().zip(&before).enumerate() {
        if *heard != known.claimed
            && let Some(held) = &known.claimed.held
        {
            lapsed.push((order.keys[n].clone(), held.by.clone(), heard.clone()));
        }
    }
    tell_lapsed(&mut plan, head, lapsed);
    let seq = head + plan.entries.len() as u64 + 1;
    let decided = decide(order, &before, Grant { seq, now, unknown_ms });
    match &order.act {
        ClaimAct::Claim { .. } | ClaimAct::Permit { .. } => all_or_none(order, decided, &before, &mut plan, head)?,
        ClaimAct::Release { .. } | ClaimAct::Outcome { .. } | ClaimAct::Status { .. } => {
            given_back(order, decided, &mut plan, head);
        }
        ClaimAct::AskToLetGo => ask(order, &before, &mut plan, head),
    }
    if let Some(last) = plan.entries.len().checked_sub(1) {
        plan.done.seq = head + last as u64 + 1;
    }
    Ok(plan)
}

type Decided = Result<Claimed<Holder>, Refused<Holder>>;

fn decide(order: &ClaimOrder, before: &[Claimed<Holder>], grant: Grant) -> Vec<Decided> {
    let by = &order.by;
    let fence = |fences: &[u64], n: usize| fences.get(n).copied().unwrap_or_default();
    let one = |(n, claimed): (usize, &Claimed<Holder>)| {
        let event = match &order.act {
            ClaimAct::Permit { knows } => return claimed_again(claimed, by, *knows, grant),
            ClaimAct::AskToLetGo => return Ok(claimed.clone()),
            ClaimAct::Claim { knows } => Event::Claim { by: by.clone(), knows: *knows },
            ClaimAct::Release { fences } => Event::Release { by: by.clone(), fence: fence(fences, n) },
            ClaimAct::Outcome { fences } => Event::Outcome { by: by.clone(), fence: fence(fences, n) },
            ClaimAct::Status { fences, asked_at } => Event::Status { fence: fence(fences, n), asked_at: *asked_at },
        };
        next(claimed, &event, grant)
    };
    before.iter().enumerate().map(one).collect()
}

fn refusals(order: &ClaimOrder, decided: &[Decided]) -> Vec<RefusedKey> {
    let refused = order.keys.iter().zip(decided);
    refused.filter_map(|(key, decided)| Some((key.clone(), decided.as_ref().err()?.clone()))).collect()
}

fn all_or_none(
    order: &ClaimOrder,
    decided: Vec<Decided>,
    before: &[Claimed<Holder>],
    plan: &mut Plan,
    head: u64,
) -> Result<(), Vec<RefusedKey>> {
    let refused = refusals(order, &decided);
    if !refused.is_empty() {
        return Err(refused);
    }
    let mut changed = Vec::new();
    for ((key, before), after) in order.keys.iter().zip(before).zip(decided.into_iter().flatten()) {
        plan.done.fences.push(after.held.as_ref().map_or(0, |held| held.fence));
        if after != *before {
            changed.push(key.clone());
            plan.rows.insert(key.clone(), after);
        }
    }
    if !changed.is_empty() {
        let is_permit = matches!(order.act, ClaimAct::Permit { .. });
        let change = if is_permit { ClaimChange::Leaving } else { ClaimChange::Granted };
        plan.tell(head, &order.by, changed, change, Some(order.key));
    }
    Ok(())
}

fn given_back(order: &ClaimOrder, decided: Vec<Decided>, plan: &mut Plan, head: u64) {
    plan.done.refused = refusals(order, &decided);
    let freed = order.keys.iter().zip(decided).filter_map(|(key, after)| Some((key.clone(), after.ok()?)));
    let freed: Vec<_> = freed.collect();
    if !freed.is_empty() {
        let keys = freed.iter().map(|(key, _)| key.clone()).collect();
        plan.tell(head, &order.by, keys, ClaimChange::Freed, Some(order.key));
    }
    plan.rows.extend(freed);
}

/// What is free, or the asker's own, is not waited for.
fn ask(order: &ClaimOrder, before: &[Claimed<Holder>], plan: &mut Plan, head: u64) {
    let of_others =
        |claimed: &Claimed<Holder>| claimed.held.as_ref().is_some_and(|held| held.by.device != order.by.device);
    let keys = order.keys.iter().zip(before).filter(|(_, claimed)| of_others(claimed));
    plan.waits = keys.map(|(key, _)| key.clone()).collect();
    if !plan.waits.is_empty() {
        let keys = plan.waits.clone();
        plan.tell(head, &order.by, keys, ClaimChange::Asked, Some(order.key));
    }
}

/// An order that was done already, in the entry at `seq`: its answer may have been lost. A permit counts only while nothing else
/// became of it.
pub(crate) fn repeated(order: &ClaimOrder, rows: &[Known], seq: u64, now: i64) -> Result<ClaimsDone, Vec<RefusedKey>> {
    let stage = match &order.act {
        ClaimAct::Claim { .. } => Stage::Planned,
        ClaimAct::Permit { .. } => Stage::Leaving,
        ClaimAct::Release { .. } | ClaimAct::Outcome { .. } | ClaimAct::Status { .. } | ClaimAct::AskToLetGo => {
            return Ok(ClaimsDone { now, seq, ..ClaimsDone::default() });
        }
    };
    let (mut fences, mut refused) = (Vec::new(), Vec::new());
    for (key, known) in order.keys.iter().zip(rows) {
        let held = known.claimed.held.as_ref();
        match held.filter(|held| held.by == order.by && held.stage == stage && held.fence <= seq) {
            Some(held) => fences.push(held.fence),
            None => refused.push((key.clone(), Refused::NotHeld)),
        }
    }
    if refused.is_empty() { Ok(ClaimsDone { now, seq, fences, refused }) } else { Err(refused) }
}
