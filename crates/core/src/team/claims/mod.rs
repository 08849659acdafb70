//! What this console claims in its team, so that nobody works against a colleague (`docs/decisions/0017-claims.md`).
//!
//! The relay decides. What it decided comes back by the feed, and is kept beside the chain (`follow`); what a run needs no more is
//! given back from there (`keep`), so that no path through a run has to remember it.

mod ask;
mod follow;
mod keep;
mod message;
mod refused;
mod show;

pub(super) use follow::{Told, hear};
pub(crate) use keep::keep_claims;
pub(super) use refused::of_claims;

use super::Team;
use crate::view::ProfileKind;
use gangway_domain::{Provider, StoreId, claims::ClaimKey};
use gangway_wire::ClaimKey as WireKey;

/// The text of [`ClaimKey::Lead`].
pub(super) const LEAD: &str = "lead";

/// In the keys of the team's log, for ever.
const fn environment(kind: ProfileKind) -> &'static str {
    match kind {
        ProfileKind::Sandbox => "sandbox",
        ProfileKind::Development => "development",
        ProfileKind::Production => "production",
    }
}

impl Team {
    /// Of stores here: the same text on every console of the team, whatever its owner calls the environment.
    fn keys(&self, stores: &[StoreId]) -> Vec<WireKey> {
        let environment = environment(self.environment.profile().kind);
        let key = |store: &StoreId| ClaimKey::Store {
            environment: environment.to_owned(),
            provider: Provider::Rappi,
            store: store.clone(),
        };
        stores.iter().map(|store| WireKey(key(store).to_string())).collect()
    }

    /// The store that a key is of, if it is one of this environment.
    fn store_of(&self, key: &str) -> Option<StoreId> {
        match key.parse() {
            Ok(ClaimKey::Store { environment, provider: Provider::Rappi, store }) => {
                (environment == self::environment(self.environment.profile().kind)).then_some(store)
            }
            Ok(
                ClaimKey::Store { .. }
                | ClaimKey::Registration(_)
                | ClaimKey::Rotation(_)
                | ClaimKey::Subscription(_)
                | ClaimKey::Message(_)
                | ClaimKey::Attempt(_)
                | ClaimKey::Lead,
            )
            | Err(_) => None,
        }
    }
}
