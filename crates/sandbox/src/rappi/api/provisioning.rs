//! `POST …/stores/provisioning` (Rappi's guide, step 3).

use std::sync::Arc;

use axum::{Extension, body::Bytes, extract::State, response::Response};

use super::{
    Refusal, Spelling,
    batch::{self, Batch, Reason},
    caller::Caller,
    item::{Item, filled},
};
use crate::{
    faults::calls::Notebook,
    rappi::{
        Rappi,
        work::Operation,
        world::{Merchant, World},
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
        batch.items.iter().map(|item| reason(merchant, item, spelling).map(Reason::from)).collect()
    };
    batch::conclude(&rappi, &notes, (&caller.email, spelling), Operation::Provision, &batch.items, reasons)
}

/// A store that is integrated already is accepted all the same: its result says 409 (Rappi's guide, step 4).
fn reason(merchant: &Merchant, item: &Item, spelling: Spelling) -> Option<&'static str> {
    if merchant.store(item.id()).is_none() {
        return Some("not_owned");
    }
    if filled(item.name.as_deref()).is_none() {
        return Some("missing_name");
    }
    match spelling {
        Spelling::A => item.integration().is_none().then_some("invalid_integration_id"),
        Spelling::B => (!item.has_known_status()).then_some("invalid_status"),
    }
}
