//! `POST …/stores/deprovisioning` (Rappi's guide, step 5).

use std::sync::Arc;

use axum::{Extension, body::Bytes, extract::State, response::Response};

use super::{
    Refusal, Spelling,
    batch::{self, Batch, Reason},
    caller::Caller,
    item::Item,
};
use crate::{
    faults::calls::Notebook,
    rappi::{
        Rappi,
        work::Operation,
        world::{Merchant, OURS, World},
    },
};

pub(super) async fn begin(
    State(rappi): State<Arc<Rappi>>,
    caller: Caller,
    Extension(notes): Extension<Notebook>,
    body: Bytes,
) -> Result<Response, Refusal> {
    let spelling = caller.spelling;
    let batch = Batch::parse(&body, spelling, &notes)?.own()?;
    let reasons: Vec<_> = {
        let world: &World = &rappi.world();
        let merchant = world.merchant(&caller.email).ok_or(Refusal::NotAuthorized)?;
        let reason = |item: &Item| match spelling {
            Spelling::A => by_seed(merchant, item).map(Reason::from),
            Spelling::B => by_portal(merchant, item.id()),
        };
        batch.items.iter().map(reason).collect()
    };
    batch::conclude(&rappi, &notes, (&caller.email, spelling), Operation::Deprovision, &batch.items, reasons)
}

/// Dialect A knows no `not_owned` here: somebody else's store is simply not integrated.
fn by_seed(merchant: &Merchant, item: &Item) -> Option<&'static str> {
    let Some(current) = merchant.store(item.id()).and_then(|it| it.link.integration()) else {
        return Some("not_integrated");
    };
    (item.integration() != Some(current)).then_some("invalid_integration_id")
}

/// Dialect B: the integration is the token's, and a parent goes after its children.
fn by_portal(merchant: &Merchant, id: &str) -> Option<Reason> {
    let Some(store) = merchant.store(id) else { return Some("not_owned".into()) };
    match store.link.integration() {
        None => return Some("not_integrated".into()),
        Some(OURS) => {}
        Some(_) => return Some("invalid_integration_id".into()),
    }
    let ours = |it: &&crate::rappi::world::Store| it.parent == Some(store.id) && it.link.integration() == Some(OURS);
    let children: Vec<String> = merchant.stores().iter().filter(ours).map(|it| it.id.to_string()).collect();
    (!children.is_empty()).then(|| Reason::children(children))
}
