//! Where what became of an application is passed on to those who tell people.

use gangway_domain::{
    application::StatusChange,
    notifications::{Change, Event, Rules},
};
use gangway_record::{Connection, Sql, notifications};

/// Makes the messages about a change, inside the transaction that writes the change down: they are there if and only if the
/// change is.
pub(super) fn announce(c: &Connection, change: StatusChange, rules: &Rules, now: i64) -> Sql<()> {
    tracing::debug!(?change, "an application came to a status");
    notifications::announce(c, &of(change), rules, now).map(drop)
}

/// A change of an application, as those who tell people know it.
pub(super) fn of(change: StatusChange) -> Change {
    Change {
        application: change.application.0,
        merchant: change.merchant.0,
        merchant_name: change.merchant_name,
        email: change.email,
        event: Event::read(change.status.word()),
        at: change.at,
        late: change.late,
        link: None,
    }
}
