//! What provisioning and deprovisioning have in common: the rules of a batch and its answer.

use std::sync::Arc;

use axum::{
    Json,
    http::StatusCode,
    response::{IntoResponse, Response},
};
use serde_json::{Value, json};

use super::{
    Refusal, Spelling,
    item::{self, Item, filled},
};
use crate::{
    faults::{
        Fault, Stage,
        calls::{Call, Notebook},
    },
    rappi::{
        Rappi,
        work::{self, Job, Operation},
        world::OURS,
    },
};

/// Most stores of one request (Rappi's guide).
const LARGEST: usize = 20;

/// A request that passed the rules of Rappi's guide for status 400.
pub(super) struct Batch {
    pub(super) items: Vec<Item>,
    integration: Option<String>,
}

impl Batch {
    /// Missing name or integration is a matter of the single store (`rejected`); without an id it could not even be named.
    pub(super) fn parse(body: &[u8], spelling: Spelling, notes: &Notebook) -> Result<Self, Refusal> {
        let items = item::read(body, spelling).map_err(Refusal::Json)?.ok_or(Refusal::Missing("stores"))?;
        notes.write(|it| it.stores = items.iter().map(|item| item.id().to_owned()).collect());
        match items.len() {
            0 => return Err(Refusal::Empty),
            1..=LARGEST => {}
            _ => return Err(Refusal::TooMany),
        }
        if items.iter().any(|it| filled(Some(it.id())).is_none()) {
            return Err(Refusal::Missing(match spelling {
                Spelling::A => "storeId",
                Spelling::B => "store_id",
            }));
        }
        // B rejects the single store instead (docs/wire.md 1.1: `invalid_status`).
        if spelling == Spelling::A && !items.iter().all(Item::has_known_status) {
            return Err(Refusal::Status);
        }
        let mut integrations = items.iter().filter_map(Item::integration);
        let integration = integrations.next().map(str::to_owned);
        if integrations.any(|it| Some(it) != integration.as_deref()) {
            return Err(Refusal::Mixed);
        }
        drop(integrations);
        Ok(Self { items, integration })
    }

    /// The integration must be the client's own (Rappi's guide: 403).
    pub(super) fn own(self) -> Result<Self, Refusal> {
        match self.integration.as_deref() {
            None | Some(OURS) => Ok(self),
            Some(other) => Err(Refusal::Integration(other.to_owned())),
        }
    }
}

/// Why a store of a batch is not taken.
#[derive(Debug)]
pub(super) struct Reason {
    word: String,
    /// Children that have to go first (docs/wire.md 1.1, dialect B).
    children: Vec<String>,
}

impl Reason {
    pub(super) fn children(ids: Vec<String>) -> Self {
        Self { word: "has_integrated_children".into(), children: ids }
    }
}

impl From<&str> for Reason {
    fn from(word: &str) -> Self {
        Self { word: word.into(), children: Vec::new() }
    }
}

/// A line of the answer; the field names are those of the spelling.
fn accepted(id: &str, spelling: Spelling) -> Value {
    match spelling {
        Spelling::A => json!({ "storeId": id, "integrationId": OURS }),
        Spelling::B => json!({ "store_id": id, "integration_id": OURS }),
    }
}

fn rejected(id: &str, reason: &Reason, spelling: Spelling) -> Value {
    let word = &reason.word;
    match spelling {
        Spelling::A => json!({ "storeId": id, "reason": word }),
        Spelling::B if reason.children.is_empty() => json!({ "store_id": id, "reason": word }),
        Spelling::B => json!({ "store_id": id, "reason": word, "integrated_children": reason.children }),
    }
}

/// Answers 202 and starts the work, or 422 when nothing is left to do. `reasons` has one entry per item.
pub(super) fn conclude(
    rappi: &Arc<Rappi>,
    notes: &Notebook,
    (email, spelling): (&str, Spelling),
    operation: Operation,
    items: &[Item],
    reasons: Vec<Option<Reason>>,
) -> Result<Response, Refusal> {
    let call = match operation {
        Operation::Provision => Call::Provisioning,
        Operation::Deprovision => Call::Deprovisioning,
    };
    let ids: Vec<String> = items.iter().map(|it| it.id().to_owned()).collect();
    let fault = rappi.faults.take(call, Stage::Check, &ids);
    let (mut stores, mut taken, mut refused) = (Vec::new(), Vec::new(), Vec::new());
    for (id, reason) in ids.iter().zip(reasons) {
        if let Some(reason) = reason.or_else(|| forced(fault.as_ref(), id)) {
            refused.push(rejected(id, &reason, spelling));
        } else {
            taken.push(accepted(id, spelling));
            stores.push(id.clone());
        }
    }
    if taken.is_empty() {
        return Err(Refusal::AllRejected);
    }
    let batch_id = work::begin(rappi, Job { email: email.to_owned(), operation, spelling, stores });
    notes.write(|it| it.batch_id = Some(batch_id.clone()));
    let body = match spelling {
        Spelling::A => json!({ "batchId": batch_id, "accepted": taken, "rejected": refused }),
        Spelling::B => json!({ "batch_id": batch_id, "accepted": taken, "rejected": refused }),
    };
    Ok((StatusCode::ACCEPTED, Json(body)).into_response())
}

fn forced(fault: Option<&Fault>, id: &str) -> Option<Reason> {
    let fault = fault?;
    let named = fault.stores.is_empty() || fault.stores.iter().any(|it| it == id);
    named.then(|| Reason::from(fault.message.as_deref().unwrap_or("not_owned")))
}
