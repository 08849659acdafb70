//! Waiting for a condition, with a limit.

use std::time::{Duration, Instant};

/// Longer than anything takes on a busy machine; a test that gets there has failed.
pub const LIMIT: Duration = Duration::from_secs(60);
/// Between two looks.
const LOOK: Duration = Duration::from_millis(10);

/// Waits until the condition holds; panics with `what` when it does not within [`LIMIT`].
pub async fn until(what: &str, mut condition: impl AsyncFnMut() -> bool) {
    until_some(what, async || condition().await.then_some(())).await;
}

/// Waits until there is a value.
pub async fn until_some<T>(what: &str, mut look: impl AsyncFnMut() -> Option<T>) -> T {
    let begun = Instant::now();
    loop {
        if let Some(value) = look().await {
            return value;
        }
        assert!(begun.elapsed() < LIMIT, "waited in vain: {what}");
        tokio::time::sleep(LOOK).await;
    }
}
