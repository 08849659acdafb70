//! What provisioning and deprovisioning have in common: the rules of a batch and its answer.

use std::sync::Arc;

use axum::{
    Json,
    http::StatusCode,
    response::{IntoResponse, Response},
};
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::Refusal;
use crate::{
    calls::{Call, Notebook},
    faults::{Fault, Stage},
    rappi::Rappi,
    work::{self, Job, Operation},
    world::OURS,
};

/// Most stores of one request (seed 000).
const LARGEST: usize = 20;

#[derive(Deserialize)]
struct Body {
    stores: Option<Vec<Item>>,
}

/// One store of a request, dialect A. The `camelCase` spelling ends here.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Item {
    store_id: Option<String>,
    pub(super) name: Option<String>,
    integration_id: Option<String>,
    /// Read for its type only: the sandbox sends no orders, so the switches of the document change nothing here.
    #[serde(rename = "pingActive")]
    _ping_active: Option<bool>,
    #[serde(rename = "getMenuActive")]
    _get_menu_active: Option<bool>,
    #[serde(rename = "cancellationEvents")]
    _cancellation_events: Option<bool>,
    status: Option<String>,
}

impl Item {
    /// Present in every item of a [`Batch`].
    pub(super) fn id(&self) -> &str {
        self.store_id.as_deref().unwrap_or_default()
    }

    pub(super) fn integration(&self) -> Option<&str> {
        filled(self.integration_id.as_deref())
    }
}

/// The text, unless it is missing or blank.
pub(super) fn filled(text: Option<&str>) -> Option<&str> {
    text.filter(|it| !it.trim().is_empty())
}

/// A request that passed the rules of seed 000 for status 400.
pub(super) struct Batch {
    pub(super) items: Vec<Item>,
    integration: Option<String>,
}

impl Batch {
    /// Missing name or integration is a matter of the single store (`rejected`); without an id it could not even be named.
    pub(super) fn parse(body: &[u8], notes: &Notebook) -> Result<Self, Refusal> {
        let body: Body = serde_json::from_slice(body).map_err(Refusal::Json)?;
        let items = body.stores.ok_or(Refusal::Missing("stores"))?;
        notes.write(|it| it.stores = items.iter().map(|item| item.id().to_owned()).collect());
        match items.len() {
            0 => return Err(Refusal::Empty),
            1..=LARGEST => {}
            _ => return Err(Refusal::TooMany),
        }
        if items.iter().any(|it| filled(it.store_id.as_deref()).is_none()) {
            return Err(Refusal::Missing("storeId"));
        }
        if items.iter().any(|it| !matches!(it.status.as_deref(), None | Some("ACTIVE" | "INACTIVE"))) {
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

    /// The integration must be the client's own (seed 000: 403).
    pub(super) fn own(self) -> Result<Self, Refusal> {
        match self.integration.as_deref() {
            None | Some(OURS) => Ok(self),
            Some(other) => Err(Refusal::Integration(other.to_owned())),
        }
    }
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Accepted<'a> {
    store_id: &'a str,
    integration_id: &'static str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Rejected<'a> {
    store_id: &'a str,
    reason: String,
}

/// Answers 202 and starts the work, or 422 when nothing is left to do. `reasons` has one entry per item.
pub(super) fn conclude(
    rappi: &Arc<Rappi>,
    notes: &Notebook,
    email: &str,
    operation: Operation,
    items: &[Item],
    reasons: &[Option<&'static str>],
) -> Result<Response, Refusal> {
    let call = match operation {
        Operation::Provision => Call::Provisioning,
        Operation::Deprovision => Call::Deprovisioning,
    };
    let ids: Vec<String> = items.iter().map(|it| it.id().to_owned()).collect();
    let fault = rappi.faults.take(call, Stage::Check, &ids);
    let (mut accepted, mut rejected) = (Vec::new(), Vec::new());
    for (item, reason) in items.iter().zip(reasons) {
        let reason = reason.map(str::to_owned).or_else(|| forced(fault.as_ref(), item.id()));
        match reason {
            Some(reason) => rejected.push(Rejected { store_id: item.id(), reason }),
            None => accepted.push(Accepted { store_id: item.id(), integration_id: OURS }),
        }
    }
    if accepted.is_empty() {
        return Err(Refusal::AllRejected);
    }
    let stores = accepted.iter().map(|it| it.store_id.to_owned()).collect();
    let batch_id = work::begin(rappi, Job { email: email.to_owned(), operation, stores });
    notes.write(|it| it.batch_id = Some(batch_id.clone()));
    let body = json!({ "batchId": batch_id, "accepted": accepted, "rejected": rejected });
    Ok((StatusCode::ACCEPTED, Json(body)).into_response())
}

fn forced(fault: Option<&Fault>, id: &str) -> Option<String> {
    let fault = fault?;
    let named = fault.stores.is_empty() || fault.stores.iter().any(|it| it == id);
    named.then(|| fault.message.clone().unwrap_or_else(|| "not_owned".into()))
}
