//! How a fault changes an answer.

use std::time::Duration;

use axum::{
    Json,
    body::Body,
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse as _, Response},
};
use serde_json::json;

use super::{Fault, Kind, spoil};
use crate::net;

/// Longer than any client should wait.
const TIMEOUT_MS: u64 = 60_000;
const SLOW_MS: u64 = 2_000;
const HUGE: usize = 10_000_000;
const PAGE: &str = "<!doctype html><html><head><title>502</title></head><body><h1>Bad gateway</h1></body></html>";

/// The answer instead of the work, for faults that prevent it.
pub(crate) fn before(fault: Option<&Fault>) -> Option<Response> {
    let fault = fault?;
    match fault.kind {
        Kind::Status => Some(refusal(fault)),
        Kind::DropBefore | Kind::TimeoutBefore => Some(net::hang_up()),
        _ => None,
    }
}

/// The answer after the work, for faults that spoil it.
pub(crate) async fn after(fault: Option<&Fault>, answer: Response) -> Response {
    let Some(fault) = fault else { return answer };
    match fault.kind {
        Kind::StatusAfter => refusal(fault),
        Kind::DropAfter | Kind::Timeout => net::hang_up(),
        Kind::Empty => spoiled(fault, &answer, "application/json", ""),
        Kind::NotJson => spoiled(fault, &answer, "application/json", "{\"batchId\": \"550e84"),
        Kind::Html => spoiled(fault, &answer, "text/html; charset=utf-8", PAGE),
        Kind::Strange => spoil::strange(answer).await,
        Kind::Huge => spoil::huge(answer, HUGE).await,
        Kind::Truncated => spoil::truncated(answer).await,
        _ => answer,
    }
}

/// Waits as long as the fault wants the client to wait.
pub(crate) async fn linger(fault: Option<&Fault>) {
    let Some(fault) = fault else { return };
    let default = match fault.kind {
        Kind::Timeout | Kind::TimeoutBefore => TIMEOUT_MS,
        Kind::Slow => SLOW_MS,
        _ => return,
    };
    tokio::time::sleep(Duration::from_millis(fault.ms.unwrap_or(default))).await;
}

/// Marks an error answer that a fault made, with its message, for a provider whose errors have another shape.
#[derive(Debug, Clone)]
pub(crate) struct FaultRefusal(pub(crate) String);

fn refusal(fault: &Fault) -> Response {
    let status = fault.status.and_then(|it| StatusCode::from_u16(it).ok()).unwrap_or(StatusCode::SERVICE_UNAVAILABLE);
    let message = fault.message.clone().unwrap_or_else(|| words(status).to_owned());
    let mut response = (status, Json(json!({ "message": message }))).into_response();
    response.extensions_mut().insert(FaultRefusal(message));
    if let Some(seconds) = fault.retry_after {
        response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(seconds));
    }
    response
}

/// The sentences of the status table in Rappi's guide.
fn words(status: StatusCode) -> &'static str {
    match status {
        StatusCode::FAILED_DEPENDENCY => "Partners service is unavailable",
        StatusCode::INTERNAL_SERVER_ERROR => "Unexpected server error",
        other => other.canonical_reason().unwrap_or("Error"),
    }
}

fn spoiled(fault: &Fault, answer: &Response, content_type: &'static str, body: &'static str) -> Response {
    let status = fault.status.and_then(|it| StatusCode::from_u16(it).ok()).unwrap_or(answer.status());
    (status, [(header::CONTENT_TYPE, content_type)], Body::from(body)).into_response()
}
