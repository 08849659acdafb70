//! What the provider's status showed as not done is sent again by the run itself, a bounded number of times.

use super::{end::end_if_settled, resume::reclaim_from};
use crate::{Failure, provisioning::halted};
use gangway_domain::{ActKind, IntegrationId, OperationId};
use gangway_record::{
    Connection, Sql,
    audit::{self, Act},
    merchants,
    operations::{self, Operation, Phase, batches, open_stores},
};

/// How often a run sends by itself again what was not done; after that a person decides.
pub(crate) const REPEATS: u32 = 2;

/// Whether a run that only waited is to send something again: nothing of it may still come by itself or by asking, and
/// something was not done. What is overdue and was asked about in vain keeps nobody waiting.
pub(super) fn is_due(c: &Connection, row: &Operation) -> Sql<bool> {
    Ok(row.phase == Phase::Waiting
        && row.repeats_left > 0
        && !open_stores::any_awaited(c, &row.id)?
        && open_stores::not_done(c, &row.id)? > 0)
}

/// The runs that are to send something again.
pub(crate) fn due(c: &Connection) -> Sql<Vec<Operation>> {
    let mut due = Vec::new();
    for row in operations::in_phase(c, Phase::Waiting)? {
        if is_due(c, &row)? {
            due.push(row);
        }
    }
    Ok(due)
}

/// Sets a run going again with what was not done, in requests of their own. `None`: there is nothing, or nothing of it can be
/// sent any more; then the run has ended.
pub(crate) fn repeat(c: &Connection, id: &OperationId, ours: &[IntegrationId], at: i64) -> Sql<Option<Operation>> {
    let Some(row) = operations::by_id(c, id)? else { return Ok(None) };
    if !is_due(c, &row)? {
        return Ok(None);
    }
    let before = batches::of(c, id)?.len();
    let claimed = reclaim_from(c, &row, ours, &[Phase::Waiting])?.unwrap_or_default();
    let requests = (batches::of(c, id)?.len() - before) as u32;
    operations::repeats(c, id, requests)?;
    if claimed == 0 {
        // Another run has them, or somebody linked them meanwhile: nothing is left to be repeated.
        operations::no_more_repeats(c, id)?;
        end_if_settled(c, id, at)?;
        return Ok(None);
    }
    let merchant = merchants::by_id(c, &row.merchant)?.map(|merchant| merchant.name).unwrap_or_default();
    let act = Act::of(ActKind::OperationRepeated, &merchant, at).by_itself();
    let act = Act { merchant: Some(row.merchant.0), detail: Some(row.id.0.clone()), ..act };
    let act = act.changed("stores", None, Some(claimed.to_string()));
    audit::append(c, &act.changed("requests", None, Some(requests.to_string())))?;
    operations::by_id(c, id)
}

/// A run that is to send something again, and cannot: it rests with the reason.
pub(crate) fn rest(c: &Connection, id: &OperationId, why: &Failure) -> Sql<bool> {
    operations::step(c, id, &[Phase::Waiting], Phase::Paused, Some(&halted::kept(why)), None)
}
