//! `POST …/stores/deprovisioning` (seed 000, step 5).

use std::sync::Arc;

use axum::{Extension, body::Bytes, extract::State, response::Response};

use super::{
    Refusal,
    batch::{self, Batch, Item},
    caller::Caller,
};
use crate::{
    calls::Notebook,
    rappi::Rappi,
    work::Operation,
    world::{Merchant, World},
};

pub(super) async fn begin(
    State(rappi): State<Arc<Rappi>>,
    caller: Caller,
    Extension(notes): Extension<Notebook>,
    body: Bytes,
) -> Result<Response, Refusal> {
    let batch = Batch::parse(&body, &notes)?.own()?;
    let reasons: Vec<_> = {
        let world: &World = &rappi.world();
        let merchant = world.merchant(&caller.email).ok_or(Refusal::NotAuthorized)?;
        batch.items.iter().map(|item| reason(merchant, item)).collect()
    };
    batch::conclude(&rappi, &notes, &caller.email, Operation::Deprovision, &batch.items, &reasons)
}

/// Dialect A knows no `not_owned` here: somebody else's store is simply not integrated.
fn reason(merchant: &Merchant, item: &Item) -> Option<&'static str> {
    let Some(current) = merchant.store(item.id()).and_then(|it| it.link.integration()) else {
        return Some("not_integrated");
    };
    (item.integration() != Some(current)).then_some("invalid_integration_id")
}
