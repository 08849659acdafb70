//! What needs a person about merchants, their stores and runs.

use super::about;
use crate::{
    Code,
    clock::{DAY, WEEK},
    provisioning::halted,
    view::{Attention, AttentionKind as Kind},
};
use gangway_domain::{IntegrationId, MerchantId, operation};
use gangway_record::{
    Connection, Sql,
    merchants::{self, Merchant},
    operations::{self, Operation, Phase, failed_stores, open_stores::Waiting, operation_stores},
    stores::{self, drift},
};
use std::collections::{HashMap, HashSet};

/// An unknown outcome is asked about at once, by itself; one that is older needs a person.
const ASKED_ABOUT: i64 = 30 * 1000;
/// What failed longer ago is history, in milliseconds.
const FAILED: i64 = 30 * DAY;

/// Names of merchants by id.
struct Names(HashMap<MerchantId, String>);

impl Names {
    fn of(&self, merchant: &MerchantId) -> String {
        self.0.get(merchant).cloned().unwrap_or_else(|| merchant.0.clone())
    }
}

/// What there is.
pub(super) fn of_stores(c: &Connection, waiting: &[Waiting], ours: &[IntegrationId], at: i64) -> Sql<Vec<Attention>> {
    let all = merchants::all(c)?;
    let names = Names(all.iter().map(|row| (row.id.clone(), row.name.clone())).collect());
    let mut items: Vec<Attention> = waiting.iter().filter_map(|it| in_doubt(it, at, &names)).collect();
    items.extend(resting(c, &names, at)?);
    for it in failed_stores::left_since(c, at - FAILED)? {
        let mut item = about_merchant(Kind::StoresFailed, &it.merchant, &names, it.stores, Some(it.since));
        item.id.clone_from(&it.operation.0);
        item.operation = Some(it.operation.0);
        item.seen = it.newest;
        items.push(item);
    }
    for it in drift::all_unseen(c)? {
        let mut item = about_merchant(Kind::Drift, &it.merchant, &names, it.count, Some(it.since));
        item.seen = it.newest;
        items.push(item);
    }
    let signing_in = |item: &Attention| if item.kind == Kind::SignInOver { item.merchant.clone() } else { None };
    let resting: HashSet<String> = items.iter().filter_map(signing_in).collect();
    for merchant in all.iter().filter(|it| !resting.contains(it.id.as_str())) {
        items.extend(of_merchant(c, merchant, &names, ours, at)?);
    }
    Ok(items)
}

/// An authorization that is over matters where there is something left to provision.
fn of_merchant(
    c: &Connection,
    merchant: &Merchant,
    names: &Names,
    ours: &[IntegrationId],
    at: i64,
) -> Sql<Option<Attention>> {
    let is_empty = stores::size(c, &merchant.id)? == 0;
    let expired = merchant.token_expires_at.filter(|expires| *expires <= at);
    if expired.is_some() && (is_empty || stores::any_left(c, &merchant.id, ours)?) {
        return Ok(Some(about_merchant(Kind::AuthorizationExpired, &merchant.id, names, 1, expired)));
    }
    let is_bare = is_empty && merchant.refreshed_at.is_some() && merchant.token_expires_at.is_some();
    let bare = || about_merchant(Kind::MerchantWithoutStores, &merchant.id, names, 1, Some(merchant.authorized_at));
    Ok(is_bare.then(bare))
}

fn resting(c: &Connection, names: &Names, at: i64) -> Sql<Vec<Attention>> {
    let mut items = Vec::new();
    for phase in [Phase::Paused, Phase::Halted, Phase::Interrupted] {
        for row in operations::in_phase(c, phase)?.into_iter().filter(|row| row.started_at >= at - WEEK) {
            if let Some(kind) = needs(c, &row)? {
                let mut item = about_merchant(kind, &row.merchant, names, unsent(c, &row)?, Some(row.started_at));
                item.id.clone_from(&row.id.0);
                // A run that was resumed and stopped again is news.
                item.seen = row.ended_at.unwrap_or(row.started_at);
                item.operation = Some(row.id.0);
                items.push(item);
            }
        }
    }
    Ok(items)
}

fn in_doubt(it: &Waiting, at: i64, names: &Names) -> Option<Attention> {
    let kind = match it.state {
        operation::StoreState::Overdue => Kind::Overdue,
        operation::StoreState::Unknown if it.since.is_none_or(|since| at - since >= ASKED_ABOUT) => {
            Kind::OutcomeUnknown
        }
        _ => return None,
    };
    Some(about_merchant(kind, &it.merchant, names, it.stores, it.since))
}

/// A run that rests at a person's own request needs nobody, and one that sent everything needs nobody either.
fn needs(c: &Connection, row: &Operation) -> Sql<Option<Kind>> {
    let kind = match row.phase {
        Phase::Paused if halted::waits_for_sign_in(row.halt.as_deref()) => Kind::SignInOver,
        // It rests for a reason that cannot be read: a person has to look.
        Phase::Paused if row.halt.as_deref().is_some_and(|halt| halted::failure(halt).code == Code::RecordDamaged) => {
            Kind::RunHalted
        }
        Phase::Halted => Kind::RunHalted,
        Phase::Interrupted => Kind::RunInterrupted,
        _ => return Ok(None),
    };
    Ok((unsent(c, row)? > 0).then_some(kind))
}

fn unsent(c: &Connection, row: &Operation) -> Sql<u32> {
    let counts = operation_stores::counts(c, &row.id)?;
    Ok(counts.iter().filter(|(state, _)| *state == operation::StoreState::Planned).map(|(_, stores)| stores).sum())
}

fn about_merchant(kind: Kind, merchant: &MerchantId, names: &Names, count: u32, at: Option<i64>) -> Attention {
    let mut item = about(kind, merchant.0.clone(), names.of(merchant), count, at);
    item.merchant = Some(merchant.0.clone());
    item
}
