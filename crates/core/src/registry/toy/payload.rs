//! One event: something was paid.

use crate::providers::descriptor::{Folding, Touched};
use gangway_domain::VerifiedBody;
use gangway_record::{
    Connection, Sql,
    deliveries::{self, Effect, StoredVerified},
};

#[derive(serde::Deserialize)]
struct Paid {
    paid: u32,
}

pub(super) fn fold(c: &Connection, stored: &StoredVerified, _: &Folding<'_>) -> Sql<Touched> {
    let id = stored.delivery().id;
    if let Ok(it) = serde_json::from_slice::<Paid>(stored.body()) {
        deliveries::folded(c, id, Effect::Applied, it.paid, None, None)?;
        return Ok(Touched { applications: true, ..Touched::default() });
    }
    deliveries::folded(c, id, Effect::DeadLetter, 0, None, Some("it is no payment"))?;
    Ok(Touched::default())
}
