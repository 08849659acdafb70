//! From a request to a plan: which stores go out, in which requests, and which stay behind and why.

use crate::{
    Code, Failure, Reason,
    provisioning::Provisioning,
    view::{self, PlanRequest, PlanSource, PlanView},
};
use gangway_domain::{
    IntegrationId, MerchantId, OperationId, StoreId,
    advice::Advice,
    operation::{Kind, StoreState},
    plan::{self, Candidate, LeftOut, Plan},
};
use gangway_record::{
    Connection, Sql, merchants,
    operations::{self, operation_stores},
    stores,
};
use sha2::{Digest, Sha256};
use std::collections::HashSet;

/// Stores that stay behind and are listed by name; the rest is a number.
const LISTED: usize = 200;

impl Provisioning {
    /// What a run would do. Changes nothing.
    pub async fn plan(&self, request: &PlanRequest) -> Result<PlanView, Failure> {
        let plan = self.planned(request).await?;
        let ready = self.registration.webhook_ready(&IntegrationId(request.integration.clone())).await.unwrap_or(false);
        let seconds = self.estimated_seconds(plan.batches.len()).await?;
        let left_out = plan.left_out.iter().take(LISTED);
        let left_out = left_out.map(|(candidate, reason)| view::LeftOutStore::of(candidate, *reason, request.kind));
        Ok(PlanView {
            stores: plan.stores() as u32,
            batches: plan.batches.iter().map(|batch| batch.stores.len() as u32).collect(),
            waves: plan.batches.last().map_or(0, |batch| batch.wave + 1),
            integration: request.integration.clone(),
            left_out: left_out.collect(),
            left_out_total: plan.left_out.len() as u32,
            seconds,
            webhook_ready: ready,
            fingerprint: fingerprint(&plan),
        })
    }

    pub(crate) async fn planned(&self, request: &PlanRequest) -> Result<Plan, Failure> {
        let ours = self.environment.profile().integrations;
        let integration = IntegrationId(request.integration.clone());
        if !ours.contains(&integration) {
            return Err(Failure::new(
                Code::BadInput,
                format!("{integration} is not one of the profile's integrations."),
            )
            .because(Reason::IntegrationUnknown)
            .about(integration.0));
        }
        let merchant = self.tokens.merchant_of(&MerchantId(request.merchant.clone())).await?;
        if let PlanSource::Selection { selection } = &request.source
            && selection.version != merchant.version
        {
            return Err(Failure::new(Code::Stale, "The stores were refreshed meanwhile. Look at the selection again.")
                .because(Reason::TreeChanged));
        }
        let (source, kind) = (self.named(request)?, request.kind);
        let held = self.claims.held_by_others().await?;
        Ok(self
            .environment
            .record()
            .read(move |c| drawn_up(c, &merchant, kind, &source, (&integration, &ours), &held))
            .await?)
    }

    /// What an imported file means is settled here: the rows of the group, as stores named one by one.
    fn named(&self, request: &PlanRequest) -> Result<PlanSource, Failure> {
        match &request.source {
            PlanSource::Import { import, group } => {
                let stores = self.imported(import, *group, request)?;
                Ok(PlanSource::Stores { stores })
            }
            source => Ok(source.clone()),
        }
    }
}

/// Every store with the name that is sent, in its request and wave. Lengths go first, so that no name reads as two.
pub(crate) fn fingerprint(plan: &Plan) -> String {
    let mut digest = Sha256::new();
    for batch in &plan.batches {
        digest.update(batch.wave.to_be_bytes());
        digest.update((batch.stores.len() as u64).to_be_bytes());
        for text in batch.stores.iter().flat_map(|store| [store.id.as_str(), &store.name]) {
            digest.update((text.len() as u64).to_be_bytes());
            digest.update(text);
        }
    }
    hex::encode(digest.finalize())
}

/// From the record as it is now.
pub(crate) fn drawn_up(
    c: &Connection,
    merchant: &merchants::Merchant,
    kind: Kind,
    source: &PlanSource,
    (integration, ours): (&IntegrationId, &[IntegrationId]),
    held: &HashSet<StoreId>,
) -> Sql<Plan> {
    // What a colleague works on is as little free as what is under way here.
    let mut busy = operations::busy_stores(c, &merchant.id)?;
    let theirs: HashSet<&StoreId> = held.iter().filter(|store| !busy.contains(*store)).collect();
    busy.extend(held.iter().cloned());
    let (chosen, strange) = chosen(c, merchant, source, &busy)?;
    let mut plan = match kind {
        Kind::Provision => plan::provision(chosen, ours),
        Kind::Deprovision => released(c, merchant, chosen, integration, &busy)?,
    };
    for (store, why) in &mut plan.left_out {
        if *why == LeftOut::InProgress && theirs.contains(&store.id) {
            *why = LeftOut::HeldByColleague;
        }
    }
    plan.left_out.extend(strange.into_iter().map(|store| (store, LeftOut::NotOwned)));
    Ok(plan)
}

