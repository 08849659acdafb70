//! Reading a merchant's stores from the provider, and settling what was open by what it says.

use crate::{
    Code, Console, Failure, now, settle,
    view::{Change, Refreshed},
};
use gangway_domain::{
    MerchantId,
    compare::{Difference, Differs, compare},
    operation::StoreState,
    tree,
};
use gangway_record::{drift, operations, stores};
use std::collections::HashSet;
use std::sync::{Arc, PoisonError};

impl Console {
    /// One status call: the tree is replaced, open outcomes are settled. Two at a time for one merchant become one
    /// after the other.
    pub async fn refresh(&self, merchant: &str) -> Result<Refreshed, Failure> {
        let merchant = self.merchant_of(&MerchantId::from(merchant)).await?;
        let turn = {
            let mut turns = self.refreshing.lock().unwrap_or_else(PoisonError::into_inner);
            Arc::clone(turns.entry(merchant.id.clone()).or_default())
        };
        let _turn = turn.lock().await;
        let token = self.merchant_token(&merchant).await?;
        let asked_at = now();
        let branches = match self.noted(self.rappi()?.integration_status(&token).await) {
            Ok(branches) => branches,
            Err(failure) => {
                if failure.code == Code::SignInAgain {
                    self.forget_refused(&merchant.id, &token).await?;
                }
                return Err(failure);
            }
        };
        let flat = tree::flatten(branches);
        if !flat.repeated.is_empty() {
            tracing::warn!(stores = flat.repeated.len(), "the provider listed stores more than once");
        }
        let profile = self.profile();
        let doubt_ms = profile.doubt_for.as_millis() as i64;
        let id = merchant.id.clone();
        let (refreshed, settled) = self
            .record
            .write(move |c| {
                let before = stores::tree(c, &id)?;
                let refreshed = stores::replace(c, &id, &before, &flat.rows, asked_at)?;
                drift::add(c, &id, &unexplained(before, &flat.rows), asked_at)?;
                let settled = settle::by_status(c, &id, &flat.rows, asked_at, doubt_ms)?;
                Ok((refreshed, settled))
            })
            .await?;
        self.tell(Change::Merchants);
        self.tell_stores(&merchant.id);
        for operation in settled.operations {
            self.tell_operation(&merchant.id, &operation);
            self.announce_if_ended(&operation).await?;
        }
        Ok(Refreshed { stores: refreshed.stores as u32, changed: refreshed.changed as u32, settled: settled.stores })
    }

    /// Tells those who wait for the end of an operation, once it has ended.
    pub(crate) async fn announce_if_ended(&self, operation: &gangway_domain::OperationId) -> Result<(), Failure> {
        let id = operation.clone();
        let row = self.record.read(move |c| operations::by_id(c, &id)).await?;
        if let Some(row) = row.filter(|row| row.phase == operations::Phase::Finished) {
            self.announce(&row).await?;
        }
        Ok(())
    }
}

/// What differs from what we believed, and no run of ours explains. The first look explains itself.
fn unexplained(before: Vec<stores::Stored>, after: &[tree::Row]) -> Vec<Difference> {
    if before.is_empty() {
        return Vec::new();
    }
    let ours: HashSet<_> = before
        .iter()
        .filter(|stored| stored.latest.is_some_and(StoreState::is_open))
        .map(|stored| stored.store.id.clone())
        .collect();
    let before: Vec<tree::Row> =
        before.into_iter().map(|stored| tree::Row { store: stored.store, parent: stored.parent }).collect();
    let by_a_run = |it: &Difference| {
        ours.contains(&it.store) && matches!(it.change, Differs::Integrated | Differs::Released | Differs::ChangedHands)
    };
    let mut found = compare(&before, after);
    found.retain(|it| !by_a_run(it));
    found
}
