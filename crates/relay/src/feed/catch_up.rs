//! From where a console is to where everybody is.

use crate::{
    Store, StoreError,
    feed::{
        BEHIND,
        hub::{Packed, item},
    },
    server::shared::Shared,
};
use gangway_wire::{BUNDLE, Behind, TeamId, bundle_of};

/// The next thing for a console that has everything up to `after`.
pub(crate) enum Next {
    /// It is where the log ends.
    Nothing,
    /// Entries.
    Frame(Packed),
    /// It is too far behind for frames.
    Bundles(Behind),
}

pub(crate) async fn next<S: Store>(shared: &Shared<S>, team: &TeamId, after: u64) -> Result<Next, StoreError> {
    let head = shared.store.head(team).await?;
    // One that is ahead of the log hears so from the heads.
    if head.seq <= after {
        return Ok(Next::Nothing);
    }
    if head.seq - after > BEHIND {
        return Ok(Next::Bundles(behind(after, head.seq)));
    }
    let read = shared.store.read(team, after + 1, u64::MAX).await?;
    Ok(Next::Frame(Packed::entries(after, read.into_iter().map(item).collect())?))
}

/// Which bundles take a console from `after` to near `head`.
pub(crate) const fn behind(after: u64, head: u64) -> Behind {
    Behind { next_bundle: bundle_of(after + 1), complete_bundles: head / BUNDLE }
}

#[cfg(test)]
mod tests {
    use super::behind;
    use gangway_wire::{BUNDLE, Behind, bundle_range};

    #[test]
    fn bundles_begin_with_the_next_entry_and_end_with_the_last_complete_one() {
        let check = |after, head, next_bundle, complete_bundles| {
            assert_eq!(behind(after, head), Behind { next_bundle, complete_bundles }, "after {after} of {head}");
        };
        check(0, 3 * BUNDLE, 0, 3);
        check(0, 3 * BUNDLE - 1, 0, 2);
        check(5, 90, 0, 0);
        check(BUNDLE - 1, 9 * BUNDLE, 0, 9);
        check(BUNDLE, 9 * BUNDLE, 1, 9);
        let (from, to) = bundle_range(behind(5000, 100_000).next_bundle).unwrap();
        assert!(from <= 5001 && 5001 <= to);
    }
}
