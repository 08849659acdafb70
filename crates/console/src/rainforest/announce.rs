//! Where a change of status is passed on.

use gangway_domain::application::StatusChange;
use gangway_record::{Connection, Sql};

/// An application stands elsewhere than was known, by the provider's own word. Called once for each such change, inside the
/// transaction that writes the change down: what is written here is there if and only if the change is.
///
/// `change.first_seen` and `change.late` tell what is no news to the merchant: an application that existed before anybody
/// listened here, and a status that is known only because the API was asked.
pub(super) fn announce(_transaction: &Connection, change: &StatusChange) -> Sql<()> {
    tracing::debug!(?change, "an application stands elsewhere");
    Ok(())
}
