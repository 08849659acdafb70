//! The body of the webhook, field for field as in Rappi's guide.

use serde::Serialize;

use crate::rappi::{work::Operation, world::OURS};

/// What became of a batch.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Report {
    pub(crate) batch_id: String,
    pub(crate) integration_id: &'static str,
    pub(crate) operation: Operation,
    pub(crate) results: Vec<Result>,
    /// `2026-04-21T10:00:00Z`.
    pub(crate) timestamp: String,
}

/// What became of one store.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Result {
    store_id: String,
    integration_id: &'static str,
    brand: &'static str,
    status: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    error_message: Option<String>,
    http_code: u16,
}

impl Result {
    pub(crate) fn done(id: &str, brand: &'static str, status: &'static str, http_code: u16) -> Self {
        Self { store_id: id.into(), integration_id: OURS, brand, status, error_message: None, http_code }
    }

    pub(crate) fn failed(id: &str, brand: &'static str, http_code: u16, message: String) -> Self {
        Self { error_message: Some(message), ..Self::done(id, brand, "FAILED", http_code) }
    }
}

impl Report {
    pub(crate) fn to_json(&self) -> String {
        // Plain structs of text and numbers always serialise.
        serde_json::to_string(self).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::{Operation, Report, Result};

    #[test]
    fn is_the_sample_of_the_document() {
        let report = Report {
            batch_id: "550e8400-e29b-41d4-a716-446655440000".into(),
            integration_id: "pos-co-01",
            operation: Operation::Provision,
            results: vec![
                Result::done("10", "YourBrand", "ACTIVE", 201),
                Result::failed("11", "YourBrand", 409, "Store already exists".into()),
            ],
            timestamp: "2026-04-21T10:00:00Z".into(),
        };
        assert_eq!(
            report.to_json(),
            r#"{"batchId":"550e8400-e29b-41d4-a716-446655440000","integrationId":"pos-co-01","operation":"PROVISION","results":[{"storeId":"10","integrationId":"pos-co-01","brand":"YourBrand","status":"ACTIVE","httpCode":201},{"storeId":"11","integrationId":"pos-co-01","brand":"YourBrand","status":"FAILED","errorMessage":"Store already exists","httpCode":409}],"timestamp":"2026-04-21T10:00:00Z"}"#
        );
    }
}
