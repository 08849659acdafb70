//! Folding deliveries: what was verified and appended takes effect, once.

use crate::{
    Console, Failure, now, ratepay,
    settle::{batch_of, end_if_settled},
    view::Change,
};
use gangway_domain::remark::Remark;
use gangway_domain::{
    IntegrationId, MerchantId, OperationId,
    fold::{BatchResult, apply, report_of},
    operation::Kind,
};
use gangway_providers::rappi::{Verified, parse};
use gangway_record::{Connection, Sql, deliveries, merchants, operation_stores, operations, rotations, stores};
use std::{collections::HashSet, sync::Weak, time::Duration};
use tokio::sync::mpsc;

/// Deliveries folded in one transaction at most.
const AT_ONCE: u32 = 64;

/// Runs for the life of a profile.
pub(crate) async fn keep_folding(console: Weak<Console>, mut arrivals: mpsc::UnboundedReceiver<()>) {
    while arrivals.recv().await.is_some() {
        while arrivals.try_recv().is_ok() {}
        let Some(console) = console.upgrade() else { return };
        while let Err(failure) = console.fold_all().await {
            // A full disk, most likely. What is in the record stays there and is folded when there is room.
            tracing::error!(%failure, "deliveries could not be folded");
            tokio::time::sleep(Duration::from_secs(5)).await;
        }
    }
}

#[derive(Default)]
struct Touched {
    deliveries: usize,
    rotations: bool,
    disputes: bool,
    operations: HashSet<(MerchantId, OperationId)>,
}

impl Console {
    async fn fold_all(&self) -> Result<(), Failure> {
        loop {
            let touched = self
                .record
                .write(move |c| {
                    let mut touched = Touched::default();
                    for (delivery, body) in deliveries::to_fold(c, AT_ONCE)? {
                        if delivery.signed_with.is_some_and(|secret| secret > 0) {
                            rotations::signed_with_old(c, &delivery.endpoint, delivery.at)?;
                            touched.rotations = true;
                        }
                        match delivery.provider.as_str() {
                            ratepay::PROVIDER => touched.disputes |= ratepay::fold(c, &delivery, &body)?,
                            _ => fold_one(c, &delivery, &body, &mut touched)?,
                        }
                        touched.deliveries += 1;
                    }
                    Ok(touched)
                })
                .await?;
            self.tell(Change::Deliveries);
            if touched.rotations {
                self.tell(Change::Subscriptions);
            }
            if touched.disputes {
                self.disputes_changed();
            }
            for (merchant, operation) in &touched.operations {
                self.tell_stores(merchant);
                self.tell_operation(merchant, operation);
                self.announce_if_ended(operation).await?;
            }
            if touched.deliveries < AT_ONCE as usize {
                return Ok(());
            }
        }
    }
}

fn fold_one(c: &Connection, delivery: &deliveries::Delivery, body: &[u8], touched: &mut Touched) -> Sql<()> {
    let note = |effect: &str, settled, operation: Option<&OperationId>, detail: Option<&str>| {
        deliveries::folded(c, delivery.id, effect, settled, operation.map(OperationId::as_str), detail)
    };
    let result = match parse(&Verified::from_record(body)) {
        Ok(result) => result,
        Err(error) => return note("failed", 0, None, Some(&error.to_string())),
    };
    let Some(kind) = result.kind else {
        return note("ignored", 0, None, Some(&Remark::OperationUnknown.text()));
    };
    let Some(batch) = batch_of(c, &result, kind)? else {
        return note("ignored", 0, None, Some(&Remark::BatchUnknown.text()));
    };
    let Some(operation) = operations::by_id(c, &batch.operation)? else {
        return note("failed", 0, None, Some(&Remark::BatchUnknown.text()));
    };
    let settled = settle_stores(c, delivery.id, &result, kind, &operation, batch.position)?;
    end_if_settled(c, &operation.id, now())?;
    touched.operations.insert((operation.merchant.clone(), operation.id.clone()));
    let effect = if settled > 0 { "folded" } else { "ignored" };
    let known = (settled == 0).then(|| Remark::KnownAlready.text());
    note(effect, settled, Some(&operation.id), known.as_deref())
}

fn settle_stores(
    c: &Connection,
    delivery: i64,
    result: &BatchResult,
    kind: Kind,
    operation: &operations::Operation,
    position: u32,
) -> Sql<u32> {
    let rows = operation_stores::of_batch(c, &operation.id, position)?;
    let revision = merchants::next_revision(c, &operation.merchant)?;
    let (at, mut settled) = (now(), 0);
    for result_of_store in &result.results {
        let Some(row) = rows.iter().find(|row| row.store == result_of_store.store) else { continue };
        let Some(report) = report_of(result_of_store, kind, result.at) else { continue };
        let Some(standing) = apply(&row.standing, &report) else { continue };
        operation_stores::settle(c, &operation.id, &row.store, &standing, None, Some(delivery), at)?;
        let note = note(report.code, report.message.as_deref(), report.success);
        stores::mark(c, &operation.merchant, &row.store, &operation.id, standing.state, note.as_deref(), revision)?;
        if report.success {
            let integration: Option<&IntegrationId> = (kind == Kind::Provision).then_some(&operation.integration);
            stores::set_integration(c, &operation.merchant, &row.store, integration, revision)?;
        }
        settled += 1;
    }
    Ok(settled)
}

/// The provider's words for the tree: "409 Store already exists". Nothing for a success.
fn note(code: Option<u16>, message: Option<&str>, success: bool) -> Option<String> {
    if success {
        return None;
    }
    match (code, message) {
        (Some(code), Some(message)) => Some(format!("{code} {message}")),
        (Some(code), None) => Some(code.to_string()),
        (None, message) => message.map(str::to_owned),
    }
}
