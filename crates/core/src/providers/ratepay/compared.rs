//! How the two sides stand, from the record alone: no secret is looked for.

use super::list::sides;
use gangway_domain::subscription::{Drift, Local, compare};
use gangway_record::{
    Connection, Sql,
    subscriptions::{Subscription, remote_subscriptions},
};

/// One subscription, of ours or of the provider's.
pub(crate) struct Compared {
    /// Its event type: ours, or theirs where it is unknown here.
    pub(crate) event: String,
    /// Whether it is not as it is meant, as far as the provider's list was ever read.
    pub(crate) differs: bool,
}

/// All of them, as the rows of the view are.
pub(crate) fn compared(c: &Connection) -> Sql<Vec<Compared>> {
    let (sides, was_read) = (sides(c)?, remote_subscriptions::read_at(c)?.is_some());
    let locals: Vec<Local> = sides.rows.iter().map(Subscription::local).collect();
    let lines = compare(&locals, &sides.remotes).into_iter().filter_map(|line| {
        let row = line.local.as_deref().and_then(|key| sides.row(key)).map(|row| &row.facts);
        let remote = line.remote.as_ref().and_then(|id| sides.remote(id)).map(|remote| &remote.facts);
        let differs = match line.drift {
            Drift::InSync => false,
            Drift::MissingRemotely | Drift::UnknownHere | Drift::Differs(_) => was_read,
        };
        Some(Compared { event: row.or(remote)?.event.clone(), differs })
    });
    Ok(lines.collect())
}
