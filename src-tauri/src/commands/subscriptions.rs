//! Subscriptions at Ratepay, and their drift.

use crate::shell::app_state::AppState;
use gangway_core::{
    Failure,
    view::{AddressReport, DesiredSubscription, RequestPreview, SettleWord, Settled, SubscriptionRow, Subscriptions},
};
use tauri::State;

type Answer<T> = Result<T, Failure>;
type InApp<'a> = State<'a, AppState>;

#[tauri::command]
#[specta::specta]
pub(crate) async fn subscriptions(state: InApp<'_>) -> Answer<Subscriptions> {
    state.console().await?.subscriptions.subscriptions().await
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn refresh_subscriptions(state: InApp<'_>) -> Answer<Subscriptions> {
    state.console().await?.subscriptions.refresh_subscriptions().await
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn preview_create(state: InApp<'_>, desired: DesiredSubscription) -> Answer<RequestPreview> {
    state.console().await?.subscriptions.preview_create(&desired).await
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn create_subscription(state: InApp<'_>, desired: DesiredSubscription) -> Answer<SubscriptionRow> {
    state.console().await?.subscriptions.create_subscription(&desired).await
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn preview_change(
    state: InApp<'_>,
    id: String,
    desired: DesiredSubscription,
) -> Answer<RequestPreview> {
    state.console().await?.subscriptions.preview_change(&id, &desired).await
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn change_subscription(
    state: InApp<'_>,
    id: String,
    desired: DesiredSubscription,
) -> Answer<SubscriptionRow> {
    state.console().await?.subscriptions.change_subscription(&id, &desired).await
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn preview_settle(state: InApp<'_>, how: SettleWord, ids: Vec<String>) -> Answer<Vec<RequestPreview>> {
    state.console().await?.subscriptions.preview_settle(how, &ids).await
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn settle_drift(state: InApp<'_>, how: SettleWord, ids: Vec<String>) -> Answer<Vec<Settled>> {
    state.console().await?.subscriptions.settle_drift(how, &ids).await
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn preview_rotate(state: InApp<'_>, id: String) -> Answer<RequestPreview> {
    state.console().await?.subscriptions.preview_rotate(&id).await
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn rotate_subscription_secret(state: InApp<'_>, id: String) -> Answer<SubscriptionRow> {
    state.console().await?.subscriptions.rotate_subscription_secret(&id).await
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn check_address(
    state: InApp<'_>,
    url: String,
    call: bool,
    row: Option<String>,
) -> Answer<AddressReport> {
    state.console().await?.subscriptions.check_address(&url, call, row.as_deref()).await
}