/// The stores that a source means, in the tree's order, and those that are in no tree of the merchant.
fn chosen(
    c: &Connection,
    merchant: &merchants::Merchant,
    source: &PlanSource,
    busy: &HashSet<StoreId>,
) -> Sql<(Vec<Candidate>, Vec<Candidate>)> {
    let tree = stores::tree(c, &merchant.id)?;
    let candidate = |stored| unless_busy(candidate(stored), busy);
    let of_states = |operation: &str, states: &[StoreState]| -> Sql<Vec<(StoreId, String)>> {
        let (_, rows) = operation_stores::page(c, &OperationId::from(operation), None, 0, u32::MAX)?;
        let rows = rows.into_iter().filter(|row| states.contains(&row.standing.state));
        Ok(rows.map(|row| (row.store, row.name)).collect())
    };
    let wanted = match source {
        PlanSource::Selection { selection } => {
            let rows = selection.ranges.iter().flat_map(|&(from, to)| from..to);
            return Ok((rows.filter_map(|row| tree.get(row as usize)).map(candidate).collect(), Vec::new()));
        }
        PlanSource::Stores { stores } => stores.iter().map(|id| (StoreId(id.clone()), String::new())).collect(),
        PlanSource::FailedOf { operation } => retryable(c, operation)?,
        PlanSource::UnsentOf { operation } => of_states(operation, &[StoreState::Planned])?,
        PlanSource::Import { .. } => Vec::new(),
    };
    let ids: HashSet<&StoreId> = wanted.iter().map(|(id, _)| id).collect();
    let known: HashSet<&StoreId> = tree.iter().map(|stored| &stored.store.id).collect();
    let strange = wanted.iter().filter(|(id, _)| !known.contains(id));
    let strange =
        strange.map(|(id, name)| Candidate { id: id.clone(), name: name.clone(), integration: None, latest: None });
    let found = tree.iter().filter(|stored| ids.contains(&stored.store.id)).map(candidate);
    Ok((found.collect(), strange.collect()))
}

/// The stores of a run that did not work and for which another try makes sense.
fn retryable(c: &Connection, operation: &str) -> Sql<Vec<(StoreId, String)>> {
    let (_, rows) = operation_stores::page(c, &OperationId::from(operation), None, 0, u32::MAX)?;
    let rows = rows.into_iter().filter(|row| {
        let state = row.standing.state;
        let code = row.standing.report.as_ref().and_then(|report| report.code);
        let ended = matches!(state, StoreState::Failed | StoreState::Rejected | StoreState::NoResult);
        ended && Advice::of(state, code, row.message.as_deref()) == Some(Advice::Retry)
    });
    Ok(rows.map(|row| (row.store, row.name)).collect())
}

/// The plan of a release: whether a parent may go depends on the whole tree.
fn released(
    c: &Connection,
    merchant: &merchants::Merchant,
    chosen: Vec<Candidate>,
    integration: &IntegrationId,
    busy: &HashSet<StoreId>,
) -> Sql<Plan> {
    let wanted: HashSet<StoreId> = chosen.into_iter().map(|candidate| candidate.id).collect();
    let tree = stores::tree(c, &merchant.id)?;
    let rows = tree.iter().enumerate().filter(|(_, stored)| wanted.contains(&stored.store.id));
    let rows = rows.map(|(row, _)| row).collect();
    let tree = tree.iter().map(|stored| (unless_busy(candidate(stored), busy), stored.parent)).collect();
    Ok(plan::deprovision(tree, &rows, integration))
}

/// A store that a run under way has yet to send is as little free as one that was sent: the second run would send it too.
pub(crate) fn unless_busy(mut candidate: Candidate, busy: &HashSet<StoreId>) -> Candidate {
    if busy.contains(&candidate.id) && !candidate.latest.is_some_and(StoreState::is_open) {
        candidate.latest = Some(StoreState::Sending);
    }
    candidate
}

/// A stored row as the rules see it.
pub(crate) fn candidate(stored: &stores::Stored) -> Candidate {
    Candidate {
        id: stored.store.id.clone(),
        name: stored.store.name.clone(),
        integration: stored.store.integration.clone(),
        latest: stored.latest,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(batches: &[&[(&str, &str)]]) -> String {
        let store = |&(id, name): &(&str, &str)| {
            let (id, name) = (StoreId::from(id), name.to_owned());
            Candidate { id, name, integration: None, latest: None }
        };
        let batch = |stores: &&[(&str, &str)]| plan::Batch { wave: 0, stores: stores.iter().map(store).collect() };
        fingerprint(&Plan { batches: batches.iter().map(batch).collect(), left_out: Vec::new() })
    }

    #[test]
    fn a_fingerprint_is_of_what_is_sent() {
        let plan = of(&[&[("20", "Norte"), ("22", "Sur")]]);
        assert_eq!(plan, of(&[&[("20", "Norte"), ("22", "Sur")]]));
        let others = [
            ("one less", of(&[&[("20", "Norte")]])),
            ("another name", of(&[&[("20", "Norte"), ("22", "Sur 2")]])),
            ("another order", of(&[&[("22", "Sur"), ("20", "Norte")]])),
            ("other requests", of(&[&[("20", "Norte")], &[("22", "Sur")]])),
            ("a name that holds the next store", of(&[&[("20", "Norte22Sur")]])),
        ];
        for (what, other) in others {
            assert_ne!(plan, other, "{what}");
        }
    }
}
