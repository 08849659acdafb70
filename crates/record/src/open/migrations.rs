//! How the record came to be what it is, version by version.

use crate::{
    applications::{self, application_events, saved_views},
    audit,
    deliveries::{self, delivery_keys},
    deprecations, disputes,
    endpoints::{self, rotations},
    merchants::{self, attempts, businesses},
    notifications::{merchant_settings, outbox, outbox_attempts, sending_switch, templates},
    operations::{self, batches, operation_stores},
    retention,
    stores::{self, drift, snapshots},
    subscriptions::{self, remote_subscriptions},
    team,
};
use rusqlite_migration::M;
use std::sync::LazyLock;

/// In order of creation. An entry is never changed once released; a change is a new entry.
pub(super) static MIGRATIONS: LazyLock<Vec<M<'static>>> = LazyLock::new(|| {
    vec![
        M::up(merchants::UP),
        M::up(stores::UP),
        M::up(operations::UP),
        M::up(batches::UP),
        M::up(operation_stores::UP),
        M::up(endpoints::UP),
        M::up(deliveries::UP),
        M::up(audit::UP),
        M::up(attempts::UP),
        M::up(deprecations::UP),
        M::up(subscriptions::UP),
        M::up(remote_subscriptions::UP),
        M::up(rotations::UP),
        M::up(disputes::UP),
        M::up(deliveries::SIGNED_WITH),
        M::up(operations::HOLD),
        M::up(batches::WAVE),
        M::up(drift::UP),
        M::up_with_hook(audit::CHAINED, audit::chain_what_is_there),
        M::up(snapshots::UP),
        M::up(operation_stores::ASKED_BY),
        M::up(applications::UP),
        M::up(application_events::UP),
        M::up(outbox::UP),
        M::up(outbox_attempts::UP),
        M::up(sending_switch::UP),
        M::up(merchant_settings::UP),
        M::up(templates::UP),
        M::up(businesses::UP),
        M::up(saved_views::UP),
        M::up(outbox::WHY),
        M::up(deliveries::SHORT_KEY),
        M::up(delivery_keys::UP),
        M::up(operations::REPEATS),
        M::up(retention::UP),
        M::up(team::UP),
        M::up(team::entries::UP),
        M::up(team::forks::UP),
        M::up(team::results::UP),
        M::up(team::batches::UP),
    ]
});
