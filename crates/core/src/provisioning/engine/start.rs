//! A run begins, or is given up before it has sent everything.

use gangway_domain::plan::Plan;
use gangway_record::{
    Connection, Sql, audit, merchants,
    operations::{self, Operation, Phase, batches, operation_stores},
    stores,
};

/// `false`: nothing was written, because a run that was started after the plan was made has some of the stores.
pub(crate) fn insert(c: &Connection, operation: &Operation, plan: &Plan, act: &audit::Act) -> Sql<bool> {
    let busy = operations::busy_stores(c, &operation.merchant)?;
    if plan.batches.iter().flat_map(|batch| &batch.stores).any(|candidate| busy.contains(&candidate.id)) {
        return Ok(false);
    }
    operations::insert(c, operation)?;
    let revision = merchants::next_revision(c, &operation.merchant)?;
    let mut place = 0;
    for (position, batch) in plan.batches.iter().enumerate() {
        batches::insert(c, &operation.id, position as u32, batch.stores.len() as u32, batch.wave)?;
        for candidate in &batch.stores {
            operation_stores::insert(c, &operation.id, place, position as u32, &candidate.id, &candidate.name)?;
            stores::claim(c, &operation.merchant, &candidate.id, &operation.id, revision)?;
            place += 1;
        }
    }
    audit::append(c, act)?;
    Ok(true)
}

/// The wait before the first request is over. `false`: somebody took the run back.
pub(crate) fn begin(c: &Connection, operation: &Operation) -> Sql<bool> {
    operations::step(c, &operation.id, &[Phase::Holding], Phase::Running, None, None)
}

/// Ends a run that has nothing under way; what it did not send is free again. `false` when it stands elsewhere by now.
pub(crate) fn give_up(c: &Connection, operation: &Operation, from: &[Phase], to: Phase, at: i64) -> Sql<bool> {
    if !operations::step(c, &operation.id, from, to, None, Some(at))? {
        return Ok(false);
    }
    let revision = merchants::next_revision(c, &operation.merchant)?;
    stores::release(c, &operation.merchant, &operation.id, revision)?;
    Ok(true)
}
