//! Folding deliveries: what was verified and appended takes effect, once, whoever sent it.

use crate::{
    providers::{rainforest, ratepay},
    provisioning::engine::fold_result,
};
use gangway_domain::{MerchantId, OperationId, Provider, remark::Remark, telling::Rules};
use gangway_record::{
    Connection, Sql,
    deliveries::{self, Effect, StoredVerified},
    endpoints::rotations,
    set_apart,
};
use std::collections::HashSet;

/// Deliveries folded in one transaction at most.
pub(crate) const AT_ONCE: u32 = 64;

/// What became stale.
#[derive(Default)]
pub(crate) struct Touched {
    pub(crate) deliveries: usize,
    pub(crate) rotations: bool,
    pub(crate) disputes: bool,
    pub(crate) applications: bool,
    pub(crate) operations: HashSet<(MerchantId, OperationId)>,
    /// Merchants whose trees moved by the work of somebody else.
    pub(crate) trees: HashSet<MerchantId>,
}

impl Touched {
    pub(crate) fn add(&mut self, other: Self) {
        self.deliveries += other.deliveries;
        self.rotations |= other.rotations;
        self.disputes |= other.disputes;
        self.applications |= other.applications;
        self.operations.extend(other.operations);
        self.trees.extend(other.trees);
    }
}

/// Folds the oldest of those that have not been folded. Who is told of an application, `rules` say. One that cannot be
/// applied is set aside with the reason, and the others go on; only when the record itself fails is all of it tried again.
pub(crate) fn fold_arrived(c: &Connection, at: i64, rules: &Rules) -> Sql<Touched> {
    let mut touched = Touched::default();
    for stored in deliveries::to_fold(c, AT_ONCE)? {
        match set_apart(c, || fold(c, &stored, at, rules))? {
            Ok(own) => touched.add(own),
            Err(error) => {
                let id = stored.delivery().id;
                tracing::error!(delivery = id, %error, "a delivery could not be applied and is set aside");
                let why = Remark::NotApplied.about(&error);
                deliveries::folded(c, id, Effect::DeadLetter, 0, None, Some(&why))?;
            }
        }
        touched.deliveries += 1;
    }
    Ok(touched)
}

fn fold(c: &Connection, stored: &StoredVerified, at: i64, rules: &Rules) -> Sql<Touched> {
    let (delivery, body) = (stored.delivery(), stored.body());
    let mut touched = Touched::default();
    if delivery.signed_with.is_some_and(|secret| secret > 0) {
        rotations::signed_with_old(c, &delivery.endpoint, delivery.at)?;
        touched.rotations = true;
    }
    match Provider::read(&delivery.provider) {
        Some(Provider::Rappi) => {
            let folded = fold_result(c, delivery, body, at)?;
            touched.operations.extend(folded.run);
            touched.trees = folded.trees;
        }
        Some(Provider::Rainforest) => touched.applications = rainforest::fold(c, delivery, body, at, rules)?,
        Some(Provider::Ratepay) => touched.disputes = ratepay::fold(c, delivery, body)?,
        None => {
            let why = Remark::ProviderUnknown.about(&delivery.provider);
            deliveries::folded(c, delivery.id, Effect::DeadLetter, 0, None, Some(&why))?;
        }
    }
    Ok(touched)
}
