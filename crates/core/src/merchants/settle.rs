//! Asking about what is open without a person, with back-off.

use crate::{merchants::Merchants, provisioning::engine::Asking};
use std::{
    sync::Weak,
    time::{Duration, Instant},
};

const TICK: Duration = Duration::from_millis(500);

/// Runs for the life of a profile; sleeps while nothing is open.
/// Runs for the life of an environment.
pub(crate) async fn keep_settling(merchants: Weak<Merchants>) {
    let (mut asking, start) = (Asking::default(), Instant::now());
    loop {
        let Some(merchants) = merchants.upgrade() else { return };
        let provisioning = &merchants.provisioning;
        let Ok(in_doubt) = provisioning.look_at_the_clock().await else {
            tokio::time::sleep(TICK).await;
            continue;
        };
        for merchant in asking.due(&in_doubt, start.elapsed()) {
            if let Err(failure) = merchants.refresh(&merchant.0).await {
                tracing::info!(%failure, "asking for the outcome did not work");
            }
        }
        if let Err(failure) = provisioning.repeat_what_was_not_done().await {
            tracing::warn!(%failure, "what was not done could not be sent again");
        }
        let anything = provisioning.anything_open().await;
        if anything {
            provisioning.woken(TICK).await;
            tokio::time::sleep(TICK / 5).await;
        } else {
            // A long sleep with an end: the environment may close meanwhile.
            provisioning.woken(Duration::from_secs(30)).await;
        }
    }
}
