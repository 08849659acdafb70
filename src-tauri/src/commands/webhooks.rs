//! Result webhooks, their secrets, and deliveries.

use crate::shell::app_state::AppState;
use gangway_core::{
    Failure,
    view::{
        DeliveryFilter, DeliveryPage, DeliveryView, LabReport, LabRequest, ReverifyReport, ReverifyStep, RotationView,
        Webhook,
    },
};
use tauri::State;

type Answer<T> = Result<T, Failure>;
type InApp<'a> = State<'a, AppState>;

#[tauri::command]
#[specta::specta]
pub(crate) async fn webhooks(state: InApp<'_>) -> Answer<Vec<Webhook>> {
    state.console().await?.registration.webhooks().await
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn register_webhook(state: InApp<'_>, integration: String) -> Answer<Webhook> {
    state.console().await?.registration.register_webhook(&integration).await
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn take_over_webhook(state: InApp<'_>, integration: String) -> Answer<Webhook> {
    state.console().await?.registration.take_over_webhook(&integration).await
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn deliveries(state: InApp<'_>, filter: DeliveryFilter) -> Answer<DeliveryPage> {
    state.console().await?.deliveries.deliveries(filter).await
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn delivery(state: InApp<'_>, id: i64) -> Answer<DeliveryView> {
    state.console().await?.deliveries.delivery(id).await
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn retry_dead_letters(state: InApp<'_>, id: Option<i64>) -> Answer<u32> {
    state.console().await?.deliveries.retry_dead_letters(id).await
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn reverify_deliveries(
    state: InApp<'_>,
    id: Option<i64>,
    since: Option<i64>,
) -> Answer<ReverifyReport> {
    state.console().await?.deliveries.reverify_deliveries(id, since).await
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn reverify_step(
    state: InApp<'_>,
    since: Option<i64>,
    after: i64,
    limit: u32,
) -> Answer<ReverifyStep> {
    state.console().await?.deliveries.reverify_step(since, after, limit).await
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn examine(state: InApp<'_>, request: LabRequest) -> Answer<LabReport> {
    state.console().await?.deliveries.examine(request).await
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn webhook_rotation(state: InApp<'_>, integration: String) -> Answer<Option<RotationView>> {
    state.console().await?.registration.webhook_rotation(&integration).await
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn rotate_webhook_secret(state: InApp<'_>, integration: String) -> Answer<RotationView> {
    state.console().await?.registration.rotate_webhook_secret(&integration).await
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn take_over_webhook_secret(state: InApp<'_>, integration: String) -> Answer<RotationView> {
    state.console().await?.registration.take_over_webhook_secret(&integration).await
}
