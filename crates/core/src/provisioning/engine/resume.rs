//! A run that rests goes on with what it has not sent.

use crate::provisioning::halted;
use gangway_domain::{
    IntegrationId,
    operation::{Kind, StoreState},
    plan::{self, BATCH_LIMIT, Facts},
};
use gangway_record::{
    Connection, Sql, merchants,
    operations::{self, Operation, Phase, batches, operation_stores},
    stores,
};

/// Where a run can be that goes on from where it is.
const RESUMABLE: [Phase; 4] = [Phase::Paused, Phase::Interrupted, Phase::Halted, Phase::Stopped];

/// Whether it goes on by itself once the merchant has signed in.
pub(crate) fn waits_for_sign_in(row: &Operation) -> bool {
    halted::waits_for_sign_in(row.halt.as_deref())
}

/// Makes what a resting run has not sent its own again, as far as it still can be sent, and sets it running. Answers how
/// many stores that are, or `None` when the run does not rest.
pub(crate) fn reclaim(c: &Connection, operation: &Operation, ours: &[IntegrationId]) -> Sql<Option<usize>> {
    reclaim_from(c, operation, ours, &RESUMABLE)
}

/// The same for a run in one of these phases.
pub(super) fn reclaim_from(
    c: &Connection,
    operation: &Operation,
    ours: &[IntegrationId],
    from: &[Phase],
) -> Sql<Option<usize>> {
    let Some(resting) = operations::by_id(c, &operation.id)? else { return Ok(None) };
    if !from.contains(&resting.phase) {
        return Ok(None);
    }
    let (merchant, id) = (&operation.merchant, &operation.id);
    let revision = merchants::next_revision(c, merchant)?;
    // First everything is let go, so that only what other runs hold counts as taken.
    stores::release(c, merchant, id, revision)?;
    operations::set_phase(c, id, Phase::Stopped, None, None)?;
    let busy = operations::busy_stores(c, merchant)?;
    let known = batches::of(c, id)?;
    let mut again: Vec<(u32, Vec<gangway_domain::StoreId>)> = Vec::new();
    let mut claimed = 0;
    for row in operation_stores::in_state(c, id, StoreState::Planned)? {
        let Some((present, holder)) = stores::by_id(c, merchant, &row.store)? else { continue };
        let taken = busy.contains(&row.store) || holder.is_some_and(|holder| holder != *id);
        let facts = Facts {
            name: &present.store.name,
            integration: present.store.integration.as_ref().map(IntegrationId::as_str),
            latest: present.latest,
        };
        let verdict = match operation.kind {
            Kind::Provision => plan::verdict(facts, ours),
            Kind::Deprovision => plan::release_verdict(facts, &operation.integration),
        };
        if taken || verdict.is_some() {
            continue;
        }
        stores::claim(c, merchant, &row.store, id, revision)?;
        claimed += 1;
        let batch = known.iter().find(|batch| batch.position == row.position);
        if let Some(batch) = batch.filter(|batch| batch.sent_at.is_some()) {
            // Its request has left once, under an id of its own: this one gets another.
            match again.last_mut() {
                Some((wave, batch_of)) if *wave == batch.wave && batch_of.len() < BATCH_LIMIT => {
                    batch_of.push(row.store);
                }
                _ => again.push((batch.wave, vec![row.store])),
            }
        }
    }
    let next = known.last().map_or(0, |batch| batch.position + 1);
    for (position, (wave, batch)) in (next..).zip(again) {
        batches::insert(c, id, position, batch.len() as u32, wave)?;
        for store in &batch {
            operation_stores::rebatch(c, id, store, position)?;
        }
    }
    // Nothing to send: it stays as it was.
    let (phase, ended_at) = if claimed > 0 { (Phase::Running, None) } else { (resting.phase, resting.ended_at) };
    operations::set_phase(c, id, phase, resting.halt.as_deref().filter(|_| claimed == 0), ended_at)?;
    Ok(Some(claimed))
}
