//! The result webhook's body (Rappi's guide, step 4). Read only after its signature was verified.

use super::wire::text_or_number;
use gangway_domain::{
    BatchId, IntegrationId, StoreId, VerifiedBody,
    fold::{BatchResult, ResultStatus, StoreResult},
    operation::Kind,
};
use serde::Deserialize;
use thiserror::Error;

/// A verified body that is not what the document says.
#[derive(Debug, Error)]
#[error("the body is not a provisioning result: {0}")]
pub struct BadPayload(#[from] serde_json::Error);

#[derive(Deserialize)]
struct PayloadIn {
    #[serde(alias = "batch_id", rename = "batchId")]
    batch_id: String,
    #[serde(default, alias = "integration_id", rename = "integrationId")]
    integration_id: String,
    operation: String,
    results: Vec<ResultIn>,
    #[serde(default)]
    timestamp: String,
}

#[derive(Deserialize)]
struct ResultIn {
    #[serde(alias = "store_id", rename = "storeId", deserialize_with = "text_or_number")]
    store_id: String,
    status: String,
    #[serde(default, alias = "http_code", rename = "httpCode", deserialize_with = "code")]
    http_code: Option<u16>,
    #[serde(default, alias = "error_message", rename = "errorMessage")]
    error_message: Option<String>,
}

/// Rappi's tester sends numbers as text (docs/wire.md 1.6); a code that is neither is no reason to lose a result.
fn code<'de, D: serde::Deserializer<'de>>(from: D) -> Result<Option<u16>, D::Error> {
    Ok(match serde_json::Value::deserialize(from)? {
        serde_json::Value::Number(number) => number.as_u64().and_then(|number| u16::try_from(number).ok()),
        serde_json::Value::String(text) => text.parse().ok(),
        _ => None,
    })
}

/// Reads a verified body.
pub fn parse(verified: &impl VerifiedBody) -> Result<BatchResult, BadPayload> {
    let wire: PayloadIn = serde_json::from_slice(verified.body())?;
    let kind = match wire.operation.as_str() {
        "PROVISION" => Some(Kind::Provision),
        "DEPROVISION" => Some(Kind::Deprovision),
        _ => None,
    };
    let at = wire.timestamp.parse().map_or(0, jiff::Timestamp::as_millisecond);
    Ok(BatchResult {
        batch: BatchId(wire.batch_id),
        integration: IntegrationId(wire.integration_id),
        kind,
        results: wire.results.into_iter().map(Into::into).collect(),
        at,
    })
}

impl From<ResultIn> for StoreResult {
    fn from(wire: ResultIn) -> Self {
        let outcome = match wire.status.as_str() {
            "ACTIVE" => ResultStatus::Active,
            "INACTIVE" => ResultStatus::Inactive,
            "FAILED" => ResultStatus::Failed,
            _ => ResultStatus::Other(wire.status),
        };
        Self { store: StoreId(wire.store_id), outcome, code: wire.http_code, message: wire.error_message }
    }
}
