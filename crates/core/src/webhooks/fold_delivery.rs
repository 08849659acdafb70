//! Folding deliveries: what was verified and appended takes effect, once, whoever sent it.

use crate::providers::descriptor::{Folding, Registry, Touched};
use gangway_domain::{Provider, notifications::Rules, remark::Remark};
use gangway_record::{
    Connection, Sql,
    deliveries::{self, Effect, StoredVerified},
    endpoints::rotations,
    set_apart,
};

/// Deliveries folded in one transaction at most.
pub(crate) const AT_ONCE: u32 = 64;

/// Folds the oldest of those that have not been folded. Who is told of an application, `rules` say. One that cannot be
/// applied is set aside with the reason, and the others go on; only when the record itself fails is all of it tried again.
pub(crate) fn fold_arrived(c: &Connection, at: i64, rules: &Rules, registry: Registry) -> Sql<Touched> {
    let mut touched = Touched::default();
    for stored in deliveries::to_fold(c, AT_ONCE)? {
        match set_apart(c, || fold(c, &stored, &Folding { at, rules }, registry))? {
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

fn fold(c: &Connection, stored: &StoredVerified, with: &Folding<'_>, registry: Registry) -> Sql<Touched> {
    let delivery = stored.delivery();
    let mut touched = if let Some(provider) = Provider::read(&delivery.provider) {
        (registry(provider).fold)(c, stored, with)?
    } else {
        let why = Remark::ProviderUnknown.about(&delivery.provider);
        deliveries::folded(c, delivery.id, Effect::DeadLetter, 0, None, Some(&why))?;
        Touched::default()
    };
    if delivery.signed_with.is_some_and(|secret| secret > 0) {
        rotations::signed_with_old(c, &delivery.endpoint, delivery.at)?;
        touched.rotations = true;
    }
    Ok(touched)
}
