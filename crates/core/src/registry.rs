//! The one place that names every provider: a new one is an arm here.

use crate::{
    providers::{
        descriptor::{Descriptor, Touched},
        rainforest, rappi, ratepay,
    },
    provisioning::engine::fold_result,
};
use gangway_domain::Provider;
use gangway_record::deliveries::StoredVerified;

/// What is particular to a provider.
pub(crate) const fn descriptor_of(provider: Provider) -> &'static Descriptor {
    match provider {
        Provider::Rappi => &RAPPI,
        Provider::Rainforest => &rainforest::DESCRIPTOR,
        Provider::Ratepay => &ratepay::DESCRIPTOR,
    }
}

/// Rappi's results settle runs, so its descriptor is made where both are known.
static RAPPI: Descriptor = rappi::descriptor(|c, stored: &StoredVerified, with| {
    let folded = fold_result(c, stored, with.at)?;
    Ok(Touched { operations: folded.run.into_iter().collect(), trees: folded.trees, ..Touched::default() })
});

#[cfg(test)]
mod toy;
