//! Results of batches that somebody else of the team sent. They are applied by store id, so that every console's tree moves; whose
//! run it was may be told later.

use gangway_domain::{
    IntegrationId, MerchantId, OperationId, StoreId,
    fold::{BatchResult, report_of},
    operation::{Kind, StoreState},
};
use gangway_record::{
    Connection, Sql, deliveries, merchants,
    operations::operation_stores,
    stores,
    team::results::{self, TeamResult},
};
use std::collections::HashSet;

use super::results::{CLOCKS_MS, note};

/// Stands in a store's row where a colleague's batch was its last operation: no run of this console has such an id.
const OF_TEAM: &str = "team:";

/// Keeps a colleague's result, and moves the trees that have one of its stores. Answers how many rows moved, and whose.
pub(crate) fn fold_of_team(
    c: &Connection,
    delivery: &deliveries::Delivery,
    result: &BatchResult,
    kind: Kind,
) -> Sql<(u32, HashSet<MerchantId>)> {
    // A time that could not be read is the one at which it came.
    let at = if result.at == 0 { delivery.at } else { result.at };
    let (mut moved, mut trees) = (0, HashSet::new());
    for of_store in &result.results {
        let Some(report) = report_of(of_store, kind, at) else { continue };
        let kept = TeamResult {
            store: of_store.store.clone(),
            batch: result.batch.0.clone(),
            integration: result.integration.clone(),
            kind,
            at,
            success: report.success,
            code: report.code,
            message: report.message,
            delivery: delivery.id,
        };
        if results::keep(c, &kept)? {
            moved += show_newest(c, &of_store.store, &mut trees)?;
        }
    }
    Ok((moved, trees))
}

/// Shows the newest of colleagues' results of a store in each tree that has it, unless something newer is shown there.
pub(crate) fn show_newest(c: &Connection, store: &StoreId, trees: &mut HashSet<MerchantId>) -> Sql<u32> {
    let Some(newest) = results::newest(c, store)? else { return Ok(0) };
    let mut moved = 0;
    for (merchant, refreshed_at) in results::trees_with(c, store)? {
        if is_newer(c, &merchant, &newest)? {
            show(c, &merchant, &newest, refreshed_at)?;
            trees.insert(merchant);
            moved += 1;
        }
    }
    Ok(moved)
}

/// Whether a tree shows something older than the result. What a run of this console holds is its own to settle.
fn is_newer(c: &Connection, merchant: &MerchantId, newest: &TeamResult) -> Sql<bool> {
    let Some((stored, operation)) = stores::by_id(c, merchant, &newest.store)? else { return Ok(false) };
    let Some(latest) = stored.latest else { return Ok(true) };
    if !latest.is_final() {
        return Ok(false);
    }
    let Some(operation) = operation else { return Ok(true) };
    if let Some(batch) = operation.0.strip_prefix(OF_TEAM) {
        // The greatest of all stands. The same batch again may say something else.
        let shown = results::at(c, &newest.store, batch)?;
        return Ok(batch == newest.batch || shown.is_none_or(|shown| shown <= newest.at));
    }
    let Some(row) = operation_stores::latest_of(c, merchant, &newest.store)? else { return Ok(true) };
    // What the status call or nobody said has no time of the provider's.
    let told = row.standing.report.map(|report| report.at).filter(|at| *at > 0);
    Ok(told.or(row.changed_at).is_none_or(|known| known < newest.at))
}

fn show(c: &Connection, merchant: &MerchantId, it: &TeamResult, refreshed_at: Option<i64>) -> Sql<()> {
    let revision = merchants::next_revision(c, merchant)?;
    let operation = OperationId(format!("{OF_TEAM}{}", it.batch));
    let state = if it.success { StoreState::Confirmed } else { StoreState::Failed };
    let note = note(it.code, it.message.as_deref(), it.success);
    stores::mark_anew(c, merchant, &it.store, &operation, state, note.as_deref(), revision)?;
    // A tree that was read from the provider since then knows better.
    let is_told = refreshed_at.is_none_or(|read| it.at.saturating_add(CLOCKS_MS) >= read);
    if it.success && is_told {
        let integration: Option<&IntegrationId> = (it.kind == Kind::Provision).then_some(&it.integration);
        stores::set_integration(c, merchant, &it.store, &operation, integration, revision)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests;
