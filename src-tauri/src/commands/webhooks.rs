//! Result webhooks, their secrets, and deliveries.

use crate::shell::app_state::Desk;
use gangway_core::{
    Failure,
    view::{
        DeliveryFilter, DeliveryPage, DeliveryView, LabReport, LabRequest, ReverifyReport, ReverifyStep, RotationView,
        Webhook,
    },
};
use tauri::State;

type Answer<T> = Result<T, Failure>;
type AtDesk<'a> = State<'a, Desk>;

#[tauri::command]
#[specta::specta]
pub(crate) async fn webhooks(desk: AtDesk<'_>) -> Answer<Vec<Webhook>> {
    desk.console().await?.registration.webhooks().await
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn register_webhook(desk: AtDesk<'_>, integration: String) -> Answer<Webhook> {
    desk.console().await?.registration.register_webhook(&integration).await
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn take_over_webhook(desk: AtDesk<'_>, integration: String) -> Answer<Webhook> {
    desk.console().await?.registration.take_over_webhook(&integration).await
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn deliveries(desk: AtDesk<'_>, filter: DeliveryFilter) -> Answer<DeliveryPage> {
    desk.console().await?.deliveries.deliveries(filter).await
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn delivery(desk: AtDesk<'_>, id: i64) -> Answer<DeliveryView> {
    desk.console().await?.deliveries.delivery(id).await
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn retry_dead_letters(desk: AtDesk<'_>, id: Option<i64>) -> Answer<u32> {
    desk.console().await?.deliveries.retry_dead_letters(id).await
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn reverify_deliveries(
    desk: AtDesk<'_>,
    id: Option<i64>,
    since: Option<i64>,
) -> Answer<ReverifyReport> {
    desk.console().await?.deliveries.reverify_deliveries(id, since).await
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn reverify_step(
    desk: AtDesk<'_>,
    since: Option<i64>,
    after: i64,
    limit: u32,
) -> Answer<ReverifyStep> {
    desk.console().await?.deliveries.reverify_step(since, after, limit).await
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn examine(desk: AtDesk<'_>, request: LabRequest) -> Answer<LabReport> {
    desk.console().await?.deliveries.examine(request).await
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn webhook_rotation(desk: AtDesk<'_>, integration: String) -> Answer<Option<RotationView>> {
    desk.console().await?.registration.webhook_rotation(&integration).await
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn rotate_webhook_secret(desk: AtDesk<'_>, integration: String) -> Answer<RotationView> {
    desk.console().await?.registration.rotate_webhook_secret(&integration).await
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn take_over_webhook_secret(desk: AtDesk<'_>, integration: String) -> Answer<RotationView> {
    desk.console().await?.registration.take_over_webhook_secret(&integration).await
}
