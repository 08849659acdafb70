//! Bodies and links whose time is up.

use crate::{Store, StoreError, server::shared::Shared};
use std::time::Duration;

/// Between two looks.
const EVERY: Duration = Duration::from_secs(60 * 60);
/// Bodies of one transaction: nobody waits long behind it.
const AT_ONCE: u32 = 500;
/// Days for which a link that ended is shown: its label and address are about a person.
const LINKS: i64 = 90;
/// Milliseconds of a day.
const DAY: i64 = 24 * 60 * 60 * 1000;

/// Runs for the life of the relay.
pub(super) async fn keep_erasing<S: Store>(shared: &Shared<S>, days: u32) {
    loop {
        match shared.store.remove_links(shared.clock.now() - LINKS * DAY).await {
            Ok(0) => {}
            Ok(removed) => tracing::info!(removed, "links that ended were removed"),
            Err(error) => tracing::warn!(%error, "links that ended could not be removed"),
        }
        match erase(shared, shared.clock.now() - i64::from(days) * DAY).await {
            Ok(0) => {}
            Ok(erased) => tracing::info!(erased, "bodies were erased"),
            Err(error) => tracing::warn!(%error, "bodies could not be erased"),
        }
        tokio::time::sleep(EVERY).await;
    }
}

async fn erase<S: Store>(shared: &Shared<S>, before: i64) -> Result<u64, StoreError> {
    let mut erased = 0;
    for team in shared.store.teams().await? {
        loop {
            let some = shared.store.erase_bodies(&team.id, before, AT_ONCE).await?;
            erased += some;
            if some < u64::from(AT_ONCE) {
                break;
            }
        }
    }
    if erased > 0 {
        shared.bundles.forget();
    }
    Ok(erased)
}
