//! What a batch result of Rappi does: it settles the stores of its run, once.

use super::{
    end::end_if_settled,
    of_team::{fold_of_team, show_newest},
};
use gangway_domain::{
    IntegrationId, MerchantId, OperationId,
    fold::{BatchResult, apply, report_of},
    operation::Kind,
    remark::Remark,
};
use gangway_providers::rappi::parse;
use gangway_record::{
    Connection, Sql,
    deliveries::{self, Effect, StoredVerified},
    merchants,
    operations::{self, batches, operation_stores},
    stores, team,
};
use std::collections::HashSet;

/// Their clock and ours may differ by so much, the second that a timestamp is cut to included.
pub(super) const CLOCKS_MS: i64 = 5_000;

/// What one batch result of Rappi touched.
#[derive(Debug, Default)]
pub(crate) struct ResultFolded {
    /// The run that it belongs to, where it did something or could have.
    pub(crate) run: Option<(MerchantId, OperationId)>,
    /// Merchants whose trees moved by the batch of somebody else of the team.
    pub(crate) trees: HashSet<MerchantId>,
}

/// What one batch result of Rappi does.
pub(crate) fn fold_result(c: &Connection, stored: &StoredVerified, at: i64) -> Sql<ResultFolded> {
    let delivery = stored.delivery();
    let nothing = |()| ResultFolded::default();
    let note = |effect: Effect, settled, operation: Option<&OperationId>, detail: Option<&str>| {
        deliveries::folded(c, delivery.id, effect, settled, operation.map(OperationId::as_str), detail)
    };
    let result = match parse(stored) {
        Ok(result) => result,
        Err(error) => return note(Effect::DeadLetter, 0, None, Some(&error.to_string())).map(nothing),
    };
    let Some(kind) = result.kind else {
        return note(Effect::Ignored, 0, None, Some(&Remark::OperationUnknown.text())).map(nothing);
    };
    let Some(batch) = batch_of(c, &result, kind)? else {
        if team::entries::is_relayed(c, delivery.id)? {
            return colleagues(c, delivery, &result, kind);
        }
        return note(Effect::Ignored, 0, None, Some(&Remark::BatchUnknown.text())).map(nothing);
    };
    let Some(operation) = operations::by_id(c, &batch.operation)? else {
        return note(Effect::DeadLetter, 0, None, Some(&Remark::BatchUnknown.text())).map(nothing);
    };
    let settled = settle_stores(c, (delivery.id, at), &result, kind, &operation, batch.position)?;
    end_if_settled(c, &operation.id, at)?;
    let effect = if settled > 0 { Effect::Applied } else { Effect::Ignored };
    let known = (settled == 0).then(|| Remark::KnownAlready.text());
    note(effect, settled, Some(&operation.id), known.as_deref())?;
    let mut trees = HashSet::new();
    if team::results::any(c)? {
        for of_store in &result.results {
            show_newest(c, &of_store.store, &mut trees)?;
        }
    }
    Ok(ResultFolded { run: Some((operation.merchant, operation.id)), trees })
}

/// A batch that no run of this console sent, received by the relay for everybody.
fn colleagues(c: &Connection, delivery: &deliveries::Delivery, result: &BatchResult, kind: Kind) -> Sql<ResultFolded> {
    let (moved, trees) = fold_of_team(c, delivery, result, kind)?;
    let run = team::batches::by_id(c, &result.batch.0)?.map(|batch| batch.run);
    let (effect, remark) =
        if moved > 0 { (Effect::Applied, None) } else { (Effect::Ignored, Some(Remark::OfTeam.text())) };
    deliveries::folded(c, delivery.id, effect, moved, run.as_deref(), remark.as_deref())?;
    Ok(ResultFolded { run: None, trees })
}

fn settle_stores(
    c: &Connection,
    (delivery, at): (i64, i64),
    result: &BatchResult,
    kind: Kind,
    operation: &operations::Operation,
    position: u32,
) -> Sql<u32> {
    let rows = operation_stores::of_batch(c, &operation.id, position)?;
    let revision = merchants::next_revision(c, &operation.merchant)?;
    let mut settled = 0;
    for result_of_store in &result.results {
        let Some(row) = rows.iter().find(|row| row.store == result_of_store.store) else { continue };
        let Some(report) = report_of(result_of_store, kind, result.at) else { continue };
        let Some(standing) = apply(&row.standing, &report) else { continue };
        operation_stores::settle(c, &operation.id, &row.store, &standing, None, Some(delivery), at)?;
        let note = note(report.code, report.message.as_deref(), report.success);
        stores::mark(c, &operation.merchant, &row.store, &operation.id, standing.state, note.as_deref(), revision)?;
        if report.success {
            let integration: Option<&IntegrationId> = (kind == Kind::Provision).then_some(&operation.integration);
            stores::set_integration(c, &operation.merchant, &row.store, &operation.id, integration, revision)?;
        }
        settled += 1;
    }
    Ok(settled)
}

/// The batch a webhook's id belongs to. When the answer with the id was lost or is still under way: the newest batch of the
/// same kind and integration that holds one of its stores, has no id yet, and had left when the provider did the work.
fn batch_of(c: &Connection, result: &BatchResult, kind: Kind) -> Sql<Option<batches::Batch>> {
    if let Some(batch) = batches::by_batch_id(c, &result.batch)? {
        return Ok(Some(batch));
    }
    // A time that could not be read rules nothing out.
    let before = if result.at == 0 { i64::MAX } else { result.at.saturating_add(CLOCKS_MS) };
    for of_store in &result.results {
        let found = batches::without_id(c, &of_store.store, kind, &result.integration, before)?;
        let Some(batch) = found else { continue };
        batches::adopt_id(c, &batch.operation, batch.position, &result.batch, batch.sent_at.unwrap_or_default())?;
        return batches::by_batch_id(c, &result.batch);
    }
    Ok(None)
}

/// The provider's words for the tree: "409 Store already exists". Nothing for a success.
pub(super) fn note(code: Option<u16>, message: Option<&str>, success: bool) -> Option<String> {
    if success {
        return None;
    }
    match (code, message) {
        (Some(code), Some(message)) => Some(format!("{code} {message}")),
        (Some(code), None) => Some(code.to_string()),
        (None, message) => message.map(str::to_owned),
    }
}
